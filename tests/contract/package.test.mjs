// The signed zip, by Cybozu's own validator, packer and reader.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import validate from "@kintone/plugin-manifest-validator";
import { unzipSync } from "fflate";

const OUT = "target/plugin";
const ZIP = "target/naiki-guard.zip";
const manifest = JSON.parse(readFileSync("manifest.json", "utf8"));

test("the official validator accepts the manifest, and can refuse one", () => {
  const options = {
    maxFileSize: (limit, path) => statSync(`${OUT}/${path}`).size <= limit,
    fileExists: (path) => statSync(`${OUT}/${path}`, { throwIfNoEntry: false }) !== undefined,
    relativePath: (path) => !/^https?:/.test(path),
  };
  const check = validate.default ?? validate;
  const result = check(manifest, options);
  assert.equal(result.valid, true, JSON.stringify(result.errors));
  assert.equal(check({ ...manifest, sandbox: "yes" }, options).valid, false);
});

test("the manifest asks for nothing that is still in motion, and reaches no other host", () => {
  const keys = ["$schema", "manifest_version", "version", "type", "name", "description", "icon", "desktop", "mobile", "config"];
  assert.deepEqual(Object.keys(manifest).sort(), keys.sort());
  const listed = [manifest.desktop, manifest.mobile, manifest.config].flatMap((part) => Object.values(part).flat());
  for (const path of listed) assert.doesNotMatch(path, /^https?:/);
});

test("Cybozu's client reads name, version and ID out of the zip", () => {
  const info = JSON.parse(execFileSync("node_modules/.bin/cli-kintone", ["plugin", "info", "--input", ZIP, "--format", "json"]));
  assert.equal(info.name, manifest.name.en);
  assert.match(info.id, /^[a-p]{32}$/);
  assert.equal(String(info.version), manifest.version);
});

test("the zip holds what was built, and nothing else", () => {
  const outer = unzipSync(readFileSync(ZIP));
  assert.deepEqual(Object.keys(outer).sort(), ["PUBKEY", "SIGNATURE", "contents.zip"]);
  const inner = unzipSync(outer["contents.zip"]);
  assert.deepEqual(Object.keys(inner).sort(), ["config.css", "config.html", "config.js", "guard.js", "icon.png", "manifest.json"]);
  for (const [path, bytes] of Object.entries(inner)) {
    assert.ok(readFileSync(`${OUT}/${path}`).equals(Buffer.from(bytes)), path);
  }
});

test("what ships names no address outside and none of kintone's internals", () => {
  // A namespace, and a link in a comment of the glue: neither is asked for.
  const harmless = new Set(["www.w3.org", "developer.mozilla.org"]);
  for (const file of ["guard.js", "config.js", "config.html", "config.css"]) {
    const text = readFileSync(`${OUT}/${file}`, "utf8").replace(/const WASM = "[^"]*"/, "");
    const hosts = [...text.matchAll(/https?:\/\/([^/"'`\s)]+)/g)].map((match) => match[1]).filter((host) => !harmless.has(host));
    assert.deepEqual(hosts, [], file);
    for (const word of ["gaia-argoui", "-gaia", "ocean-ui", "cybozu.data", "innerHTML ="]) {
      const stands = text.includes(word);
      // The glue of the console carries web-sys' setter; every text that goes through it was escaped by maud.
      if (word === "innerHTML =" && file === "config.js") continue;
      assert.equal(stands, false, `${file} holds ${word}`);
    }
  }
});

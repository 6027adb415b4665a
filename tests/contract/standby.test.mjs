// The stand-by zip takes the plugin's place in every app, and does nothing there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import validate from "@kintone/plugin-manifest-validator";
import { unzipSync } from "fflate";

const REGULAR = "target/naiki-guard.zip";
const STANDBY = "target/naiki-guard-standby.zip";

const inside = (zip) => unzipSync(unzipSync(readFileSync(zip))["contents.zip"]);
const manifest = (zip) => JSON.parse(Buffer.from(inside(zip)["manifest.json"]).toString());
const id = (zip) => JSON.parse(execFileSync("node_modules/.bin/cli-kintone", ["plugin", "info", "--input", zip, "--format", "json"]).toString()).id;

test("the stand-by zip has the ID of the plugin", () => {
  assert.match(id(STANDBY), /^[a-p]{32}$/);
  assert.equal(id(STANDBY), id(REGULAR));
});

test("its manifest is that of the plugin but for description and scripts", () => {
  const [regular, standby] = [REGULAR, STANDBY].map(manifest);
  const rest = ({ description, desktop, mobile, config: { js, ...config }, ...kept }) => ({ ...kept, config });
  assert.deepEqual(rest(standby), rest(regular));
  assert.match(standby.description.ja, /待機版/);
  assert.match(standby.description.en, /[Ss]tand-by/);
  // A browser may keep a file by its address, which the version does not change.
  const scripts = ({ desktop, mobile, config }) => [desktop.js, mobile.js, config.js].flat();
  for (const path of scripts(standby)) assert.equal(scripts(regular).includes(path), false, path);
});

test("the official validator accepts its manifest", () => {
  const files = inside(STANDBY);
  const options = {
    maxFileSize: (limit, path) => (files[path]?.length ?? 0) <= limit,
    fileExists: (path) => files[path] !== undefined,
    relativePath: (path) => !/^https?:/.test(path),
  };
  const check = validate.default ?? validate;
  const result = check(manifest(STANDBY), options);
  assert.equal(result.valid, true, JSON.stringify(result.errors));
  delete files["standby.js"];
  assert.equal(check(manifest(STANDBY), options).valid, false);
});

test("it holds no program, saves no settings and asks for nothing", () => {
  const files = inside(STANDBY);
  assert.deepEqual(Object.keys(files).sort(), ["config.css", "config.html", "icon.png", "manifest.json", "standby-config.js", "standby.js"]);
  for (const [path, bytes] of Object.entries(files)) {
    const text = Buffer.from(bytes).toString("latin1");
    for (const word of ["setConfig", "WebAssembly", "\0asm", "AGFzbQ", "kintone.api", "fetch(", "XMLHttpRequest", ".submit", ".change"]) {
      assert.equal(text.includes(word), false, `${path} holds ${word}`);
    }
  }
});

// Starts the local kintone for demo, contract checks, end-to-end runs and benches, and calls it as people do.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export const PASSWORD = "midori2026";

// Another build of the server can be named, so that two can be tested side by side.
const WWW = process.env.WWW ?? "target/debug/www";

/** @typedef {{ address: string, server: import("node:child_process").ChildProcess, stop: () => Promise<unknown> }} LocalKintone */

/**
 * Starts a local kintone on a port (0: a free one), with further words of its command line. Resolves to its address and a way to end it.
 * @param {number | string} [port]
 * @param {string[]} [words]
 * @returns {Promise<LocalKintone>}
 */
export const start = (port = 0, words = []) =>
  new Promise((resolve, reject) => {
    const server = spawn(WWW, ["--port", String(port), ...words], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    server.stderr.on("data", (data) => { said += data; });
    server.once("error", () => reject(new Error(`${WWW} cannot be started: run cargo build -p www`)));
    server.once("exit", (code) => reject(new Error(said.trim() || `the local kintone ended with code ${code}`)));
    createInterface({ input: server.stdout }).on("line", (line) => {
      const address = /^READY (http:\/\/localhost:\d+)\//.exec(line)?.[1];
      if (address) resolve({ address, server, stop: () => new Promise((done) => { server.once("exit", done); server.kill(); }) });
    });
  });

/**
 * Calls REST as a person with a password. Resolves to status and body.
 * @param {string} address
 * @param {string} person
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<{ status: number, body: any }>}
 */
export const call = async (address, person, method, path, body) => {
  /** @type {Record<string, string>} */
  const headers = { "X-Cybozu-Authorization": Buffer.from(`${person}:${PASSWORD}`).toString("base64") };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(address + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
};

/**
 * Calls REST and expects it to work.
 * @param {Parameters<typeof call>} words
 * @returns {Promise<any>}
 */
export const must = async (...words) => {
  const { status, body } = await call(...words);
  if (status !== 200) throw new Error(`${words.slice(1, 4).join(" ")}: ${status} ${JSON.stringify(body)}`);
  return body;
};

/**
 * Puts the settings of an app into effect and waits until they are.
 * @param {string} address
 * @param {string} person
 * @param {number | string} app
 * @param {string} [root] `/k/v1`, or that of a guest space
 */
export const deploy = async (address, person, app, root = "/k/v1") => {
  await must(address, person, "POST", `${root}/preview/app/deploy.json`, { apps: [{ app }] });
  for (;;) {
    const { apps } = await must(address, person, "GET", `${root}/preview/app/deploy.json?apps[0]=${app}`);
    if (apps[0].status === "SUCCESS") return;
    if (apps[0].status !== "PROCESSING") throw new Error(`deploy: ${apps[0].status}`);
  }
};

/**
 * Uploads a file as a person. Resolves to its file key.
 * @param {string} address
 * @param {string} person
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} name
 * @returns {Promise<string>}
 */
export const file = async (address, person, bytes, name) => {
  const form = new FormData();
  form.append("file", new Blob([bytes]), name);
  const headers = { "X-Cybozu-Authorization": Buffer.from(`${person}:${PASSWORD}`).toString("base64") };
  const answer = await fetch(`${address}/k/v1/file.json`, { method: "POST", headers, body: form });
  return (await answer.json()).fileKey;
};

/**
 * Installs a plugin zip over REST. Resolves to its ID.
 * @param {string} address
 * @param {string} zip
 * @returns {Promise<string>}
 */
export const install = async (address, zip) =>
  (await must(address, "office", "POST", "/k/v1/plugin.json", { fileKey: await file(address, "office", readFileSync(zip), "plugin.zip") })).id;

/**
 * Puts a plugin zip in the place of the installed plugin of the same ID.
 * @param {string} address
 * @param {string} zip
 * @param {string} id
 * @returns {Promise<unknown>}
 */
export const replace = async (address, zip, id) =>
  must(address, "office", "PUT", "/k/v1/plugin.json", { id, fileKey: await file(address, "office", readFileSync(zip), "plugin.zip") });

/**
 * Adds a plugin to an app, in effect at once.
 * @param {string} address
 * @param {string} person
 * @param {number | string} app
 * @param {string} plugin
 */
export const add = async (address, person, app, plugin) => {
  await must(address, person, "POST", "/k/v1/preview/app/plugins.json", { app, ids: [plugin] });
  await deploy(address, person, app);
};

/**
 * Installs a plugin zip with Cybozu's own client, as an administrator would. Resolves to what the client said.
 * @param {string} address
 * @param {string} zip
 * @param {string} [person]
 * @returns {Promise<string>}
 */
export const upload = (address, zip, person = "office") =>
  new Promise((resolve, reject) => {
    const words = ["plugin", "upload", "--input", zip, "--base-url", address, "--username", person, "--password", PASSWORD, "--yes"];
    const client = spawn("node_modules/.bin/cli-kintone", words, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [client.stdout, client.stderr]) stream.on("data", (data) => { said += data; });
    client.once("error", reject);
    client.once("close", (code) => (code === 0 ? resolve(said) : reject(new Error(`cli-kintone plugin upload: ${said}`))));
  });

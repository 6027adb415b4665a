// Sizes and times beside the budgets, and beside a peer measured in the same run. Machines are shared: read the ratios.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { accuracy } from "./accuracy.mjs";
import { city } from "./city.mjs";
import { PATTERNS } from "./patterns.mjs";
import { audit } from "./audit.mjs";
import { scanner } from "./scanner.mjs";

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const GUARD = readFileSync("target/plugin/guard.js", "utf8");
// Cybozu's own customisation of a like size, for what a script of that size costs by itself.
const PEER = readFileSync("node_modules/@kintone/dts-gen/dist/dts-gen-integration-test.js", "utf8");
const SAMPLES = 9;

const rows = [];
const row = (what, figure, budget, peer = "") => rows.push([what, figure, budget, peer]);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const ms = (time) => `${time.toFixed(2)} ms`;

for (const [name, raw, gzip] of [["guard", 220, 95], ["console", 450, null]]) {
  const wasm = readFileSync(`target/bundles/${name}/${name}.wasm`);
  const small = gzipSync(wasm, { level: 9 }).length;
  row(`${name}.wasm raw`, kb(wasm.length), `<= ${raw} KB`);
  row(`${name}.wasm gzip`, kb(small), gzip === null ? "-" : `<= ${gzip} KB`, `brotli ${kb(brotliCompressSync(wasm).length)}`);
}
for (const file of ["guard.js", "config.js"]) row(`${file} as shipped`, kb(readFileSync(`target/plugin/${file}`).length), "-");

// As much of kintone as the guard asks for while it starts and judges; the local kintone would add its own time.
const STUB = `
  window.handlers = {};
  const on = (names, handler) => { for (const name of [names].flat()) (handlers[name] ??= []).push(handler); };
  window.kintone = {
    $PLUGIN_ID: "a".repeat(32), events: { on }, getLoginUser: () => ({ language: "ja" }), plugin: { app: { getConfig: () => ({}) } },
    app: { getId: () => 1, record: { getHeaderMenuSpaceElement: () => null }, getHeaderSpaceElement: () => null, getFormFields: async () => ({}) },
  };`;
const page_ = (before = "") => `<!doctype html><meta charset="utf-8"><title>bench</title><script>${STUB}${before}</script>`;

// From the first letter of the script to its last statement: parsing, decoding, compiling, the first calls. Not the
// fetch, which depends on the network and on kintone's cache.
const run = (page, script) =>
  page.evaluate((text) => {
    const start = performance.now();
    (0, eval)(text);
    return performance.now() - start;
  }, script);

const browse = async (visit) => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGUMENTS });
  try {
    return await visit(await browser.newPage());
  } finally {
    await browser.close();
  }
};

// A guard that did not start would be the fastest of all: each page must refuse what it is there to refuse.
const refuses = async (page) => {
  const top = await page.evaluate(async () => {
    const record = { 備考: { type: "MULTI_LINE_TEXT", value: "マイナンバー 1234 5678 9018" } };
    handlers["app.record.create.show"][0]({ type: "app.record.create.show", appId: 1, record: {} });
    return (await handlers["app.record.create.submit"][0]({ type: "app.record.create.submit", appId: 1, record })).error;
  });
  if (!top) throw new Error("the guard did not judge");
};

// A fresh browser and profile a sample: nothing is compiled already.
const startUp = (script, throttle, before) =>
  browse(async (page) => {
    if (throttle > 1) {
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
    }
    await page.setContent(page_(before));
    const time = await run(page, script);
    if (script === GUARD) await refuses(page);
    return time;
  });

for (const [throttle, fast, slow] of [[1, 10, 20], [4, 40, 60]]) {
  const times = { fast: [], slow: [], peer: [] };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    times.fast.push(await startUp(GUARD, throttle));
    times.slow.push(await startUp(GUARD, throttle, "delete Uint8Array.fromBase64;"));
    times.peer.push(await startUp(PEER, throttle));
  }
  const peer = `${(PEER.length / 1000).toFixed(0)} KB script of dts-gen ${ms(median(times.peer))}`;
  const where = throttle === 1 ? "cold" : `cold, ${throttle}x slower CPU`;
  row(`guard start to ready, ${where}`, ms(median(times.fast)), `<= ${fast} ms`, peer);
  row(`the same without fromBase64`, ms(median(times.slow)), `<= ${slow} ms`);
}

// One submit: projection, the border, the judgement, the answer. The peer is what a script without the guard would do:
// the same texts through NFKC and ten regular expressions, in the same page.
const submit = (fields, tableRows) =>
  browse(async (page) => {
    await page.setContent(page_());
    await run(page, GUARD);
    await refuses(page);
    return page.evaluate(async ([fields, tableRows, sources]) => {
      const record = {};
      const words = "窓口で相談を受けた。電話 03-1234-5678、担当は市民課。";
      for (let at = 0; at < fields; at += 1) record[`項目${at}`] = { type: at % 5 ? "SINGLE_LINE_TEXT" : "MULTI_LINE_TEXT", value: `${words}${at}` };
      if (tableRows > 0) {
        const value = [];
        for (let at = 0; at < tableRows; at += 1) {
          const cells = {};
          for (let column = 0; column < 5; column += 1) cells[`列${column}`] = { type: "SINGLE_LINE_TEXT", value: `${words}${at}` };
          value.push({ id: String(at), value: cells });
        }
        record["表"] = { type: "SUBTABLE", value };
      }
      const patterns = sources.map((source) => new RegExp(source));
      const peer = () => {
        let hits = 0;
        const scan = (field) => { const text = String(field.value ?? "").normalize("NFKC"); for (const pattern of patterns) if (pattern.test(text)) hits += 1; };
        for (const field of Object.values(record)) {
          if (field.type !== "SUBTABLE") scan(field);
          else for (const row of field.value) for (const cell of Object.values(row.value)) scan(cell);
        }
        return hits;
      };
      const guard = () => handlers["app.record.create.submit"][0]({ type: "app.record.create.submit", appId: 1, record });
      handlers["app.record.create.show"][0]({ type: "app.record.create.show", appId: 1, record: {} });
      await guard();
      peer();
      const times = { guard: [], peer: [] };
      for (let sample = 0; sample < 30; sample += 1) {
        let start = performance.now();
        await guard();
        times.guard.push(performance.now() - start);
        start = performance.now();
        peer();
        times.peer.push(performance.now() - start);
      }
      return times;
    }, [fields, tableRows, PATTERNS]);
  });

for (const [fields, tableRows, budget] of [[100, 0, 0.5], [500, 1000, 8]]) {
  const times = await submit(fields, tableRows);
  const what = tableRows === 0 ? `submit, ${fields} fields` : `submit, ${fields} fields and a table of ${tableRows} rows x 5`;
  row(what, ms(median(times.guard)), `<= ${budget} ms`, `NFKC and ten regexes ${ms(median(times.peer))}`);
}

for (const cells of await browse(audit)) row(...cells);
for (const cells of await browse(scanner)) row(...cells);
for (const cells of await city()) row(...cells);
for (const cells of accuracy()) row(...cells);

const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
const line = (cells) => cells.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]) : cell)).join("  ").trimEnd();
console.log(`\nMedians of ${SAMPLES} fresh browsers (start) and of 30 calls after the first (submit);\nof the scanner the fastest of seven samples of 30 ms or more.\nThe city is that of ${process.env.WWW ?? "a debug build"}, asked over one kept connection.\n`);
console.log(line(["what", "figure", "budget", "peer, same run"].map(String)));
for (const cells of rows) console.log(line(cells));

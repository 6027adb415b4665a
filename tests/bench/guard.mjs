// The guard in a page: its size, and what it costs to start it, to open a record, to leave a field, to save; at full speed
// and on a machine four times slower. Beside each the peer of the same page.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { PATTERNS } from "./patterns.mjs";

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const GUARD = "target/plugin/guard.js";
// Cybozu's own customisation of a like size, for what a script of that size costs by itself.
const PEER = "node_modules/@kintone/dts-gen/dist/dts-gen-integration-test.js";
const SAMPLES = 9;
const THROTTLES = [1, 4];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const ms = (time) => `${time.toFixed(time < 0.1 ? 3 : 2)} ms`;
const at = (throttle) => (throttle === 1 ? "" : `, ${throttle}x slower CPU`);

/** Lends an empty page of a fresh browser and profile: nothing is compiled already. */
export const browse = async (visit) => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGUMENTS });
  try {
    return await visit(await browser.newPage());
  } finally {
    await browser.close();
  }
};

/** Sizes of the bundles. */
export const sizes = () => {
  const peer = readFileSync(PEER);
  const rows = [];
  for (const [name, raw, gzip] of [["guard", 220, 95], ["console", 450, null]]) {
    const wasm = readFileSync(`target/bundles/${name}/${name}.wasm`);
    const small = gzipSync(wasm, { level: 9 }).length;
    rows.push([`${name}.wasm raw`, kb(wasm.length), `<= ${raw} KB`, name === "guard" ? `script of dts-gen ${kb(peer.length)}` : ""]);
    rows.push([
      `${name}.wasm gzip`, kb(small), gzip === null ? "-" : `<= ${gzip} KB`,
      `brotli ${kb(brotliCompressSync(wasm).length)}${name === "guard" ? `; script of dts-gen gzip ${kb(gzipSync(peer, { level: 9 }).length)}` : ""}`,
    ]);
  }
  for (const file of ["guard.js", "config.js"]) {
    const text = readFileSync(`target/plugin/${file}`);
    rows.push([`${file} as shipped`, kb(text.length), "-", `gzip ${kb(gzipSync(text, { level: 9 }).length)}`]);
  }
  return rows;
};

// As much of kintone as the guard asks for while it starts and judges; the local kintone would add its own time. The form
// is what `form` in the page says, the same that records are made of.
const stub = () => {
  const handlers = {};
  window.form = {};
  window.fire = (type, event) => {
    let last = event;
    for (const handler of handlers[type] ?? []) last = handler({ ...event, type });
    return last;
  };
  const space = () => document.getElementById("space");
  window.kintone = {
    $PLUGIN_ID: "a".repeat(32),
    events: { on: (names, handler) => { for (const name of [names].flat()) (handlers[name] ??= []).push(handler); } },
    getLoginUser: () => ({ id: "7", language: "ja", isGuest: false }),
    plugin: { app: { getConfig: () => ({}) } },
    api: async () => ({ apps: [], records: [] }),
    app: {
      getId: () => 1, record: { getHeaderMenuSpaceElement: space }, getHeaderSpaceElement: space, getFormFields: async () => window.form,
      get: async () => ({ revision: "1" }), getPermissions: async () => ({ editApp: false }), isTestEnvironment: async () => false,
    },
  };
};

/** A page with the stub, as fast as asked for; `before` runs ahead of every script. */
const prepared = async (page, throttle, form = {}, before = "") => {
  await page.setContent('<!doctype html><meta charset="utf-8"><title>bench</title><div id="space"></div>');
  await page.evaluate(stub);
  await page.evaluate(([form, before]) => {
    window.form = form;
    (0, eval)(before);
  }, [form, before]);
  if (throttle > 1) {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  }
};

// From the first letter of the script to its last statement: parsing, decoding, compiling, the first calls. Not the
// fetch, which depends on the network and on kintone's cache.
const run = (page, file) =>
  page.evaluate((text) => {
    const start = performance.now();
    (0, eval)(text);
    return performance.now() - start;
  }, readFileSync(file, "utf8"));

// A guard that did not start would be the fastest of all: each page must refuse what it is there to refuse.
const refuses = async (page) => {
  const top = await page.evaluate(async () => {
    await new Promise((go) => { setTimeout(go, 0); });
    const record = { 備考: { type: "MULTI_LINE_TEXT", value: "マイナンバー 1234 5678 9018" } };
    fire("app.record.create.show", { appId: 1, record: {} });
    return (await fire("app.record.create.submit", { appId: 1, record })).error;
  });
  if (!top) throw new Error("the guard did not judge");
};

/** Starts the guard in a prepared page and sees that it judges; milliseconds of the start. */
const begin = async (page) => {
  const time = await run(page, GUARD);
  await refuses(page);
  return time;
};

/** From script start to ready. */
export const starts = async () => {
  const rows = [];
  for (const [throttle, fast, slow] of [[1, 10, 20], [4, 40, 60]]) {
    const times = { fast: [], slow: [], peer: [] };
    const once = (go, before) => browse(async (page) => {
      await prepared(page, throttle, {}, before);
      return go(page);
    });
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      times.fast.push(await once(begin));
      times.slow.push(await once(begin, "delete Uint8Array.fromBase64;"));
      times.peer.push(await once((page) => run(page, PEER)));
    }
    const peer = `${kb(readFileSync(PEER).length)} script of dts-gen ${ms(median(times.peer))}`;
    rows.push([`guard start to ready, cold${at(throttle)}`, ms(median(times.fast)), `<= ${fast} ms`, peer]);
    rows.push([`  the same without fromBase64`, ms(median(times.slow)), `<= ${slow} ms`, peer]);
  }
  return rows;
};

/** Labels as forms have them; the rest of a large form is numbered. */
const LABELS = ["氏名", "フリガナ", "住所", "電話番号", "相談内容", "備考", "受付日", "担当者", "対応状況", "整理番号"];
const label = (number) => (number < LABELS.length ? LABELS[number] : `${LABELS[number % LABELS.length]}${number}`);

/** A form of so many fields, and with rows a table of five columns: kintone's properties. */
const formOf = (fields, rows) => {
  const type = (number) => (number % 5 ? "SINGLE_LINE_TEXT" : "MULTI_LINE_TEXT");
  const property = (code, text, kind) => [code, { type: kind, code, label: text }];
  const form = Object.fromEntries(Array.from({ length: fields }, (_, number) => property(`項目${number}`, label(number), type(number))));
  if (rows > 0) {
    const columns = Array.from({ length: 5 }, (_, number) => property(`列${number}`, label(number + 5), "SINGLE_LINE_TEXT"));
    form["表"] = { type: "SUBTABLE", code: "表", label: "表", fields: Object.fromEntries(columns) };
  }
  return form;
};

// Runs in the page. Each pass has values that nobody saw before, as after a keystroke; and the guard and the peer take turns.
const measure = async ([rows, sources]) => {
  await new Promise((go) => { setTimeout(go, 50); }); // the labels of the form are in
  const words = "窓口で相談を受けた。電話 03-1234-5678、担当は市民課。";
  const record = {};
  const cells = [];
  const cell = (type, number) => {
    const made = { type, value: `${words}${number}` };
    cells.push(made);
    return made;
  };
  for (const [code, { type, fields }] of Object.entries(form)) {
    record[code] = type !== "SUBTABLE" ? cell(type, code) : {
      type,
      value: Array.from({ length: rows }, (_, row) => ({
        id: String(row), value: Object.fromEntries(Object.entries(fields).map(([inner, { type: kind }]) => [inner, cell(kind, `${inner}-${row}`)])),
      })),
    };
  }
  let pass = 0;
  const anew = () => {
    pass += 1;
    for (const [number, one] of cells.entries()) one.value = `${words}${number}-${pass}`;
  };
  const key = () => {
    pass += 1;
    cells[1].value = `${words}${pass}`;
  };
  const nothing = { appId: 1, record: {} };
  const event = { appId: 1, record };
  const patterns = sources.map((source) => new RegExp(source));
  const scan = (one) => { const text = one.value.normalize("NFKC"); return patterns.reduce((hits, pattern) => hits + Number(pattern.test(text)), 0); };
  const calls = {
    submit: { before: anew, set: () => fire("app.record.create.show", nothing), call: () => fire("app.record.create.submit", event) },
    change: { before: key, set: () => fire("app.record.create.show", nothing), call: () => fire("app.record.create.change.項目1", event) },
    edited: { before: key, set: () => fire("app.record.edit.show", event), call: () => fire("app.record.edit.change.項目1", event) },
    opened: { before: anew, set: () => {}, call: () => fire("app.record.edit.show", event) },
    peer: { before: anew, set: () => {}, call: () => cells.reduce((hits, one) => hits + scan(one), 0) },
    peerOfOne: { before: key, set: () => {}, call: () => scan(cells[1]) },
  };
  const times = {};
  for (const [name, { before, set, call }] of Object.entries(calls)) {
    set();
    // The clock of a page goes in tenths of a millisecond: calls are timed together, and what the new values take is taken off.
    const many = async (count, work) => {
      const start = performance.now();
      for (let turn = 0; turn < count; turn += 1) {
        before();
        if (work) await call();
      }
      return (performance.now() - start) / count;
    };
    const first = await many(2, true);
    const count = Math.max(1, Math.ceil(40 / Math.max(0.05, first)));
    const least = async (work) => {
      let best = Infinity;
      for (let sample = 0; sample < 15; sample += 1) best = Math.min(best, await many(count, work));
      return best;
    };
    times[name] = await least(true) - await least(false);
  }
  // Last of all: the same record with one bad value is refused, so that all of it was judged.
  fire("app.record.create.show", nothing);
  anew();
  cells.at(-1).value = "マイナンバー 1234 5678 9018";
  const { error } = await fire("app.record.create.submit", event);
  return { times, refused: Boolean(error) };
};

/** What a record costs: opened, a key pressed, saved. */
export const records = async () => {
  const rows = [];
  for (const [fields, table, budget] of [[100, 0, 0.5], [500, 1000, 8]]) {
    for (const throttle of THROTTLES) {
      const { times, refused } = await browse(async (page) => {
        await prepared(page, throttle, formOf(fields, table));
        await begin(page);
        return page.evaluate(measure, [table, PATTERNS]);
      });
      if (!refused) throw new Error("the bench of records: the last value was not judged");
      const what = `${fields} fields${table === 0 ? "" : ` and a table of ${table} rows x 5`}${at(throttle)}`;
      const peer = `NFKC and ten regexes ${ms(times.peer)}`;
      rows.push([`submit, ${what}`, ms(times.submit), throttle === 1 ? `<= ${budget} ms` : "-", `${peer} (we take ${(times.submit / times.peer).toFixed(2)}x)`]);
      rows.push(["  one key in a new record", ms(times.change), "-", `all of it is judged anew: ${peer}; of the one value ${ms(times.peerOfOne)}`]);
      rows.push(["  one key in an opened record", ms(times.edited), "-", `one value is new: of it ${ms(times.peerOfOne)}`]);
      rows.push(["  opened", ms(times.opened), "-", peer]);
    }
  }
  return rows;
};

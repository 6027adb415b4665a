// The scanner of typed values in a page, beside what else finds such values, on the same texts; and natively beside `regex`.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { PATTERNS } from "./patterns.mjs";
import { BAD, TEXTS } from "./texts.mjs";

const WASM = "target/bundles/scanner/scanner.wasm";
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const speed = (bytes, time) => `${(bytes / 1000 / time).toFixed(time > bytes / 10_000 ? 1 : 0)} MB/s`;
const bytes = (fields) => fields.reduce((sum, field) => sum + Buffer.byteLength(field), 0);

// redact-pii is made for Node: its modules go into the page one by one, as they stand.
const redactor = () => {
  const found = new Map();
  const take = (path) => {
    if (found.has(path)) return;
    const text = readFileSync(path, "utf8");
    const needs = {};
    found.set(path, { text: path.endsWith(".json") ? `module.exports = ${text}` : text, needs });
    const resolve = createRequire(path).resolve;
    for (const [, name] of path.includes("/lodash/") ? [] : text.matchAll(/require\("([^"]+)"\)/g)) {
      needs[name] = resolve(name);
      take(needs[name]);
    }
  };
  const main = createRequire(import.meta.url).resolve("redact-pii");
  const first = `${dirname(main)}/SyncCompositeRedactor.js`;
  take(first);
  const numbers = new Map([...found.keys()].map((path, at) => [path, at]));
  const modules = [...found.values()].map(({ text, needs }) => {
    const inner = JSON.stringify(Object.fromEntries(Object.entries(needs).map(([name, path]) => [name, numbers.get(path)])));
    return `[(module, exports, require) => {${text}\n}, ${inner}]`;
  });
  return `window.SyncRedactor = (() => {
    const modules = [${modules.join(",")}], made = [];
    const load = (at) => {
      if (!made[at]) { made[at] = { exports: {} }; modules[at][0].call(window, made[at], made[at].exports, (name) => load(modules[at][1][name])); }
      return made[at].exports;
    };
    return load(${numbers.get(first)}).SyncCompositeRedactor;
  })();`;
};

// Runs in the page: milliseconds of a pass over the fields in the fastest sample of each engine, and what it found.
const measure = async ([texts, sources]) => {
  const patterns = sources.map((source) => new RegExp(source, "g"));
  const redact = new SyncRedactor();
  const encoder = new TextEncoder();
  const memory = new Uint8Array(1 << 16);
  const engines = {
    // The way of a text into any wasm, and nothing done there: no scanner in wasm can be faster.
    border: (text) => Number(encoder.encodeInto(text, memory).read === text.length),
    ours: (text) => wasm_bindgen.count(text),
    regexes: (text) => {
      const folded = text.normalize("NFKC");
      return patterns.reduce((sum, pattern) => sum + (folded.match(pattern)?.length ?? 0), 0);
    },
    redact: (text) => Number(redact.redact(text) !== text),
    phones: (text) => libphonenumber.findPhoneNumbersInText(text, "JP").length,
  };
  const answers = [];
  for (const { fields } of texts) {
    const answer = {};
    for (const [name, engine] of Object.entries(engines)) {
      let pass = 0;
      let found = 0;
      // New strings each pass: an engine of regular expressions may remember what it found in the old ones.
      const passes = (count) => {
        const all = Array.from({ length: count }, () => JSON.parse(JSON.stringify(fields.map((field) => `${field}${(pass += 1)}`))));
        const start = performance.now();
        for (const fresh of all) {
          found = 0;
          for (const field of fresh) found += engine(field);
        }
        return performance.now() - start;
      };
      // The clock of a page goes in tenths of a millisecond: a sample is of 30 ms or more.
      let count = 1;
      while (passes(count) < 30) count *= 2;
      answer[name] = { time: Math.min(...Array.from({ length: 7 }, () => passes(count))) / count, found };
    }
    answers.push(answer);
  }
  return answers;
};

const linear = (texts) =>
  texts.map((text) => {
    const passes = (count) => {
      const start = performance.now();
      for (let pass = 0; pass < count; pass += 1) wasm_bindgen.count(text);
      return performance.now() - start;
    };
    let count = 1;
    while (passes(count) < 30) count *= 2;
    return Math.min(...Array.from({ length: 5 }, () => passes(count))) / count;
  });

const must = (holds, what) => {
  if (!holds) throw new Error(`the bench of the scanner: ${what}`);
};

/** Rows of the bench: what, figure, budget, remark. `page` is an empty page. */
export const scanner = async (page) => {
  const wasm = readFileSync(WASM);
  const rows = [
    ["scanner.wasm alone, raw", kb(wasm.length), "-", "with the shipped profile; allocator and border among it"],
    ["scanner.wasm alone, gzip", kb(gzipSync(wasm, { level: 9 }).length), "-", ""],
  ];
  await page.setContent("<!doctype html><meta charset=utf-8><title>bench</title>");
  // Evaluated, not added: the glue asks an element of its own for an address, and this page has none.
  await page.evaluate((text) => (0, eval)(text), `${readFileSync("target/bundles/scanner/scanner.js", "utf8")}\nwindow.wasm_bindgen = wasm_bindgen;`);
  await page.addScriptTag({ path: "node_modules/libphonenumber-js/bundle/libphonenumber-min.js" });
  await page.addScriptTag({ content: redactor() });
  await page.evaluate(async (code) => {
    const response = await fetch(`data:application/wasm;base64,${code}`);
    wasm_bindgen.initSync({ module: new WebAssembly.Module(await response.arrayBuffer()) });
  }, wasm.toString("base64"));

  const answers = await page.evaluate(measure, [TEXTS, PATTERNS]);
  for (const [at, { border, ours, regexes, redact, phones }] of answers.entries()) {
    const text = TEXTS[at];
    const size = bytes(text.fields);
    must(border.found === text.fields.length, `${border.found} fields of the ${text.name} text crossed the border`);
    must(ours.found === text.finds, `${ours.found} finds in the ${text.name} text, not ${text.finds}`);
    must(regexes.found >= text.phones, `the regexes found ${regexes.found} in the ${text.name} text`);
    must(redact.found === text.fields.length, `redact-pii changed ${redact.found} fields of the ${text.name} text`);
    must(phones.found >= text.phones, `libphonenumber-js found ${phones.found} telephones in the ${text.name} text`);
    const beside = (name, peer) => `${name} ${speed(size, peer.time)} (we are ${(peer.time / ours.time).toFixed(2)}x)`;
    const budget = at === 0 ? ">= 4x the regexes" : ">= 1x the regexes";
    rows.push([`scan in a page, ${text.name}`, speed(size, ours.time), budget, beside("NFKC and ten regexes", regexes)]);
    rows.push(["  its way into wasm alone", speed(size, border.time), "-", `TextEncoder.encodeInto: ${(regexes.time / border.time).toFixed(2)}x the regexes, the most that a scanner in wasm could reach`]);
    rows.push([`  ${kb(size)} in ${text.fields.length} fields, ${ours.found} finds`, "", "-", `${beside("redact-pii", redact)}, ${beside("libphonenumber-js", phones)}`]);
  }
  for (const [name, make] of BAD) {
    const times = await page.evaluate(linear, [250_000, 500_000, 1_000_000].map(make));
    const grows = times.slice(1).map((time, at) => (time / times[at]).toFixed(2));
    rows.push([`1 MB of ${name}`, `${times[2].toFixed(2)} ms`, "linear", `twice the text takes ${grows.join(" and ")} times as long (250 KB, 500 KB, 1 MB)`]);
  }
  return [...rows, ...natively()];
};

// Both engines in one process of its own, on the same fields.
const natively = () => {
  mkdirSync("target/bench", { recursive: true });
  return TEXTS.map(({ name, fields, finds }, at) => {
    const file = `target/bench/text-${at}.json`;
    writeFileSync(file, JSON.stringify(fields));
    const [ours, regex, found, matched] = execFileSync("target/release/examples/patterns", [file], { encoding: "utf8" }).trim().split("\t").map(Number);
    must(found === finds, `natively ${found} finds in the ${name} text, not ${finds}`);
    must(matched >= fields.length, `regex matched ${matched} times in the ${name} text`);
    return [`scan natively, ${name}`, `${ours.toFixed(0)} MB/s`, "-", `regex, a RegexSet of 12, ${regex.toFixed(0)} MB/s (we are ${(ours / regex).toFixed(2)}x)`];
  });
};

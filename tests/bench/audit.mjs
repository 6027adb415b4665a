// The full audit of an app already read, by all rules, as wasm in a page; beside it what reading the same file as JSON takes.
import { readFileSync } from "node:fs";

const WASM = "target/bundles/audits/audits.wasm";

const measure = async ([audits, people]) => {
  const timed = (work) => {
    const passes = (count) => {
      const start = performance.now();
      for (let pass = 0; pass < count; pass += 1) work();
      return performance.now() - start;
    };
    // The clock of a page goes in tenths of a millisecond: a sample is of 30 ms or more.
    let count = 1;
    while (passes(count) < 30) count *= 2;
    return Math.min(...Array.from({ length: 7 }, () => passes(count))) / count;
  };
  return audits.map(([file, report]) => {
    const read = new wasm_bindgen.Read(file, people);
    const { findings, unknowns } = JSON.parse(report);
    if (read.audit() !== findings.length + unknowns.length) throw new Error("the bench of the audit: another report than natively");
    return { audit: timed(() => read.audit()), parse: timed(() => JSON.parse(file)), size: file.length };
  });
};

/** Rows of the bench: what, figure, budget, remark. `page` is an empty page. */
export const audit = async (page) => {
  await page.setContent("<!doctype html><meta charset=utf-8><title>bench</title>");
  await page.evaluate((text) => (0, eval)(text), `${readFileSync("target/bundles/audits/audits.js", "utf8")}\nwindow.wasm_bindgen = wasm_bindgen;`);
  await page.evaluate(async (code) => {
    const response = await fetch(`data:application/wasm;base64,${code}`);
    wasm_bindgen.initSync({ module: new WebAssembly.Module(await response.arrayBuffer()) });
  }, readFileSync(WASM).toString("base64"));
  const audits = JSON.parse(readFileSync("tests/corpus/audits.json", "utf8"));
  const times = await page.evaluate(measure, [audits, readFileSync("tests/corpus/people.json", "utf8")]);
  const large = times.at(-1);
  const others = times.slice(0, -1).map((one) => one.audit).sort((one, other) => one - other);
  const ms = (time) => `${time.toFixed(2)} ms`;
  const beside = `JSON.parse of its ${(large.size / 1000).toFixed(0)} KB takes ${ms(large.parse)}`;
  return [
    ["full audit in wasm, 100 fields", ms(large.audit), "<= 1 ms", `103 fields, all rules; ${beside}`],
    ["full audit in wasm, small apps", ms(others[Math.floor(others.length / 2)]), "<= 1 ms", `median of ${others.length}, the slowest ${ms(others.at(-1))}`],
  ];
};

// The detectors as wasm answer as they do natively: every field of one corpus (tests/ladder/personal_values.rs), every form of
// another (tests/ladder/personal_fields.rs), every snapshot of a third (tests/ladder/same_answer.rs).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const corpus = JSON.parse(readFileSync("tests/corpus/values.json", "utf8"));
const glue = new Function(`${readFileSync("target/bundles/scanner/scanner.js", "utf8")}; return wasm_bindgen;`)();
glue.initSync({ module: new WebAssembly.Module(readFileSync("target/bundles/scanner/scanner.wasm")) });

test(`the scanner finds the same in ${corpus.length} fields`, () => {
  assert.ok(corpus.length > 1_500);
  for (const [label, text, answer] of corpus) assert.deepEqual([...glue.finds(text, label)], answer, `${label} ${text.slice(0, 200)}`);
});

test("half of a character is read as the mark that stands for it", () => {
  const marked = corpus.filter(([, text]) => text.includes("\uFFFD"));
  assert.ok(marked.length > 1);
  for (const half of ["\uD800", "\uDC00"]) {
    for (const [label, text, answer] of marked) assert.deepEqual([...glue.finds(text.replaceAll("\uFFFD", half), label)], answer);
  }
});

test("forms are judged the same", () => {
  const forms = JSON.parse(readFileSync("tests/corpus/forms.json", "utf8"));
  const judge = new Function(`${readFileSync("target/bundles/forms/forms.js", "utf8")}; return wasm_bindgen;`)();
  judge.initSync({ module: new WebAssembly.Module(readFileSync("target/bundles/forms/forms.wasm")) });
  assert.ok(forms.length > 30);
  for (const [form, app, answer] of forms) assert.equal(judge.judged(form, app), answer, form.slice(0, 200));
});

test("snapshots are audited the same", () => {
  const audits = JSON.parse(readFileSync("tests/corpus/audits.json", "utf8"));
  const people = readFileSync("tests/corpus/people.json", "utf8");
  const glue = new Function(`${readFileSync("target/bundles/audits/audits.js", "utf8")}; return wasm_bindgen;`)();
  glue.initSync({ module: new WebAssembly.Module(readFileSync("target/bundles/audits/audits.wasm")) });
  assert.ok(audits.length > 10);
  for (const [file, report] of audits) assert.deepEqual(JSON.parse(new glue.Read(file, people).report()), JSON.parse(report));
});

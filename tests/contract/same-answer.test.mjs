// The shipped wasm answers every call of the corpus as the native guard did (tests/ladder/same_answer.rs).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const corpus = JSON.parse(readFileSync("tests/corpus/same-answer.json", "utf8"));
// The texts of the boot script that ships, not all that there are: one that it lacks would be a blank.
const texts = JSON.parse(/^ *const TEXTS = (".*");$/m.exec(readFileSync("target/plugin/guard.js", "utf8"))[1]);

const fresh = () => {
  const glue = new Function(`${readFileSync("target/bundles/guard/guard.js", "utf8")}; return wasm_bindgen;`)();
  glue.initSync({ module: new WebAssembly.Module(readFileSync("target/bundles/guard/guard.wasm")) });
  glue.give(texts);
  return glue;
};

test(`the wasm that ships gives the same ${corpus.length} answers`, () => {
  const glue = fresh();
  assert.ok(corpus.length > 500);
  for (const [call, given, answer] of corpus) {
    const said = glue[call](...given);
    assert.deepEqual(said === undefined ? null : JSON.parse(said), answer, `${call} ${given.join(" ").slice(0, 200)}`);
  }
});

test("words that are not JSON are an error that holds none of them", () => {
  const glue = fresh();
  for (const text of ["", "見本 太郎", '[["備考", null, false, ["マイナンバー 1234"', "[1]", '{"備考": 1}']) {
    assert.throws(() => glue.submit(text), (error) => /^naiki: cannot read \d+$/.test(String(error)), text);
  }
});

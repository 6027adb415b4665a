// Puts a bundle's glue and wasm into its boot script. Ships nothing itself.
//
//   node plugin/embed.mjs check GUARD.wasm CONSOLE.wasm      the guard holds no settings-only rule, the console all rules
//   node plugin/embed.mjs bundle BOOT.js GLUE.js WASM OUT.js [PLUGIN_ID]
//   node plugin/embed.mjs standby MANIFEST.json              the manifest of the stand-by version, out of that of the plugin
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const once = (text, mark, value) => {
  const parts = text.split(mark);
  if (parts.length !== 2) throw new Error(`${mark} stands ${parts.length - 1} times in the boot script, not once`);
  return parts.join(value);
};

// Every rule file names its id, and whether it acts on records.
const rules = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return rules(path);
    const text = entry.name.endsWith(".rs") ? readFileSync(path, "utf8") : "";
    const id = /pub const ID: &str = "([a-z0-9-]+)";/.exec(text)?.[1];
    return id ? [{ id, record: !/record: None/.test(text) }] : [];
  });

const check = (guard, console_) => {
  const found = rules("src/rules");
  if (found.length === 0) throw new Error("no rule was found in src/rules");
  const [small, whole] = [guard, console_].map((path) => readFileSync(path, "latin1"));
  const leaked = found.filter((rule) => !rule.record && small.includes(rule.id));
  const missing = found.filter((rule) => !whole.includes(rule.id));
  if (leaked.length > 0) throw new Error(`settings-only rules in the guard: ${leaked.map((rule) => rule.id).join(", ")}`);
  if (missing.length > 0) throw new Error(`rules missing from the console: ${missing.map((rule) => rule.id).join(", ")}`);
  spoken("src/guard", texts(guard));
  spoken("src/screen", texts(console_));
};

// Every 32-bit number that a wasm may use as one: an operand of `i32.const`, either half of one of `i64.const` (two numbers
// are stored by one instruction), or four bytes of data. What only looks like one carries a text too many at most.
const numbers = (wasm) => {
  const out = new Set();
  const leb = (at) => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n, at += 1) {
      value |= BigInt(wasm[at] & 0x7f) << shift;
      if (wasm[at] < 0x80) return BigInt.asUintN(64, wasm[at] & 0x40 ? value - (1n << (shift + 7n)) : value);
    }
    return value;
  };
  for (let at = 0; at + 4 < wasm.length; at += 1) {
    out.add(wasm.readUInt32LE(at));
    if (wasm[at] !== 0x41 && wasm[at] !== 0x42) continue;
    const value = leb(at + 1);
    out.add(Number(value & 0xffffffffn)).add(Number(value >> 32n));
  }
  return out;
};

// The texts that a wasm says, of all that the sources hold.
const texts = (wasm) => {
  const said = numbers(readFileSync(wasm));
  return readFileSync("plugin/texts.tsv", "utf8").split(/(?<=\n)/).filter((line) => said.has(parseInt(line, 10))).join("");
};

// A text that was not found would be a blank on the screen: all that a bundle's own room writes is there.
const spoken = (folder, picked) => {
  const sources = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".rs")).map((name) => readFileSync(join(folder, name), "utf8"));
  const written = sources.flatMap((text) => [...text.matchAll(/\bja: ("(?:[^"\\]|\\.)*")/g)].map(([, literal]) => JSON.parse(literal)));
  if (written.length < 20) throw new Error(`only ${written.length} texts were found in ${folder}`);
  const known = new Set(picked.split("\n").map((line) => line.split("\t")[1]));
  const blank = written.filter((ja) => !known.has(ja));
  if (blank.length > 0) throw new Error(`texts of ${folder} that would be blank: ${blank.join(" / ")}`);
};

const compact = (path) => JSON.stringify(JSON.parse(readFileSync(path, "utf8")));

// What stands beside the program: in base64 it would take a third more.
const BESIDE = {
  TEXTS: (wasm) => texts(wasm),
  ORDERS: () => JSON.parse(readFileSync("plugin/orders.json", "utf8")),
  LEXICON: () => readFileSync("src/personal/lexicon.txt", "utf8"),
  WEIGHTS: () => Object.fromEntries(["personal", "special"].map((name) => [name, readFileSync(`src/personal/${name}.bin`).toString("base64")])),
  POLICIES: () => Object.fromEntries(["standard", "strict"].map((name) => [name, compact(`src/policy/${name}.json`)])),
};

const bundle = (boot, glue, wasm, out, plugin) => {
  let text = readFileSync(boot, "utf8");
  // The parts of the boot script stand in one scope: what they share is theirs alone.
  for (const [mark, name] of text.matchAll(/ *\/\* @part ([a-z]+) \*\/\n/g)) {
    text = once(text, mark, readFileSync(join("plugin/guard", `${name}.js`), "utf8"));
  }
  // A `$` in the glue is a letter, not a reference: parts are joined, never replaced.
  text = once(text, "  /* @embedded: WASM, decoded(), bytes(), glue(), dead */\n", readFileSync("plugin/embedded.js", "utf8"));
  text = once(text, "/* @glue */", readFileSync(glue, "utf8"));
  text = once(text, "@wasm", readFileSync(wasm).toString("base64"));
  for (const [mark, names] of text.matchAll(/ *\/\* @beside: ([A-Z, ]+) \*\/\n/g)) {
    const lines = names.split(", ").map((name) => `  const ${name} = ${JSON.stringify(BESIDE[name](wasm))};\n`);
    text = once(text, mark, lines.join(""));
  }
  if (plugin !== undefined) {
    // In the file for all of kintone nobody sets an ID: the plugin's own settings are read under the plugin's.
    if (!/^[a-p]{32}$/.test(plugin)) throw new Error(`not a plugin ID: ${plugin}`);
    text = once(text, "const PLUGIN_ID = kintone.$PLUGIN_ID;", `const PLUGIN_ID = "${plugin}";`);
  }
  writeFileSync(out, text);
};

// Other names of scripts, not only other contents: the version stays, and a browser may keep a file by its address.
const standby = (out) => {
  const { description, ...manifest } = JSON.parse(readFileSync("manifest.json", "utf8"));
  const told = {
    ja: "待機版です。点検も入力時チェックも行いません。設定と点検記録は残り、通常版を読み込むと元に戻ります。",
    en: "Stand-by version: checks nothing. Settings and inspection records are kept; installing the regular version brings the checks back.",
  };
  if (Object.keys(description).sort().join() !== Object.keys(told).sort().join()) throw new Error("the stand-by version describes itself in other languages than the plugin");
  const scripts = { js: ["standby.js"] };
  const config = { ...manifest.config, js: ["standby-config.js"] };
  writeFileSync(out, `${JSON.stringify({ ...manifest, description: told, desktop: scripts, mobile: scripts, config }, null, 2)}\n`);
};

const [act, ...words] = process.argv.slice(2);
try {
  if (act === "check" && words.length === 2) check(...words);
  else if (act === "bundle" && (words.length === 4 || words.length === 5)) bundle(...words);
  else if (act === "standby" && words.length === 1) standby(...words);
  else throw new Error("usage: embed.mjs check GUARD CONSOLE | bundle BOOT GLUE WASM OUT [PLUGIN_ID] | standby MANIFEST");
} catch (error) {
  console.error(`embed: ${error.message}`);
  process.exit(1);
}

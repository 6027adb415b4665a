// Writes docs/accuracy.md: what the detectors find of labels whose answer is known, and of made-up values. The words are
// here; every figure comes from the two programs, run now.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";

const LABELS = "../shared/labels";
const FILE = "docs/accuracy.md";

const program = (words) => {
  const done = spawnSync("cargo", ["run", "--quiet", "--release", "--locked", ...words], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`${words.join(" ")}: ${done.stderr}`);
  return done.stdout;
};

// The lines under a heading of the program's output, up to the next empty line.
const under = (output, heading) => {
  const lines = output.split("\n");
  const from = lines.findIndex((line) => line.startsWith(heading));
  if (from < 0) throw new Error(`no “${heading}” in the output`);
  const to = lines.indexOf("", from);
  return lines.slice(from + 1, to < 0 ? undefined : to);
};

const line = (lines, start) => {
  const found = lines.find((text) => text.trimStart().startsWith(start));
  if (!found) throw new Error(`no “${start}”`);
  return found;
};

const recall = (text) => text.match(/recall\s+([\d.]+)% \((\d+\/\d+)\)/);
const wrong = (text) => text.match(/false positives\s+([\d.]+)% \((\d+\/\d+)\)/);
const share = (found) => `${found[1]}% (${found[2]})`;

// What was promised, what was measured, and whether it is met.
const promise = (what, target, figure, met) => `| ${what} | ${target} | ${figure} | ${met ? "yes" : "**no**"} |`;

const labels = () => {
  const output = program(["--example", "labels", "--", `${LABELS}/positive.tsv`, `${LABELS}/negative.tsv`, "--forms", `${LABELS}/forms.jsonl`]);
  const alone = under(output, "Labels alone");
  const out = under(output, "Leave one source out");
  const whole = under(output, "Whole forms (");
  const unseen = under(output, "Whole forms, learnt anew");
  const all = { alone: line(alone, "all"), out: line(out, "all"), whole: line(whole, "with context"), unseen: line(unseen, "with context") };
  const wrongly = (lines) => line(lines, "fields wrongly flagged in forms without").match(/: (\d+ in \d+) forms, ([\d.]+) a form/);
  const [flags, flagsUnseen] = [wrongly(whole), wrongly(unseen)];
  const special = (lines) => recall(line(lines, "special care, and classed as such"));
  const rows = [
    promise("labels alone: recall", ">= 95%", share(recall(all.alone)), recall(all.alone)[1] >= 95),
    promise("labels alone: false positives", "<= 1.5%", share(wrong(all.alone)), wrong(all.alone)[1] <= 1.5),
    promise("labels alone, strong only: recall", "reported", share(recall(line(alone, "strong only"))), true),
    promise("labels alone, strong only: false positives", "reported", share(wrong(line(alone, "strong only"))), true),
    promise("special-care labels found", ">= 97%", share(recall(line(alone, "special care "))), recall(line(alone, "special care "))[1] >= 97),
    promise("special-care labels found and classed as such", "reported", share(special(alone)), true),
    promise("one source left out: recall", ">= 90%", share(recall(all.out)), recall(all.out)[1] >= 90),
    promise("one source left out: false positives", "<= 2.5%", share(wrong(all.out)), wrong(all.out)[1] <= 2.5),
    promise("whole forms: recall", ">= 97%", share(recall(all.whole)), recall(all.whole)[1] >= 97),
    promise("whole forms: wrong flags per form without personal information", "<= 0.2", `${flags[2]} (${flags[1]})`, flags[2] <= 0.2),
    promise("whole forms: special-care fields found", ">= 97%", share(recall(line(whole, "special care "))), recall(line(whole, "special care "))[1] >= 97),
    promise("whole forms, learnt without them: recall", "reported", share(recall(all.unseen)), true),
    promise("whole forms, learnt without them: wrong flags per form without personal information", "reported", `${flagsUnseen[2]} (${flagsUnseen[1]})`, true),
  ];
  const block = (heading) => `\`\`\`text\n${under(output, heading).join("\n")}\n\`\`\``;
  return { rows, block };
};

const write = (labels, values) => `# How right the detectors are / 判断の正確さ

Written by \`./build.sh bench\` from labels and forms whose answers are known and from made-up values; no figure was typed.
「見分け方」の説明は [personal-information.md](personal-information.md) にあります。

## 項目 / Fields

| what | promised | measured | met |
|---|---|---|---|
${labels.rows.join("\n")}

“Recall” is the share of personal labels that are found, “false positives” the share of other labels that are held to be
personal. “One source left out” learns the tables anew without the form or document that is judged: what is to be expected
of forms nobody has seen. Still it flatters: some families of words in \`src/personal/corpus\` were written after errors on
these same labels had been read. The forms are part of what the committed tables were learnt from; the lines “learnt
without them” are not.

### By source, left out

${labels.block("By source, left out")}

### By category, left out

${labels.block("By category, left out")}

### Labels that are judged wrongly, the committed tables

${labels.block("Confusions, the committed tables")}

### Fields of whole forms, by category

${labels.block("By category:")}

### Fields of whole forms that are judged wrongly

${labels.block("Confusions:")}

## 値 / Values

${values.trim()}
`;

// Milliseconds for forms of 750, 1,500 and 3,000 fields, natively: twice the fields, twice the time.
const speed = () => {
  const lines = program(["--example", "labels", "--", "--speed"]).trim().split("\n").map((text) => text.split("\t").map(Number));
  if (lines.some(([, , found]) => found === 0)) throw new Error("a form in which nothing is found is no measure");
  const grows = lines.slice(1).map(([, time], at) => (time / lines[at][1]).toFixed(2));
  return ["form of 3,000 fields judged, natively", `${lines.at(-1)[1].toFixed(2)} ms`, "linear", `twice the fields take ${grows.join(" and ")} times as long (750, 1,500, 3,000)`];
};

/** Writes the page; its rows for the table of figures. Where there are no labels nothing is written, and it says so. */
export const accuracy = () => {
  if (!existsSync(LABELS)) return [["accuracy", "SKIPPED", "-", "no ../shared/labels beside the repository"]];
  const measured = labels();
  const values = program(["-p", "tests", "--example", "values"]);
  const page = write(measured, values);
  const before = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  writeFileSync(FILE, page);
  const unmet = measured.rows.filter((row) => row.endsWith("**no** |")).length;
  const news = before === page ? "as committed" : "REWRITTEN: read the difference and commit it";
  return [speed(), ["accuracy of fields and values", unmet === 0 ? "all met" : `${unmet} not met`, "-", `${FILE} ${news}`]];
};

// The accuracy set of typed values, through the real record screens: which cells are refused and what is told is what the
// guard answers natively (tests/ladder/typed_values.rs). The shares are printed as measured on the screen.
import { readFileSync } from "node:fs";
import { PHONE, REFUSED, expect, publish, test } from "./journey.mjs";
import { add, must } from "../local_kintone.mjs";

const TABLE = "表";
const SAMPLE = 7; // on a phone one text of so many

const { orders, columns: COLUMNS, sentences, texts: SET } = JSON.parse(readFileSync("tests/corpus/typed.json", "utf8"));
const texts = SET.map(([what, place, label, text, refused, told]) => ({
  what, place, label, text, refused: refused.map((at) => sentences[at]), told: told.map((at) => sentences[at]),
}));

const columns = COLUMNS.map(([code, label]) => ({ code, label }));

/** Puts the texts into rows: a column for each label, and in it the texts of that label, from the top. */
const layOut = (some) => {
  const filled = new Map();
  const codes = new Map(columns.map(({ code, label }) => [label, code]));
  const cells = some.map((one) => {
    const row = filled.get(one.label) ?? 0;
    filled.set(one.label, row + 1);
    return { ...one, code: codes.get(one.label), row };
  });
  return { cells, rows: Math.max(...filled.values()) };
};

const makeApp = async ({ address, plugin }) => {
  const { app } = await must(address, "builder", "POST", "/k/v1/preview/app.json", { name: "入力値の集まり" });
  const fields = Object.fromEntries(columns.map(({ code, label }) => [code, { type: "MULTI_LINE_TEXT", code, label }]));
  await must(address, "builder", "POST", "/k/v1/preview/app/form/fields.json", { app, properties: { [TABLE]: { type: "SUBTABLE", code: TABLE, label: TABLE, fields } } });
  await add(address, "builder", app, plugin);
  return app;
};

/** Writes a table at once, without an event. In the page. */
const write = ([table, codes, values]) => {
  const { record } = (kintone.mobile.app.getId() === null ? kintone : kintone.mobile).app;
  const value = values.map((row) => ({ value: Object.fromEntries(codes.map((code) => [code, { type: "MULTI_LINE_TEXT", value: row[code] ?? "" }])) }));
  record.set({ record: { [table]: { type: "SUBTABLE", value } } });
};

/** Each cell with an error, as `row column: sentences`, and what the bar says. In the page. */
const read = () => {
  const cells = [...document.querySelectorAll('[aria-invalid="true"]')].map((control) => {
    const row = control.closest("tbody > tr, fieldset");
    const error = document.getElementById(control.getAttribute("aria-describedby"));
    const lines = [...error.children].map((line) => line.textContent);
    return `${[...row.parentNode.children].indexOf(row)} ${control.closest("[data-column]").dataset.column}: ${lines.join("\n")}`;
  });
  const bar = [...document.querySelectorAll('[role="status"]')].find((one) => one.querySelector("strong")?.textContent === "内規ガード");
  return { cells, told: [...bar?.querySelectorAll("li") ?? []].map((line) => line.textContent) };
};

const share = (part, all) => (all === 0 ? "-" : `${((part * 100) / all).toFixed(2)}% (${part}/${all})`);

/** The shares, from what the screen did with each cell. */
const figures = (name, cells, screen) => {
  const refused = new Set(screen.cells.map((line) => line.split(":")[0]));
  const told = new Set(screen.told.map((line) => line.slice(0, line.indexOf(": "))));
  const seen = cells.map((one) => ({
    ...one, refused: refused.has(`${one.row} ${one.code}`), told: told.has(`表「${TABLE}」の${one.row + 1}行目「${one.label}」`),
  }));
  const count = (place, what, got) => seen.filter((one) => one.place === place && (what === null || one.what === what) && got(one)).length;
  const line = (place, words, what = null) => {
    const all = count(place, what, () => true);
    return `  ${words}: refused ${share(count(place, what, (one) => one.refused), all)}, told or refused ${share(count(place, what, (one) => one.refused || one.told), all)}`;
  };
  const kinds = [...new Set(cells.filter(({ place }) => place === "remark").map(({ what }) => what))];
  console.log([
    `${name}: ${cells.length} typed values on the screen`,
    line("remark", "recall, in a remark after the word for it"),
    ...kinds.map((kind) => `  ${line("remark", kind, kind)}`),
    line("bare", "alone in a field that names nothing"),
    line("home", "false refusals, in the field meant for it"),
    line("stranger", "false positives, numbers of something else"),
  ].join("\n"));
};

const sorted = (lines) => [...lines].sort();

for (const [device, root, viewport, some] of [
  ["PC", "/k", undefined, texts], ["phone", "/k/m", PHONE, texts.filter((_, at) => at % SAMPLE === 0)],
]) {
  test(`${device}: the record screen refuses and tells what the guard does natively, of every way of writing`, async ({ kintone, enter }) => {
    const { cells, rows } = layOut(some);
    const app = await makeApp(kintone);
    await publish(kintone, (document) => ({ ...document, orders }));
    const staff = await enter("staff", { viewport });
    await staff.goto(`${root}/${app}/edit`);
    const save = staff.getByRole("button", { name: "保存", exact: true });
    await expect(save).toBeVisible();
    await staff.waitForLoadState("networkidle");
    const values = Array.from({ length: rows }, () => ({}));
    for (const { row, code, text } of cells) values[row][code] = text;
    await staff.evaluate(write, [TABLE, columns.map(({ code }) => code), values]);
    await save.click();
    await expect(staff.getByRole("alert").filter({ hasText: REFUSED })).toBeVisible();

    const screen = await staff.evaluate(read);
    figures(device, cells, screen);
    const refused = cells.filter((one) => one.refused.length > 0);
    expect(refused.length).toBeGreaterThan(some.length / 4);
    expect(sorted(screen.cells)).toEqual(sorted(refused.map(({ row, code, refused: words }) => `${row} ${code}: ${words.join("\n")}`)));
    expect(sorted(screen.told)).toEqual(sorted(cells.flatMap(({ row, label, told }) => told.map((words) => `表「${TABLE}」の${row + 1}行目「${label}」: ${words}`))));

    // Without what was refused the rest goes through: what is only told stops nothing.
    for (const { row, code } of refused) delete values[row][code];
    await staff.evaluate(write, [TABLE, columns.map(({ code }) => code), values]);
    await save.click();
    await staff.waitForURL(/record=\d+/);
    const { record } = await must(kintone.address, "builder", "GET", `/k/v1/record.json?app=${app}&id=1`);
    const kept = record[TABLE].value.flatMap(({ value }) => Object.values(value)).filter(({ value }) => value !== "");
    expect(kept).toHaveLength(cells.length - refused.length);
  });
}

// A record as large as kintone lets a form grow: 500 fields, and a table of 1,000 rows among them. How long it takes is
// told by the bench; here the save goes through, and one value far down is refused at its place.
import { MY_NUMBER, REFUSED, attempt, expect, field, test } from "./journey.mjs";
import { add, must } from "../local_kintone.mjs";

const [FIELDS, COLUMNS, ROWS, BAD] = [494, 5, 1_000, 998];
const remark = (row, column) => `窓口で相談を受けた。電話 03-1234-5678、担当は市民課。${row}-${column}`;

const makeApp = async ({ address, plugin }) => {
  const { app } = await must(address, "builder", "POST", "/k/v1/preview/app.json", { name: "【市民課】相談の大きな台帳" });
  const line = (code) => [code, { type: code.endsWith("0") ? "MULTI_LINE_TEXT" : "SINGLE_LINE_TEXT", code, label: code }];
  for (let from = 0; from < FIELDS; from += 100) {
    const codes = Array.from({ length: Math.min(100, FIELDS - from) }, (_, at) => `項目${from + at}`);
    await must(address, "builder", "POST", "/k/v1/preview/app/form/fields.json", { app, properties: Object.fromEntries(codes.map(line)) });
  }
  const fields = Object.fromEntries(Array.from({ length: COLUMNS }, (_, at) => line(`列${at + 1}`)));
  await must(address, "builder", "POST", "/k/v1/preview/app/form/fields.json", { app, properties: { 経過: { type: "SUBTABLE", code: "経過", label: "経過", fields } } });
  await add(address, "builder", app, plugin);
  return app;
};

/** Fills every field and the table at once. In the page. */
const fill = ([fields, columns, rows, words]) => {
  const { record } = kintone.app;
  const cell = (code, row, column) => ({ type: code.endsWith("0") ? "MULTI_LINE_TEXT" : "SINGLE_LINE_TEXT", value: words.replace("R-C", `${row}-${column}`) });
  // The fields first: each tells of its change with the record as it is, and a long table would be handed over 400 times.
  record.set({ record: Object.fromEntries(Array.from({ length: fields }, (_, at) => [`項目${at}`, cell(`項目${at}`, 0, at)])) });
  const row = (at) => ({ value: Object.fromEntries(Array.from({ length: columns }, (_, column) => [`列${column + 1}`, cell(`列${column + 1}`, at + 1, column + 1)])) });
  record.set({ record: { 経過: { type: "SUBTABLE", value: Array.from({ length: rows }, (_, at) => row(at)) } } });
};

test(`500 fields and a table of 1,000 rows are saved, but for one value in row ${BAD}`, async ({ kintone, enter }) => {
  test.slow(); // kintone's page draws 5,500 controls
  const app = await makeApp(kintone);
  const staff = await enter("staff");
  await staff.goto(`/k/${app}/edit`);
  await expect(field(staff, "項目1")).toBeVisible();
  await staff.evaluate(fill, [FIELDS, COLUMNS, ROWS, remark("R", "C")]);
  const bad = staff.locator('[data-column="列2"] input').nth(BAD - 1);
  await bad.fill(`マイナンバー ${MY_NUMBER}`);
  await attempt(staff);
  const banner = staff.getByRole("alert").filter({ hasText: REFUSED });
  await expect(banner).toContainText(`表「経過」の${BAD}行目「列2」`);
  await expect(bad).toHaveAccessibleDescription(/マイナンバーが入力されています/);
  await expect(staff.locator('[aria-invalid="true"]')).toHaveCount(1);

  await bad.fill(remark(BAD, 2));
  const saving = staff.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/k/v1/record.json"));
  await staff.getByRole("button", { name: "保存", exact: true }).click();
  const saved = await saving;
  expect(saved.status()).toBe(200);
  const { record } = saved.request().postDataJSON();
  expect(record["経過"].value).toHaveLength(ROWS);
  expect(record["経過"].value[BAD - 1].value["列2"].value).toBe(remark(BAD, 2));
  expect(Object.keys(record)).toHaveLength(FIELDS + 1);
});

// Record screens: what is refused, where, and what goes on; by plugin and by domain file, on PC and phone, by policy.
import { MY_NUMBER, PHONE, REFUSED, attempt, bring, expect, field, picture, seal, test } from "./journey.mjs";
import { add, must } from "../local_kintone.mjs";

const STANDARD = "自治体標準内規(第1.0版)";
const STRICT = "自治体標準内規(厳格)(第1.0版)";
const banner = (page) => page.getByRole("alert").filter({ hasText: REFUSED });
const saveButton = (page) => page.getByRole("button", { name: "保存", exact: true });

for (const way of ["plugin", "domain file"]) {
  test(`${way}: add, edit and list edit on a PC refuse a My Number, and only that`, async ({ kintone, enter }) => {
    await bring(way, kintone, enter);
    const staff = await enter("staff");

    await staff.goto("/k/1/edit");
    await field(staff, "氏名").fill("見本 太郎");
    await field(staff, "備考").fill(`マイナンバー ${MY_NUMBER}`);
    await attempt(staff);
    await expect(banner(staff)).toHaveCount(1);
    await expect(field(staff, "備考")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
    await field(staff, "備考").fill("");
    await field(staff, "家族備考").fill(`個人番号は${MY_NUMBER}`);
    await attempt(staff);
    await expect(banner(staff)).toContainText("表「家族」の1行目「家族備考」");
    await expect(field(staff, "家族備考")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
    await picture(staff, `21-refused-in-a-table-row-${way === "plugin" ? "plugin" : "domain"}`);
    await field(staff, "家族備考").fill("同居");
    await saveButton(staff).click();
    await staff.waitForURL(/show#record=\d+$/);

    await staff.goto("/k/1/show#record=1&mode=edit");
    await field(staff, "備考").fill(`マイナンバー: ${MY_NUMBER}`);
    await attempt(staff);
    await expect(banner(staff)).toContainText("「備考」");
    await field(staff, "備考").fill("窓口で確認");
    await saveButton(staff).click();
    await expect(staff.getByRole("link", { name: "編集" }).or(staff.getByRole("button", { name: "編集" })).first()).toBeVisible();

    await staff.goto("/k/1/");
    const row = staff.getByRole("row").filter({ hasText: "架空 太郎" });
    await row.getByRole("button", { name: "編集" }).click();
    const cell = field(staff, "相談内容");
    await cell.fill(`マイナンバー ${MY_NUMBER}`);
    await attempt(staff);
    await expect(banner(staff)).toContainText("「相談内容」");
    await picture(staff, `22-refused-in-the-list-${way === "plugin" ? "plugin" : "domain"}`);
    await cell.fill("転入の手続き");
    await saveButton(staff).click();
    await expect(staff.getByRole("cell", { name: "転入の手続き" })).toBeVisible();
  });

  test(`${way}: add and edit on a phone refuse a My Number, and only that`, async ({ kintone, enter }) => {
    await bring(way, kintone, enter);
    const staff = await enter("staff", { viewport: PHONE });

    await staff.goto("/k/m/1/edit");
    await field(staff, "氏名").fill("見本 太郎");
    await field(staff, "備考").fill(`マイナンバー ${MY_NUMBER}`);
    await attempt(staff);
    await expect(banner(staff)).toContainText("「備考」");
    await expect(field(staff, "備考")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
    await picture(staff, `23-refused-on-a-phone-${way === "plugin" ? "plugin" : "domain"}`);
    await field(staff, "備考").fill("");
    await saveButton(staff).click();
    await staff.waitForURL(/\/k\/m\/1\/show\?record=\d+/);

    await staff.getByRole("button", { name: "編集" }).or(staff.getByRole("link", { name: "編集" })).first().click();
    await field(staff, "備考").fill(`個人番号 ${MY_NUMBER}`);
    await attempt(staff);
    await expect(banner(staff)).toContainText("「備考」");
  });

  for (const device of ["PC", "phone"]) {
    test(`${way}, ${device}: the strict policy stops personal values in an open app, the standard one never`, async ({ kintone, enter }) => {
      const root = device === "PC" ? "/k/1" : "/k/m/1";
      const viewport = device === "PC" ? undefined : PHONE;
      await add(kintone.address, "builder", 1, kintone.plugin);
      if (way === "domain file") await bring(way, kintone, enter);

      await seal(kintone, enter, 1, STANDARD);
      const before = await enter("staff", { viewport });
      await before.goto(`${root}/edit`);
      await field(before, "氏名").fill("見本 太郎");
      await saveButton(before).click();
      await before.waitForURL(/record=\d+/);

      await seal(kintone, enter, 1, STRICT);
      const staff = await enter("staff", { viewport });
      await staff.goto(`${root}/edit`);
      await field(staff, "氏名").fill("見本 次郎");
      await field(staff, "備考").fill("窓口で受付");
      await attempt(staff);
      await expect(banner(staff)).toContainText("「氏名」");
      await expect(banner(staff)).toContainText("第6条");
      await expect(field(staff, "氏名")).toHaveAccessibleDescription(/閲覧できる人が多すぎる/);
      await expect(field(staff, "備考")).not.toHaveAttribute("aria-invalid", "true");
      await picture(staff, `24-open-app-under-the-strict-policy-${device}`);
    });
  }
}

test("under the strict policy edits that add nothing personal, or take it away, go on", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  await seal(kintone, enter, 1, STRICT);
  const staff = await enter("staff");
  await staff.goto("/k/1/show#record=1&mode=edit");
  await field(staff, "電話番号").fill("");
  await field(staff, "備考").fill("電話番号を削除");
  await saveButton(staff).click();
  await expect(staff.getByText("電話番号を削除")).toBeVisible();
  const { record } = await must(kintone.address, "staff", "GET", "/k/v1/record.json?app=1&id=1");
  expect([record["電話番号"].value, record["備考"].value]).toEqual(["", "電話番号を削除"]);
});

test("a My Number that stood there before is told, and refuses nothing", async ({ kintone, enter }) => {
  await must(kintone.address, "staff", "PUT", "/k/v1/record.json", { app: 1, id: 2, record: { 備考: { value: `マイナンバー ${MY_NUMBER}` } } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/show#record=2");
  await expect(staff.getByRole("status").filter({ hasText: "内規ガード" })).toContainText("「備考」");
  await picture(staff, "25-tip-on-an-old-value");
  await staff.getByRole("button", { name: "編集" }).click();
  await field(staff, "相談内容").fill("追記");
  await saveButton(staff).click();
  await expect(staff.getByText("追記")).toBeVisible();
});

test("a field made for the My Number takes it", async ({ kintone, enter }) => {
  await bring("domain file", kintone, enter);
  const builder = await enter("builder");
  await builder.goto("/k/5/edit");
  await field(builder, "氏名").fill("見本 太郎");
  const digits = MY_NUMBER.replaceAll(" ", "");
  await field(builder, "マイナンバー（個人番号）").fill(digits);
  await saveButton(builder).click();
  await builder.waitForURL(/show#record=\d+/);
  const { records } = await must(kintone.address, "builder", "GET", "/k/v1/records.json?app=5");
  expect(records[0]["マイナンバー"].value).toBe(digits);
});

test("a single line is told while it is typed, not only when it is saved", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  // Typed, not filled: kintone's change events come from the keyboard and from leaving the field.
  await field(staff, "住所").pressSequentially(`マイナンバー${MY_NUMBER}`);
  await field(staff, "フリガナ").focus();
  await expect(field(staff, "住所")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
  await field(staff, "住所").press("ControlOrMeta+A");
  await field(staff, "住所").press("Delete");
  await field(staff, "フリガナ").focus();
  await expect(field(staff, "住所")).not.toHaveAccessibleDescription(/マイナンバー/);
});

for (const device of ["PC", "phone"]) {
  test(`${device}: one click on 保存 saves, also where a tip comes or goes by leaving the field`, async ({ kintone, enter }) => {
    await bring("plugin", kintone, enter);
    const [root, viewport] = device === "PC" ? ["/k/1", undefined] : ["/k/m/1", PHONE];
    const staff = await enter("staff", { viewport });
    await staff.goto(`${root}/edit`);
    await field(staff, "氏名").pressSequentially("見本 太郎");
    await field(staff, "フリガナ").pressSequentially(MY_NUMBER); // no word beside it: a tip, no refusal
    await saveButton(staff).click();
    await staff.waitForURL(/record=\d+/);
  });
}

test("half an emoji in some field neither stops the check nor the save", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "住所").evaluate((input) => { input.value = "みどり市\ud83d"; input.dispatchEvent(new Event("input", { bubbles: true })); });
  await field(staff, "備考").fill(`マイナンバー No.${MY_NUMBER}`);
  await attempt(staff);
  await expect(banner(staff)).toContainText("「備考」");
});

test("writing beside a number that was there before is no new number", async ({ kintone, enter }) => {
  await must(kintone.address, "staff", "PUT", "/k/v1/record.json", { app: 1, id: 2, record: { 備考: { value: `マイナンバー ${MY_NUMBER}` } } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/show#record=2&mode=edit");
  await field(staff, "備考").fill(`マイナンバー ${MY_NUMBER} 11/25 再来庁`);
  await saveButton(staff).click();
  await expect(staff.getByText("11/25 再来庁")).toBeVisible();
});

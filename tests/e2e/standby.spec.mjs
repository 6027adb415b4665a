// The stand-by zip, installed over the plugin: it says that it is there, saves go on, and what was kept is kept.
import { must, replace } from "../local_kintone.mjs";
import { MY_NUMBER, PHONE, REFUSED, ZIP, attempt, axe, bring, expect, field, picture, seal, test } from "./journey.mjs";

const STANDBY = "target/naiki-guard-standby.zip";
const SAYS = "内規ガード: 待機版が入っています。入力時チェックは行いません。";
const bar = (page) => page.getByRole("status").filter({ hasText: "内規ガード" });
const banner = (page) => page.getByRole("alert").filter({ hasText: REFUSED });
const saveButton = (page) => page.getByRole("button", { name: "保存", exact: true });
const noted = `マイナンバー ${MY_NUMBER}`;

const typed = async (page, root, save = (at) => saveButton(at).click()) => {
  await page.goto(`${root}/edit`);
  await field(page, "氏名").fill("見本 太郎");
  await field(page, "備考").fill(noted);
  await save(page);
};

for (const device of ["PC", "phone"]) {
  const [root, viewport] = device === "PC" ? ["/k/1", undefined] : ["/k/m/1", PHONE];
  const detail = device === "PC" ? `${root}/show#record=1` : `${root}/show?record=1`;
  const edit = `${detail}${device === "PC" ? "&" : "#"}mode=edit`;

  test(`${device}: refused by the plugin, saved under the stand-by version, refused again`, async ({ kintone, enter }) => {
    await bring("plugin", kintone, enter);
    const staff = await enter("staff", { viewport });
    await typed(staff, root, attempt);
    await expect(banner(staff)).toContainText("「備考」");

    await replace(kintone.address, STANDBY, kintone.plugin);
    for (const page of [`${root}/`, detail, edit, `${root}/edit`]) {
      await staff.goto("/k/"); // a change behind # alone would load nothing
      await staff.goto(page);
      await expect(bar(staff), page).toHaveText(SAYS);
      await expect(bar(staff), page).toHaveCount(1);
      await expect(saveButton(staff), page).toHaveCount(page.endsWith("edit") ? 1 : 0);
    }
    await picture(staff, `60-standby-${device}`);
    await typed(staff, root);
    await staff.waitForURL(/record=\d+/);
    await expect(bar(staff)).toHaveText(SAYS);
    const { records } = await must(kintone.address, "staff", "GET", "/k/v1/records.json?app=1&query=order%20by%20%24id%20desc%20limit%201");
    expect(records[0]["備考"].value).toBe(noted);
    // An edit begun on the detail screen, without loading a page.
    await staff.getByRole("button", { name: "編集" }).or(staff.getByRole("link", { name: "編集" })).first().click();
    await field(staff, "備考").fill(`${noted} 追記`);
    await expect(bar(staff)).toHaveText(SAYS);
    await saveButton(staff).click();
    await expect(staff.getByText("追記")).toBeVisible();

    await replace(kintone.address, ZIP, kintone.plugin);
    await typed(staff, root, attempt);
    await expect(banner(staff)).toContainText("「備考」");
    await expect(bar(staff).filter({ hasText: "待機版" })).toHaveCount(0);
  });
}

test("the config screen of the stand-by version says what is kept, and keeps it", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  await seal(kintone, enter, 1, "自治体標準内規(厳格)(第1.0版)");
  const builder = await enter("builder");
  const config = async () => {
    await builder.goto(`/k/admin/app/1/plugin/config?pluginId=${kintone.plugin}`);
    return builder.evaluate((id) => kintone.plugin.app.getConfig(id), kintone.plugin);
  };
  const before = await config();
  expect(before.seal).toBeTruthy();

  await replace(kintone.address, STANDBY, kintone.plugin);
  expect(await config()).toEqual(before);
  await expect(builder.getByRole("heading", { name: "内規ガード 待機版" })).toBeVisible();
  await expect(builder.locator("#naiki-console")).toContainText("保存した点検記録は、そのまま残っています");
  await expect(builder.locator("#naiki-console").getByRole("button")).toHaveCount(0);
  expect(await axe(builder, "#naiki-console")).toEqual([]);
  await picture(builder, "61-standby-config");

  await replace(kintone.address, ZIP, kintone.plugin);
  expect(await config()).toEqual(before);
  await expect(builder.locator(".naiki-saved")).toContainText("前回の点検記録");
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 次郎");
  await attempt(staff);
  await expect(banner(staff)).toContainText("「氏名」"); // by the strict policy, which stands in the record only
});

test("the stand-by version speaks English to those who read it", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  await replace(kintone.address, STANDBY, kintone.plugin);
  const staff = await enter("staff-en");
  await staff.goto("/k/1/");
  await expect(staff.getByRole("status").filter({ hasText: "Naiki Guard" })).toHaveText("Naiki Guard: the stand-by version is installed. Entries are not checked.");
});

test("where the file for all of kintone checks, the stand-by version is silent, and the file is taken out by hand", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  await bring("domain file", kintone, enter);
  await replace(kintone.address, STANDBY, kintone.plugin);
  const staff = await enter("staff");
  await typed(staff, "/k/1", attempt);
  await expect(banner(staff)).toContainText("「備考」");
  await expect(bar(staff).filter({ hasText: "待機版" })).toHaveCount(0);
});

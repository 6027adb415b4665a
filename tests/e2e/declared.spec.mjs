// 届出: filled in as an official would, with what the settings tell, saved half-way, and compared at the next visit.
import { add, deploy, must } from "../local_kintone.mjs";
import { axe, expect, inspect, picture, save, test } from "./journey.mjs";

for (const [person, lang, words] of [
  ["builder", "ja", { use: "この内容を「記録する内容」に使う", contents: "記録する内容", sharing: "ほかへの提供・共有", retention: "保存期間(年)", part: "途中まで保存", since: "前回の点検記録からの変化", workings: "動作の確認(管理者向け)", changed: "変わった設定: 一般設定" }],
  ["builder-en", "en", { use: "Use this for “What is recorded”", contents: "What is recorded", sharing: "Given to others", retention: "Kept for (years)", part: "Save unfinished", since: "Since the last inspection record", workings: "Workings of this plug-in (for administrators)", changed: "Settings that changed: General Settings" }],
]) {
  test(`the declaration is filled in, and the next visit tells what changed: ${lang}`, async ({ kintone, enter }) => {
    const { app } = await must(kintone.address, person, "POST", "/k/v1/preview/app.json", { name: "相談受付簿" });
    const properties = { name: { type: "SINGLE_LINE_TEXT", code: "name", label: "氏名" }, birth: { type: "DATE", code: "birth", label: "生年月日" } };
    await must(kintone.address, person, "POST", "/k/v1/preview/app/form/fields.json", { app, properties });
    await add(kintone.address, person, app, kintone.plugin);
    const page = await enter(person);
    await inspect(page, kintone, app);
    const contents = page.getByLabel(words.contents, { exact: true });
    await expect(contents).toHaveValue("");
    await page.getByRole("button", { name: words.use }).click();
    await expect(contents).toBeFocused();
    await expect(contents).toHaveValue(/氏名/);
    await page.getByLabel(words.sharing, { exact: true }).selectOption("none");
    await page.getByLabel(words.retention, { exact: true }).fill("5");
    await page.getByLabel(words.retention, { exact: true }).blur();
    await picture(page, `90-declaration-${lang}`);
    expect(await axe(page, ".naiki-console")).toEqual([]);
    await save(page, words.part);
    await deploy(kintone.address, person, app);
    await must(kintone.address, person, "PUT", "/k/v1/preview/app/settings.json", { app, description: "窓口の相談を記録します。問い合わせは窓口係へ。" });
    await inspect(page, kintone, app);
    await expect(contents).toHaveValue(/氏名/);
    await expect(page.getByRole("heading", { name: words.since })).toBeVisible();
    await expect(page.getByText(words.changed)).toBeVisible();
    await page.getByText(words.workings).click();
    await expect(page.locator("#naiki-workings-text")).toHaveValue(/kintone\.api/);
    await picture(page, `91-since-the-last-record-${lang}`);
    expect(await axe(page, ".naiki-console")).toEqual([]);
  });
}

// How an app stands, on its record screens: managers are told what and where, staff only what concerns their work.
import { add, deploy, must } from "../local_kintone.mjs";
import { bring, expect, inspect, picture, save, seal, test } from "./journey.mjs";
import { day } from "./published.mjs";

const STANDARD = "自治体標準内規(第1.0版)";
const bar = (page) => page.getByRole("status").filter({ hasText: "内規ガード" });
const PAGES = ["/k/1/", "/k/1/show#record=1", "/k/1/edit"];

/** What the bar says on each kind of screen, when the guard has found out who is there. */
const said = async (page, words) => {
  for (const path of PAGES) {
    await page.goto("/k/"); // a change behind # alone would load nothing
    await page.goto(path);
    await expect(bar(page), path).toContainText(words);
  }
};
const silent = async (page) => {
  for (const path of PAGES) {
    await page.goto("/k/");
    await page.evaluate(() => localStorage.removeItem("naiki-guard"));
    const asked = page.waitForResponse(/records\.json\?.*app=32/);
    await page.goto(path);
    await asked; // the guard has found out who is there before it asks for the published record
    await expect(page.getByRole("button", { name: "保存", exact: true }).or(page.getByText("架空 太郎")).first()).toBeVisible();
    await expect(bar(page), path).toHaveCount(0);
  }
};

for (const way of ["plugin", "domain file"]) {
  test(`${way}: 未点検 is told to managers, in words that fit, and not to staff`, async ({ kintone, enter }) => {
    await bring(way, kintone, enter);
    const words = way === "plugin" ? "プラグイン「内規ガード」の設定画面で点検してください" : "プラグイン「内規ガード」をアプリに追加して点検してください";
    const builder = await enter("builder");
    await said(builder, words);
    await picture(builder, `77-not-inspected-${way.replace(" ", "-")}`);
    await silent(await enter("staff"));
  });
}

test("不適合 is told to managers only; so are fields and settings that came after the inspection", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  await seal(kintone, enter, 1, STANDARD);
  const staff = await enter("staff");
  const builder = await enter("builder");
  await said(builder, `最後の点検(${day()})は不適合でした`);
  await expect(bar(builder)).not.toContainText("アプリの設定が更新されました"); // sealing and deploying are no change
  await silent(staff);

  await must(kintone.address, "builder", "PUT", "/k/v1/preview/app/settings.json", { app: 1, description: "窓口での相談を記録します。" });
  await deploy(kintone.address, "builder", 1);
  await said(builder, "アプリの設定が更新されました");
  await silent(staff);

  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/form/fields.json", {
    app: 1, properties: { mobile: { type: "SINGLE_LINE_TEXT", code: "mobile", label: "携帯電話番号" } },
  });
  await deploy(kintone.address, "builder", 1);
  await said(builder, "個人情報と思われる項目「携帯電話番号」が増えたか、名前が変わりました");
  await picture(builder, "78-form-drift");
  await silent(staff);

  await seal(kintone, enter, 1, STANDARD);
  await said(builder, "不適合でした");
  await expect(bar(builder)).not.toContainText("携帯電話番号");
});

test("適合 says nothing to anybody; past its declared end managers are told", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 2, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 2);
  await builder.getByLabel("公開フォーム・公開ページ").selectOption({ label: "公開していない" });
  await builder.getByLabel("利用期限").first().fill(day(200));
  await expect(builder.locator(".naiki-verdict")).toHaveText("適合");
  await save(builder, "適合として保存");
  await deploy(kintone.address, "builder", 2);
  await builder.goto("/k/2/");
  await expect(builder.getByText("架空 太郎")).toBeVisible();
  await builder.goto("/k/2/edit");
  await expect(builder.getByRole("button", { name: "保存", exact: true })).toBeVisible();
  await expect(bar(builder)).toHaveCount(0);

  const later = await enter("builder");
  await later.clock.install({ time: new Date(Date.now() + 201 * 86_400_000) });
  await later.goto("/k/2/edit");
  await expect(bar(later)).toContainText(`届け出た利用期限(${day(200)})が過ぎています`);
  const staff = await enter("staff");
  await staff.clock.install({ time: new Date(Date.now() + 201 * 86_400_000) });
  await staff.goto("/k/2/edit");
  await expect(staff.getByRole("button", { name: "保存", exact: true })).toBeVisible();
  await expect(bar(staff)).toHaveCount(0);
});

test("an exception that is over is told to managers", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  const finding = builder.locator(".naiki-finding", { hasText: "個人情報を見られる人が多すぎる" }).first();
  const id = (await finding.getByRole("heading").getAttribute("id")).replace("naiki-finding-", "");
  await builder.locator(`#naiki-waiver-${id}`).getByRole("button", { name: "例外措置を申し出る" }).click();
  await builder.locator('[data-act="waive-reason"]').fill("福祉課との共同の窓口で、年度末まで両課の職員が見るため");
  await builder.locator('[data-act="waive-until"]').fill(day(30));
  await builder.locator('[data-act="waive-approval"]').fill("令和8年 情政第23号");
  await builder.getByRole("button", { name: "この内容で申し出る" }).click();
  await expect(builder.getByRole("heading", { name: "例外措置", exact: true })).toBeVisible();
  await save(builder, "途中まで保存");
  await deploy(kintone.address, "builder", 1);
  await builder.goto("/k/1/edit");
  await expect(bar(builder)).toBeVisible();
  await expect(bar(builder)).not.toContainText("例外措置の期限");
  const later = await enter("builder");
  await later.clock.install({ time: new Date(Date.now() + 31 * 86_400_000) });
  await later.goto("/k/1/edit");
  await expect(bar(later)).toContainText(`例外措置の期限(${day(30)})が過ぎています`);
});

test("how an app is handled is told once a day to each person, can be closed, and comes again the next day", async ({ kintone, enter }) => {
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/form/fields.json", {
    app: 1, properties: { illness: { type: "MULTI_LINE_TEXT", code: "illness", label: "病歴" } },
  });
  await add(kintone.address, "builder", 1, kintone.plugin);
  await seal(kintone, enter, 1, STANDARD);
  const line = (page) => bar(page).getByText("画面を開いたまま席を離れないでください");
  const staff = await enter("staff");
  await staff.clock.install();
  await staff.goto("/k/1/edit");
  await expect(line(staff)).toBeVisible();
  await picture(staff, "79-handling-once-a-day");
  await staff.getByRole("button", { name: "この注意を閉じる" }).click();
  await expect(bar(staff).filter({ visible: true })).toHaveCount(0);
  await staff.goto("/k/1/");
  await expect(staff.getByText("架空 太郎")).toBeVisible();
  await expect(line(staff)).toHaveCount(0);
  await staff.clock.fastForward(24 * 3_600_000);
  await staff.goto("/k/1/edit");
  await expect(line(staff)).toBeVisible();

  const other = await enter("welfare");
  await other.goto("/k/1/show#record=1");
  await expect(line(other)).toBeVisible();
  const english = await enter("staff-en");
  await english.goto("/k/1/edit");
  await expect(english.getByRole("status").filter({ hasText: "Naiki Guard" })).toContainText("do not leave the screen open");
  await expect(english.getByRole("button", { name: "Close this note" })).toBeVisible();
});

// Settings as they come: never deployed, real bodies, kinds that we do not know, markup in names; closed in each way that kintone has.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { add, deploy, must } from "../local_kintone.mjs";
import { expect, inspect, picture, save, test } from "./journey.mjs";

const BODIES = "../shared/fixtures/java-client";

test("an app that was never deployed is inspected, and says so", async ({ kintone, enter }) => {
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/plugins.json", { app: 7, ids: [kintone.plugin] });
  const builder = await enter("builder");
  await inspect(builder, kintone, 7);
  await expect(builder.getByText("まだ一度も公開されていません")).toBeVisible();
  await picture(builder, "40-never-deployed");
  await save(builder, "途中まで保存");
});

test("markup in an app's name and labels is text", async ({ kintone, enter }) => {
  await must(kintone.address, "admin", "POST", "/k/v1/preview/app/plugins.json", { app: 9, ids: [kintone.plugin] });
  const admin = await enter("admin");
  await inspect(admin, kintone, 9);
  await expect(admin.getByText("<b>試験</b>").first()).toBeVisible();
  expect(await admin.locator(".naiki-console b, .naiki-console script, .naiki-console img").count()).toBe(0);
  await picture(admin, "41-markup-is-text");
});

for (const [app, who, how] of [
  [2, "builder", "closed to one department without any field right"],
  [3, "kobayashi-ichiro", "an Everyone row inside a private space"],
  [4, "admin", "record rights by department"],
]) {
  test(`personal information passes: ${how}`, async ({ kintone, enter }) => {
    await must(kintone.address, who, "POST", "/k/v1/preview/app/plugins.json", { app, ids: [kintone.plugin] });
    const person = await enter(who);
    await inspect(person, kintone, app);
    await person.getByLabel("公開フォーム・公開ページ").selectOption({ label: "公開していない" });
    await expect(person.locator(".naiki-verdict")).toHaveText("適合");
    await save(person, "適合として保存");
  });
}

test("the builder reads why a field is personal, says that one is not, and finds the word kept", async ({ kintone, enter }) => {
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/plugins.json", { app: 2, ids: [kintone.plugin] });
  const builder = await enter("builder");
  await inspect(builder, kintone, 2);
  await builder.getByRole("button", { name: "一覧を見て、必要なら直す" }).click();
  await expect(builder.getByRole("button", { name: "一覧を見て、必要なら直す" })).toHaveCount(0);
  const table = builder.locator(".naiki-fields");
  const name = table.getByRole("row").filter({ has: builder.getByRole("rowheader", { name: "申請者氏名", exact: true }) });
  await expect(name).toContainText("ラベルの語「氏名」");
  await picture(builder, "44-why-personal");
  await name.getByRole("combobox").selectOption({ label: "個人情報ではない" });
  await builder.getByRole("button", { name: "一覧を閉じる" }).focus();
  await expect(name).toContainText("自動の判断に戻す");
  await builder.getByLabel("ほかに個人情報がある項目").selectOption({ index: 1 });
  await builder.getByRole("button", { name: "一覧を閉じる" }).focus();
  await expect(table).toContainText("アプリの管理者の確認");
  await save(builder, "途中まで保存");
  await inspect(builder, kintone, 2);
  await builder.getByRole("button", { name: "一覧を見て、必要なら直す" }).click();
  await expect(builder.getByRole("heading", { name: "項目の一覧" })).toBeFocused();
  await expect(name.getByRole("combobox")).toHaveValue("none");
  await expect(table).toContainText("アプリの管理者の確認");
});

test("a public address that nobody declared refuses; declared, approved and checked it passes", async ({ kintone, enter }) => {
  await must(kintone.address, "admin", "POST", "/k/v1/preview/app/plugins.json", { app: 6, ids: [kintone.plugin] });
  const admin = await enter("admin");
  await inspect(admin, kintone, 6);
  const undeclared = admin.locator(".naiki-finding", { hasText: "公開フォームの承認か確認がない" });
  await expect(undeclared.locator(".naiki-what")).toHaveText(/「FormBridge」のアドレス/);
  await admin.getByRole("button", { name: "適合として保存" }).click();
  await expect(admin.getByRole("heading", { name: "保存していません" })).toBeFocused();
  await picture(admin, "42-public-form-undeclared");
  await admin.getByLabel("公開フォーム・公開ページ").selectOption({ label: "受付フォームを公開している" });
  await admin.getByLabel("公開サービス").fill("FormBridge");
  await admin.getByLabel("承認番号").fill("情政第12号");
  const today = await admin.evaluate(() => new Date().toLocaleDateString("sv-SE"));
  await admin.getByLabel("公開設定の確認日").fill(today);
  await expect(admin.locator(".naiki-verdict")).toHaveText("適合");
  await save(admin, "適合として保存");
});

test("real settings bodies of Cybozu's own client are read, all kinds, lookup and table included", async ({ kintone, enter }) => {
  test.skip(!existsSync(BODIES), `no ${BODIES} beside the repository`);
  const bodies = readdirSync(BODIES)
    .filter((name) => /^FieldPropertyDeserializerTest_deserialize_.*\.json$/.test(name) && !/invalidType/.test(name))
    .map((name) => JSON.parse(readFileSync(`${BODIES}/${name}`, "utf8")).property)
    .filter((body) => body?.code);
  expect(bodies.length).toBeGreaterThan(25);
  const properties = Object.fromEntries(bodies.map((body) => [body.code, body]));
  // Two of the real bodies get the labels of a counter's form; nothing else is touched.
  const [first, second] = bodies.filter((body) => body.type === "SINGLE_LINE_TEXT");
  Object.assign(first, { label: "氏名" });
  if (second) Object.assign(second, { label: "住所" });
  properties["__new__"] = { type: "KIND_OF_TOMORROW", code: "__new__", label: "明日の種類", anything: { at: ["all"] } };
  properties["__lookup__"] = { type: "SINGLE_LINE_TEXT", code: "__lookup__", label: "参照先に権限なし", lookup: null };
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/plugins.json", { app: 1, ids: [kintone.plugin] });
  const builder = await enter("builder");
  await builder.route(/\/preview\/app\/form\/fields\.json/, async (route) => {
    const answer = await route.fetch();
    const { revision } = await answer.json();
    await route.fulfill({ response: answer, json: { properties, revision } });
  });
  await inspect(builder, kintone, 1);
  const finding = builder.locator(".naiki-finding", { hasText: "個人情報を見られる人が多すぎる" });
  await expect(finding).toContainText("「氏名」");
  await builder.getByLabel("公開フォーム・公開ページ").selectOption({ label: "公開していない" });
  // The lookup of which kintone tells nothing is the only thing that nobody could judge.
  const unknowns = builder.locator("#naiki-unknowns li");
  await expect(unknowns).toHaveCount(1);
  await expect(unknowns).toContainText(/ルックアップで個人情報を写している.*参照先のアプリを見る権限がないか/);
  await picture(builder, "43-real-bodies");
  await save(builder, "途中まで保存");
  await deploy(kintone.address, "builder", 1);
});

test("a name of 64 four-byte characters is shown, suggested for and saved", async ({ kintone, enter }) => {
  const long = "𠮷".repeat(64);
  await must(kintone.address, "builder", "PUT", "/k/v1/preview/app/settings.json", { app: 1, name: long });
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  await expect(builder.locator(".naiki-app")).toContainText(long);
  const name = builder.locator(".naiki-finding", { hasText: "アプリ名が命名規則に合っていない" });
  await name.getByRole("button", { name: /設定を直す/ }).click();
  await name.getByRole("button", { name: "この内容で直す" }).click();
  await expect(builder.getByRole("button", { name: "元に戻す" })).toBeFocused();
  const settings = await must(kintone.address, "builder", "GET", "/k/v1/preview/app/settings.json?app=1");
  expect([...settings.name].length).toBeLessThanOrEqual(64);
  expect(settings.name).toMatch(/^【.+】𠮷+$/u);
  await builder.getByRole("button", { name: "元に戻す" }).click();
  await expect(builder.locator(".naiki-app")).toContainText(long);
});

test("what no API can read is asked of the builder, and the answers are kept with their day", async ({ kintone, enter }) => {
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/plugins.json", { app: 1, ids: [kintone.plugin] });
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  const due = builder.locator(".naiki-finding", { hasText: "自己点検が済んでいない" });
  const open = builder.locator(".naiki-finding", { hasText: "個人情報を見られる人が多すぎる" });
  await builder.getByLabel("表示する項目").selectOption({ label: "保存を止めるものだけ" });
  await expect(open).toBeVisible();
  await expect(due).toBeHidden();
  await expect(builder.getByRole("heading", { name: "第24条 点検" })).toBeHidden();
  await picture(builder, "46-narrowed");
  await builder.getByLabel("表示する項目").selectOption({ label: "記録のみのものだけ" });
  await expect(open).toBeHidden();
  await expect(due).toBeVisible();
  await builder.getByRole("button", { name: "適合として保存" }).click();
  await expect(builder.getByRole("heading", { name: "保存していません" })).toBeFocused();
  await builder.getByRole("button", { name: /個人情報を見られる人が多すぎる/ }).click();
  await expect(open).toBeVisible();
  await expect(due.locator(".naiki-what")).toHaveText("自己点検のうち4件に、まだ答えがありません。");
  await expect(due).toContainText("未届");
  const handed = builder.getByLabel(/直近の人事異動の後に/);
  await handed.selectOption({ label: "はい" });
  await expect(handed).toHaveAccessibleDescription(/に回答\(.+\)。.*まで有効です。/);
  const settings = builder.getByLabel(/アプリの設定をひととおり/);
  await settings.selectOption({ label: "いいえ" });
  await expect(builder.getByText("自己点検のうち2件に、まだ答えがありません。")).toBeVisible();
  await expect(builder.getByText("自己点検のうち1件が「いいえ」になっています。")).toBeVisible();
  // Questions of public apps come with the answer that makes it one.
  await expect(builder.getByLabel(/検索サイトに載せない/)).toHaveCount(0);
  await builder.getByLabel("公開フォーム・公開ページ").selectOption({ label: "閲覧ページを公開している" });
  await expect(builder.getByLabel(/検索サイトに載せない/)).toBeVisible();
  await settings.scrollIntoViewIfNeeded();
  await picture(builder, "45-self-checks");
  await save(builder, "途中まで保存");
  await inspect(builder, kintone, 1);
  await expect(builder.getByLabel(/直近の人事異動の後に/)).toHaveValue("yes");
  await expect(builder.getByLabel(/アプリの設定をひととおり/)).toHaveValue("no");
});

test("the settings go out as a file that the program audits", async ({ kintone, enter }) => {
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/plugins.json", { app: 1, ids: [kintone.plugin] });
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  await builder.getByLabel("利用目的").fill("窓口で受けた相談の記録");
  const [download] = await Promise.all([
    builder.waitForEvent("download"),
    builder.getByRole("button", { name: "設定の控えをファイルに保存" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^naiki-app-1-\d{4}-\d{2}-\d{2}\.json$/);
  const file = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(file["naiki-snapshot"]).toBe(1);
  expect(file.declaration.purpose).toBe("窓口で受けた相談の記録");
  expect(file.parts.settings).toMatchObject({ status: 200, body: { name: "相談受付簿" } });
  expect(Object.keys(file.parts)).toEqual(expect.arrayContaining(["fields", "app-rights", "views", "process", "notes"]));
});

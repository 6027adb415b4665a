// What comes in between: the session ends, the right to manage goes, a fix would lock its maker out, the text is too long.
// The screen says what was done and what was not, and nothing that was typed is lost.
import { PASSWORD, add, deploy, must } from "../local_kintone.mjs";
import { axe, expect, inspect, picture, save, test } from "./journey.mjs";

/** The prepared settings of an app, with their revision. */
const settings = (kintone, app, who = "builder") => must(kintone.address, who, "GET", `/k/v1/preview/app/settings.json?app=${app}`);

const finding = (page, words) => page.locator(".naiki-finding", { hasText: words });

/** Opens the fix of a finding and makes it. */
const fix = async (page, words) => {
  const open = finding(page, words).getByRole("button", { name: /設定を直す/ });
  if (await open.count()) await open.click();
  await finding(page, words).getByRole("button", { name: "この内容で直す" }).click();
};

const TYPED = { 利用目的: "窓口で受けた相談を記録する", 責任者: "市民課長", 記録する人数: "400" };

const type = async (page) => {
  for (const [label, text] of Object.entries(TYPED)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel("情報区分").selectOption({ label: "個人情報" });
  await page.getByLabel(/直近の人事異動の後に/).selectOption({ label: "はい" });
};

const expectTyped = async (page) => {
  for (const [label, text] of Object.entries(TYPED)) await expect(page.getByLabel(label, { exact: true })).toHaveValue(text);
  await expect(page.getByLabel("情報区分").locator("option:checked")).toHaveText("個人情報");
  await expect(page.getByLabel(/直近の人事異動の後に/)).toHaveValue("yes");
};

test("the session ends on the way: a fix and a save say so, and after signing in the work goes on", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  await type(builder);
  const before = await settings(kintone, 1);

  const other = await builder.context().newPage();
  await other.goto("/k/");
  await other.getByRole("button", { name: /市民 つくる/ }).click();
  await other.getByRole("button", { name: "ログアウト" }).click();
  await expect(other.getByLabel("パスワード")).toBeVisible();

  await fix(builder, "アプリ名が命名規則に合っていない");
  await expect(builder.getByRole("alert").filter({ hasText: "設定は変わっていません。ログインの期限が切れました" })).toBeVisible();
  await expect(builder.getByRole("button", { name: "この内容で直す" })).toBeFocused();
  expect(await axe(builder, ".naiki-console")).toEqual([]);
  await picture(builder, "81-session-ended-fix");
  await builder.getByRole("button", { name: "途中まで保存" }).click();
  await expect(builder.getByText(/プラグインの設定を保存できません/)).toBeVisible();
  await picture(builder, "81-session-ended-save");
  expect(new URL(builder.url()).pathname).toBe("/k/admin/app/1/plugin/config");
  await expectTyped(builder);
  expect(await settings(kintone, 1)).toEqual(before);

  await other.getByLabel("ログイン名").fill("builder");
  await other.getByLabel("パスワード").fill(PASSWORD);
  await other.getByRole("button", { name: "ログイン" }).click();
  await expect(other.getByRole("button", { name: /市民 つくる/ })).toBeVisible();
  await builder.reload();
  await builder.getByRole("button", { name: "続きから入力する" }).click();
  await expect(builder.locator(".naiki-verdict")).toBeVisible();
  await expectTyped(builder);
  await fix(builder, "アプリ名が命名規則に合っていない");
  await expect(builder.getByRole("button", { name: "元に戻す" })).toBeFocused();
  await save(builder, "途中まで保存");
  await inspect(builder, kintone, 1);
  await expectTyped(builder);
  await expect(builder.getByRole("button", { name: "続きから入力する" })).toHaveCount(0);
});

test("the right to manage is taken away while the screen is open: fix and save say so, nothing typed is lost", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  await type(builder);
  const { rights } = await must(kintone.address, "admin", "GET", "/k/v1/preview/app/acl.json?app=1");
  const less = rights.map((row) => (row.entity.type === "CREATOR" ? { ...row, appEditable: false } : row));
  await must(kintone.address, "admin", "PUT", "/k/v1/preview/app/acl.json", { app: 1, rights: less });
  await deploy(kintone.address, "admin", 1);
  const before = await settings(kintone, 1, "admin");

  await fix(builder, "アプリ名が命名規則に合っていない");
  await expect(builder.getByRole("alert").filter({ hasText: "設定は変わっていません。この設定を変える権限がありません" })).toBeVisible();
  await picture(builder, "82-right-taken-away");
  await builder.getByRole("button", { name: "途中まで保存" }).click();
  await expect(builder.getByText(/プラグインの設定を保存できません/)).toBeVisible();
  await expectTyped(builder);
  expect(await settings(kintone, 1, "admin")).toEqual(before);

  await must(kintone.address, "admin", "PUT", "/k/v1/preview/app/acl.json", { app: 1, rights });
  await deploy(kintone.address, "admin", 1);
  await builder.reload();
  await builder.getByRole("button", { name: "続きから入力する" }).click();
  await expectTyped(builder);
  await expect(builder.locator(".naiki-verdict")).toBeVisible();
  await save(builder, "途中まで保存");
});

test("who manages an app only as one of all is not locked out by the fix", async ({ kintone, enter }) => {
  await add(kintone.address, "welfare", 13, kintone.plugin);
  const welfare = await enter("welfare");
  await inspect(welfare, kintone, 13);
  const before = await must(kintone.address, "welfare", "GET", "/k/v1/preview/app/acl.json?app=13");
  const written = [];
  welfare.on("request", (request) => { if (request.method() === "PUT") written.push(request.url()); });
  await fix(welfare, "全員がアプリを管理できる");
  const alert = welfare.getByRole("alert").filter({ hasText: "設定は変わっていません" });
  await expect(alert).toContainText("あなた");
  await picture(welfare, "83-not-locked-out");
  expect(written).toEqual([]);
  expect(await must(kintone.address, "welfare", "GET", "/k/v1/preview/app/acl.json?app=13")).toEqual(before);
  // Who has a row to manage by may make it.
  const owner = await enter("suzuki-haruko");
  await inspect(owner, kintone, 13);
  await fix(owner, "全員がアプリを管理できる");
  await expect(owner.getByRole("button", { name: "元に戻す" })).toBeFocused();
  await expect(finding(owner, "全員がアプリを管理できる")).toHaveCount(0);
});

test("more than the plugin's settings hold is refused with its sentence, and nothing is lost", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  // What a page let through in spite of its limits of length.
  const long = "相談の記録。".repeat(16_000);
  const purpose = builder.getByLabel("利用目的");
  await purpose.evaluate((one) => one.removeAttribute("maxlength"));
  await purpose.fill(long);
  await builder.getByLabel("責任者", { exact: true }).fill("市民課長");
  const before = await settings(kintone, 1);
  for (const way of ["途中まで保存"]) {
    await builder.getByRole("button", { name: way }).click();
    await expect(builder.getByRole("heading", { name: "保存していません" })).toBeFocused();
    await expect(builder.locator(".naiki-refusal")).toContainText("長すぎて");
  }
  expect(await axe(builder, ".naiki-console")).toEqual([]);
  await builder.screenshot({ path: "target/screens/84-too-long.png" });
  expect((await purpose.inputValue()).length).toBe(long.length);
  expect(await settings(kintone, 1)).toEqual(before);
  await purpose.fill("窓口の相談を記録する");
  await save(builder, "途中まで保存");
  await inspect(builder, kintone, 1);
  await expect(builder.getByLabel("責任者", { exact: true })).toHaveValue("市民課長");
});

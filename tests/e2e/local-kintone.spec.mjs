// The local kintone itself, as people meet it: rights, keyboard, comments, process, files, administration, the workshop.
import { readFileSync, writeFileSync } from "node:fs";
import { PASSWORD, add, deploy, must } from "../local_kintone.mjs";
import { MY_NUMBER, PHONE, expect, field, picture, test, update } from "./journey.mjs";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const axe = async (page) => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
};

const entity = (type, code, rights) => ({ entity: { type, code }, includeSubs: false, ...rights });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const rows = (page) => page.locator(".recordlist-gaia tbody tr");

/** The settings of an app at a section, read afresh. */
const settings = async (page, app, section) => {
  await page.goto("about:blank");
  await page.goto(`/k/admin/app/flow?app=${app}#section=${section}`);
  await expect(page.locator(".settings-panel h2")).toBeVisible();
};

test("two people at once see the records and fields that their rights open", async ({ kintone, enter }) => {
  const { address } = kintone;
  const all = { viewable: true, editable: true, deletable: true };
  await must(address, "builder", "PUT", "/k/v1/record/acl.json", { app: 1, rights: [{
    filterCond: '氏名 = "架空 太郎"',
    entities: [entity("USER", "builder", all), entity("GROUP", "everyone", { viewable: false, editable: false, deletable: false })],
  }] });
  await must(address, "builder", "PUT", "/k/v1/field/acl.json", { app: 1, rights: [{
    code: "相談内容", entities: [entity("USER", "builder", { accessibility: "WRITE" }), entity("GROUP", "everyone", { accessibility: "NONE" })],
  }] });
  const [builder, staff] = [await enter("builder"), await enter("staff")];
  await Promise.all([builder.goto("/k/1/"), staff.goto("/k/1/")]);
  await expect(builder.getByText("架空 太郎")).toBeVisible();
  await expect(staff.getByText("見本 花子")).toBeVisible();
  await expect(staff.getByText("架空 太郎")).toHaveCount(0);
  expect(await rows(builder).count()).toBe((await rows(staff).count()) + 1);
  await Promise.all([builder.goto("/k/1/show#record=2"), staff.goto("/k/1/show#record=2")]);
  await expect(builder.locator('[data-field="相談内容"]')).toContainText("住民票の写し");
  await expect(staff.locator('[data-field="氏名"]')).toContainText("見本 花子");
  await expect(staff.locator('[data-field="相談内容"]')).toHaveCount(0);
  await staff.goto("/k/1/edit");
  await expect(field(staff, "氏名")).toBeVisible();
  await expect(field(staff, "相談内容")).toHaveCount(0);
});

test("by the keyboard alone: from the list to a saved record", async ({ enter }) => {
  const staff = await enter("staff");
  await staff.goto("/k/1/");
  await expect(rows(staff).first()).toBeVisible();
  const tabTo = async (target) => {
    for (let step = 0; step < 60; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await staff.keyboard.press("Tab");
    }
    throw new Error("the keyboard does not reach it");
  };
  await tabTo(button(staff, "レコードを追加する"));
  await staff.keyboard.press("Space");
  await staff.waitForURL("**/k/1/edit");
  await tabTo(field(staff, "氏名"));
  await staff.keyboard.type("見本 鍵盤");
  await staff.keyboard.press("Control+s");
  await staff.waitForURL(/show#record=\d+/);
  await expect(staff.getByRole("heading", { name: "見本 鍵盤" })).toBeAttached();
});

test("leaving typed input asks first, and the list is narrowed by hand", async ({ enter }) => {
  const staff = await enter("staff");
  await staff.goto("/k/1/show#record=2&mode=edit");
  await field(staff, "備考").fill("書きかけ");
  await button(staff, "キャンセル").click();
  const asked = staff.getByRole("dialog", { name: "保存していない入力" });
  await button(asked, "キャンセル").click();
  await expect(field(staff, "備考")).toHaveValue("書きかけ");
  await button(staff, "キャンセル").click();
  await button(asked, "破棄する").click();
  await expect(button(staff, "編集")).toBeVisible();
  await staff.goto("/k/1/");
  await button(staff, "絞り込む").click();
  await button(staff, "条件を追加").click();
  await staff.getByLabel("条件1のフィールド").selectOption("氏名");
  await staff.getByLabel("条件1の値").fill("花子");
  await button(staff, "適用").click();
  await expect(rows(staff)).toHaveCount(1);
  await button(staff, "絞り込みを解除").click();
  await expect(rows(staff)).not.toHaveCount(1);
});

test("comments: one writes, another reads, only the writer deletes", async ({ enter }) => {
  const [staff, builder] = [await enter("staff"), await enter("builder")];
  await staff.goto("/k/1/show#record=1");
  await button(staff, "コメント").click();
  await field(staff, "コメントを書く").fill("折り返し連絡します。\n<b>太字ではない</b>");
  await button(staff, "書き込む").click();
  await expect(staff.getByText("<b>太字ではない</b>")).toBeVisible();
  await picture(staff, "60-comments");
  await builder.goto("/k/1/show#record=1");
  await expect(button(builder, "コメント")).toBeVisible();
  await builder.evaluate(() => kintone.app.record.showSideBar("OPEN"));
  expect(await builder.evaluate(() => kintone.app.record.getSideBarDisplayState())).toBe("COMMENTS");
  await expect(builder.getByText("折り返し連絡します。")).toBeVisible();
  await expect(builder.getByRole("button", { name: /^コメント\d+を削除$/ })).toHaveCount(0);
  await staff.getByRole("button", { name: /^コメント\d+を削除$/ }).click();
  await button(staff, "削除する").click();
  await expect(staff.getByText("コメントはありません。")).toBeVisible();
});

test("process: switched on in the settings, and a record goes to a chosen assignee", async ({ kintone, enter }) => {
  const builder = await enter("builder");
  await settings(builder, 1, "process");
  await builder.getByLabel("プロセス管理を有効にする").check();
  await button(builder, "保存").click();
  await expect(builder.getByText(/^保存しました/)).toBeVisible();
  const { states, actions } = await must(kintone.address, "builder", "GET", "/k/v1/preview/app/status.json?app=1");
  states.完了.assignee.entities = [entity("USER", "builder", {}), entity("USER", "office", {})];
  actions.push({ name: "差し戻す", from: "完了", to: "未処理", filterCond: "" });
  await must(kintone.address, "builder", "PUT", "/k/v1/preview/app/status.json", { app: 1, states, actions });
  await update(builder, 1);
  const staff = await enter("staff");
  await staff.goto("/k/1/show#record=1");
  await expect(staff.getByText("作業者：なし")).toBeVisible();
  expect(await staff.evaluate(async () => (await kintone.app.record.getStatusActions()).map(({ name, nextStatus }) => [name, nextStatus.assignees.length])))
    .toEqual([["完了する", 2]]);
  await button(staff, "完了する").click();
  await staff.getByLabel("次の作業者").selectOption("builder");
  await button(staff, "実行").click();
  await expect(staff.locator(".gaia-app-statusbar-state")).toHaveText("完了");
  await expect(button(staff, "差し戻す")).toHaveCount(0);
  await builder.goto("/k/1/show#record=1");
  await expect(button(builder, "差し戻す")).toBeVisible();
  await expect(button(builder, "作業者を変更")).toBeVisible();
  await picture(builder, "61-process");
});

test("a CSV file goes out and comes back, whole or not at all", async ({ enter }, info) => {
  const builder = await enter("builder");
  await builder.goto("/k/1/");
  const choose = async (item) => {
    await button(builder, "オプション").click();
    await button(builder, item).click();
  };
  await choose("ファイルに書き出す");
  const coming = builder.waitForEvent("download");
  await button(builder, "書き出す").click();
  const text = readFileSync(await (await coming).path(), "utf8");
  expect(text).toMatch(/^\ufeff.*氏名/);
  const before = await rows(builder).count();
  const read = async (content) => {
    const path = info.outputPath("in.csv");
    writeFileSync(path, content);
    await choose("ファイルから読み込む");
    await field(builder, "CSVファイル").setInputFiles(path);
    await button(builder, "読み込む").click();
  };
  await read(text.replace("見本 花子", '"見本 ""花子"", 改"'));
  await expect(builder.getByText(`${before}件のレコードを読み込みました。`)).toBeVisible();
  await expect(builder.getByText('見本 "花子", 改')).toBeVisible();
  await read("氏名,対応日\r\n見本 新,2026/11/01\r\n見本 誤,いつか\r\n");
  await expect(builder.getByText(/^3行目 対応日：/)).toBeVisible();
  await picture(builder, "62-csv-refused");
  await button(builder, "OK").click();
  await expect(rows(builder)).toHaveCount(before);
  const staff = await enter("staff");
  await staff.goto("/k/1/");
  await expect(rows(staff).first()).toBeVisible();
  // Everyone has neither right in app 1.
  await expect(button(staff, "オプション")).toHaveCount(0);
});

test("a file read in runs no plugin", async ({ kintone, enter }, info) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await builder.goto("/k/1/");
  const path = info.outputPath("in.csv");
  writeFileSync(path, `氏名,備考\r\n見本 素通り,マイナンバー ${MY_NUMBER}\r\n`);
  await button(builder, "オプション").click();
  await button(builder, "ファイルから読み込む").click();
  await field(builder, "CSVファイル").setInputFiles(path);
  await button(builder, "読み込む").click();
  await expect(builder.getByText("見本 素通り")).toBeVisible();
});

test("who is deactivated is signed out and cannot sign in", async ({ enter }) => {
  const [admin, staff] = [await enter("admin"), await enter("staff")];
  await admin.goto("/k/admin/users/");
  await field(admin, "名前またはログイン名で絞り込む").fill("staff");
  await admin.locator('[data-person="staff"]').getByRole("button").click();
  await button(admin.getByRole("dialog"), "使用停止にする").click();
  await expect(admin.locator('[data-person="staff"]')).toContainText("使用停止");
  await staff.goto("/k/1/");
  await staff.getByLabel("ログイン名").fill("staff");
  await staff.getByLabel("パスワード").fill(PASSWORD);
  await button(staff, "ログイン").click();
  await expect(staff.getByRole("alert")).toBeVisible();
});

test("the workshop refuses wasm: our bar says so and the save goes on", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const staff = await enter("staff");
  await staff.goto("/local/workshop");
  await staff.getByLabel(/WebAssemblyを許す/).uncheck();
  await expect(staff.getByText(/^方針を変えました/)).toBeVisible();
  await staff.goto("/k/1/edit");
  await expect(staff.getByRole("status").filter({ hasText: "内規ガード" })).toContainText("入力時チェックが動いていません");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "備考").fill(`マイナンバー ${MY_NUMBER}`);
  await button(staff, "保存").click();
  await staff.waitForURL(/record=\d+/);
});

test("a manager adds a view, and a column of a table goes", async ({ kintone, enter }) => {
  const builder = await enter("builder");
  await settings(builder, 1, "views");
  await button(builder, "一覧を追加").click();
  await field(builder, "一覧名").last().fill("氏名だけ");
  await button(builder, "保存").click();
  await expect(builder.getByText(/^保存しました/)).toBeVisible();
  await settings(builder, 1, "form");
  await button(builder, "家族備考を削除").click();
  await button(builder.getByRole("dialog"), "削除する").click();
  await expect(button(builder, "家族備考を削除")).toHaveCount(0);
  await deploy(kintone.address, "builder", 1);
  await builder.goto("/k/1/");
  await builder.getByRole("combobox", { name: "一覧", exact: true }).selectOption("氏名だけ");
  await expect(builder.getByRole("table", { name: "氏名だけ" })).toBeVisible();
});

/** Opens pages as a person and looks for what axe finds in each. */
const inspectAll = async (page, addresses) => {
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.locator("#page-main h1").first()).toBeAttached();
    await page.waitForLoadState("networkidle");
    expect(await axe(page), address).toEqual([]);
  }
};

test("axe finds nothing at a desk", async ({ enter }) => {
  await inspectAll(await enter("staff"), ["/k/", "/k/1/", "/k/1/edit", "/k/8/show#record=1", "/k/8/print?record=1", "/k/8/report?report=8001", "/k/space/1", "/local/workshop"]);
  await inspectAll(await enter("office"), ["/k/admin/system/shared/", "/k/admin/system/plugin/", "/k/admin/app/8/plugin/", "/k/guest/3/31/"]);
  await inspectAll(await enter("admin"), ["/k/admin/users/"]);
});

test("axe finds nothing in English", async ({ enter }) => {
  const staff = await enter("staff");
  await staff.goto("/k/");
  await button(staff, "窓口 さくら ▾").click();
  await button(staff, "English").click();
  await expect(staff.locator("html")).toHaveAttribute("lang", "en");
  await inspectAll(staff, ["/k/", "/k/8/", "/k/8/edit", "/k/8/show#record=1", "/k/8/report?report=8001", "/k/m/8/", "/k/m/8/report?report=8001"]);
  // What the pages themselves say is in English; names of the city stay as they are.
  await staff.goto("/k/1/edit");
  await expect(button(staff, "Save")).toBeVisible();
});

test("axe finds nothing in the settings of an app", async ({ enter }) => {
  const builder = await enter("builder");
  for (const section of ["general", "form", "views", "process", "notifications", "rights", "recordRights", "fieldRights", "customize"]) {
    await settings(builder, 1, section);
    expect(await axe(builder), section).toEqual([]);
  }
});

test("axe finds nothing on a phone", async ({ enter }) => {
  const builder = await enter("builder", { viewport: PHONE });
  for (const address of ["/k/m/", "/k/m/1/", "/k/m/1/edit", "/k/m/1/show?record=1", "/k/1/", "/k/1/show#record=1"]) {
    await builder.goto(address);
    await expect(builder.locator("#page-main h1").first()).toBeAttached();
    await builder.waitForLoadState("networkidle");
    expect(await axe(builder), address).toEqual([]);
  }
  await builder.goto("/k/m/1/show?record=1");
  await button(builder, "コメント").click();
  await expect(builder.getByText("コメントはありません。")).toBeVisible();
  await picture(builder, "63-comments-on-a-phone");
  expect(await axe(builder)).toEqual([]);
  for (const section of ["views", "process", "rights"]) {
    await settings(builder, 1, section);
    expect(await axe(builder), section).toEqual([]);
  }
});

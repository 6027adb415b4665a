// Every kind of fix in the browser: read, made, its finding gone, and taken back with every setting as it was.
import { readFileSync } from "node:fs";
import { add, must } from "../local_kintone.mjs";
import { expect, inspect, test } from "./journey.mjs";

/** So many rules of the city were seen to have a fix that is made and taken back. */
const LEAST = 34;

/** The settings that fixes change. */
const PARTS = [
  "app/settings", "app/acl", "record/acl", "field/acl", "app/form/fields", "app/views", "app/status", "app/actions", "app/customize",
  "app/notifications/general", "app/notifications/perRecord", "app/notifications/reminder", "app/adminNotes",
];

/** Apps whose findings have fixes, with who opens them. JavaScript is for administrators of kintone. */
const APPS = [
  [29, "suzuki-ichiro"], [1, "builder"], [2, "builder"], [3, "kobayashi-ichiro"], [13, "suzuki-haruko"], [14, "matsumoto-haruko"], [16, "kato-akiko"],
  [18, "yoshida-taro"], [19, "sato-akiko"], [20, "ito-natsuo"], [23, "admin"], [26, "inoue-hanako"], [31, "office"],
];

const root = (app) => (app === 31 ? "/k/guest/3/v1" : "/k/v1");

/** Every setting as it is prepared, but the revision. */
const prepared = async (kintone, app, who) => {
  const bodies = await Promise.all(PARTS.map((part) => must(kintone.address, who, "GET", `${root(app)}/preview/${part}.json?app=${app}`)));
  return Object.fromEntries(PARTS.map((part, at) => [part, { ...bodies[at], revision: undefined }]));
};

/** More of what can be wrong than the city has by itself. */
const spoil = async (kintone, app, who) => {
  const put = (part, body) => must(kintone.address, who, "PUT", `/k/v1/preview/${part}.json`, { app, ...body });
  const group = (type, code) => ({ entity: { type, code }, includeSubs: type === "ORGANIZATION" });
  const none = { appEditable: false, recordViewable: true, recordAddable: false, recordEditable: false, recordDeletable: false, recordImportable: false, recordExportable: false };
  await put("app/settings", { name: "【市民課】廃止 相談\u200b受付簿", description: "", enableBulkDeletion: true, enableInlineRecordEditing: true });
  const { rights } = await must(kintone.address, who, "GET", `/k/v1/preview/app/acl.json?app=${app}`);
  await put("app/acl", { rights: [
    rights.find((row) => row.entity.type === "CREATOR"),
    { ...none, ...group("ORGANIZATION", "shimin"), recordAddable: true, recordEditable: true },
    { ...none, ...group("ORGANIZATION", "fukushi-bu"), recordDeletable: true },
    { ...none, ...group("USER", "staff"), recordDeletable: true },
    { ...none, ...group("GROUP", "everyone"), recordAddable: true, recordEditable: true, recordImportable: true },
  ] });
  await put("field/acl", { rights: [{ code: "電話番号", entities: [
    { accessibility: "WRITE", ...group("ORGANIZATION", "shimin") }, { accessibility: "NONE", ...group("GROUP", "everyone") },
  ] }] });
  await put("app/notifications/perRecord", { notifications: [
    { filterCond: "", title: "{氏名}さんの相談", targets: [group("ORGANIZATION", "shimin"), group("ORGANIZATION", "fukushi-bu"), group("GROUP", "everyone")] },
  ] });
  await put("app/actions", { actions: { 転記: {
    name: "転記", index: "0", destApp: { app: "1" }, entities: [{ type: "GROUP", code: "everyone" }], mappings: [{ srcType: "FIELD", srcField: "氏名", destField: "氏名" }],
  } } });
  await put("app/adminNotes", { content: "届出番号: 令和8年第12号", includeInTemplateAndDuplicates: true });
  const state = (name, index, entities) => [name, { name, index: String(index), assignee: { type: "ONE", entities } }];
  const step = (name, from, to) => ({ name, from, to, filterCond: "" });
  await put("app/status", {
    enable: true,
    states: Object.fromEntries([
      state("受付", 0, []), state("承認待ち", 1, [group("FIELD_ENTITY", "作成者"), group("ORGANIZATION", "shimin")]), state("確認中", 2, []), state("承認済", 3, []),
    ]),
    actions: [step("承認を求める", "受付", "承認待ち"), step("承認する", "承認待ち", "承認済"), step("確かめる", "受付", "確認中"), step("終える", "確認中", "承認済")],
  });
};

/** The findings with a fix: heading, and title without its badges. */
const offered = (page) => page.locator(".naiki-finding", { has: page.getByRole("button", { name: /設定を直す/ }) }).evaluateAll((all) => all.map((one) => {
  const heading = one.querySelector("h4").cloneNode(true);
  const { id } = heading;
  for (const badge of heading.querySelectorAll(".naiki-badge")) badge.remove();
  return { id, title: heading.textContent.trim() };
}));

/** Makes every fix of a new kind that the screen offers, and takes it back. */
const each = async (page, kintone, app, who, covered) => {
  const before = await prepared(kintone, app, who);
  for (const { id, title } of await offered(page)) {
    if (covered.includes(title)) continue;
    const heading = page.locator(`#${id}`);
    const finding = page.locator(".naiki-finding", { has: heading });
    await finding.getByRole("button", { name: /設定を直す/ }).click();
    await finding.getByRole("button", { name: "この内容で直す" }).click();
    const undo = page.getByRole("button", { name: "元に戻す" });
    await expect(undo, `${app}: ${title}`).toBeFocused();
    await expect(heading, `${app}: ${title}`).toHaveCount(0);
    expect(await prepared(kintone, app, who), `${app}: ${title} changes something`).not.toEqual(before);
    await undo.click();
    await expect(undo, `${app}: ${title}`).toHaveCount(0);
    await expect(heading, `${app}: ${title} is back`).toBeVisible();
    expect(await prepared(kintone, app, who), `${app}: ${title} is taken back`).toEqual(before);
    covered.push(title);
  }
};

test("each kind of fix that the city offers clears its finding and can be taken back without a trace", async ({ kintone, enter }) => {
  test.setTimeout(240_000);
  const covered = [];
  for (const [app, who] of APPS) {
    await test.step(`app ${app}`, async () => {
      await must(kintone.address, who, "POST", `${root(app)}/preview/app/plugins.json`, { app, ids: [kintone.plugin] });
      if (app === 29) await spoil(kintone, app, who);
      const page = await enter(who);
      await inspect(page, kintone, app);
      if (app === 29) {
        for (const [label, text] of [["利用目的", "窓口の相談を記録する"], ["責任者", "市民課長"], ["保守担当", "市民課 窓口係"]]) {
          await page.getByLabel(label, { exact: true }).fill(text);
        }
        await page.getByLabel("保守担当", { exact: true }).blur();
      }
      await each(page, kintone, app, who, covered);
      await page.context().close();
    });
  }
  console.log(`${covered.length} rules with a fix: ${covered.join(", ")}`);
  expect(covered.length).toBeGreaterThanOrEqual(LEAST);
});

test("fixes that the city does not call for by itself are made and taken back, too", async ({ kintone, enter }) => {
  test.setTimeout(120_000);
  const group = (type, code) => ({ entity: { type, code }, includeSubs: type === "ORGANIZATION" });
  const rights = { appEditable: false, recordViewable: true, recordAddable: true, recordEditable: true, recordDeletable: false, recordImportable: false, recordExportable: false };
  const covered = [];

  // A calculation that tells a closed field, and whoever asks for approval can give it.
  const { app } = await must(kintone.address, "builder", "POST", "/k/v1/preview/app.json", { name: "【市民課】減免の申請" });
  const put = (part, body) => must(kintone.address, "builder", "PUT", `/k/v1/preview/${part}.json`, { app, ...body });
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/form/fields.json", { app, properties: {
    氏名: { type: "SINGLE_LINE_TEXT", code: "氏名", label: "氏名" }, 所得: { type: "NUMBER", code: "所得", label: "所得" },
    減免額: { type: "CALC", code: "減免額", label: "減免額", expression: "所得 * 0.1" },
  } });
  await put("field/acl", { rights: [{ code: "所得", entities: [{ accessibility: "WRITE", ...group("ORGANIZATION", "shimin") }, { accessibility: "NONE", ...group("GROUP", "everyone") }] }] });
  const state = (name, index, entities) => [name, { name, index: String(index), assignee: { type: "ONE", entities } }];
  await put("app/status", {
    enable: true,
    states: Object.fromEntries([state("申請", 0, []), state("承認待ち", 1, [group("FIELD_ENTITY", "作成者"), group("ORGANIZATION", "shimin")]), state("承認済", 2, [])]),
    actions: [{ name: "提出", from: "申請", to: "承認待ち", filterCond: "" }, { name: "承認", from: "承認待ち", to: "承認済", filterCond: "" }],
  });
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/plugins.json", { app, ids: [kintone.plugin] });

  // A trial that is worked with.
  const { app: trial } = await must(kintone.address, "builder", "POST", "/k/v1/preview/app.json", { name: "【テスト】備品の記録" });
  await must(kintone.address, "builder", "POST", "/k/v1/preview/app/form/fields.json", { app: trial, properties: { 品名: { type: "SINGLE_LINE_TEXT", code: "品名", label: "品名" } } });
  await add(kintone.address, "builder", trial, kintone.plugin);
  await must(kintone.address, "builder", "POST", "/k/v1/records.json", { app: trial, records: Array.from({ length: 60 }, () => ({})) });

  // A guest who may do more than view and add.
  const guest = root(31);
  await must(kintone.address, "office", "POST", `${guest}/preview/app/plugins.json`, { app: 31, ids: [kintone.plugin] });
  const { rights: rows } = await must(kintone.address, "office", "GET", `${guest}/preview/app/acl.json?app=31`);
  await must(kintone.address, "office", "PUT", `${guest}/preview/app/acl.json`, { app: 31, rights: [
    ...rows.filter((row) => !row.entity.code?.startsWith("guest/kyodo")), { ...rights, ...group("USER", "guest/kyodo@npo-midori.example.jp") },
  ] });

  for (const [at, who] of [[app, "builder"], [trial, "builder"], [31, "office"]]) {
    await test.step(`app ${at}`, async () => {
      const page = await enter(who);
      await inspect(page, kintone, at);
      await each(page, kintone, at, who, covered);
      await page.context().close();
    });
  }
  for (const title of [
    "見せない項目の中身が計算の結果から分かる", "作成した人が自分で承認できる", "試験用の名前のまま使われている", "ゲストに閲覧と追加を超える権限がある",
  ]) expect.soft(covered, title).toContain(title);
});

test("a row of a department that is gone bars other fixes of rights, and its removal cannot be taken back: both are said", async ({ kintone, enter }) => {
  const [app, who] = [21, "inoue-fuyuki"];
  await add(kintone.address, who, app, kintone.plugin);
  const page = await enter(who);
  await inspect(page, kintone, app);
  const before = await prepared(kintone, app, who);
  const finding = (words) => page.locator(".naiki-finding", { hasText: words });
  const fix = async (words) => {
    await finding(words).getByRole("button", { name: /設定を直す/ }).click();
    await finding(words).getByRole("button", { name: "この内容で直す" }).click();
  };
  const no = page.getByRole("alert").filter({ hasText: /設定は変わっていません。kintoneの応答: .*jido-fukushi/ });
  await fix("個人情報を見られる人が多すぎる");
  await expect(no).toBeVisible();
  expect(await prepared(kintone, app, who)).toEqual(before);
  await finding("個人情報を見られる人が多すぎる").getByRole("button", { name: "やめる" }).click();

  const undo = page.locator("#naiki-undo");
  await fix("いない利用者や組織が設定に残っている");
  await expect(undo).toBeFocused();
  const without = await prepared(kintone, app, who);
  await fix("個人情報を見られる人が多すぎる");
  await expect(finding("個人情報を見られる人が多すぎる")).toHaveCount(0);
  await page.getByRole("button", { name: "すべて元に戻す" }).click();
  await expect(no).toBeVisible();
  await expect(undo).toBeFocused();
  expect(await prepared(kintone, app, who)).toEqual(without);
});

test("in every app of the city the fixes come to an end, and each that kintone refuses is one that is known", async ({ kintone, enter }) => {
  test.setTimeout(240_000);
  const refused = [];
  for (let app = 1; app <= 33; app += 1) {
    const { creator } = JSON.parse(readFileSync(`www/city/app-${app}.json`, "utf8"));
    // Who made two of them has left, or may not manage them: an administrator opens those.
    const who = [22, 25].includes(app) ? "admin" : creator;
    await must(kintone.address, who, "POST", `${root(app)}/preview/app/plugins.json`, { app, ids: [kintone.plugin] });
    const page = await enter(who);
    await inspect(page, kintone, app);
    const passed = [];
    for (let made = 0; ; made += 1) {
      const { id, title } = (await offered(page)).find((one) => !passed.includes(one.id)) ?? {};
      if (!id) break;
      expect(made, `app ${app} goes in a circle: ${title}`).toBeLessThan(15);
      const finding = page.locator(".naiki-finding", { has: page.locator(`#${id}`) });
      await finding.getByRole("button", { name: /設定を直す/ }).click();
      await finding.getByRole("button", { name: "この内容で直す" }).click();
      const no = finding.getByRole("alert");
      await expect(page.locator("#naiki-undo:focus").or(no)).toBeVisible();
      if (await no.count()) {
        refused.push(`${app}: ${title}`);
        passed.push(id);
        await finding.getByRole("button", { name: "やめる" }).click();
      }
    }
    await page.context().close();
  }
  expect(refused).toEqual([
    // The row of a department that is gone stands in the way; it goes by a fix of its own.
    "21: 個人情報を見られる人が多すぎる", "21: アプリを作った人だけが管理者になっている",
    // JavaScript is for administrators of kintone.
    "23: 庁外から読み込むJavaScriptかCSSがある", "24: 庁外から読み込むJavaScriptかCSSがある",
  ]);
});

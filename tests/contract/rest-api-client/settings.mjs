// `client.app`: the settings of an app part by part. Each is written to preview, read back there, and live after a deploy.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { has, refused, same } from "./answers.mjs";
import { deployed, made, text } from "./apps.mjs";
import { as } from "./clients.mjs";

/** @typedef {import("./apps.mjs").Client} Client */

/** @type {Client} */
let builder;
let app = "";
before(async () => {
  builder = as("builder");
  app = await made(builder, "設定の試し", {
    件名: text("件名"), 期限: { type: "DATE", code: "期限", label: "期限" }, 数量: { type: "NUMBER", code: "数量", label: "数量" },
    担当: { type: "USER_SELECT", code: "担当", label: "担当" },
  });
});

/** @param {string} code */
const person = (code) => ({ type: /** @type {const} */ ("USER"), code });
const EVERYONE = { type: /** @type {const} */ ("GROUP"), code: "everyone" };

/**
 * The part is as before live until the deploy, and refused to people who do not manage the app.
 * @template T
 * @param {(client: Client, preview: boolean) => Promise<T>} read
 * @param {(written: T) => void} check
 * @param {boolean} open whether who uses the app may read the live side
 */
const goesLive = async (read, check, open) => {
  const before_ = await read(builder, false);
  check(await read(builder, true));
  assert.deepEqual(await read(builder, false), before_, "not live before the deploy");
  assert.deepEqual(await deployed(builder, { apps: [{ app }] }), ["SUCCESS"]);
  check(await read(builder, false));
  await refused(read(as("staff"), true), 403, "CB_NO02");
  if (open) check(await read(as("staff"), false));
  else await refused(read(as("staff"), false), 403, "CB_NO02");
};

test("general settings", async () => {
  await builder.app.updateAppSettings({ app, name: "改めた名", description: "<b>説明</b>", theme: "GREEN", icon: { type: "PRESET", key: "APP39" },
    titleField: { selectionMode: "MANUAL", code: "件名" }, enableComments: false, enableBulkDeletion: true, firstMonthOfFiscalYear: 1,
    numberPrecision: { digits: 10, decimalPlaces: 2, roundingMode: "DOWN" } });
  await goesLive((client, preview) => client.app.getAppSettings({ app, preview, lang: "ja" }), (settings) => has(settings, {
    name: "改めた名", description: "<b>説明</b>", theme: "GREEN", icon: { type: "PRESET", key: "APP39" }, titleField: { selectionMode: "MANUAL", code: "件名" },
    enableComments: false, enableBulkDeletion: true, enableThumbnails: true, firstMonthOfFiscalYear: "1",
    numberPrecision: { digits: "10", decimalPlaces: "2", roundingMode: "DOWN" },
  }), true);
});

test("views", async () => {
  const written = await builder.app.updateViews({ app, views: {
    一覧: { type: "LIST", index: 0, name: "一覧", fields: ["件名", "期限"], filterCond: '件名 like "甲"', sort: "期限 asc" },
    暦: { type: "CALENDAR", index: "1", date: "期限", title: "件名" },
  } });
  assert.match(written.views["一覧"].id, /^\d+$/);
  await goesLive((client, preview) => client.app.getViews({ app, preview, lang: "ja" }), ({ views }) => {
    same(views["一覧"], { type: "LIST", name: "一覧", id: written.views["一覧"].id, filterCond: '件名 like "甲"', sort: "期限 asc", index: "0", fields: ["件名", "期限"] });
    const calendar = views["暦"];
    assert.ok(calendar.type === "CALENDAR");
    has(calendar, { date: "期限", title: "件名", index: "1" });
  }, true);
  await refused(builder.app.updateViews({ app, views: { 独自: { type: "CUSTOM", index: 0, html: "<p></p>" } } }), 403, "CB_NO02");
});

test("rights of the app, of records and of fields, and what they come to", async () => {
  const all = { recordViewable: true, recordAddable: true, recordEditable: true, recordDeletable: true, recordImportable: true, recordExportable: true };
  await builder.app.updateAppAcl({ app, rights: [
    { entity: { type: "CREATOR" }, appEditable: true, ...all },
    { entity: { type: "ORGANIZATION", code: "shimin" }, includeSubs: true, recordViewable: true, recordEditable: true },
    { entity: EVERYONE },
  ] });
  await goesLive((client, preview) => client.app.getAppAcl({ app, preview }).then(({ rights }) => rights), (rights) => {
    has(rights[0], { entity: { type: "CREATOR", code: null }, appEditable: true, recordExportable: true });
    has(rights[1], { entity: { type: "ORGANIZATION", code: "shimin" }, includeSubs: true, recordViewable: true, recordAddable: false });
    same(rights[2].recordViewable, false);
  }, false);
  await builder.app.updateRecordAcl({ app, rights: [{ filterCond: '件名 = "秘"', entities: [
    { entity: person("builder"), viewable: true, editable: true, deletable: true }, { entity: EVERYONE }] }] });
  await goesLive((client, preview) => client.app.getRecordAcl({ app, preview, lang: "ja" }).then(({ rights }) => rights), ([right]) => {
    same(right.filterCond, '件名 = "秘"');
    has(right.entities[1], { entity: EVERYONE, viewable: false, editable: false, deletable: false });
  }, false);
  await builder.app.updateFieldAcl({ app, rights: [{ code: "数量", entities: [
    { accessibility: "WRITE", entity: person("builder") }, { accessibility: "READ", entity: { type: "FIELD_ENTITY", code: "担当" } }, { accessibility: "NONE", entity: EVERYONE }] }] });
  await goesLive((client, preview) => client.app.getFieldAcl({ app, preview }).then(({ rights }) => rights), ([right]) => {
    same(right.code, "数量");
    same(right.entities.map(({ accessibility, includeSubs }) => [accessibility, includeSubs]), [["WRITE", false], ["READ", false], ["NONE", false]]);
  }, false);
  const { ids } = await builder.record.addRecords({ app, records: [{ 件名: { value: "公" }, 数量: { value: 1 } }, { 件名: { value: "秘" }, 数量: { value: 2 } }] });
  const staff = as("staff");
  const { rights } = await staff.app.evaluateRecordsAcl({ app, ids });
  same(rights.map(({ id, record }) => ({ id, record })), [
    { id: ids[0], record: { viewable: true, editable: true, deletable: false } }, { id: ids[1], record: { viewable: false, editable: false, deletable: false } },
  ]);
  same(rights[0].fields["数量"], { viewable: false, editable: false });
  same(rights[0].fields["件名"], { viewable: true, editable: true });
  const seen = await staff.record.getAllRecords({ app });
  same(seen.map((record) => [record["件名"].value, "数量" in record]), [["公", false]]);
  await refused(staff.record.getRecord({ app, id: ids[1] }), 403, "CB_NO02");
  await refused(as("welfare").app.evaluateRecordsAcl({ app, ids }), 403, "CB_NO02");
});

test("customisation, by administrators of kintone", async () => {
  const office = as("office");
  const creator = { entity: { type: /** @type {const} */ ("CREATOR") }, appEditable: true, recordViewable: true };
  await builder.app.updateAppAcl({ app, rights: [creator, { entity: person("office"), appEditable: true }, { entity: { type: "ORGANIZATION", code: "shimin" }, recordViewable: true }] });
  same(await deployed(builder, { apps: [{ app }] }), ["SUCCESS"]);
  const { fileKey } = await office.file.uploadFile({ file: { name: "main.js", data: "// 画面\n" } });
  const js = [{ type: /** @type {const} */ ("URL"), url: "https://js.example.jp/a.js" }, { type: /** @type {const} */ ("FILE"), file: { fileKey } }];
  await refused(builder.app.updateAppCustomize({ app, scope: "ADMIN", desktop: { js } }), 403, "CB_NO02");
  await office.app.updateAppCustomize({ app, scope: "ADMIN", desktop: { js }, mobile: { css: [{ type: "URL", url: "https://js.example.jp/a.css" }] } });
  await goesLive((client, preview) => client.app.getAppCustomize({ app, preview }), ({ scope, desktop, mobile }) => {
    same(scope, "ADMIN");
    same(desktop.js[0], { type: "URL", url: "https://js.example.jp/a.js" });
    const second = desktop.js[1];
    assert.ok(second.type === "FILE");
    has(second.file, { name: "main.js", contentType: "application/javascript", size: "10" });
    same(mobile, { js: [], css: [{ type: "URL", url: "https://js.example.jp/a.css" }] });
  }, false);
});

test("notifications of the app, of records and of dates", async () => {
  const entity = { type: /** @type {const} */ ("FIELD_ENTITY"), code: "担当" };
  await builder.app.updateGeneralNotifications({ app, notifyToCommenter: false, notifications: [{ entity: EVERYONE, recordAdded: true, statusChanged: true }] });
  await goesLive((client, preview) => client.app.getGeneralNotifications({ app, preview }), ({ notifications, notifyToCommenter }) => {
    same(notifyToCommenter, false);
    same(notifications, [{ entity: EVERYONE, includeSubs: false, recordAdded: true, recordEdited: false, commentAdded: false, statusChanged: true, fileImported: false }]);
  }, false);
  await builder.app.updatePerRecordNotifications({ app, notifications: [{ filterCond: '件名 = "秘"', title: "秘が登録されました", targets: [{ entity }] }] });
  await goesLive((client, preview) => client.app.getPerRecordNotifications({ app, preview, lang: "ja" }), ({ notifications: [row] }) =>
    has(row, { filterCond: '件名 = "秘"', title: "秘が登録されました", targets: [{ entity, includeSubs: false }] }), false);
  await builder.app.updateReminderNotifications({ app, timezone: "Asia/Tokyo", notifications: [
    { timing: { code: "期限", daysLater: -1, time: "09:00" }, title: "期限の前日です", targets: [{ entity }] }] });
  await goesLive((client, preview) => client.app.getReminderNotifications({ app, preview, lang: "ja" }), ({ notifications: [row], timezone }) => {
    same(timezone, "Asia/Tokyo");
    has(row, { timing: { code: "期限", daysLater: "-1", time: "09:00" }, filterCond: "", title: "期限の前日です" });
  }, false);
});

test("graphs and actions", async () => {
  const graph = { chartType: /** @type {const} */ ("COLUMN"), chartMode: /** @type {const} */ ("NORMAL"), name: "件数", index: 0, filterCond: "",
    groups: [{ code: "件名" }], aggregations: [{ type: /** @type {const} */ ("COUNT") }], sorts: [{ by: /** @type {const} */ ("TOTAL"), order: /** @type {const} */ ("DESC") }] };
  const { reports } = await builder.app.updateReports({ app, reports: { 件数: graph } });
  await goesLive((client, preview) => client.app.getReports({ app, preview, lang: "ja" }), (written) =>
    has(written.reports["件数"], { id: reports["件数"].id, name: "件数", index: "0", chartType: "COLUMN", aggregations: [{ type: "COUNT" }], sorts: [{ by: "TOTAL", order: "DESC" }] }), false);
  const { actions } = await builder.app.updateAppActions({ app, actions: { 写す: { name: "写す", index: 0, destApp: { app }, entities: [EVERYONE],
    mappings: [{ srcType: "FIELD", srcField: "件名", destField: "件名" }] } } });
  await goesLive((client, preview) => client.app.getAppActions({ app, preview, lang: "ja" }), (written) =>
    has(written.actions["写す"], { id: actions["写す"].id, index: "0", destApp: { app, code: "" }, mappings: [{ srcType: "FIELD", srcField: "件名", destField: "件名" }], entities: [EVERYONE] }), false);
});

test("notes for managers", async () => {
  await builder.app.updateAdminNotes({ app, content: "<div>届出番号: K-1</div>", includeInTemplateAndDuplicates: true });
  await goesLive((client, preview) => client.app.getAdminNotes({ app, preview }), (notes) =>
    has(notes, { content: "<div>届出番号: K-1</div>", includeInTemplateAndDuplicates: true }), false);
});

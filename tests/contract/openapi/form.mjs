// An app that has something at every place where the specification names an enum.
import { deploy, must } from "../../local_kintone.mjs";

const USER = { type: "USER", code: "office" };
const EVERYONE = { type: "GROUP", code: "everyone" };

/** A body with what stands in braces put in: `{app}`, `{space}`, `{thread}`, and `{mark}`, which makes codes new. */
export const filled = (body, words) =>
  JSON.parse(Object.entries(words).reduce((text, [word, value]) => text.replaceAll(`{${word}}`, value), JSON.stringify(body)));

/** A field of every kind that has an enum beside its type. */
const columns = (mark) => ({
  [`人${mark}`]: { type: "USER_SELECT", code: `人${mark}`, label: "人", entities: [EVERYONE], defaultValue: [USER] },
  [`計${mark}`]: { type: "CALC", code: `計${mark}`, label: "計", expression: "1 + 1", format: "NUMBER", unit: "円", unitPosition: "AFTER" },
  [`先${mark}`]: { type: "LINK", code: `先${mark}`, label: "先", protocol: "WEB" },
  [`択${mark}`]: { type: "RADIO_BUTTON", code: `択${mark}`, label: "択", options: { 甲: { label: "甲", index: "0" } }, defaultValue: "甲", align: "HORIZONTAL" },
});
/** One field of each of these kinds, and a table of the same. */
export const PROPERTIES = {
  "表{mark}": { type: "SUBTABLE", code: "表{mark}", label: "表", fields: columns("列{mark}") },
  ...columns("{mark}"),
};

const FIELDS = {
  件名: { type: "SINGLE_LINE_TEXT", code: "件名", label: "件名" },
  数量: { type: "NUMBER", code: "数量", label: "数量" },
  期日: { type: "DATE", code: "期日", label: "期日" },
  まとまり: { type: "GROUP", code: "まとまり", label: "まとまり" },
};
const row = (...fields) => ({ type: "ROW", fields });
const period = (every, rest) => ({ active: true, period: { every, time: "09:00", ...rest } });
const report = (name, index, chart, periodicReport, aggregation) => [name, {
  name, index, ...chart, groups: [{ code: "期日", per: "MONTH" }], aggregations: [aggregation], filterCond: "", sorts: [{ by: "TOTAL", order: "ASC" }], periodicReport,
}];
const REPORTS = Object.fromEntries([
  report("四半期", 0, { chartType: "PIE" }, period("QUARTER", { pattern: "JAN_APR_JUL_OCT", dayOfMonth: "1" }), { type: "COUNT" }),
  report("毎週", 1, { chartType: "COLUMN", chartMode: "NORMAL" }, period("WEEK", { dayOfWeek: "MONDAY" }), { type: "SUM", code: "数量" }),
]);
const ALL = { appEditable: true, recordViewable: true, recordAddable: true, recordEditable: true, recordDeletable: true, recordImportable: true, recordExportable: true };
const viewer = { viewable: true, editable: true, deletable: true };

/**
 * Bodies for every write that has an enum, each accepted as it is. The last of several entries is the one that tests change,
 * so that the first keeps whoever runs them in.
 */
export const bodies = {
  "app/acl": { rights: [{ entity: { type: "CREATOR" }, ...ALL }, { entity: EVERYONE, recordViewable: true }] },
  "field/acl": { rights: [{ code: "件名", entities: [{ entity: USER, accessibility: "WRITE" }, { entity: EVERYONE, accessibility: "READ" }] }] },
  "record/acl": { rights: [{ filterCond: "", entities: [{ entity: USER, ...viewer }, { entity: EVERYONE, ...viewer }] }] },
  "app/actions": { actions: { 写す: { name: "写す", index: 0, destApp: { app: "{app}" }, entities: [EVERYONE], mappings: [{ srcType: "FIELD", srcField: "件名", destField: "件名" }, { srcType: "RECORD_URL", destField: "件名" }] } } },
  "app/customize": {
    scope: "ALL",
    desktop: { js: [{ type: "URL", url: "https://js.example.jp/a.js" }], css: [{ type: "URL", url: "https://js.example.jp/a.css" }] },
    mobile: { js: [{ type: "URL", url: "https://js.example.jp/a.js" }], css: [{ type: "URL", url: "https://js.example.jp/a.css" }] },
  },
  "app/notifications/general": { notifications: [{ entity: EVERYONE, recordAdded: true }], notifyToCommenter: true },
  "app/notifications/perRecord": { notifications: [{ filterCond: "", title: "通知", targets: [{ entity: EVERYONE }] }] },
  "app/notifications/reminder": { timezone: "Asia/Tokyo", notifications: [{ timing: { code: "期日", daysLater: "1", time: "09:00" }, filterCond: "", title: "通知", targets: [{ entity: EVERYONE }] }] },
  "app/reports": { reports: REPORTS },
  "app/settings": { icon: { type: "PRESET", key: "APP72" }, theme: "WHITE", numberPrecision: { digits: "16", decimalPlaces: "4", roundingMode: "HALF_EVEN" }, titleField: { selectionMode: "MANUAL", code: "件名" } },
  "app/status": {
    enable: true,
    states: { 未処理: { name: "未処理", index: "0" }, 完了: { name: "完了", index: "1", assignee: { type: "ONE", entities: [{ entity: USER }] } } },
    actions: [{ name: "終える", from: "未処理", to: "完了" }],
  },
  "app/views": { views: {
    一覧: { type: "LIST", name: "一覧", index: 0, fields: ["件名"] },
    "（作業者が自分）": { type: "LIST", builtinType: "ASSIGNEE", name: "（作業者が自分）", index: 1, fields: ["件名"] },
    地図: { type: "CUSTOM", name: "地図", index: 2, html: "<div></div>", pager: false, device: "ANY" },
  } },
  "app/form/fields": { properties: PROPERTIES },
  "app/form/layout": { layout: [
    row({ type: "SINGLE_LINE_TEXT", code: "件名", size: { width: "193" } }, { type: "DATE", code: "期日", size: { width: "193" } }),
    { type: "GROUP", code: "まとまり", layout: [row({ type: "NUMBER", code: "数量", size: { width: "193" } })] },
  ] },
  "record/comment": { record: 1, comment: { text: "お願いします。", mentions: [USER] } },
  space: { id: "{space}", permissions: { createApp: "EVERYONE" } },
  "space/members": { id: "{space}", members: [{ entity: USER, isAdmin: true }, { entity: EVERYONE }] },
  "space/thread/comment": { space: "{space}", thread: "{thread}", comment: { text: "お願いします。", mentions: [USER] } },
  "template/space": { id: 1, name: "新しい広場", members: [{ entity: USER, isAdmin: true }, { entity: EVERYONE }] },
};

/** A record with a row in the table of `PROPERTIES`; an app without that table passes over it. */
export const RECORD = { 件名: { value: "一" }, 表1: { value: [{ value: {} }] } };

/** Makes an app with the fields of `bodies`, and others, as an administrator of kintone, live, with one record. Resolves to its ID. `root` as `/k/v1`. */
export const make = async (address, others = {}, root = "/k/v1", place = {}) => {
  const as = (method, path, body) => must(address, "office", method, `${root}/${path}.json`, body);
  const { app } = await as("POST", "preview/app", { name: "列挙の控え", ...place });
  await as("POST", "preview/app/form/fields", { app, properties: { ...FIELDS, ...others } });
  await deploy(address, "office", app, root);
  await as("POST", "record", { app, record: RECORD });
  return app;
};

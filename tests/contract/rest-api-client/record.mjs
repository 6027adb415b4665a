// `client.record`: one record by its number and by its key, comments, API tokens.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { has, refused, same } from "./answers.mjs";
import { made, text } from "./apps.mjs";
import { as, token } from "./clients.mjs";

/** @typedef {import("./apps.mjs").Client} Client */

/** @type {Client} */
let builder;
let app = "";
/** @param {unknown} value */
const row = (value) => ({ 件名: { value }, 数量: { value: "1" } });
const names = async () => (await builder.record.getAllRecordsWithId({ app })).map((record) => record["件名"].value);

before(async () => {
  builder = as("builder");
  app = await made(builder, "記録の試し", {
    件名: { ...text("件名"), required: true, unique: true },
    数量: { type: "NUMBER", code: "数量", label: "数量" },
    明細: { type: "SUBTABLE", code: "明細", label: "明細", fields: { 品名: text("品名") } },
  });
});

test("a record is added, read, changed at its revision, and changed by a key", async () => {
  const added = await builder.record.addRecord({ app, record: { ...row("甲"), 明細: { value: [{ value: { 品名: { value: "机" } } }] } } });
  same(added, { id: "1", revision: "1" });
  const { record } = await builder.record.getRecord({ app, id: added.id });
  same(record.$id, { type: "__ID__", value: "1" });
  same(record["数量"], { type: "NUMBER", value: "1" });
  const table = record["明細"];
  assert.ok(table.type === "SUBTABLE");
  same(table.value[0].value["品名"], { type: "SINGLE_LINE_TEXT", value: "机" });
  same(await builder.record.updateRecord({ app, id: 1, record: { 数量: { value: 2 } }, revision: added.revision }), { revision: "2" });
  await refused(builder.record.updateRecord({ app, id: 1, record: row("乙"), revision: 1 }), 409, "GAIA_CO02");
  same(await builder.record.updateRecord({ app, updateKey: { field: "件名", value: "甲" }, record: { 数量: { value: "3" } } }), { revision: "3" });
  same((await builder.record.getRecord({ app, id: 1 })).record["数量"], { type: "NUMBER", value: "3" });
  await refused(builder.record.addRecord({ app, record: row("甲") }), 400, "CB_VA01", "record.件名.value");
  await refused(builder.record.addRecord({ app }), 400, "CB_VA01", "record.件名.value");
  await refused(builder.record.getRecord({ app, id: 99 }), 404, "GAIA_RE01");
  await refused(as("welfare").record.getRecord({ app: 5, id: 1 }), 403, "CB_NO02");
});

test("upsert changes the record that has the key, or makes one", async () => {
  has(await builder.record.upsertRecord({ app, updateKey: { field: "件名", value: "甲" }, record: { 数量: { value: "4" } } }), { id: "1" });
  same(await builder.record.upsertRecord({ app, updateKey: { field: "件名", value: "乙" }, record: { 数量: { value: "5" } } }), { id: "2", revision: "1" });
  same(await names(), ["甲", "乙"]);
  const { records } = await builder.record.updateRecords({ app, upsert: true, records: [
    { updateKey: { field: "件名", value: "乙" }, record: { 数量: { value: "6" } } },
    { updateKey: { field: "件名", value: "丙" }, record: { 数量: { value: "7" } } },
  ] });
  same(records, [{ id: "2", operation: "UPDATE", revision: "2" }, { id: "3", operation: "INSERT", revision: "1" }]);
  same(await names(), ["甲", "乙", "丙"]);
});

test("comments call people, page, and are taken back by who wrote them", async () => {
  const say = (/** @type {Client} */ client, /** @type {string} */ words) => client.record.addRecordComment({ app, record: 1, comment: { text: words } });
  same(await builder.record.addRecordComment({ app, record: 1, comment: { text: "確認をお願いします。", mentions: [{ type: "USER", code: "staff" }] } }), { id: "1" });
  await say(as("staff"), "確認しました。");
  const { comments, older, newer } = await builder.record.getRecordComments({ app, record: 1, order: "asc", limit: 1 });
  assert.deepEqual([comments.length, older, newer], [1, false, true]);
  has(comments[0], { id: "1", creator: { code: "builder", name: "市民 つくる" }, mentions: [{ type: "USER", code: "staff" }] });
  assert.match(comments[0].text, /窓口 さくら.*確認をお願いします。/s);
  same((await builder.record.getRecordComments({ app, record: 1 })).comments.map(({ id }) => id), ["2", "1"]);
  same((await builder.record.getRecordComments({ app, record: 1, order: "desc", offset: 1 })).comments.map(({ id }) => id), ["1"]);
  await refused(builder.record.deleteRecordComment({ app, record: 1, comment: 2 }), 403, "GAIA_RE03");
  same(await builder.record.deleteRecordComment({ app, record: 1, comment: "1" }), {});
  same((await builder.record.getRecordComments({ app, record: 1 })).comments.map(({ id }) => id), ["2"]);
});

test("an API token does what it was given, in its own app", async () => {
  const reader = await token("builder", app, { view: true });
  same((await reader.record.getRecord({ app, id: 2 })).record["件名"], { type: "SINGLE_LINE_TEXT", value: "乙" });
  await refused(reader.record.addRecord({ app, record: row("庚") }), 403, "CB_NO02");
  const writer = await token("builder", app, { add: true });
  const { id } = await writer.record.addRecord({ app, record: row("庚") });
  same(Object.values((await reader.record.getRecord({ app, id })).record).find(({ type }) => type === "CREATOR")?.value, { code: "Administrator", name: "Administrator" });
  await refused(reader.record.getRecords({ app: 1 }), 400, "GAIA_AP15");
});

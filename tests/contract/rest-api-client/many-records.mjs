// Many records: queries, pages, cursors, batches that are all or nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { KintoneAllRecordsError } from "@kintone/rest-api-client";
import { has, refused, same } from "./answers.mjs";
import { made, text } from "./apps.mjs";
import { as } from "./clients.mjs";

const builder = () => as("builder");
const fresh = () => made(builder(), "集計の控え", {
  件名: { ...text("件名"), unique: true },
  数量: { type: "NUMBER", code: "数量", label: "数量" },
});
const rows = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, at) => ({ 件名: { value: `品${at + 1}` }, 数量: { value: String(at + 1) } }));
const values = (/** @type {Array<Record<string, { value: unknown }>>} */ records, /** @type {string} */ code) =>
  records.map((record) => record[code].value);

test("a query chooses, sorts and pages; fields and the count come when they are asked for", async () => {
  const { record } = builder();
  const app = await fresh();
  const added = await record.addRecords({ app, records: rows(5) });
  same(added.ids, ["1", "2", "3", "4", "5"]);
  same(added.records[4], { id: "5", revision: "1" });
  const found = await record.getRecords({ app, fields: ["件名"], query: "数量 > 1 order by 数量 desc limit 2 offset 1", totalCount: true });
  same(found.totalCount, "4");
  same(found.records, [{ 件名: { type: "SINGLE_LINE_TEXT", value: "品4" } }, { 件名: { type: "SINGLE_LINE_TEXT", value: "品3" } }]);
  same((await record.getRecords({ app })).totalCount, null);
  await refused(record.getRecords({ app, query: "limit 501" }), 400, "GAIA_QU01");
  await refused(record.getRecords({ app, query: "offset 10001" }), 400, "GAIA_QU02");
  await refused(record.getRecords({ app, query: "居ない = 1" }), 400, "GAIA_IQ11");
});

test("up to a hundred are changed and deleted at once, all or none", async () => {
  const { record } = builder();
  const app = await fresh();
  await record.addRecords({ app, records: rows(3) });
  await refused(record.addRecords({ app, records: rows(101) }), 400, "CB_VA01", "records");
  await refused(record.addRecords({ app, records: [{ 件名: { value: "新" } }, { 件名: { value: "品1" } }] }), 400, "CB_VA01", "records[1].件名.value");
  same((await record.getRecords({ app, totalCount: true })).totalCount, "3");
  const updated = await record.updateRecords({ app, records: [
    { id: 1, record: { 数量: { value: "10" } }, revision: 1 }, { updateKey: { field: "件名", value: "品2" }, record: { 数量: { value: "20" } } },
  ] });
  same(updated.records, [{ id: "1", revision: "2" }, { id: "2", revision: "2" }]);
  const upserted = await record.updateRecords({ app, upsert: true, records: [
    { updateKey: { field: "件名", value: "品2" }, record: { 数量: { value: "21" } } }, { updateKey: { field: "件名", value: "品9" }, record: {} },
  ] });
  same(upserted.records, [{ id: "2", operation: "UPDATE", revision: "3" }, { id: "4", operation: "INSERT", revision: "1" }]);
  await refused(record.updateRecords({ app, records: [{ id: 3, record: { 数量: { value: "0" } } }, { id: 1, revision: 1 }] }), 409, "GAIA_CO02");
  await refused(record.deleteRecords({ app, ids: [3, 1], revisions: [1, 1] }), 409, "GAIA_CO02");
  same(values(await record.getAllRecordsWithId({ app, fields: ["数量"] }), "数量"), ["10", "21", "3", null].map((value) => value ?? ""));
  await record.deleteRecords({ app, ids: [3, 1], revisions: [1, 2] });
  same(values(await record.getAllRecordsWithId({ app }), "$id"), ["2", "4"]);
  await refused(record.deleteRecords({ app, ids: [2, 99] }), 404, "GAIA_RE01");
  same((await record.getRecords({ app, totalCount: true })).totalCount, "2");
});

test("a cursor walks through all and is gone at the end, or when it is thrown away", async () => {
  const { record } = builder();
  const app = await fresh();
  await record.addRecords({ app, records: rows(5) });
  const { id, totalCount } = await record.createCursor({ app, fields: ["数量"], query: "数量 >= 2 order by 数量 asc", size: 3 });
  assert.equal(totalCount, "4");
  const one = await record.getRecordsByCursor({ id });
  same([values(one.records, "数量"), one.next], [["2", "3", "4"], true]);
  const two = await record.getRecordsByCursor({ id });
  same([values(two.records, "数量"), two.next], [["5"], false]);
  await refused(record.getRecordsByCursor({ id }), 404, "GAIA_CN01");
  const other = await record.createCursor({ app });
  await record.deleteCursor({ id: other.id });
  await refused(record.getRecordsByCursor({ id: other.id }), 404, "GAIA_CN01");
  await refused(record.createCursor({ app, size: 501 }), 400, "CB_VA01", "size");
});

test("everything of an app: by id, by offset, by cursor; added, changed and deleted in thousands", async () => {
  const { record } = builder();
  const app = await fresh();
  const { records } = await record.addAllRecords({ app, records: rows(2_100) });
  same([records.length, records[0].id, records[2_099].id], [2_100, "1", "2100"], "more than one bulk request, in order");
  const all = [
    await record.getAllRecords({ app, condition: "数量 > 100", orderBy: "数量 asc", fields: ["数量"] }),
    await record.getAllRecords({ app, condition: "数量 > 100", orderBy: "数量 asc", fields: ["数量"], withCursor: false }),
    await record.getAllRecordsWithId({ app, condition: "数量 > 100", fields: ["数量"] }),
    await record.getAllRecordsWithOffset({ app, condition: "数量 > 100", orderBy: "数量 asc", fields: ["数量"] }),
    await record.getAllRecordsWithCursor({ app, query: "数量 > 100 order by 数量 asc", fields: ["数量"] }),
  ];
  for (const list of all) same([list.length, list[0].数量.value, list[1_999].数量.value], [2_000, "101", "2100"]);
  const changed = await record.updateAllRecords({ app, records: records.slice(0, 150).map(({ id }) => ({ id, record: { 数量: { value: "0" } } })) });
  same([changed.records.length, changed.records[149]], [150, { id: "150", revision: "2" }]);
  const both = await record.updateAllRecords({ app, upsert: true, records: [
    { updateKey: { field: "件名", value: "品1" } }, { updateKey: { field: "件名", value: "追加" } },
  ] });
  same(both.records, [{ id: "1", operation: "UPDATE", revision: "3" }, { id: "2101", operation: "INSERT", revision: "1" }]);
  same((await record.getRecords({ app, query: "数量 = 0", totalCount: true })).totalCount, "150");
  const stale = await record.deleteAllRecords({ app, records: records.slice(5) }).then(() => assert.fail(), (failure) => failure);
  same([stale.error.code, stale.numOfProcessedRecords], ["GAIA_CO02", 0], "the revisions of before the change");
  await record.deleteAllRecords({ app, records: records.slice(5).map(({ id }) => ({ id })) });
  same(values(await record.getAllRecordsWithId({ app }), "$id"), ["1", "2", "3", "4", "5", "2101"]);
});

test("thousands that meet a wrong one: what the client sent before stays, and it says how far it came", async () => {
  const { record } = builder();
  const app = await fresh();
  const records = rows(2_050);
  records[2_010] = { 件名: { value: "品1" }, 数量: { value: "1" } };
  const error = await record.addAllRecords({ app, records }).then(() => assert.fail("it should be refused"), (failure) => failure);
  assert.ok(error instanceof KintoneAllRecordsError);
  same([error.numOfProcessedRecords, error.numOfAllRecords, error.errorIndex], [2_000, 2_050, 2_010]);
  same(error.error.code, "CB_VA01");
  same((await record.getRecords({ app, totalCount: true })).totalCount, "2000");
});

test("a bulk request writes to several apps, or to none when one in the middle is refused", async () => {
  const client = builder();
  const [one, two] = [await fresh(), await fresh()];
  /** @param {string} app @param {string} name */
  const add = (app, name) => ({ method: "POST", endpointName: /** @type {const} */ ("record"), payload: { app, record: { 件名: { value: name } } } });
  const { results } = await client.bulkRequest({ requests: [
    add(one, "甲"), { method: "PUT", api: "/k/v1/records.json", payload: { app: one, records: [{ id: 1, record: { 数量: { value: 5 } } }] } }, add(two, "乙"),
  ] });
  same(results, [{ id: "1", revision: "1" }, { records: [{ id: "1", revision: "2" }] }, { id: "1", revision: "1" }]);
  const error = await client.bulkRequest({ requests: [add(one, "丙"), add(two, "乙"), add(two, "丁")] }).then(() => assert.fail(), (failure) => failure);
  has(error, { code: "CB_VA01", status: 400, bulkRequestIndex: 1 });
  for (const app of [one, two]) same((await client.record.getRecords({ app, totalCount: true })).totalCount, "1");
  await refused(client.bulkRequest({ requests: Array.from({ length: 21 }, (_, at) => add(one, `${at}`)) }), 400, "CB_VA01", "requests");
  await refused(client.bulkRequest({ requests: [{ method: "PUT", api: "/k/v1/preview/app/settings.json", payload: { app: one } }] }), 400, "CB_VA01");
});

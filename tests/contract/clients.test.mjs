// The local kintone, by Cybozu's own clients: what they can do here they can do there.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { KintoneRestAPIClient } from "@kintone/rest-api-client";
import { PASSWORD, call, start, upload } from "../local_kintone.mjs";

const run = promisify(execFile);
let kintone;
const client = (username) => new KintoneRestAPIClient({ baseUrl: kintone.address, auth: { username, password: PASSWORD } });

before(async () => { kintone = await start(); });
after(() => kintone.stop());

test("cli-kintone installs the zip; a second time it updates the same plugin", async () => {
  await upload(kintone.address, "target/naiki-guard.zip");
  await upload(kintone.address, "target/naiki-guard.zip");
  const { body } = await call(kintone.address, "staff", "GET", "/k/v1/plugins.json");
  assert.equal(body.plugins.length, 1);
  const { stdout } = await run("node_modules/.bin/cli-kintone", ["plugin", "info", "--input", "target/naiki-guard.zip", "--format", "json"]);
  assert.equal(body.plugins[0].id, JSON.parse(stdout).id);
});

test("cli-kintone says no to people who may not install", async () => {
  await assert.rejects(upload(kintone.address, "target/naiki-guard.zip", "staff"));
});

test("rest-api-client reads, adds, changes and removes records", async () => {
  const staff = client("staff");
  const { id } = await staff.record.addRecord({ app: 1, record: { 氏名: { value: "見本 太郎" }, 相談内容: { value: "ごみの収集日" } } });
  const { record } = await staff.record.getRecord({ app: 1, id });
  assert.equal(record["相談内容"].value, "ごみの収集日");
  await staff.record.updateRecord({ app: 1, id, record: { 相談内容: { value: "収集日の変更" } }, revision: record.$revision.value });
  await assert.rejects(staff.record.updateRecord({ app: 1, id, record: {}, revision: record.$revision.value }), { code: "GAIA_CO02" });
  const all = await staff.record.getAllRecordsWithId({ app: 1, condition: '相談内容 like "収集日"' });
  assert.equal(all.length, 1);
  await staff.record.deleteRecords({ app: 1, ids: [id] });
  await assert.rejects(staff.record.getRecord({ app: 1, id }), { code: "GAIA_RE01" });
});

test("rest-api-client reads every governance part as a manager, and none of the closed ones as staff", async () => {
  const parts = ["getAppSettings", "getFormFields", "getAppAcl", "getRecordAcl", "getFieldAcl", "getAppCustomize", "getPlugins"];
  const closed = ["getAppAcl", "getRecordAcl", "getFieldAcl", "getAppCustomize", "getPlugins"];
  for (const part of parts) {
    const ask = (person, preview) => client(person).app[part]({ app: 1, preview });
    for (const preview of [false, true]) assert.ok((await ask("builder", preview)).revision, part);
    if (closed.includes(part)) await assert.rejects(ask("staff", false), { code: "CB_NO02" }, part);
    await assert.rejects(ask("staff", true), { code: "CB_NO02" }, part);
  }
});

test("settings go to preview at a revision, and live by deploy", async () => {
  const builder = client("builder");
  const before_ = await builder.app.getAppSettings({ app: 4, preview: true }).catch((error) => error);
  assert.equal(before_.code, "CB_NO02", "an app of somebody else");
  const { app, revision } = await builder.app.addApp({ name: "試しのアプリ" });
  await assert.rejects(builder.app.updateAppSettings({ app, name: "x", revision: Number(revision) + 5 }), { code: "GAIA_CO03" });
  await builder.app.addFormFields({ app, properties: { 氏名: { type: "SINGLE_LINE_TEXT", code: "氏名", label: "氏名" } } });
  await assert.rejects(builder.app.getFormFields({ app }), { code: "GAIA_AP01" }, "never deployed");
  await builder.app.deployApp({ apps: [{ app }] });
  for (;;) {
    const { apps } = await builder.app.getDeployStatus({ apps: [app] });
    if (apps[0].status === "SUCCESS") break;
    assert.equal(apps[0].status, "PROCESSING");
  }
  const { properties } = await builder.app.getFormFields({ app });
  assert.equal(properties["氏名"].label, "氏名");
});

test("cli-kintone exports records with a table", async () => {
  const words = ["record", "export", "--base-url", kintone.address, "--username", "staff", "--password", PASSWORD, "--app", "1"];
  const { stdout } = await run("node_modules/.bin/cli-kintone", words);
  const [head, ...rows] = stdout.trim().split("\n");
  assert.match(head, /氏名/);
  assert.match(head, /家族/);
  assert.ok(rows.length >= 3);
});

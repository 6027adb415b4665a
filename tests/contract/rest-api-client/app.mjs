// `client.app`: the app, its deploy, its place and its tokens.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { has, refused, same } from "./answers.mjs";
import { deployed, made, text } from "./apps.mjs";
import { as, token } from "./clients.mjs";

/** @typedef {import("./apps.mjs").Client} Client */

/** @type {Client} */
let builder;
before(() => { builder = as("builder"); });

test("apps are found by id, code, name and space, by whoever may use them", async () => {
  has(await as("staff").app.getApp({ id: 1 }), { appId: "1", name: "相談受付簿", spaceId: null, threadId: null, creator: { code: "builder", name: "市民 つくる" } });
  await refused(as("staff").app.getApp({ id: 9999 }), 404, "GAIA_AP01");
  await refused(as("staff").app.getApp({ id: 7 }), 404, "GAIA_AP01");
  await refused(as("welfare").app.getApp({ id: 5 }), 403, "CB_NO02");
  const ids = async (/** @type {Parameters<Client["app"]["getApps"]>[0]} */ words) => (await builder.app.getApps(words)).apps.map(({ appId }) => appId);
  same(await ids({ ids: [2, 1] }), ["1", "2"]);
  same(await ids({ name: "相談受付簿" }), ["1", "29"]);
  same(await ids({ spaceIds: [1] }), ["28", "29"]);
  same(await ids({ codes: ["居ない"] }), []);
  same(await ids({ ids: [1, 2, 8], limit: 1, offset: 1 }), ["2"]);
  await refused(builder.app.getApps({ limit: 101 }), 400, "CB_VA01", "limit");
});

test("a deploy can be taken back before it goes live, needs its revision, and is all or none", async () => {
  const [one, two] = [await made(builder, "反映の試し", { 件名: text("件名") }), await made(builder, "反映の試し二", { 件名: { ...text("件名"), unique: false } })];
  const { revision } = await builder.app.getAppSettings({ app: one, preview: true });
  await builder.app.updateAppSettings({ app: one, description: "捨てられる", revision });
  await refused(builder.app.deployApp({ apps: [{ app: one, revision }] }), 409, "GAIA_CO03");
  await builder.app.deployApp({ apps: [{ app: one }], revert: true });
  has(await builder.app.getAppSettings({ app: one, preview: true }), { description: "" });
  await refused(builder.app.updateAppSettings({ app: one, description: "古い番号", revision: Number(revision) + 50 }), 409, "GAIA_CO03");
  await refused(as("staff").app.deployApp({ apps: [{ app: one }] }), 403, "CB_NO02");
  // Two records of the same value: 値の重複を禁止する cannot go live, and the other app of the batch is called off.
  await builder.record.addRecords({ app: two, records: [{ 件名: { value: "同じ" } }, { 件名: { value: "同じ" } }] });
  await builder.app.updateFormFields({ app: two, properties: { 件名: { type: "SINGLE_LINE_TEXT", code: "件名", label: "件名", unique: true } } });
  await builder.app.updateAppSettings({ app: one, name: "反映されない名" });
  same(await deployed(builder, { apps: [{ app: one }, { app: two }] }), ["CANCEL", "FAIL"]);
  has(await builder.app.getAppSettings({ app: one }), { name: "反映の試し" });
  has(await builder.app.getAppSettings({ app: one, preview: true }), { name: "反映されない名" });
});

test("an app moves into a space and out of it", async () => {
  const office = as("office");
  const app = await made(office, "移るアプリ", { 件名: text("件名") });
  same(await office.app.move({ app, space: 1 }), {});
  has(await office.app.getApp({ id: app }), { spaceId: "1" });
  await refused(as("staff").app.move({ app, space: 1 }), 403, "CB_NO02");
  same(await office.app.move({ app, space: null }), {});
  has(await office.app.getApp({ id: app }), { spaceId: null });
});

test("an API token reads the settings of its app, not its scripts", async () => {
  const app = await made(builder, "トークンの試し", { 件名: text("件名") });
  const manager = await token("builder", app, { manage: true, view: true });
  has(await manager.app.getAppSettings({ app }), { name: "トークンの試し" });
  same((await manager.app.getAppAcl({ app })).rights.length > 0, true);
  await refused(manager.app.getAppCustomize({ app }), 403, "GAIA_NO01");
  await refused(manager.app.getFormFields({ app: 1 }), 400, "GAIA_AP15");
  await refused(manager.app.addApp({ name: "作れない" }), 403, "GAIA_NO01");
});

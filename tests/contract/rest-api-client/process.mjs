// Process management: its settings, actions and assignees of one record and of many.
import { test } from "node:test";
import { has, refused, same } from "./answers.mjs";
import { deployed, made, text } from "./apps.mjs";
import { as } from "./clients.mjs";

/** @param {string} code */
const person = (code) => ({ entity: { type: /** @type {const} */ ("USER"), code }, includeSubs: false });

test("a record goes its way: states, assignees, who may act, and what is refused", async () => {
  const { app: settings, record } = as("builder");
  const app = await made(as("builder"), "回覧", { 件名: text("件名") });
  has(await settings.getProcessManagement({ app }), { enable: false, states: null, actions: null });
  const states = {
    未処理: { index: "0" },
    確認中: { index: "1", assignee: { type: /** @type {const} */ ("ONE"), entities: [person("staff"), person("builder")] } },
    完了: { index: "2" },
  };
  const actions = [{ name: "確認を頼む", from: "未処理", to: "確認中" }, { name: "終える", from: "確認中", to: "完了" }];
  await settings.updateProcessManagement({ app, enable: true, states, actions });
  same(await deployed(as("builder"), { apps: [{ app }] }), ["SUCCESS"]);
  for (const preview of [false, true]) {
    const got = await settings.getProcessManagement({ app, preview, lang: "ja" });
    same(got.enable, true);
    same(Object.keys(got.states ?? {}), ["未処理", "確認中", "完了"]);
    same(got.states?.確認中.assignee, { type: "ONE", entities: [person("staff"), person("builder")] });
    same(got.actions?.map(({ name, from, to, filterCond }) => [name, from, to, filterCond]), [["確認を頼む", "未処理", "確認中", ""], ["終える", "確認中", "完了", ""]]);
  }
  const { ids } = await record.addRecords({ app, records: [{ 件名: { value: "一" } }, { 件名: { value: "二" } }, { 件名: { value: "三" } }] });
  const [id, ...others] = ids;
  const state = async () => {
    const { ステータス, 作業者 } = (await record.getRecord({ app, id })).record;
    return [ステータス.value, /** @type {Array<{ code: string }>} */ (作業者.value).map(({ code }) => code)];
  };
  same(await state(), ["未処理", []]);
  await refused(record.updateRecordStatus({ app, id, action: "確認を頼む" }), 400, "GAIA_SA01");
  same(await record.updateRecordStatus({ app, id, action: "確認を頼む", assignee: "staff", revision: 1 }), { revision: "3" });
  same(await state(), ["確認中", ["staff"]]);
  await refused(record.updateRecordStatus({ app, id, action: "終える", revision: 1 }), 409, "GAIA_CO02");
  await refused(record.updateRecordStatus({ app, id, action: "終える" }), 403, "GAIA_NT01");
  await refused(record.updateRecordStatus({ app, id, action: "確認を頼む" }), 400, "GAIA_IL03");
  same(await record.updateRecordAssignees({ app, id, assignees: ["builder"], revision: 3 }), { revision: "4" });
  same(await state(), ["確認中", ["builder"]]);
  same(await record.updateRecordStatus({ app, id, action: "終える" }), { revision: "6" });
  same(await state(), ["完了", []]);
  const many = others.map((one) => ({ id: one, action: "確認を頼む", assignee: "builder" }));
  await refused(record.updateRecordsStatus({ app, records: [...many, { id, action: "確認を頼む", assignee: "builder" }] }), 400, "GAIA_IL03");
  same(await record.updateRecordsStatus({ app, records: many }), { records: others.map((one) => ({ id: one, revision: "3" })) }, "none of them had moved");
  await settings.updateProcessManagement({ app, enable: false });
  await deployed(as("builder"), { apps: [{ app }] });
  await refused(record.updateRecordStatus({ app, id: others[0], action: "終える" }), 400, "GAIA_ST02");
});

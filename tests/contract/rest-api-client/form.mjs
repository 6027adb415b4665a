// The form: fields added, changed and taken away in preview, and the layout that holds them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { has, refused, same } from "./answers.mjs";
import { deployed, made, text } from "./apps.mjs";
import { as, token } from "./clients.mjs";

/** @typedef {import("@kintone/rest-api-client").KintoneFormFieldProperty.SingleLineText} Text */
/** @typedef {import("@kintone/rest-api-client").KintoneFormFieldProperty.Dropdown} Dropdown */
/** @typedef {import("@kintone/rest-api-client").KintoneFormFieldProperty.Lookup} Lookup */
/** @typedef {import("@kintone/rest-api-client").KintoneFormFieldProperty.UserSelect} UserSelect */
/** @typedef {import("@kintone/rest-api-client").KintoneFormFieldProperty.Subtable<{ 品名: Text }>} Rows */
/** @typedef {{ 件名: Text, 区分: Dropdown, 写し: Lookup, 担当: UserSelect, 明細: Rows }} Form */

test("fields come with everything kintone fills in, live and in preview", async () => {
  const { app } = as("builder");
  const source = await made(as("builder"), "参照元", { 番号: { ...text("番号"), required: true, unique: true } });
  const id = await made(as("builder"), "様式", {
    件名: text("件名"),
    区分: { type: "DROP_DOWN", code: "区分", label: "区分", options: { 甲: { label: "甲", index: "1" }, 乙: { label: "乙", index: "0" } }, defaultValue: "乙" },
    写し: { ...text("写し"), lookup: { relatedApp: { app: source }, relatedKeyField: "番号", fieldMappings: [], lookupPickerFields: ["番号"] } },
    担当: { type: "USER_SELECT", code: "担当", label: "担当", defaultValue: [{ type: "FUNCTION", code: "LOGINUSER()" }] },
    明細: { type: "SUBTABLE", code: "明細", label: "明細", fields: { 品名: text("品名") } },
  });
  for (const preview of [false, true]) {
    /** @type {{ properties: Form, revision: string }} */
    const { properties, revision } = await app.getFormFields({ app: id, preview, lang: "default" });
    assert.match(revision, /^\d+$/);
    const filled = { noLabel: false, required: false, unique: false, maxLength: "", minLength: "", defaultValue: "", expression: "", hideExpression: false };
    same(properties.件名, { type: "SINGLE_LINE_TEXT", code: "件名", label: "件名", ...filled });
    has(properties.区分, { options: { 甲: { label: "甲", index: "1" }, 乙: { label: "乙", index: "0" } }, defaultValue: "乙", required: false });
    has(properties.写し.lookup, { relatedApp: { app: source, code: "" }, relatedKeyField: "番号", fieldMappings: [], lookupPickerFields: ["番号"] });
    has(properties.担当, { defaultValue: [{ type: "FUNCTION", code: "LOGINUSER()" }], entities: [] });
    same(properties.明細.fields.品名, { type: "SINGLE_LINE_TEXT", code: "品名", label: "品名", ...filled });
  }
  await refused(as("staff").app.getFormFields({ app: id, preview: true }), 403, "CB_NO02");
  same((await (await token("builder", id, { view: true })).app.getFormFields({ app: id })).revision, (await app.getFormFields({ app: id })).revision);
});

test("fields are changed, renamed and taken away in preview; live follows at the deploy", async () => {
  const { app } = as("builder");
  const id = await made(as("builder"), "様式の変更", { 件名: text("件名"), 備考: text("備考") });
  const { revision } = await app.getFormFields({ app: id, preview: true });
  const next = await app.updateFormFields({ app: id, properties: { 件名: { type: "SINGLE_LINE_TEXT", code: "題名", label: "題名", required: true } }, revision });
  same(Number(next.revision), Number(revision) + 1);
  await refused(app.addFormFields({ app: id, properties: { 追加: text("追加") }, revision }), 409, "GAIA_CO03");
  await refused(app.updateFormFields({ app: id, properties: { 備考: { type: "NUMBER" } } }), 400, "CB_VA01");
  await refused(app.addFormFields({ app: id, properties: { 備考: text("備考") } }), 400, "CB_VA01");
  await app.deleteFormFields({ app: id, fields: ["備考"], revision: next.revision });
  await refused(app.deleteFormFields({ app: id, fields: ["備考"] }), 400, "GAIA_FC01");
  same(Object.keys((await app.getFormFields({ app: id })).properties).slice(0, 2), ["件名", "備考"], "live waits");
  await deployed(as("builder"), { apps: [{ app: id }] });
  const { properties } = await app.getFormFields({ app: id });
  assert.ok(!("備考" in properties) && !("件名" in properties));
  has(/** @type {Text} */ (properties.題名), { label: "題名", required: true });
});

test("the layout places every field, in rows, groups and tables", async () => {
  const { app } = as("builder");
  const id = await made(as("builder"), "配置", {
    件名: text("件名"), 備考: text("備考"), まとまり: { type: "GROUP", code: "まとまり", label: "まとまり" },
    明細: { type: "SUBTABLE", code: "明細", label: "明細", fields: { 品名: text("品名") } },
  });
  const row = (/** @type {string} */ code) => ({ type: /** @type {const} */ ("ROW"), fields: [{ type: "SINGLE_LINE_TEXT", code, size: { width: "193" } }] });
  const whole = {
    app: id,
    layout: [
      { type: /** @type {const} */ ("ROW"), fields: [{ type: "LABEL", label: "見出し", size: { width: "100" } }, { type: "HR", size: { width: "200" } }] },
      row("備考"),
      { type: /** @type {const} */ ("GROUP"), code: "まとまり", layout: [row("件名")] },
      { type: /** @type {const} */ ("SUBTABLE"), code: "明細", fields: [{ type: "SINGLE_LINE_TEXT", code: "品名", size: { width: "120" } }] },
    ],
  };
  const { revision } = await app.updateFormLayout(whole);
  const { layout, revision: read } = await app.getFormLayout({ app: id, preview: true });
  same(read, revision);
  same(layout.map(({ type }) => type).slice(0, 4), ["ROW", "ROW", "GROUP", "SUBTABLE"]);
  const group = layout[2];
  assert.ok(group.type === "GROUP");
  same(group.layout[0].fields[0], { type: "SINGLE_LINE_TEXT", code: "件名", size: { width: "193" } });
  assert.notDeepEqual((await app.getFormLayout({ app: id })).layout, layout, "live waits");
  await refused(app.updateFormLayout({ app: id, layout: whole.layout.slice(1, 3) }), 400, "CB_VA01");
  await refused(app.updateFormLayout({ ...whole, revision: Number(revision) - 1 }), 409, "GAIA_CO03");
  await deployed(as("builder"), { apps: [{ app: id }] });
  same((await app.getFormLayout({ app: id })).layout, layout);
  await refused(as("staff").app.getFormLayout({ app: id, preview: true }), 403, "CB_NO02");
});

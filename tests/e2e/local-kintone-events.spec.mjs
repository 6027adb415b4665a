// Every event of kintone's JavaScript API fires where it should, with the members that its page or an observation gives it.
import { file, must } from "../local_kintone.mjs";
import { PHONE, expect, field, test } from "./journey.mjs";
import { ACTION, switchProcessOn } from "./process-on.mjs";

const TABLE = "家族";
const DESK = {
  "app.record.index.show": { appId: "number", viewId: "number", viewName: "string", viewType: "string", records: "array", offset: "number", size: "number", date: "null" },
  "app.record.index.edit.show": { appId: "number", recordId: "string", record: "object" },
  "app.record.index.edit.change.氏名": { appId: "string", recordId: "string", record: "object", changes: "object" },
  "app.record.index.edit.submit": { appId: "string", recordId: "string", record: "object" },
  "app.record.index.edit.submit.success": { appId: "number", recordId: "string", record: "object" },
  "app.record.index.edit.finish": { appId: "number", recordId: "string", record: "object" },
  "app.record.index.delete.submit": { appId: "number", recordId: "number", record: "object" },
  "app.record.index.delete.submit.success": { appId: "number", recordId: "string" },
  "app.record.print.show": { appId: "number", recordId: "number", record: "object" },
};
const BOTH = {
  "app.record.create.show": { appId: "number", record: "object", reuse: "boolean" },
  "app.record.create.change.氏名": { appId: "number", record: "object", changes: "object" },
  [`app.record.create.change.${TABLE}`]: { appId: "number", record: "object", changes: "object" },
  "app.record.create.submit": { appId: "number", record: "object" },
  "app.record.detail.show": { appId: "number", recordId: "number", record: "object" },
  "app.record.detail.process.proceed": { record: "object", action: "object", status: "object", nextStatus: "object" },
  "app.record.detail.delete.submit": { appId: "number", recordId: "number", record: "object" },
  "app.record.detail.delete.submit.success": { appId: "number", recordId: "string" },
  "app.record.edit.show": { appId: "number", recordId: "number", record: "object" },
  "app.record.edit.change.氏名": { appId: "number", recordId: "number", record: "object", changes: "object" },
  "app.record.edit.submit": { appId: "number", recordId: "number", record: "object" },
  "app.report.show": { appId: "number" },
};
const success = (appId) => ({ appId, recordId: "string", record: "object" });
const expected = {
  desktop: { ...DESK, ...BOTH, "app.record.create.submit.success": success("number"), "app.record.edit.submit.success": success("number") },
  mobile: Object.fromEntries(Object.entries({
    "app.record.index.show": DESK["app.record.index.show"], ...BOTH,
    "app.record.create.submit.success": success("string"), "app.record.edit.submit.success": success("string"),
  }).map(([type, shape]) => [`mobile.${type}`, shape])),
};

/** A customisation of all kintone that keeps what it is told, across the pages of one tab. */
const ears = (types) => `
  kintone.events.on(${JSON.stringify(types)}, (event) => {
    const { type, ...members } = event;
    const kind = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
    const heard = JSON.parse(sessionStorage.getItem("heard") ?? "{}");
    heard[type] = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, kind(value)]));
    sessionStorage.setItem("heard", JSON.stringify(heard));
    return event;
  });`;

const listen = async ({ address }) => {
  const every = Object.values(expected).flatMap((events) => Object.keys(events));
  const list = async () => ({ type: "FILE", file: { fileKey: await file(address, "office", ears(every), "ears.js"), name: "ears.js", size: "1" } });
  await must(address, "office", "PUT", "/local/domain-customize.json", { scope: "ALL", desktop: { js: [await list()], css: [] }, mobile: { js: [await list()], css: [] } });
  await switchProcessOn(address, "builder", 1);
};

const heard = (page) => page.evaluate(() => JSON.parse(sessionStorage.getItem("heard") ?? "{}"));
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** From the add screen through detail and edit to the deletion: the same steps on both devices. */
const live = async (page, address) => {
  await page.goto(`${address}edit`);
  await field(page, "氏名").fill("見本 一生");
  await button(page, "行を追加する").first().click();
  await button(page, "保存").click();
  await page.waitForURL(/show.*record=\d+/);
  await button(page, "編集").click();
  await field(page, "氏名").fill("見本 改名");
  await button(page, "保存").click();
  await expect(button(page, "編集")).toBeVisible();
  await button(page, ACTION).click();
  await page.getByRole("dialog").getByRole("button", { name: "実行", exact: true }).click();
  await expect(page.locator(".gaia-app-statusbar-state")).toHaveText("完了");
  await button(page, "削除").click();
};

test("every event of the desk", async ({ kintone, enter }) => {
  await listen(kintone);
  const builder = await enter("builder");
  await builder.goto("/k/1/");
  const row = builder.locator(".recordlist-gaia tbody tr").first();
  await row.getByRole("button", { name: "編集" }).click();
  await builder.getByRole("button", { name: "キャンセル", exact: true }).click();
  await expect.poll(async () => Object.keys(await heard(builder)).sort()).toEqual(["app.record.index.edit.finish", "app.record.index.edit.show", "app.record.index.show"]);
  await row.getByRole("button", { name: "編集" }).click();
  await field(builder, "氏名").fill("見本 一覧");
  await builder.getByRole("button", { name: "保存", exact: true }).click();
  await expect(builder.getByText("見本 一覧")).toBeVisible();
  await row.getByRole("button", { name: "削除" }).click();
  await button(builder.getByRole("dialog"), "削除する").click();
  await expect(builder.getByText("見本 一覧")).toHaveCount(0);
  await live(builder, "/k/1/");
  await button(builder.getByRole("dialog"), "削除する").click();
  await builder.waitForURL("**/k/1/");
  await builder.goto("/k/1/print?record=1");
  await expect.poll(async () => "app.record.print.show" in (await heard(builder))).toBe(true);
  await builder.goto("/k/1/report");
  await expect.poll(async () => "app.report.show" in (await heard(builder))).toBe(true);
  expect(await heard(builder)).toEqual(expected.desktop);
});

test("every event of the phone", async ({ kintone, enter }) => {
  await listen(kintone);
  const builder = await enter("builder", { viewport: PHONE });
  builder.on("dialog", (dialog) => dialog.accept());
  await live(builder, "/k/m/1/");
  await builder.waitForURL("**/k/m/1/");
  await expect.poll(async () => "mobile.app.record.index.show" in (await heard(builder))).toBe(true);
  await builder.goto("/k/m/1/report");
  await expect.poll(async () => "mobile.app.report.show" in (await heard(builder))).toBe(true);
  expect(await heard(builder)).toEqual(expected.mobile);
});

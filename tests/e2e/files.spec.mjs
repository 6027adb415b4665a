// Uploaded scripts that a repair takes out: nothing is lost, not even where kintone has thrown the bytes away.
import { PASSWORD, add, deploy, file, must } from "../local_kintone.mjs";
import { axe, expect, inspect, picture, test } from "./journey.mjs";

/** 備品台帳, which the office manages: only a kintoneシステム管理者 may change scripts. */
const APP = 8;
const SCRIPT = "console.info('集計');\n";

/** The prepared customisation. */
const prepared = (kintone) => must(kintone.address, "office", "GET", `/k/v1/preview/app/customize.json?app=${APP}`);

/** The names and addresses of its lists, in order. */
const names = ({ desktop, mobile }) => [desktop.js, desktop.css, mobile.js, mobile.css].map((list) => list.map((one) => one.url ?? one.file.name));

test("scripts that are applied to nobody are taken out, and come back with their bytes after [アプリを更新]", async ({ kintone, enter }) => {
  await add(kintone.address, "office", APP, kintone.plugin);
  const bytes = new TextEncoder().encode(SCRIPT);
  const key = async (name) => ({ type: "FILE", file: { fileKey: await file(kintone.address, "office", bytes, name) } });
  await must(kintone.address, "office", "PUT", "/k/v1/preview/app/customize.json", {
    app: APP, scope: "NONE",
    desktop: { js: [await key("集計 #1.js"), { type: "URL", url: "https://js.example.lg.jp/a.js" }], css: [await key("a.css")] },
    mobile: { js: [await key("集計 #1.js")], css: [] },
  });
  await deploy(kintone.address, "office", APP);
  const before = await prepared(kintone);

  const office = await enter("office");
  await inspect(office, kintone, APP);
  const finding = office.locator(".naiki-finding", { hasText: "適用範囲が「適用しない」" });
  await finding.getByRole("button", { name: /設定を直す/ }).click();
  await expect(finding.getByRole("cell", { name: "a.css" })).toBeVisible();
  await picture(office, "75-scripts-taken-out");
  expect(await axe(office, ".naiki-console")).toEqual([]);
  await finding.getByRole("button", { name: "この内容で直す" }).click();
  await expect(office.locator("#naiki-undo")).toBeEnabled();
  await expect(finding).toHaveCount(0);
  expect(names(await prepared(kintone))).toEqual([[], [], [], []]);

  // kintone throws the bytes away as soon as the change is in effect.
  await deploy(kintone.address, "office", APP);
  const old = before.desktop.css[0].file.fileKey;
  const headers = { "X-Cybozu-Authorization": Buffer.from(`office:${PASSWORD}`).toString("base64") };
  const fetched = (key) => fetch(`${kintone.address}/k/v1/file.json?fileKey=${key}`, { headers });
  expect((await fetched(old)).status).toBe(404);

  await office.locator("#naiki-undo").click();
  await expect(office.locator("#naiki-undo")).toHaveCount(0);
  await expect(finding).toBeVisible();
  const after = await prepared(kintone);
  expect(after.scope).toBe("NONE");
  expect(names(after)).toEqual(names(before));
  for (const { file: back } of [after.desktop.js[0], after.desktop.css[0], after.mobile.js[0]]) {
    expect(await (await fetched(back.fileKey)).text()).toBe(SCRIPT);
  }
});

test("a script whose bytes cannot be kept stays where it is", async ({ kintone, enter }) => {
  await add(kintone.address, "office", APP, kintone.plugin);
  const key = await file(kintone.address, "office", new TextEncoder().encode(SCRIPT), "a.js");
  await must(kintone.address, "office", "PUT", "/k/v1/preview/app/customize.json", {
    app: APP, scope: "NONE", desktop: { js: [{ type: "FILE", file: { fileKey: key } }], css: [] }, mobile: { js: [], css: [] },
  });
  const before = await prepared(kintone);
  const office = await enter("office");
  await inspect(office, kintone, APP);
  await office.route("**/k/v1/file.json*", (route) => route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ code: "GAIA_DA02", id: "x", message: "ただいま利用できません。" }) }));
  const finding = office.locator(".naiki-finding", { hasText: "適用範囲が「適用しない」" });
  await finding.getByRole("button", { name: /設定を直す/ }).click();
  await finding.getByRole("button", { name: "この内容で直す" }).click();
  await expect(finding.getByRole("alert")).toContainText("設定は変わっていません");
  expect(await prepared(kintone)).toEqual(before);
});

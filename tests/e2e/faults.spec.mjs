// What goes wrong: the wasm is refused or traps, settings are damaged or newer, kintone says no. Nothing is lost, and it is said.
import { readFileSync } from "node:fs";
import { add, deploy, file, must } from "../local_kintone.mjs";
import { MY_NUMBER, PHONE, REFUSED, attempt, bring, expect, field, inspect, picture, save, seal, test } from "./journey.mjs";

const saveButton = (page) => page.getByRole("button", { name: "保存", exact: true });
const bar = (page) => page.getByRole("status").filter({ hasText: "内規ガード" });

// A content security policy without wasm-unsafe-eval ends in the same CompileError.
const refuseWasm = () => {
  WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError("refused by policy"); } };
};

/** The nth instance and later ones trap when they are asked to judge a save. */
const trapUntil = (count) => {
  const Real = WebAssembly.Instance;
  let made = 0;
  WebAssembly.Instance = function Instance(module, imports) {
    const real = new Real(module, imports);
    made += 1;
    if (made > count) return real;
    return { exports: { ...real.exports, submit: () => { throw new WebAssembly.RuntimeError("unreachable"); } } };
  };
};

// Edge's enhanced security takes the whole interface away.
const removeWasm = () => { delete globalThis.WebAssembly; };

test("a browser without wasm says so on the inspection screen", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder", { before: removeWasm });
  await builder.goto(`/k/admin/app/1/plugin/config?pluginId=${kintone.plugin}`);
  await expect(builder.getByRole("alert").filter({ hasText: "点検画面を始められません" })).toBeVisible();
});

for (const [device, how, before] of [["PC", "refuses", refuseWasm], ["PC", "has no", removeWasm], ["phone", "refuses", refuseWasm]]) {
  test(`${device}: a browser that ${how} wasm saves, and says that nothing was checked`, async ({ kintone, enter }) => {
    await bring("plugin", kintone, enter);
    const root = device === "PC" ? "/k/1" : "/k/m/1";
    const staff = await enter("staff", { before, viewport: device === "PC" ? undefined : PHONE });
    await staff.goto(`${root}/edit`);
    await expect(bar(staff)).toContainText("入力時チェックが動いていません");
    await picture(staff, `30-wasm-refused-${device}`);
    await field(staff, "氏名").fill("見本 太郎");
    await field(staff, "備考").fill(`マイナンバー ${MY_NUMBER}`);
    await saveButton(staff).click();
    await staff.waitForURL(/record=\d+/);
  });
}

test("after a trap a fresh instance judges, and the screen says so", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff", { before: `(${trapUntil})(1)` });
  await staff.goto("/k/1/show#record=2&mode=edit");
  await field(staff, "備考").fill(`マイナンバー ${MY_NUMBER}`);
  await attempt(staff);
  await expect(staff.getByRole("alert").filter({ hasText: REFUSED })).toContainText("「備考」");
  await expect(bar(staff)).toContainText("起動し直しました");
});

test("after a second trap the screen goes on without the check, and says so", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff", { before: `(${trapUntil})(9)` });
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "備考").fill("窓口で受付");
  await field(staff, "住所").pressSequentially("みどり市");
  await field(staff, "フリガナ").focus();
  await expect(bar(staff)).toContainText("入力時チェックが動いていません(プログラムが停止しました)");
  await saveButton(staff).click();
  await staff.waitForURL(/record=\d+/);
  await staff.goto("/k/1/show#record=1&mode=edit");
  await field(staff, "備考").fill("追記");
  await saveButton(staff).click();
  await expect(staff.getByText("追記")).toBeVisible();
});

for (const [what, spoil, words] of [
  ["damaged", (config) => ({ ...config, "seal.0": `${config["seal.0"]}x` }), "点検記録が壊れています"],
  ["newer", (config) => ({ ...config, seal: config.seal.replace(/^(\{"schema":)?\d+/, (head) => head.replace(/\d+/, "99")) }), "新しい版"],
]) {
  test(`a ${what} seal: the guard says so and judges by the built-in policy`, async ({ kintone, enter }) => {
    await add(kintone.address, "builder", 1, kintone.plugin);
    await seal(kintone, enter, 1, "自治体標準内規(厳格)(第1.0版)");
    const builder = await enter("builder");
    await builder.goto(`/k/admin/app/1/plugin/config?pluginId=${kintone.plugin}`);
    const config = await builder.evaluate((id) => kintone.plugin.app.getConfig(id), kintone.plugin);
    await builder.evaluate((spoiled) => new Promise((done) => { kintone.plugin.app.setConfig(spoiled, done); }), spoil(config));
    await deploy(kintone.address, "builder", 1);

    await inspect(builder, kintone, 1);
    await expect(builder.locator(".naiki-saved")).toContainText(what === "newer" ? "新しい版の内規ガード" : "壊れていて読み取れません");
    if (what === "newer") {
      await builder.getByRole("button", { name: "途中まで保存" }).click();
      await expect(builder.getByRole("heading", { name: "保存していません" })).toBeFocused();
    }

    const staff = await enter("staff");
    await staff.goto("/k/1/edit");
    await expect(bar(staff)).toContainText(words);
    await picture(staff, `31-seal-${what}`);
    await field(staff, "氏名").fill("見本 太郎"); // the strict policy in the seal cannot be read: it refuses nothing
    await saveButton(staff).click();
    await staff.waitForURL(/record=\d+/);
  });
}

/** Faults of the local kintone, until the next call. */
const faults = async (kintone, rules) => {
  const answer = await fetch(`${kintone.address}/local/faults.json`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ rules }),
  });
  expect(answer.status).toBe(200);
};

test("a part that may not be read is unknown with its reason, never fine", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 2, kintone.plugin);
  await faults(kintone, [{ path: "*/field/acl.json", status: 403, code: "CB_NO02" }]);
  const builder = await enter("builder");
  await inspect(builder, kintone, 2);
  await expect(builder.locator(".naiki-verdict")).not.toHaveText("適合");
  await expect(builder.locator("#naiki-unknowns")).toContainText("フィールドのアクセス権");
  await picture(builder, "32-a-part-is-unknown");
});

test("a busy kintone is asked again; one that stays away is unknown", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 2, kintone.plugin);
  await faults(kintone, [{ path: "*/app/acl.json", status: 429, code: "GAIA_TO04", times: 2 }, { path: "*/record/acl.json", cut: true }]);
  const builder = await enter("builder");
  await inspect(builder, kintone, 2);
  await expect(builder.locator("#naiki-unknowns")).toContainText("レコードのアクセス権");
  await expect(builder.locator("#naiki-unknowns")).not.toContainText("アプリのアクセス権");
});

test("somebody else's change in between is a conflict: nothing is written over", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  await must(kintone.address, "admin", "PUT", "/k/v1/preview/app/settings.json", { app: 1, description: "ほかの人の変更" });
  const name = builder.locator(".naiki-finding", { hasText: "アプリ名が命名規則に合っていない" });
  await name.getByRole("button", { name: /設定を直す/ }).click();
  await name.getByRole("button", { name: "この内容で直す" }).click();
  await expect(name.getByRole("alert")).toContainText("ほかの人が設定を変更しました");
  const { name: now, description } = await must(kintone.address, "builder", "GET", "/k/v1/preview/app/settings.json?app=1");
  expect([now, description]).toEqual(["相談受付簿", "ほかの人の変更"]);
});

/** The next call of a listener of ours traps. */
const trapOnDemand = () => {
  const Real = WebAssembly.Instance;
  WebAssembly.Instance = function Instance(module, imports) {
    const trap = (call) => (...given) => {
      if (!window.trapNow) return call(...given);
      window.trapNow = false;
      throw new WebAssembly.RuntimeError("unreachable");
    };
    const all = Object.entries(new Real(module, imports).exports);
    return { exports: Object.fromEntries(all.map(([name, value]) => [name, typeof value === "function" && !name.startsWith("__wbindgen") ? trap(value) : value])) };
  };
};

test("a trap on the inspection screen starts it anew, with the draft offered; somebody else's trap is not ours", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder", { before: trapOnDemand, pardon: /unreachable/ });
  await inspect(builder, kintone, 1);
  await builder.getByLabel("責任者", { exact: true }).fill("市民課長");
  await builder.evaluate(() => new Promise((done) => {
    setTimeout(() => { setTimeout(done); throw new WebAssembly.RuntimeError("unreachable"); });
  }));
  await expect(builder.getByText("まだ保存していない届出があります")).toHaveCount(0);
  await expect(builder.getByLabel("責任者", { exact: true })).toHaveValue("市民課長");
  await builder.evaluate(() => { window.trapNow = true; });
  await builder.getByRole("button", { name: "途中まで保存" }).click();
  await expect(builder.getByText("まだ保存していない届出があります")).toBeVisible();
  await builder.getByRole("button", { name: "続きから入力する" }).click();
  await expect(builder.getByLabel("責任者", { exact: true })).toHaveValue("市民課長");
});

test("an unfinished declaration is offered after a reload to its own person, on this tab only", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  await builder.getByLabel("利用目的").fill("窓口の相談");
  await builder.reload();
  await builder.getByRole("button", { name: "続きから入力する" }).click();
  await expect(builder.getByLabel("利用目的")).toHaveValue("窓口の相談");
  // Before the inspection has ended the screen refuses to save, and says so.
  await expect(builder.locator(".naiki-verdict")).toBeVisible();
  await save(builder, "途中まで保存");
  await inspect(builder, kintone, 1);
  await expect(builder.getByRole("button", { name: "続きから入力する" })).toHaveCount(0);
  await expect(builder.getByLabel("利用目的")).toHaveValue("窓口の相談");
});

test("other scripts on the page do no harm: another plugin's wasm, our guard twice, a form that fails", async ({ kintone, enter }) => {
  // A neighbour with the same glue at the top level, as other vendors ship it, and one that is rude in events.
  const wasm = readFileSync("target/bundles/guard/guard.wasm").toString("base64");
  const glue = `${readFileSync("target/bundles/guard/guard.js", "utf8")}
    wasm_bindgen.initSync({ module: new WebAssembly.Module(Uint8Array.from(atob("${wasm}"), (c) => c.charCodeAt(0))) });
    wasm_bindgen.start("{}");`;
  const rude = `kintone.events.on("app.record.create.submit", (event) => { event.record["フリガナ"].error = "隣のプラグイン"; return event; });`;
  const scripts = [["neighbour.js", glue], ["rude.js", rude]];
  await add(kintone.address, "builder", 1, kintone.plugin);
  const keys = [];
  for (const [name, text] of scripts) keys.push(await file(kintone.address, "admin", text, name));
  const js = keys.map((fileKey) => ({ type: "FILE", file: { fileKey } }));
  await must(kintone.address, "admin", "PUT", "/k/v1/preview/app/customize.json", { app: 1, scope: "ALL", desktop: { js } });
  await deploy(kintone.address, "builder", 1);
  await bring("domain file", kintone, enter);

  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  expect(await staff.evaluate(() => JSON.parse(wasm_bindgen.submit("[]")).cells)).toEqual([]);
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "備考").fill(`マイナンバー ${MY_NUMBER}`);
  await saveButton(staff).click();
  const banner = staff.getByRole("alert").filter({ hasText: REFUSED });
  await expect(banner).toHaveCount(1);
  expect((await banner.innerText()).match(/内規ガード/g)).toHaveLength(1);
  await expect(field(staff, "フリガナ")).toHaveAccessibleDescription(/隣のプラグイン/);
  await expect(field(staff, "備考")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
});

// Whatever fails: a record is either saved as it was typed, or it is still on the screen.
import { add, must } from "../local_kintone.mjs";
import { MY_NUMBER, PHONE, REFUSED, attempt, bring, expect, field, picture, publish, test } from "./journey.mjs";
import { settle } from "./neighbours/neighbour.mjs";
import { faults, newest, order, reports } from "./published.mjs";

const NOTED = `マイナンバー ${MY_NUMBER}`;
const dialog = (page) => page.getByRole("dialog", { name: "内規ガード: 保存する前に確認してください" });
const bar = (page) => page.getByRole("status").filter({ hasText: "内規ガード" });
const banner = (page) => page.getByRole("alert").filter({ hasText: REFUSED });
const saveButton = (page) => page.getByRole("button", { name: "保存", exact: true });
const go = (page) => dialog(page).getByRole("button", { name: "この内容で保存する" });

const typed = async (page, root = "/k/1") => {
  await page.goto(`${root}/edit`);
  await field(page, "氏名").fill("見本 太郎");
  await field(page, "備考").fill(NOTED);
};
const answered = async (page, reason = "照会を受けたため") => {
  await saveButton(page).click();
  await dialog(page).getByLabel("保存する理由").fill(reason);
  await go(page).click();
};
const saved = async (page, kintone) => {
  await page.waitForURL(/record=\d+/);
  expect((await newest(kintone))["備考"].value).toBe(NOTED);
};

for (const [what, rule] of [
  ["denied", { status: 403, code: "CB_NO02" }], ["cut", { cut: true }], ["slow", { delayMs: 8_000, status: 520 }],
]) {
  test(`the office's app is ${what}: the save goes on, the reason waits in the tab and is sent from the next page`, async ({ kintone, enter }) => {
    await order(kintone, { "my-number-typed": { over: "reason" } });
    await bring("plugin", kintone, enter);
    const staff = await enter("staff");
    await typed(staff);
    await faults(kintone, [{ path: "*/records.json", method: "POST", ...rule }]);
    await answered(staff);
    await saved(staff, kintone);
    expect(await reports(kintone)).toEqual([]);
    await faults(kintone, []);
    await staff.goto("/k/1/");
    await expect.poll(async () => (await reports(kintone)).map(({ reason }) => reason)).toEqual(["照会を受けたため"]);
    await expect.poll(() => staff.evaluate(() => sessionStorage.length)).toBe(0);
    await staff.goto("/k/1/edit");
    await expect(saveButton(staff)).toBeVisible();
    expect((await reports(kintone)).length).toBe(1);
  });
}

test("the session is lost during the dialog: what was typed is still there, and nothing is reported", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await typed(staff);
  await saveButton(staff).click();
  await dialog(staff).getByLabel("保存する理由").fill("照会を受けたため");
  await faults(kintone, [{ path: "*/record.json", method: "POST", before: "endSession", times: 1 }]);
  await go(staff).click();
  await expect(staff.getByRole("alert").first()).toBeVisible();
  await expect(field(staff, "備考")).toHaveValue(NOTED);
  expect(await reports(kintone)).toEqual([]);
});

/** The page's own copy of a function fails in some way, before the guard's script runs. */
const spoil = (names, how) => `(${((list, way) => {
  const broken = {
    throws: () => { throw new Error("spoiled"); }, rejects: () => Promise.reject(new Error("spoiled")), hangs: () => new Promise(() => {}), "answers oddly": () => "odd", "is true": () => Promise.resolve(true),
  }[way];
  let kept;
  const spoilt = (one, path) => new Proxy(one, {
    get: (target, name) => {
      const at = path === "" ? String(name) : `${path}.${String(name)}`;
      if (list.includes(at)) return broken;
      const value = target[name];
      return ["app"].includes(at) && value ? spoilt(value, at) : value;
    },
  });
  Object.defineProperty(globalThis, "kintone", { configurable: true, get: () => kept, set: (value) => { kept = spoilt(value, ""); } });
}).toString()})(${JSON.stringify(names)}, ${JSON.stringify(how)})`;

for (const how of ["throws", "rejects", "hangs", "answers oddly"]) {
  test(`kintone's own functions: each ${how}; the check stands, and saves go on`, async ({ kintone, enter }) => {
    await bring("plugin", kintone, enter);
    const staff = await enter("staff", { before: spoil(["api", "app.get", "app.getPermissions", "app.getFormFields", "app.isTestEnvironment", "app.getStatus"], how) });
    await staff.goto("/k/1/");
    await expect(staff.getByText("架空 太郎")).toBeVisible();
    await typed(staff);
    await saveButton(staff).click();
    await dialog(staff).getByRole("button", { name: "戻って直す" }).click();
    await expect(banner(staff)).toContainText("「備考」");
    await saveButton(staff).click();
    await dialog(staff).getByRole("checkbox").check();
    await go(staff).click();
    await saved(staff, kintone);
  });
}

test("a person's rights that never come do not keep the published record away", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { stage: "warn" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff", { before: spoil(["app.get", "app.getPermissions"], "hangs") });
  await staff.goto("/k/1/");
  await expect.poll(() => staff.evaluate(() => JSON.parse(localStorage.getItem("naiki-guard"))?.published?.app)).toBe("32");
});

test("a trial run of the app asks, and says that it records nothing; nothing waits for the live app", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff", { before: spoil(["app.isTestEnvironment"], "is true") });
  await typed(staff);
  await saveButton(staff).click();
  await expect(dialog(staff)).toContainText("動作テスト環境のため、理由は記録しません。");
  await expect(dialog(staff)).not.toContainText("記録するもの");
  await dialog(staff).getByLabel("保存する理由").fill("照会を受けたため");
  await go(staff).click();
  await saved(staff, kintone);
  expect(await staff.evaluate(() => sessionStorage.length)).toBe(0);
  expect(await reports(kintone)).toEqual([]);
});

/** The named export traps so many times. */
const trap = (name, times) => `(${((which, count) => {
  const Real = WebAssembly.Instance;
  let left = count;
  WebAssembly.Instance = function Instance(module, imports) {
    const real = new Real(module, imports);
    const call = real.exports[which];
    if (!call) return real;
    return { exports: { ...real.exports, [which]: (...given) => {
      if (window.trapNow === true && left > 0) {
        left -= 1;
        throw new WebAssembly.RuntimeError("unreachable");
      }
      return call(...given);
    } } };
  };
}).toString()})(${JSON.stringify(name)}, ${times})`;

for (const times of [1, 9]) {
  for (const name of ["reason", "standing", "allow", "submit", "publish"]) {
    test(`${times === 1 ? "a trap" : "every call traps"} in ${name} while a reason is given: nothing is lost, and it is said`, async ({ kintone, enter }) => {
      await order(kintone, { "my-number-typed": { over: "reason" } });
      await bring("plugin", kintone, enter);
      const staff = await enter("staff", { before: trap(name, times) });
      await typed(staff);
      await saveButton(staff).click();
      await expect(dialog(staff)).toBeVisible();
      await staff.evaluate(() => { window.trapNow = true; });
      await dialog(staff).getByLabel("保存する理由").fill("照会を受けたため");
      await go(staff).click();
      await saved(staff, kintone);
      const told = await reports(kintone);
      for (const { reason } of told) expect(["照会を受けたため", ""]).toContain(reason);
      if (times === 1) expect(told.map(({ reason }) => reason)).toEqual(["照会を受けたため"]);
    });
  }
}

for (const [what, before] of [
  ["forbidden", () => { for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { get: () => { throw new DOMException("no", "SecurityError"); } }); }],
  ["full", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }],
]) {
  test(`storage that is ${what}: the published record is obeyed, and the reason is recorded`, async ({ kintone, enter }) => {
    await order(kintone, { "my-number-typed": { over: "reason" } });
    await bring("plugin", kintone, enter);
    const staff = await enter("staff", { before });
    await typed(staff);
    await answered(staff);
    await saved(staff, kintone);
    await expect.poll(async () => (await reports(kintone)).map(({ reason }) => reason)).toEqual(["照会を受けたため"]);
  });
}

test("two tabs edit one record: the second save meets kintone's own refusal, keeps what was typed, and records no reason", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  const other = await staff.context().newPage();
  for (const page of [staff, other]) {
    await page.goto("/k/1/show#record=2&mode=edit");
    await expect(field(page, "備考")).toHaveValue("折り返しの電話を希望");
  }
  await field(other, "相談内容").fill("先に保存した内容");
  await saveButton(other).click();
  await expect(other.getByText("先に保存した内容")).toBeVisible();
  await field(staff, "備考").fill(NOTED);
  await answered(staff);
  await expect(staff.getByRole("alert").first()).toBeVisible();
  await expect(field(staff, "備考")).toHaveValue(NOTED);
  expect(await reports(kintone)).toEqual([]);
});

const refuseWasm = () => {
  WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError("refused by policy"); } };
};

for (const device of ["PC", "phone"]) {
  const [root, viewport] = device === "PC" ? ["/k/1", undefined] : ["/k/m/1", PHONE];
  test(`${device}: without the check and by the office's word a save waits: it is said at once, and nothing is lost`, async ({ kintone, enter }) => {
    await publish(kintone, (document) => ({ ...document, closed: ["my-number-typed"] }));
    await bring("plugin", kintone, enter);
    const staff = await enter("staff", { viewport, before: refuseWasm });
    await typed(staff, root);
    await expect(bar(staff)).toContainText("主管課の定めにより保存を止めています");
    await expect(bar(staff)).not.toContainText("保存はできます");
    await saveButton(staff).click();
    await expect(staff.getByRole("alert").filter({ hasText: "入力した内容はこの画面に残っています" })).toBeVisible();
    await expect(field(staff, "備考")).toHaveValue(NOTED);
    await picture(staff, `80-closed-${device}`);
    // The office opens it again: the tab learns of it when it saves.
    await publish(kintone, (document) => ({ ...document, closed: [] }));
    await staff.evaluate(() => {
      const now = JSON.parse(localStorage.getItem("naiki-guard"));
      now.published.at -= 61_000;
      localStorage.setItem("naiki-guard", JSON.stringify(now));
    });
    await saveButton(staff).click();
    await saved(staff, kintone);
  });
}

for (const [what, change] of [
  ["not opted in", { closed: [] }],
  ["opted in for a rule that only warns", { closed: ["identifier-typed"] }],
  ["opted in, under the emergency switch", { closed: ["my-number-typed"], emergency: { until: "2999-12-31", ja: "x", en: "x" } }],
]) {
  test(`without the check, ${what}: it is saved`, async ({ kintone, enter }) => {
    await publish(kintone, (document) => ({ ...document, ...change }));
    await bring("plugin", kintone, enter);
    const staff = await enter("staff", { before: refuseWasm });
    await typed(staff);
    await expect(bar(staff)).toContainText("保存はできます");
    await saveButton(staff).click();
    await saved(staff, kintone);
  });
}

for (const device of ["PC", "phone"]) {
  test(`${device}: a neighbour that has the last word takes our refusal away: the next screen tells, once`, async ({ kintone, enter }) => {
    const [root, viewport] = device === "PC" ? ["/k/1", undefined] : ["/k/m/1", PHONE];
    await add(kintone.address, "builder", 1, kintone.plugin);
    await add(kintone.address, "builder", 1, await settle(kintone, "late"));
    const builder = await enter("builder", { viewport });
    await typed(builder, root);
    await attempt(builder);
    await builder.waitForURL(/record=\d+/);
    await expect(bar(builder)).toContainText("入力時チェックが止めた内容が、ほかのプラグインまたはカスタマイズによって保存されました");
    await picture(builder, `81-refusal-taken-away-${device}`);
    await builder.goto(`${root}/`);
    await expect(builder.getByText("架空 太郎")).toBeVisible();
    await expect(bar(builder).filter({ hasText: "ほかのプラグイン" })).toHaveCount(0);

    await builder.goto(device === "PC" ? `${root}/show#record=2&mode=edit` : `${root}/show?record=2#mode=edit`);
    await field(builder, "備考").fill(NOTED);
    await attempt(builder);
    await expect(bar(builder)).toContainText("ほかのプラグインまたはカスタマイズによって保存されました");
  });
}

// What the office publishes acts on record screens: at once where it loosens, at its date where it tightens, and with few
// requests. What cannot be read takes nothing away.
import { PASSWORD, add, deploy, must } from "../local_kintone.mjs";
import { MY_NUMBER, REFUSED, attempt, bring, expect, field, picture, publish, test } from "./journey.mjs";
import { day, faults, newest, order, readings, reports } from "./published.mjs";

const NOTED = `マイナンバー ${MY_NUMBER}`;
const dialog = (page) => page.getByRole("dialog", { name: "内規ガード: 保存する前に確認してください" });
const bar = (page) => page.getByRole("status").filter({ hasText: "内規ガード" });
const banner = (page) => page.getByRole("alert").filter({ hasText: REFUSED });
const saveButton = (page) => page.getByRole("button", { name: "保存", exact: true });
const CONTACT = "情報政策課（内線 2345）";

/** The add screen of app 1 with a My Number in a remark. */
const typed = async (page) => {
  await page.goto("/k/1/edit");
  await field(page, "氏名").fill("見本 太郎");
  await field(page, "備考").fill(NOTED);
};
const saved = async (page, kintone) => {
  await page.waitForURL(/record=\d+/);
  expect((await newest(kintone))["備考"].value).toBe(NOTED);
};
/** Waits until this browser has put down what it found out. */
const settled = (page, what) => expect.poll(() => page.evaluate(() => JSON.parse(localStorage.getItem("naiki-guard"))), { message: what });

test("the emergency switch: at once, also in a tab that was open before; managers see the line; past its day it refuses again", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.clock.install();
  await typed(staff);
  await attempt(staff);
  await expect(banner(staff)).toContainText("「備考」");

  const emergency = { until: day(2), ja: "住民異動の繁忙期のため", en: "busy season" };
  await publish(kintone, (document) => ({ ...document, emergency }));
  await staff.clock.fastForward(61_000); // a copy of the last minute counts as the newest
  await saveButton(staff).click();
  await saved(staff, kintone);
  await expect(bar(staff).filter({ hasText: "解除しています" })).toHaveCount(0);

  const builder = await enter("builder");
  await builder.goto("/k/1/");
  await expect(bar(builder)).toContainText(`主管課が、入力時チェックによる保存の停止を${day(2)}まで解除しています(理由: 住民異動の繁忙期のため)。`);
  await picture(builder, "74-emergency-for-managers");
  await builder.goto("/k/1/show#record=2"); // the number is told there as an old value
  await expect(bar(builder)).toContainText("解除しています");

  await publish(kintone, (document) => ({ ...document, emergency: { ...emergency, until: day(-1) } }));
  const later = await enter("staff");
  await typed(later);
  await attempt(later);
  await expect(banner(later)).toContainText("「備考」");
  await builder.goto("/k/1/edit");
  await builder.evaluate(() => localStorage.clear());
  await builder.goto("/k/1/");
  await expect(bar(builder)).toContainText("未点検");
  await expect(bar(builder)).not.toContainText("解除しています");
});

/** 保存停止 of app 1. */
const stop = (kintone, one, more = {}) => publish(kintone, (document) => ({ ...document, stops: [{ app: "1", ...one }], ...more }));

test("保存停止 is announced to everybody with date and contact, and stops nobody before; too late announced, it waits", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  await stop(kintone, { announced: day(), from: day(20), over: "never" });
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await expect(bar(staff)).toContainText(`${day(20)}から、このアプリでは個人情報の項目への新しい入力を止める予定です。`);
  await expect(bar(staff)).toContainText(CONTACT);
  await picture(staff, "75-stop-announced");
  await field(staff, "氏名").fill("見本 太郎");
  await saveButton(staff).click();
  await staff.waitForURL(/record=\d+/);

  await stop(kintone, { announced: day(-1), from: day(-1), over: "never" });
  const next = await enter("staff");
  await next.goto("/k/1/edit");
  await expect(bar(next)).toContainText(`${day(13)}から`);
  await field(next, "氏名").fill("見本 太郎");
  await saveButton(next).click();
  await next.waitForURL(/record=\d+/);
});

test("保存停止 in force: new personal values are refused; taking them out, and other fields, go on", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  await stop(kintone, { announced: day(-20), from: day(-1), over: "never" });
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await expect(bar(staff)).toContainText("個人情報の項目への新しい入力を止めています");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "備考").fill("窓口で受付");
  await saveButton(staff).click();
  await expect(banner(staff)).toContainText("「氏名」");
  await expect(banner(staff)).toContainText("主管課による保存停止");
  await expect(field(staff, "氏名")).toHaveAccessibleDescription(/主管課がこのアプリへの個人情報の入力を止めている/);
  await expect(field(staff, "備考")).not.toHaveAttribute("aria-invalid", "true");
  await picture(staff, "76-stop-in-force");

  await staff.goto("/k/1/show#record=1&mode=edit");
  await expect(field(staff, "電話番号")).toHaveValue("00-0000-0001");
  await field(staff, "電話番号").fill("");
  await field(staff, "備考").fill("電話番号を削除");
  await saveButton(staff).click();
  await expect(staff.getByText("電話番号を削除")).toBeVisible();
});

test("保存停止 asks by its step; not in an app that is exempt, not under the emergency switch", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const inForce = { announced: day(-20), from: day(-1), over: "reason" };
  await stop(kintone, inForce);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await saveButton(staff).click();
  await expect(dialog(staff)).toContainText("「氏名」");
  await dialog(staff).getByLabel("保存する理由").fill("災害の受付のため");
  await dialog(staff).getByRole("button", { name: "この内容で保存する" }).click();
  await staff.waitForURL(/record=\d+/);

  for (const more of [{ exempt: ["1"] }, { exempt: [], emergency: { until: day(3), ja: "災害", en: "disaster" } }]) {
    await stop(kintone, inForce, more);
    const next = await enter("staff");
    await next.goto("/k/1/edit");
    await field(next, "氏名").fill("見本 太郎");
    await saveButton(next).click();
    await next.waitForURL(/record=\d+/);
    await expect(bar(next).filter({ hasText: "止めています" })).toHaveCount(0);
  }
});

test("tightening acts at its date: until then a warning; loosening acts at once, in an open tab", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { from: day(3) } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await typed(staff);
  await saveButton(staff).click();
  await saved(staff, kintone);
  await expect(bar(staff)).toContainText("「備考」");

  await order(kintone, { "my-number-typed": { from: day(-3) } });
  const next = await enter("staff");
  await next.clock.install();
  await typed(next);
  await attempt(next);
  await order(kintone, { "my-number-typed": { stage: "warn" } });
  await next.clock.fastForward(61_000);
  await saveButton(next).click();
  await saved(next, kintone);
});

test("what a stricter stage would have refused is counted, without what was typed, and sent once on a later day", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { stage: "warn" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.clock.install();
  for (let time = 0; time < 2; time += 1) {
    await typed(staff);
    await saveButton(staff).click();
    await saved(staff, kintone);
  }
  expect(await staff.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/5678/);
  expect(await reports(kintone)).toEqual([]);
  await staff.clock.fastForward(24 * 3_600_000);
  for (const path of ["/k/1/edit", "/k/1/"]) {
    await staff.goto(path);
    await expect.poll(async () => (await reports(kintone)).map(({ kind, app, rule, place, reason, count }) => [kind, app, rule, place, reason, count]))
      .toEqual([["件数", "1", "my-number-typed", "", "", "2"]]);
  }
});

test("one read for all tabs and pages of a person, until its life is over", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.clock.install();
  const asked = readings(staff);
  const other = await staff.context().newPage();
  await Promise.all([staff.goto("/k/1/"), other.goto("/k/1/edit")]);
  await settled(staff).toMatchObject({ published: { app: "32" } });
  for (const path of ["/k/1/show#record=1", "/k/1/edit", "/k/1/"]) await staff.goto(path);
  await other.goto("/k/1/show#record=2");
  await expect(other.getByText("見本 花子").first()).toBeVisible();
  expect(asked).toEqual({ apps: 1, records: 1 });

  await staff.clock.fastForward(24 * 3_600_000 + 1000);
  await staff.goto("/k/1/edit");
  await expect.poll(() => asked).toEqual({ apps: 1, records: 2 }); // the app is pinned: its code is not looked up again
});

for (const [what, rule] of [
  ["busy (429)", { path: "*/apps.json", status: 429 }], ["away (520)", { path: "*/apps.json", status: 520 }],
  ["not answering", { path: "*/apps.json", cut: true }],
]) {
  test(`a kintone that is ${what}: saves go on, refusals stand, and it is asked once, then later, then later still`, async ({ kintone, enter }) => {
    await bring("plugin", kintone, enter);
    await faults(kintone, [rule]);
    const staff = await enter("staff");
    await staff.clock.install();
    const asked = readings(staff);
    await staff.goto("/k/1/edit");
    await settled(staff).toMatchObject({ failed: { count: 1 } });
    const first = asked.apps; // a cut connection may be tried again by the browser itself
    for (let time = 0; time < 3; time += 1) {
      await typed(staff);
      await attempt(staff);
      await expect(banner(staff)).toContainText("「備考」");
    }
    await field(staff, "備考").fill("窓口で受付");
    await saveButton(staff).click();
    await staff.waitForURL(/record=\d+/);
    expect(asked.apps).toBe(first);
    await staff.clock.fastForward(5 * 60_000 + 1000);
    await staff.goto("/k/1/edit");
    await settled(staff).toMatchObject({ failed: { count: 2 } });
    const { failed } = await staff.evaluate(() => JSON.parse(localStorage.getItem("naiki-guard")));
    expect(failed.until - await staff.evaluate(() => Date.now())).toBeGreaterThan(9 * 60_000);

    await faults(kintone, []);
    await staff.clock.fastForward(10 * 60_000 + 1000);
    await staff.goto("/k/1/edit");
    await settled(staff).toMatchObject({ failed: null, published: { app: "32" } });
  });
}

test("a request that never ends holds up neither the save nor other tabs", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  await faults(kintone, [{ path: "*/apps.json", delayMs: 50_000 }]);
  const staff = await enter("staff");
  await typed(staff);
  const other = await staff.context().newPage();
  await typed(other);
  for (const page of [staff, other]) {
    await saveButton(page).click();
    await dialog(page).getByRole("checkbox").check();
    await dialog(page).getByRole("button", { name: "この内容で保存する" }).click();
    await saved(page, kintone);
  }
});

test("a city without the record, or one that shows it to nobody, is asked once", async ({ kintone, enter }) => {
  const everyone = { entity: { type: "GROUP", code: "everyone" }, recordViewable: false, recordAddable: false, recordEditable: false, recordDeletable: false, recordImportable: false, recordExportable: false, appEditable: false };
  const { rights } = await must(kintone.address, "office", "GET", "/k/v1/preview/app/acl.json?app=32");
  await must(kintone.address, "office", "PUT", "/k/v1/preview/app/acl.json", { app: 32, rights: [...rights.filter((row) => row.entity.type !== "GROUP"), everyone] });
  await deploy(kintone.address, "office", 32);
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  const asked = readings(staff);
  for (const path of ["/k/1/", "/k/1/edit", "/k/1/show#record=1", "/k/1/edit"]) {
    await staff.goto(path);
    await expect.poll(() => staff.evaluate(() => JSON.parse(localStorage.getItem("naiki-guard"))?.published ?? JSON.parse(localStorage.getItem("naiki-guard"))?.failed)).toBeTruthy();
  }
  expect(asked.apps + asked.records).toBe(1);
  await typed(staff);
  await attempt(staff); // by the built-in policy
  await expect(banner(staff)).toContainText("「備考」");
});

test("an app that the office made anew is found again by its code", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.clock.install();
  const asked = readings(staff);
  await staff.goto("/k/1/edit");
  await settled(staff).toMatchObject({ published: { app: "32" } });
  await faults(kintone, [{ path: "*/records.json", method: "GET", user: "staff", status: 404, code: "GAIA_AP01" }]);
  await staff.clock.fastForward(25 * 3_600_000);
  await staff.goto("/k/1/edit");
  await settled(staff).toMatchObject({ published: null, failed: { count: 1 } });
  await faults(kintone, []);
  await staff.clock.fastForward(6 * 60_000);
  await staff.goto("/k/1/edit");
  await settled(staff).toMatchObject({ published: { app: "32" }, failed: null });
  expect(asked).toEqual({ apps: 2, records: 3 });
});

for (const [what, spoil] of [
  ["damaged", (text) => text.slice(0, -9)],
  ["newer", (text) => text.replace('"schema":1', '"schema":99')],
  ["of another domain", (text) => text.replace('"domain":"localhost"', '"domain":"midori.cybozu.com"')],
  ["of another app", (text) => text.replace('"app":"32"', '"app":"29"')],
  ["empty", () => ""],
]) {
  test(`a document that is ${what} loosens nothing and stops nothing`, async ({ kintone, enter }) => {
    await bring("plugin", kintone, enter);
    // By itself it would lift everything.
    await publish(kintone, (document) => ({ ...document, emergency: { until: day(3), ja: "x", en: "x" }, closed: ["my-number-typed"] }));
    const { records } = await must(kintone.address, "office", "GET", "/k/v1/records.json?app=32");
    await must(kintone.address, "office", "PUT", "/k/v1/record.json", { app: 32, id: records[0].$id.value, record: { document: { value: spoil(records[0].document.value) } } });
    const staff = await enter("staff");
    await typed(staff);
    await attempt(staff);
    await expect(banner(staff)).toContainText("「備考」");
    if (what === "newer") await expect(bar(staff)).toContainText("新しい版");
    await field(staff, "備考").fill("窓口で受付");
    await saveButton(staff).click();
    await staff.waitForURL(/record=\d+/);
  });
}

test("another person on the same browser finds nothing of the first one, in no tab", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  await faults(kintone, [{ path: "*/records.json", method: "POST", status: 403, code: "CB_NO02" }]);
  const staff = await enter("staff");
  await typed(staff);
  const second = await staff.context().newPage();
  await second.goto("/k/1/");
  await saveButton(staff).click();
  await dialog(staff).getByRole("checkbox").check();
  await dialog(staff).getByRole("button", { name: "この内容で保存する" }).click();
  await saved(staff, kintone);
  const [first] = [await staff.evaluate(() => [localStorage.getItem("naiki-guard"), sessionStorage.getItem("naiki-guard-reasons")])];
  expect(first[1]).toContain("my-number-typed");
  await faults(kintone, []);
  await staff.context().request.post("/login", { form: { user: "welfare", password: PASSWORD, next: "/k/" } });
  await second.goto("/k/1/edit");
  await settled(second).toMatchObject({ published: { app: "32" } });
  expect((await second.evaluate(() => JSON.parse(localStorage.getItem("naiki-guard")))).user).not.toBe(JSON.parse(first[0]).user);
  // The first person's tab still holds what waits: it must not be sent in the second one's name.
  await staff.goto("/k/1/");
  await expect.poll(() => staff.evaluate(() => sessionStorage.getItem("naiki-guard-reasons"))).toBe(null);
  const { records } = await must(kintone.address, "office", "GET", `/k/v1/records.json?app=33&query=${encodeURIComponent("$id > 3")}`);
  expect(records).toEqual([]);
});

test("a tab of the person before does not take away what the next one's tabs remember", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await settled(staff).toMatchObject({ published: { app: "32" } });
  await staff.context().request.post("/login", { form: { user: "welfare", password: PASSWORD, next: "/k/" } });
  const asked = readings(staff);
  const second = await staff.context().newPage();
  for (const path of ["/k/1/", "/k/1/edit", "/k/1/show#record=1"]) {
    await second.goto(path);
    await settled(second).toMatchObject({ published: { app: "32" } });
  }
  expect(asked).toEqual({ apps: 1, records: 1 });
});

test("guests ask nothing of the city", async ({ kintone, enter }) => {
  const root = "/k/guest/3/v1";
  await must(kintone.address, "office", "POST", `${root}/preview/app/plugins.json`, { app: 31, ids: [kintone.plugin] });
  await deploy(kintone.address, "office", 31, root);
  const guest = await enter("guest/kyodo@npo-midori.example.jp");
  const asked = readings(guest);
  const sent = [];
  guest.on("request", (request) => { if (/app=3[23]|NAIKI|"app":"?33/.test(decodeURIComponent(request.url()) + (request.postData() ?? ""))) sent.push(request.url()); });
  await guest.goto("/k/guest/3/31/");
  await expect(guest.getByRole("main").or(guest.getByRole("table")).first()).toBeVisible();
  await guest.goto("/k/guest/3/31/edit");
  await expect(saveButton(guest)).toBeVisible();
  expect(asked).toEqual({ apps: 0, records: 0 });
  expect(sent).toEqual([]);
});

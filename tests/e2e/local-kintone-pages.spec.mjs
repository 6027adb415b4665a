// Pages of the local kintone beside the record screens: guests, printing, graphs, and the administration's switch.
import { readFileSync } from "node:fs";
import { add, call, deploy, file, must } from "../local_kintone.mjs";
import { expect, picture, test } from "./journey.mjs";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const axe = async (page) => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
};
const rows = (page) => page.locator(".recordlist-gaia tbody tr");

/** Customises an app so that every event of these names is kept in `fired`. */
const watch = async ({ address }, app, names) => {
  const script = `globalThis.fired = [];
    kintone.events.on(${JSON.stringify(names)}, (event) => { fired.push({ ...event, record: undefined }); return event; });`;
  const js = [{ type: "FILE", file: { fileKey: await file(address, "office", script, "watch.js") } }];
  await must(address, "office", "PUT", "/k/v1/preview/app/customize.json", { app, desktop: { js }, mobile: { js: [] } });
  const key = await file(address, "office", script, "watch.js");
  await must(address, "office", "PUT", "/k/v1/preview/app/customize.json", { app, mobile: { js: [{ type: "FILE", file: { fileKey: key } }] } });
  await deploy(address, "office", app);
};

test("a guest comes into the guest space, and nowhere else", async ({ kintone, enter }) => {
  const guest = await enter("kyodo@npo-midori.example.jp");
  await guest.goto("/k/");
  await expect(guest.locator(".app-card")).toHaveCount(1);
  await guest.locator(".app-card").click();
  await expect(guest).toHaveURL(/\/k\/guest\/3\/31\/$/);
  await expect(rows(guest)).toHaveCount(2);
  await picture(guest, "guest-list");
  const seen = await guest.evaluate(async () => ({
    user: kintone.getLoginUser(),
    url: kintone.api.url("/k/v1/record", true),
    page: await kintone.buildPageUrl("APP_DETAIL", { appId: 31, recordId: 1 }),
    groups: await kintone.user.getGroups(),
    departments: await kintone.user.getOrganizations(),
    fields: Object.keys((await kintone.api(kintone.api.url("/k/v1/app/form/fields", true), "GET", { app: 31 })).properties).length,
    outside: await kintone.api("/k/v1/app", "GET", { id: 1 }).catch(({ code }) => code),
    users: await kintone.api("/v1/users", "GET", {}).catch(({ code }) => code),
  }));
  expect(seen.user).toMatchObject({ code: "guest/kyodo@npo-midori.example.jp", isGuest: true });
  expect(seen.url).toBe(`${kintone.address}/k/guest/3/v1/record.json`);
  expect(seen.page).toBe(`${kintone.address}/k/guest/3/31/show#record=1`);
  expect(seen.groups.map(({ code }) => code)).toEqual(["everyone"]);
  expect(seen.departments).toEqual([]);
  expect(seen.fields).toBeGreaterThan(5);
  expect([seen.outside, seen.users]).toEqual(["CB_NO02", "CB_NO02"]);
  await guest.goto("/k/guest/3/31/edit");
  await guest.getByLabel("議題").pressSequentially("花壇の手入れ");
  await guest.getByRole("button", { name: "保存", exact: true }).click();
  await expect(guest.locator('[data-field="議題"]')).toContainText("花壇の手入れ");
  expect(await axe(guest)).toEqual([]);
  for (const path of ["/k/1/", "/k/guest/3/1/", "/k/admin/app/flow?app=31", "/k/space/1"]) {
    const answer = await guest.goto(path);
    expect([403, 404], path).toContain(answer.status());
  }
});

test("the normal address of an app in the guest space leads to its own one", async ({ enter }) => {
  const staff = await enter("staff");
  await staff.goto("/k/31/show#record=1");
  await expect(staff).toHaveURL(/\/k\/guest\/3\/31\/show#record=1$/);
  await expect(staff.locator('[data-field="議題"]')).toBeVisible();
  await staff.goto("/k/guest/3/8/");
  await expect(staff).toHaveURL(/\/k\/8\/$/);
});

test("a record is printed, a graph is read", async ({ kintone, enter }) => {
  await watch(kintone, 8, ["app.record.print.show", "app.report.show", "mobile.app.report.show"]);
  const staff = await enter("staff");
  const events = () => staff.evaluate(() => fired);
  await staff.goto("/k/8/print?record=1");
  await expect(staff.getByRole("button", { name: "印刷する" })).toBeVisible();
  await expect.poll(events).toEqual([expect.objectContaining({ type: "app.record.print.show", appId: 8, recordId: 1 })]);
  expect(await axe(staff)).toEqual([]);
  await staff.emulateMedia({ media: "print" });
  await expect(staff.getByRole("button", { name: "印刷する" })).toBeHidden();
  await staff.emulateMedia({ media: "screen" });
  await staff.goto("/k/8/");
  await staff.getByRole("combobox", { name: "一覧", exact: true }).selectOption({ label: "グラフ: 区分ごとの金額" });
  await expect(staff).toHaveURL(/\/k\/8\/report\?report=8001$/);
  await expect(staff.locator(".report-table tbody tr").first()).toContainText("1,176,000");
  await expect.poll(events).toEqual([{ type: "app.report.show", appId: 8 }]);
  await picture(staff, "graph");
  expect(await axe(staff)).toEqual([]);
  await staff.goto("/k/m/8/report?report=8002");
  await expect(staff.locator(".report-table tbody tr").first()).toContainText("2025-04");
  await expect.poll(events).toEqual([{ type: "mobile.app.report.show", appId: 8 }]);
});

test("people who do not manage an app still have the names of its actions and graphs", async ({ enter }) => {
  const staff = await enter("staff");
  await staff.goto("/k/8/");
  await expect(rows(staff).first()).toBeVisible();
  expect(await staff.evaluate(() => kintone.app.getReports())).toMatchObject([{ name: "区分ごとの金額", chartType: "COLUMN" }, { chartType: "PIVOT_TABLE" }]);
  await staff.goto("/k/8/show#record=1");
  await expect(staff.locator(".showlayout-gaia")).toBeVisible();
  expect(await staff.evaluate(() => kintone.app.record.getActions())).toEqual([], "the action is for another division");
});

test("the history of the states is told", async ({ kintone, enter }) => {
  const { address } = kintone;
  const entity = { entity: { type: "USER", code: "builder" }, includeSubs: false };
  await must(address, "builder", "PUT", "/k/v1/preview/app/status.json", { app: 1, enable: true,
    states: { 未処理: { index: 0, assignee: { type: "ONE", entities: [] } }, 完了: { index: 1, assignee: { type: "ALL", entities: [entity] } } },
    actions: [{ name: "終える", from: "未処理", to: "完了", filterCond: "" }] });
  await must(address, "builder", "POST", "/k/v1/preview/app/deploy.json", { apps: [{ app: 1 }] });
  await expect.poll(async () => (await must(address, "builder", "GET", "/k/v1/preview/app/deploy.json?apps[0]=1")).apps[0].status).toBe("SUCCESS");
  await must(address, "staff", "PUT", "/k/v1/record/status.json", { app: 1, id: 1, action: "終える" });
  const staff = await enter("staff");
  await staff.goto("/k/1/show#record=1");
  await expect(staff.locator(".showlayout-gaia")).toBeVisible();
  const history = await staff.evaluate(() => kintone.app.record.getStatusHistory());
  expect(history).toEqual([{ changedAt: expect.stringMatching(/Z$/), status: "未処理", assignees: [expect.objectContaining({ code: "staff" })] }]);
});

test("the administration switches a plugin off in one app, whatever the app says", async ({ kintone, enter }) => {
  const { address, plugin } = kintone;
  await add(address, "builder", 1, plugin);
  const admin = await enter("admin");
  await admin.goto("/k/admin/system/plugin/");
  await admin.getByText("使っているアプリ").click();
  await admin.getByLabel("相談受付簿で使う").uncheck();
  await expect(admin.getByText("プラグインを使えるアプリを変更しました。")).toBeVisible();
  expect(await axe(admin)).toEqual([]);
  const staff = await enter("staff");
  const scripts = async () => {
    await staff.goto("/k/1/");
    await expect(rows(staff).first()).toBeVisible();
    return staff.locator(`script[src*="${plugin}"]`).count();
  };
  expect(await scripts()).toBe(0);
  expect((await call(address, "builder", "PUT", "/local/plugin-use.json", { id: plugin, app: 1, on: true })).status).toBe(403);
  await must(address, "admin", "PUT", "/local/plugin-use.json", { id: plugin, app: 1, on: true });
  expect(await scripts()).toBe(1);
});

test("a space shows its threads", async ({ kintone, enter }) => {
  const { address } = kintone;
  const { id } = await must(address, "staff", "POST", "/k/v1/space/thread.json", { space: 1, name: "窓口の改善" });
  await must(address, "staff", "POST", "/k/v1/space/thread/comment.json", { space: 1, thread: id, comment: { text: "番号札を増やしたいです。" } });
  const builder = await enter("builder");
  await builder.goto("/k/space/1");
  await expect(builder.getByText("番号札を増やしたいです。")).toBeVisible();
  expect(await axe(builder)).toEqual([]);
});

test("addresses of pages: an app of the guest space lies below it, wherever they are asked for", async ({ kintone, enter }) => {
  const build = (page, ...words) => page.evaluate(([name, params]) => globalThis.kintone.buildPageUrl(name, params).catch(() => "rejected"), words);
  const at = (path) => kintone.address + path;
  const [staff, stranger] = [await enter("staff"), await enter("itaku-ichiro")];
  await Promise.all([staff.goto("/k/8/"), stranger.goto("/k/")]);
  expect(await build(staff, "APP_DETAIL", { appId: 31, recordId: 2 })).toBe(at("/k/guest/3/31/show#record=2"));
  expect(await build(staff, "APP_INDEX_MOBILE", { appId: "31", viewId: 5 })).toBe(at("/k/guest/3/m/31/?view=5"));
  expect(await build(staff, "PEOPLE_TOP", { userCode: "office" })).toBe(at("/k/#/people/user/office"));
  expect([await build(staff, "APP_DETAIL", { appId: 8 }), await build(staff, "NOWHERE", {})]).toEqual(["rejected", "rejected"]);
  expect(await build(stranger, "APP_INDEX", { appId: 31 }), "told to those alone who may open the app").toBe(at("/k/31/"));
  await staff.goto("/k/guest/3/31/");
  expect(await build(staff, "APP_INDEX", { appId: 8 })).toBe(at("/k/8/"));
  await staff.goto(await build(staff, "SPACE_PORTAL", { spaceId: 1 }));
  await expect(staff).toHaveURL(/\/k\/space\/1$/);
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await builder.goto(`/k/admin/app/1/plugin/config?pluginId=${kintone.plugin}`);
  expect(await build(builder, "PORTAL_TOP", {})).toBe("rejected");
});

test("scripts of all kintone: uploaded, put in order, narrowed to administrators", async ({ kintone, enter }) => {
  const [office, staff] = [await enter("office"), await enter("staff")];
  await office.goto("/k/admin/system/customize/");
  const list = office.getByRole("group", { name: "PC用のJavaScript" });
  const script = (name) => ({ name, mimeType: "text/javascript", buffer: Buffer.from(`(globalThis.ran ??= []).push("${name}");`) });
  await list.locator('input[type="file"]').setInputFiles([script("a.js"), script("b.js")]);
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await list.getByRole("button", { name: /a\.js.*下/ }).click();
  await list.getByPlaceholder("https://").fill("http://example.jp/x.js");
  await list.getByRole("button", { name: "URL指定で追加" }).click();
  await expect(office.getByText("「https://」で始まるURLを入力してください。")).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveCount(2);
  expect(await axe(office)).toEqual([]);
  const save = async (scope) => {
    await office.getByLabel(scope).check();
    const answered = office.waitForResponse(/domain-customize/);
    await office.getByRole("button", { name: "保存", exact: true }).click();
    expect((await answered).status()).toBe(200);
  };
  const ran = async (page) => {
    await page.goto("/k/8/");
    await expect(rows(page).first()).toBeVisible();
    return page.evaluate(() => globalThis.ran ?? []);
  };
  await save("すべてのユーザーに適用");
  expect(await ran(staff)).toEqual(["b.js", "a.js"]);
  await save("アプリ管理者だけに適用");
  expect([await ran(staff), await ran(await enter("office"))]).toEqual([[], ["b.js", "a.js"]]);
});

test("scripts of an app are saved twice without leaving the page", async ({ enter }) => {
  const office = await enter("office");
  await office.goto("/k/admin/app/flow?app=8#section=customize");
  const list = office.getByRole("group", { name: "PC用のJavaScript" });
  await list.locator('input[type="file"]').setInputFiles([{ name: "a.js", mimeType: "text/javascript", buffer: Buffer.from("0;") }, { name: "b.js", mimeType: "text/javascript", buffer: Buffer.from("1;") }]);
  await expect(list.getByRole("listitem")).toHaveCount(2);
  for (const scope of ["アプリ管理者だけに適用", "適用しない"]) {
    await office.getByLabel(scope).check();
    const answered = office.waitForResponse((response) => response.request().method() === "PUT");
    await office.getByRole("button", { name: "保存", exact: true }).click();
    expect((await answered).status()).toBe(200);
    await expect(office.getByText(/^保存しました/)).toBeVisible();
  }
});

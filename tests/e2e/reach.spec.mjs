// The reach table, row by row: every event that the guard handles, on every device that has it, shown by what a person meets.
// What is refused is shown by both ways in: the plugin in the app, and the file for all of kintone.
import { readFileSync } from "node:fs";
import { add, deploy, install, must, start } from "../local_kintone.mjs";
import { MY_NUMBER, PHONE, ZIP, attempt, bring, expect, field, picture, publish, seal, test as journey } from "./journey.mjs";

const NOTED = `マイナンバー ${MY_NUMBER}`;
const OLD = 2; // the record in which a number stood before
const LISTED = 3; // and the one where it stands in a column of the list
const WHY = "窓口が混み合い、翌日に回せないため";

const DEVICES = {
  PC: {
    viewport: undefined, named: "パソコン", prefix: "app.", root: (app) => `/k/${app}/`,
    record: (app, id) => `/k/${app}/show#record=${id}`, edit: (app, id) => `/k/${app}/show#record=${id}&mode=edit`,
  },
  phone: {
    viewport: PHONE, named: "モバイル", prefix: "mobile.app.", root: (app) => `/k/m/${app}/`,
    record: (app, id) => `/k/m/${app}/show?record=${id}`, edit: (app, id) => `/k/m/${app}/show?record=${id}#mode=edit`,
  },
};

// Cities, each settled once for the rows that share it.

/** An order of the published record, at a stage that the built-in policies do not give it. */
const order = (rule, stage, words) => ({ rule, stage, from: "2026-04-01", ja: "試験の内規 第1条(試験)", en: "Policy of the tests, Article 1: Tests", over: "reason", words });
/** Hours of a day of the week that is three days away: never now, wherever the clock stands. */
const never = () => {
  const [day] = new Intl.DateTimeFormat("ja-JP", { weekday: "short", timeZone: "Asia/Tokyo" }).format(Date.now() + 3 * 86_400_000);
  return order("outside-hours", "block", { hours: [`${day} 00:00-23:59`], closed: [] });
};
const ordered = (kintone, ...orders) => publish(kintone, (document) => {
  const rules = [...document.orders.rules, ...orders].sort((one, other) => (one.rule < other.rule ? -1 : 1));
  return { ...document, orders: { ...document.orders, rules } };
});
const old = async ({ address }) => {
  for (const [id, code] of [[OLD, "備考"], [LISTED, "相談内容"]]) {
    await must(address, "staff", "PUT", "/k/v1/record.json", { app: 1, id, record: { [code]: { value: NOTED } } });
  }
};

const BACK = "もう一度確認する";
/** Process management with a way back whose name does not say so. */
const manageProcess = async ({ address }) => {
  const state = (name, index) => ({ name, index, assignee: { type: "ONE", entities: [] } });
  const action = (name, from, to) => ({ name, from, to, filterCond: "" });
  await must(address, "builder", "PUT", "/k/v1/preview/app/status.json", {
    app: 1, enable: true, states: { 受付: state("受付", "0"), 決裁済み: state("決裁済み", "1") },
    actions: [action("承認する", "受付", "決裁済み"), action(BACK, "決裁済み", "受付")],
  });
  await deploy(address, "builder", 1);
};
const steps = (stage) => order("step-before-cure", stage, { steps: ["*"], back: ["差し戻"] });

const CITIES = {
  standard: async (kintone, enter, way) => {
    await old(kintone);
    await bring(way, kintone, enter);
  },
  "out of hours": async (kintone, enter, way) => {
    await ordered(kintone, never());
    await bring(way, kintone, enter);
  },
  "steps are looked at": async (kintone, enter, way) => {
    await old(kintone);
    await manageProcess(kintone);
    await ordered(kintone, steps("block"));
    await bring(way, kintone, enter);
  },
  "only warned": async (kintone, enter, way) => {
    await old(kintone);
    await manageProcess(kintone);
    await ordered(kintone, { ...never(), stage: "warn" }, steps("warn"));
    await bring(way, kintone, enter);
  },
  "sealed with My Numbers": async (kintone, enter, way) => {
    await add(kintone.address, "builder", 5, kintone.plugin);
    await seal(kintone, enter, 5, "自治体標準内規(第1.0版)");
    if (way !== "plugin") await bring(way, kintone, enter);
  },
};

// What a person meets.

const bar = (page) => page.getByRole("status").filter({ hasText: /^内規ガード/ });
const banner = (page, words) => page.getByRole("alert").filter({ hasText: words });
const asked = (page, words) => page.getByRole("dialog", { name: words });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const row = (page, text) => page.getByRole("row").filter({ hasText: text });
const KEPT = /内規ガード: 保存していません/;
const SAVING = /内規ガード: 保存する前に/;
const DELETING = /内規ガード: 削除する前に/;
const STEPPING = /内規ガード: 進める前に/;

/** The published record came: what it orders counts from here on. */
const informed = (page) => page.waitForFunction(() => Boolean(JSON.parse(localStorage.getItem("naiki-guard") ?? "null")?.published?.text));

/** What stands in the office's app of reasons. */
const reasons = async ({ address }) => (await must(address, "office", "GET", "/k/v1/records.json?app=33&query=order%20by%20%24id%20asc")).records;
const values = (record) => Object.fromEntries(["kind", "app", "rule", "place", "reason", "policy", "device"].map((code) => [code, record[code].value]));

/** Does something, and gives what came into the app of reasons. */
const recorded = async (kintone, act) => {
  const before = (await reasons(kintone)).length;
  await act();
  await expect.poll(async () => (await reasons(kintone)).length).toBe(before + 1);
  const newest = (await reasons(kintone)).at(-1);
  expect(JSON.stringify(newest)).not.toMatch(/1234.?5678.?9018/);
  return values(newest);
};

const ADD = { // where a My Number is typed, and how a person comes there and away
  open: async (page, { device }) => {
    await page.goto(`${device.root(1)}edit`);
    await field(page, "氏名").fill("見本 太郎");
  },
  remark: "備考", line: "住所", saved: (page) => page.waitForURL(/record=\d+/),
};
const EDIT = {
  open: async (page, at) => {
    await page.goto(at.device.edit(1, await fresh(at, "見本 太郎")));
    await expect(field(page, "備考")).toBeVisible();
  },
  remark: "備考", line: "住所", saved: (page) => expect(button(page, "編集")).toBeVisible(),
};
const LIST_EDIT = {
  open: async (page, at) => {
    await fresh(at, at.title);
    await page.goto(at.device.root(1));
    await row(page, at.title).getByRole("button", { name: "編集" }).click();
  },
  remark: "相談内容", line: "氏名", saved: (page) => expect(button(page, "保存")).toHaveCount(0),
};

/** A manager is told how the app stands, staff are not. */
const standing = async (page, { device, enter }) => {
  await page.goto(device.root(1));
  await expect(bar(page)).toContainText("未点検");
  const staff = await enter("staff", { viewport: device.viewport });
  await staff.goto(device.root(1));
  await informed(staff);
  await expect(bar(staff)).toHaveCount(0);
};

/** Told beside the field and in the box at the top, before anything is saved. */
const changed = (place) => async (page, at) => {
  await place.open(page, at);
  const cell = field(page, place.line);
  await cell.press("ControlOrMeta+A");
  await cell.pressSequentially(NOTED);
  await cell.press("Tab");
  await expect(cell).toHaveAccessibleDescription(/マイナンバーが入力されています/);
  const box = page.getByRole("group", { name: "このまま保存するときは、先に確認してください" });
  await expect(box).toContainText(`「${place.line}」`);
  await box.getByRole("checkbox", { name: /見立て違い/ }).check();
  await box.getByRole("button", { name: /このまま保存できるようにする/ }).click();
  await expect(box).toContainText("このまま保存できます");
};

/** 戻って直す keeps the record, a false alarm lets it go. */
const refused = (place) => async (page, at) => {
  await place.open(page, at);
  await field(page, place.remark).fill(NOTED);
  await attempt(page);
  await expect(banner(page, KEPT)).toContainText(`「${place.remark}」`);
  await expect(field(page, place.remark)).toHaveAccessibleDescription(/マイナンバーが入力されています/);
  await falseAlarm(page);
  await place.saved(page);
};
const falseAlarm = async (page) => {
  await button(page, "保存").click();
  const dialog = asked(page, SAVING);
  await dialog.getByRole("button", { name: "この内容で保存する" }).click();
  await expect(banner(dialog, /印を付けてください/)).toBeVisible();
  await dialog.getByRole("checkbox", { name: /見立て違い/ }).check();
  await picture(page, `reach-asked-${page.viewportSize().width}`);
  await dialog.getByRole("button", { name: "この内容で保存する" }).click();
};

/** What a person went on with is put down for the office, without what was typed. */
const putDown = (place) => async (page, at) => {
  await place.open(page, at);
  await field(page, place.remark).fill(NOTED);
  const found = await recorded(at.kintone, async () => {
    await falseAlarm(page);
    await place.saved(page);
  });
  expect(found).toEqual({ kind: "誤検知の報告", app: "1", rule: "my-number-typed", place: `「${place.remark}」`, reason: "", policy: "1.0", device: at.device.named });
};

/** A record of its own, for one who takes it away. */
const fresh = async ({ kintone }, name) =>
  (await must(kintone.address, "staff", "POST", "/k/v1/record.json", { app: 1, record: { 氏名: { value: name } } })).id;
const there = async ({ kintone }, id) => {
  const { records } = await must(kintone.address, "staff", "GET", `/k/v1/records.json?app=1&query=${encodeURIComponent(`$id = ${id}`)}`);
  return records.length === 1;
};

/** Answers a dialog that asks for a reason: not without one, and then with it. */
const reasoned = async (page, words, label, go) => {
  const dialog = asked(page, words);
  await dialog.getByRole("button", { name: go }).click();
  await expect(banner(dialog, /^理由を書いてください。$/)).toBeVisible();
  await dialog.getByLabel(label).fill(WHY);
  await expect(banner(dialog, /^理由を書いてください。$/)).toHaveCount(0);
  await picture(page, `reach-reason-${go}-${page.viewportSize().width}`);
  await dialog.getByRole("button", { name: go }).click();
};

const deleted = (open) => async (page, at) => {
  const name = `見本 ${at.title}`;
  const id = await fresh(at, name);
  page.on("dialog", (dialog) => dialog.accept()); // a phone asks in the browser's own words
  const press = await open(page, at, id, name);
  const ask = async () => {
    await press();
    if (at.device === DEVICES.PC) await page.getByRole("dialog", { name: "レコードの削除" }).getByRole("button", { name: "削除する" }).click();
  };
  await ask();
  await asked(page, DELETING).getByRole("button", { name: "削除しない" }).click();
  await expect(banner(page, /内規ガード: 削除していません/)).toContainText("利用する日ではありません");
  expect(await there(at, id)).toBe(true);
  const found = await recorded(at.kintone, async () => {
    await ask();
    await reasoned(page, DELETING, "削除する理由", "この内容で削除する");
    await expect.poll(() => there(at, id)).toBe(false);
  });
  expect(found).toEqual({ kind: "理由を付けた保存", app: "1", rule: "outside-hours", place: "", reason: WHY, policy: "1.0", device: at.device.named });
};
const fromDetail = async (page, { device }, id) => {
  await page.goto(device.record(1, id));
  await informed(page);
  return () => button(page, "削除").click();
};
const fromList = async (page, { device }, id, name) => {
  await page.goto(device.root(1));
  await informed(page);
  return () => row(page, name).getByRole("button", { name: "削除" }).click();
};

const state = (page) => page.locator(".gaia-app-statusbar-state");
const take = async (page, action) => {
  await button(page, action).click();
  await page.getByRole("dialog", { name: action }).getByRole("button", { name: "実行" }).click();
};
/** A record with something to cure goes on with a reason; back it goes without a word. */
const proceeded = async (page, at) => {
  await page.goto(at.device.record(1, OLD));
  await informed(page);
  await take(page, "承認する");
  await asked(page, STEPPING).getByRole("button", { name: "戻って直す" }).click();
  await expect(banner(page, /内規ガード: まだ進めていません/)).toContainText("「備考」を確認してください");
  await picture(page, `reach-step-refused-${page.viewportSize().width}`);
  await expect(state(page)).toHaveText("受付");
  const found = await recorded(at.kintone, async () => {
    await take(page, "承認する");
    await reasoned(page, STEPPING, "進める理由", "この内容で進める");
    await expect(state(page)).toHaveText("決裁済み");
  });
  expect(found).toEqual({ kind: "理由を付けた保存", app: "1", rule: "step-before-cure", place: "", reason: WHY, policy: "1.0", device: at.device.named });
  await take(page, BACK);
  await expect(state(page)).toHaveText("受付");
  await expect(asked(page, STEPPING)).toHaveCount(0);
};

const both = ["PC", "phone"];
const twoWays = ["plugin", "domain file"];

/** One row for each event of `docs/reach.md`, and what is beside it about the same event. */
const ROWS = [
  { event: "record.index.show", who: "builder", act: standing },
  {
    event: "record.detail.show", act: async (page, { device }) => {
      await page.goto(device.record(1, OLD));
      await expect(bar(page)).toContainText("「備考」: マイナンバー");
    },
  },
  {
    event: "record.print.show", city: "sealed with My Numbers", who: "builder", on: ["PC"], act: async (page) => {
      await page.goto("/k/5/print?record=1");
      await expect(page.getByRole("status").filter({ hasText: "特定個人情報(マイナンバー)を扱います" })).toContainText("印刷や書き出し");
      await expect(bar(page), "no element of ours").toHaveCount(0);
      await picture(page, "reach-print");
    },
  },
  {
    event: "record.create.show", who: "builder", act: async (page, { device }) => {
      await page.goto(`${device.root(1)}edit`);
      await expect(bar(page)).toContainText("未点検");
    },
  },
  {
    event: "record.edit.show", act: async (page, at) => {
      await page.goto(at.device.edit(1, OLD));
      await expect(field(page, "備考")).toHaveValue(NOTED);
      await expect(bar(page)).toContainText("「備考」: マイナンバー");
    },
  },
  {
    event: "record.index.edit.show", on: ["PC"], act: async (page, { device }) => {
      await page.goto(device.root(1));
      await informed(page);
      await expect(bar(page)).toHaveCount(0);
      await row(page, "例示 一郎").getByRole("button", { name: "編集" }).click();
      await expect(bar(page)).toContainText("「相談内容」: マイナンバー");
    },
  },
  { event: "record.create.change", act: changed(ADD) },
  { event: "record.edit.change", act: changed(EDIT) },
  { event: "record.index.edit.change", on: ["PC"], act: changed(LIST_EDIT) },
  { event: "record.create.submit", ways: twoWays, act: refused(ADD) },
  { event: "record.edit.submit", ways: twoWays, act: refused(EDIT) },
  { event: "record.index.edit.submit", on: ["PC"], ways: twoWays, act: refused(LIST_EDIT) },
  { event: "record.create.submit.success", act: putDown(ADD) },
  { event: "record.edit.submit.success", act: putDown(EDIT) },
  { event: "record.index.edit.submit.success", on: ["PC"], act: putDown(LIST_EDIT) },
  {
    event: "record.index.edit.finish", on: ["PC"], act: async (page, { device }) => {
      await page.goto(device.root(1));
      await row(page, "例示 一郎").getByRole("button", { name: "編集" }).click();
      await expect(bar(page)).toContainText("「相談内容」: マイナンバー");
      await button(page, "キャンセル").click();
      await expect(row(page, "例示 一郎").getByRole("button", { name: "編集" })).toBeVisible();
      await expect(bar(page)).toHaveCount(0);
    },
  },
  { event: "record.detail.delete.submit", city: "out of hours", ways: twoWays, act: deleted(fromDetail) },
  { event: "record.index.delete.submit", city: "out of hours", on: ["PC"], ways: twoWays, act: deleted(fromList) },
  { event: "record.detail.process.proceed", city: "steps are looked at", ways: twoWays, act: proceeded },
  {
    event: "record.index.delete.submit", city: "only warned", on: ["PC"], note: "a warning is told in the list that follows", act: async (page, at) => {
      const name = `見本 ${at.title}`;
      const press = await fromList(page, at, await fresh(at, name), name);
      await press();
      await page.getByRole("dialog", { name: "レコードの削除" }).getByRole("button", { name: "削除する" }).click();
      await expect(bar(page)).toContainText("利用する日ではありません");
      await expect(row(page, name)).toHaveCount(0);
    },
  },
  {
    event: "record.detail.process.proceed", city: "only warned", note: "a warning is told beside the next state", act: async (page, { device }) => {
      await page.goto(device.record(1, OLD));
      await informed(page);
      await take(page, "承認する");
      await expect(state(page)).toHaveText("決裁済み");
      await expect(bar(page)).toContainText("「備考」に、確認が必要な内容が残ったまま「承認する」に進みます");
      await take(page, BACK);
      await expect(state(page)).toHaveText("受付");
      await expect(bar(page)).not.toContainText(BACK);
    },
  },
];

const test = journey.extend({
  /** Cities by name and way, for all rows of this worker. */
  cities: [async ({}, use) => {
    const cities = new Map();
    await use(cities);
    for (const { kintone } of cities.values()) await kintone.stop();
  }, { scope: "worker" }],
  place: [["standard", "plugin"], { option: true }],
  kintone: async ({ cities, place }, use) => {
    const name = place.join();
    if (!cities.has(name)) {
      const kintone = await start();
      kintone.plugin = await install(kintone.address, ZIP);
      cities.set(name, { kintone, settled: false });
    }
    await use(cities.get(name).kintone);
  },
});

for (const { event, city = "standard", who = "staff", on = both, ways = ["plugin"], note, act } of ROWS) {
  for (const way of ways) {
    test.describe(() => {
      test.use({ place: [city, way] });
      for (const name of on) {
        const device = DEVICES[name];
        const title = [`${device.prefix}${event}`, way, note].filter(Boolean).join(", ");
        test(title, async ({ cities, kintone, enter }) => {
          const here = cities.get([city, way].join());
          if (!here.settled) await CITIES[city](kintone, enter, way);
          here.settled = true;
          await act(await enter(who, { viewport: device.viewport }), { kintone, enter, device, title });
        });
      }
    });
  }
}

journey("the rows are those of the printed table, on the devices that it names", () => {
  const printed = readFileSync("docs/reach.md", "utf8").matchAll(/^\| `app\.([a-z.]+)` \| [^|]+ \| ([○—]) \| ([○—]) \|/gm);
  const told = [...printed].flatMap(([, event, desk, phone]) => [desk === "○" && `app.${event}`, phone === "○" && `mobile.app.${event}`].filter(Boolean));
  const shown = ROWS.flatMap(({ event, on = both }) => on.map((name) => DEVICES[name].prefix + event));
  expect([...new Set(shown)].sort()).toEqual(told.sort());
  // What can refuse is shown by both ways in.
  const firm = ROWS.filter(({ event }) => /\.(submit|proceed)$/.test(event));
  expect(new Set(firm.filter(({ ways }) => ways === twoWays).map(({ event }) => event))).toEqual(new Set(firm.map(({ event }) => event)));
});

// The five steps of a rule on the record screens: what a person is asked, what is recorded of it, and what never is.
import { must } from "../local_kintone.mjs";
import { MY_NUMBER, PHONE, REFUSED, axe, bring, expect, field, picture, publish, test } from "./journey.mjs";
import { day, newest, order, reports } from "./published.mjs";

const NOTED = `マイナンバー ${MY_NUMBER}`;
const LICENCE = "運転免許証番号 301234567810";
const TYPED = /1234.?5678.?9018|301234567810/;
const FALSE_ALARM = "内規ガードの見立て違いです。誤検知として主管課に報告します。";
const CHECKED = "内容を確認しました。";
const dialog = (page) => page.getByRole("dialog", { name: "内規ガード: 保存する前に確認してください" });
const box = (page) => page.getByRole("group", { name: "内規ガード: このまま保存するときは、先に確認してください" });
const banner = (page) => page.getByRole("alert").filter({ hasText: REFUSED });
const saveButton = (page) => page.getByRole("button", { name: "保存", exact: true });
const go = (page) => dialog(page).getByRole("button", { name: "この内容で保存する" });
const back = (page) => dialog(page).getByRole("button", { name: "戻って直す" });

/** Everything that leaves a page or is kept by it, but the record's own save. */
const watch = (page) => {
  const sent = [];
  page.context().on("request", (request) => {
    const body = request.postData() ?? "";
    const own = /\/k\/v1\/records?\.json$/.test(request.url()) && /"app":"?1"?\b/.test(body);
    if (TYPED.test(decodeURIComponent(request.url())) || (!own && TYPED.test(body))) sent.push(`${request.method()} ${request.url()}`);
  });
  return async () => {
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept, "nothing typed is kept").not.toMatch(TYPED);
    expect(sent, "nothing typed is sent").toEqual([]);
  };
};

const STEPS = {
  "false-alarm": { kind: "誤検知の報告", missing: "誤検知であることを確かめ、印を付けてください。", control: (page) => dialog(page).getByLabel(FALSE_ALARM), give: (control) => control.check() },
  reason: { kind: "理由を付けた保存", missing: "理由を書いてください。", control: (page) => dialog(page).getByLabel("保存する理由"), give: (control) => control.fill("番号の照会を受けたため"), reason: "番号の照会を受けたため" },
  acknowledge: { kind: "確認した上での保存", missing: "内容を確かめ、印を付けてください。", control: (page) => dialog(page).getByLabel(CHECKED), give: (control) => control.check() },
  freely: { kind: "確認した上での保存" },
};

for (const device of ["PC", "phone"]) {
  const [root, viewport] = device === "PC" ? ["/k/1", undefined] : ["/k/m/1", PHONE];
  for (const [over, step] of Object.entries(STEPS)) {
    test(`${device}, ${over}: back is a refusal, an answer saves what was typed, and one record tells of it`, async ({ kintone, enter }) => {
      await order(kintone, { "my-number-typed": { over } });
      await bring("plugin", kintone, enter);
      const staff = await enter("staff", { viewport });
      const nothing = watch(staff);
      await staff.goto(`${root}/edit`);
      await field(staff, "氏名").fill("見本 太郎");
      await field(staff, "備考").fill(NOTED);
      await saveButton(staff).click();
      await expect(dialog(staff)).toContainText("「備考」: マイナンバーが入力されています");
      await expect(dialog(staff)).toContainText("入力した値は記録しません");
      if (over !== "reason") await expect(dialog(staff)).not.toContainText("理由");
      if (device === "phone" || over === "reason") await picture(staff, `70-asked-${device}-${over}`);
      if (over === "reason" || device === "phone") expect(await axe(staff, "dialog")).toEqual([]);
      if (step.control) {
        await go(staff).click();
        await expect(dialog(staff).getByRole("alert")).toContainText(step.missing);
        await expect(step.control(staff)).toBeFocused();
      }
      await back(staff).click();
      await expect(dialog(staff)).toHaveCount(0);
      await expect(banner(staff)).toContainText("「備考」");
      await expect(field(staff, "備考")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
      await expect(field(staff, "備考")).toHaveValue(NOTED);
      expect(await reports(kintone)).toEqual([]);

      await saveButton(staff).click();
      if (step.control) await step.give(step.control(staff));
      await go(staff).click();
      await staff.waitForURL(/record=\d+/);
      expect((await newest(kintone))["備考"].value).toBe(NOTED);
      await expect.poll(() => reports(kintone)).toEqual([{
        kind: step.kind, app: "1", app_name: "相談受付簿", rule: "my-number-typed", place: "「備考」", reason: step.reason ?? "", policy: "1.0",
        device: device === "PC" ? "パソコン" : "モバイル", count: "1", until: day(365), who: "staff",
      }]);
      await nothing();
    });
  }
}

test("never: nothing is asked, also beside a finding that could be gone on from", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "never" }, "identifier-typed": { stage: "block", over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "住所").pressSequentially(LICENCE);
  await field(staff, "備考").fill(NOTED);
  await saveButton(staff).click();
  await expect(banner(staff)).toContainText("「備考」");
  await expect(banner(staff)).toContainText("「住所」");
  await expect(dialog(staff)).toHaveCount(0);
  await expect(box(staff)).toBeHidden();
  await field(staff, "備考").fill("窓口で受付");
  await saveButton(staff).click(); // the other one alone is asked about
  await expect(dialog(staff)).toContainText("「住所」");
  await back(staff).click();
  expect((await newest(kintone))["氏名"].value).not.toBe("見本 太郎");
});

test("one dialog for all findings of a save, with all that they ask; each is recorded, the reason masked", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "false-alarm" }, "identifier-typed": { stage: "block", over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  const nothing = watch(staff);
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "相談内容").fill(LICENCE);
  await field(staff, "家族備考").fill(NOTED);
  await saveButton(staff).click();
  await expect(dialog(staff).getByRole("listitem")).toHaveCount(2);
  await expect(dialog(staff)).toContainText("表「家族」の1行目「家族備考」: マイナンバーが入力されています");
  await go(staff).click();
  await expect(dialog(staff).getByLabel(FALSE_ALARM)).toBeFocused();
  await dialog(staff).getByLabel(FALSE_ALARM).check();
  await go(staff).click();
  const reason = dialog(staff).getByLabel("保存する理由");
  await expect(reason).toBeFocused();
  await expect(dialog(staff).getByRole("alert")).toHaveText("理由を書いてください。");
  await reason.pressSequentially("本人(090-1234-5678)から 123456789018 と聞いたため");
  await expect(dialog(staff).getByRole("alert")).toHaveText(""); // it is being written
  await expect(dialog(staff).getByRole("status")).toContainText("電話番号");
  await expect(dialog(staff).getByRole("status")).toContainText("マイナンバー");
  await expect(dialog(staff).getByRole("status")).toContainText("伏せて記録します");
  await picture(staff, "71-two-findings-one-dialog");
  await go(staff).click();
  await staff.waitForURL(/record=\d+/);
  const record = await newest(kintone);
  expect([record["相談内容"].value, record["家族"].value[0].value["家族備考"].value]).toEqual([LICENCE, NOTED]);
  await expect.poll(async () => (await reports(kintone)).length).toBe(2);
  const told = (await reports(kintone)).map(({ kind, rule, place, reason: why }) => [kind, rule, place, why]);
  expect(told).toContainEqual(["誤検知の報告", "my-number-typed", "表「家族」の1行目「家族備考」", ""]);
  const [, , , why] = told.find(([, rule]) => rule === "identifier-typed");
  expect(why).toMatch(/^本人\(〔.*電話.*〕\)から 〔.*マイナンバー.*〕 ?と聞いたため$/);
  expect(why).not.toMatch(/\d{4}/);
  await nothing();
});

test("never asked twice for the same value: a save that fails for another reason; a changed value asks anew, and only what is saved is recorded", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "備考").fill(NOTED);
  await saveButton(staff).click();
  await dialog(staff).getByLabel("保存する理由").fill("一つ目の理由");
  await go(staff).click();
  await expect(staff.getByRole("alert").first()).toBeVisible(); // 氏名 is required
  await saveButton(staff).click();
  await expect(field(staff, "氏名")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog(staff)).toHaveCount(0);
  expect(await reports(kintone)).toEqual([]);

  await field(staff, "備考").fill("個人番号 2345 6789 0121");
  await field(staff, "氏名").fill("見本 太郎");
  await saveButton(staff).click();
  await dialog(staff).getByLabel("保存する理由").fill("二つ目の理由");
  await go(staff).click();
  await staff.waitForURL(/record=\d+/);
  await expect.poll(async () => (await reports(kintone)).map(({ reason }) => reason)).toEqual(["二つ目の理由"]);
});

test("what was gone on with and taken out again is not recorded", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "住所").pressSequentially(NOTED);
  await field(staff, "フリガナ").focus();
  await box(staff).getByLabel(FALSE_ALARM).check();
  await box(staff).getByRole("button").click();
  await field(staff, "住所").press("ControlOrMeta+A");
  await field(staff, "住所").press("Delete");
  await field(staff, "氏名").fill("見本 太郎");
  await saveButton(staff).click();
  await staff.waitForURL(/record=\d+/);
  await staff.goto("/k/1/");
  expect(await reports(kintone)).toEqual([]);
});

for (const device of ["PC", "phone"]) {
  test(`${device}: asked before saving: answered in the box at the top, the save goes through without a dialog`, async ({ kintone, enter }) => {
    const [root, viewport] = device === "PC" ? ["/k/1", undefined] : ["/k/m/1", PHONE];
    await bring("plugin", kintone, enter);
    const staff = await enter("staff", { viewport });
    const nothing = watch(staff);
    await staff.goto(`${root}/edit`);
    await field(staff, "氏名").fill("見本 太郎");
    await field(staff, "住所").pressSequentially(NOTED);
    await field(staff, "フリガナ").focus();
    await expect(box(staff)).toContainText("「住所」: マイナンバーが入力されています");
    await picture(staff, `72-box-${device}`);
    await box(staff).evaluate((one) => { one.id = "our-box"; });
    expect(await axe(staff, "#our-box")).toEqual([]);
    await box(staff).getByRole("button").click();
    await expect(box(staff).getByRole("alert")).toContainText("印を付けてください");
    await expect(box(staff).getByLabel(FALSE_ALARM)).toBeFocused();
    await box(staff).getByLabel(FALSE_ALARM).check();
    await box(staff).getByRole("button").click();
    await expect(box(staff)).toContainText("確認しました。このまま保存できます。");
    expect(await axe(staff, "#our-box")).toEqual([]);
    await field(staff, "フリガナ").pressSequentially("ミホン");
    await saveButton(staff).click();
    await staff.waitForURL(/record=\d+/);
    expect((await newest(kintone))["住所"].value).toBe(NOTED);
    await expect.poll(async () => (await reports(kintone)).map(({ kind, place }) => [kind, place])).toEqual([["誤検知の報告", "「住所」"]]);
    await nothing();
  });

  test(`${device}: a kintone without dialogs asks in the box`, async ({ kintone, enter }) => {
    const [root, viewport] = device === "PC" ? ["/k/1", undefined] : ["/k/m/1", PHONE];
    await order(kintone, { "my-number-typed": { over: "reason" } });
    await bring("plugin", kintone, enter);
    const staff = await enter("staff", { viewport });
    await staff.goto(`${root}/edit`);
    await staff.evaluate(() => { delete kintone.createDialog; delete kintone.mobile.createBottomSheet; });
    await field(staff, "氏名").fill("見本 太郎");
    await field(staff, "備考").fill(NOTED);
    await saveButton(staff).click();
    await expect(banner(staff)).toContainText("画面の上の「内規ガード」の欄で確認してから");
    await expect(box(staff)).toBeVisible();
    await box(staff).getByLabel("保存する理由").fill("照会を受けたため");
    await box(staff).getByRole("button").click();
    await saveButton(staff).click();
    await staff.waitForURL(/record=\d+/);
    await expect.poll(async () => (await reports(kintone)).map(({ reason }) => reason)).toEqual(["照会を受けたため"]);
  });
}

test("in the list the same is asked, and what was typed is saved", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/");
  await staff.getByRole("row").filter({ hasText: "架空 太郎" }).getByRole("button", { name: "編集" }).click();
  await field(staff, "相談内容").fill(NOTED);
  await saveButton(staff).click();
  await dialog(staff).getByLabel("保存する理由").fill("一覧からの訂正");
  await go(staff).click();
  await expect(staff.getByRole("cell", { name: NOTED })).toBeVisible();
  await expect.poll(async () => (await reports(kintone)).map(({ place, reason }) => [place, reason])).toEqual([["「相談内容」", "一覧からの訂正"]]);
});

test("by the keyboard alone: the box, and the dialog", async ({ kintone, enter }) => {
  await order(kintone, { "identifier-typed": { stage: "block", over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  const to = async (target, key) => {
    for (let stop = 0; stop < 60; stop += 1) {
      if (await target.evaluate((one) => one === document.activeElement)) return;
      await staff.keyboard.press(key);
    }
    throw new Error(`the keyboard does not reach ${target}`);
  };
  await field(staff, "氏名").focus();
  await staff.keyboard.type("見本 太郎");
  await to(field(staff, "住所"), "Tab");
  await staff.keyboard.type(NOTED);
  await staff.keyboard.press("Tab");
  await to(box(staff).getByLabel(FALSE_ALARM), "Shift+Tab");
  await staff.keyboard.press("Space");
  await staff.keyboard.press("Tab");
  await expect(box(staff).getByRole("button")).toBeFocused();
  await staff.keyboard.press("Enter");
  await expect(box(staff)).toContainText("このまま保存できます");
  await to(field(staff, "備考"), "Tab");
  await staff.keyboard.type(LICENCE);
  await to(saveButton(staff), "Shift+Tab");
  await staff.keyboard.press("Enter");
  await expect(dialog(staff)).not.toContainText("「住所」");
  await expect(dialog(staff).getByLabel("保存する理由")).toBeFocused();
  await staff.keyboard.press("Escape"); // no way out without an answer
  await expect(dialog(staff)).toBeVisible();
  await staff.keyboard.type("本人が申し出たため");
  await to(go(staff), "Tab");
  await staff.keyboard.press("Enter");
  await staff.waitForURL(/record=\d+/);
  await expect.poll(async () => (await reports(kintone)).map(({ rule }) => rule).sort()).toEqual(["identifier-typed", "my-number-typed"]);
});

test("in English the same is asked, in English throughout", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff-en");
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "備考").fill(`My Number ${MY_NUMBER}`);
  await staff.getByRole("button", { name: "Save", exact: true }).click();
  const asked = staff.getByRole("dialog", { name: "Naiki Guard: please check before you save" });
  await asked.getByLabel("Why you save it").fill("asked by phone 090-1234-5678");
  await expect(asked.getByRole("status")).toContainText("hidden before it is recorded");
  const words = (await asked.innerText()).replaceAll("備考", "");
  expect(words).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  await picture(staff, "73-asked-in-English");
  await asked.getByRole("button", { name: "Save as it is" }).click();
  await staff.waitForURL(/record=\d+/);
  await expect.poll(async () => (await reports(kintone)).map(({ reason }) => reason)).toEqual([expect.stringMatching(/^asked by phone 〔[^〕]*〕$/)]);
});

test("deleting without dialogs is asked in the box, in words of deleting", async ({ kintone, enter }) => {
  await publish(kintone, (document) => {
    document.orders.rules.push({ rule: "outside-hours", stage: "block", from: "2026-04-01", ja: "内規 第22条", en: "Article 22", over: "reason", words: { hours: ["月火水木金 08:30-17:15"] } });
    document.orders.rules.sort((one, other) => (one.rule < other.rule ? -1 : 1));
    return document;
  });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.clock.install({ time: new Date("2026-11-28T18:00:00+09:00") }); // a Saturday
  await staff.goto("/k/1/show#record=4");
  await staff.evaluate(() => { delete kintone.createDialog; });
  const remove = async () => {
    await staff.getByRole("button", { name: "削除", exact: true }).click();
    const sure = staff.getByRole("dialog");
    await sure.getByRole("button", { name: /削除|OK/ }).click();
  };
  await remove();
  await expect(staff.getByRole("alert").filter({ hasText: "削除していません" })).toContainText("もう一度削除してください");
  const asked = staff.getByRole("group", { name: "内規ガード: このまま削除するときは、先に確認してください" });
  await picture(staff, "82-deleting-asked-in-the-box");
  await asked.getByLabel("削除する理由").fill("二重に登録したため");
  await asked.getByRole("button", { name: "確認して、このまま削除できるようにする" }).click();
  await expect(asked).toContainText("このまま削除できます");
  await remove();
  await expect.poll(async () => (await reports(kintone)).map(({ rule, reason }) => [rule, reason])).toEqual([["outside-hours", "二重に登録したため"]]);
  // The reason is recorded before kintone deletes.
  const left = async () => (await must(kintone.address, "office", "GET", "/k/v1/records.json?app=1")).records.map((record) => record.$id.value);
  await expect.poll(left).not.toContain("4");
});

test("a reason that is being written in the box stays when one finding more comes", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "住所").pressSequentially(NOTED);
  await field(staff, "フリガナ").focus();
  await box(staff).getByLabel("保存する理由").fill("照会を受けたため");
  await field(staff, "フリガナ").pressSequentially(NOTED);
  await field(staff, "住所").focus();
  await expect(box(staff).getByRole("listitem")).toHaveCount(2);
  await expect(box(staff).getByLabel("保存する理由")).toHaveValue("照会を受けたため");
  await box(staff).getByRole("button").click();
  await saveButton(staff).click();
  await staff.waitForURL(/record=\d+/);
  await expect.poll(async () => (await reports(kintone)).length).toBe(2);
});

test("a table full of findings: one dialog, and a record for each", async ({ kintone, enter }) => {
  await order(kintone, { "my-number-typed": { over: "reason" } });
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await staff.evaluate((text) => {
    const now = kintone.app.record.get();
    const row = () => ({ id: null, value: {
      家族氏名: { type: "SINGLE_LINE_TEXT", value: "" }, 続柄: { type: "DROP_DOWN", value: null }, 家族備考: { type: "MULTI_LINE_TEXT", value: text },
    } });
    now.record.家族.value = Array.from({ length: 120 }, row);
    kintone.app.record.set(now);
  }, NOTED);
  await saveButton(staff).click();
  await expect(dialog(staff).getByRole("listitem")).toHaveCount(11);
  await expect(dialog(staff)).toContainText("ほか110か所");
  await back(staff).click();
  await expect(staff.getByRole("textbox", { name: "家族備考", disabled: false }).nth(119)).toHaveAccessibleDescription(/マイナンバーが入力されています/);
  await saveButton(staff).click();
  await picture(staff, "83-a-table-full-of-findings");
  await dialog(staff).getByLabel("保存する理由").fill("名簿の取込みのため");
  await go(staff).click();
  await staff.waitForURL(/record=\d+/);
  const many = async () => (await must(kintone.address, "office", "GET", `/k/v1/records.json?app=33&query=${encodeURIComponent("$id > 3 limit 500")}`)).records.length;
  await expect.poll(many).toBe(120);
});

test("what nobody will record is not said to be recorded", async ({ kintone, enter }) => {
  await publish(kintone, (document) => ({ ...document, reasons: null }));
  await bring("plugin", kintone, enter);
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  await field(staff, "氏名").fill("見本 太郎");
  await field(staff, "備考").fill(NOTED);
  await saveButton(staff).click();
  await expect(dialog(staff)).toBeVisible();
  await expect(dialog(staff)).not.toContainText("記録するもの");
  await dialog(staff).getByLabel(FALSE_ALARM).check();
  await go(staff).click();
  await staff.waitForURL(/record=\d+/);
  expect(await staff.evaluate(() => ({ ...sessionStorage }))).toEqual({});
});

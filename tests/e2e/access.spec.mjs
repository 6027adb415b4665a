// Both languages, the keyboard alone, and axe.
import { add, must } from "../local_kintone.mjs";
import { MY_NUMBER, PHONE, axe, bring, expect, field, inspect, picture, save, test } from "./journey.mjs";

test("in English: the staff member is refused", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const staff = await enter("staff-en");
  await staff.goto("/k/1/edit");
  await field(staff, "備考").fill(`マイナンバー ${MY_NUMBER}`);
  await field(staff, "氏名").fill("Sample");
  await staff.getByRole("button", { name: "Save", exact: true }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Go back and correct" }).click();
  await expect(staff.getByRole("alert").filter({ hasText: "Naiki Guard: not saved" })).toBeVisible();
  await expect(field(staff, "備考")).toHaveAccessibleDescription(/My Number/);
  await picture(staff, "50-refused-in-english");
});

test("in English: the inspection screen has no Japanese but what the city wrote", async ({ kintone, enter }) => {
  const { app } = await must(kintone.address, "builder-en", "POST", "/k/v1/preview/app.json", { name: "consultations" });
  const fields = { name: { type: "SINGLE_LINE_TEXT", code: "name", label: "氏名" }, birth: { type: "DATE", code: "birth", label: "生年月日" } };
  await must(kintone.address, "builder-en", "POST", "/k/v1/preview/app/form/fields.json", { app, properties: fields });
  await must(kintone.address, "builder-en", "POST", "/k/v1/preview/app/plugins.json", { app, ids: [kintone.plugin] });
  const builder = await enter("builder-en");
  await inspect(builder, kintone, app);
  await builder.getByLabel("Public forms and pages").selectOption({ label: "Public intake form" });
  await builder.getByRole("button", { name: "Save as conforming" }).click();
  await expect(builder.getByRole("heading", { name: "Nothing was saved" })).toBeFocused();
  await picture(builder, "51-inspection-in-english");
  const text = await builder.locator(".naiki-console").innerText();
  // Article numbers, department names, field labels and the name template are the city's own words.
  const left = text.replace(/第\d+条|【[^】]*】|[“"][^”"]*[”"]/g, "").match(/[\u3040-\u30ff\u4e00-\u9fff]{4,}/g) ?? [];
  expect(left).toEqual([]);
});

test("the keyboard alone: from the first tab stop to the saved record of the inspection", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  const focus = () => builder.evaluate(() => document.activeElement?.id ?? "");
  const tabTo = async (id) => {
    for (let step = 0; step < 80; step += 1) {
      if ((await focus()) === id) return;
      await builder.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${id}`);
  };
  await builder.locator("#naiki-policy").focus();
  const fix = await builder.locator(".naiki-finding", { hasText: "アプリ名" }).getByRole("button").getAttribute("id");
  await tabTo(fix);
  await builder.keyboard.press("Enter");
  await expect.poll(focus).toMatch(/^naiki-apply-/);
  await builder.keyboard.press("Enter");
  await expect.poll(focus).toBe("naiki-undo");
  await tabTo("naiki-owner");
  await builder.keyboard.type("市民課長");
  await tabTo("naiki-public");
  await builder.keyboard.press("ArrowDown");
  await expect(builder.getByLabel("公開フォーム・公開ページ")).toHaveValue("none");
  await tabTo("naiki-save-pass");
  await builder.keyboard.press("Space");
  await expect.poll(focus).toBe("naiki-refusal-title");
  await builder.keyboard.press("Tab");
  await builder.keyboard.press("Enter");
  await expect.poll(focus).toMatch(/^naiki-finding-/);
  await tabTo("naiki-save-part");
  await builder.keyboard.press("Enter");
  await builder.waitForURL(/message=CONFIG_SAVED/);
});

test("axe finds nothing on the inspection screen, open, refused and with a fix shown", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  expect(await axe(builder, ".naiki-console")).toEqual([]);
  await builder.getByLabel("公開フォーム・公開ページ").selectOption({ label: "受付フォームを公開している" });
  await builder.getByRole("button", { name: "適合として保存" }).click();
  await builder.locator(".naiki-finding", { hasText: "個人情報を見られる人" }).getByRole("button", { name: /設定を直す/ }).click();
  await expect(builder.locator(".naiki-diff")).toBeVisible();
  expect(await axe(builder, ".naiki-console")).toEqual([]);
});

test("axe finds nothing in what the guard puts on record screens", async ({ kintone, enter }) => {
  await bring("plugin", kintone, enter);
  const refuse = () => { WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError("refused"); } }; };
  for (const [path, viewport] of [["/k/1/edit", undefined], ["/k/m/1/edit", PHONE]]) {
    const staff = await enter("staff", { before: refuse, viewport });
    await staff.goto(path);
    await expect(staff.getByRole("status").filter({ hasText: "内規ガード" })).toBeVisible();
    await staff.evaluate(() => { [...document.querySelectorAll('[role="status"]')].find((bar) => bar.textContent.includes("内規ガード")).id = "our-bar"; });
    expect(await axe(staff, "#our-bar")).toEqual([]);
  }
});

test("at the width of a small laptop and enlarged twice nothing is cut off", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder", { viewport: { width: 640, height: 700 } });
  await inspect(builder, kintone, 1);
  await picture(builder, "52-inspection-narrow");
  const wide = await builder.locator(".naiki-console").evaluate((root) => [...root.querySelectorAll("*")].filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "visible" && one.clientWidth > 0 && getComputedStyle(one).display !== "inline").map((one) => one.className || one.tagName));
  expect(wide).toEqual([]);
});

test("what is typed by hand stays under the hand: text, choice and day, while findings come and go around them", async ({ kintone, enter }) => {
  await add(kintone.address, "builder", 1, kintone.plugin);
  const builder = await enter("builder");
  await inspect(builder, kintone, 1);
  await builder.getByLabel("公開フォーム・公開ページ").focus();
  await builder.keyboard.press("ArrowDown");
  await builder.keyboard.press("ArrowDown");
  await expect(builder.getByLabel("公開フォーム・公開ページ")).toBeFocused();
  await expect(builder.getByLabel("公開フォーム・公開ページ")).toHaveValue("intake");
  for (const [label, text] of [["公開サービス", "FormBridge"], ["承認番号", "令和8年第12号"]]) {
    await builder.getByLabel(label).focus();
    await builder.keyboard.type(text);
    await expect(builder.getByLabel(label)).toHaveValue(text);
    await expect(builder.getByLabel(label)).toBeFocused();
  }
});

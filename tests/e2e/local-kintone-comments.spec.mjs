// The side bar of a record: naming people in a comment, answering them, by hand and by the keyboard.
import { must } from "../local_kintone.mjs";
import { PHONE, expect, field, picture, test } from "./journey.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const addressees = (page) => page.getByRole("combobox", { name: "宛先", exact: true });
const comments = (kintone) => must(kintone.address, "builder", "GET", "/k/v1/record/comments.json?app=1&record=1");

test("a comment names people and departments, and is answered to all of them", async ({ kintone, enter }) => {
  const [staff, builder] = [await enter("staff"), await enter("builder", { viewport: PHONE })];
  await staff.goto("/k/1/show#record=1");
  await button(staff, "コメント").click();
  for (const name of ["builder", "総務課"]) {
    await addressees(staff).fill(name);
    await staff.getByRole("option").filter({ hasText: name }).first().click();
  }
  await field(staff, "コメントを書く").fill("確認をお願いします。");
  await button(staff, "書き込む").click();
  await expect(staff.locator(".comment-text")).toHaveText("@市民 つくる @総務課 確認をお願いします。");
  const [{ mentions }] = (await comments(kintone)).comments;
  expect(mentions).toEqual([{ code: "builder", type: "USER" }, { code: expect.any(String), type: "ORGANIZATION" }]);
  await picture(staff, "64-comment-with-names");
  await builder.goto("/k/m/1/show?record=1");
  await button(builder, "コメント").click();
  await button(builder, "コメント1の全員に返信").click();
  await expect(field(builder, "コメントを書く")).toBeFocused();
  await builder.keyboard.type("確認しました。");
  await button(builder, "書き込む").click();
  await expect(builder.locator(".comment-text").first()).toHaveText("@窓口 さくら @総務課 確認しました。");
  expect((await comments(kintone)).comments[0].mentions.map(({ code }) => code)).toEqual(["staff", mentions[1].code]);
});

test("by the keyboard alone: a record is added, changed and commented on", async ({ kintone, enter }) => {
  const staff = await enter("staff");
  await staff.goto("/k/1/edit");
  const tabTo = async (target) => {
    await expect(target).toBeVisible();
    for (let step = 0; step < 90; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await staff.keyboard.press("Tab");
    }
    throw new Error("the keyboard does not reach it");
  };
  await tabTo(field(staff, "氏名"));
  await staff.keyboard.type("見本 鍵盤");
  await staff.keyboard.press("Control+s");
  await staff.waitForURL(/show#record=\d+$/);
  const id = /\d+$/.exec(staff.url())[0];
  await tabTo(button(staff, "編集"));
  await staff.keyboard.press("Enter");
  await tabTo(field(staff, "備考"));
  await staff.keyboard.type("書き足しました。");
  await tabTo(button(staff, "保存"));
  await staff.keyboard.press("Space");
  await expect(staff.locator('[data-field="備考"]')).toContainText("書き足しました。");
  await tabTo(button(staff, "コメント"));
  await staff.keyboard.press("Space");
  await tabTo(addressees(staff));
  await staff.keyboard.type("市民 つくる");
  await expect(staff.getByRole("option")).toHaveCount(1);
  await staff.keyboard.press("Enter");
  await tabTo(field(staff, "コメントを書く"));
  await staff.keyboard.type("見てください。");
  await tabTo(button(staff, "書き込む"));
  await staff.keyboard.press("Enter");
  await expect(staff.locator(".comment-text")).toHaveText("@市民 つくる 見てください。");
  const { record } = await must(kintone.address, "builder", "GET", `/k/v1/record.json?app=1&id=${id}`);
  expect([record.氏名.value, record.備考.value]).toEqual(["見本 鍵盤", "書き足しました。"]);
});

test("a required field that the person may not see: the sentence is shown, the field is not named", async ({ kintone, enter }) => {
  const everyone = { type: "GROUP", code: "everyone" };
  await must(kintone.address, "builder", "PUT", "/k/v1/field/acl.json", { app: 1, rights: [{ code: "氏名", entities: [{ entity: everyone, accessibility: "NONE", includeSubs: false }] }] });
  const staff = await enter("staff");
  for (const address of ["/k/1/edit", "/k/m/1/edit"]) {
    await staff.goto(address);
    await expect(field(staff, "備考")).toBeVisible();
    await button(staff, "保存").click();
    const banner = staff.getByRole("alert");
    await expect(banner).toContainText("必須です。");
    await expect(banner).not.toContainText("氏名");
  }
  await picture(staff, "65-required-but-unseen");
  await staff.goto("/k/1/edit");
  await expect(field(staff, "備考")).toBeVisible();
  const visible = (code) => staff.evaluate((each) => kintone.app.record.isFieldVisible(each).catch(() => "rejected"), code);
  expect([await visible("備考"), await visible("氏名")]).toEqual([true, "rejected"]);
});

test("the history tells what was changed, but not what is closed to the reader", async ({ kintone, enter }) => {
  const { address } = kintone;
  await must(address, "builder", "PUT", "/k/v1/record.json", { app: 1, id: 1, record: { 備考: { value: "再訪" }, 相談内容: { value: "秘密の話" } } });
  await must(address, "builder", "PUT", "/k/v1/record.json", { app: 1, id: 1, record: { 相談内容: { value: "別の秘密" } } });
  const entity = (type, code, accessibility) => ({ entity: { type, code }, accessibility, includeSubs: false });
  await must(address, "builder", "PUT", "/k/v1/field/acl.json", { app: 1, rights: [{ code: "相談内容", entities: [entity("USER", "builder", "WRITE"), entity("GROUP", "everyone", "NONE")] }] });
  const [staff, builder] = [await enter("staff"), await enter("builder")];
  const sideBar = async (page) => {
    await page.goto("/k/1/show#record=1");
    await expect(button(page, "変更履歴")).toBeVisible();
    await page.evaluate(() => kintone.app.record.showSideBar("HISTORY"));
    expect(await page.evaluate(() => kintone.app.record.getSideBarDisplayState())).toBe("HISTORY");
    return page.getByRole("complementary", { name: "変更履歴" });
  };
  const seen = await sideBar(staff);
  await expect(seen.getByRole("listitem")).toHaveCount(2);
  await expect(seen.getByRole("listitem").first()).toContainText("バージョン3");
  await expect(seen).toContainText("再訪");
  await expect(seen).not.toContainText("秘密");
  await expect(seen).not.toContainText("相談内容");
  await expect((await sideBar(builder)).getByRole("listitem").first()).toContainText("秘密の話 → 別の秘密");
  await picture(builder, "66-history");
  await button(builder, "コメント").click();
  await expect(builder.getByRole("complementary", { name: "コメント" })).toBeVisible();
  await expect(button(builder, "変更履歴")).toHaveAttribute("aria-expanded", "false");
});

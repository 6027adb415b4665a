// Beside other plugins, in both orders: theirs is kept, ours stands, and what is saved is what they made of it.
import { add, must } from "../local_kintone.mjs";
import { MY_NUMBER, PHONE, REFUSED, attempt, expect, field, picture, test } from "./journey.mjs";
import { settle } from "./neighbours/neighbour.mjs";

const banner = (page) => page.getByRole("alert").filter({ hasText: REFUSED });
const saveButton = (page) => page.getByRole("button", { name: "保存", exact: true });
const noted = `マイナンバー ${MY_NUMBER}`;
const newest = async (kintone) =>
  (await must(kintone.address, "staff", "GET", "/k/v1/records.json?app=1&query=order%20by%20%24id%20desc%20limit%201")).records[0];

/** Neighbours and our plugin in app 1; kintone calls them in the order in which they were added. */
const together = async (kintone, order, names = ["rewriting", "erring"]) => {
  const neighbours = [];
  for (const name of names) neighbours.push(await settle(kintone, name));
  const all = order === "ours first" ? [kintone.plugin, ...neighbours] : [...neighbours, kintone.plugin];
  for (const plugin of all) await add(kintone.address, "builder", 1, plugin);
};

/** Opens the add screen with what the city must have; the neighbour's address is there already. */
const begin = async (page, root) => {
  await page.goto(`${root}/edit`);
  await expect(field(page, "住所")).toHaveValue("みどり市");
  await field(page, "氏名").fill("見本 太郎");
};

for (const device of ["PC", "phone"]) {
  const [root, viewport] = device === "PC" ? ["/k/1", undefined] : ["/k/m/1", PHONE];
  const editing = device === "PC" ? `${root}/show#record=1&mode=edit` : `${root}/show?record=1#mode=edit`;

  for (const order of ["ours first", "ours last"]) {
    test(`${device}, ${order}: our refusal and the neighbour's error stand together; cured, its values are saved`, async ({ kintone, enter }) => {
      await together(kintone, order);
      const staff = await enter("staff", { viewport });
      await begin(staff, root);
      await field(staff, "フリガナ").pressSequentially("みほん");
      await field(staff, "住所").focus();
      await expect(field(staff, "フリガナ")).toHaveAccessibleDescription(/カタカナで/);
      await field(staff, "住所").press("End");
      await field(staff, "住所").pressSequentially("１丁目");
      await field(staff, "氏名").focus();
      await expect(field(staff, "住所")).toHaveValue("みどり市1丁目");

      await field(staff, "備考").fill(noted);
      await saveButton(staff).click(); // the neighbour refuses: nobody is asked about what cannot be saved anyway
      await expect(banner(staff)).toContainText("「備考」");
      await expect(field(staff, "フリガナ")).toHaveAccessibleDescription(/カタカナで/);
      await expect(field(staff, "電話番号")).toHaveAccessibleDescription(/電話番号を入力してください/);
      if (order === "ours last") await expect(field(staff, "備考")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
      await picture(staff, `62-neighbours-${device}-${order.replace(" ", "-")}`);

      // Their errors are cured: ours refuses alone, although the neighbour has cleared what stood at the field.
      await field(staff, "フリガナ").fill("ミホン");
      await field(staff, "電話番号").fill("００－１２３４－５６７８");
      await attempt(staff);
      await expect(field(staff, "電話番号")).not.toHaveAccessibleDescription(/電話番号を入力/);
      await expect(field(staff, "フリガナ")).not.toHaveAccessibleDescription(/カタカナで/);
      await expect(banner(staff)).toContainText("「備考」");
      expect((await newest(kintone))["氏名"].value).not.toBe("見本 太郎");

      await field(staff, "備考").fill("  窓口で受付  ");
      await saveButton(staff).click();
      await staff.waitForURL(/record=\d+/);
      const record = await newest(kintone);
      expect(["氏名", "フリガナ", "住所", "電話番号", "備考"].map((code) => record[code].value))
        .toEqual(["見本 太郎", "ミホン", "みどり市1丁目", "00-1234-5678", "窓口で受付"]);
    });

    test(`${device}, ${order}: the neighbour's error at our very field is kept`, async ({ kintone, enter }) => {
      await together(kintone, order);
      const staff = await enter("staff", { viewport });
      await begin(staff, root);
      await field(staff, "電話番号").fill("00-0000-0000");
      await field(staff, "備考").fill(`${noted} ${"長".repeat(100)}`);
      await saveButton(staff).click(); // the neighbour refuses: nobody is asked about what cannot be saved anyway
      await expect(banner(staff)).toContainText("「備考」");
      await expect(field(staff, "備考")).toHaveAccessibleDescription(/備考は100文字までです/);
      if (order === "ours last") await expect(field(staff, "備考")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
      await field(staff, "備考").fill(noted);
      await attempt(staff);
      await expect(field(staff, "備考")).not.toHaveAccessibleDescription(/備考は100文字まで/);
      await expect(banner(staff)).toContainText("「備考」");
      // And without a number only theirs is left.
      await field(staff, "備考").fill("長".repeat(101));
      await saveButton(staff).click();
      await expect(field(staff, "備考")).toHaveAccessibleDescription(/備考は100文字までです/);
      await expect(field(staff, "備考")).not.toHaveAccessibleDescription(/マイナンバー/);
      await expect(banner(staff)).toHaveCount(0);
    });

    test(`${device}, ${order}: the neighbour's error for the whole record is kept, and ours comes at the latest after it`, async ({ kintone, enter }) => {
      await together(kintone, order);
      const staff = await enter("staff", { viewport });
      await begin(staff, root);
      await field(staff, "電話番号").fill("00-0000-0000");
      await field(staff, "生年月日").fill("2999-01-01");
      await field(staff, "備考").fill(noted);
      await saveButton(staff).click();
      const alert = staff.getByRole("alert").filter({ hasText: "生年月日が未来の日付です。" });
      await expect(alert).toHaveCount(1);
      if (order === "ours last") await expect(alert).toContainText("「備考」");
      await field(staff, "生年月日").fill("1999-01-01");
      await attempt(staff);
      await expect(banner(staff)).toContainText("「備考」");
      await expect(alert).toHaveCount(0);
      await field(staff, "備考").fill("窓口で受付");
      await saveButton(staff).click();
      await staff.waitForURL(/record=\d+/);
    });

    test(`${device}, ${order}: an edit is refused, cured, and saved as the neighbour rewrites it`, async ({ kintone, enter }) => {
      await together(kintone, order);
      const staff = await enter("staff", { viewport });
      await staff.goto(editing);
      await field(staff, "備考").fill(noted);
      await field(staff, "電話番号").fill("");
      await saveButton(staff).click();
      await expect(banner(staff)).toContainText("「備考」");
      await expect(field(staff, "電話番号")).toHaveAccessibleDescription(/電話番号を入力してください/);
      await field(staff, "電話番号").fill("００－００００－１１１１");
      await field(staff, "備考").fill(" 電話番号を変更 ");
      await saveButton(staff).click();
      await expect(staff.getByText("電話番号を変更")).toBeVisible();
      const { record } = await must(kintone.address, "staff", "GET", "/k/v1/record.json?app=1&id=1");
      expect([record["電話番号"].value, record["備考"].value]).toEqual(["00-0000-1111", "電話番号を変更"]);
    });

    test(`${device}, ${order}: a My Number in full-width digits is refused, before or after they are folded`, async ({ kintone, enter }) => {
      await together(kintone, order);
      const staff = await enter("staff", { viewport });
      await begin(staff, root);
      await field(staff, "電話番号").fill("00-0000-0000");
      await field(staff, "備考").fill("マイナンバー １２３４ ５６７８ ９０１８");
      await attempt(staff);
      await expect(banner(staff)).toContainText("「備考」");
    });

    test(`${device}, ${order}: a My Number that only the neighbour's rewriting makes is refused`, async ({ kintone, enter }) => {
      await together(kintone, order);
      const staff = await enter("staff", { viewport });
      await begin(staff, root);
      await field(staff, "電話番号").fill("00-0000-0000");
      await field(staff, "備考").fill("マイナンバー 一二三四五六七八九〇一八");
      await attempt(staff);
      await expect(banner(staff)).toContainText("「備考」");
      await field(staff, "備考").fill("窓口で受付");
      await saveButton(staff).click();
      await staff.waitForURL(/record=\d+/);
    });

    test(`${device}, ${order}: a neighbour that returns nothing takes no refusal away`, async ({ kintone, enter }) => {
      await together(kintone, order, ["silent"]);
      const staff = await enter("staff", { viewport });
      await staff.goto(`${root}/edit`);
      await field(staff, "氏名").fill("見本 太郎");
      await field(staff, "備考").fill(noted);
      await attempt(staff);
      await expect(banner(staff)).toContainText("「備考」");
      await expect(field(staff, "備考")).toHaveAccessibleDescription(/マイナンバーが入力されています/);
      await expect(staff.locator("html")).toHaveAttribute("data-letters", /\d+/);
      await field(staff, "備考").fill("窓口で受付");
      await saveButton(staff).click();
      await staff.waitForURL(/record=\d+/);
    });
  }
}

for (const order of ["ours first", "ours last"]) {
  test(`list edit, ${order}: refused, cured, and saved as the neighbour rewrites it`, async ({ kintone, enter }) => {
    await together(kintone, order);
    const staff = await enter("staff");
    await staff.goto("/k/1/");
    await staff.getByRole("row").filter({ hasText: "架空 太郎" }).getByRole("button", { name: "編集" }).click();
    const cell = field(staff, "相談内容");
    await cell.fill(noted);
    await attempt(staff);
    await expect(banner(staff)).toContainText("「相談内容」");
    await cell.fill("転入の手続き １名");
    await saveButton(staff).click();
    await expect(staff.getByRole("cell", { name: "転入の手続き 1名" })).toBeVisible();
  });
}

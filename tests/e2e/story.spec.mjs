// The story: a city installs the plugin, a builder is refused, repairs and saves, and a typed My Number is refused.
import { upload } from "../local_kintone.mjs";
import { MY_NUMBER, REFUSED, ZIP, attempt, expect, picture, save, test, update } from "./journey.mjs";

test("from an app's settings to a refused save", async ({ kintone, enter }) => {
  await upload(kintone.address, ZIP); // by Cybozu's own client, over what is there: an update

  const builder = await enter("builder");
  await builder.goto("/k/admin/app/1/plugin/");
  await builder.getByLabel(/内規ガード/).check();
  await builder.getByRole("button", { name: "追加", exact: true }).click();
  await builder.getByRole("button", { name: /内規ガード.*設定/ }).click();
  await expect(builder.locator(".naiki-verdict")).toHaveText("不適合");
  await picture(builder, "01-builder-sees-why");

  await builder.getByRole("button", { name: "適合として保存" }).click();
  await expect(builder.getByRole("heading", { name: "保存していません" })).toBeFocused();
  await picture(builder, "02-builder-is-refused");
  await builder.getByRole("button", { name: /アプリのアクセス権の「Everyone」の行/ }).click();
  await expect(builder.getByRole("heading", { name: /個人情報を見られる人が多すぎる/ })).toBeFocused();

  const name = builder.locator(".naiki-finding", { hasText: "アプリ名が命名規則に合っていない" });
  await name.getByRole("button", { name: /設定を直す/ }).click();
  await expect(name.getByRole("row", { name: /【市民課】相談受付簿/ })).toBeVisible();
  await name.getByRole("button", { name: "この内容で直す" }).click();
  await expect(builder.getByRole("button", { name: "元に戻す" })).toBeFocused();
  await expect(name).toHaveCount(0);
  await expect(builder.getByText("アプリ「【市民課】相談受付簿」")).toBeVisible();

  const open = builder.locator(".naiki-finding", { hasText: "個人情報を見られる人が多すぎる" });
  await open.getByRole("button", { name: /設定を直す/ }).click();
  await picture(builder, "03-builder-sees-the-change");
  await open.getByRole("button", { name: "この内容で直す" }).click();
  await expect(open).toHaveCount(0);

  await builder.getByLabel("利用目的").fill("窓口で受けた相談を記録し、対応の漏れを防ぐ");
  await builder.getByLabel("責任者", { exact: true }).fill("市民課長");
  await builder.getByLabel("保守担当", { exact: true }).fill("市民課 窓口係");
  await builder.getByLabel("情報区分").selectOption({ label: "個人情報" });
  await builder.getByLabel("公開フォーム・公開ページ").selectOption({ label: "公開していない" });
  await expect(builder.locator(".naiki-verdict")).toHaveText("適合");
  await expect(builder.getByRole("heading", { name: "保存していません" })).toHaveCount(0);
  await picture(builder, "04-builder-has-repaired");
  await save(builder, "適合として保存");
  await picture(builder, "05-saved-not-yet-in-effect");

  // Nothing counts before [アプリを更新].
  const early = await enter("staff");
  await early.goto("/k/1/");
  await expect(early.getByText("【市民課】相談受付簿")).toHaveCount(0);
  await update(builder, 1);

  const staff = await enter("staff");
  await staff.goto("/k/1/");
  await expect(staff.getByText("【市民課】相談受付簿").first()).toBeVisible();
  await staff.goto("/k/1/edit");
  await staff.getByLabel("氏名", { exact: true }).fill("見本 太郎");
  await staff.getByLabel("備考", { exact: true }).fill(`本人のマイナンバーは ${MY_NUMBER}`);
  await attempt(staff);
  await expect(staff.getByRole("alert").filter({ hasText: REFUSED })).toContainText("「備考」");
  await expect(staff.getByLabel("備考", { exact: true })).toHaveAccessibleDescription(/マイナンバー.*第7条/);
  await picture(staff, "06-staff-is-refused-at-the-field");

  await staff.getByLabel("備考", { exact: true }).fill("本人確認書類を提示");
  await staff.getByRole("button", { name: "保存", exact: true }).click();
  await staff.waitForURL(/show#record=\d+/);
  await picture(staff, "07-staff-has-saved");
});

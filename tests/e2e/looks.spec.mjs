// How the parts of the inspection screen look that come and go: an exception being asked for, who loses what, what was
// repaired, who can do what. In both languages, at full width and enlarged twice: for axe, and for people to look at.
import { deploy, must } from "../local_kintone.mjs";
import { axe, expect, inspect, picture, test } from "./journey.mjs";

const WORDS = {
  ja: {
    who: "builder", open: "個人情報を見られる人が多すぎる", ask: "例外措置を申し出る", send: "この内容で申し出る", fix: /設定を直す/,
    make: "この内容で直す", table: "変更の内容", undo: "元に戻す", tab: "だれが何をできるか", exceptions: "例外措置",
    reason: "福祉課との共同の窓口で、年度末まで両課の職員が見るため", number: "令和8年 情政第23号", running: "運用中", unknown: "分からない", loses: /できなくなる/,
  },
  en: {
    who: "builder-en", open: "Too many people can view personal information", ask: "Ask for an exception", send: "Ask for it", fix: /Fix the setting/,
    make: "Make this change", table: "The change", undo: "Undo", tab: "Who can do what", exceptions: "Exceptions",
    reason: "two divisions share the counter until the end of the fiscal year", number: "2026-23", running: "Running now", unknown: "unknown", loses: /no longer|lose/i,
  },
};

/** 1,280 pixels enlarged twice leave room for 640. */
const WIDTHS = [["", { width: 1280, height: 900 }], ["-enlarged", { width: 640, height: 450 }]];

/** What does not fit: the page itself, and everything of ours that is cut off or stands outside of it. */
const cut = (page) => page.evaluate(() => {
  const name = (one) => `${one.tagName} ${one.id || one.className} ${(one.textContent ?? "").trim().slice(0, 30)}`;
  const out = [];
  const page = document.scrollingElement;
  if (page.scrollWidth > window.innerWidth) out.push(`the page is ${page.scrollWidth} wide`);
  for (const one of document.querySelectorAll(".naiki-console *")) {
    const { display, overflowX, clip } = getComputedStyle(one);
    if (one.clientWidth === 0 || display === "inline" || one.closest(".naiki-spoken") || clip !== "auto") continue;
    const { left, right } = one.getBoundingClientRect();
    if (left < 0 || right > window.innerWidth + 1) out.push(`outside: ${name(one)}`);
    if (one.scrollWidth > one.clientWidth + 1 && overflowX !== "auto" && overflowX !== "scroll") out.push(`cut: ${name(one)}`);
  }
  return out;
});

/** A picture, and nothing for axe and for the ruler to find. */
const look = async (page, name) => {
  await picture(page, name);
  expect.soft(await axe(page, ".naiki-console"), name).toEqual([]);
  expect.soft(await cut(page), name).toEqual([]);
};

for (const [lang, words] of Object.entries(WORDS)) {
  for (const [suffix, viewport] of WIDTHS) {
    test(`what comes and goes on the screen: ${lang}${suffix}`, async ({ kintone, enter }) => {
      const call = (method, part, body) => must(kintone.address, words.who, method, `/k/v1/preview/${part}.json`, body);
      const { app } = await call("POST", "app", { name: lang === "ja" ? "【市民課】窓口の相談" : "【市民課】consultations" });
      const labels = [["name", "氏名", "SINGLE_LINE_TEXT"], ["birth", "生年月日", "DATE"], ["illness", "病歴", "MULTI_LINE_TEXT"]];
      await call("POST", "app/form/fields", { app, properties: Object.fromEntries(labels.map(([code, label, type]) => [code, { code, label, type }])) });
      await call("POST", "app/plugins", { app, ids: [kintone.plugin] });
      await deploy(kintone.address, words.who, app);
      const page = await enter(words.who, { viewport });
      await inspect(page, kintone, app);
      const at = `${lang}${suffix}`;
      await look(page, `85-inspection-${at}`);

      const finding = page.locator(".naiki-finding", { hasText: words.open }).first();
      const id = (await finding.getByRole("heading").getAttribute("id")).replace("naiki-finding-", "");
      await page.locator(`#naiki-waiver-${id}`).getByRole("button", { name: words.ask }).click();
      await page.getByRole("button", { name: words.send }).click();
      await expect(page.locator('[data-act="waive-reason"]')).toBeFocused();
      await expect(page.locator('[data-act="waive-reason"]')).toHaveAttribute("aria-invalid", "true");
      await look(page, `86-exception-form-${at}`);
      await page.locator('[data-act="waive-reason"]').fill(words.reason);
      await page.locator('[data-act="waive-until"]').fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
      await page.locator('[data-act="waive-approval"]').fill(words.number);
      await page.getByRole("button", { name: words.send }).click();
      await expect(page.getByRole("heading", { name: words.exceptions, exact: true })).toBeVisible();
      await look(page, `86-exception-held-${at}`);

      await finding.getByRole("button", { name: words.fix }).click();
      const change = finding.locator(".naiki-diff");
      await expect(change).toContainText(words.loses);
      await look(page, `87-who-loses-what-${at}`);

      await change.getByRole("button", { name: words.make }).click();
      await expect(page.getByRole("button", { name: words.undo })).toBeFocused();
      await look(page, `88-repaired-${at}`);

      await page.getByRole("button", { name: words.tab, exact: true }).click();
      // What was repaired is prepared only: both sides stand beside each other.
      await page.locator("#naiki-look-subject").selectOption({ index: 1 });
      await expect(page.locator(".naiki-console table")).toContainText(words.running);
      await expect(page.locator(".naiki-console table")).not.toContainText(words.unknown);
      await look(page, `89-who-can-do-what-${at}`);
      await page.locator("#naiki-look-kind").selectOption("class");
      await page.locator("#naiki-look-subject").selectOption({ index: 1 });
      await expect(page.locator(".naiki-console table")).toBeVisible();
      await look(page, `89-who-sees-personal-${at}`);
    });
  }
}

// A journey: a local kintone of its own with the signed zip installed, and people who enter it.
// Every page is watched: a request to another host, an uncaught error or a typed value in the log fails the journey.
import { mkdirSync, readFileSync } from "node:fs";
import { expect, test as base } from "@playwright/test";
import { PASSWORD, add, deploy, install, must, start } from "../local_kintone.mjs";

export { expect };
export const ZIP = "target/naiki-guard.zip";
export const DOMAIN = "target/naiki-guard-domain.js";
/** マイナンバー of nobody: check digits of personal-information.md §1. */
export const MY_NUMBER = "1234 5678 9018";
export const PHONE = { width: 390, height: 844 };
export const REFUSED = /内規ガード: 保存していません/;
export const ASKED = /内規ガード: 保存する前に/;

export const test = base.extend({
  kintone: async ({}, use) => {
    const kintone = await start();
    kintone.plugin = await install(kintone.address, ZIP);
    await use(kintone);
    await kintone.stop();
  },

  /** `enter("staff")` opens a browser context of that person and gives its page. */
  enter: async ({ browser, kintone }, use) => {
    const contexts = [];
    const strayed = [];
    const errors = [];
    await use(async (person, { viewport = { width: 1280, height: 900 }, before, pardon, proxy } = {}) => {
      const context = await browser.newContext({ viewport, baseURL: kintone.address, proxy });
      contexts.push(context);
      context.on("request", (request) => {
        if (/^https?:/.test(request.url()) && !request.url().startsWith(`${kintone.address}/`)) strayed.push(request.url());
      });
      if (before) await context.addInitScript(before);
      await context.request.post("/login", { form: { user: person, password: PASSWORD, next: "/k/" } });
      const page = await context.newPage();
      // Typed values never reach a log.
      page.on("console", (message) => { if (/1234.?5678.?9018/.test(message.text())) errors.push(`a value in the log: ${message.type()}`); });
      page.on("pageerror", (error) => { if (!pardon?.test(error.message)) errors.push(error.message); });
      return page;
    });
    for (const context of contexts) await context.close();
    expect(strayed, "no request leaves for another host").toEqual([]);
    expect(errors, "no page has an uncaught error").toEqual([]);
  },
});

/** Tries to save; what the guard asks first is answered with 戻って直す. */
export const attempt = async (page) => {
  const asked = page.getByRole("dialog", { name: ASKED });
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await asked.getByRole("button", { name: "戻って直す" }).click();
  await expect(asked).toHaveCount(0);
};

/** Keeps a picture for people to look at. */
export const picture = async (page, name) => {
  mkdirSync("target/screens", { recursive: true });
  await page.screenshot({ path: `target/screens/${name}.png`, fullPage: true });
};

/** The config screen of our plugin in an app, when the inspection has finished. */
export const inspect = async (page, kintone, app) => {
  await page.goto(`/k/admin/app/${app}/plugin/config?pluginId=${kintone.plugin}`);
  await expect(page.locator(".naiki-verdict")).toBeVisible();
};

/** Saves on the config screen and waits for kintone's own list of plugins with its message. */
export const save = async (page, button) => {
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(/message=CONFIG_SAVED/);
};

/** Brings the guard to the record screens of an app: the plugin in the app, or one file for all of kintone. */
export const bring = async (way, kintone, enter, app = 1) => {
  if (way === "plugin") {
    await add(kintone.address, "builder", app, kintone.plugin);
    return;
  }
  const office = await enter("office");
  await office.goto("/k/admin/system/customize/");
  for (const device of ["PC用のJavaScript", "スマートフォン用のJavaScript"]) {
    const list = office.getByRole("group", { name: device });
    await list.locator('input[type="file"]').setInputFiles(DOMAIN);
    await expect(list.getByText("naiki-guard-domain.js")).toBeVisible();
  }
  await office.getByRole("button", { name: "保存", exact: true }).click();
  await expect(office.getByText(/保存しました/)).toBeVisible();
  await picture(office, "20-domain-file-for-all-of-kintone");
};

/** A builder keeps the inspection record of an app as it is, by a policy, and puts it into effect. */
export const seal = async (kintone, enter, app, policy) => {
  // What is published comes before what stands in an app.
  if (policy.includes("厳格")) await publish(kintone, undefined, true);
  const builder = await enter("builder");
  await inspect(builder, kintone, app);
  await builder.getByLabel("点検に使う内規").selectOption({ label: policy });
  await save(builder, "途中まで保存");
  await deploy(kintone.address, "builder", app);
};

/** The office publishes a document for all guards: the strict one of the tests, or the one that stands there, changed. */
export const publish = async (kintone, change = (document) => document, strict = false) => {
  const { records } = await must(kintone.address, "office", "GET", "/k/v1/records.json?app=32");
  const standing = JSON.parse(strict ? readFileSync("tests/e2e/published-strict.json", "utf8") : records[0].document.value);
  await must(kintone.address, "office", "PUT", "/k/v1/record.json", {
    app: 32, id: records[0].$id.value, record: { document: { value: JSON.stringify(change(standing)) } },
  });
};

/** A field of the record form, by its label. */
export const field = (page, label) => page.getByLabel(label, { exact: true });

/** [アプリを更新] by hand, on the app's settings. */
export const update = async (page, app, words = "アプリを更新") => {
  await page.goto(`/k/admin/app/flow?app=${app}`);
  await page.getByRole("button", { name: words, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "OK" }).click();
  await page.waitForURL(`**/k/${app}/`);
};

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** What axe finds in a part of the page, by rule and place. */
export const axe = async (page, part) => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((selector) => axe.run(selector, { resultTypes: ["violations"] }), part);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
};

// `@kintone/dts-gen`, unmodified: its types of an app, its set-up script, and its own check of the JS API in a browser.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import browser from "../e2e/playwright.config.mjs";
import { PASSWORD, call, must, start } from "../local_kintone.mjs";

const run = promisify(execFile);
const OUT = resolve("target/contract");
const PACKAGE = "node_modules/@kintone/dts-gen";
const BUNDLE = `${PACKAGE}/dist/dts-gen-integration-test.js`;
let kintone;

before(async () => {
  mkdirSync(OUT, { recursive: true });
  kintone = await start();
  // The names of the built-in fields come in the language of who makes the app, and the bundle asks for English ones.
  await must(kintone.address, "office", "PUT", "/local/language.json", { language: "en" });
});
after(() => kintone.stop());

const credentials = (person) => ["--base-url", kintone.address, "-u", person, "-p", PASSWORD];

test("the command line tool makes types that compile and that know the fields", async () => {
  const types = `${OUT}/fields.d.ts`;
  await run("node_modules/.bin/kintone-dts-gen", [...credentials("builder"), "--app-id", "1", "--output", types]);
  const use = (line) => {
    const file = `${OUT}/use.ts`;
    writeFileSync(file, `/// <reference path="${resolve(PACKAGE, "kintone.d.ts")}" />\n/// <reference path="./fields.d.ts" />\n${line}\n`);
    return run("node_modules/.bin/tsc", ["--noEmit", "--strict", "--types", "null", file]);
  };
  const record = "declare const record: kintone.types.SavedFields;";
  await use(`${record} const text: string = record.相談内容.value; const row: string = record.家族.value[0].value.続柄.value;`);
  await assert.rejects(use(`${record} record.居ない欄.value;`), "a field that the app does not have is no part of the type");
});

/** The app that the set-up script makes, with its record filled where the script leaves it empty. */
const setUp = async () => {
  const script = `${PACKAGE}/dist/integration-tests/setup-test-app.js`;
  const { stdout } = await run("node", [script, ...credentials("office"), "--integration-test-js-file", BUNDLE]);
  const app = Number(/Preparing for App\(ID:(\d+)\)/.exec(stdout)[1]);
  // The script leaves these three empty; the bundle looks into their first entry.
  const code = async (path, list) => (await must(kintone.address, "office", "GET", path))[list].at(0).code;
  const record = {
    User_selection: { value: [{ code: "office" }] },
    Department_selection: { value: [{ code: await code("/v1/organizations.json", "organizations") }] },
    Group_selection: { value: [{ code: await code("/v1/groups.json", "groups") }] },
  };
  await must(kintone.address, "office", "PUT", "/k/v1/record.json", { app, id: 1, record });
  return app;
};

/** Opens the list of the app as a person would; what goes wrong in its scripts comes back. `prelude` runs just before the bundle. */
const list = async (app, prelude) => {
  const chrome = await chromium.launch(browser.use.launchOptions);
  try {
    const context = await chrome.newContext({ baseURL: kintone.address });
    await context.request.post("/login", { form: { user: "office", password: PASSWORD, next: "/k/" } });
    const page = await context.newPage();
    const errors = [];
    let ran = 0;
    page.on("pageerror", (error) => errors.push(error.message));
    const failure = prelude === "" ? undefined : page.waitForEvent("pageerror", { timeout: 10_000 });
    await page.route((url) => url.pathname.startsWith("/local/download/"), async (route) => {
      ran += 1;
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${prelude}\n${await answer.text()}` });
    });
    await page.goto(`/k/${app}/`);
    await page.locator(".recordlist-gaia tbody tr").first().waitFor();
    await failure;
    assert.equal(ran, 1, "the bundle was loaded by the page, once");
    return errors;
  } finally {
    await chrome.close();
  }
};

test("the set-up script makes its app; the bundle in it finds the whole JS API, and notices when a part is gone", async () => {
  const app = await setUp();
  const { desktop } = await must(kintone.address, "office", "GET", `/k/v1/app/customize.json?app=${app}`);
  assert.equal(desktop.js[0].file.name, "dts-gen-integration-test.js");
  assert.deepEqual(await list(app, ""), []);
  const sabotages = [
    "delete kintone.app.record.setGroupFieldOpen;",
    "delete kintone.Promise;",
    "kintone.api.url = (path) => path;",
    'kintone.events.on("app.record.index.show", (event) => { delete event.offset; });',
    'kintone.events.on("app.record.index.show", (event) => { event.records[0].Number.type = "CALC"; });',
  ];
  for (const sabotage of sabotages) assert.notDeepEqual(await list(app, sabotage), [], sabotage);
});

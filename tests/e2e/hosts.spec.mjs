// No other host is asked for anything: told by a proxy that counts what would leave, and by a content security policy that
// forbids it. And a save that passes asks for nothing that it would not ask for without us.
import { createServer } from "node:http";
import { MY_NUMBER, PHONE, REFUSED, attempt, bring, expect, field, inspect, save, test as journey } from "./journey.mjs";
import settings from "./playwright.config.mjs";

/** A proxy on this machine that refuses everything and remembers it. The local kintone is reached without it. */
const gate = async () => {
  const asked = [];
  const server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url}`);
    answer.writeHead(403).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise((ready) => { server.listen(0, "127.0.0.1", ready); });
  return { asked, proxy: { server: `http://127.0.0.1:${server.address().port}`, bypass: "localhost" }, close: () => server.close() };
};

// Chromium itself asks a service of its maker about every form; that is neither the page nor us.
const { launchOptions } = settings.use;
journey.use({ launchOptions: { ...launchOptions, args: [...launchOptions.args, "--disable-features=AutofillServerCommunication"] } });

const test = journey.extend({
  gate: async ({}, use) => {
    const made = await gate();
    await use(made);
    made.close();
  },
});

// What the local kintone's own pages need: the inline line that names a plugin before its script, style attributes for the
// widths of fields, an icon as data. What we need beside: to run wasm, and to talk to the kintone that the page came from.
const POLICY = [
  "default-src 'none'", "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'", "style-src 'self'", "style-src-attr 'unsafe-inline'", "img-src 'self' data:",
  "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-src 'none'", "worker-src 'none'", "object-src 'none'",
].join("; ");

/** Aborts and counts what goes elsewhere, sends every page under the policy, and collects what the policy forbids. */
const guarded = async (context, address) => {
  const [elsewhere, violations] = [[], []];
  let pages = 0;
  await context.exposeBinding("violated", (_, words) => { violations.push(words); });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => { window.violated(`${event.effectiveDirective}: ${event.blockedURI}`); });
  });
  await context.route("**", async (route) => {
    const request = route.request();
    if (!request.url().startsWith(`${address}/`)) {
      elsewhere.push(request.url());
      await route.abort();
      return;
    }
    if (request.resourceType() !== "document" || request.method() !== "GET") {
      await route.continue();
      return;
    }
    const response = await route.fetch({ maxRedirects: 0 });
    if (response.status() >= 300 && response.status() < 400) {
      await route.continue();
      return;
    }
    pages += 1;
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": POLICY } });
  });
  return { elsewhere, violations, pages: () => pages };
};

const noted = `マイナンバー ${MY_NUMBER}`;
const refusal = (page) => page.getByRole("alert").filter({ hasText: REFUSED });
const saveButton = (page) => page.getByRole("button", { name: "保存", exact: true });
const settled = (page) => page.waitForLoadState("networkidle");

/** Add, edit and detail, on either device: refused, then saved. */
const enterRecords = async (page, device) => {
  const root = device === "PC" ? "/k/1" : "/k/m/1";
  await page.goto(`${root}/`);
  await settled(page);
  await page.goto(`${root}/edit`);
  await field(page, "氏名").fill("見本 太郎");
  await field(page, "住所").pressSequentially(noted);
  await field(page, "備考").fill(noted);
  await attempt(page);
  await expect(refusal(page)).toContainText("「備考」");
  await field(page, "住所").fill("みどり市");
  await field(page, "備考").fill("窓口で受付");
  await saveButton(page).click();
  await page.waitForURL(/record=\d+/);
  await settled(page);
  await page.goto(device === "PC" ? `${root}/show#record=1&mode=edit` : `${root}/show?record=1#mode=edit`);
  await field(page, "備考").fill(noted);
  await attempt(page);
  await expect(refusal(page)).toContainText("「備考」");
  await field(page, "備考").fill("追記");
  await saveButton(page).click();
  await expect(page.getByText("追記")).toBeVisible();
  await settled(page);
};

/** What only the PC has: the edit in the list, the print page, graphs. */
const enterOnPc = async (page) => {
  await page.goto("/k/1/");
  await page.getByRole("row").filter({ hasText: "架空 太郎" }).getByRole("button", { name: "編集" }).click();
  await field(page, "相談内容").fill(noted);
  await attempt(page);
  await expect(refusal(page)).toContainText("「相談内容」");
  await field(page, "相談内容").fill("転入の手続き");
  await saveButton(page).click();
  await expect(page.getByRole("cell", { name: "転入の手続き" })).toBeVisible();
  for (const address of ["/k/1/print?record=1", "/k/1/report"]) {
    await page.goto(address);
    await settled(page);
  }
};

/** The config screen: inspected, an item entered, saved, and looked at again. */
const configure = async (page, kintone) => {
  await inspect(page, kintone, 1);
  await page.getByLabel("責任者", { exact: true }).fill("市民課長");
  await save(page, "途中まで保存");
  await inspect(page, kintone, 1);
  await settled(page);
};

for (const way of ["plugin", "domain file"]) {
  test(`${way}: no request leaves for another host, and no screen breaks a policy that forbids it`, async ({ kintone, enter, gate: { asked, proxy } }) => {
    await bring(way, kintone, enter);
    for (const [device, viewport] of [["PC", undefined], ["phone", PHONE]]) {
      const staff = await enter("staff", { viewport, proxy });
      const watch = await guarded(staff.context(), kintone.address);
      await enterRecords(staff, device);
      if (device === "PC") await enterOnPc(staff);
      expect([watch.elsewhere, watch.violations], device).toEqual([[], []]);
      expect(watch.pages(), "every page came under the policy").toBeGreaterThanOrEqual(device === "PC" ? 6 : 4);
    }
    if (way === "plugin") {
      const builder = await enter("builder", { proxy });
      const watch = await guarded(builder.context(), kintone.address);
      await configure(builder, kintone);
      expect([watch.elsewhere, watch.violations], "config screen").toEqual([[], []]);
      expect(watch.pages()).toBeGreaterThanOrEqual(3);
    }
    expect(asked, "the proxy was asked for nothing").toEqual([]);
  });
}

test("the proxy and the policy do notice what leaves", async ({ browser, kintone, gate: { asked, proxy } }) => {
  const call = (url) => fetch(url).catch(() => null).then(() => undefined);
  const open = async () => {
    const context = await browser.newContext({ baseURL: kintone.address, proxy });
    return [context, await context.newPage()];
  };
  const [unguarded, free] = await open();
  await free.goto("/login");
  expect(asked).toEqual([]);
  await free.evaluate(call, "http://elsewhere.invalid/beacon");
  await free.evaluate(call, "https://elsewhere.invalid/beacon");
  expect(asked).toEqual(["GET http://elsewhere.invalid/beacon", "CONNECT elsewhere.invalid:443"]);
  await unguarded.close();

  const [context, page] = await open();
  const watch = await guarded(context, kintone.address);
  await page.goto("/login");
  await page.evaluate(call, "http://elsewhere.invalid/beacon");
  await page.evaluate(() => {
    const picture = document.createElement("img");
    picture.src = "https://elsewhere.invalid/pixel.png";
    document.body.append(picture);
  });
  await expect.poll(() => watch.violations).toEqual(["connect-src: http://elsewhere.invalid/beacon", "img-src: https://elsewhere.invalid/pixel.png"]);
  await context.close();

  // Without the policy the route alone stops it.
  const [routed, bare] = await open();
  const other = await guarded(routed, kintone.address);
  await bare.goto("about:blank");
  await bare.evaluate(call, "http://elsewhere.invalid/beacon");
  expect(other.elsewhere).toEqual(["http://elsewhere.invalid/beacon"]);
  await routed.close();
  expect(asked).toHaveLength(2);
});

for (const [device, root, viewport] of [["PC", "/k/1", undefined], ["phone", "/k/m/1", PHONE]]) {
  test(`${device}: under a policy that refuses wasm the screen says so, and saves go on`, async ({ kintone, enter }) => {
    await bring("plugin", kintone, enter);
    const answer = await fetch(`${kintone.address}/local/csp.json`, {
      method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ wasm: false }),
    });
    expect(answer.ok).toBe(true);
    const staff = await enter("staff", { viewport });
    await staff.goto(`${root}/edit`);
    await expect(staff.getByRole("status").filter({ hasText: "内規ガード" }))
      .toContainText("入力時チェックが動いていません(ブラウザーがプログラムの実行を許可していません)。保存はできます。");
    await field(staff, "氏名").fill("見本 太郎");
    await field(staff, "備考").fill(noted);
    await saveButton(staff).click();
    await staff.waitForURL(/record=\d+/);
    if (device === "PC") {
      const builder = await enter("builder");
      await builder.goto(`/k/admin/app/1/plugin/config?pluginId=${kintone.plugin}`);
      await expect(builder.getByRole("alert").filter({ hasText: "点検画面を始められません" })).toBeVisible();
    }
  });

  test(`${device}: a save that passes asks for nothing more than without the plugin`, async ({ kintone, enter }) => {
    /** What is asked for from the press on 保存 until the record is there, by adding and by editing. */
    const asks = async () => {
      const staff = await enter("staff", { viewport });
      const counted = async (address, fill, done) => {
        await staff.goto("/k/"); // a change behind # alone would load nothing
        await staff.goto(address);
        await expect(saveButton(staff)).toBeVisible();
        await fill();
        await settled(staff);
        const seen = [];
        const note = (request) => { seen.push(`${request.method()} ${new URL(request.url()).pathname}`); };
        staff.on("request", note);
        await saveButton(staff).click();
        await done();
        staff.off("request", note);
        return seen;
      };
      // The next page and what it loads comes after the save.
      const until = (seen) => seen.slice(0, seen.findIndex((line) => /^GET .*\/show$/.test(line)) + 1);
      const added = until(await counted(`${root}/edit`, async () => {
        await field(staff, "氏名").fill("見本 太郎");
        await field(staff, "備考").fill("窓口で受付");
      }, () => staff.waitForURL(/record=\d+/)));
      const edited = await counted(device === "PC" ? `${root}/show#record=1&mode=edit` : `${root}/show?record=1#mode=edit`, async () => {
        await field(staff, "備考").fill(`追記 ${Date.now()}`);
      }, async () => {
        await expect(staff.getByText(/追記 \d+/)).toBeVisible();
        await settled(staff);
      });
      return { added, edited };
    };
    const without = await asks();
    expect(without.added).toContain("POST /k/v1/record.json");
    expect(without.edited).toContain("PUT /k/v1/record.json");
    await bring("plugin", kintone, enter);
    expect(await asks()).toEqual(without);
  });
}

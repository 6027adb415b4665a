// `cli-kintone`, as an administrator uses it at a prompt: records with attachments there and back, plugins and customisation.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { PASSWORD, call, file, must, start, upload } from "../local_kintone.mjs";

const run = promisify(execFile);
const FOLDER = mkdtempSync(join(tmpdir(), "naiki-cli-"));
const PICTURE = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256);
const FIELDS = {
  件名: { type: "SINGLE_LINE_TEXT", code: "件名", label: "件名", required: true, unique: true },
  数量: { type: "NUMBER", code: "数量", label: "数量" },
  担当: { type: "USER_SELECT", code: "担当", label: "担当" },
  選択: { type: "CHECK_BOX", code: "選択", label: "選択", options: { 甲: { label: "甲", index: 0 }, 乙: { label: "乙", index: 1 } } },
  写真: { type: "FILE", code: "写真", label: "写真" },
  明細: { type: "SUBTABLE", code: "明細", label: "明細", fields: {
    品名: { type: "SINGLE_LINE_TEXT", code: "品名", label: "品名" }, 書類: { type: "FILE", code: "書類", label: "書類" },
  } },
};
let kintone;
/** Two apps of the same form: one to export from, one to import into. */
let from;
let into;

const rest = (method, path, body) => must(kintone.address, "builder", method, path, body);
const records = async (app, query = "order by $id asc") =>
  (await rest("GET", `/k/v1/records.json?app=${app}&query=${encodeURIComponent(query)}`)).records;

/** An app of the form, live. `root` is `/k/v1`, or that of a guest space. */
const make = async (name, root = "/k/v1", place = {}, person = "builder") => {
  const as = (method, path, body) => must(kintone.address, person, method, root + path, body);
  const { app } = await as("POST", "/preview/app.json", { name, ...place });
  await as("POST", "/preview/app/form/fields.json", { app, properties: FIELDS });
  await as("POST", "/preview/app/deploy.json", { apps: [{ app }] });
  while ((await as("GET", `/preview/app/deploy.json?apps[0]=${app}`)).apps[0].status !== "SUCCESS");
  return app;
};

/** A subcommand as a person with a password. */
const cli = (words, credentials = ["--username", "builder", "--password", PASSWORD]) =>
  run("node_modules/.bin/cli-kintone", [...words, "--base-url", kintone.address, ...credentials], { maxBuffer: 1 << 24 });
/** What the client says when it fails, all of it. */
const refused = async (...words) => {
  const error = await cli(...words).then(() => assert.fail(`${words[0].join(" ")} should be refused`), (failure) => failure);
  assert.notEqual(error.code, 0);
  return error.stdout + error.stderr;
};

before(async () => {
  kintone = await start();
  [from, into] = [await make("書き出し元"), await make("取り込み先")];
  const key = async (name) => ({ fileKey: await file(kintone.address, "builder", PICTURE, name) });
  await rest("POST", "/k/v1/records.json", { app: from, records: [
    { 件名: { value: "一件目\n改行と\"引用\"" }, 数量: { value: "12.5" }, 担当: { value: [{ code: "staff" }, { code: "builder" }] },
      選択: { value: ["甲", "乙"] }, 写真: { value: [await key("現場 写真.png"), await key("現場 写真.png")] },
      明細: { value: [{ value: { 品名: { value: "机" }, 書類: { value: [await key("仕様書.pdf")] } } }, { value: { 品名: { value: "椅子" } } }] } },
    { 件名: { value: "二件目" }, 数量: { value: "3" } },
  ] });
});
after(() => kintone.stop());

test("records with attachments, also inside tables, go out and come in unchanged", async () => {
  const attachments = join(FOLDER, "files");
  const { stdout } = await cli(["record", "export", "--app", from, "--attachments-dir", attachments, "--order-by", "$id asc", "--fields", "件名,数量,担当,選択,写真,明細"]);
  const names = readdirSync(attachments, { recursive: true }).filter((name) => /\.(png|pdf)$/.test(name));
  assert.equal(names.length, 3, "every file under a name of its own");
  for (const name of names) assert.deepEqual(new Uint8Array(readFileSync(join(attachments, name))), PICTURE);
  const csv = join(FOLDER, "out.csv");
  writeFileSync(csv, stdout);
  await cli(["record", "import", "--app", into, "--file-path", csv, "--attachments-dir", attachments]);
  const shape = (list) => list.map(({ 件名, 数量, 担当, 選択, 写真, 明細 }) => ({
    件名: 件名.value, 数量: 数量.value, 担当: 担当.value, 選択: 選択.value, 写真: 写真.value.map(({ size }) => size),
    明細: 明細.value.map((row) => [row.value.品名.value, row.value.書類.value.map(({ name, size }) => [name, size])]),
  }));
  const [sent, got] = [shape(await records(from)), shape(await records(into))];
  assert.equal(got[0].写真.length, 2);
  assert.deepEqual(got, sent);
});

test("import with a key changes the record that has it, and adds the rest", async () => {
  const csv = join(FOLDER, "update.csv");
  writeFileSync(csv, '"件名","数量"\n"二件目","99"\n"三件目","1"\n');
  await cli(["record", "import", "--app", into, "--file-path", csv, "--update-key", "件名"]);
  assert.deepEqual((await records(into)).map(({ 件名, 数量 }) => [件名.value.split("\n")[0], 数量.value]), [
    ["一件目", "12.5"], ["二件目", "99"], ["三件目", "1"],
  ]);
});

test("export chooses, sorts and names fields, with the app's token as with a password", async () => {
  const words = ["record", "export", "--app", into, "--condition", '数量 > "5"', "--order-by", "数量 desc", "--fields", "数量"];
  const token = async (rights) => ["--api-token", (await rest("POST", "/local/token.json", { app: into, ...rights })).token];
  for (const credentials of [undefined, await token({ view: true })]) {
    const { stdout } = await cli(words, credentials);
    assert.equal(stdout.trim(), '"数量"\n"99"\n"12.5"');
  }
  assert.match(await refused(words, await token({ add: true })), /CB_NO02/);
});

test("what the server refuses is said, with a failing exit code, and nothing is half done", async () => {
  const before_ = await records(into);
  const csv = join(FOLDER, "bad.csv");
  writeFileSync(csv, '"件名","数量"\n"四件目","1"\n"","2"\n');
  assert.match(await refused(["record", "import", "--app", into, "--file-path", csv]), /CB_VA01/);
  writeFileSync(csv, '"件名"\n"一件目"\n');
  await refused(["record", "import", "--app", "999", "--file-path", csv]);
  assert.match(await refused(["record", "export", "--app", from], ["--username", "builder", "--password", "wrong"]), /CB_WA01/);
  assert.deepEqual(await records(into), before_);
});

test("delete takes what a file names, then everything", async () => {
  const numbers = join(FOLDER, "numbers.csv");
  const [first] = await records(into);
  writeFileSync(numbers, `"レコード番号"\n"${first.レコード番号.value}"\n`);
  const words = ["record", "delete", "--app", into, "--yes"];
  const token = ["--api-token", (await rest("POST", "/local/token.json", { app: into, view: true, delete: true })).token];
  await cli([...words, "--file-path", numbers], token);
  assert.deepEqual((await records(into)).map(({ 件名 }) => 件名.value), ["二件目", "三件目"]);
  await cli(words, token);
  assert.deepEqual(await records(into), []);
});

test("an app of a guest space is reached by its space", async () => {
  const { defaultThread } = await must(kintone.address, "office", "GET", "/k/guest/3/v1/space.json?id=3");
  const app = await make("協働会議の記録", "/k/guest/3/v1", { space: 3, thread: defaultThread }, "office");
  const csv = join(FOLDER, "guest.csv");
  writeFileSync(csv, '"件名"\n"ゲストスペースの一件"\n');
  const office = ["--username", "office", "--password", PASSWORD];
  await cli(["record", "import", "--app", app, "--guest-space-id", "3", "--file-path", csv], office);
  const { stdout } = await cli(["record", "export", "--app", app, "--guest-space-id", "3", "--fields", "件名"], office);
  assert.match(stdout, /ゲストスペースの一件/);
  assert.match(await refused(["record", "export", "--app", app], office), /Please specify --guest-space-id/, "the client knows it by GAIA_IL23");
});

test("customize apply uploads, replaces and deploys scripts and styles", async () => {
  const folder = join(FOLDER, "customize");
  mkdirSync(join(folder, "js"), { recursive: true });
  const script = 'console.log("みどり市");\n';
  writeFileSync(join(folder, "js/app.js"), script);
  writeFileSync(join(folder, "app.css"), ".a { color: #333 }\n");
  const manifest = (scope, lists) => writeFileSync(join(folder, "customize-manifest.json"), JSON.stringify({ scope, ...lists }));
  const apply = (person) => cli(
    ["customize", "apply", "--app", from, "--input", join(folder, "customize-manifest.json"), "--yes"],
    ["--username", person, "--password", PASSWORD],
  );
  manifest("ALL", {
    desktop: { js: ["https://js.example.jp/lib.js", "js/app.js"], css: ["app.css"] }, mobile: { js: ["js/app.js"], css: [] },
  });
  await assert.rejects(apply("builder"), "only administrators of kintone change scripts");
  const all = { appEditable: true, recordViewable: true, recordAddable: true, recordEditable: true, recordDeletable: true, recordImportable: true, recordExportable: true };
  const rights = ["builder", "office"].map((code) => ({ entity: { type: "USER", code }, includeSubs: false, ...all }));
  await rest("PUT", "/k/v1/app/acl.json", { app: from, rights });
  await apply("office");
  const read = async () => must(kintone.address, "office", "GET", `/k/v1/app/customize.json?app=${from}`);
  const { scope, desktop, mobile } = await read();
  assert.equal(scope, "ALL");
  assert.deepEqual(desktop.js.map((one) => one.url ?? one.file.name), ["https://js.example.jp/lib.js", "app.js"]);
  assert.equal(desktop.css[0].file.name, "app.css");
  const [{ file: kept }] = mobile.js;
  const headers = { "X-Cybozu-Authorization": Buffer.from(`office:${PASSWORD}`).toString("base64") };
  const bytes = await fetch(`${kintone.address}/k/v1/file.json?fileKey=${kept.fileKey}`, { headers });
  assert.equal(await bytes.text(), script);
  manifest("ADMIN", { desktop: { js: [], css: [] }, mobile: { js: [], css: [] } });
  await apply("office");
  assert.deepEqual((await read()).desktop, { js: [], css: [] });
  assert.equal((await read()).scope, "ADMIN");
  assert.equal((await call(kintone.address, "office", "GET", `/k/v1/file.json?fileKey=${kept.fileKey}`)).status, 404);
});

test("plugin upload installs the zip; a second time it updates the same plugin; only administrators may", async () => {
  await assert.rejects(upload(kintone.address, "target/naiki-guard.zip", "staff"), /CB_NO02/);
  await upload(kintone.address, "target/naiki-guard.zip");
  await upload(kintone.address, "target/naiki-guard.zip");
  const { plugins } = await must(kintone.address, "staff", "GET", "/k/v1/plugins.json");
  const { stdout } = await run("node_modules/.bin/cli-kintone", ["plugin", "info", "--input", "target/naiki-guard.zip", "--format", "json"]);
  assert.deepEqual(plugins.map(({ id }) => id), [JSON.parse(stdout).id]);
});

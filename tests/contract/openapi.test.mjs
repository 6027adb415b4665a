// Paths, methods and field kinds of the official OpenAPI. It says integer where kintone sends strings, so values are
// not compared (it is 19 months old and calls itself experimental).
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { load } from "js-yaml";
import { call, start } from "../local_kintone.mjs";

const FILE = "../shared/fixtures/openapi/kintone-openapi-20250423-bundled.yaml";
const there = existsSync(FILE);
if (!there) console.log(`SKIPPED: no ${FILE} beside the repository`);
const spec = there ? load(readFileSync(FILE, "utf8")) : { paths: {} };
let kintone;

before(async () => { kintone = await start(); });
after(() => kintone.stop());

// What the local kintone has so far. An entry that the specification does not know fails the test.
const HAS = {
  "/k/v1/app.json": ["get"], "/k/v1/apps.json": ["get"], "/k/v1/preview/app.json": ["post"],
  "/k/v1/app/settings.json": ["get"], "/k/v1/preview/app/settings.json": ["get", "put"],
  "/k/v1/app/form/fields.json": ["get"], "/k/v1/preview/app/form/fields.json": ["get", "post", "put", "delete"],
  "/k/v1/app/form/layout.json": ["get"], "/k/v1/preview/app/form/layout.json": ["get", "put"],
  "/k/v1/app/acl.json": ["get", "put"], "/k/v1/preview/app/acl.json": ["get", "put"],
  "/k/v1/record/acl.json": ["get", "put"], "/k/v1/preview/record/acl.json": ["get", "put"],
  "/k/v1/field/acl.json": ["get", "put"], "/k/v1/preview/field/acl.json": ["get", "put"],
  "/k/v1/app/customize.json": ["get"], "/k/v1/preview/app/customize.json": ["get", "put"],
  "/k/v1/app/plugins.json": ["get"], "/k/v1/preview/app/plugins.json": ["get", "post"],
  "/k/v1/preview/app/deploy.json": ["get", "post"],
  "/k/v1/plugins.json": ["get"], "/k/v1/plugin.json": ["post", "put", "delete"],
  "/k/v1/space.json": ["get"], "/k/v1/space/members.json": ["get"],
  "/k/v1/record.json": ["get", "post", "put"], "/k/v1/records.json": ["get", "post", "put", "delete"],
  "/k/v1/file.json": ["get", "post"], "/k/v1/bulkRequest.json": ["post"],
  "/k/v1/record/comments.json": ["get"], "/k/v1/record/comment.json": ["post", "delete"],
  "/k/v1/record/status.json": ["put"], "/k/v1/records/status.json": ["put"], "/k/v1/record/assignees.json": ["put"],
  "/k/v1/app/status.json": ["get"], "/k/v1/preview/app/status.json": ["get", "put"],
  "/k/v1/app/views.json": ["get"], "/k/v1/preview/app/views.json": ["get", "put"],
  "/k/v1/app/reports.json": ["get"], "/k/v1/preview/app/reports.json": ["get", "put"],
  "/k/v1/app/actions.json": ["get"], "/k/v1/preview/app/actions.json": ["get", "put"],
  "/k/v1/app/notifications/general.json": ["get"], "/k/v1/preview/app/notifications/general.json": ["get", "put"],
  "/k/v1/app/notifications/perRecord.json": ["get"], "/k/v1/preview/app/notifications/perRecord.json": ["get", "put"],
  "/k/v1/app/notifications/reminder.json": ["get"], "/k/v1/preview/app/notifications/reminder.json": ["get", "put"],
  "/k/v1/app/adminNotes.json": ["get"], "/k/v1/preview/app/adminNotes.json": ["get", "put"],
  "/k/v1/app/move.json": ["post"], "/k/v1/records/cursor.json": ["get", "post", "delete"], "/k/v1/records/acl/evaluate.json": ["get"],
  "/k/v1/plugins/required.json": ["get"], "/k/v1/plugin/apps.json": ["get"],
};

test("every endpoint here is one of kintone's, and answers as itself", { skip: !there }, async () => {
  for (const [path, methods] of Object.entries(HAS)) {
    const known = spec.paths[path];
    assert.ok(known, `${path} is not in the specification`);
    for (const method of methods) {
      assert.ok(known[method], `${method} ${path} is not in the specification`);
      const { status, body } = await call(kintone.address, "builder", method.toUpperCase(), path, method === "get" ? undefined : {});
      assert.notEqual(status, 404, `${method} ${path}: ${JSON.stringify(body)}`);
      assert.notEqual(status, 405, `${method} ${path}`);
      assert.ok(status === 200 || body.code, `${method} ${path} answers as kintone does`);
    }
  }
});

test("what is not served yet is printed", { skip: !there }, () => {
  const ours = new Set(Object.entries(HAS).flatMap(([path, methods]) => methods.map((method) => `${method} ${path}`)));
  const all = Object.entries(spec.paths).filter(([path]) => !path.includes("/guest/"));
  const missing = all.flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`)).filter((one) => !ours.has(one));
  console.log(`not served or not compared: ${missing.join(", ")}`);
  assert.ok(missing.length < 60, "most of the specification is served");
});

test("field kinds are those of the specification", { skip: !there }, async () => {
  const kinds = new Set(JSON.stringify(spec).match(/"(?:[A-Z]+_)*[A-Z]+"/g)?.map((word) => word.slice(1, -1)));
  const { body } = await call(kintone.address, "staff", "GET", "/k/v1/app/form/fields.json?app=8");
  const used = Object.values(body.properties).flatMap((field) => [field, ...Object.values(field.fields ?? {})]).map((field) => field.type);
  assert.ok(new Set(used).size > 20, "the equipment app has every common kind");
  for (const kind of used) assert.ok(kinds.has(kind), kind);
});

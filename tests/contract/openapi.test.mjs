// Paths, methods and enums of the official OpenAPI, beside what the local kintone says when it is asked. The specification
// says integer where kintone sends strings, so kinds of values are not compared (it is 19 months old and calls itself experimental).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { call, deploy, install, start } from "../local_kintone.mjs";
import { PROPERTIES, RECORD, bodies, filled, make } from "./openapi/form.mjs";
import { enumsOf, fit, methodsOf, operations, there } from "./openapi/specification.mjs";

/** What is not served, and why. What is in the specification and neither served nor here fails the test. */
const NOT_SERVED = {
  "get /k/v1/form.json": "replaced by app/form/fields.json; nothing here asks for it",
  "get /k/v1/preview/form.json": "replaced by preview/app/form/fields.json; nothing here asks for it",
};
/** Where the specification spells what kintone's pages spell otherwise. */
const SPELT = {
  "app/plugins ?lang": (value) => value.toLowerCase(),
  "record/comments ?order": (value) => value.toLowerCase(),
};
/** Writes whose enums say what a value beside them is of; kintone reads the value and passes over the word. */
const PASSED_OVER = ["record", "records", "bulkRequest"];
/** Places whose values depend on something else: operation and place, the values refused, and why. */
const DEPENDS = [
  [/^put .*form\/fields\.json (\.\w+\.\*)+\.type$/, () => true, "the kind of a field stays"],
  [/form\/layout\.json .*fields\[\]\.type$/, () => true, "a place in the layout has the kind of its field"],
  [/form\/layout\.json \.layout\[\]\.layout\[\]\.type$/, (kind) => kind !== "ROW", "a group holds no tables and no groups"],
  [/^post .*form\/fields\.json \.properties\.\*\.type$/, (kind) => BUILT_IN.includes(kind), "every app has these once, from the beginning"],
  [/^post .*form\/fields\.json \.properties\.\*\.fields\.\*\.type$/, (kind) => [...BUILT_IN, ...TOP].includes(kind), "not in a table"],
];
const BUILT_IN = ["RECORD_NUMBER", "CREATOR", "CREATED_TIME", "MODIFIER", "UPDATED_TIME", "STATUS", "STATUS_ASSIGNEE"];
const TOP = ["CATEGORY", "GROUP", "REFERENCE_TABLE", "SUBTABLE"];
const OUTSIDE = "列挙の外";
const GUEST = "3";

let kintone;
/** Apps by what is written to them: the layout of the first must name every field, so that new ones go to another. */
const apps = {};
/** A space of each kind and its first thread, as bodies name them. */
const spaces = {};
before(async () => {
  // The course that has every endpoint.
  kintone = await start(0, ["--course", "wide"]);
  const at = async (space, root) => ({ space, thread: (await call(kintone.address, "office", "GET", `${root}/space.json?id=${space}`)).body.defaultThread });
  const [usual, guest] = ["/k/v1", `/k/guest/${GUEST}/v1`];
  [spaces.usual, spaces.guest] = [await at("1", usual), await at(GUEST, guest)];
  apps.usual = await make(kintone.address);
  apps.fields = await make(kintone.address, filled(PROPERTIES, { mark: "1" }));
  apps.guest = await make(kintone.address, {}, guest, spaces.guest);
});
after(() => kintone.stop());

/** `app/views` of `/k/v1/preview/app/views.json`. */
const nameOf = ({ path }) => /\/v1\/(?:preview\/)?(.*)\.json$/.exec(path)[1];
const ask = (method, path, body, person = "office") =>
  call(kintone.address, person, method.toUpperCase(), path.replace("{guestSpaceId}", GUEST), method.toUpperCase() === "GET" ? undefined : body);
const isNoApi = ({ status, body }) => status === 404 && body.code === "CB_IL02" && /このAPIはローカルkintoneにありません/.test(body.message);
/** Operations by whether the local kintone knows them, asked once. */
let asked;
const sorted = () => {
  asked ??= (async () => {
    const [served, missing] = [[], []];
    for (const operation of operations) (isNoApi(await ask(operation.method, operation.path, {})) ? missing : served).push(operation);
    return { served, missing };
  })();
  return asked;
};

test("every path and method is served, in guest spaces as outside, or listed with its reason", { skip: !there }, async () => {
  const { served, missing } = await sorted();
  const outside = missing.filter(({ guest }) => !guest).map(({ name }) => name);
  console.log(`${served.length} of ${operations.length} operations are served`);
  for (const name of outside) console.log(`not served: ${name}, because it is ${NOT_SERVED[name]}`);
  assert.deepEqual(outside.sort(), Object.keys(NOT_SERVED).sort());
  const twins = missing.filter(({ guest }) => guest).map(({ name }) => name.replace("/guest/{guestSpaceId}", ""));
  assert.deepEqual(twins.sort(), outside, "a guest space serves what is served outside");
});

test("no path takes a method that kintone does not", { skip: !there }, async () => {
  for (const [path, methods] of methodsOf) {
    for (const method of ["get", "post", "put", "delete"].filter((one) => !methods.includes(one))) {
      assert.ok(isNoApi(await ask(method, path, {})), `${method} ${path}`);
    }
  }
});

/** The errors of an answer at their places, or nothing where it was accepted or refused as a whole. */
const errors = ({ body }) => (body.code === "CB_VA01" ? JSON.stringify(body.errors) : undefined);

test("parameters of addresses take every value of their enum and no other", { skip: !there }, async () => {
  let checked = 0;
  for (const operation of (await sorted()).served.filter(({ method, guest }) => method === "GET" && !guest)) {
    for (const { name, schema } of operation.parameters) {
      const values = enumsOf(schema).get("");
      if (values === undefined) continue;
      const spelt = SPELT[`${nameOf(operation)} ?${name}`] ?? ((value) => value);
      const get = (value) => ask("GET", `${operation.path}?app=${apps.usual}&record=1&${name}=${encodeURIComponent(value)}`);
      const refusal = await get(OUTSIDE);
      assert.ok(errors(refusal)?.startsWith(`{"${name}":`), `${operation.name} ?${name}: ${JSON.stringify(refusal.body)}`);
      for (const value of values) assert.equal((await get(spelt(value))).status, 200, `${operation.name} ?${name}=${value}`);
      checked += values.size;
    }
  }
  assert.ok(checked >= 100, `${checked} values`);
});

/** The body with another value at a path. */
const changed = (body, path, value) => {
  const copy = structuredClone(body);
  path.slice(0, -1).reduce((part, key) => part[key], copy)[path.at(-1)] = value;
  return copy;
};

const bodyOf = (name) => (/^(space|template)/.test(name) ? bodies[name] : { app: "{app}", ...bodies[name] });

test("bodies of writes take every value of their enums and no other", { skip: !there }, async () => {
  const wrong = [];
  let [checked, mark] = [0, 1];
  for (const operation of (await sorted()).served.filter(({ method, guest }) => method !== "GET" && !guest)) {
    const enums = enumsOf(operation.request);
    const name = nameOf(operation);
    if (enums.size === 0 || PASSED_OVER.includes(name)) continue;
    assert.ok(bodies[name], `no body for ${operation.name}`);
    const body = bodyOf(name);
    const { seen, bad } = fit(operation.request, body);
    assert.deepEqual(bad, [], operation.name);
    assert.deepEqual([...enums.keys()].filter((at) => !seen.some((place) => place.at === at)), [], `${operation.name}: no body has these places`);
    // What is added must be new every time; what is changed must be there.
    const send = async (given) => {
      const words = { mark: operation.method === "POST" ? (mark += 1) : 1, app: name === "app/form/fields" ? apps.fields : apps.usual, ...spaces.usual };
      const sent = filled(given, words);
      const answer = await ask(operation.method, operation.path, sent);
      // An app that grows by every value would be slow at the end.
      if (answer.status === 200 && operation.method === "POST" && sent.properties) await ask("DELETE", operation.path, { app: sent.app, fields: Object.keys(sent.properties) });
      return answer;
    };
    const accepted = await send(body);
    assert.equal(accepted.status, 200, `${operation.name}: ${JSON.stringify(accepted.body)}`);
    for (const [at, values] of enums) {
      // The last place: in rights, not the row that keeps the app open for the test itself.
      const { path } = seen.findLast((place) => place.at === at);
      const refusal = await send(changed(body, path, OUTSIDE));
      if (errors(refusal) === undefined) wrong.push(`${operation.name} ${at}: takes a value outside (${refusal.status} ${refusal.body.code ?? ""})`);
      const depends = DEPENDS.filter(([place]) => place.test(`${operation.name} ${at}`));
      for (const value of [...values].filter((word) => !depends.some(([, refused]) => refused(word)))) {
        const answer = await send(changed(body, path, value));
        const [said, usual] = [answer, refusal].map((one) => errors(one)?.replaceAll(/\d+/g, ""));
        if (answer.status >= 500 || (said !== undefined && said === usual)) wrong.push(`${operation.name} ${at}: refuses ${value}, ${said}`);
        checked += 1;
      }
    }
  }
  console.log(`${checked} values of enums were written`);
  assert.deepEqual(wrong, []);
});

test("guest spaces take the same bodies", { skip: !there }, async () => {
  // Fields come last, and are added before they are changed: a layout must name every field.
  const turn = ({ method, path }) => (path.endsWith("form/fields.json") ? 1 + Number(method === "PUT") : 0);
  const writes = (await sorted()).served.filter(({ guest, method, request, path }) => guest && method !== "GET" && request && bodies[nameOf({ path })]);
  assert.ok(writes.length > 20);
  for (const operation of writes.sort((one, other) => turn(one) - turn(other))) {
    const { status, body } = await ask(operation.method, operation.path, filled(bodyOf(nameOf(operation)), { mark: "1", app: apps.guest, ...spaces.guest }));
    assert.equal(status, 200, `${operation.name}: ${JSON.stringify(body)}`);
  }
  const root = `/k/guest/${GUEST}/v1`;
  await deploy(kintone.address, "office", apps.guest, root);
  assert.equal((await ask("PUT", `${root}/record.json`, { app: apps.guest, id: 1, record: RECORD })).status, 200);
});

/** Keys of answers that the specification does not have, and where they are from. */
const NEWER = {
  "app/actions .actions.*.filterCond": "in the types of Cybozu's client since its version 6.1",
  "app/form/layout .layout[].fields[].elementId": "of labels and lines, since February 2026",
  "app/status .actions[].type": "in the types of Cybozu's client",
  "apps/statistics .apps[].apiTokenCount": "since February 2026",
  "apps/statistics .apps[].webhookCount": "since February 2026",
};
const PEOPLE = ["office", "builder", "staff", "welfare", "admin"];

/** What to ask an operation for, as parameters of its address: for every second app of the city and those made here, or once. */
const questions = (operation, plugin) => {
  const list = operation.guest ? [apps.guest] : [...Array.from({ length: 15 }, (_, at) => String(2 * at + 1)), "8", apps.usual, apps.fields];
  const { space } = operation.guest ? spaces.guest : spaces.usual;
  const name = nameOf(operation);
  const id = { space, "space/members": space, "plugin/apps": plugin }[name];
  const byApp = name === "app" || operation.parameters.some((one) => /^apps?$/.test(one.name));
  return (byApp ? list : list.slice(-1)).map((app) => ({ app, record: "1", "apps[0]": app, "ids[0]": "1", id: id ?? (name === "app" ? app : "1") }));
};
/** The question for a cursor that was just made, else the question. */
const ready = async (operation, question) => {
  if (!operation.path.endsWith("records/cursor.json")) return question;
  return { id: (await ask("POST", operation.path, { app: question.app })).body.id };
};

test("answers have the specification's keys, and in an enum its values", { skip: !there }, async () => {
  const plugin = await install(kintone.address, "target/naiki-guard.zip");
  const [bad, unknown, reached, places] = [new Set(), new Set(), new Set(), new Set()];
  let values = 0;
  for (const operation of (await sorted()).served.filter(({ method, answer }) => method === "GET" && answer)) {
    for (const at of enumsOf(operation.answer).keys()) places.add(`${operation.name} ${at}`);
    for (const question of questions(operation, plugin)) {
      // The first who may read it.
      for (const person of PEOPLE) {
        const { status, body } = await ask("GET", `${operation.path}?${new URLSearchParams(await ready(operation, question))}`, undefined, person);
        if (status !== 200) continue;
        const found = fit(operation.answer, body);
        for (const one of found.bad) bad.add(`${operation.name} ${one}, app ${question.app}`);
        for (const at of found.unknown) unknown.add(`${nameOf(operation)} ${at}`);
        for (const { at } of found.seen) reached.add(`${operation.name} ${at}`);
        values += found.seen.length;
        break;
      }
    }
  }
  console.log(`${values} values at ${reached.size} of ${places.size} places of enums in answers`);
  assert.deepEqual([...bad], []);
  assert.deepEqual([...unknown].sort(), Object.keys(NEWER));
  assert.deepEqual([...places].filter((place) => !reached.has(place)), [], "the city and the apps of this test have something at every place");
});

test("a wrong value and a wrong key are noticed", { skip: !there }, () => {
  const { answer } = operations.find(({ name }) => name === "get /k/v1/app/form/fields.json");
  const field = (rest) => fit(answer, { properties: { 件名: { type: "LINK", code: "件名", label: "件名", protocol: "WEB", ...rest } }, revision: "1" }).bad;
  assert.deepEqual(field({}), []);
  assert.deepEqual(field({ type: "LINKS" }), ['.properties.*.type is "LINKS"']);
  assert.deepEqual(fit(answer, { properties: {}, revisions: "1" }).unknown, [".revisions"]);
  assert.deepEqual(field({ protocol: "FTP" }), ['.properties.*.protocol is "FTP"']);
});

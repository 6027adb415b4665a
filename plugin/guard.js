// 内規ガード: the record screens. This script owns the handlers; the wasm inside only judges.
// When the wasm cannot run, this script says so on the screen and lets every save go on.
(() => {
  "use strict";

  const PLUGIN_ID = kintone.$PLUGIN_ID; // set anew before each plugin: read while this script runs, never later

  // The plugin and the file for all of kintone may meet on one page: the first one works, the other leaves.
  const CALL = "naiki-guard";
  if (!document.dispatchEvent(new CustomEvent(CALL, { cancelable: true }))) return;
  document.addEventListener(CALL, (event) => event.preventDefault());

  /* @embedded: WASM, decoded(), bytes(), glue(), dead */
  /* @beside: TEXTS, ORDERS */

  const PATIENCE = 3000; // milliseconds that a save waits for the labels of the form
  // What is handed over whatever the seal says: what people write or choose, and the names of files where kintone tells them.
  const TYPED = new Set([
    "SINGLE_LINE_TEXT", "MULTI_LINE_TEXT", "RICH_TEXT", "NUMBER", "LINK", "FILE", "DROP_DOWN", "RADIO_BUTTON", "CHECK_BOX", "MULTI_SELECT",
  ]);
  const CHANGES = new Set(["SINGLE_LINE_TEXT", "NUMBER", "DROP_DOWN", "RADIO_BUTTON", "CHECK_BOX", "MULTI_SELECT", "DATE"]); // kinds that have a change event

  const user = kintone.getLoginUser();
  const lang = String(user.language ?? "").startsWith("en") ? "en" : "ja";
  /* @part words */
  /* @part memory */

  let module = null; // compiled once
  let instance = null; // the instance that judges; null while none runs
  let traps = 0;
  let app = null;
  let called = ""; // the app's name, where kintone told it
  let learned = null; // settles when the labels of the form are in, or will not come
  let plan = { codes: [], notice: null, handling: null };
  let form = null; // the labels, as sent to the instance
  let opened = null; // the record as it was opened, for a fresh instance
  let allowed = []; // what the person went on with, for a fresh instance
  let trouble = null; // what the bar says about the check itself
  let dropped = take(thisTab, DROPPED) === null ? null : WORDS.dropped; // somebody else took a refusal away
  let phone = false;
  let trial = false; // 動作テスト環境: kintone's own calls would go to the real app
  let facts = null; // what kintone told of app and person

  const two = (number) => String(number).padStart(2, "0");
  const day = (later = 0) => {
    const now = new Date();
    now.setDate(now.getDate() + later);
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const moment = () => {
    const now = new Date();
    return { today: day(), minutes: now.getHours() * 60 + now.getMinutes(), weekday: now.getDay(), phone };
  };

  // Other scripts can write anything into settings: only texts are ours. null: this app does not have the plugin.
  const config = () => {
    const found = kintone.plugin?.app?.getConfig?.(PLUGIN_ID) ?? null;
    return found === null ? null : Object.fromEntries(Object.entries(found).filter(([, value]) => typeof value === "string"));
  };

  const setting = () => JSON.stringify({ config: config(), app: app ?? "", domain: location.hostname, lang: user.language ?? "", now: moment(), orders: ORDERS });

  const begin = () => {
    const made = glue();
    made.initSync({ module });
    made.give(TEXTS);
    plan = JSON.parse(made.start(setting()));
    publish(made);
    if (facts !== null) made.learn(facts);
    if (form !== null) made.form(form);
    if (opened !== null) made.opened(opened);
    if (allowed.length > 0) made.allow(JSON.stringify(allowed));
    instance = made;
  };

  // Asks the instance. After a trap it is poisoned: a fresh one is made, once, and the screen says so.
  const ask = (call) => {
    while (instance !== null) {
      try {
        return call(instance);
      } catch (error) {
        if (!(error instanceof WebAssembly.RuntimeError)) {
          trouble = WORDS.off(WORDS.broken);
          return null;
        }
        instance = null;
        traps += 1;
        trouble = WORDS.off(WORDS.trapped);
        if (traps > 1) return null;
        try {
          begin();
          trouble = WORDS.again;
        } catch {
          instance = null;
        }
      }
    }
    return null;
  };

  // On the pages of an app only: the portal, where a file for all of kintone runs too, has nothing to check.
  const start = (id) => {
    app = String(id);
    form = null;
    opened = null;
    try {
      module ??= new WebAssembly.Module(bytes());
      begin();
    } catch {
      instance = null;
      trouble = WORDS.off(module === null ? WORDS.refused : WORDS.broken);
    }
    learned = learn();
    handle();
    void askAround();
  };

  // What kintone tells of app and person: no request is counted for it. What it does not tell stays unknown.
  const askAround = async () => {
    const told = async (name) => {
      try {
        return await Promise.race([kintone.app[name]?.(), new Promise((go) => { setTimeout(go, PATIENCE); })]);
      } catch {
        return null;
      }
    };
    const [about, permissions, test] = await Promise.all(["get", "getPermissions", "isTestEnvironment"].map(told));
    trial = test === true;
    called = String(about?.name ?? "");
    const space = about ? String(about.spaceId ?? "") : null;
    facts = JSON.stringify({ revision: String(about?.revision ?? ""), name: called, space, manager: permissions?.editApp === true, entities: await belongings() });
    ask((made) => made.learn(facts));
    stray();
    redraw();
    await renew();
    await flush();
    await tally();
  };

  // The person with groups and departments, where a closed field makes it matter: kintone answers 50 times a minute.
  const belongings = async () => {
    if (plan.closed !== true) return [];
    try {
      const late = new Promise((_, no) => { setTimeout(no, PATIENCE); });
      const [groups, departments] = await Promise.race([Promise.all([kintone.user.getGroups(), kintone.user.getOrganizations()]), late]);
      const of = (kind) => ({ code }) => `${kind}:${code}`;
      return [`USER:${user.code}`, ...groups.map(of("GROUP")), ...departments.map(of("ORGANIZATION"))];
    } catch {
      return []; // not known: nothing is told
    }
  };
  // A closed field on the screen of somebody whom it was closed to: counted for the office once a day and app.
  const STRAY = "closed-field-shown";
  const stray = () => {
    const astray = ask((made) => JSON.parse(made.astray())) ?? [];
    if (astray.length > 0 && remembered().counts[day()]?.[app]?.[STRAY] === undefined) count([STRAY]);
  };

  // The record crosses the border once, a field at a time: [code, table, whether HTML, values], one value for each row.
  // Half of an emoji, cut by a limit somewhere, is no text: JSON could not carry it.
  const whole = (value) => (typeof value.toWellFormed === "function" ? value.toWellFormed() : value.replace(/\p{Surrogate}/gu, "\uFFFD"));
  const text = (value) => {
    if (value === null || value === undefined) return "";
    if (!Array.isArray(value)) return whole(String(value));
    return value.map((item) => (item !== null && typeof item === "object" ? item.name ?? item.code ?? "" : String(item))).map(whole).join(", ");
  };
  const project = (record) => {
    const out = [];
    const wanted = (code, field) => field && (TYPED.has(field.type) || plan.codes.includes(code));
    const put = (code, table, field, values) => { out.push([code, table, field.type === "RICH_TEXT", values]); };
    for (const [code, field] of Object.entries(record ?? {})) {
      if (field?.type !== "SUBTABLE") {
        if (wanted(code, field)) put(code, null, field, [text(field.value)]);
        continue;
      }
      const rows = field.value ?? [];
      const columns = new Map();
      rows.forEach((row, at) => {
        for (const [column, cell] of Object.entries(row?.value ?? {})) {
          if (!wanted(column, cell)) continue;
          let values = columns.get(column);
          if (!values) {
            values = rows.map(() => "");
            columns.set(column, values);
            put(column, code, cell, values);
          }
          values[at] = text(cell.value);
        }
      });
    }
    return JSON.stringify(out);
  };

  // Labels come from kintone's own copy of the form: no request is counted for them.
  const labels = (properties) => {
    const out = [];
    const copied = new Set();
    const walk = (fields) => {
      for (const [key, field] of Object.entries(fields ?? {})) {
        for (const copy of field.lookup?.fieldMappings ?? []) copied.add(copy.field);
        const fixed = field.type === "CALC" || Boolean(field.expression);
        out.push({ code: field.code ?? key, label: field.label ?? key, kind: field.type ?? "", fixed });
        if (CHANGES.has(field.type)) columns.push(field.code ?? key);
        if (field.type === "SUBTABLE") walk(field.fields);
      }
    };
    walk(properties);
    for (const field of out) if (copied.has(field.code)) field.fixed = true;
    return JSON.stringify(out);
  };
  const learn = async () => {
    if (typeof kintone.app.getFormFields !== "function") return;
    try {
      form = labels(await kintone.app.getFormFields());
      ask((made) => made.form(form));
      if (prefix !== null) watch(null);
    } catch {
      form = null; // without labels the codes stand in for them
    }
  };

  /* @part published */
  /* @part reasons */
  /* @part question */
  /* @part bar */

  const cell = (record, [code, table, row]) => (table === null ? record[code] : record[table]?.value?.[row]?.value?.[code]);
  const join = (old, added) => (old ? `${old}\n${added}` : added);

  // An error is never readable again, so we remember where ours stand, and clear one only where nobody else has just
  // written in this event.
  let marked = [];
  const refuse = (record, cells) => {
    for (const place of marked) {
      const field = cell(record, place);
      if (field && field.error === undefined) field.error = null;
    }
    for (const refused of cells) {
      const field = cell(record, refused);
      if (field) field.error = join(field.error, refused[3]); // kintone ignores an absent field: the top says it
    }
    marked = cells.map(([code, table, row]) => [code, table, row]);
  };

  // Change events are named by field code: those of the form, and of the record where the form is not known yet.
  const watched = new Set();
  const columns = []; // codes of typed fields, by the form
  let prefix = null; // such as app.record.edit
  const watch = (record) => {
    const codes = new Set(columns);
    for (const [code, field] of Object.entries(record ?? {})) if (CHANGES.has(field?.type)) codes.add(code);
    const names = [...codes].map((code) => `${prefix}.change.${code}`).filter((name) => !watched.has(name));
    for (const name of names) watched.add(name);
    if (names.length > 0) kintone.events.on(names, calm(onChange));
  };

  const NOTHING = { top: null, cells: [], questions: [], tips: [], tipped: [], spared: [], passed: null };
  const answered = (call) => ask((made) => {
    made.now(JSON.stringify(moment()));
    return JSON.parse(call(made));
  }) ?? NOTHING;
  let typed = null; // the record as it was judged last, to be counted when it is saved
  const judge = (event) => {
    typed = project(event.record);
    return answered((made) => made.submit(typed));
  };
  // A finding that nobody may go on from is refused at once; the others are asked about.
  const firm = ({ questions }) => questions.filter(({ over }) => over === "never");

  // Submit handlers are registered when the screen is there: kintone applies what the last handler returns, and another
  // plug-in that rewrites a value, or returns nothing, must not have the last word. Until then the first one stands in.
  const late = new Set();
  const lastWord = (screen) => {
    if (late.has(screen)) return;
    late.add(screen);
    kintone.events.on(`${screen}.submit`, calm(onSubmit));
  };
  const onEarlySubmit = (event) => (late.has(event.type.replace(/\.submit$/, "")) ? event : onSubmit(event));

  let held = false; // whether the newest attempt to save was refused by us
  let spared = []; // rules that would have refused it at a stricter stage

  const onShow = (event) => {
    phone = event.type.startsWith("mobile.");
    const screen = event.type.replace(/\.show$/, "");
    if (RECORD.includes(screen)) lastWord(screen);
    if (event.appId !== undefined && String(event.appId) !== app) start(event.appId);
    marked = [];
    standing = [];
    reasons = [];
    allowed = [];
    // A record made from another one brings that one's values into a new record: they count as entered now.
    opened = project(event.reuse === true ? {} : event.record);
    const found = answered((made) => made.opened(opened));
    standing = [...found.tips, ...left];
    left = [];
    tint(found.tipped);
    stray();
    show(event.type, []);
    if (RECORD.includes(screen)) {
      prefix = screen;
      watch(event.record);
    }
    return event;
  };

  const onChange = (event) => {
    const answer = judge(event);
    refuse(event.record, answer.cells); // beside the field, too: the box at the top may be out of sight
    tint(answer.tipped);
    show(event.type, answer.tips, firm(answer).length > 0 ? [] : answer.questions);
    return event;
  };

  // Whether somebody else refuses already: then nobody is asked, for it would not be saved anyway.
  const refusedBy = ({ error, record }) => Boolean(error) || Object.values(record ?? {}).some((field) => Boolean(field?.error)
    || (field?.type === "SUBTABLE" && (field.value ?? []).some((row) => Object.values(row?.value ?? {}).some((cell) => Boolean(cell?.error)))));

  // Refuses what the person is about to do, or asks: after the newest policy was asked for.
  const settle = async (event, judged, what) => {
    await newest();
    let answer = judged();
    if (answer.top !== null && firm(answer).length === 0 && !refusedBy(event)) {
      const goes = await question(answer.questions, what);
      if (goes === true) answer = judged();
      else if (goes === null) answer.top = `${answer.top}\n${WORDS.before[what].seeBox}`; // no dialog here: the box asks
    }
    return answer;
  };

  const onSubmit = (event) => {
    const done = (answer) => {
      refuse(event.record, answer.cells);
      held = answer.top !== null;
      spared = held ? [] : instance === null ? [UNCHECKED] : answer.spared;
      if (!held) still(answer);
      if (held) event.error = join(event.error, answer.top);
      show(event.type, answer.tips, held && firm(answer).length === 0 ? answer.questions : []);
      return event;
    };
    const decide = () => {
      if (instance === null && shut()) {
        return newest().then(() => { // the office may have opened it by now
          if (shut()) event.error = join(event.error, WORDS.shut);
          return event;
        });
      }
      const answer = judge(event);
      return answer.top === null ? done(answer) : settle(event, () => judge(event), "save").then(done);
    };
    if (form !== null || instance === null || learned === null) return decide();
    const patience = new Promise((go) => { setTimeout(go, PATIENCE); });
    return Promise.race([learned, patience]).then(() => {
      learned = Promise.resolve(); // a form that does not come is waited for once
      return decide();
    });
  };

  // What the office should know of, beside rules: counted with them.
  const UNCHECKED = "check-not-running";
  const OVERRULED = "refusal-dropped";

  // A record was saved: what the person went on with is recorded, and what a stricter stage would have refused is counted.
  const onSaved = (event) => {
    if (held) {
      dropped = WORDS.dropped;
      keep(thisTab, DROPPED, app);
      spared = [OVERRULED];
    }
    else if (typed !== null) spared.push(...ask((made) => JSON.parse(made.counted(typed))) ?? []);
    held = false;
    count(spared);
    spared = [];
    typed = null;
    return reasons.length === 0 ? event : handOver().then(() => event);
  };

  // Deleting and taking a step have no event that tells of their end on every device: reasons are recorded at once.
  let left = []; // what is only told waits for the next screen: the one at hand goes away
  const act = (event, judged, what) => {
    const goesOn = (answer) => {
      left = answer.tips;
      count(answer.spared);
      still(answer);
      return reasons.length === 0 ? event : handOver().then(() => event);
    };
    const first = judged();
    if (first.top === null) return goesOn(first);
    return settle(event, judged, what).then((answer) => {
      const refused = answer.top !== null;
      show(event.type, answer.tips, refused && firm(answer).length === 0 ? answer.questions : []);
      if (!refused) return goesOn(answer);
      event.error = join(event.error, answer.top);
      return event;
    });
  };
  const onDelete = (event) => act(event, () => answered((made) => made.deleting()), "deletion");
  // The states in the order of the app tell which step leads back. Asked for when there is something to say of a step: only
  // then it matters, and a policy that was published after the page was opened may be the first that looks at steps.
  const learnSteps = async () => {
    const { states } = await kintone.app.getStatus();
    return Object.entries(states ?? {}).sort(([, one], [, other]) => Number(one.index) - Number(other.index)).map(([name, state]) => state.name ?? name);
  };
  const onProceed = (event) => {
    let states = [];
    const judged = () => {
      const step = { action: event.action?.value ?? "", from: event.status?.value ?? "", to: event.nextStatus?.value ?? "", states };
      return answered((made) => made.proceeding(JSON.stringify(step), project(event.record)));
    };
    const { top, tips, spared } = judged();
    if (top === null && tips.length === 0 && spared.length === 0) return event;
    const told = within(learnSteps().catch(() => []), LIMIT);
    return told.then((order) => {
      states = order ?? [];
      return act(event, judged, "step");
    });
  };

  const onList = (event) => {
    standing = left;
    left = [];
    phone = event.type.startsWith("mobile.");
    show(event.type, []);
    return event;
  };
  // Paper leaves the screen's locks behind: how the app is to be handled is said at that moment.
  const onPrint = (event) => {
    if (plan.handling !== null) void kintone.showNotification?.("INFO", plan.handling);
    return event;
  };

  // Nothing of ours may stop a save by throwing: kintone would drop it without a word.
  const calm = (handler) => (event) => {
    try {
      const result = handler(event);
      return result instanceof Promise ? result.catch(() => event) : result;
    } catch {
      trouble = WORDS.off(WORDS.trapped);
      return event;
    }
  };

  // [event, whether phones have it, what handles it], held to `src/guard/reach.rs` by a test. Change events are named by
  // field code, and registered once the fields are known.
  const EVENTS = [
    ["app.record.index.show", true, onList],
    ["app.record.detail.show", true, onShow],
    ["app.record.print.show", false, onPrint],
    ["app.record.create.show", true, onShow],
    ["app.record.edit.show", true, onShow],
    ["app.record.index.edit.show", false, onShow],
    ["app.record.create.change", true, onChange],
    ["app.record.edit.change", true, onChange],
    ["app.record.index.edit.change", false, onChange],
    ["app.record.create.submit", true, onEarlySubmit],
    ["app.record.edit.submit", true, onEarlySubmit],
    ["app.record.index.edit.submit", false, onEarlySubmit],
    ["app.record.create.submit.success", true, onSaved],
    ["app.record.edit.submit.success", true, onSaved],
    ["app.record.index.edit.submit.success", false, onSaved],
    ["app.record.index.edit.finish", false, onList], // what was said of the row goes with its edit
    ["app.record.detail.delete.submit", true, onDelete],
    ["app.record.index.delete.submit", false, onDelete],
    ["app.record.detail.process.proceed", true, onProceed],
  ];
  const named = ([name, mobile]) => (mobile ? [name, `mobile.${name}`] : [name]);
  const RECORD = EVENTS.filter(([, , handler]) => handler === onChange).flatMap(named).map((name) => name.replace(/\.change$/, ""));
  for (const row of EVENTS) if (row[2] !== onChange) kintone.events.on(named(row), calm(row[2]));

  const desktop = kintone.app?.getId?.() ?? null;
  const here = desktop ?? kintone.mobile?.app?.getId?.() ?? null;
  phone = desktop === null && here !== null;
  if (here !== null) start(here);
})();

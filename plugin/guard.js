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

  const PATIENCE = 3000; // milliseconds that a save waits for the labels of the form
  const TYPED = new Set(["SINGLE_LINE_TEXT", "MULTI_LINE_TEXT", "RICH_TEXT", "NUMBER", "LINK"]);
  const CHANGES = new Set(["SINGLE_LINE_TEXT", "NUMBER"]); // typed kinds that have a change event

  const user = kintone.getLoginUser();
  const lang = String(user.language ?? "").startsWith("en") ? "en" : "ja";
  const WORDS = {
    ja: {
      title: "内規ガード",
      off: (why) => `入力時チェックが動いていません(${why})。保存はできます。`,
      refused: "ブラウザーがプログラムの実行を許可していません",
      broken: "プログラムを始められませんでした",
      trapped: "プログラムが停止しました",
      again: "入力時チェックが停止したため、起動し直しました。",
    },
    en: {
      title: "Naiki Guard",
      off: (why) => `The entry check is not running (${why}). You can still save.`,
      refused: "the browser does not allow the program to run",
      broken: "the program could not be started",
      trapped: "the program stopped",
      again: "The entry check stopped and was started again.",
    },
  }[lang];

  let module = null; // compiled once
  let instance = null; // the instance that judges; null while none runs
  let traps = 0;
  let app = null;
  let learned = null; // settles when the labels of the form are in, or will not come
  let plan = { codes: [], notice: null };
  let form = null; // the labels, as sent to the instance
  let opened = null; // the record as it was opened, for a fresh instance
  let trouble = null; // what the bar says about the check itself

  const day = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  // Other scripts can write anything into settings: only texts are ours. null: this app does not have the plugin.
  const config = () => {
    const found = kintone.plugin?.app?.getConfig?.(PLUGIN_ID) ?? null;
    return found === null ? null : Object.fromEntries(Object.entries(found).filter(([, value]) => typeof value === "string"));
  };

  let begun = null; // the day on which the instance was made
  const setting = () => {
    begun = day();
    return JSON.stringify({ config: config(), app: app ?? "", domain: location.hostname, lang: user.language ?? "", now: { today: begun } });
  };

  const begin = () => {
    const made = glue();
    made.initSync({ module });
    plan = JSON.parse(made.start(setting()));
    if (form !== null) made.form(form);
    if (opened !== null) made.opened(opened);
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

  // Guidance stands in elements that kintone hands out, and nowhere else.
  const bars = new WeakMap();
  const space = (type) => {
    if (type.startsWith("mobile.")) return kintone.mobile?.app?.getHeaderSpaceElement?.() ?? null;
    if (type.startsWith("app.record.index.")) return kintone.app.getHeaderSpaceElement?.() ?? null;
    return kintone.app.record.getHeaderMenuSpaceElement?.() ?? null;
  };
  // The bar must not grow or go between a press and its release: the button under the pointer would move away, and the
  // click with it. What is to be said waits for the release.
  let pressed = false;
  let waiting = null;
  const release = () => {
    pressed = false;
    setTimeout(() => {
      const say = waiting;
      waiting = null;
      say?.();
    });
  };
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, release, true);

  let standing = []; // tips about what stood in the record when it was opened
  const show = (type, tips) => {
    if (pressed) waiting = () => put(type, tips);
    else put(type, tips);
  };
  const put = (type, tips) => {
    const home = space(type);
    if (!home) return;
    const said = [...new Set([trouble, plan.notice, ...standing, ...tips].filter(Boolean))];
    let bar = bars.get(home);
    if (!bar) {
      if (said.length === 0) return;
      bar = document.createElement("div");
      bar.setAttribute("role", "status");
      Object.assign(bar.style, {
        boxSizing: "border-box", maxWidth: "960px", margin: "8px 16px", padding: "8px 12px", borderLeft: "4px solid #b26a00",
        background: "#fff8e6", color: "#333", fontSize: "14px", lineHeight: "1.6", textAlign: "left", whiteSpace: "normal",
      });
      bars.set(home, bar);
    }
    if (bar.parentNode !== home) home.append(bar);
    const words = said.join("\n");
    if (bar.dataset.said === words) return; // a screen reader would say the same again
    bar.dataset.said = words;
    bar.hidden = said.length === 0;
    const title = document.createElement("strong");
    title.textContent = WORDS.title;
    const list = document.createElement("ul");
    Object.assign(list.style, { margin: "0", paddingLeft: "1.2em", listStyle: "disc" });
    for (const sentence of said) {
      const item = document.createElement("li");
      item.textContent = sentence;
      list.append(item);
    }
    bar.replaceChildren(title, list);
  };

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

  const judge = (event) => {
    if (instance !== null && begun !== day()) {
      try { begin(); } catch { /* yesterday's instance still judges */ }
    }
    const answer = ask((made) => JSON.parse(made.submit(project(event.record))));
    return answer ?? { top: null, cells: [], tips: [] };
  };

  const onShow = (event) => {
    if (event.appId !== undefined && String(event.appId) !== app) start(event.appId);
    marked = [];
    standing = [];
    // A record made from another one brings that one's values into a new record: they count as entered now.
    opened = project(event.reuse === true ? {} : event.record);
    const answer = ask((made) => JSON.parse(made.opened(opened)));
    standing = answer?.tips ?? [];
    show(event.type, []);
    if (!event.type.includes(".detail.")) {
      prefix = event.type.replace(/\.show$/, "");
      watch(event.record);
    }
    return event;
  };

  const onChange = (event) => {
    const { cells, tips } = judge(event);
    refuse(event.record, cells);
    show(event.type, tips);
    return event;
  };

  const onSubmit = (event) => {
    const decide = () => {
      const { top, cells, tips } = judge(event);
      refuse(event.record, cells);
      if (top !== null) event.error = join(event.error, top);
      show(event.type, tips);
      return event;
    };
    if (form !== null || instance === null || learned === null) return decide();
    const patience = new Promise((go) => { setTimeout(go, PATIENCE); });
    return Promise.race([learned, patience]).then(() => {
      learned = Promise.resolve(); // a form that does not come is waited for once
      return decide();
    });
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

  const RECORD = ["app.record.create", "app.record.edit", "app.record.index.edit", "mobile.app.record.create", "mobile.app.record.edit"];
  const LISTS = ["app.record.index.show"]; // an edit in the list has ended, one way or the other
  const DETAIL = ["app.record.detail.show", "mobile.app.record.detail.show"];
  kintone.events.on([...RECORD.map((name) => `${name}.show`), ...DETAIL], calm(onShow));
  kintone.events.on(RECORD.map((name) => `${name}.submit`), calm(onSubmit));
  kintone.events.on(LISTS, calm((event) => {
    standing = [];
    show(event.type, []);
    return event;
  }));

  const here = kintone.app?.getId?.() ?? kintone.mobile?.app?.getId?.() ?? null;
  if (here !== null) start(here);
})();

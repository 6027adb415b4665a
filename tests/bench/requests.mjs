// How many requests a city of 3,000 people makes for the published record (NAIKIP) and for reasons and counts (NAIKIL) in a
// day. The boot script's own parts run, as they stand, against a clock, a store, locks and a kintone that are made here.
import { readFileSync } from "node:fs";

const PEOPLE = 3_000;
const BUDGET = 5_000; // half of the 10,000 requests that kintone allows an app and day
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const MONDAY = Date.UTC(2026, 10, 30, 0) - 9 * HOUR; // midnight in Japan

/** What is assumed of the city's people; scenarios change some of it. */
const CITY = {
  days: 3, // from a first day without any copy to a third day
  from: 0, // the first day that counts
  loads: 40, // pages of kintone with the guard that a person opens in a day
  tabs: 4, // open at once, and opened at once in the morning by the browser
  refusals: 0.2, // that a person meets in a day
  reasoned: 0.7, // of these end with a reason, a false alarm or a confirmation; the others with a correction
  counting: 1, // of people have something each day that a stricter stage would have refused
  late: 0.1, // work until nine in the evening; all others from half past eight, spread over 30 minutes, to a quarter past five
  phones: 0.1, // open some pages on a phone, too: a browser of its own
  shared: 0.05, // sit at a computer with two others who sign in in turn, five times a day: each sign-in clears the copy
  kintone: () => null, // a status that kintone refuses with at a time
  there: true, // whether the app NAIKIP exists
  hours: 24, // that a copy lives, as the document says
};

const PARTS = ["memory", "published", "reasons"].map((name) => readFileSync(`plugin/guard/${name}.js`, "utf8"));

// What the parts take from the rest of the boot script and from the browser, by name.
const NAMES = [
  "kintone", "localStorage", "sessionStorage", "navigator", "Date", "setTimeout", "addEventListener", "location", "user", "app", "called",
  "phone", "trial", "instance", "ask", "redraw", "day",
];
const page = new Function(...NAMES, `"use strict";\n${PARTS.join("\n")}
  return { publish, renew, newest, flush, tally, count, queue, queued, entry };`);

/** A number between 0 and 1, the same in every run. */
const chance = (seed) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const CODES = { 403: "CB_NO02", 429: "GAIA_TO04" };

const store = () => {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => { kept.set(key, String(value)); }, removeItem: (key) => { kept.delete(key); },
  };
};

const locks = () => {
  let last = Promise.resolve();
  return { request: (_, work) => { last = last.then(work); return last; } };
};


// The moment that a tab gives the others passes at once; what is waited for longer than that never comes here.
const briefly = (go, wait) => {
  if (wait <= 200) queueMicrotask(go);
  return 0;
};

/** kintone for all: answers, and counts by app and day. */
const kintoneOf = (city, clock) => {
  const counted = new Map(); // by app and hour
  const document = { value: JSON.stringify({ schema: 1, hours: city.hours, reasons: "33", domain: "midori.cybozu.com" }) };
  const count = (app, refused) => {
    const hours = counted.get(app) ?? new Map();
    const at = Math.floor((clock.now - MONDAY) / HOUR);
    const hour = hours.get(at) ?? { times: 0, refused: 0 };
    hour.times += 1;
    hour.refused += Number(refused);
    counted.set(app, hours.set(at, hour));
  };
  const api = async (path, method, params) => {
    const app = path.includes("/apps.json") ? "apps" : String(params.app);
    const status = city.kintone(clock.now - MONDAY, app);
    count(app, status !== null);
    if (status !== null) throw Object.assign(new Error(`kintone refuses with ${status}`), { code: CODES[status] });
    if (app === "apps") return { apps: city.there ? [{ appId: "32" }] : [] };
    return method === "GET" ? { records: [{ document }] } : { ids: params.records.map(() => "1") };
  };
  // kintone counts from nine to nine, when people come: the busiest 24 hours, wherever they begin, are what it may meet.
  const most = (app) => {
    const hours = counted.get(app) ?? new Map();
    const sum = (from, key) => Array.from({ length: 24 }, (_, more) => hours.get(from + more)?.[key] ?? 0).reduce((one, other) => one + other, 0);
    let busiest = { times: 0, refused: 0 };
    for (let from = city.from * 24; from <= city.days * 24; from += 1) {
      const times = sum(from, "times");
      if (times > busiest.times) busiest = { times, refused: sum(from, "refused") };
    }
    return busiest;
  };
  return { kintone: { api }, most };
};

/** A browser: its store is one for all its tabs, and who signs in shares it. */
const browserOf = (clock, kintone) => {
  const [localStorage, navigator] = [store(), { locks: locks() }];
  const fake = class extends Date { static now() { return clock.now; } };
  const day = (later = 0) => new Date(clock.now + 9 * HOUR + later * DAY).toISOString().slice(0, 10);
  const tabs = new Map();
  /** A page is loaded in a tab: what the boot script does once the screen is there. */
  const load = async (person, tab, app) => {
    const sessionStorage = tabs.get(tab)?.sessionStorage ?? store();
    const made = { publish: (text) => { const { hours, reasons } = JSON.parse(text); return JSON.stringify({ life: hours, reasons, contact: null, closed: false, version: "1.0" }); } };
    const ask = (call) => call(made);
    const guard = page(
      kintone, localStorage, sessionStorage, navigator, fake, briefly, () => {}, { hostname: "midori.cybozu.com" }, { id: person, isGuest: false }, String(app), "",
      false, false, made, ask, () => {}, day,
    );
    tabs.set(tab, { sessionStorage, guard });
    guard.publish(made);
    await guard.renew();
    await guard.flush();
    await guard.tally();
  };
  return { load, guard: (tab) => tabs.get(tab).guard, closeAll: () => tabs.clear() };
};

/** One person's days: what happens when, in the order of time. */
const daysOf = (city, random, person) => {
  const out = [];
  const late = random() < city.late;
  const hasPhone = random() < city.phones;
  const counting = random() < city.counting;
  for (let day = 0; day < city.days; day += 1) {
    const begins = day * DAY + 8.5 * HOUR + random() * 30 * MINUTE;
    const ends = day * DAY + (late ? 21 : 17.25) * HOUR;
    const between = () => begins + MINUTE + random() * (ends - begins - MINUTE);
    const act = (at, kind, device = "desk") => { out.push({ at: MONDAY + at, kind, device, person }); };
    act(begins, "morning");
    for (let load = city.tabs; load < city.loads; load += 1) act(between(), "load", hasPhone && random() < 0.1 ? "phone" : "desk");
    if (hasPhone) act(between(), "load", "phone");
    for (let left = city.refusals; left > 0; left -= 1) if (random() < left) act(between(), random() < city.reasoned ? "reasoned" : "corrected");
    if (counting) act(ends, "count");
  }
  return out;
};

/** What one group of people at one computer does; and each on an own phone. */
const live = async (city, random, clock, kintone, people) => {
  const desk = browserOf(clock, kintone);
  const phones = new Map(people.map((person) => [person, browserOf(clock, kintone)]));
  // At a shared computer a person's work of a day falls into stretches that take turns.
  const stretch = (at) => Math.floor((((at - MONDAY) % DAY) - 8.5 * HOUR) / (8.75 * HOUR / 15));
  const events = people.flatMap((person) => daysOf(city, random, person));
  const turn = (at) => people[((Math.max(0, stretch(at)) % people.length) + people.length) % people.length];
  const queue = (people.length === 1 ? events : events.map((event) => (event.device === "desk" && event.kind !== "count" ? { ...event, person: turn(event.at) } : event)))
    .sort((one, other) => one.at - other.at);
  let signedIn = null;
  for (const { at, kind, device, person } of queue) {
    clock.now = at;
    const browser = device === "phone" ? phones.get(person) : desk;
    const app = 100 + (Math.floor(at / 7) % 40);
    if (device === "desk" && signedIn !== person && kind !== "count") {
      browser.closeAll();
      signedIn = person;
      if (kind !== "morning") await browser.load(person, 0, app);
    }
    const tab = Math.floor(random() * city.tabs);
    if (kind === "morning") await Promise.all(Array.from({ length: city.tabs }, (_, one) => browser.load(person, one, app)));
    else if (kind === "load") await browser.load(person, tab, app);
    else if (kind === "count") {
      if (signedIn === person) browser.guard(0).count(["special-care-typed"]);
    } else {
      await browser.load(person, tab, app); // the screen that it is typed into
      const guard = browser.guard(tab);
      await guard.newest();
      if (kind === "reasoned") {
        guard.queue([...guard.queued(), guard.entry("reason", "my-number-typed", "「備考」", "業務上必要", 1)]);
        await guard.flush();
      }
    }
  }
};

/** The requests of the busiest day, to each app. */
const run = async (change) => {
  const city = { ...CITY, ...change };
  const random = chance(1_128);
  const clock = { now: MONDAY };
  const { kintone, most } = kintoneOf(city, clock);
  const shared = Math.round((PEOPLE * city.shared) / 3) * 3;
  for (let person = 0; person < PEOPLE; person += person < shared ? 3 : 1) {
    await live(city, random, clock, kintone, person < shared ? [person, person + 1, person + 2] : [person]);
  }
  return { published: most("32"), reasons: most("33"), apps: most("apps") };
};

const early = (at) => at % DAY >= 8.5 * HOUR && at % DAY < 9.5 * HOUR;

const NOBODY = "nobody is refused";
const SCENARIOS = [
  ["a working day", {}],
  [NOBODY, { refusals: 0 }],
  ["a refusal a person every other day", { refusals: 0.5 }],
  ["a refusal a person and day", { refusals: 1 }],
  ["copies live 72 h, after the first day", { hours: 72, days: 6, from: 1 }],
  ["three refusals a person and day", { refusals: 3 }],
  ["120 pages and 10 tabs a person", { loads: 120, tabs: 10 }],
  ["a third at shared computers", { shared: 0.33 }],
  ["kintone says 429 from 8:30 to 9:30", { kintone: (at) => (early(at) ? 429 : null) }],
  ["NAIKIP closed by mistake (403)", { kintone: (_, app) => (app === "32" ? 403 : null) }],
  ["NAIKIL closed by mistake (403)", { kintone: (_, app) => (app === "33" ? 403 : null) }],
  ["a city without NAIKIP", { there: false }],
];

const number = (value) => value.toLocaleString("en");

/** Rows of the bench: what, figure, budget, remark. */
export const requests = async () => {
  const rows = [[
    `requests a day, ${number(PEOPLE)} people`, "", "-",
    `assumed of each: ${CITY.loads} pages a day in ${CITY.tabs} tabs, ${CITY.refusals} refusals (${CITY.reasoned * 100}% go on with a reason); counts from ${CITY.counting * 100}%, `
    + `${CITY.late * 100}% work until 21:00, ${CITY.phones * 100}% use a phone too, ${CITY.shared * 100}% share a computer; the busiest 24 hours of ${CITY.days} days`,
  ]];
  const missed = [];
  for (const [name, change] of SCENARIOS) {
    const { published, reasons, apps } = await run(change);
    const held = (app, { times, refused }) => {
      if (times > BUDGET) missed.push(`${app}, ${name}: ${number(times)}`);
      return `${times > BUDGET ? "MISSED" : "held"}${refused > 0 ? `; ${number(refused)} of them refused by kintone` : ""}`;
    };
    const spare = name === NOBODY ? `; so ${number(Math.max(0, BUDGET - published.times))} refusals a day are borne in all` : "";
    const finding = `; ${number(apps.times)} requests to find it, which go to no app${spare}`;
    rows.push([`  NAIKIP, ${name}`, number(published.times), `<= ${number(BUDGET)}`, `${held("NAIKIP", published)}${finding}`]);
    rows.push([`  NAIKIL, ${name}`, number(reasons.times), `<= ${number(BUDGET)}`, held("NAIKIL", reasons)]);
  }
  rows.push(["requests of the city", missed.length === 0 ? "all held" : `${missed.length} MISSED`, "-", missed.join("; ")]);
  return rows;
};

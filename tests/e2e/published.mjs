// What the office publishes for all guards, what it reads of them, and what goes wrong in between.
import { expect } from "@playwright/test";
import { must } from "../local_kintone.mjs";
import { publish } from "./journey.mjs";

/** The day so many days from now, as guards and the published record write it. */
export const day = (ahead = 0) => new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });

/** Publishes rules with changed orders: `{ "my-number-typed": { over: "reason" } }`. */
export const order = (kintone, changes) => publish(kintone, (document) => {
  for (const [rule, change] of Object.entries(changes)) {
    const found = document.orders.rules.find((one) => one.rule === rule);
    expect(found, rule).toBeDefined();
    Object.assign(found, change);
  }
  return document;
});

/** What guards have put down for the office since the start, as the office reads it; the city comes with three. */
export const reports = async (kintone) => {
  const query = encodeURIComponent("$id > 3 order by $id asc");
  const { records } = await must(kintone.address, "office", "GET", `/k/v1/records.json?app=33&query=${query}`);
  const fields = ["kind", "app", "app_name", "rule", "place", "reason", "policy", "device", "count", "until"];
  return records.map((record) => ({ ...Object.fromEntries(fields.map((code) => [code, record[code].value])), who: record["作成者"].value.code }));
};

/** Faults of the local kintone, until the next call. */
export const faults = async (kintone, rules) => {
  const answer = await fetch(`${kintone.address}/local/faults.json`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ rules }),
  });
  expect(answer.status).toBe(200);
};

/** The newest record of app 1. */
export const newest = async (kintone) =>
  (await must(kintone.address, "staff", "GET", "/k/v1/records.json?app=1&query=order%20by%20%24id%20desc%20limit%201")).records[0];

/** Requests for the published record by all tabs of a context: those that look for the app, and those that read it. */
export const readings = (page) => {
  const found = { apps: 0, records: 0 };
  page.context().on("request", (request) => {
    const url = decodeURIComponent(request.url());
    if (/\/k\/v1\/apps\.json\?.*NAIKIP/.test(url)) found.apps += 1;
    if (/\/k\/v1\/records\.json\?.*app=32\b/.test(url)) found.records += 1;
  });
  return found;
};

// The local kintone with 3,000 apps and 200,000 records: how soon it stands, and how fast it answers over loopback.
import { Agent, request } from "node:http";
import { PASSWORD, start } from "../local_kintone.mjs";

const APPS = 3_000;
const SAMPLES = 3_000;
// Of those who enter records; apps closed to them answer too, with a refusal, and are not counted.
const PERSON = "staff";

/** One request over a connection that stays open: status, bytes, milliseconds until the last byte. */
const ask = (agent, address, path) =>
  new Promise((resolve, reject) => {
    const begin = performance.now();
    const headers = { "X-Cybozu-Authorization": Buffer.from(`${PERSON}:${PASSWORD}`).toString("base64") };
    request(`${address}${path}`, { agent, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, body: Buffer.concat(parts), time: performance.now() - begin }));
    }).on("error", reject).end();
  });

/** The share of sorted numbers that are not above the answer. */
const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];

/** Asks for every path in turn, one at a time. Resolves to the times of what was answered, sorted. */
const times = async (agent, address, paths) => {
  const found = [];
  for (const path of paths) {
    const { status, time } = await ask(agent, address, path);
    if (status === 200) found.push(time);
  }
  return found.sort((one, other) => one - other);
};

const number = (value) => value.toLocaleString("en");

/** Rows of the bench: what, figure, budget, remark. */
export const city = async () => {
  const begin = performance.now();
  const kintone = await start(0, ["--seed", String(APPS), "--quiet"]);
  const ready = performance.now() - begin;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    // Every app once at least, spread so that neighbours in time are no neighbours in the city.
    const spread = Array.from({ length: SAMPLES }, (_, at) => ((at * 1_009) % APPS) + 1);
    await times(agent, kintone.address, spread.slice(0, 50).map((app) => `/k/v1/app/form/fields.json?app=${app}`));
    const fields = await times(agent, kintone.address, spread.map((app) => `/k/v1/app/form/fields.json?app=${app}`));
    const query = encodeURIComponent("order by $id desc limit 100");
    const records = await times(agent, kintone.address, spread.slice(0, 500).map((app) => `/k/v1/records.json?app=${app}&query=${query}&totalCount=true`));
    if (fields.length < 2_000 || records.length < 300) throw new Error(`too few answers: ${fields.length}, ${records.length}`);
    const remark = (list) => `${number(list.length)} answers, one at a time, kept connection; p50 ${percentile(list, 0.5).toFixed(2)} ms`;
    return [
      [`city of ${number(APPS)} apps, start to READY`, `${(ready / 1000).toFixed(2)} s`, "<= 3 s", ""],
      ["its app/form/fields, p99", `${percentile(fields, 0.99).toFixed(2)} ms`, "<= 5 ms", remark(fields)],
      ["its records, 100 newest and the count, p99", `${percentile(records, 0.99).toFixed(2)} ms`, "-", remark(records)],
    ];
  } finally {
    agent.destroy();
    await kintone.stop();
  }
};

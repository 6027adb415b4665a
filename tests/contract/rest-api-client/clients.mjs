// The clients of the suite: of a person, of a token, of a guest space. What they are asked and answered is counted.
import { after } from "node:test";
import { KintoneRestAPIClient } from "@kintone/rest-api-client";
import { PASSWORD, must, start } from "../../local_kintone.mjs";

/** @typedef {NonNullable<ConstructorParameters<typeof KintoneRestAPIClient>[0]>} Options */

const kintone = await start();
after(() => kintone.stop());

/** Methods that were called and answered without an error, such as `record.getRecord`. */
export const answered = new Set();

/**
 * The same object; its answered calls are counted, not those that it makes of itself.
 * @template {object} T
 * @param {T} target
 * @param {string} path
 * @returns {T}
 */
const counted = (target, path) =>
  new Proxy(target, {
    get(inner, key) {
      const part = Reflect.get(inner, key);
      const name = path + String(key);
      if (typeof part === "object" && part !== null) return counted(part, `${name}.`);
      if (typeof part !== "function") return part;
      return (/** @type {unknown[]} */ ...words) => {
        const answer = part.apply(inner, words);
        Promise.resolve(answer).then(() => answered.add(name), () => {});
        return answer;
      };
    },
  });

/** @param {Options} options */
const client = (options) => counted(new KintoneRestAPIClient({ baseUrl: kintone.address, ...options }), "");

/**
 * The client of a person who signs in with a password.
 * @param {string} username
 * @param {Options} [options]
 */
export const as = (username, options = {}) => client({ auth: { username, password: PASSWORD }, ...options });

/**
 * The client of a new API token of an app, made by a person who manages it.
 * @param {string} person
 * @param {string} app
 * @param {Partial<Record<"manage" | "view" | "add" | "edit" | "delete", true>>} rights
 */
export const token = async (person, app, rights) => {
  const { token: apiToken } = await must(kintone.address, person, "POST", "/local/token.json", { app, ...rights });
  return client({ auth: { apiToken } });
};

/**
 * Work with the client of a person in a kintone of its own, on the Wide course.
 * @param {string} username
 * @param {(client: KintoneRestAPIClient) => Promise<void>} work
 */
export const onWideCourse = async (username, work) => {
  const wide = await start(0, ["--course", "wide"]);
  try {
    await work(client({ baseUrl: wide.address, auth: { username, password: PASSWORD } }));
  } finally {
    await wide.stop();
  }
};

/** Where the kintone of the suite is. */
export const address = () => kintone.address;

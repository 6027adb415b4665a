// What is expected of an answer has the answer's type: a key that the client does not know is an error of the compiler.
import assert from "node:assert/strict";
import { KintoneRestAPIError } from "@kintone/rest-api-client";

/**
 * The answer is this.
 * @template T
 * @param {T} answer
 * @param {NoInfer<T>} expected
 * @param {string} [why]
 */
export const same = (answer, expected, why) => assert.deepEqual(answer, expected, why);

/**
 * The answer has this among the rest.
 * @template {object} T
 * @param {T} answer
 * @param {NoInfer<Partial<T>>} expected
 * @param {string} [why]
 */
export const has = (answer, expected, why) => {
  const found = Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(answer, key)]));
  assert.deepEqual(found, expected, why);
};

/**
 * The call is refused with the code, and the place where given.
 * @param {Promise<unknown>} call
 * @param {number} status
 * @param {string | undefined} code
 * @param {string} [place]
 */
export const refused = async (call, status, code, place) => {
  const error = await call.then((answer) => assert.fail(`${JSON.stringify(answer)} instead of ${code}`), (failure) => failure);
  assert.ok(error instanceof KintoneRestAPIError, String(error));
  assert.deepEqual([error.status, error.code], [status, code], error.message);
  if (place !== undefined) assert.ok(place in error.errors, `${place} is not in ${JSON.stringify(error.errors)}`);
};

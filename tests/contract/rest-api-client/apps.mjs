// Apps of the suite's own, made as anybody makes one.
import assert from "node:assert/strict";

/** @typedef {import("@kintone/rest-api-client").KintoneRestAPIClient} Client */
/** @typedef {Parameters<Client["app"]["addFormFields"]>[0]["properties"]} Properties */

/**
 * Deploys apps and waits; resolves to their states.
 * @param {Client} client
 * @param {Parameters<Client["app"]["deployApp"]>[0]} request
 */
export const deployed = async (client, request) => {
  await client.app.deployApp(request);
  for (;;) {
    const { apps } = await client.app.getDeployStatus({ apps: request.apps.map(({ app }) => app) });
    if (apps.every(({ status }) => status !== "PROCESSING")) return apps.map(({ status }) => status);
  }
};

/**
 * A new app, live, with these fields. Resolves to its ID.
 * @param {Client} client
 * @param {string} name
 * @param {Properties} properties
 * @param {{ space?: string }} [place]
 */
export const made = async (client, name, properties, place = {}) => {
  const { app } = await client.app.addApp({ name, ...place });
  await client.app.addFormFields({ app, properties });
  assert.deepEqual(await deployed(client, { apps: [{ app }] }), ["SUCCESS"]);
  return app;
};

/**
 * A field of one line of text, by its code.
 * @param {string} code
 */
export const text = (code) => ({ type: /** @type {const} */ ("SINGLE_LINE_TEXT"), code, label: code });

// `client.plugin`: plugins of all kintone, by its administrators.
import assert from "node:assert/strict";
import { test } from "node:test";
import { has, refused, same } from "./answers.mjs";
import { deployed, made, text } from "./apps.mjs";
import { as } from "./clients.mjs";

const ZIP = { file: { path: "target/naiki-guard.zip" } };

test("a plugin is installed, updated, added to an app, and removed", async () => {
  const office = as("office");
  const upload = async () => (await office.file.uploadFile(ZIP)).fileKey;
  const forbidden = await as("builder").file.uploadFile(ZIP);
  await refused(as("builder").plugin.installPlugin(forbidden), 403, "CB_NO02");
  const { id, version } = await office.plugin.installPlugin({ fileKey: await upload() });
  assert.match(String(id), /^[a-p]{32}$/);
  const plugin = String(id);
  const { plugins } = await as("staff").plugin.getPlugins({ ids: [plugin], offset: 0, limit: 1 });
  has(plugins[0], { id: plugin, version, isMarketPlugin: false });
  same(await office.plugin.updatePlugin({ id, fileKey: await upload() }), { id, version });
  const builder = as("builder");
  const app = await made(builder, "プラグインの試し", { 件名: text("件名") });
  const { revision } = await builder.app.addPlugins({ app, ids: [plugin], revision: -1 });
  same(await builder.app.getPlugins({ app, preview: true, lang: "ja" }), { plugins: [{ id: plugin, name: plugins[0].name, enabled: true }], revision });
  same((await builder.app.getPlugins({ app })).plugins, [], "not live before the deploy");
  same(await deployed(builder, { apps: [{ app }] }), ["SUCCESS"]);
  same((await builder.app.getPlugins({ app })).plugins.length, 1);
  await refused(builder.plugin.getApps({ id }), 403, "CB_NO02");
  same(await as("admin").plugin.getApps({ id, offset: 0, limit: 10 }), { apps: [{ id: app, name: "プラグインの試し" }] });
  same(await as("staff").plugin.getRequiredPlugins({ offset: 0, limit: 10 }).then(({ plugins: required }) => required.map((one) => one.id).includes(plugin)), false, "it is installed");
  await refused(builder.plugin.uninstallPlugin({ id }), 403, "CB_NO02");
  same(await office.plugin.uninstallPlugin({ id }), {});
  same((await office.plugin.getPlugins({})).plugins.filter((one) => one.id === plugin), []);
  has((await office.plugin.getRequiredPlugins({})).plugins.filter((one) => one.id === plugin)[0], { id: plugin });
});

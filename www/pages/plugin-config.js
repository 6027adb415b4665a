// kintone's own page around a plug-in's settings. The fragment stays where the parser put it: its script already holds its elements.
import { app, boot } from './host.js';
import { h, main } from './element.js';
import { settingsAddress, settingsHead, settingsMenu } from './settings-frame.js';
import { say } from './words.js';

export const pluginConfigPage = async () => {
  const id = new URLSearchParams(location.search).get('pluginId');
  const plugin = boot.plugins.find(each => each.id === id);
  const name = plugin?.name ?? id;
  const fragment = document.getElementById('plugin-settings');
  main().classList.add('plugin-config-grid');
  fragment.before(
    h('div', { class: 'plugin-config-head' }, settingsHead([say('appSettings'), settingsAddress('general')], [say('section_plugins'), settingsAddress('plugins')], [name])),
    settingsMenu('plugins'),
    h('div', { class: 'plugin-config-title' }, h('h2', {}, say('configureOf', { name })), h('span', { class: 'plugin-id' }, plugin ? `${say('version')} ${plugin.version}` : '')));
  document.title = `${name} - ${app.name}`;
};

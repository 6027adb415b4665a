// The plug-ins of an app: added from those of the domain, switched, configured, removed.
import { app, boot } from './host.js';
import { button, draw, h } from './element.js';
import { get, post, put, tell } from './rest.js';
import { settingsAddress, settingsHead, settingsMenu } from './settings-frame.js';
import { sure } from './sure.js';
import { say } from './words.js';

const here = `/k/admin/app/${app?.id}/plugin/`;
const again = () => { location.href = here; };

const act = async change => {
  try {
    await change();
    if (location.pathname + location.search === here) location.reload();
    else again();
  } catch (error) {
    tell(error);
  }
};

const row = plugin => {
  const box = h('input', {
    type: 'checkbox', role: 'switch', checked: plugin.enabled, 'aria-label': say('enabledOf', { name: plugin.name }),
    onchange: () => act(() => put('/local/app-plugins.json', { app: app.id, id: plugin.id, enabled: box.checked })),
  });
  const drop = async () => {
    if (!await sure(say('removePlugin'), say('removePluginAsk', { name: plugin.name }), say('deleteYes'))) return;
    await act(() => put('/local/app-plugins.json', { app: app.id, id: plugin.id, remove: true }));
  };
  return h('tr', {},
    h('td', {}, h('div', { class: 'plugin-name' }, plugin.icon ? h('img', { src: plugin.icon, alt: '', width: 32, height: 32 }) : null,
      h('span', {}, plugin.name, h('span', { class: 'plugin-id' }, `${say('version')} ${plugin.version} · ${plugin.id}`)))),
    h('td', { class: 'centre' }, box),
    h('td', { class: 'centre' }, plugin.configurable ? h('a', {
      class: 'icon-link', role: 'button', href: `/k/admin/app/${app.id}/plugin/config?pluginId=${plugin.id}`,
      'aria-label': say('configureOf', { name: plugin.name }), title: say('configure'),
    }, '⚙') : null),
    h('td', { class: 'centre' }, button(say('remove'), drop, { class: 'button button-small', 'aria-label': say('removeOne', { name: plugin.name }) })));
};

const adder = available => {
  if (available.length === 0) return h('p', { class: 'hint' }, say('noPluginToAdd'));
  const boxes = available.map(({ id }) => h('input', { type: 'checkbox', value: id }));
  return h('fieldset', { class: 'adder' }, h('legend', {}, say('addPlugin')),
    available.map(({ name, version, description }, index) => h('label', { class: 'check' }, boxes[index],
      h('span', {}, name, h('span', { class: 'plugin-id' }, `${say('version')} ${version}${description ? ` · ${description}` : ''}`)))),
    h('p', {}, button(say('add'), () => {
      const ids = boxes.filter(box => box.checked).map(box => box.value);
      if (ids.length) act(() => post('/k/v1/preview/app/plugins', { app: app.id, ids }));
    }, { class: 'button button-normal' })));
};

export const pluginListPage = async () => {
  const done = new URLSearchParams(location.search).get('message') === 'CONFIG_SAVED';
  let available = [];
  try {
    const own = new Set(boot.plugins.map(({ id }) => id));
    available = (await get('/k/v1/plugins', { limit: 100 })).plugins.filter(({ id }) => !own.has(id));
  } catch (error) {
    tell(error);
  }
  draw(settingsHead([say('appSettings'), settingsAddress('general')], [say('section_plugins')]),
    h('div', { class: 'settings-columns' }, settingsMenu('plugins'), h('section', { class: 'panel settings-panel' },
      h('h2', {}, say('section_plugins')),
      done && h('div', { class: 'done-message', role: 'status' }, say('configSaved'), ' ', h('a', { href: settingsAddress('general') }, say('appSettings'))),
      boot.plugins.length ? h('table', { class: 'settings-table' },
        h('thead', {}, h('tr', {}, ['plugin', 'enabled', 'configure', 'remove'].map(key => h('th', { scope: 'col' }, say(key))))),
        h('tbody', {}, boot.plugins.map(row))) : h('p', { class: 'empty' }, say('noPlugins')),
      adder(available))));
};

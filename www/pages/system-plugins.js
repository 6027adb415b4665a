// The plug-ins of the domain: read in from a signed zip, replaced, deleted.
import { host } from './host.js';
import { button, draw, h, unseen } from './element.js';
import { get, post, put, remove, tell, upload } from './rest.js';
import { crumbs } from './chrome.js';
import { sure } from './sure.js';
import { say } from './words.js';

export const systemPluginsPage = async () => {
  const area = h('div', {});
  const uses = new Map();
  let closed = {};
  const act = async (change, message) => {
    host.loading(true);
    try {
      await change();
      await show();
      host.notify('SUCCESS', message);
    } catch (error) {
      tell(error);
    } finally {
      host.loading(false);
    }
  };
  const install = h('input', {
    type: 'file', id: 'plugin-zip', accept: '.zip,application/zip',
    onchange: async () => {
      const [file] = install.files;
      if (!file) return;
      await act(async () => { await post('/k/v1/plugin', { fileKey: await upload(file) }); }, say('pluginInstalled'));
      install.value = '';
    },
  });
  const usedBy = async id => {
    const { apps } = await get('/k/v1/plugin/apps', { id, limit: 100 });
    if (apps.length === 0) return h('p', { class: 'plugin-about' }, say('usedByNone'));
    return h('details', { class: 'plugin-about' }, h('summary', {}, say('usedBy', { count: apps.length })),
      h('ul', {}, apps.map(app => h('li', {}, h('label', {}, h('input', {
        type: 'checkbox', checked: !(closed[id] ?? []).includes(Number(app.id)),
        onchange: event => act(() => put('/local/plugin-use.json', { id, app: app.id, on: event.target.checked }), say('pluginUseChanged')),
      }), ' ', say('useIn', { name: app.name })), ' ', h('a', { href: `/k/admin/app/${app.id}/plugin/` }, say('appSettings'))))));
  };
  const row = ({ id, name, version, description }) => {
    const replace = h('input', {
      type: 'file', class: 'visually-hidden', accept: '.zip,application/zip', 'aria-label': say('updateOf', { name }),
      onchange: () => {
        const [file] = replace.files;
        if (file) act(async () => { await put('/k/v1/plugin', { id, fileKey: await upload(file) }); }, say('pluginUpdated'));
      },
    });
    const drop = async () => {
      if (!await sure(say('deletePlugin'), say('deletePluginAsk', { name }), say('deleteYes'))) return;
      await act(() => remove('/k/v1/plugin', { id }), say('pluginDeleted'));
    };
    return h('tr', {},
      h('td', {}, h('div', { class: 'plugin-name' }, h('span', {}, name,
        h('span', { class: 'plugin-id' }, id), description && h('span', { class: 'plugin-about' }, description))), uses.get(id)),
      h('td', {}, version),
      h('td', { class: 'row-tools' }, h('label', { class: 'file-label button button-small' }, say('update'), replace),
        button(say('delete'), drop, { class: 'button button-small button-danger', 'aria-label': say('deleteOf', { code: name }) })));
  };
  const show = async () => {
    const { plugins } = await get('/k/v1/plugins', { limit: 100 });
    uses.clear();
    ({ closed } = await get('/local/plugin-use.json', {}));
    for (const { id } of plugins) uses.set(id, await usedBy(id).catch(() => null));
    area.replaceChildren(plugins.length ? h('table', { class: 'settings-table' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, say('plugin')), h('th', { scope: 'col' }, say('version')), h('th', {}, unseen(say('rowActions'))))),
      h('tbody', {}, plugins.map(row))) : h('p', { class: 'empty' }, say('noPlugins')));
  };
  draw(crumbs([say('portal'), '/k/'], [say('administration')], [say('systemPlugins')]), h('h1', { class: 'app-title' }, say('systemPlugins')),
    h('section', { class: 'panel' }, h('fieldset', { class: 'adder' }, h('legend', {}, say('installPlugin')), h('label', { for: 'plugin-zip' }, say('pluginZip')), ' ', install), area));
  await show().catch(tell);
};

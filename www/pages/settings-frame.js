// The frame of an app's settings: where one is, the sections, and the two ways to end: [Update App] and [Discard].
import { host, app } from './host.js';
import { button, h } from './element.js';
import { get, post, tell } from './rest.js';
import { crumbs } from './chrome.js';
import { sure } from './sure.js';
import { say } from './words.js';

const SECTIONS = ['general', 'form', 'views', 'process', 'notifications', 'rights', 'recordRights', 'fieldRights', 'plugins', 'customize'];
export const settingsAddress = section => (section === 'plugins' ? `/k/admin/app/${app.id}/plugin/` : `/k/admin/app/flow?app=${app.id}#section=${section}`);

const pause = milliseconds => new Promise(resolve => { setTimeout(resolve, milliseconds); });

const currentRevision = async () => (await get('/k/v1/preview/app/settings', { app: app.id })).revision;

const deploy = async revert => {
  host.loading(true);
  try {
    await post('/k/v1/preview/app/deploy', { apps: [{ app: app.id, revision: await currentRevision() }], ...(revert && { revert: true }) });
    for (;;) {
      const { apps: [{ status }] } = await get('/k/v1/preview/app/deploy', { apps: [app.id] });
      if (status === 'SUCCESS') break;
      if (status !== 'PROCESSING') throw new Error(say('deployFailed', { status }));
      await pause(200);
    }
  } catch (error) {
    host.loading(false);
    tell(error);
    return;
  }
  host.loading(false);
  if (!revert && (app.permissions.view || app.permissions.add)) location.href = `/k/${app.id}/`;
  else location.reload();
};

const update = async () => {
  if (await sure(say('updateApp'), say('updateAsk'), 'OK')) await deploy(false);
};
const discard = async () => {
  if (await sure(say('discard'), say('discardAsk'), say('discardYes'))) await deploy(true);
};

export const settingsHead = (...steps) => [
  crumbs([say('portal'), '/k/'], ...(app.deployed ? [[app.name, `/k/${app.id}/`]] : []), ...steps),
  h('div', { class: 'settings-head' },
    h('h1', {}, app.name, h('span', { class: 'settings-title-note' }, say('appSettings'))),
    h('div', { class: 'settings-ends' },
      h('p', { class: 'settings-state', role: 'status' }, say(!app.deployed ? 'neverDeployed' : app.previewChanged ? 'previewChanged' : 'previewSame')),
      app.deployed && app.previewChanged && button(say('discard'), discard, { class: 'button button-normal' }),
      button(say('updateApp'), update, { class: 'button button-submit' }))),
];

export const settingsMenu = current => h('nav', { class: 'settings-menu', 'aria-label': say('settingsSections') },
  h('ul', {}, SECTIONS.map(section => h('li', {}, h('a', { href: settingsAddress(section), 'aria-current': section === current ? 'page' : null }, say(`section_${section}`))))));

// A change went to preview: the head must say so at once.
export const markChanged = () => {
  app.previewChanged = true;
  const state = document.querySelector('.settings-state');
  if (state && app.deployed) {
    state.textContent = say('previewChanged');
    if (state.parentElement.querySelectorAll('button').length === 1) state.after(button(say('discard'), discard, { class: 'button button-normal' }));
  }
};

export const saved = () => {
  markChanged();
  host.notify('SUCCESS', say('savedToPreview'));
};

// An app's settings, section by section; every change is put to preview through REST.
import { host } from './host.js';
import { draw, h } from './element.js';
import { tell } from './rest.js';
import { settingsHead, settingsMenu } from './settings-frame.js';
import { say } from './words.js';

const SECTIONS = {
  general: () => import('./settings-general.js').then(section => section.generalSection()),
  form: () => import('./settings-form.js').then(section => section.formSection()),
  views: () => import('./settings-views.js').then(section => section.viewsSection()),
  process: () => import('./settings-process.js').then(section => section.processSection()),
  notifications: () => import('./settings-notifications.js').then(section => section.notificationsSection()),
  rights: () => import('./settings-rights.js').then(section => section.appRightsSection()),
  recordRights: () => import('./settings-rights.js').then(section => section.recordRightsSection()),
  fieldRights: () => import('./settings-rights.js').then(section => section.fieldRightsSection()),
  customize: () => import('./settings-customize.js').then(section => section.customizeSection()),
};

let generation = 0;
const open = async () => {
  const mine = (generation += 1);
  const wanted = new URLSearchParams(location.hash.slice(1)).get('section') ?? 'general';
  if (wanted === 'plugins') {
    location.replace(`/k/admin/app/${host.boot.app.id}/plugin/`);
    return;
  }
  const section = Object.hasOwn(SECTIONS, wanted) ? wanted : 'general';
  const panel = h('section', { class: 'panel settings-panel' }, h('h2', {}, say(`section_${section}`)));
  try {
    const content = await SECTIONS[section]();
    if (mine !== generation) return;
    panel.append(content);
  } catch (error) {
    panel.append(h('p', { class: 'empty' }, error?.message ?? String(error)));
    tell(error);
  }
  draw(settingsHead([say('appSettings')]), h('div', { class: 'settings-columns' }, settingsMenu(section), panel));
};

export const settingsPage = async () => {
  window.addEventListener('hashchange', () => {
    host.clearNotification();
    open();
  });
  await open();
};

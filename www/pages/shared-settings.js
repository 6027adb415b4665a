// What all apps share: whether an app may hand its management or its export to Everyone.
import { host } from './host.js';
import { button, draw, h } from './element.js';
import { get, put, tell } from './rest.js';
import { crumbs } from './chrome.js';
import { say } from './words.js';

const SWITCHES = ['forbidEveryoneManage', 'forbidEveryoneExport'];

export const sharedSettingsPage = async () => {
  const settings = await get('/local/shared-settings.json', {});
  const boxes = SWITCHES.map(name => h('input', { type: 'checkbox', name, checked: settings[name] === true }));
  const save = async () => {
    try {
      await put('/local/shared-settings.json', Object.fromEntries(boxes.map(box => [box.name, box.checked])));
      host.notify('SUCCESS', say('saved'));
    } catch (error) {
      tell(error);
    }
  };
  draw(crumbs([say('portal'), '/k/'], [say('administration')], [say('sharedSettings')]), h('h1', { class: 'app-title' }, say('sharedSettings')),
    h('section', { class: 'panel', 'aria-label': say('sharedSettings') }, h('p', { class: 'hint' }, say('sharedSettingsNote')),
      boxes.map(box => h('label', { class: 'check' }, box, say(box.name))), h('p', {}, button(say('save'), save, { class: 'button button-submit' }))));
};

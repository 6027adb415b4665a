// The customisation of all kintone: its scripts run on the record screens of every app.
import { host } from './host.js';
import { button, draw, h } from './element.js';
import { get, put, tell } from './rest.js';
import { crumbs } from './chrome.js';
import { completeLists, entriesToSend, scriptLists } from './script-lists.js';
import { say } from './words.js';

export const systemCustomizePage = async () => {
  let customisation;
  const area = h('div', {});
  const show = answer => {
    customisation = completeLists(answer);
    area.replaceChildren(scriptLists(customisation, true));
  };
  show(await get('/local/domain-customize.json', {}));
  const save = async () => {
    try {
      // A file that was uploaded has another key once it is kept.
      show(await put('/local/domain-customize.json', entriesToSend(customisation, true)));
      host.notify('SUCCESS', say('saved'));
    } catch (error) {
      tell(error);
    }
  };
  draw(crumbs([say('portal'), '/k/'], [say('administration')], [say('systemCustomize')]), h('h1', { class: 'app-title' }, say('systemCustomize')),
    h('section', { class: 'panel' }, h('p', { class: 'hint' }, say('systemCustomizeNote')), area,
      h('p', {}, button(say('save'), save, { class: 'button button-submit' }))));
};

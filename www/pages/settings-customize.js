// JavaScript and CSS of the app: its managers see the lists, kintone's system administrators change them.
import { app, boot } from './host.js';
import { button, h } from './element.js';
import { get, put, tell } from './rest.js';
import { completeLists, entriesToSend, scriptLists } from './script-lists.js';
import { saved } from './settings-frame.js';
import { say } from './words.js';

export const customizeSection = async () => {
  const mayEdit = boot.rights.systemAdmin;
  const area = h('div', {});
  let revision;
  let customisation;
  const show = async () => {
    const answer = await get('/k/v1/preview/app/customize', { app: app.id });
    ({ revision } = answer);
    customisation = completeLists(answer);
    area.replaceChildren(scriptLists(customisation, mayEdit));
  };
  await show();
  const save = async () => {
    try {
      await put('/k/v1/preview/app/customize', { app: app.id, ...entriesToSend(customisation, false), revision });
      // A file that was uploaded has another key once it is kept.
      await show();
      saved();
    } catch (error) {
      tell(error);
    }
  };
  return h('div', {}, !mayEdit && h('p', { class: 'hint' }, say('customizeReadOnly')), area,
    mayEdit && h('p', {}, button(say('save'), save, { class: 'button button-submit' })));
};

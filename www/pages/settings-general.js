// Name, description, switches, and the notes for managers.
import { app } from './host.js';
import { button, h } from './element.js';
import { get, put, tell } from './rest.js';
import { makeInput } from './inputs.js';
import { saved } from './settings-frame.js';
import { say } from './words.js';

const SWITCHES = ['enableThumbnails', 'enableBulkDeletion', 'enableComments', 'enableDuplicateRecord', 'enableInlineRecordEditing'];
const THEMES = ['WHITE', 'RED', 'GREEN', 'BLUE', 'YELLOW', 'BLACK'];

export const generalSection = async () => {
  const settings = await get('/k/v1/preview/app/settings', { app: app.id });
  const notes = await get('/k/v1/preview/app/adminNotes', { app: app.id }).catch(() => null);
  let { revision } = settings;
  let description = settings.description ?? '';
  let content = notes?.content ?? '';

  const name = h('input', { id: 'app-name', class: 'input-text-cybozu', maxlength: 64, value: settings.name });
  const about = makeInput({ property: { type: 'RICH_TEXT' }, id: 'app-description', label: say('description'), value: description, changed: value => { description = value; }, settled: () => {} });
  const theme = h('select', { id: 'app-theme', class: 'gaia-argoui-select' }, [...new Set([settings.theme, ...THEMES])].filter(Boolean).map(each => h('option', { value: each, selected: each === settings.theme }, each)));
  const boxes = SWITCHES.filter(each => Object.hasOwn(settings, each)).map(each => h('input', { type: 'checkbox', id: each, name: each, checked: settings[each] === true }));
  const notesInput = makeInput({ property: { type: 'RICH_TEXT' }, id: 'app-notes', label: say('adminNotes'), value: content, changed: value => { content = value; }, settled: () => {} });

  const save = async () => {
    try {
      const answer = await put('/k/v1/preview/app/settings', {
        app: app.id, name: name.value, description, theme: theme.value, revision,
        ...Object.fromEntries(boxes.map(box => [box.name, box.checked])),
      });
      revision = answer.revision;
      if (notes && content !== notes.content) {
        revision = (await put('/k/v1/preview/app/adminNotes', { app: app.id, content, revision })).revision;
        notes.content = content;
      }
      saved();
    } catch (error) {
      tell(error);
    }
  };

  return h('div', { class: 'settings-form' },
    h('label', { for: 'app-name' }, say('appName')), name,
    h('span', { class: 'settings-label' }, say('description')), about.element,
    h('label', { for: 'app-theme' }, say('theme')), theme,
    h('fieldset', {}, h('legend', {}, say('switches')), boxes.map(box => h('label', { class: 'check' }, box, say(box.name)))),
    notes && h('span', { class: 'settings-label' }, say('adminNotes')), notes && notesInput.element,
    h('p', {}, button(say('save'), save, { class: 'button button-submit' })));
};

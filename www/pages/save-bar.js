// Cancel and Save, which cannot be pressed twice while a save is under way.
import { host } from './host.js';
import { button, h } from './element.js';
import { say } from './words.js';

export const saveBar = (save, leave) => {
  const saveButton = button(say('save'), async () => {
    saveButton.disabled = true;
    try {
      await save();
    } finally {
      saveButton.disabled = false;
    }
  }, { class: 'button button-submit gaia-ui-actionmenu-save' });
  return h('div', { class: 'gaia-argoui-app-edit-buttons' }, button(say('cancel'), () => {
    host.clearNotification();
    leave();
  }, { class: 'button button-normal gaia-ui-actionmenu-cancel' }), saveButton);
};

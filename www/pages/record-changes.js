// What has been changed in a record, when and by whom.
import { app } from './host.js';
import { h } from './element.js';
import { get } from './rest.js';
import { show as showTime } from './times.js';
import { valueOf } from './values.js';
import { say } from './words.js';

const fieldChange = ({ code, before, after }) => {
  const property = app.properties[code];
  return [h('dt', {}, property.label), h('dd', {}, h('del', {}, valueOf(property, before)), ' → ', h('ins', {}, valueOf(property, after)))];
};

const item = ({ revision, at, by, fields }) => h('li', { class: 'change' },
  h('p', { class: 'comment-head' }, h('span', { class: 'comment-who' }, by.name || by.code || say('nobody')), ' ',
    h('time', { datetime: at }, showTime(at)), h('span', {}, say('versionNumber', { revision }))),
  fields.length > 0 ? h('dl', { class: 'change-fields' }, fields.map(fieldChange)) : h('p', { class: 'hint' }, say('changesUnseen')));

export const changes = recordId => {
  const list = h('ol', { class: 'comments' });
  const note = h('p', { class: 'hint', role: 'status' });
  const load = async () => {
    try {
      const found = (await get('/local/record-changes.json', { app: app.id, id: recordId })).changes;
      list.replaceChildren(...found.map(item));
      note.textContent = found.length === 0 ? say('noChanges') : '';
    } catch (error) {
      note.textContent = error?.message ?? say('connectionLost');
    }
  };
  return { element: h('div', {}, note, list), load };
};

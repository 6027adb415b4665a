// Who is told of what: of the app's records in general, of some records, and on a day.
import { app } from './host.js';
import { button, h, newId } from './element.js';
import { names } from './entity-names.js';
import { get, put, tell } from './rest.js';
import { blocks, checkCells, entityTable } from './settings-rights.js';
import { saved } from './settings-frame.js';
import { say } from './words.js';

const EVENTS = ['recordAdded', 'recordEdited', 'commentAdded', 'statusChanged', 'fileImported'];
const DAYS = new Set(['DATE', 'DATETIME', 'CREATED_TIME', 'UPDATED_TIME']);

const labelled = (key, control) => {
  const id = newId(key);
  control.id = id;
  return h('div', { class: 'stack' }, h('label', { for: id }, say(key)), control);
};
const textOf = (row, key, word, hint) => labelled(word, h('input', { class: 'input-text-cybozu wide', value: row[key] ?? '', placeholder: hint, onchange: event => { row[key] = event.target.value; } }));

const targets = (row, nameOf) => entityTable({ rows: row.targets, nameOf, fields: true, heads: [], cells: () => [], blank: () => ({}) });

const general = (answer, nameOf) => {
  const commenter = h('input', { type: 'checkbox', checked: answer.notifyToCommenter === true });
  return {
    area: h('div', {}, entityTable({
      rows: answer.notifications, nameOf, fields: true, heads: EVENTS.map(key => say(`notify_${key}`)), cells: checkCells(EVENTS, 'notify_'),
      blank: () => Object.fromEntries(EVENTS.map(key => [key, false])),
    }), h('label', { class: 'check' }, commenter, say('notifyToCommenter'))),
    read: () => ({ notifications: answer.notifications, notifyToCommenter: commenter.checked }),
  };
};

const perRecord = (answer, nameOf) => ({
  area: blocks(answer.notifications, row => [textOf(row, 'filterCond', 'recordCondition', say('everyRecord')), textOf(row, 'title', 'notifyTitle'), targets(row, nameOf)],
    () => ({ filterCond: '', title: '', targets: [] }), say('addRule')),
  read: () => ({ notifications: answer.notifications }),
});

const reminder = (answer, nameOf, properties) => {
  const days = Object.values(properties).filter(({ type }) => DAYS.has(type));
  const timing = row => h('div', { class: 'filter-row' },
    labelled('remindField', h('select', { class: 'gaia-argoui-select', onchange: event => { row.timing.code = event.target.value; } },
      days.map(({ code, label }) => h('option', { value: code, selected: code === row.timing.code }, label)))),
    labelled('remindDays', h('input', { class: 'input-text-cybozu', type: 'number', value: row.timing.daysLater ?? '0', onchange: event => { row.timing.daysLater = event.target.value; } })),
    Object.hasOwn(row.timing, 'hoursLater')
      ? labelled('remindHours', h('input', { class: 'input-text-cybozu', type: 'number', value: row.timing.hoursLater, onchange: event => { row.timing.hoursLater = event.target.value; } }))
      : labelled('remindTime', h('input', { class: 'input-text-cybozu', type: 'time', step: 600, value: row.timing.time ?? '09:00', onchange: event => { row.timing.time = event.target.value; } })));
  return {
    area: days.length === 0 ? h('p', { class: 'hint' }, say('remindNoField')) : blocks(answer.notifications,
      row => [timing(row), textOf(row, 'filterCond', 'recordCondition', say('everyRecord')), textOf(row, 'title', 'notifyTitle'), targets(row, nameOf)],
      () => ({ timing: { code: days[0].code, daysLater: '0', time: '09:00' }, filterCond: '', title: '', targets: [] }), say('addRule')),
    read: () => ({ notifications: answer.notifications, timezone: answer.timezone }),
  };
};

const KINDS = { general, perRecord, reminder };

export const notificationsSection = async () => {
  const nameOf = await names();
  const { properties } = await get('/k/v1/preview/app/form/fields', { app: app.id });
  const parts = await Promise.all(Object.entries(KINDS).map(async ([kind, make]) => {
    const path = `/k/v1/preview/app/notifications/${kind}`;
    const { area, read } = make(await get(path, { app: app.id }), nameOf, properties);
    const save = async () => {
      try {
        await put(path, { app: app.id, ...read() });
        saved();
      } catch (error) {
        tell(error);
      }
    };
    return h('section', { class: 'settings-part', 'aria-label': say(`notifications_${kind}`) }, h('h3', {}, say(`notifications_${kind}`)), area,
      h('p', {}, button(say('save'), save, { class: 'button button-submit' })));
  }));
  return h('div', {}, parts);
};

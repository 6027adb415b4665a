// Process management: the states of a record, who works on it in each, and the actions between them.
import { app } from './host.js';
import { button, h, newId } from './element.js';
import { orderButtons } from './order-buttons.js';
import { names } from './entity-names.js';
import { get, put, tell } from './rest.js';
import { entityTable } from './settings-rights.js';
import { saved } from './settings-frame.js';
import { say } from './words.js';

const TYPES = ['ONE', 'ALL', 'ANY'];

export const processSection = async () => {
  const answer = await get('/k/v1/preview/app/status', { app: app.id });
  const nameOf = await names();
  let { revision } = answer;
  const enable = h('input', { type: 'checkbox', checked: answer.enable === true });
  // `key` is the name that kintone knows a state by.
  const states = Object.entries(answer.states ?? {}).sort(([, a], [, b]) => Number(a.index) - Number(b.index)).map(([key, state]) => ({ ...state, key }));
  if (states.length === 0) states.push(...['stateFirst', 'stateLast'].map(word => ({ name: say(word), key: null, assignee: { type: 'ONE', entities: [] } })));
  const actions = answer.actions ?? [{ name: say('actionFirst'), from: states[0].name, to: states[1].name, filterCond: '' }];
  const area = h('div', {});

  const text = (row, key, label, change = () => {}) => {
    const id = newId(key);
    return h('div', { class: 'stack' }, h('label', { for: id }, label), h('input', { id, class: 'input-text-cybozu', value: row[key] ?? '', onchange: event => {
      const before = row[key];
      row[key] = event.target.value;
      change(before);
    } }));
  };
  const choice = (label, values, value, take) => {
    const id = newId('choice');
    return h('div', { class: 'stack' }, h('label', { for: id }, label), h('select', { id, class: 'gaia-argoui-select', onchange: event => take(event.target.value) },
      values.map(([each, shown]) => h('option', { value: each, selected: each === value }, shown))));
  };
  const rename = state => before => {
    for (const action of actions) for (const end of ['from', 'to']) if (action[end] === before) action[end] = state.name;
    redraw();
  };
  const stateBlock = (state, index) => h('fieldset', {}, h('legend', {}, say('stateNumber', { number: index + 1 })),
    h('div', { class: 'filter-row' }, text(state, 'name', say('stateName'), rename(state)),
      choice(say('assigneeType'), TYPES.map(each => [each, say(`assigneeType_${each}`)]), state.assignee.type, value => { state.assignee.type = value; })),
    entityTable({ rows: state.assignee.entities, nameOf, fields: true, creator: true, heads: [], cells: () => [], blank: () => ({}) }),
    h('p', {}, orderButtons(states, index, state.name, redraw)));
  const actionBlock = (action, index) => {
    const ends = states.map(({ name }) => [name, name]);
    return h('fieldset', {}, h('legend', {}, say('actionNumber', { number: index + 1 })), h('div', { class: 'filter-row' },
      text(action, 'name', say('actionName')), choice(say('actionFrom'), ends, action.from, value => { action.from = value; }), choice(say('actionTo'), ends, action.to, value => { action.to = value; }),
      text(action, 'filterCond', say('recordCondition'))), h('p', {}, orderButtons(actions, index, action.name || say('actionNumber', { number: index + 1 }), redraw)));
  };
  const redraw = () => area.replaceChildren(h('h3', {}, say('states')), ...states.map(stateBlock), h('p', {}, button(say('addState'), () => {
    states.push({ name: say('stateNumber', { number: states.length + 1 }), key: null, assignee: { type: 'ONE', entities: [] } });
    redraw();
  }, { class: 'button button-small' })), h('h3', {}, say('actions')), ...actions.map(actionBlock), h('p', {}, button(say('addAction'), () => {
    actions.push({ name: '', from: states[0]?.name, to: states.at(-1)?.name, filterCond: '' });
    redraw();
  }, { class: 'button button-small' })));

  const save = async () => {
    try {
      const sent = Object.fromEntries(states.map(({ key, ...state }, index) => [key ?? state.name, { ...state, index: String(index) }]));
      ({ revision } = await put('/k/v1/preview/app/status', { app: app.id, enable: enable.checked, states: sent, actions, revision }));
      for (const state of states) state.key = state.name;
      saved();
    } catch (error) {
      tell(error);
    }
  };
  redraw();
  return h('div', {}, h('p', {}, h('label', { class: 'check' }, enable, say('processEnable'))), area, h('p', {}, button(say('save'), save, { class: 'button button-submit' })));
};

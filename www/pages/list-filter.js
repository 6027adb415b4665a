// Narrowing and sorting a list by hand: conditions in a small form, which makes a query of them.
import { host, app } from './host.js';
import { button, h, iconButton, newId } from './element.js';
import { options } from './field-kinds.js';
import { say } from './words.js';

const TEXT = ['like', 'not like', '=', '!='];
const ORDERED = ['=', '!=', '>=', '<='];
const CHOICE = ['in', 'not in'];
const OPERATORS = {
  SINGLE_LINE_TEXT: TEXT, LINK: TEXT, MULTI_LINE_TEXT: ['like', 'not like'], RICH_TEXT: ['like', 'not like'], FILE: ['like', 'not like'],
  NUMBER: ORDERED, CALC: ORDERED, RECORD_NUMBER: ORDERED, DATE: ORDERED, TIME: ORDERED, DATETIME: ORDERED, CREATED_TIME: ORDERED, UPDATED_TIME: ORDERED,
  RADIO_BUTTON: CHOICE, DROP_DOWN: CHOICE, CHECK_BOX: CHOICE, MULTI_SELECT: CHOICE, STATUS: CHOICE,
  CREATOR: ['me'], MODIFIER: ['me'], USER_SELECT: ['me'], STATUS_ASSIGNEE: ['me'],
};
const UNSORTED = new Set(['MULTI_LINE_TEXT', 'RICH_TEXT', 'FILE', 'CHECK_BOX', 'MULTI_SELECT', 'USER_SELECT', 'STATUS_ASSIGNEE']);
const INPUT_TYPES = { DATE: 'date', TIME: 'time', DATETIME: 'datetime-local', CREATED_TIME: 'datetime-local', UPDATED_TIME: 'datetime-local', NUMBER: 'number', CALC: 'number', RECORD_NUMBER: 'number' };

const quoted = text => `"${String(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
const filterable = () => Object.values(app.properties).filter(({ type, enabled }) => OPERATORS[type] && enabled !== false);
const choicesOf = property => (property.type === 'STATUS' ? Object.keys(app.status?.states ?? {}) : options(property));

const toQuery = ({ property, operator, value }) => {
  if (operator === 'me') return `${property.code} in (LOGINUSER())`;
  if (CHOICE.includes(operator)) return `${property.code} ${operator} (${quoted(value)})`;
  const instant = INPUT_TYPES[property.type] === 'datetime-local' && value;
  return `${property.code} ${operator} ${quoted(instant ? new Date(value).toISOString().replace(/\.\d{3}Z$/, 'Z') : value)}`;
};

const conditionRow = (conditions, condition, redraw) => {
  const fields = filterable();
  const number = conditions.indexOf(condition) + 1;
  const field = h('select', { class: 'gaia-argoui-select', 'aria-label': say('filterField', { number }), onchange: event => {
    condition.property = fields[event.target.selectedIndex];
    [condition.operator] = OPERATORS[condition.property.type];
    condition.value = '';
    redraw();
  } }, fields.map(each => h('option', { selected: each === condition.property }, each.label)));
  const operator = h('select', { class: 'gaia-argoui-select', 'aria-label': say('filterOperator', { number }), onchange: event => { condition.operator = event.target.value; } },
    OPERATORS[condition.property.type].map(each => h('option', { value: each, selected: each === condition.operator }, say(`operator_${each}`))));
  const name = say('filterValue', { number });
  const change = event => { condition.value = event.target.value; };
  const value = () => {
    const { type } = condition.property;
    if (OPERATORS[type] === CHOICE) {
      const choices = choicesOf(condition.property);
      condition.value ||= choices[0] ?? '';
      return h('select', { class: 'gaia-argoui-select', 'aria-label': name, onchange: change }, choices.map(each => h('option', { selected: each === condition.value }, each)));
    }
    return h('input', { class: 'input-text-cybozu', type: INPUT_TYPES[type] ?? 'text', step: 'any', 'aria-label': name, value: condition.value, oninput: change });
  };
  return h('li', { class: 'filter-row' }, field, operator, condition.operator === 'me' ? null : value(),
    iconButton('✕', say('removeOne', { name: say('conditionNumber', { number }) }), () => {
      conditions.splice(conditions.indexOf(condition), 1);
      redraw();
    }));
};

const blank = () => {
  const [property] = filterable();
  return { property, operator: OPERATORS[property.type][0], value: '' };
};

let conditions = [];
let joint = 'and';
let order = { code: '', direction: 'asc' };

// Gives {condition, sort} as asked for, null where the person leaves things as they are.
export const askFilter = async () => {
  const draft = structuredClone({ conditions, joint, order });
  draft.conditions.forEach((each, index) => { each.property = conditions[index].property; });
  const list = h('ol', { class: 'filter-rows' });
  const redraw = () => list.replaceChildren(...draft.conditions.map(each => conditionRow(draft.conditions, each, redraw)));
  redraw();
  const jointName = newId('joint');
  const sortId = newId('sort');
  const directionId = newId('direction');
  const sortable = filterable().filter(({ type }) => !UNSORTED.has(type));
  const body = h('div', { class: 'filter-form' },
    h('fieldset', {}, h('legend', {}, say('conditions')), list, button(say('addCondition'), () => {
      draft.conditions.push(blank());
      redraw();
      list.lastElementChild.querySelector('select').focus();
    }, { class: 'button button-small' }),
    h('p', { class: 'filter-joint' }, ['and', 'or'].map(each => h('label', {}, h('input', {
      type: 'radio', name: jointName, checked: draft.joint === each, onchange: () => { draft.joint = each; },
    }), ' ', say(`joint_${each}`))))),
    h('fieldset', {}, h('legend', {}, say('sortBy')), h('div', { class: 'filter-row' },
      h('label', { for: sortId, class: 'visually-hidden' }, say('sortField')),
      h('select', { id: sortId, class: 'gaia-argoui-select', onchange: event => { draft.order.code = event.target.value; } }, h('option', { value: '' }, say('sortOfView')),
        sortable.map(({ code, label }) => h('option', { value: code, selected: code === draft.order.code }, label))),
      h('label', { for: directionId, class: 'visually-hidden' }, say('sortDirection')),
      h('select', { id: directionId, class: 'gaia-argoui-select', onchange: event => { draft.order.direction = event.target.value; } },
        ['asc', 'desc'].map(each => h('option', { value: each, selected: each === draft.order.direction }, say(`sort_${each}`)))))));
  const asked = host.dialog({ title: say('filter'), okButtonText: say('apply'), showCancelButton: true, showCloseButton: true }, body);
  if (await asked.closed !== 'OK') return null;
  ({ conditions, joint, order } = draft);
  return {
    condition: conditions.map(toQuery).join(` ${joint} `),
    sort: order.code && `${order.code} ${order.direction}`,
  };
};

export const forgetFilter = () => {
  conditions = [];
  order = { code: '', direction: 'asc' };
};

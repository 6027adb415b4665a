// Rights of app, record and field: rows in the order that counts, the first that fits a person decides.
import { app } from './host.js';
import { button, h, newId, unseen } from './element.js';
import { orderButtons } from './order-buttons.js';
import { get, put, tell } from './rest.js';
import { names } from './entity-names.js';
import { peopleInput } from './people-input.js';
import { saved } from './settings-frame.js';
import { say } from './words.js';

const APP_RIGHTS = ['recordViewable', 'recordAddable', 'recordEditable', 'recordDeletable', 'appEditable', 'recordImportable', 'recordExportable'];
const RECORD_RIGHTS = ['viewable', 'editable', 'deletable'];
const KINDS = { USER: 'USER_SELECT', ORGANIZATION: 'ORGANIZATION_SELECT', GROUP: 'GROUP_SELECT' };
const PERSONAL = new Set(['USER_SELECT', 'ORGANIZATION_SELECT', 'GROUP_SELECT', 'CREATOR', 'MODIFIER']);
const ACCESS = ['WRITE', 'READ', 'NONE'];

// `cells(row, name)` gives the columns of one row; `blank(entity)` a fresh row.
export const entityTable = ({ rows, heads, cells, blank, nameOf, creator, fields }) => {
  const area = h('div', { class: 'entity-rows' });
  const redraw = () => {
    area.replaceChildren(rows.length === 0 && heads.length === 0 ? '' : h('table', { class: 'settings-table rights-table' },
      h('thead', {}, h('tr', {}, [say('who'), say('includeSubs'), ...heads].map(head => h('th', { scope: 'col' }, head)),
        h('th', {}, unseen(say('rowActions'))))),
      h('tbody', {}, rows.map((row, index) => {
        const name = nameOf(row.entity);
        return h('tr', {}, h('th', { scope: 'row' }, name, h('span', { class: 'entity-kind' }, say(`entity_${row.entity.type}`))),
          h('td', { class: 'centre' }, row.entity.type === 'ORGANIZATION' ? h('input', {
            type: 'checkbox', checked: row.includeSubs === true, 'aria-label': `${name}: ${say('includeSubs')}`, onchange: event => { row.includeSubs = event.target.checked; },
          }) : null),
          cells(row, name), h('td', { class: 'row-tools' }, orderButtons(rows, index, name, redraw)));
      }))), adder());
  };
  const take = entity => {
    if (rows.some(row => row.entity.type === entity.type && row.entity.code === entity.code)) return;
    // Everyone stays the last row.
    const last = rows.findIndex(row => row.entity.type === 'GROUP' && row.entity.code === 'everyone');
    rows.splice(last < 0 ? rows.length : last, 0, { entity, includeSubs: false, ...blank(entity) });
    redraw();
  };
  const fieldAdder = () => {
    const id = newId('entity');
    const found = Object.values(app.properties).filter(({ type }) => PERSONAL.has(type));
    return h('div', { class: 'stack' }, h('label', { for: id }, say('add_FIELD_ENTITY')), h('select', { id, class: 'gaia-argoui-select', onchange: event => {
      if (event.target.value) take({ type: 'FIELD_ENTITY', code: event.target.value });
    } }, h('option', { value: '' }, '—'), found.map(({ code, label }) => h('option', { value: code }, label))));
  };
  const adder = () => h('div', { class: 'entity-adder' }, Object.entries(KINDS).map(([type, fieldType]) => {
    const input = peopleInput({
      type: fieldType, id: newId('entity'), label: say(`add_${type}`), value: [],
      changed: ([entity]) => { if (entity) take({ type, code: entity.code }); },
      settled: () => {},
    });
    return h('div', { class: 'stack' }, h('span', { 'aria-hidden': 'true' }, say(`add_${type}`)), input.element);
  }), button('Everyone', () => take({ type: 'GROUP', code: 'everyone' }), { class: 'button button-small' }),
  fields && fieldAdder(),
  creator && button(say('creator'), () => take({ type: 'CREATOR', code: null }), { class: 'button button-small' }));
  redraw();
  return area;
};

export const checkCells = (keys, words = '') => (row, name) => keys.map(key => h('td', { class: 'centre' }, h('input', {
  type: 'checkbox', checked: row[key] === true, 'aria-label': `${name}: ${say(words + key)}`, onchange: event => { row[key] = event.target.checked; },
})));

const section = (path, make) => async () => {
  const answer = await get(`/k/v1/preview/${path}`, { app: app.id });
  let { revision } = answer;
  const nameOf = await names();
  const { area, read } = await make(answer.rights, nameOf);
  const save = async () => {
    try {
      revision = (await put(`/k/v1/preview/${path}`, { app: app.id, rights: read(), revision })).revision;
      saved();
    } catch (error) {
      tell(error);
    }
  };
  return h('div', {}, area, h('p', {}, button(say('save'), save, { class: 'button button-submit' })));
};

export const appRightsSection = section('app/acl', (rights, nameOf) => ({
  area: entityTable({
    rows: rights, nameOf, creator: true, heads: APP_RIGHTS.map(key => say(key)), cells: checkCells(APP_RIGHTS),
    blank: () => Object.fromEntries(APP_RIGHTS.map(key => [key, key === 'recordViewable'])),
  }),
  read: () => rights,
}));

export const blocks = (rights, drawBlock, blank, addLabel) => {
  const area = h('div', {});
  const redraw = () => area.replaceChildren(...rights.map((right, index) => {
    const name = say('ruleNumber', { number: index + 1 });
    return h('fieldset', { class: 'rights-block' }, h('legend', {}, name), drawBlock(right), h('p', {}, orderButtons(rights, index, name, redraw)));
  }), button(addLabel, () => {
    rights.push(blank());
    redraw();
  }));
  redraw();
  return area;
};

export const recordRightsSection = section('record/acl', (rights, nameOf) => ({
  area: blocks(rights, right => {
    const id = newId('condition');
    return [h('div', { class: 'stack' }, h('label', { for: id }, say('recordCondition')), h('input', {
      id, class: 'input-text-cybozu wide', value: right.filterCond ?? '', placeholder: say('everyRecord'), onchange: event => { right.filterCond = event.target.value; },
    })), entityTable({
      rows: right.entities, nameOf, heads: RECORD_RIGHTS.map(key => say(key)), cells: checkCells(RECORD_RIGHTS),
      blank: () => ({ viewable: true, editable: false, deletable: false }),
    })];
  }, () => ({ filterCond: '', entities: [{ entity: { type: 'GROUP', code: 'everyone' }, viewable: true, editable: true, deletable: true, includeSubs: false }] }), say('addRule')),
  read: () => rights,
}));

export const fieldRightsSection = section('field/acl', async (rights, nameOf) => {
  const { properties } = await get('/k/v1/preview/app/form/fields', { app: app.id });
  const fields = Object.values(properties).filter(({ type }) => !['RECORD_NUMBER', 'STATUS', 'STATUS_ASSIGNEE', 'CATEGORY', 'SUBTABLE', 'GROUP', 'REFERENCE_TABLE'].includes(type));
  const inner = Object.values(properties).flatMap(({ fields: own, label }) => Object.values(own ?? {}).map(each => ({ ...each, label: `${label} > ${each.label}` })));
  const everyField = [...fields, ...inner];
  return {
    area: blocks(rights, right => {
      const id = newId('field');
      return [h('div', { class: 'stack' }, h('label', { for: id }, say('field')), h('select', { id, class: 'gaia-argoui-select', onchange: event => { right.code = event.target.value; } },
        everyField.map(({ code, label }) => h('option', { value: code, selected: code === right.code }, `${label} (${code})`)))),
      entityTable({
        rows: right.entities, nameOf, heads: [say('accessibility')],
        cells: (row, name) => h('td', {}, h('select', { class: 'gaia-argoui-select', 'aria-label': `${name}: ${say('accessibility')}`, onchange: event => { row.accessibility = event.target.value; } },
          ACCESS.map(each => h('option', { value: each, selected: each === row.accessibility }, say(`access_${each}`))))),
        blank: () => ({ accessibility: 'READ' }),
      })];
    }, () => ({ code: everyField[0]?.code, entities: [{ accessibility: 'NONE', entity: { type: 'GROUP', code: 'everyone' }, includeSubs: false }] }), say('addRule')),
    read: () => rights,
  };
});

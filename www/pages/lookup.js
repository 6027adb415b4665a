// A lookup: the key is searched in the other app, one hit is taken, of several the person picks.
import { host } from './host.js';
import { button, h, unseen } from './element.js';
import { get, tell } from './rest.js';
import { valueOf } from './values.js';
import { isEmpty } from './record-shape.js';
import { say } from './words.js';

const quoted = text => `"${String(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;

const queryOf = (conditions, sort, limit) =>
  [conditions.map(each => `(${each})`).join(' and '), sort && `order by ${sort}`, `limit ${limit}`].filter(Boolean).join(' ');

const BY_CHOICE = new Set(['DROP_DOWN', 'RADIO_BUTTON', 'CHECK_BOX', 'MULTI_SELECT']);

const candidates = async (lookup, key, keyProperty) => {
  const exact = ['NUMBER', 'RECORD_NUMBER', 'CALC'].includes(keyProperty?.type);
  const conditions = [lookup.filterCond, isEmpty(key) ? '' : `${lookup.relatedKeyField} ${exact ? '=' : 'like'} ${quoted(key)}`].filter(Boolean);
  const query = queryOf(conditions, lookup.sort, 100);
  return (await get('/k/v1/records', { app: lookup.relatedApp.app, query })).records;
};

const pick = async (lookup, records, properties) => {
  const shown = lookup.lookupPickerFields?.length ? lookup.lookupPickerFields : [lookup.relatedKeyField];
  let chosen = null;
  const table = h('table', { class: 'picker' },
    h('thead', {}, h('tr', {}, h('th', {}, unseen(say('choose'))),
      shown.map(code => h('th', { scope: 'col' }, properties[code]?.label ?? code)))),
    h('tbody', {}, records.map(record => h('tr', {},
      h('td', {}, button(say('choose'), () => {
        chosen = record;
        dialog.finish('OK');
      }, { class: 'button button-small button-simple-cybozu' })),
      shown.map(code => h('td', {}, record[code] ? valueOf(properties[code] ?? {}, record[code]) : ''))))));
  const dialog = host.dialog({ title: say('lookupTitle'), showOkButton: false, showCancelButton: true, showCloseButton: true }, table);
  await dialog.closed;
  return chosen;
};

// Copied values are settled one by one, so that their change events fire.
const take = (form, cell, record) => {
  const { lookup } = cell.property;
  const inRow = code => cell.row?.cells.get(code) ?? form.cells.get(code);
  form.write(cell, record ? record[lookup.relatedKeyField]?.value : undefined);
  cell.settledValue = structuredClone(cell.value);
  cell.confirmed = true;
  cell.recordId = record ? record.$id.value : null;
  const touched = [];
  for (const { field, relatedField } of lookup.fieldMappings ?? []) {
    const target = inRow(field);
    if (!target) continue;
    const value = record?.[relatedField]?.value;
    form.write(target, Array.isArray(target.value) && isEmpty(value) ? [] : value);
    touched.push(target);
  }
  form.compute();
  for (const target of touched) form.settle(target);
};

export const clearLookup = (form, cell) => take(form, cell, null);

export const fetchLookup = async (form, cell) => {
  const { lookup } = cell.property;
  if (!lookup) {
    form.setError(cell, say('lookupClosed'));
    return;
  }
  try {
    form.setError(cell, null);
    const { properties } = await get('/k/v1/app/form/fields', { app: lookup.relatedApp.app });
    const records = await candidates(lookup, cell.value, properties[lookup.relatedKeyField]);
    if (records.length === 0) {
      form.setError(cell, say('lookupNone'));
      return;
    }
    const record = records.length === 1 ? records[0] : await pick(lookup, records, properties);
    if (record) take(form, cell, record);
  } catch (error) {
    tell(error);
  }
};

export const lookupButtons = (form, cell) => {
  const { label } = cell.property;
  const fetchOne = button(say('lookupGet'), () => fetchLookup(form, cell), {
    class: 'button button-small input-lookup-gaia', 'aria-label': say('lookupGetFor', { label }),
  });
  const clear = button(say('lookupClear'), () => clearLookup(form, cell), {
    class: 'button button-small input-clear-gaia', 'aria-label': say('lookupClearFor', { label }),
  });
  return h('span', { class: 'lookup-buttons' }, fetchOne, clear);
};

export const relatedRecords = (property, valueFor) => {
  const area = h('div', { class: 'related-records' });
  const { referenceTable } = property;
  if (!referenceTable) {
    area.textContent = say('lookupClosed');
    return area;
  }
  const fill = async () => {
    const key = valueFor(referenceTable.condition.field);
    if (isEmpty(key)) return;
    const { properties } = await get('/k/v1/app/form/fields', { app: referenceTable.relatedApp.app });
    const { relatedField } = referenceTable.condition;
    const matches = BY_CHOICE.has(properties[relatedField]?.type) ? `in (${quoted(key)})` : `= ${quoted(key)}`;
    const conditions = [referenceTable.filterCond, `${relatedField} ${matches}`].filter(Boolean);
    const query = queryOf(conditions, referenceTable.sort, referenceTable.size || 5);
    const { records } = await get('/k/v1/records', { app: referenceTable.relatedApp.app, query });
    area.replaceChildren(h('table', { class: 'subtable-gaia' },
      h('thead', {}, h('tr', {}, referenceTable.displayFields.map(code => h('th', { scope: 'col' }, properties[code]?.label ?? code)))),
      h('tbody', {}, records.map(record => h('tr', {}, referenceTable.displayFields.map(code =>
        h('td', {}, record[code] ? valueOf(properties[code] ?? {}, record[code]) : '')))))));
  };
  fill().catch(error => { area.textContent = error?.message ?? String(error); });
  return area;
};

// The record as one reads it.
import { host } from './host.js';
import { h } from './element.js';
import { drawLayout } from './record-layout.js';
import { relatedRecords } from './lookup.js';
import { valueOf } from './values.js';
import { say } from './words.js';

const drawTable = (record, code, property, item) => {
  const cell = record[code];
  if (!cell) return null;
  const columns = (item.fields?.map(field => field.code) ?? Object.keys(property.fields)).filter(inner => property.fields[inner]);
  const shown = columns.filter(inner => cell.value.length === 0 || cell.value.some(row => row.value[inner]));
  if (host.mobile) {
    return h('div', {}, cell.value.map((row, index) => h('div', { class: 'subtable-card' },
      h('div', { class: 'subtable-card-head' }, say('rowNumber', { label: property.label, number: index + 1 })),
      shown.map(inner => h('div', { class: 'subtable-card-field', 'data-column': inner },
        h('span', { class: 'control-label-text-gaia' }, property.fields[inner].label),
        h('div', {}, row.value[inner] ? valueOf(property.fields[inner], row.value[inner]) : ''))))));
  }
  return h('table', { class: 'subtable-gaia', 'aria-label': property.label },
    h('thead', {}, h('tr', {}, shown.map(inner => h('th', { scope: 'col', 'data-column': inner }, property.fields[inner].label)))),
    h('tbody', {}, cell.value.map(row => h('tr', {}, shown.map(inner =>
      h('td', { 'data-column': inner }, row.value[inner] ? valueOf(property.fields[inner], row.value[inner]) : ''))))));
};

export const drawRecord = record => drawLayout({
  editing: false,
  className: 'showlayout-gaia layout-gaia',
  field: (code, property) => {
    if (property.type === 'REFERENCE_TABLE') return { content: relatedRecords(property, each => record[each]?.value) };
    if (!record[code]) return null;
    return { content: h('div', { class: 'value-line' }, valueOf(property, record[code])) };
  },
  table: (code, property, item) => drawTable(record, code, property, item),
}).root;

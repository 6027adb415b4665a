// A field as a column of a CSV file, both ways.
import { toIso, show as showTime } from './times.js';
import { isComputed, isLookup } from './field-kinds.js';

const LISTS = new Set(['CHECK_BOX', 'MULTI_SELECT', 'CATEGORY']);
const PEOPLE = new Set(['USER_SELECT', 'ORGANIZATION_SELECT', 'GROUP_SELECT', 'STATUS_ASSIGNEE']);
const TIMES = new Set(['DATETIME', 'CREATED_TIME', 'UPDATED_TIME']);
const NEVER = new Set(['GROUP', 'REFERENCE_TABLE', 'FILE']);
const NOT_WRITTEN = new Set(['RECORD_NUMBER', 'CREATOR', 'CREATED_TIME', 'MODIFIER', 'UPDATED_TIME', 'STATUS', 'STATUS_ASSIGNEE', 'CATEGORY', 'CALC', 'SUBTABLE']);

// Every column of an app: {property, table}; `table` for the columns of a table.
export const columnsOf = properties => Object.values(properties).filter(({ type, enabled }) => !NEVER.has(type) && enabled !== false)
  .flatMap(property => (property.type === 'SUBTABLE'
    ? Object.values(property.fields).filter(({ type }) => !NEVER.has(type)).map(inner => ({ property: inner, table: property })) : [{ property, table: null }]));

export const isWritten = ({ property }) => !NOT_WRITTEN.has(property.type) && !isComputed(property);

// Two fields of one name are told apart by their codes.
export const headsOf = columns => {
  const count = new Map();
  for (const { property: { label } } of columns) count.set(label, (count.get(label) ?? 0) + 1);
  return columns.map(({ property: { label, code } }) => (count.get(label) > 1 ? code : label));
};

export const toText = ({ type, value } = {}) => {
  if (value === null || value === undefined) return '';
  if (LISTS.has(type)) return value.join('\n');
  if (PEOPLE.has(type)) return value.map(({ code }) => code).join('\n');
  if (type === 'CREATOR' || type === 'MODIFIER') return value.code;
  if (TIMES.has(type)) return showTime(value);
  return String(value);
};

const moment = text => {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return text;
  const [date, time] = text.replaceAll('/', '-').split(/\s+/);
  return toIso(date, time) ?? text;
};
export const fromText = (property, text) => {
  const lines = () => text.split(/\r?\n/).filter(Boolean);
  if (LISTS.has(property.type)) return lines();
  if (PEOPLE.has(property.type)) return lines().map(code => ({ code }));
  if (property.type === 'DATETIME') return text && moment(text);
  if (property.type === 'DATE') return text.replaceAll('/', '-');
  if (property.type === 'NUMBER' && !isLookup(property)) return text.replaceAll(',', '');
  return text;
};

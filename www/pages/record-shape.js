// How a record looks to a customisation: REST's form for the screens that show one, and the blank of the add screen.
import { app, boot, host } from './host.js';
import { get } from './rest.js';
import { now, today, clock } from './times.js';
import { LISTS, NEVER_IN_RECORD, SYSTEM, isComputed, isLookup, options } from './field-kinds.js';

// REST says null for an empty drop-down where the screens say ''.
const onScreen = cell => {
  if (cell.type === 'DROP_DOWN' && cell.value === null) return { ...cell, value: '' };
  if (cell.type !== 'SUBTABLE') return cell;
  return { ...cell, value: cell.value.map(row => ({ ...row, value: shown(row.value) })) };
};
export const shown = record => Object.fromEntries(Object.entries(record)
  .filter(([, cell]) => !NEVER_IN_RECORD.has(cell.type))
  .map(([code, cell]) => [code, onScreen(cell)]));

// The person's first organisation is asked for once, and only where a default names it.
let primary = [];
export const prepareDefaults = async () => {
  const wanted = Object.values(app.properties).flatMap(property => [property, ...Object.values(property.fields ?? {})])
    .some(property => Array.isArray(property.defaultValue) && property.defaultValue.some(each => each.code === 'PRIMARY_ORGANIZATION()'));
  if (!wanted) return;
  const { organizationTitles } = await get('/v1/user/organizations', { code: boot.user.code }).catch(() => ({ organizationTitles: [] }));
  primary = organizationTitles.slice(0, 1).map(({ organization: { code, name } }) => ({ code, name }));
};

const entitiesOf = property => (property.defaultValue ?? []).flatMap(entity => {
  if (entity.code === 'LOGINUSER()') return [{ code: boot.user.code, name: boot.user.name }];
  if (entity.code === 'PRIMARY_ORGANIZATION()') return primary;
  return [{ code: entity.code, name: entity.name ?? entity.code }];
});

const blankValue = property => {
  const set = property.defaultValue;
  switch (property.type) {
    case 'CALC': return '';
    case 'RICH_TEXT': return set || '<div><br /></div>';
    case 'CHECK_BOX': case 'MULTI_SELECT': return Array.isArray(set) ? [...set] : [];
    case 'USER_SELECT': case 'ORGANIZATION_SELECT': case 'GROUP_SELECT': return structuredClone(entitiesOf(property));
    case 'FILE': case 'CATEGORY': return [];
    case 'RADIO_BUTTON': return set || options(property)[0];
    case 'DATE': return property.defaultNowValue ? today() : set || undefined;
    case 'TIME': return property.defaultNowValue ? clock() : set || undefined;
    case 'DATETIME': return property.defaultNowValue ? now() : set || undefined;
    default: return isComputed(property) ? '' : set || undefined;
  }
};

export const blankCell = property => ({
  type: property.type,
  value: blankValue(property),
  ...(isLookup(property) && { confirmed: true, recordId: null }),
});

export const blankRow = table => ({
  id: null,
  value: Object.fromEntries(Object.entries(table.fields).map(([code, property]) => [code, blankCell(property)])),
});

export const blankRecord = async () => {
  await prepareDefaults();
  const rights = (await host.fieldRights) ?? {};
  const record = {};
  for (const [code, property] of Object.entries(app.properties)) {
    if (NEVER_IN_RECORD.has(property.type) || SYSTEM.has(property.type) || property.enabled === false || rights[code]?.viewable === false) continue;
    record[code] = property.type === 'SUBTABLE' ? { type: 'SUBTABLE', value: [blankRow(property)] } : blankCell(property);
  }
  return record;
};

// A record to start from: its values without its own number, people, times and attachments.
const reusedCell = (property, cell, blank) => {
  if (!cell || property.type === 'FILE' || isComputed(property)) return blank;
  return { ...blank, value: isEmpty(cell.value) && !LISTS.has(property.type) ? undefined : structuredClone(cell.value) };
};
export const reusedRecord = async id => {
  const blank = await blankRecord();
  const { record } = await get('/k/v1/record', { app: app.id, id });
  return Object.fromEntries(Object.entries(blank).map(([code, cell]) => {
    const property = app.properties[code];
    if (property.type !== 'SUBTABLE') return [code, reusedCell(property, record[code], cell)];
    const rows = (record[code]?.value ?? []).map(row => {
      const fresh = blankRow(property);
      return { id: null, value: Object.fromEntries(Object.entries(fresh.value).map(([inner, empty]) => [inner, reusedCell(property.fields[inner], row.value[inner], empty)])) };
    });
    return [code, rows.length ? { type: 'SUBTABLE', value: rows } : cell];
  }));
};

export const isEmpty = value => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
export const same = (a, b) => (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);

// What REST takes: people by code, files by key, nothing as ''.
export const toRest = (property, value) => {
  if (property.type === 'FILE') return (value ?? []).map(({ fileKey }) => ({ fileKey }));
  if (/^(USER|ORGANIZATION|GROUP)_SELECT$/.test(property.type)) return (value ?? []).map(({ code }) => ({ code }));
  if (LISTS.has(property.type)) return value ?? [];
  return value ?? '';
};

// Writing the records of a list to a file. No event is fired: kintone's export runs no customisation either.
import { host, app } from './host.js';
import { h } from './element.js';
import { get, tell } from './rest.js';
import { columnsOf, headsOf, toText } from './csv-columns.js';
import { writeCsv } from './csv.js';
import { say } from './words.js';

const PAGE = 500;
const START = () => say('csvStart');

const everyRecord = async condition => {
  const found = [];
  for (let last = 0; ;) {
    const query = [condition ? `(${condition}) and $id > ${last}` : `$id > ${last}`, 'order by $id asc', `limit ${PAGE}`].join(' ');
    const { records } = await get('/k/v1/records', { app: app.id, query });
    found.push(...records);
    if (records.length < PAGE) return found;
    last = records.at(-1).$id.value;
  }
};

// A record takes as many lines as its longest table has rows; the first of them is marked.
const linesOf = (record, columns, tables) => {
  const rows = Math.max(1, ...tables.map(code => record[code]?.value.length ?? 0));
  return Array.from({ length: rows }, (_, index) => [
    ...(tables.length ? [index === 0 ? '*' : ''] : []),
    ...columns.map(({ property, table }) => {
      if (table) return toText(record[table.code]?.value[index]?.value[property.code]);
      return toText(record[property.code]);
    }),
  ]);
};

const save = (text, name) => {
  const link = h('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

export const exportCsv = async (condition, viewFields) => {
  const all = columnsOf(app.properties);
  const inView = new Set(viewFields);
  const boxes = all.map(({ property, table }) => h('input', { type: 'checkbox', checked: inView.has(table?.code ?? property.code) || property.type === 'RECORD_NUMBER' }));
  const mark = h('input', { type: 'checkbox', checked: true });
  const asked = host.dialog({ title: say('exportCsv'), okButtonText: say('exportYes'), showCancelButton: true, showCloseButton: true }, h('div', {},
    h('fieldset', {}, h('legend', {}, say('csvFields')), all.map(({ property, table }, index) => h('label', { class: 'check' }, boxes[index],
      table ? `${table.label} › ${property.label}` : property.label))),
    h('label', { class: 'check' }, mark, say('csvMark'))));
  if (await asked.closed !== 'OK') return;
  const columns = all.filter((_, index) => boxes[index].checked);
  if (columns.length === 0) return;
  host.loading(true);
  try {
    const records = await everyRecord(condition);
    const tables = [...new Set(columns.map(({ table }) => table?.code).filter(Boolean))];
    const rows = [[...(tables.length ? [START()] : []), ...headsOf(columns)], ...records.flatMap(record => linesOf(record, columns, tables))];
    save(writeCsv(rows, mark.checked), `${app.name.replace(/[\\/:*?"<>|]/g, '_')}.csv`);
    host.notify('SUCCESS', say('csvExported', { count: records.length }));
  } catch (error) {
    tell(error);
  } finally {
    host.loading(false);
  }
};

// Reading records from a file: all of them or none. No event is fired: kintone's import runs no customisation either.
import { host, app } from './host.js';
import { h, newId } from './element.js';
import { post, tell } from './rest.js';
import { columnsOf, fromText, headsOf, isWritten } from './csv-columns.js';
import { readCsv } from './csv.js';
import { say } from './words.js';

const CHUNK = 100;
const MOST = 2000; // what one bulkRequest takes, and so what can be undone together
const STARTS = new Set(['レコードの開始行', 'Start of record', '*']);

const decode = async (file, encoding) => new TextDecoder(encoding, { fatal: true }).decode(await file.arrayBuffer());

// Which column of the file is which field: by name, else by code.
const matchHeads = heads => {
  const columns = columnsOf(app.properties);
  const names = headsOf(columns);
  return heads.map(head => {
    const at = names.indexOf(head);
    return at >= 0 ? columns[at] : columns.find(({ property }) => property.code === head) ?? null;
  });
};

// One record of the file: {line, id, record}. Lines that do not begin a record add a row to its tables.
const gather = (rows, columns, start) => {
  const records = [];
  for (const [index, row] of rows.entries()) {
    const begins = start < 0 || row[start]?.trim() !== '' || records.length === 0;
    if (begins) records.push({ line: index + 2, id: '', record: {} });
    const current = records.at(-1);
    for (const [at, column] of columns.entries()) {
      if (!column) continue;
      const text = row[at] ?? '';
      const { property, table } = column;
      if (table) {
        if (!isWritten(column)) continue;
        const value = (current.record[table.code] ??= { value: [] }).value;
        const place = (current.rows ??= new Map());
        if (place.get(table.code) !== index) {
          value.push({ value: {} });
          place.set(table.code, index);
        }
        value.at(-1).value[property.code] = { value: fromText(property, text) };
      } else if (begins && property.type === 'RECORD_NUMBER') {
        current.id = text.trim().replace(/^.*-/, '');
      } else if (begins && isWritten(column)) {
        current.record[property.code] = { value: fromText(property, text) };
      }
    }
  }
  for (const { record } of records) {
    for (const cell of Object.values(record)) {
      if (Array.isArray(cell.value) && cell.value[0]?.value && !cell.value[0].code) {
        cell.value = cell.value.filter(row => Object.values(row.value).some(({ value }) => (Array.isArray(value) ? value.length : value !== '')));
      }
    }
  }
  return records;
};

const requests = (records, update) => {
  const made = [];
  const add = (list, method, body) => {
    for (let at = 0; at < list.length; at += CHUNK) {
      const part = list.slice(at, at + CHUNK);
      made.push({ part, request: { method, api: '/k/v1/records.json', payload: { app: app.id, records: part.map(body) } } });
    }
  };
  add(records.filter(({ id }) => update && id), 'PUT', ({ id, record }) => ({ id, record }));
  add(records.filter(({ id }) => !update || !id), 'POST', ({ record }) => record);
  return made;
};

const labelOf = code => app.properties[code]?.label ?? columnsOf(app.properties).find(({ property }) => property.code === code)?.property.label ?? code;

// "records[3].氏名.value" is the fourth record of its request.
const linesOfErrors = (error, made) => {
  const at = error?.results?.findIndex(result => result?.code) ?? -1;
  const body = at < 0 ? error : error.results[at];
  const part = made[Math.max(at, 0)]?.part ?? [];
  const lines = Object.entries(body?.errors ?? {}).flatMap(([place, { messages }]) => {
    const [, index, rest] = place.match(/^records\[(\d+)\]\.?(.*)$/) ?? [];
    const codes = (rest ?? place).split(/[.[\]]/).filter(step => step && !/^\d+$/.test(step) && step !== 'value' && step !== 'record');
    const line = part[Number(index ?? 0)]?.line ?? '?';
    return messages.map(message => say('csvLine', { line, field: codes.map(labelOf).join(' › '), message }));
  });
  return { message: body?.message, lines };
};

const result = (title, text, lines) => host.dialog({ title, showCloseButton: true }, h('div', {}, h('p', {}, text),
  lines.length ? h('ul', { class: 'csv-errors' }, lines.map(line => h('li', {}, line))) : '')).closed;

export const importCsv = async done => {
  const fileId = newId('csv');
  const codeId = newId('encoding');
  const file = h('input', { type: 'file', id: fileId, accept: '.csv,text/csv' });
  const encoding = h('select', { id: codeId, class: 'gaia-argoui-select' }, ['utf-8', 'shift_jis'].map(each => h('option', { value: each }, say(`encoding_${each}`))));
  const update = h('input', { type: 'checkbox', checked: app.permissions.edit, disabled: !app.permissions.edit });
  const asked = host.dialog({ title: say('importCsv'), okButtonText: say('importYes'), showCancelButton: true, showCloseButton: true }, h('div', { class: 'settings-form' },
    h('p', { class: 'hint' }, say('importHint')),
    h('label', { for: fileId }, say('csvFile')), file, h('label', { for: codeId }, say('encoding')), encoding,
    h('label', { class: 'check' }, update, say('csvUpdate'))));
  if (await asked.closed !== 'OK' || !file.files[0]) return;
  host.clearNotification();
  const refuse = (text, lines = []) => result(say('importFailed'), text, lines);
  let text;
  try {
    text = await decode(file.files[0], encoding.value);
  } catch {
    await refuse(say('csvNotReadable'));
    return;
  }
  const { rows: [heads = [], ...rows], fault } = readCsv(text);
  const columns = matchHeads(heads);
  const start = heads.findIndex(head => STARTS.has(head));
  if (fault) await refuse(say('csvOpenQuote'));
  else if (!columns.some(column => column && isWritten(column))) await refuse(say('csvNoFields'));
  else if (rows.length === 0) await refuse(say('csvNoRecords'));
  else {
    const odd = rows.map((row, index) => [index + 2, row.length]).filter(([, length]) => length !== heads.length);
    const records = gather(rows, columns, start);
    if (odd.length) {
      await refuse(say('csvOddRows'), odd.map(([line, length]) => say('csvOddRow', { line, length, wanted: heads.length })));
      return;
    }
    if (records.length > MOST) {
      await refuse(say('csvTooMany', { most: MOST }));
      return;
    }
    const made = requests(records, update.checked);
    host.loading(true);
    try {
      await post('/k/v1/bulkRequest', { requests: made.map(({ request }) => request) });
    } catch (error) {
      host.loading(false);
      const { message, lines } = linesOfErrors(error, made);
      if (message === undefined) tell(error);
      else await refuse(say('csvRefused', { message }), lines);
      return;
    }
    host.loading(false);
    await done();
    const left = heads.filter((head, index) => index !== start && (!columns[index] || (!isWritten(columns[index]) && columns[index].property.type !== 'RECORD_NUMBER')));
    host.notify('SUCCESS', [say('csvImported', { count: records.length }), ...(left.length ? [say('csvIgnored', { names: left.join(', ') })] : [])].join('\n'));
  }
};

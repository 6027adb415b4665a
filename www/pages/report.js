// A graph of the app: its figures as a table, with a bar beside each. Up to three groups; counted, summed, averaged,
// smallest or largest. The kind of graph is not drawn.
import { boot, host, app } from './host.js';
import { draw, h } from './element.js';
import { get } from './rest.js';
import { crumbs } from './chrome.js';
import { plainText } from './rich-text.js';
import { settingsLink } from './settings-link.js';
import { viewChooser } from './view-chooser.js';
import { say } from './words.js';

const PAGE = 500;
const LIST_PAGE = 20;
const MOST = 10_000; // kintone's largest offset

const records = async query => {
  const found = [];
  for (let offset = 0; offset < MOST; offset += PAGE) {
    const part = (await get('/k/v1/records', { app: app.id, query: `${query} order by $id asc limit ${PAGE} offset ${offset}` })).records;
    found.push(...part);
    if (part.length < PAGE) break;
  }
  return found;
};

const pad = number => String(number).padStart(2, '0');
// A moment cut to what a group goes by, in the time of the reader.
const PERIODS = {
  YEAR: at => `${at.getFullYear()}`,
  QUARTER: at => `${at.getFullYear()} Q${Math.floor(at.getMonth() / 3) + 1}`,
  MONTH: at => `${at.getFullYear()}-${pad(at.getMonth() + 1)}`,
  WEEK: at => PERIODS.DAY(new Date(at.getFullYear(), at.getMonth(), at.getDate() - at.getDay())),
  DAY: at => `${PERIODS.MONTH(at)}-${pad(at.getDate())}`,
  HOUR: at => `${PERIODS.DAY(at)} ${pad(at.getHours())}`,
  MINUTE: at => `${PERIODS.HOUR(at)}:${pad(at.getMinutes())}`,
};

const names = cell => {
  if (cell === undefined) return [];
  const each = value => (typeof value === 'object' && value !== null ? value.name ?? value.code : String(value ?? ''));
  if (Array.isArray(cell.value)) return cell.value.map(each);
  return [cell.type === 'RICH_TEXT' ? plainText(cell.value) : each(cell.value)];
};

// A record stands in as many groups as a field of several choices has.
const keysOf = (record, { code, per }) => {
  const found = names(record[code]);
  const keys = per ? found.map(text => (text ? (PERIODS[per] ?? String)(new Date(text)) : '')) : found;
  return keys.length > 0 ? keys : [''];
};

const MEASURES = {
  COUNT: list => list.length,
  SUM: (_, numbers) => numbers.reduce((sum, each) => sum + each, 0),
  AVERAGE: (_, numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length,
  MAX: (_, numbers) => Math.max(...numbers),
  MIN: (_, numbers) => Math.min(...numbers),
};

const measure = ({ type, code }, list) => {
  const numbers = code ? list.map(record => record[code]?.value).filter(value => value !== '' && value !== undefined).map(Number) : [];
  if (code && numbers.length === 0) return null;
  return MEASURES[type](list, numbers);
};

const combinations = ([first, ...rest], record) => (first
  ? keysOf(record, first).flatMap(key => combinations(rest, record).map(keys => [key, ...keys])) : [[]]);

const figures = ({ groups, aggregations, sorts }, found) => {
  const piles = new Map();
  for (const record of found) {
    for (const keys of combinations(groups ?? [], record)) {
      const name = JSON.stringify(keys);
      if (!piles.has(name)) piles.set(name, { keys, list: [] });
      piles.get(name).list.push(record);
    }
  }
  const rows = [...piles.values()].map(({ keys, list }) => ({ keys, values: aggregations.map(each => measure(each, list)) }));
  const by = { TOTAL: row => row.values[0] ?? 0, GROUP1: row => row.keys[0], GROUP2: row => row.keys[1], GROUP3: row => row.keys[2] };
  for (const { by: word, order } of [...(sorts ?? [])].reverse()) {
    const key = by[word];
    if (!key) continue;
    const less = (a, b) => (typeof a === 'number' ? a - b : String(a).localeCompare(String(b), boot.lang, { numeric: true }));
    rows.sort((a, b) => less(key(a), key(b)) * (order === 'DESC' ? -1 : 1));
  }
  return rows;
};

const labelOf = code => app.properties[code]?.label ?? code;
const measureName = ({ type, code }) => say(`measure${type}`, { label: code ? labelOf(code) : '' });
const figure = value => (value === null ? '' : new Intl.NumberFormat(boot.lang, { maximumFractionDigits: 4 }).format(value));

const table = ({ groups, aggregations }, rows) => {
  const largest = Math.max(...rows.map(({ values: [value] }) => Math.abs(value ?? 0)), 0);
  return h('table', { class: 'settings-table report-table' },
    h('thead', {}, h('tr', {}, (groups ?? []).map(({ code }) => h('th', { scope: 'col' }, labelOf(code))),
      aggregations.map(each => h('th', { scope: 'col', class: 'report-figure' }, measureName(each))), h('td', {}))),
    h('tbody', {}, rows.map(({ keys, values }) => h('tr', {},
      keys.map((key, at) => h(at === 0 ? 'th' : 'td', at === 0 ? { scope: 'row' } : {}, key || say('nothing'))),
      values.map(value => h('td', { class: 'report-figure' }, figure(value))),
      // The bar says nothing that the figure does not.
      h('td', { class: 'report-bars', 'aria-hidden': 'true' }, h('meter', { class: 'report-bar', min: '0', max: String(largest || 1), value: Math.abs(values[0] ?? 0) }))))));
};

export const reportPage = async () => {
  const id = new URLSearchParams(location.search).get('report');
  const { reports } = boot.shortcuts;
  const report = reports.find(each => String(each.id) === id) ?? reports[0];
  host.elements.headerSpace = h('div', { class: host.mobile ? 'gaia-mobile-v2-app-index-headerspace' : 'kintone-app-header-space' });
  const area = h('div', { class: 'report-area panel' }, h('p', { class: 'empty', role: 'status' }, say('loading')));
  const title = report?.name ?? say('reports');
  const chooser = viewChooser({ report: String(report?.id ?? '') });
  if (host.mobile) {
    draw(h('div', { class: 'mobile-head' }, h('a', { href: './', class: 'back-link', 'aria-label': say('backToList') }, '‹'), h('h1', {}, title)),
      h('div', { class: 'mobile-toolbar' }, chooser), host.elements.headerSpace, area);
  } else {
    draw(crumbs([say('portal'), '/k/'], [app.name, './'], [title]), h('div', { class: 'app-title-row' }, h('h1', { class: 'app-title' }, title)),
      h('div', { class: 'gaia-argoui-app-toolbar' }, chooser, h('div', { class: 'gaia-argoui-app-toolbar-menu' }, settingsLink())), host.elements.headerSpace, area);
  }
  host.query = { condition: report?.filterCond ?? '', sort: '', limit: LIST_PAGE, offset: 0 };
  if (report) {
    const rows = figures(report, await records(report.filterCond ?? ''));
    area.replaceChildren(rows.length > 0 ? table(report, rows) : h('p', { class: 'empty' }, say('noRecords')));
  } else {
    area.replaceChildren(h('p', { class: 'empty' }, say('noReports')));
  }
  await host.events.fire({ type: `${host.mobile ? 'mobile.' : ''}app.report.show`, appId: Number(app.id) });
};

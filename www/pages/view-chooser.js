// Which views and graphs an app offers, and the choice among them.
import { host, app } from './host.js';
import { h } from './element.js';
import { say } from './words.js';

const NOT_IN_LIST = new Set(['GROUP', 'REFERENCE_TABLE', 'CATEGORY']);
const ALL = '20';

// Where an app has no view of its own, kintone shows (All), view 20.
const builtIn = () => ({
  type: 'LIST', builtinType: 'ALL', name: say('allRecords'), id: ALL, index: '-1', filterCond: '', sort: '',
  fields: Object.values(app.properties).filter(({ type, enabled }) => !NOT_IN_LIST.has(type) && enabled !== false).map(({ code }) => code),
});
const isHere = view => !host.mobile || view.type !== 'CUSTOM' || view.device === 'ANY';
const byIndex = (a, b) => Number(a.index) - Number(b.index);
const idOf = ({ id }) => String(id);

const offered = () => {
  const own = Object.values(app.views ?? {}).filter(isHere).sort(byIndex);
  return own.some(view => idOf(view) === ALL) ? own : [...own, builtIn()];
};

export const chosenView = id => {
  const all = offered();
  return all.find(view => idOf(view) === id) ?? all.find(view => view.builtinType !== 'ASSIGNEE') ?? all[0];
};

// Addresses are relative: both pages lie in the folder of their app, wherever that is.
const viewOptions = chosen => offered().map(view =>
  h('option', { value: `./?view=${idOf(view)}`, 'data-view': idOf(view), selected: idOf(view) === chosen.view }, view.name));
const reportOptions = (chosen, name) => host.boot.shortcuts.reports.map(report =>
  h('option', { value: `report?report=${report.id}`, 'data-report': report.id, selected: idOf(report) === chosen.report }, name(report)));

const select = (part, label, options) => h('select', {
  class: 'gaia-argoui-select view-chooser', 'data-part': part, 'aria-label': label,
  onchange: event => { location.href = event.target.value; },
}, options);

// The choice with `{view: id}` or `{report: id}` made. At a desk views and graphs share one, on a phone each has its own screen's.
export const viewChooser = chosen => {
  if (!host.mobile) return select('ViewAndReportSelector', say('view'), [...viewOptions(chosen), ...reportOptions(chosen, ({ name }) => say('reportNamed', { name }))]);
  if (chosen.report) return select('ReportSelector', say('reports'), reportOptions(chosen, ({ name }) => name));
  return select('ViewSelector', say('view'), viewOptions(chosen));
};

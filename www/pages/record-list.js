// The list of records: one view, its page, and the editing and deleting of a row in it.
import { host, app } from './host.js';
import { button, draw, h, iconButton, unseen } from './element.js';
import { get, put, remove, tell } from './rest.js';
import { addLink } from './add-link.js';
import { crumbs, menu } from './chrome.js';
import { sure } from './sure.js';
import { isEmpty, shown } from './record-shape.js';
import { SYSTEM, isComputed } from './field-kinds.js';
import { valueOf } from './values.js';
import { RecordForm } from './record-form.js';
import { recordToSend } from './record-rest.js';
import { drawCell, saveForm } from './record-edit.js';
import { clearLookup, fetchLookup } from './lookup.js';
import { askFilter, forgetFilter } from './list-filter.js';
import { chosenView, viewChooser } from './view-chooser.js';
import { richText } from './rich-text.js';
import { settingsLink } from './settings-link.js';
import { watchUnsaved } from './unsaved.js';
import { today } from './times.js';
import { say } from './words.js';

const PAGE_SIZE = 20;
const NOT_INLINE = new Set(['SUBTABLE', 'FILE', 'RICH_TEXT']);
const address = new URLSearchParams(location.search);
const prefix = host.mobile ? 'mobile.app.record' : 'app.record';

const view = chosenView(address.get('view'));
const state = { offset: 0, records: [], total: 0, rows: new Map(), editing: null };
// What the address or the view asks for, until the person narrows or sorts by hand.
const given = { condition: address.get('query') ?? view.filterCond ?? '', sort: view.sort };
const asked = { ...given, byHand: false };
const columns = () => (view.fields ?? [view.title, view.date].filter(Boolean)).filter(code => app.properties[code]);
const detailAddress = id => (host.mobile ? `/k/m/${app.id}/show?record=${id}` : `/k/${app.id}/show#record=${id}`);

const area = h('div', { class: 'record-list-area' });
const pager = h('div', { class: 'gaia-argoui-app-pager', role: 'navigation', 'aria-label': say('pager') });

const query = () => [asked.condition, asked.sort && `order by ${asked.sort}`, `limit ${PAGE_SIZE}`, `offset ${state.offset}`].filter(Boolean).join(' ');

const load = async () => {
  host.query = { condition: asked.condition, sort: asked.sort, limit: PAGE_SIZE, offset: state.offset };
  if (view.type === 'CUSTOM' && (view.pager === false || view.pager === 'false')) {
    state.records = [];
    state.total = 0;
    return;
  }
  const { records, totalCount } = await get('/k/v1/records', { app: app.id, query: query(), totalCount: true });
  state.records = records.map(shown);
  state.total = Number(totalCount);
};

const byDate = () => {
  const grouped = {};
  for (const record of state.records) {
    const day = String(record[view.date]?.value ?? '').slice(0, 10);
    if (day) (grouped[day] ??= []).push(record);
  }
  return grouped;
};

const fireShow = async () => {
  const event = {
    type: `${prefix}.index.show`,
    appId: Number(app.id),
    viewId: Number(view.id),
    viewName: view.name,
    viewType: view.type.toLowerCase(),
    records: view.type === 'CALENDAR' ? byDate() : state.records,
    offset: state.offset,
    size: state.records.length,
    date: view.type === 'CALENDAR' ? today().slice(0, 7) : null,
  };
  await host.events.fire(host.copy(event));
};

const cellElement = (code, record) => {
  const property = app.properties[code];
  return h('td', { class: `recordlist-cell-gaia recordlist-${property.type.toLowerCase()}-gaia`, 'data-code': code },
    h('div', { class: 'line-cell-gaia' }, record[code] ? valueOf(property, record[code]) : ''));
};

const rowElement = record => {
  const id = record.$id.value;
  const row = h('tr', { 'data-record': id });
  const own = app.permissions;
  const inlineAllowed = app.settings?.enableInlineRecordEditing !== false && own.edit;
  row.append(
    h('td', { class: 'recordlist-action-gaia' },
      h('a', { class: 'recordlist-show-gaia', href: detailAddress(id), 'aria-label': say('showRecord', { id }), title: say('showDetail') })),
    ...columns().map(code => cellElement(code, record)),
    h('td', { class: 'recordlist-action-gaia recordlist-buttons' },
      inlineAllowed ? iconButton('✎', say('edit'), () => startEdit(record, row), { class: 'icon-button recordlist-edit-gaia' }) : null,
      own.delete ? iconButton('✕', say('delete'), () => deleteRecord(record), { class: 'icon-button recordlist-remove-gaia' }) : null));
  return row;
};

const startEdit = async (record, row) => {
  if (state.editing) return;
  state.editing = row;
  const id = record.$id.value;
  const rights = await get('/k/v1/records/acl/evaluate', { app: app.id, ids: [id] }).then(({ rights: [found] }) => found, () => null);
  if (rights && !rights.record.editable) {
    state.editing = null;
    host.notify('ERROR', say('noRightToEdit'));
    return;
  }
  const inView = new Set(columns());
  const form = new RecordForm({
    prefix: `${prefix}.index.edit`,
    ids: { appId: String(app.id), recordId: String(id) },
    given: record,
    rights: rights?.fields ?? {},
    editable: cell => inView.has(cell.code) && !NOT_INLINE.has(cell.property.type),
  });
  form.fetchLookup = cell => fetchLookup(form, cell);
  form.clearLookup = cell => clearLookup(form, cell);
  form.onTopError = text => host.notify('ERROR', text);
  // A calculation of the view is not yet computed again while a row is edited.
  for (const code of inView) if (app.properties[code].type === 'CALC' && form.cells.has(code)) form.cells.get(code).value = '';
  form.compute = () => {};

  const controls = columns().map(code => {
    const property = app.properties[code];
    const cell = form.cells.get(code);
    const td = h('td', { class: `recordlist-cell-gaia recordlist-editcell-gaia`, 'data-code': code });
    if (!cell || SYSTEM.has(property.type) || isComputed(property) || NOT_INLINE.has(property.type)) {
      td.append(h('div', { class: 'line-cell-gaia' }, record[code] ? valueOf(property, record[code]) : ''));
    } else {
      td.append(drawCell(form, cell, true).content);
    }
    return td;
  });
  watchUnsaved(form);
  const finish = async fresh => {
    watchUnsaved(null);
    const next = rowElement(fresh);
    row.replaceWith(next);
    state.editing = null;
    state.records = state.records.map(each => (each.$id.value === id ? fresh : each));
    for (const other of area.querySelectorAll('.recordlist-edit-gaia')) other.disabled = false;
    next.querySelector('.recordlist-edit-gaia')?.focus();
    await host.events.fire({ type: `${prefix}.index.edit.finish`, appId: Number(app.id), recordId: String(id), record: host.copy(fresh) });
  };
  const save = iconButton('✓', say('save'), async () => {
    save.disabled = true;
    try {
      let fresh = null;
      const done = await saveForm(form, {
        send: async () => {
          await put('/k/v1/record', { app: app.id, id, record: recordToSend(form, true), revision: record.$revision.value });
          return id;
        },
        recordAfter: async () => {
          fresh = shown((await get('/k/v1/record', { app: app.id, id })).record);
          return host.copy(fresh);
        },
        successIds: () => ({ appId: Number(app.id), recordId: String(id) }),
      });
      if (done) await finish(fresh);
    } finally {
      save.disabled = false;
    }
  }, { class: 'icon-button recordlist-save-gaia' });
  const cancel = iconButton('↩', say('cancel'), () => {
    host.clearNotification();
    finish(record);
  }, { class: 'icon-button recordlist-cancel-gaia' });
  row.className = 'recordlist-row-editing';
  row.replaceChildren(h('td', { class: 'recordlist-action-gaia' }), ...controls, h('td', { class: 'recordlist-action-gaia recordlist-buttons' }, save, cancel));
  for (const other of area.querySelectorAll('.recordlist-edit-gaia')) other.disabled = true;
  row.querySelector('input:not([disabled]), select, textarea')?.focus();
  // Its page has the number of the app here, and its text in the events that follow.
  await form.fire('show', { appId: Number(app.id) });
};

const deleteRecord = async record => {
  const id = record.$id.value;
  if (!await sure(say('deleteTitle'), say('deleteAsk'), say('deleteYes'))) return;
  const event = { type: `${prefix}.index.delete.submit`, appId: Number(app.id), recordId: Number(id), record: host.copy(record) };
  const { stopped, answer } = await host.events.fire(event);
  if (stopped || answer === false) return;
  if (answer && !isEmpty(answer.error)) {
    host.notify('ERROR', String(answer.error));
    return;
  }
  try {
    await remove('/k/v1/records', { app: app.id, ids: [id] });
  } catch (error) {
    tell(error);
    return;
  }
  await host.events.fire({ type: `${prefix}.index.delete.submit.success`, appId: Number(app.id), recordId: String(id) });
  await show();
};

const listTable = () => h('div', { class: 'recordlist-wrapper-gaia' }, h('table', { class: 'recordlist-gaia', 'aria-label': view.name },
  h('thead', {}, h('tr', {}, h('th', { class: 'recordlist-header-cell-gaia' }, unseen(say('showDetail'))),
    columns().map(code => h('th', { scope: 'col', class: 'recordlist-header-cell-gaia', 'data-code': code }, app.properties[code].label)),
    h('th', { class: 'recordlist-header-cell-gaia' }, unseen(say('rowActions'))))),
  h('tbody', {}, state.records.map(rowElement))));

const mobileCards = () => h('ul', { class: 'mobile-cards gaia-mobile-v2-app-index-recordlist-table' }, state.records.map(record => h('li', {},
  h('a', { class: 'mobile-card', href: detailAddress(record.$id.value) }, columns().slice(0, 5).map(code => h('div', { class: 'mobile-card-field', 'data-code': code },
    h('span', { class: 'mobile-card-label' }, app.properties[code].label),
    h('span', { class: 'mobile-card-value' }, record[code] ? valueOf(app.properties[code], record[code]) : '')))))));

const drawList = () => {
  host.elements.cells = code => {
    const found = [...area.querySelectorAll(`[data-code="${CSS.escape(code)}"]`)].filter(cell => cell.tagName !== 'TH');
    return columns().includes(code) ? found : null;
  };
  if (view.type === 'CUSTOM') {
    area.replaceChildren(h('div', { class: 'custom-view' }));
    area.firstChild.append(richText(view.html, ['id', 'class']));
  } else if (state.records.length === 0) {
    area.replaceChildren(h('p', { class: 'empty' }, say('noRecords')));
  } else if (view.type === 'CALENDAR') {
    area.replaceChildren(h('dl', { class: 'calendar-days' }, Object.entries(byDate()).sort().map(([day, records]) => [h('dt', {}, day),
      records.map(record => h('dd', {}, h('a', { href: detailAddress(record.$id.value) }, record[view.title]?.value || record.$id.value)))])));
  } else {
    area.replaceChildren(host.mobile ? mobileCards() : listTable());
  }
  const from = state.total === 0 ? 0 : state.offset + 1;
  const to = Math.min(state.offset + PAGE_SIZE, state.total);
  const move = step => () => {
    state.offset += step;
    show();
  };
  pager.replaceChildren(
    h('span', { class: 'pager-count' }, say('pagerCount', { from, to, total: state.total })),
    iconButton('‹', say('previousPage'), move(-PAGE_SIZE), { class: 'icon-button gaia-argoui-app-pager-prev', disabled: state.offset === 0 }),
    iconButton('›', say('nextPage'), move(PAGE_SIZE), { class: 'icon-button gaia-argoui-app-pager-next', disabled: to >= state.total }));
};

const show = async () => {
  state.editing = null;
  try {
    await load();
  } catch (error) {
    area.replaceChildren(h('p', { class: 'empty' }, error?.message ?? say('connectionLost')));
    tell(error);
    return;
  }
  drawList();
  host.paintList();
  await fireShow();
};

const filterNote = h('p', { class: 'filter-note', role: 'status', hidden: true });
const apply = next => {
  Object.assign(asked, next);
  state.offset = 0;
  filterNote.hidden = !asked.byHand;
  filterNote.replaceChildren(...(asked.byHand ? [say('filtered', { query: [asked.condition, asked.sort && `order by ${asked.sort}`].filter(Boolean).join(' ') }), ' ',
    button(say('filterOff'), () => {
      forgetFilter();
      apply({ ...given, byHand: false });
    }, { class: 'button button-small' })] : []));
  return show();
};
const filterButton = () => button(say('filter'), async () => {
  const next = await askFilter();
  if (!next) return;
  const condition = [given.condition && next.condition ? `(${given.condition})` : given.condition, given.condition && next.condition ? `(${next.condition})` : next.condition].filter(Boolean).join(' and ');
  await apply({ condition, sort: next.sort || given.sort, byHand: Boolean(next.condition || next.sort) });
}, { class: 'button button-normal', 'data-part': 'FilterButton' });

// Export and import are for those whose app right says so.
const optionsMenu = () => {
  const { permissions } = app;
  const items = [
    permissions.export && permissions.view && h('button', { type: 'button', class: 'menu-item', onclick: async () => {
      const { exportCsv } = await import('./csv-export.js');
      await exportCsv(asked.condition, columns());
    } }, say('exportCsv')),
    permissions.import && permissions.add && h('button', { type: 'button', class: 'menu-item', onclick: async () => {
      const { importCsv } = await import('./csv-import.js');
      await importCsv(show);
    } }, say('importCsv')),
  ].filter(Boolean);
  if (items.length === 0) return null;
  const whole = menu('…', 'icon-button', items);
  whole.dataset.part = 'OptionsButton';
  const toggle = whole.querySelector('button');
  toggle.setAttribute('aria-label', say('options'));
  toggle.title = say('options');
  return whole;
};

export const listPage = async () => {
  host.view = view;
  host.elements.headerSpace = h('div', { class: host.mobile ? 'gaia-mobile-v2-app-index-headerspace' : 'kintone-app-header-space' });
  if (host.mobile) {
    draw(h('div', { class: 'mobile-head' }, h('h1', {}, app.name), app.permissions.add && addLink()),
      h('div', { class: 'mobile-toolbar' }, viewChooser({ view: String(view.id) }), filterButton(),
        host.boot.shortcuts.reports.length > 0 && h('a', { class: 'button button-normal', href: 'report' }, say('reports'))), filterNote, host.elements.headerSpace, area, pager);
  } else {
    host.elements.headerMenuSpace = h('div', { class: 'kintone-app-headermenu-space' });
    draw(crumbs([say('portal'), '/k/'], [app.name]),
      h('div', { class: 'app-title-row' }, h('h1', { class: 'app-title' }, app.name)),
      app.description && h('div', { class: 'app-description', 'data-part': 'Description' }, richText(app.description)),
      h('div', { class: 'gaia-argoui-app-toolbar' },
        viewChooser({ view: String(view.id) }), filterButton(), host.elements.headerMenuSpace,
        h('div', { class: 'gaia-argoui-app-toolbar-menu' }, pager, app.permissions.add && addLink(),
          settingsLink(), optionsMenu())),
      filterNote, host.elements.headerSpace, area);
  }
  await show();
};

// The editable record: its form in the layout, tables with their row buttons, and saving.
import { host, app } from './host.js';
import { h, newId, unseen } from './element.js';
import { makeInput } from './inputs.js';
import { drawLayout } from './record-layout.js';
import { showServerErrors } from './record-rest.js';
import { clearLookup, fetchLookup, lookupButtons, relatedRecords } from './lookup.js';
import { isLookup, SYSTEM } from './field-kinds.js';
import { valueOf } from './values.js';
import { say } from './words.js';

// A control for one cell, with its error below it; `inTable` names it by its column.
export const drawCell = (form, cell, inTable) => {
  const { property } = cell;
  const input = makeInput({
    property, id: newId('field'), label: property.label, inTable, value: cell.value,
    changed: value => form.typed(cell, value),
    settled: () => form.settle(cell),
  });
  form.attach(cell, input);
  const content = h('div', { class: 'input-outer' }, input.element, isLookup(property) ? lookupButtons(form, cell) : null, cell.errorBox);
  const labelable = /^(INPUT|SELECT|TEXTAREA)$/.test(input.control.tagName);
  return { content, control: labelable ? input.control : null };
};

const drawTable = (form, code, property, item, after) => {
  const table = form.tables.get(code);
  if (!table) return null;
  const widths = new Map((item.fields ?? []).map(field => [field.code, field.size?.width]));
  const columns = (item.fields?.map(field => field.code) ?? Object.keys(property.fields)).filter(inner => property.fields[inner]);
  const shown = () => columns.filter(inner => table.rows.length === 0 || table.rows.some(row => row.cells.has(inner)));
  const locked = form.rights[code]?.editable === false;
  const area = h('div', { class: 'subtable-around' });

  const rowButtons = row => {
    const add = h('button', {
      type: 'button', class: 'add-row-image-gaia', hidden: host.hidesRowButtons('AddTableRowButtons', code), 'aria-label': say('addRow'), title: say('addRow'), disabled: locked,
      onclick: () => {
        const made = form.addRow(table, row);
        made.cells.values().next().value?.input?.control.focus();
      },
    }, '+');
    const drop = h('button', {
      type: 'button', class: 'remove-row-image-gaia', 'aria-label': say('deleteRow'), title: say('deleteRow'), disabled: locked,
      hidden: table.rows.length < 2 || host.hidesRowButtons('DeleteTableRowButtons', code),
      onclick: () => {
        const at = table.rows.indexOf(row);
        form.removeRow(table, row);
        area.querySelectorAll('.add-row-image-gaia')[Math.min(at, table.rows.length - 1)]?.focus();
      },
    }, '−');
    return h(host.mobile ? 'div' : 'td', { class: 'subtable-operation-gaia' }, add, drop);
  };

  const cellContent = cell => {
    if (cell.content) return cell.content;
    cell.content = drawCell(form, cell, true).content;
    return cell.content;
  };

  table.redraw = () => {
    const columnsNow = shown();
    if (host.mobile) {
      area.replaceChildren(...table.rows.map((row, index) => h('fieldset', { class: 'subtable-card' },
        h('legend', {}, say('rowNumber', { label: property.label, number: index + 1 })),
        columnsNow.map(inner => h('div', { class: 'subtable-card-field', 'data-column': inner },
          h('span', { class: 'control-label-text-gaia', 'aria-hidden': 'true' }, property.fields[inner].label),
          row.cells.has(inner) ? cellContent(row.cells.get(inner)) : null)),
        rowButtons(row))));
    } else {
      area.replaceChildren(h('table', { class: 'subtable-gaia', 'aria-label': property.label },
        h('thead', {}, h('tr', {}, columnsNow.map(inner => h('th', {
          scope: 'col', 'data-column': inner, style: widths.get(inner) ? `min-width:${widths.get(inner)}px` : null,
        }, property.fields[inner].label, property.fields[inner].required ? h('span', { class: 'require-cybozu', 'aria-hidden': 'true' }, '*') : null)), h('th', {}, unseen(say('rowActions'))))),
        h('tbody', {}, table.rows.map(row => h('tr', {},
          columnsNow.map(inner => h('td', { 'data-column': inner }, row.cells.has(inner) ? cellContent(row.cells.get(inner)) : null)),
          rowButtons(row))))));
    }
    if (table.rows.length === 0) {
      area.append(h('button', { type: 'button', class: 'button button-small', disabled: locked, 'aria-label': say('addRow'), onclick: () => form.addRow(table, null) }, say('addRow')));
    }
    after();
  };
  table.redraw();
  return area;
};

export const drawForm = form => {
  form.fetchLookup = cell => fetchLookup(form, cell);
  form.clearLookup = cell => clearLookup(form, cell);
  form.onTopError = text => host.notify('ERROR', text);
  let refresh = () => {};
  const { root, refreshColumns } = drawLayout({
    editing: true,
    className: 'editablelayout-gaia layout-gaia',
    field: (code, property) => {
      if (property.type === 'REFERENCE_TABLE') return { content: relatedRecords(property, each => form.cells.get(each)?.value ?? form.fixed[each]?.value) };
      if (SYSTEM.has(property.type)) return form.fixed[code] ? { content: h('div', { class: 'value-line' }, valueOf(property, form.fixed[code])) } : null;
      const cell = form.cells.get(code);
      return cell ? drawCell(form, cell, false) : null;
    },
    table: (code, property, item) => drawTable(form, code, property, item, () => refresh()),
  });
  refresh = refreshColumns;
  return root;
};

const refuse = form => {
  const lines = [];
  if (form.refusal?.top) lines.push(form.refusal.top);
  if (form.hasErrors()) lines.push(say('inputErrors'));
  if (lines.length === 0) return;
  host.notify('ERROR', lines.join('\n'));
  for (const cell of form.everyCell()) if (cell.message && cell.input) host.elements.openAround?.(cell.input.element);
  form.focusFirstError();
};

// Submit event, the request, the success event. Gives {id, event answer} once saved, else null.
export const saveForm = async (form, { send, recordAfter, successIds }) => {
  host.clearNotification();
  form.clearErrors();
  if (await form.fire('submit') === false) {
    refuse(form);
    return null;
  }
  let id;
  try {
    id = await send();
  } catch (error) {
    const left = showServerErrors(form, error?.errors);
    if (form.hasErrors()) {
      form.refusal = left.length ? { top: left.join('\n') } : null;
      refuse(form);
    } else {
      host.notify('ERROR', error?.message || say('connectionLost'), left);
    }
    return null;
  }
  const event = { type: `${form.prefix}.submit.success`, ...successIds(id), record: await recordAfter(id) };
  const { answer } = await host.events.fire(event);
  return { id, url: answer && typeof answer === 'object' && answer.url ? String(answer.url) : null };
};

export const appIdInSuccess = () => (host.mobile ? String(app.id) : Number(app.id));

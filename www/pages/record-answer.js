// What a handler's answer, or kintone.app.record.set(), changes in a record being typed.
import { host, app } from './host.js';
import { isLookup, SYSTEM, takesError } from './field-kinds.js';
import { isEmpty, same } from './record-shape.js';
import { say } from './words.js';

const isEvent = answer => answer !== null && typeof answer === 'object';

// Puts a handler's answer into the form; with an error in it, only the errors count.
export const accept = (form, answer, shot) => {
  const errors = errorsIn(form, answer, shot);
  const top = isEmpty(answer.error) ? null : String(answer.error);
  for (const { cell, message } of errors) form.setError(cell, message);
  if (top || errors.some(({ message }) => message)) {
    form.refusal = { top, fields: errors.filter(({ message }) => message).length };
    if (top) form.onTopError?.(top);
    return false;
  }
  if (answer.record) rewrite(form, answer.record, shot);
  return true;
};

const errorsIn = (form, answer, shot) => {
  const found = [];
  const look = (cell, seen) => {
    if (!cell || !isEvent(seen) || !Object.hasOwn(seen, 'error') || !takesError(cell.property)) return;
    found.push({ cell, message: isEmpty(seen.error) ? null : String(seen.error) });
  };
  for (const [code, seen] of Object.entries(answer.record ?? {})) {
    if (!form.tables.has(code)) {
      look(form.cells.get(code), seen);
      continue;
    }
    if (!Array.isArray(seen?.value)) continue;
    seen.value.forEach((seenRow, index) => {
      const row = shot?.rowOf.get(seenRow) ?? form.tables.get(code).rows[index];
      for (const [inner, seenCell] of Object.entries(seenRow?.value ?? {})) look(row?.cells.get(inner), seenCell);
    });
  }
  return found;
};

const rewrite = (form, record, shot) => {
  for (const [code, seen] of Object.entries(record)) {
    if (!isEvent(seen)) continue;
    const table = form.tables.get(code);
    if (table) {
      if (Array.isArray(seen.value) && !rewriteTable(form, table, seen.value, shot)) return;
      continue;
    }
    const cell = form.cells.get(code);
    if (cell) rewriteCell(form, cell, seen, shot.before[code], shot);
  }
  form.compute();
};

const rewriteCell = (form, cell, seen, before, shot) => {
  if (Object.hasOwn(seen, 'disabled')) form.setDisabled(cell, Boolean(seen.disabled));
  const toLookUp = isLookup(cell.property) && (seen.lookup === true || seen.lookup === 'UPDATE');
  if (isLookup(cell.property) && seen.lookup === 'CLEAR') {
    form.clearLookup?.(cell);
    return;
  }
  const writable = form.mayEdit(cell) && cell.property.type !== 'FILE' && (!isLookup(cell.property) || toLookUp);
  if (writable && !same(seen.value, before?.value)) {
    form.write(cell, seen.value);
    if (!shot.fromSet) cell.settledValue = structuredClone(cell.value); // an answer's rewriting is no change of its own
  }
  if (toLookUp) form.fetchLookup?.(cell);
};

const rewriteTable = (form, table, seenRows, shot) => {
  const beforeRows = new Map(shot.before[table.code].value.map((row, index) => [table.rows[index], row]));
  const next = [];
  const matched = new Set();
  for (const [index, seen] of seenRows.entries()) {
    let row = shot.rowOf.get(seen);
    if (!row && seen?.id) row = table.rows.find(each => each.id === seen.id);
    if (!row && shot.fromSet && !seen?.id && table.rows[index]?.id === null) row = table.rows[index];
    if (row && !matched.has(row)) {
      matched.add(row);
      for (const [inner, cell] of row.cells) {
        const seenCell = seen.value?.[inner];
        if (isEvent(seenCell)) rewriteCell(form, cell, seenCell, beforeRows.get(row)?.value[inner], shot);
      }
    } else {
      const fault = rowFault(table, seen, index);
      if (fault) {
        host.customisationError([fault]);
        return false;
      }
      row = form.makeRow(table, { id: null, value: seen.value });
    }
    next.push(row);
  }
  if (next.length !== table.rows.length || next.some((row, index) => row !== table.rows[index])) {
    table.rows = next;
    table.redraw?.();
  }
  return true;
};

const rowFault = (table, seen, index) => {
  for (const [inner, property] of Object.entries(table.property.fields)) {
    const cell = seen?.value?.[inner];
    if (!cell || cell.type !== property.type) return say('faultType', { place: `${table.code}].value[${index}].value[${inner}` });
  }
  return null;
};

// kintone.app.record.set(): never throws; a bad payload is shown as a customisation error.
export const setRecord = (form, payload) => {
  const record = payload?.record;
  if (!isEvent(record)) {
    host.customisationError([say('faultRecord')]);
    return;
  }
  const faults = [];
  for (const [code, seen] of Object.entries(record)) {
    const type = seen?.type;
    if (SYSTEM.has(type) || type === 'CALC' || code === '$id' || code === '$revision' || SYSTEM.has(app.properties[code]?.type)) continue;
    const known = form.cells.get(code)?.property ?? form.tables.get(code)?.property;
    if (!known || type !== known.type || (type === 'CATEGORY' && !same(seen.value, form.cells.get(code).value))) {
      faults.push(say('faultType', { place: code }));
    } else if (!Object.hasOwn(seen, 'value')) {
      faults.push(say('faultValue', { place: code }));
    } else if (known.type === 'SUBTABLE') {
      if (!Array.isArray(seen.value)) faults.push(say('faultValue', { place: code }));
      else faults.push(...seen.value.map((row, index) => rowFault(form.tables.get(code), row, index)).filter(Boolean));
    }
  }
  if (faults.length) {
    host.customisationError(faults);
    return;
  }
  const shot = form.snapshot();
  shot.fromSet = true;
  for (const { cell, message } of errorsIn(form, payload, null)) form.setError(cell, message);
  rewrite(form, record, shot);
  form.settleAll();
};

// A record being typed: its cells, what handlers see of it, and what their answers change in it.
import { host, app } from './host.js';
import { copiedByLookup, firesChange, isComputed, isLookup, NEVER_IN_RECORD, SYSTEM, takesError } from './field-kinds.js';
import { blankRow, isEmpty, same, toRest } from './record-shape.js';
import { calculate } from './calculation.js';
import { h, newId } from './element.js';
import { say } from './words.js';

const copied = copiedByLookup(app?.properties ?? {});
const isEvent = answer => answer !== null && typeof answer === 'object';

// Left out, such a field would get its default back although the person emptied it.
const isDefaulted = ({ defaultValue, defaultNowValue }) => !isEmpty(defaultValue) || defaultNowValue === true;

export class RecordForm {
  // `ids` are the appId and recordId as this screen's events carry them; `given` is the record as handlers see it.
  constructor({ prefix, ids, given, rights = {}, hideFiles = true, withLookup = false, editable = () => true }) {
    this.prefix = prefix;
    this.ids = ids;
    this.rights = rights;
    this.hideFiles = hideFiles;
    this.withLookup = withLookup;
    this.editable = editable;
    this.given = structuredClone(given);
    this.fixed = {};
    this.cells = new Map();
    this.tables = new Map();
    for (const [code, cell] of Object.entries(given)) {
      const property = app.properties[code];
      if (!property || SYSTEM.has(cell.type)) {
        this.fixed[code] = cell;
      } else if (cell.type === 'SUBTABLE') {
        const table = { code, property, rows: [], redraw: null };
        table.rows = cell.value.map(row => this.makeRow(table, row));
        this.tables.set(code, table);
      } else {
        this.cells.set(code, this.makeCell(code, property, cell, null));
      }
    }
    this.order = Object.keys(given);
    this.compute();
  }

  makeCell(code, property, { value, confirmed, recordId }, row) {
    const lookup = isLookup(property);
    return {
      code, property, row, value: structuredClone(value), settledValue: structuredClone(value),
      ...(lookup && { confirmed: confirmed ?? true, recordId: recordId ?? null }),
      disabled: false, input: null, errorBox: null,
    };
  }

  makeRow(table, { id, value }) {
    const row = { id, table, cells: new Map() };
    for (const [code, property] of Object.entries(table.property.fields)) {
      if (value[code]) row.cells.set(code, this.makeCell(code, property, value[code], row));
    }
    return row;
  }

  *everyCell() {
    yield* this.cells.values();
    for (const table of this.tables.values()) for (const row of table.rows) yield* row.cells.values();
  }

  mayEdit(cell) {
    const { property } = cell;
    if (SYSTEM.has(property.type) || isComputed(property) || copied.has(cell.code) || property.type === 'CATEGORY') return false;
    return this.rights[cell.code]?.editable !== false && this.editable(cell);
  }

  /* What handlers and record.get() see. */

  readCell(cell) {
    const value = cell.property.type === 'FILE' && this.hideFiles ? [] : structuredClone(cell.value);
    return { type: cell.property.type, value, ...(isLookup(cell.property) && this.withLookup && { confirmed: cell.confirmed, recordId: cell.recordId }) };
  }

  snapshot() {
    const record = {};
    const cellOf = new Map();
    const rowOf = new Map();
    for (const code of this.order) {
      if (this.fixed[code]) {
        record[code] = structuredClone(this.fixed[code]);
      } else if (this.tables.has(code)) {
        record[code] = {
          type: 'SUBTABLE',
          value: this.tables.get(code).rows.map(row => {
            const seen = { id: row.id, value: {} };
            for (const [inner, cell] of row.cells) {
              seen.value[inner] = this.readCell(cell);
              cellOf.set(cell, seen.value[inner]);
            }
            rowOf.set(row, seen);
            rowOf.set(seen, row);
            return seen;
          }),
        };
      } else {
        const cell = this.cells.get(code);
        record[code] = this.readCell(cell);
        cellOf.set(cell, record[code]);
      }
    }
    return { record, before: structuredClone(record), cellOf, rowOf };
  }

  read() {
    return this.snapshot().record;
  }

  /* Events. */

  event(name, shot, more = {}) {
    return { type: `${this.prefix}.${name}`, ...this.ids, record: shot.record, ...more };
  }

  fireChange(code, cell, row) {
    const shot = this.snapshot();
    const field = cell ? shot.cellOf.get(cell) : shot.record[code];
    const event = this.event(`change.${code}`, shot, { changes: { field, row: row ? shot.rowOf.get(row) : null } });
    const { stopped, answer } = host.events.fireNow(event);
    if (!stopped && isEvent(answer)) this.accept(answer, shot);
  }

  // Gives false where a handler stops what was under way.
  async fire(name, more) {
    const shot = this.snapshot();
    const { stopped, answer } = await host.events.fire(this.event(name, shot, more));
    if (stopped || answer === false) return false;
    return isEvent(answer) ? this.accept(answer, shot) : true;
  }

  // Puts a handler's answer into the form; with an error in it, only the errors count.
  accept(answer, shot) {
    const errors = this.errorsIn(answer, shot);
    const top = isEmpty(answer.error) ? null : String(answer.error);
    for (const { cell, message } of errors) this.setError(cell, message);
    if (top || errors.some(({ message }) => message)) {
      this.refusal = { top, fields: errors.filter(({ message }) => message).length };
      if (top) this.onTopError?.(top);
      return false;
    }
    if (answer.record) this.rewrite(answer.record, shot);
    return true;
  }

  errorsIn(answer, shot) {
    const found = [];
    const look = (cell, seen) => {
      if (!cell || !isEvent(seen) || !Object.hasOwn(seen, 'error') || !takesError(cell.property)) return;
      found.push({ cell, message: isEmpty(seen.error) ? null : String(seen.error) });
    };
    for (const [code, seen] of Object.entries(answer.record ?? {})) {
      if (!this.tables.has(code)) {
        look(this.cells.get(code), seen);
        continue;
      }
      if (!Array.isArray(seen?.value)) continue;
      seen.value.forEach((seenRow, index) => {
        const row = shot?.rowOf.get(seenRow) ?? this.tables.get(code).rows[index];
        for (const [inner, seenCell] of Object.entries(seenRow?.value ?? {})) look(row?.cells.get(inner), seenCell);
      });
    }
    return found;
  }

  rewrite(record, shot) {
    for (const [code, seen] of Object.entries(record)) {
      if (!isEvent(seen)) continue;
      const table = this.tables.get(code);
      if (table) {
        if (Array.isArray(seen.value) && !this.rewriteTable(table, seen.value, shot)) return;
        continue;
      }
      const cell = this.cells.get(code);
      if (cell) this.rewriteCell(cell, seen, shot.before[code], shot);
    }
    this.compute();
  }

  rewriteCell(cell, seen, before, shot) {
    if (Object.hasOwn(seen, 'disabled')) this.setDisabled(cell, Boolean(seen.disabled));
    const toLookUp = isLookup(cell.property) && (seen.lookup === true || seen.lookup === 'UPDATE');
    if (isLookup(cell.property) && seen.lookup === 'CLEAR') {
      this.clearLookup?.(cell);
      return;
    }
    const writable = this.mayEdit(cell) && cell.property.type !== 'FILE' && (!isLookup(cell.property) || toLookUp);
    if (writable && !same(seen.value, before?.value)) {
      this.write(cell, seen.value);
      if (!shot.fromSet) cell.settledValue = structuredClone(cell.value); // an answer's rewriting is no change of its own
    }
    if (toLookUp) this.fetchLookup?.(cell);
  }

  rewriteTable(table, seenRows, shot) {
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
          if (isEvent(seenCell)) this.rewriteCell(cell, seenCell, beforeRows.get(row)?.value[inner], shot);
        }
      } else {
        const fault = this.rowFault(table, seen, index);
        if (fault) {
          host.customisationError([fault]);
          return false;
        }
        row = this.makeRow(table, { id: null, value: seen.value });
      }
      next.push(row);
    }
    if (next.length !== table.rows.length || next.some((row, index) => row !== table.rows[index])) {
      table.rows = next;
      table.redraw?.();
    }
    return true;
  }

  rowFault(table, seen, index) {
    for (const [inner, property] of Object.entries(table.property.fields)) {
      const cell = seen?.value?.[inner];
      if (!cell || cell.type !== property.type) return say('faultType', { place: `${table.code}].value[${index}].value[${inner}` });
    }
    return null;
  }

  /* kintone.app.record.set(): never throws; a bad payload is shown as a customisation error. */

  set(payload) {
    const record = payload?.record;
    if (!isEvent(record)) {
      host.customisationError([say('faultRecord')]);
      return;
    }
    const faults = [];
    for (const [code, seen] of Object.entries(record)) {
      const type = seen?.type;
      if (SYSTEM.has(type) || type === 'CALC' || code === '$id' || code === '$revision' || SYSTEM.has(app.properties[code]?.type)) continue;
      const known = this.cells.get(code)?.property ?? this.tables.get(code)?.property;
      if (!known || type !== known.type || (type === 'CATEGORY' && !same(seen.value, this.cells.get(code).value))) {
        faults.push(say('faultType', { place: code }));
      } else if (!Object.hasOwn(seen, 'value')) {
        faults.push(say('faultValue', { place: code }));
      } else if (known.type === 'SUBTABLE') {
        if (!Array.isArray(seen.value)) faults.push(say('faultValue', { place: code }));
        else faults.push(...seen.value.map((row, index) => this.rowFault(this.tables.get(code), row, index)).filter(Boolean));
      }
    }
    if (faults.length) {
      host.customisationError(faults);
      return;
    }
    const shot = this.snapshot();
    shot.fromSet = true;
    for (const { cell, message } of this.errorsIn(payload, null)) this.setError(cell, message);
    this.rewrite(record, shot);
    this.settleAll();
  }

  /* Values. */

  write(cell, value) {
    const next = isEmpty(value) && !Array.isArray(value) ? undefined : structuredClone(value);
    cell.value = next;
    cell.input?.write(next);
  }

  typed(cell, value) {
    cell.value = value;
    this.compute();
  }

  // A value has settled: this is when kintone tells of a change.
  settle(cell) {
    if (same(cell.value, cell.settledValue)) return;
    cell.settledValue = structuredClone(cell.value);
    if (firesChange(cell.property)) this.fireChange(cell.code, cell, cell.row);
  }

  settleAll() {
    for (const cell of [...this.everyCell()]) this.settle(cell);
  }

  compute() {
    const lookUp = row => name => {
      const own = row?.cells.get(name) ?? this.cells.get(name);
      if (own) {
        if (own.property.type === 'NUMBER' || own.property.type === 'CALC') return Number(own.value || 0);
        return own.value ?? '';
      }
      for (const table of this.tables.values()) {
        if (table.property.fields[name]) return table.rows.map(each => Number(each.cells.get(name)?.value || 0));
      }
      throw new ReferenceError(name);
    };
    // Twice, for a calculation that rests on another one.
    for (let round = 0; round < 2; round += 1) {
      for (const cell of this.everyCell()) {
        if (!isComputed(cell.property) || !cell.property.expression) continue;
        const result = calculate(cell.property.expression, lookUp(cell.row));
        if (result !== (cell.value ?? '')) {
          cell.value = result;
          cell.input?.write(result);
        }
      }
    }
  }

  addRow(table, after) {
    const row = this.makeRow(table, blankRow(table.property));
    table.rows.splice(after === null ? table.rows.length : table.rows.indexOf(after) + 1, 0, row);
    this.compute();
    table.redraw?.();
    this.fireChange(table.code, null, row);
    return row;
  }

  removeRow(table, row) {
    table.rows = table.rows.filter(each => each !== row);
    this.compute();
    table.redraw?.();
    this.fireChange(table.code, null, null);
  }

  /* Errors and locks at the controls. */

  attach(cell, input) {
    cell.input = input;
    cell.errorBox ??= h('div', { class: 'input-error-cybozu', id: newId('error'), hidden: true });
    this.setDisabled(cell, cell.disabled);
    if (cell.message) this.setError(cell, cell.message);
    if (cell.property.required) input.control.setAttribute('aria-required', 'true');
  }

  setDisabled(cell, state) {
    cell.disabled = state;
    cell.input?.lock(state || !this.mayEdit(cell));
  }

  setError(cell, message) {
    cell.message = message;
    if (!cell.errorBox || !cell.input) return;
    const { control } = cell.input;
    cell.errorBox.hidden = !message;
    cell.errorBox.replaceChildren(...(message ? String(message).split('\n').map(line => h('span', {}, line)) : []));
    if (message) {
      control.setAttribute('aria-invalid', 'true');
      control.setAttribute('aria-describedby', cell.errorBox.id);
    } else {
      control.removeAttribute('aria-invalid');
      control.removeAttribute('aria-describedby');
    }
  }

  clearErrors() {
    this.refusal = null;
    for (const cell of this.everyCell()) this.setError(cell, null);
  }

  hasErrors() {
    return [...this.everyCell()].some(cell => cell.message);
  }

  focusFirstError() {
    for (const cell of this.everyCell()) {
      if (cell.message && cell.input) {
        cell.input.control.focus();
        return;
      }
    }
  }

  /* Saving. */

  cellToRest(cell) {
    return { value: toRest(cell.property, cell.value) };
  }

  isTableChanged({ code, rows }) {
    const then = this.given[code]?.value ?? [];
    return rows.length !== then.length || rows.some((row, index) => row.id !== then[index].id
      || [...row.cells].some(([inner, cell]) => this.mayEdit(cell) && !same(cell.value, then[index].value[inner]?.value)));
  }

  // With `changedOnly`, what still stands as it was read is left out.
  toRest(changedOnly) {
    const record = {};
    for (const [code, cell] of this.cells) {
      if (NEVER_IN_RECORD.has(cell.property.type) || !this.mayEdit(cell)) continue;
      if (changedOnly ? same(cell.value, this.given[code]?.value) : isEmpty(cell.value) && !isDefaulted(cell.property)) continue;
      record[code] = this.cellToRest(cell);
    }
    for (const [code, table] of this.tables) {
      if (this.rights[code]?.editable === false) continue;
      if (changedOnly && !this.isTableChanged(table)) continue;
      record[code] = {
        value: table.rows.map(row => ({
          ...(row.id && { id: row.id }),
          value: Object.fromEntries([...row.cells]
            .filter(([, cell]) => this.mayEdit(cell) && (row.id || !isEmpty(cell.value) || isDefaulted(cell.property)))
            .map(([inner, cell]) => [inner, this.cellToRest(cell)])),
        })),
      };
    }
    return record;
  }

  isChanged() {
    return Object.keys(this.toRest(true)).length > 0;
  }

  // The server names a place as record.X.value, record[X].value or record.T.value[0].value.X.value. Gives the lines that found no field.
  showServerErrors(errors) {
    const left = [];
    const at = (path, code) => {
      for (const form of [`${code}.`, `[${code}].`]) if (path.startsWith(form)) return path.slice(form.length);
      return null;
    };
    for (const [place, { messages }] of Object.entries(errors ?? {})) {
      const path = place.replace(/^records?(?:\[\d+\])?(?=[.[])/, '').replace(/^\./, '');
      const text = messages.join('\n');
      let cell = [...this.cells.values()].find(each => at(path, each.code) !== null);
      for (const table of this.tables.values()) {
        const inside = at(path, table.code)?.match(/^value\[(\d+)\]\.value\.?(.*)$/);
        if (inside) cell = [...table.rows[Number(inside[1])]?.cells.values() ?? []].find(each => at(inside[2], each.code) !== null);
      }
      if (cell?.input) this.setError(cell, text);
      else left.push(`${place}: ${text}`);
    }
    return left;
  }
}

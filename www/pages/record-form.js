// A record being typed: its cells, what handlers see of it, and the events it tells of.
import { host, app } from './host.js';
import { copiedByLookup, firesChange, isComputed, isLookup, SYSTEM } from './field-kinds.js';
import { accept, setRecord } from './record-answer.js';
import { blankRow, isEmpty, same } from './record-shape.js';
import { calculate } from './calculation.js';
import { h, newId } from './element.js';

const copied = copiedByLookup(app?.properties ?? {});
const isEvent = answer => answer !== null && typeof answer === 'object';

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
    if (!stopped && isEvent(answer)) accept(this, answer, shot);
  }

  // Gives false where a handler stops what was under way.
  async fire(name, more) {
    const shot = this.snapshot();
    const { stopped, answer } = await host.events.fire(this.event(name, shot, more));
    if (stopped || answer === false) return false;
    return isEvent(answer) ? accept(this, answer, shot) : true;
  }

  // kintone.app.record.set()
  set(payload) {
    setRecord(this, payload);
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
}

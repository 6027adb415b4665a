// A record being typed as the server takes it, and the server's complaints at its fields.
import { app } from './host.js';
import { NEVER_IN_RECORD } from './field-kinds.js';
import { isEmpty, same, toRest } from './record-shape.js';

// Left out, such a field would get its default back although the person emptied it.
const isDefaulted = ({ defaultValue, defaultNowValue }) => !isEmpty(defaultValue) || defaultNowValue === true;

const cellToRest = ({ property, value }) => ({ value: toRest(property, value) });

const isTableChanged = (form, { code, rows }) => {
  const then = form.given[code]?.value ?? [];
  return rows.length !== then.length || rows.some((row, index) => row.id !== then[index].id
    || [...row.cells].some(([inner, cell]) => form.mayEdit(cell) && !same(cell.value, then[index].value[inner]?.value)));
};

// With `changedOnly`, what still stands as it was read is left out.
export const recordToSend = (form, changedOnly) => {
  const record = {};
  for (const [code, cell] of form.cells) {
    if (NEVER_IN_RECORD.has(cell.property.type) || !form.mayEdit(cell)) continue;
    if (changedOnly ? same(cell.value, form.given[code]?.value) : isEmpty(cell.value) && !isDefaulted(cell.property)) continue;
    record[code] = cellToRest(cell);
  }
  for (const [code, table] of form.tables) {
    if (form.rights[code]?.editable === false) continue;
    if (changedOnly && !isTableChanged(form, table)) continue;
    record[code] = {
      value: table.rows.map(row => ({
        ...(row.id && { id: row.id }),
        value: Object.fromEntries([...row.cells]
          .filter(([, cell]) => form.mayEdit(cell) && (row.id || !isEmpty(cell.value) || isDefaulted(cell.property)))
          .map(([inner, cell]) => [inner, cellToRest(cell)])),
      })),
    };
  }
  return record;
};

export const isChanged = form => Object.keys(recordToSend(form, true)).length > 0;

// What follows a field's code in the server's name of a place: record.X.value, record[X].value or record.T.value[0].value.X.value.
const after = (path, code) => {
  const start = [`${code}.`, `[${code}].`].find(each => path.startsWith(each));
  return start === undefined ? null : path.slice(start.length);
};
const cellAt = (form, path) => {
  const own = [...form.cells.values()].find(({ code }) => after(path, code) !== null);
  if (own) return own;
  for (const table of form.tables.values()) {
    const inside = after(path, table.code)?.match(/^value\[(\d+)\]\.value\.?(.*)$/);
    const row = inside && table.rows[Number(inside[1])];
    if (row) return [...row.cells.values()].find(({ code }) => after(inside[2], code) !== null);
  }
  return undefined;
};

// A field that the person may not see is not named to them, either.
const line = (form, path, text) => {
  const property = Object.values(app.properties).find(({ code }) => after(path, code) !== null);
  return property && form.rights[property.code]?.viewable !== false ? `${property.label}: ${text}` : text;
};

// Puts the server's complaints at their fields. Gives the lines that found none.
export const showServerErrors = (form, errors) => {
  const left = [];
  for (const [place, { messages }] of Object.entries(errors ?? {})) {
    const path = place.replace(/^records?(?:\[\d+\])?(?=[.[])/, '').replace(/^\./, '');
    const text = messages.join('\n');
    const cell = cellAt(form, path);
    if (cell?.input) form.setError(cell, text);
    else left.push(line(form, path, text));
  }
  return left;
};

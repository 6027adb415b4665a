// The fields of the form: add, rename, require, delete.
import { app } from './host.js';
import { button, h, unseen } from './element.js';
import { get, post, put, remove, tell } from './rest.js';
import { saved } from './settings-frame.js';
import { sure } from './sure.js';
import { say } from './words.js';

const ADDABLE = ['SINGLE_LINE_TEXT', 'MULTI_LINE_TEXT', 'RICH_TEXT', 'NUMBER', 'DATE', 'TIME', 'DATETIME', 'RADIO_BUTTON', 'CHECK_BOX', 'DROP_DOWN', 'MULTI_SELECT',
  'USER_SELECT', 'ORGANIZATION_SELECT', 'GROUP_SELECT', 'LINK', 'FILE', 'SUBTABLE'];
const WITH_OPTIONS = new Set(['RADIO_BUTTON', 'CHECK_BOX', 'DROP_DOWN', 'MULTI_SELECT']);
const REQUIRABLE = new Set(['SINGLE_LINE_TEXT', 'MULTI_LINE_TEXT', 'RICH_TEXT', 'NUMBER', 'DATE', 'TIME', 'DATETIME', 'CHECK_BOX', 'DROP_DOWN', 'MULTI_SELECT',
  'USER_SELECT', 'ORGANIZATION_SELECT', 'GROUP_SELECT', 'LINK', 'FILE']);
const FIXED = new Set(['RECORD_NUMBER', 'CREATOR', 'CREATED_TIME', 'MODIFIER', 'UPDATED_TIME']);

export const formSection = async () => {
  const area = h('div', {});
  let revision;

  const act = async change => {
    try {
      await change();
      await show();
      saved();
    } catch (error) {
      tell(error);
    }
  };

  const update = (code, property, table) => act(() => put('/k/v1/preview/app/form/fields', {
    app: app.id, revision,
    properties: table ? { [table.code]: { type: 'SUBTABLE', code: table.code, fields: { [code]: property } } } : { [code]: property },
  }));

  const row = (property, table) => {
    const { code, type } = property;
    const label = h('input', { class: 'input-text-cybozu', 'aria-label': say('labelOf', { code }), value: property.label });
    const required = REQUIRABLE.has(type) ? h('input', { type: 'checkbox', 'aria-label': say('requiredOf', { code }), checked: property.required === true }) : null;
    const changed = () => ({ type, code, label: label.value, ...(required && { required: required.checked }) });
    const change = button(say('change'), () => update(code, changed(), table), {
      class: 'button button-small', 'aria-label': say('changeOf', { code }),
    });
    const drop = FIXED.has(type) ? null : button(say('delete'), async () => {
      if (!await sure(say('deleteField'), say('deleteFieldAsk', { label: property.label, code }), say('deleteYes'))) return;
      await act(() => remove('/k/v1/preview/app/form/fields', { app: app.id, fields: [code], revision }));
    }, { class: 'button button-small button-danger', 'aria-label': say('deleteOf', { code }) });
    return h('tr', { class: table ? 'inner-field' : null },
      h('td', {}, label), h('td', {}, h('code', {}, code)), h('td', {}, say(`type_${type}`)),
      h('td', { class: 'centre' }, required), h('td', { class: 'row-tools' }, change, drop));
  };

  const adder = properties => {
    const type = h('select', { id: 'new-type', class: 'gaia-argoui-select', onchange: () => adapt() }, ADDABLE.map(each => h('option', { value: each }, say(`type_${each}`))));
    const label = h('input', { id: 'new-label', class: 'input-text-cybozu' });
    const code = h('input', { id: 'new-code', class: 'input-text-cybozu' });
    const choices = h('textarea', { id: 'new-options', class: 'textarea-cybozu', rows: 3 });
    const tables = Object.values(properties).filter(each => each.type === 'SUBTABLE');
    const place = h('select', { id: 'new-place', class: 'gaia-argoui-select' }, h('option', { value: '' }, say('onForm')),
      tables.map(each => h('option', { value: each.code }, say('inTable', { label: each.label }))));
    const choicesRow = h('div', { class: 'stack' }, h('label', { for: 'new-options' }, say('optionsByLine')), choices);
    const adapt = () => { choicesRow.hidden = !WITH_OPTIONS.has(type.value); };
    adapt();
    const add = () => {
      const own = code.value.trim() || label.value.trim();
      const lines = choices.value.split('\n').map(line => line.trim()).filter(Boolean);
      const property = {
        type: type.value, code: own, label: label.value.trim() || own,
        ...(WITH_OPTIONS.has(type.value) && { options: Object.fromEntries(lines.map((line, index) => [line, { label: line, index: String(index) }])) }),
        ...(type.value === 'RADIO_BUTTON' && lines.length && { defaultValue: lines[0] }),
        ...(type.value === 'LINK' && { protocol: 'WEB' }),
        ...(type.value === 'SUBTABLE' && { fields: { [`${own}_1`]: { type: 'SINGLE_LINE_TEXT', code: `${own}_1`, label: say('firstColumn') } } }),
      };
      // A column joins a table that is there already: to kintone that is a change of the table.
      if (!place.value) return act(() => post('/k/v1/preview/app/form/fields', { app: app.id, revision, properties: { [own]: property } }));
      const table = { type: 'SUBTABLE', code: place.value, fields: { [own]: property } };
      return act(() => put('/k/v1/preview/app/form/fields', { app: app.id, revision, properties: { [place.value]: table } }));
    };
    return h('fieldset', { class: 'adder' }, h('legend', {}, say('addField')),
      h('div', { class: 'adder-row' },
        h('div', { class: 'stack' }, h('label', { for: 'new-type' }, say('fieldType')), type),
        h('div', { class: 'stack' }, h('label', { for: 'new-label' }, say('fieldLabel')), label),
        h('div', { class: 'stack' }, h('label', { for: 'new-code' }, say('fieldCode')), code),
        tables.length > 0 && h('div', { class: 'stack' }, h('label', { for: 'new-place' }, say('fieldPlace')), place),
        choicesRow, button(say('add'), add, { class: 'button button-normal' })));
  };

  const show = async () => {
    const fields = await get('/k/v1/preview/app/form/fields', { app: app.id });
    revision = fields.revision;
    const all = Object.values(fields.properties).filter(({ type }) => !['STATUS', 'STATUS_ASSIGNEE', 'CATEGORY'].includes(type));
    area.replaceChildren(adder(fields.properties), h('table', { class: 'settings-table' },
      h('thead', {}, h('tr', {}, ['fieldLabel', 'fieldCode', 'fieldType', 'required'].map(key => h('th', { scope: 'col' }, say(key))), h('th', {}, unseen(say('rowActions'))))),
      h('tbody', {}, all.flatMap(property => [row(property, null), ...Object.values(property.fields ?? {}).map(inner => row(inner, property))]))));
  };
  await show();
  return area;
};

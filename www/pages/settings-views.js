// The views of the app: their names, order, fields, condition and sort.
import { app } from './host.js';
import { button, h, newId } from './element.js';
import { orderButtons } from './order-buttons.js';
import { get, put, tell } from './rest.js';
import { saved } from './settings-frame.js';
import { say } from './words.js';

const NOT_IN_LIST = new Set(['GROUP', 'REFERENCE_TABLE', 'CATEGORY']);
const DAYS = new Set(['DATE', 'DATETIME', 'CREATED_TIME', 'UPDATED_TIME']);

const fieldList = (view, properties, name) => {
  const area = h('div', {});
  const labelOf = code => properties[code]?.label ?? code;
  const redraw = () => {
    const left = Object.values(properties).filter(({ type, code, enabled }) => !NOT_IN_LIST.has(type) && enabled !== false && !view.fields.includes(code));
    const choice = h('select', { class: 'gaia-argoui-select', 'aria-label': say('fieldToAdd', { name }) }, left.map(({ code, label }) => h('option', { value: code }, label)));
    area.replaceChildren(h('ol', { class: 'scripts' }, view.fields.map((code, index) => h('li', {}, h('span', { class: 'script-name' }, labelOf(code)), orderButtons(view.fields, index, labelOf(code), redraw)))),
      left.length ? h('p', { class: 'filter-row' }, choice, button(say('addField'), () => {
        view.fields.push(choice.value);
        redraw();
      }, { class: 'button button-small' })) : '');
  };
  redraw();
  return area;
};

const fieldChoice = (view, key, properties, fits) => {
  const id = newId(key);
  return h('div', { class: 'stack' }, h('label', { for: id }, say(`view_${key}`)), h('select', { id, class: 'gaia-argoui-select', onchange: event => { view[key] = event.target.value; } },
    Object.values(properties).filter(fits).map(({ code, label }) => h('option', { value: code, selected: code === view[key] }, label))));
};

export const viewsSection = async () => {
  const { views: given, revision: first } = await get('/k/v1/preview/app/views', { app: app.id });
  const { properties } = await get('/k/v1/preview/app/form/fields', { app: app.id });
  let revision = first;
  const keyed = found => Object.entries(found).sort(([, a], [, b]) => Number(a.index) - Number(b.index)).map(([key, view]) => ({ ...view, key, ...(view.fields && { fields: [...view.fields] }) }));
  let views = keyed(given);
  const area = h('div', {});

  const text = (view, key, hint) => {
    const id = newId(key);
    return h('div', { class: 'stack' }, h('label', { for: id }, say(`view_${key}`)), h('input', {
      id, class: 'input-text-cybozu wide', value: view[key] ?? '', placeholder: hint, onchange: event => { view[key] = event.target.value; },
    }));
  };
  const block = (view, index) => {
    const name = say('viewNumber', { number: index + 1 });
    return h('fieldset', { class: 'view-block' }, h('legend', {}, `${name}：${say(`viewType_${view.type}`)}`),
      text(view, 'name'),
      view.type === 'LIST' && h('div', { class: 'stack' }, h('span', { class: 'settings-label' }, say('viewFields')), fieldList(view, properties, view.name)),
      view.type === 'CALENDAR' && [fieldChoice(view, 'date', properties, ({ type }) => DAYS.has(type)), fieldChoice(view, 'title', properties, ({ type }) => type === 'SINGLE_LINE_TEXT')],
      text(view, 'filterCond', say('everyRecord')), text(view, 'sort', 'レコード番号 desc'),
      h('p', {}, orderButtons(views, index, view.name || name, redraw)));
  };
  const redraw = () => area.replaceChildren(...(views.length ? views.map(block) : [h('p', { class: 'hint' }, say('noViews'))]), h('p', {}, button(say('addView'), () => {
    let number = views.length + 1;
    while (views.some(({ name }) => name === say('viewNumber', { number }))) number += 1;
    views.push({ type: 'LIST', name: say('viewNumber', { number }), key: null, fields: Object.values(properties).filter(({ type }) => type === 'RECORD_NUMBER').map(({ code }) => code), filterCond: '', sort: '' });
    redraw();
    area.querySelector('.view-block:last-of-type input')?.focus();
  })));
  const save = async () => {
    try {
      const sent = Object.fromEntries(views.map(({ key, id, ...view }, index) => [key ?? view.name, { ...view, index: String(index) }]));
      ({ revision } = await put('/k/v1/preview/app/views', { app: app.id, views: sent, revision }));
      views = views.map(view => ({ ...view, key: view.name }));
      saved();
    } catch (error) {
      tell(error);
    }
  };
  redraw();
  return h('div', {}, area, h('p', {}, button(say('save'), save, { class: 'button button-submit' })));
};

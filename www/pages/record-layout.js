// The form as its layout says: rows, groups, tables, labels, spaces. What a field looks like is the caller's.
import { host, app } from './host.js';
import { h, newId } from './element.js';
import { richText } from './rich-text.js';
import { say } from './words.js';

const STATUS_FIELDS = new Set(['STATUS', 'STATUS_ASSIGNEE', 'CATEGORY']);

// `draw.field(code, property, size)` gives {content, label, control} or null; `draw.table(code, property, size)` gives an element or null.
export const drawLayout = draw => {
  const fields = new Map();
  const spaces = new Map();
  const groups = new Map();
  const hiddenColumns = new Set();
  const root = h('div', { class: draw.className, id: 'record-gaia' });

  const keep = (code, whole, content, label) => fields.set(code, { whole, content, label });

  const widthOf = size => (size?.width && !host.mobile ? `width:${Number(size.width) + 24}px` : null);

  const fieldElement = item => {
    if (item.type === 'LABEL') {
      const text = h('div', { class: 'control-label-field-gaia' }, richText(item.label));
      const whole = h('div', { class: 'control-gaia control-label-only', style: widthOf(item.size) }, text);
      if (item.elementId) keep(item.elementId, whole, text, null);
      return whole;
    }
    if (item.type === 'HR') {
      const whole = h('div', { class: 'control-gaia control-hr' }, h('hr', {}));
      if (item.elementId) keep(item.elementId, whole, whole, null);
      return whole;
    }
    if (item.type === 'SPACER') {
      const space = h('div', { class: 'user-element-gaia', id: item.elementId ? `user-js-${item.elementId}` : null });
      const whole = h('div', {
        class: 'control-gaia control-spacer-field-gaia',
        style: `min-width:${Number(item.size?.width) || 0}px;min-height:${Number(item.size?.height) || 0}px`,
      }, space);
      if (item.elementId) {
        spaces.set(item.elementId, space);
        keep(item.elementId, whole, space, null);
      }
      return whole;
    }
    const property = app.properties[item.code];
    if (!property || STATUS_FIELDS.has(property.type)) return null;
    const drawn = draw.field(item.code, property, item.size);
    if (!drawn) return null;
    const text = property.label;
    // A group of choices is not a labelable element: it carries its name itself.
    const label = drawn.control ? h('label', { for: drawn.control.id, class: 'control-label-text-gaia' }, text)
      : h('span', { class: 'control-label-text-gaia', id: newId('label') }, text);
    const required = property.required && draw.editing ? h('span', { class: 'require-cybozu', 'aria-hidden': 'true', title: say('required') }, '*') : null;
    const head = h('div', { class: property.noLabel ? 'control-label-gaia visually-hidden' : 'control-label-gaia' }, label, required);
    const content = h('div', { class: 'control-value-gaia' }, drawn.content);
    const whole = h('div', { class: `control-gaia field-${property.type.toLowerCase()}`, style: widthOf(item.size), 'data-field': item.code }, head, content);
    keep(item.code, whole, content, head);
    return whole;
  };

  const tableElement = item => {
    const property = app.properties[item.code];
    if (!property) return null;
    const content = draw.table(item.code, property, item);
    if (!content) return null;
    const head = h('div', { class: property.noLabel ? 'control-label-gaia visually-hidden' : 'control-label-gaia' },
      h('span', { class: 'control-label-text-gaia', id: newId('table') }, property.label));
    const whole = h('div', { class: 'control-gaia control-subtable-field-gaia', 'data-field': item.code }, head, content);
    keep(item.code, whole, content, head);
    return h('div', { class: 'row-gaia' }, whole);
  };

  const groupElement = item => {
    const property = app.properties[item.code];
    const panel = h('div', { class: 'group-contents', id: newId('group'), hidden: !property?.openGroup }, rows(item.layout ?? []));
    const toggle = h('button', {
      type: 'button', class: 'group-label-gaia', 'aria-expanded': String(!panel.hidden), 'aria-controls': panel.id,
      onclick: () => open(panel.hidden),
    }, property?.label ?? item.code);
    const whole = h('div', { class: 'control-gaia control-group-gaia', 'data-field': item.code }, toggle, panel);
    const open = state => {
      panel.hidden = !state;
      toggle.setAttribute('aria-expanded', String(state));
      whole.classList.toggle('control-group-gaia-expanded', state);
      whole.classList.toggle('control-group-gaia-collapsed', !state);
    };
    open(Boolean(property?.openGroup));
    keep(item.code, whole, panel, toggle);
    groups.set(item.code, { open, isOpen: () => !panel.hidden });
    return h('div', { class: 'row-gaia' }, whole);
  };

  const rows = layout => layout.map(item => {
    if (item.type === 'SUBTABLE') return tableElement(item);
    if (item.type === 'GROUP') return groupElement(item);
    const made = item.fields.map(fieldElement).filter(Boolean);
    return made.length ? h('div', { class: 'row-gaia clearFix-cybozu' }, made) : null;
  }).filter(Boolean);

  root.append(...rows(app.layout ?? []));

  const columns = code => root.querySelectorAll(`[data-column="${CSS.escape(code)}"]`);
  const refreshColumns = () => {
    for (const cell of root.querySelectorAll('[data-column]')) cell.hidden = hiddenColumns.has(cell.dataset.column);
  };

  Object.assign(host.elements, {
    field: code => fields.get(code) ?? null,
    space: id => spaces.get(id) ?? null,
    show: (code, shown) => {
      if (fields.has(code)) fields.get(code).whole.hidden = !shown;
      if (columns(code).length) {
        if (shown) hiddenColumns.delete(code);
        else hiddenColumns.add(code);
        refreshColumns();
      }
    },
    visible: code => (fields.has(code) ? !fields.get(code).whole.hidden : columns(code).length > 0 && !hiddenColumns.has(code)),
    openGroup: (code, open) => groups.get(code)?.open(open),
    groupOpen: code => groups.get(code)?.isOpen() ?? false,
    openAround: element => {
      for (const [code, { whole }] of fields) if (groups.has(code) && whole.contains(element)) groups.get(code).open(true);
    },
  });
  return { root, refreshColumns };
};

// A field's value as the list and the detail screen show it.
import { h } from './element.js';
import { richText, safeLink } from './rich-text.js';
import { show as showTime } from './times.js';
import { say } from './words.js';

const grouped = text => {
  const [, sign, whole, rest] = String(text).match(/^(-?)(\d+)(.*)$/) ?? [];
  return whole === undefined ? String(text) : sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
};

const number = (property, value) => {
  if (value === '' || value === null || value === undefined) return '';
  if (property.format === 'DATETIME') return showTime(new Date(Number(value) * 1000).toISOString());
  const digits = property.digit === true || property.digit === 'true' || property.format === 'NUMBER_DIGIT' ? grouped(value) : String(value);
  if (!property.unit) return digits;
  return property.unitPosition === 'AFTER' ? digits + property.unit : property.unit + digits;
};

const link = (property, value) => {
  if (!value) return '';
  const address = { MAIL: `mailto:${value}`, CALL: `tel:${value}` }[property.protocol] ?? value;
  const target = safeLink(address);
  return target ? h('a', { href: target, target: '_blank', rel: 'noopener noreferrer' }, value) : String(value);
};

export const fileLink = file => h('a', {
  href: `/local/download/${encodeURIComponent(file.fileKey)}/${encodeURIComponent(file.name)}`, target: '_blank', rel: 'noopener',
}, `${file.name} (${sizeOf(file.size)})`);

const sizeOf = bytes => {
  const size = Number(bytes);
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${Math.round(size / 1024)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
};

export const valueOf = (property, cell) => {
  const { value } = cell;
  switch (cell.type) {
    case 'RICH_TEXT': return h('div', { class: 'rich-text' }, richText(value));
    case 'LINK': return link(property, value);
    case 'NUMBER': case 'CALC': return number(property, value);
    case 'DATETIME': case 'CREATED_TIME': case 'UPDATED_TIME': return showTime(value);
    case 'CREATOR': case 'MODIFIER': return value?.name ?? '';
    case 'CHECK_BOX': case 'MULTI_SELECT': case 'CATEGORY': return (value ?? []).join(', ');
    case 'USER_SELECT': case 'ORGANIZATION_SELECT': case 'GROUP_SELECT': case 'STATUS_ASSIGNEE':
      return (value ?? []).map(({ name, code }) => name || code).join(', ');
    case 'FILE': return h('div', {}, (value ?? []).map(file => h('div', {}, fileLink(file))));
    case 'SUBTABLE': return say('rows', { count: (value ?? []).length });
    case 'MULTI_LINE_TEXT': return h('span', { class: 'many-lines' }, value ?? '');
    default: return value ?? '';
  }
};

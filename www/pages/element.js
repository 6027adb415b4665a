// Elements from values: text goes in as text, never as markup.
const PROPERTIES = new Set(['value', 'checked', 'disabled', 'selected', 'hidden', 'multiple', 'readOnly', 'indeterminate']);

export const h = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) made[name] = value;
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return made;
};

export const button = (text, act, attributes = {}) =>
  h('button', { type: 'button', class: 'button button-normal', ...attributes, onclick: act }, text);

// A button with a sign for a face needs a name.
export const iconButton = (face, name, act, attributes = {}) =>
  h('button', { type: 'button', class: 'icon-button', 'aria-label': name, title: name, ...attributes, onclick: act }, face);

let last = 0;
export const newId = stem => `${stem}-${++last}`;

export const main = () => document.getElementById('page-main');

export const draw = (...children) => main().replaceChildren(...children.flat(Infinity).filter(Boolean));

// A column of buttons has a name too, for those who hear the table.
export const unseen = text => h('span', { class: 'visually-hidden' }, text);

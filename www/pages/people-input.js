// Choosing people, organisations or groups: type part of a name, take one from the list, see the chosen as chips.
import { h, newId } from './element.js';
import { get } from './rest.js';
import { say } from './words.js';

const SOURCES = { USER_SELECT: ['users'], ORGANIZATION_SELECT: ['organizations'], GROUP_SELECT: ['groups'], MENTION: ['users', 'organizations', 'groups'] };
export const ENTITY_TYPES = { users: 'USER', organizations: 'ORGANIZATION', groups: 'GROUP' };
const PAGE = 100;
const asked = new Map();

const everything = kind => {
  if (!asked.has(kind)) {
    const all = async () => {
      const found = [];
      for (let offset = 0; ; offset += PAGE) {
        const part = (await get(`/v1/${kind}`, { size: PAGE, offset }))[kind];
        found.push(...part);
        if (part.length < PAGE) return found;
      }
    };
    asked.set(kind, all().then(found => found.filter(each => each.valid !== false), error => {
      asked.delete(kind);
      throw error;
    }));
  }
  return asked.get(kind);
};
export const directory = everything;

// Everybody of these kinds, each with what it is.
const candidatesOf = async kinds => (await Promise.all(kinds.map(async kind =>
  (await everything(kind)).map(entity => ({ ...entity, type: ENTITY_TYPES[kind] }))))).flat();
const sameEntity = (a, b) => a.code === b.code && (a.type === undefined || b.type === undefined || a.type === b.type);

export const peopleInput = ({ type, id, label, value, changed, settled }) => {
  const kinds = SOURCES[type];
  const listId = newId('candidates');
  let chosen = [...(value ?? [])];
  let active = -1;
  let locked = false;

  const chips = h('ul', { class: 'chips', 'aria-label': say('chosenOf', { label }) });
  const list = h('ul', { class: 'candidates', id: listId, role: 'listbox', 'aria-label': label, hidden: true });
  const input = h('input', {
    type: 'text', id, class: 'input-text-cybozu', role: 'combobox', autocomplete: 'off', 'aria-label': label,
    'aria-expanded': 'false', 'aria-controls': listId, 'aria-autocomplete': 'list', placeholder: say(`search_${kinds.length > 1 ? 'everybody' : kinds[0]}`),
  });

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const announce = () => {
    changed(chosen.map(({ code, name, type: own }) => ({ code, name, ...(kinds.length > 1 && { type: own }) })));
    settled();
  };
  const take = entity => {
    if (!chosen.some(each => sameEntity(each, entity))) chosen.push({ code: entity.code, name: entity.name, type: entity.type });
    input.value = '';
    close();
    drawChips();
    announce();
  };
  const drawChips = () => {
    chips.replaceChildren(...chosen.map(entity => h('li', { class: 'chip' }, entity.name || entity.code,
      h('button', {
        type: 'button', class: 'chip-remove', disabled: locked, 'aria-label': say('removeOne', { name: entity.name || entity.code }),
        onclick: () => {
          chosen = chosen.filter(each => each !== entity);
          drawChips();
          announce();
        },
      }, '×'))));
  };
  const point = index => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    const option = list.children[index];
    if (option) input.setAttribute('aria-activedescendant', option.id);
    option?.scrollIntoView({ block: 'nearest' });
  };
  const search = async () => {
    const wanted = input.value.trim().toLowerCase();
    const all = await candidatesOf(kinds);
    if (!input.isConnected || document.activeElement !== input) return;
    const found = all.filter(entity => !chosen.some(each => sameEntity(each, entity))
      && [entity.name, entity.code, entity.givenName, entity.surNameReading, entity.givenNameReading]
        .some(text => text?.toLowerCase().includes(wanted))).slice(0, 20);
    list.replaceChildren(...found.map(entity => h('li', {
      role: 'option', id: newId('candidate'), 'aria-selected': 'false',
      onmousedown: event => {
        event.preventDefault();
        take(entity);
      },
    }, h('span', {}, entity.name), h('span', { class: 'candidate-code' }, entity.code))));
    list.taken = found;
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    active = -1;
  };
  input.addEventListener('input', search);
  input.addEventListener('focus', search);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const count = list.children.length;
      if (count) point((active + (event.key === 'ArrowDown' ? 1 : count - 1) + (active < 0 && event.key === 'ArrowUp' ? 1 : 0)) % count);
    } else if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault();
      const entity = list.taken[Math.max(active, 0)];
      if (entity) take(entity);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      event.preventDefault();
      close();
    }
  });
  drawChips();

  return {
    element: h('div', { class: 'people-input' }, chips, h('div', { class: 'candidates-around' }, input, list)),
    control: input,
    write: next => {
      chosen = [...(next ?? [])];
      drawChips();
    },
    lock: state => {
      locked = state;
      input.disabled = state;
      drawChips();
    },
  };
};

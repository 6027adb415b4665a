// The people of the domain: an administrator of cybozu.com stops one who has left, or lets one back in.
import { host, boot } from './host.js';
import { button, draw, h, unseen } from './element.js';
import { get, put, tell } from './rest.js';
import { crumbs } from './chrome.js';
import { sure } from './sure.js';
import { say } from './words.js';

const PAGE = 100;

const everyPerson = async () => {
  const found = [];
  for (let offset = 0; ; offset += PAGE) {
    const { users } = await get('/v1/users', { size: PAGE, offset });
    found.push(...users);
    if (users.length < PAGE) return found;
  }
};

export const usersPage = async () => {
  const people = await everyPerson();
  const body = h('tbody', {});
  const note = h('p', { class: 'hint', role: 'status' });

  const switchPerson = async person => {
    const { code, name, valid } = person;
    if (valid && !await sure(say('stopPerson'), say('stopPersonAsk', { name, code }), say('stopPersonYes'))) return;
    try {
      await put('/local/person.json', { code, valid: !valid });
      person.valid = !valid;
      show();
      host.notify('SUCCESS', say(valid ? 'personStopped' : 'personRevived', { name }));
      body.querySelector(`[data-person="${CSS.escape(code)}"] button`)?.focus();
    } catch (error) {
      tell(error);
    }
  };
  const row = person => h('tr', { 'data-person': person.code }, h('th', { scope: 'row' }, person.name), h('td', {}, h('code', {}, person.code)), h('td', {}, say(person.valid ? 'personActive' : 'personInactive')),
    h('td', { class: 'row-tools' }, person.code === boot.user.code ? null : button(say(person.valid ? 'stopPersonYes' : 'revivePerson'), () => switchPerson(person), {
      class: 'button button-small', 'aria-label': say(person.valid ? 'stopPersonOf' : 'revivePersonOf', { name: person.name }),
    })));
  const filter = h('input', { type: 'search', id: 'person-filter', class: 'input-text-cybozu', oninput: () => show() });
  const show = () => {
    const wanted = filter.value.trim().toLowerCase();
    const found = people.filter(({ name, code }) => !wanted || name.toLowerCase().includes(wanted) || code.includes(wanted));
    body.replaceChildren(...found.slice(0, PAGE).map(row));
    note.textContent = say('peopleFound', { count: found.length, shown: Math.min(found.length, PAGE) });
  };
  show();
  draw(crumbs([say('portal'), '/k/'], [say('users')]), h('h1', { class: 'app-title' }, say('users')),
    h('section', { class: 'panel settings-panel', 'aria-label': say('users') }, h('div', { class: 'stack' }, h('label', { for: 'person-filter' }, say('filterPeople')), filter), note,
      h('table', { class: 'settings-table' }, h('thead', {}, h('tr', {}, ['personName', 'loginName', 'personState'].map(key => h('th', { scope: 'col' }, say(key))), h('th', {}, unseen(say('rowActions'))))), body)));
};

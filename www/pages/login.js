// Signing in: a person of the demo by one button, or a name and a password.
import { boot } from './host.js';
import { draw, h } from './element.js';
import { say } from './words.js';

const DEMO_PASSWORD = 'midori2026';

export const loginPage = () => {
  // A refused sign-in comes back without its query.
  const next = new URLSearchParams(location.search).get('next') ?? sessionStorage.getItem('next') ?? '/k/';
  sessionStorage.setItem('next', next);
  const english = boot.lang === 'en';
  const hidden = () => h('input', { type: 'hidden', name: 'next', value: next });

  const personForm = person => h('form', { method: 'post', action: '/login', class: 'person-form' },
    h('input', { type: 'hidden', name: 'user', value: person.code }),
    h('input', { type: 'hidden', name: 'password', value: DEMO_PASSWORD }),
    hidden(),
    h('button', { type: 'submit', class: 'person-card' },
      h('span', { class: 'person-face', 'aria-hidden': 'true' }, (english && person.en ? person.en : person.name).slice(0, 1)),
      h('span', { class: 'person-text' },
        h('span', { class: 'person-name' }, english && person.en ? person.en : person.name, h('span', { class: 'person-code' }, person.code)),
        h('span', { class: 'person-about' }, [person.department, english ? person.noteEn ?? person.note : person.note].filter(Boolean).join(english ? ' – ' : ' ・ ')))));

  draw(h('div', { class: 'login-page' },
    h('h1', {}, say('signInTitle')),
    h('p', { class: 'login-lead' }, say('signInLead')),
    boot.error ? h('p', { class: 'login-error', role: 'alert' }, boot.error.message) : null,
    h('div', { class: 'login-columns' },
      h('section', { class: 'panel' }, h('h2', {}, say('signInAs')),
        h('div', { class: 'people' }, (boot.people ?? []).map(personForm))),
      h('section', { class: 'panel' }, h('h2', {}, say('signInWithPassword')),
        h('form', { method: 'post', action: '/login', class: 'login-form' },
          h('label', { for: 'user' }, say('loginName')), h('input', { id: 'user', name: 'user', class: 'input-text-cybozu', autocomplete: 'username', required: true }),
          h('label', { for: 'password' }, say('password')), h('input', { id: 'password', name: 'password', type: 'password', class: 'input-text-cybozu', autocomplete: 'current-password', required: true }),
          hidden(),
          h('button', { type: 'submit', class: 'button button-submit' }, say('signIn'))),
        h('p', { class: 'hint' }, say('passwordHint', { password: DEMO_PASSWORD })),
        h('p', {}, h('a', { href: '/local/workshop' }, say('workshop')))))));
};

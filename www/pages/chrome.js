// What stands around every page: the yellow bar with the way home, the person, the administration, the language.
import { boot, host } from './host.js';
import { h, newId } from './element.js';
import { put, tell } from './rest.js';
import { say } from './words.js';

const LANGUAGES = [['ja', '日本語'], ['en', 'English']];

const signOut = () => h('form', { method: 'post', action: '/logout', class: 'sign-out' },
  h('input', { type: 'hidden', name: '__REQUEST_TOKEN__', value: boot.token }),
  h('button', { type: 'submit', class: 'menu-item' }, say('signOut')));

// A disclosure: a button and the list below it, closed by Esc and by leaving it.
export const menu = (label, className, ...items) => {
  const list = h('div', { class: 'menu-list', id: newId('menu'), hidden: true }, items);
  const toggle = h('button', {
    type: 'button', class: `menu-button ${className}`, 'aria-expanded': 'false', 'aria-controls': list.id, onclick: () => open(list.hidden),
  }, label);
  const open = state => {
    list.hidden = !state;
    toggle.setAttribute('aria-expanded', String(state));
  };
  const whole = h('div', {
    class: 'menu',
    onkeydown: event => {
      if (event.key !== 'Escape' || list.hidden) return;
      open(false);
      toggle.focus();
    },
    onfocusout: event => { if (event.relatedTarget && !whole.contains(event.relatedTarget)) open(false); },
  }, toggle, list);
  document.addEventListener('click', event => { if (!whole.contains(event.target)) open(false); });
  return whole;
};

const setLanguage = async language => {
  try {
    await put('/local/language', { language });
    location.reload();
  } catch (error) {
    tell(error);
  }
};

const links = () => [
  boot.rights.systemAdmin && h('a', { class: 'menu-item', href: '/k/admin/system/plugin/' }, say('systemPlugins')),
  boot.rights.systemAdmin && h('a', { class: 'menu-item', href: '/k/admin/system/customize/' }, say('systemCustomize')),
  boot.rights.systemAdmin && h('a', { class: 'menu-item', href: '/k/admin/system/shared/' }, say('sharedSettings')),
  boot.rights.commonAdmin && h('a', { class: 'menu-item', href: '/k/admin/users/' }, say('users')),
  h('a', { class: 'menu-item', href: '/local/workshop' }, say('workshop')),
].filter(Boolean);

export const drawTop = () => {
  const top = document.getElementById('page-top');
  const skip = h('a', { class: 'skip-link', href: '#page-main', onclick: event => {
    event.preventDefault();
    document.getElementById('page-main').focus();
  } }, say('skip'));
  const home = h('a', { class: 'brand', href: host.mobile ? '/k/m/' : '/k/' }, h('span', { class: 'brand-mark', 'aria-hidden': 'true' }, '▦'), say('brand'));
  if (!boot.user) {
    top.replaceChildren(skip, h('header', { class: 'top-bar gaia-header-header' }, home));
    return;
  }
  const administration = boot.rights.systemAdmin || boot.rights.commonAdmin ? links() : [];
  top.replaceChildren(skip, h('header', { class: 'top-bar gaia-header-header' }, home,
    h('nav', { class: 'top-nav', 'aria-label': say('mainMenu') },
      !host.mobile && h('a', { href: '/k/', class: 'top-link' }, say('portal')),
      administration.length > 0 && !host.mobile && menu(say('administration'), 'top-link', administration)),
    h('div', { class: 'top-person' },
      menu(boot.user.name, 'top-link person-button gaia-header-user', h('div', { class: 'menu-note' }, boot.user.code),
        LANGUAGES.map(([code, name]) => h('button', {
          type: 'button', class: 'menu-item', lang: code, 'aria-pressed': String(boot.lang === code), onclick: () => setLanguage(code),
        }, name)),
        h('a', { class: 'menu-item', href: host.mobile ? '/k/' : '/k/m/' }, say(host.mobile ? 'toDesktop' : 'toMobile')),
        signOut()))));
};

export const crumbs = (...steps) => h('nav', { class: 'gaia-argoui-app-breadcrumb', 'aria-label': say('breadcrumb') },
  h('ol', {}, steps.map(([text, address]) => h('li', {}, address ? h('a', { href: address }, text) : h('span', { 'aria-current': 'page' }, text)))));

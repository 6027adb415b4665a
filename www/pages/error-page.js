// A page that cannot be shown says which and why, with a way on.
import { boot, host } from './host.js';
import { draw, h } from './element.js';
import { say } from './words.js';

export const errorPage = () => {
  const { status, code, message } = boot.error ?? {};
  draw(h('div', { class: 'error-page panel' }, h('h1', {}, message || say('errorTitle')),
    h('p', { class: 'error-code' }, [status, code].filter(Boolean).join(' ')),
    h('p', {}, h('a', { class: 'button button-normal', href: host.mobile ? '/k/m/' : '/k/' }, say('toPortal')))));
};

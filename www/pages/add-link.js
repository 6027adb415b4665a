// The way to the add screen; kintone has a button there, and Space works on it too.
import { host, app } from './host.js';
import { h } from './element.js';
import { say } from './words.js';

export const addLink = () => h('a', {
  class: 'gaia-argoui-app-menu-add icon-link add-link', role: 'button', 'data-part': 'AddRecordButton', href: host.mobile ? `/k/m/${app.id}/edit` : `/k/${app.id}/edit`,
  'aria-label': say('addRecord'), title: say('addRecord'),
  onkeydown: event => {
    if (event.key !== ' ') return;
    event.preventDefault();
    event.currentTarget.click();
  },
}, '＋');

// The way from an app's own screens to its settings, for those who manage it.
import { app } from './host.js';
import { h } from './element.js';
import { say } from './words.js';

export const settingsLink = () => app.permissions.manage && h('a', {
  class: 'gaia-argoui-app-menu-settings icon-link', 'data-part': 'AppSettingsButton', href: `/k/admin/app/flow?app=${app.id}`, 'aria-label': say('appSettings'), title: say('appSettings'),
}, '⚙');

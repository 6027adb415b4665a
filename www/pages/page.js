// Which page this is.
import { boot } from './host.js';
import { drawTop } from './chrome.js';
import { createPage } from './record-create.js';
import { tell } from './rest.js';

// The add screen asks the server nothing before it is shown: being here already, its show event comes before
// DOMContentLoaded, as kintone's may.
const PAGES = {
  login: () => import('./login.js').then(page => page.loginPage()),
  portal: () => import('./portal.js').then(page => page.portalPage()),
  list: () => import('./record-list.js').then(page => page.listPage()),
  create: createPage,
  show: () => import('./record-page.js').then(page => page.recordPage()),
  print: () => import('./record-print.js').then(page => page.printPage()),
  report: () => import('./report.js').then(page => page.reportPage()),
  settings: () => import('./settings.js').then(page => page.settingsPage()),
  'plugin-list': () => import('./plugin-list.js').then(page => page.pluginListPage()),
  'plugin-config': () => import('./plugin-config.js').then(page => page.pluginConfigPage()),
  'system-plugins': () => import('./system-plugins.js').then(page => page.systemPluginsPage()),
  'system-customize': () => import('./system-customize.js').then(page => page.systemCustomizePage()),
  'shared-settings': () => import('./shared-settings.js').then(page => page.sharedSettingsPage()),
  users: () => import('./users.js').then(page => page.usersPage()),
  space: () => import('./space.js').then(page => page.spacePage()),
  workshop: () => import('./workshop.js').then(page => page.workshopPage()),
  error: () => import('./error-page.js').then(page => page.errorPage()),
};

drawTop();
const open = PAGES[boot.page.replace('mobile-', '')] ?? PAGES.error;
open().catch(error => {
  reportError(error);
  tell(error);
});

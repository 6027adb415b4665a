// The addresses of kintone's pages, as customisations ask for them: an app of a guest space lies below that space.
(() => {
  'use strict';

  const host = globalThis[Symbol.for('local kintone')];
  const { kintone } = globalThis;

  const PAGES = {
    APP_INDEX: p => [`/k/${p('appId')}/`, { view: p('viewId', false) }],
    APP_CREATE: p => [`/k/${p('appId')}/edit`],
    APP_DETAIL: p => [`/k/${p('appId')}/show#record=${p('recordId')}`],
    APP_EDIT: p => [`/k/${p('appId')}/show#record=${p('recordId')}&mode=edit`],
    APP_PRINT: p => [`/k/${p('appId')}/print`, { record: p('recordId') }],
    APP_REPORT: p => [`/k/${p('appId')}/report`, { report: p('reportId') }],
    APP_INDEX_MOBILE: p => [`/k/m/${p('appId')}/`, { view: p('viewId', false) }],
    APP_CREATE_MOBILE: p => [`/k/m/${p('appId')}/edit`],
    APP_DETAIL_MOBILE: p => [`/k/m/${p('appId')}/show`, { record: p('recordId') }],
    APP_EDIT_MOBILE: p => [`/k/m/${p('appId')}/show?record=${p('recordId')}#mode=edit`],
    APP_REPORT_MOBILE: p => [`/k/m/${p('appId')}/report`, { report: p('reportId') }],
    PORTAL_TOP: () => ['/k/'],
    PORTAL_TOP_MOBILE: () => ['/k/m/'],
    SPACE_PORTAL: p => [`/k/#/space/${p('spaceId')}`],
    SPACE_THREAD: p => [`/k/#/space/${p('spaceId')}/thread/${p('threadId')}`],
    SPACE_PORTAL_MOBILE: p => [`/k/m/#/space/${p('spaceId')}`],
    SPACE_THREAD_MOBILE: p => [`/k/m/#/space/${p('spaceId')}/thread/${p('threadId')}`],
    PEOPLE_TOP: p => [`/k/#/people/user/${p('userCode')}`],
    PEOPLE_TOP_MOBILE: p => [`/k/m/#/people/user/${p('userCode')}`],
    MESSAGE_TOP: p => [`/k/#/message/${p('userCode')}`],
    MESSAGE_TOP_MOBILE: p => [`/k/m/#/message/${p('userCode')}`],
  };
  // Asked once for each app until the page is left.
  const guestSpaces = new Map();
  const guestSpaceOf = async id => {
    const key = String(id);
    if (!guestSpaces.has(key)) guestSpaces.set(key, (await host.send('/local/guest-space.json', 'GET', { app: key })).space);
    return guestSpaces.get(key);
  };

  kintone.buildPageUrl = async (page, params = {}) => {
    if (host.on('config')) throw new Error('This API cannot be used on this screen.');
    const make = PAGES[page];
    if (!make) throw new Error(`page: ${page}`);
    const [path, query = {}] = make((name, required = true) => {
      const value = params[name];
      if (required && (value === undefined || value === null || value === '')) throw new Error(`params.${name}`);
      return value === undefined ? undefined : encodeURIComponent(value);
    });
    const entries = Object.entries(query).filter(([, value]) => value !== undefined);
    const space = page.startsWith('APP_') ? await guestSpaceOf(params.appId) : null;
    const place = space === null ? path : path.replace(/^\/k\//, `/k/guest/${space}/`);
    return location.origin + place + (entries.length ? `?${entries.map(pair => pair.join('=')).join('&')}` : '');
  };
})();

// The namespace that customisations see, and what it can say without asking the server.
// The page and the API meet in one object under a registered symbol: customisations cannot stumble over it.
(() => {
  'use strict';

  const boot = JSON.parse(document.getElementById('boot').textContent);
  const app = boot.app;
  const mobile = boot.page.startsWith('mobile-');
  document.documentElement.classList.add(mobile ? 'mobile' : 'desktop');

  const host = {
    boot,
    mobile,
    recordId: null,
    query: null,
    view: null,
    elements: {},
    form: null,
    fieldRights: null,
    recordRights: null,
    get screen() {
      switch (boot.page.replace('mobile-', '')) {
        case 'list': return 'index';
        case 'create': return 'create';
        case 'show': return new URLSearchParams(location.hash.slice(1)).get('mode') === 'edit' ? 'edit' : 'detail';
        case 'plugin-config': return 'config';
        case 'report': return 'report';
        default: return boot.page;
      }
    },
    on: (...screens) => screens.includes(host.screen),
    copy: value => (value === undefined ? undefined : structuredClone(value)),
  };
  Object.defineProperty(globalThis, Symbol.for('local kintone'), { value: host });

  const RECORD_SCREENS = ['index', 'create', 'edit', 'detail', 'report'];
  const AND_ON_PAPER = [...RECORD_SCREENS, 'print'];
  const EVERYWHERE_BUT_CONFIG = [...AND_ON_PAPER, 'portal', 'mobile-portal', 'space'];

  // Asynchronous getters reject where they are not documented; synchronous ones give null.
  const later = (screens, read) => async () => {
    if (!host.on(...screens)) throw new Error('This API cannot be used on this screen.');
    return host.copy(await read());
  };

  const getJson = async (path, query) => {
    const address = new URL(host.guestPath(path), location.origin);
    for (const [key, value] of Object.entries(query)) address.searchParams.set(key, value);
    const answer = await fetch(address, { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    const body = await answer.json();
    if (!answer.ok) throw body;
    return body;
  };

  const PAGE_TYPES = {
    index: 'APP_INDEX', create: 'APP_CREATE', detail: 'APP_DETAIL', edit: 'APP_EDIT', print: 'APP_PRINT', report: 'APP_REPORT',
  };
  const pageType = () => {
    if (host.screen === 'config') return { type: 'APP_SETTINGS', page: 'APP_SETTINGS_PLUGIN_SETTINGS' };
    const suffix = mobile ? '_MOBILE' : '';
    if (boot.page === 'portal' || boot.page === 'mobile-portal') return { type: 'PORTAL', page: `PORTAL_TOP${suffix}` };
    if (boot.page === 'space') return { type: 'SPACE', page: 'SPACE_PORTAL' };
    const page = PAGE_TYPES[host.screen];
    if (!page) throw new Error('This API cannot be used on this screen.');
    return { type: 'APP', page: page + suffix };
  };

  const viewsInOrder = () => Object.values(app.views ?? {}).sort((a, b) => Number(a.index) - Number(b.index));
  // The settings that the page of kintone.app.get() names; changes of records are always kept here.
  const general = () => {
    const { numberPrecision, enableComments, enableThumbnails, enableInlineRecordEditing } = app.settings ?? {};
    return {
      ...(numberPrecision && { numberPrecision: {
        digits: Number(numberPrecision.digits), decimalPlaces: Number(numberPrecision.decimalPlaces), roundingMode: numberPrecision.roundingMode,
      } }),
      enableComments, enableThumbnails, enableChangeHistory: true, enableInlineRecordEditing,
    };
  };
  const describeApp = async () => {
    const known = app.creator ? app : await getJson('/k/v1/app.json', { id: app.id }).catch(() => ({}));
    const nobody = { code: '', name: '' };
    return {
      id: app.id,
      name: app.name,
      description: app.description,
      code: app.code || null,
      ...general(),
      creator: known.creator ?? nobody,
      createdAt: known.createdAt ?? '',
      modifier: known.modifier ?? nobody,
      modifiedAt: known.modifiedAt ?? '',
      spaceId: app.spaceId,
      revision: String(app.liveRevision ?? app.revision),
    };
  };

  const field = code => app?.properties?.[code] ?? Object.values(app?.properties ?? {})
    .map(property => property.fields?.[code]).find(Boolean);
  const lookupTarget = code => field(code)?.lookup?.relatedApp?.app ?? null;
  const relatedTarget = code => field(code)?.referenceTable?.relatedApp?.app ?? null;

  const queryString = () => {
    const { condition, sort, limit, offset } = host.query;
    return [condition, sort && `order by ${sort}`, `limit ${limit}`, `offset ${offset}`].filter(Boolean).join(' ');
  };
  const forDevice = wanted => ({
    getId: () => (app && mobile === wanted ? Number(app.id) : null),
    getFieldElements: code => (host.on('index') && mobile === wanted ? host.elements.cells?.(code) ?? null : null),
    getHeaderSpaceElement: () => (mobile === wanted && host.on('index', ...(wanted ? ['create', 'edit', 'detail'] : []))
      ? host.elements.headerSpace ?? null : null),
    getLookupTargetAppId: code => (app && mobile === wanted ? lookupTarget(code) : null),
    getRelatedRecordsTargetAppId: code => (app && mobile === wanted ? relatedTarget(code) : null),
    getQuery: () => (host.query && host.on('index', 'report') && mobile === wanted ? queryString() : null),
    getQueryCondition: () => (host.query && host.on('index', 'report') && mobile === wanted ? host.query.condition : null),
  });

  // Kept until the page is left; of what the server is asked, 50 a minute at most.
  const MOST_A_MINUTE = 50;
  const known = new Map();
  let asked = [];
  const memberships = kind => async code => {
    if (!host.on(...EVERYWHERE_BUT_CONFIG)) throw new Error('This API cannot be used on this screen.');
    const key = `${kind} ${code ?? boot.user.code}`;
    if (!known.has(key)) {
      const now = Date.now();
      asked = [...asked.filter(at => at > now - 60_000), now];
      if (asked.length > MOST_A_MINUTE) throw new Error('Too many requests.');
      known.set(key, askMemberships(kind, code));
    }
    return host.copy(await known.get(key));
  };
  // In a guest space: no departments, and of the groups Everyone and the administrators' only.
  const EVERYONE = { id: '7532782697181632513', code: 'everyone', name: 'Everyone' };
  const askMemberships = async (kind, code) => {
    if (location.pathname.startsWith('/k/guest/')) return kind === 'groups' ? [EVERYONE] : [];
    const body = await getJson(`/v1/user/${kind}.json`, { code: code ?? boot.user.code });
    const list = body.groups ?? (body.organizationTitles ?? []).map(title => title.organization);
    return list.map(({ id, code: own, name }) => ({ id, code: own, name }));
  };

  // An app outside of spaces, and any other page, has none to tell of.
  const space = async () => {
    const id = app?.spaceId ?? location.pathname.match(/^\/k\/space\/(\d+)/)?.[1];
    if (!id) throw new Error('This app is in no space.');
    const { id: own, name, isGuest } = await getJson('/k/v1/space.json', { id });
    return { id: own, name, isGuest };
  };
  const icons = async users => {
    if (!Array.isArray(users) || users.length > 100) throw new Error('users');
    return users.map(user => ({ user, url: `${location.origin}/local/assets/person.svg` }));
  };

  const appIcons = apps => {
    if (!Array.isArray(apps) || apps.length > 100) throw new Error('apps');
    return apps.map(id => ({ app: Number(id), url: `${location.origin}/local/assets/app.svg` }));
  };
  // The person's right over the space in which this page is.
  const spacePermissions = () => {
    const { spaceAdministration } = app ?? boot;
    if (typeof spaceAdministration !== 'boolean') throw new Error('This app is in no space.');
    return { administration: spaceAdministration };
  };

  const contentSpace = (page, name) => () => (boot.page === page ? host.elements[name] ?? null : null);

  globalThis.kintone = {
    $PLUGIN_ID: undefined,
    Promise,
    getLoginUser: () => host.copy(boot.user),
    getUiVersion: () => 2,
    getRequestToken: () => boot.token,
    getDomain: later([...EVERYWHERE_BUT_CONFIG, 'config'], () => boot.domain),
    getPageType: async () => pageType(),
    isMobilePage: later(EVERYWHERE_BUT_CONFIG, () => mobile),
    isMobileApp: later(EVERYWHERE_BUT_CONFIG, () => false),
    isRevampedUI: later([...EVERYWHERE_BUT_CONFIG, 'config'], () => false),
    isUsersAndSystemAdministrator: later(EVERYWHERE_BUT_CONFIG, () => boot.rights.commonAdmin),
    getAvailableApiTypes: later([...EVERYWHERE_BUT_CONFIG, 'config'], () => ['CORE']),
    getAvailableServices: later(EVERYWHERE_BUT_CONFIG, () => ({ garoon: false, office: false, mailwise: false })),
    isAccessWithClientCertificateAuthentication: later(EVERYWHERE_BUT_CONFIG, () => false),
    getUserPreference: later(EVERYWHERE_BUT_CONFIG, () => ({
      timeFormat: 'TWENTY_FOUR',
      desktopNotifications: { enabled: false },
      emailNotifications: { enabled: false, condition: 'TO_ME', format: 'HTML' },
    })),
    system: {
      getPermissions: later(EVERYWHERE_BUT_CONFIG, () => ({ administration: boot.rights.systemAdmin })),
      getAvailableFeatures: later(EVERYWHERE_BUT_CONFIG, () => ({
        space: { enabled: true }, guestSpace: { enabled: true }, people: { enabled: false }, message: { enabled: false },
      })),
    },
    user: {
      getGroups: memberships('groups'),
      getOrganizations: memberships('organizations'),
      getCustomFields: later(EVERYWHERE_BUT_CONFIG, () => []),
      getIcons: async users => later(EVERYWHERE_BUT_CONFIG, () => icons(users))(),
    },
    license: {
      isTrial: later(EVERYWHERE_BUT_CONFIG, () => false),
      getSubscriptionPlan: later([...EVERYWHERE_BUT_CONFIG, 'config'], () => 'STANDARD'),
    },
    app: {
      ...forDevice(false),
      getHeaderMenuSpaceElement: () => (!mobile && host.on('index') ? host.elements.headerMenuSpace ?? null : null),
      get: later([...RECORD_SCREENS, 'config'], describeApp),
      getFormFields: later([...RECORD_SCREENS, 'config'], () => app.properties),
      getFormLayout: later([...RECORD_SCREENS, 'config'], () => app.layout),
      getViews: later(mobile ? ['index'] : ['index', 'report'], () => viewsInOrder().map(({ type, builtinType, name, id }) =>
        ({ type, ...(builtinType && { builtinType }), name, id }))),
      getView: later(['index'], () => {
        const { index, ...view } = host.view ?? {};
        return view;
      }),
      getStatus: later(RECORD_SCREENS, () => {
        const { revision, ...status } = app.status ?? {};
        return status;
      }),
      getIcons: async apps => later([...EVERYWHERE_BUT_CONFIG, 'config'], () => appIcons(apps))(),
      getPermissions: later(RECORD_SCREENS, () => ({ addRecord: app.permissions.add, editApp: app.permissions.manage })),
      getCategories: later(RECORD_SCREENS, () => ({ enabled: Object.values(app.properties).some(each => each.type === 'CATEGORY' && each.enabled === true), categories: {} })),
      isTestEnvironment: later(AND_ON_PAPER, () => false),
      isMaintenanceMode: later(AND_ON_PAPER, () => false),
      record: {},
    },
    mobile: {
      app: { ...forDevice(true), record: {} },
      portal: { getContentSpaceElement: contentSpace('mobile-portal', 'portalSpace') },
      space: { portal: { getContentSpaceElement: () => null } },
    },
    plugin: { app: {} },
    portal: { getContentSpaceElement: contentSpace('portal', 'portalSpace') },
    space: {
      get: later([...RECORD_SCREENS, 'space', 'config'], space),
      getPermissions: later(['index', 'create', 'edit', 'detail', 'report', 'space'], spacePermissions),
      portal: { getContentSpaceElement: contentSpace('space', 'spacePortal') },
    },
  };
})();

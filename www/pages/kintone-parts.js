// Parts of the screens that customisations show, hide and restyle: buttons, the side bar, shortcuts, the list's cells.
(() => {
  'use strict';

  const host = globalThis[Symbol.for('local kintone')];
  const { app, mobile } = globalThis.kintone;
  const there = (wanted, screens) => host.mobile === wanted && host.on(...screens);
  const need = (wanted, screens) => {
    if (!there(wanted, screens)) throw new Error('This API cannot be used on this screen.');
  };

  /* Buttons. The pages mark them with data-part; some belong to a name or a field code besides. */

  const found = (part, own) => [...document.querySelectorAll(`[data-part="${part}"]`)]
    .filter(each => own === undefined || each.dataset.of === own);
  const stateOf = (part, own) => (found(part, own).some(each => !each.hidden) ? 'VISIBLE' : 'HIDDEN');
  const setState = (part, state, own) => {
    if (state !== 'VISIBLE' && state !== 'HIDDEN') throw new Error(`state: ${state}`);
    for (const each of found(part, own)) each.hidden = state === 'HIDDEN';
  };

  const PARTS = [
    [false, app, 'AddRecordButton', ['index', 'detail']],
    [false, app, 'AppSettingsButton', ['index', 'detail', 'report']],
    [false, app, 'OptionsButton', ['index', 'detail', 'report']],
    [false, app, 'FilterButton', ['index', 'report']],
    [false, app, 'ReportButton', ['index', 'report']],
    [false, app, 'ViewAndReportSelector', ['index', 'report']],
    [false, app.record, 'EditRecordButton', ['detail']],
    [false, app.record, 'DuplicateRecordButton', ['detail']],
    [false, app.record, 'ChangeAssigneeButton', ['detail']],
    [false, app.record, 'Pager', ['detail']],
    [true, mobile.app, 'AddRecordButton', ['index']],
    [true, mobile.app, 'FilterButton', ['index']],
    [true, mobile.app, 'ViewSelector', ['index']],
    [true, mobile.app, 'ReportSelector', ['report']],
    [true, mobile.app, 'OptionsButton', ['detail']],
    [true, mobile.app.record, 'EditRecordButton', ['detail']],
    [true, mobile.app.record, 'Pager', ['detail']],
  ];
  for (const [wanted, place, part, screens] of PARTS) {
    place[`show${part}`] = async state => {
      need(wanted, screens);
      setState(part, state);
    };
    place[`get${part}DisplayState`] = async () => {
      need(wanted, screens);
      return stateOf(part);
    };
  }
  const NAMED_PARTS = [['ActionButton', ['detail']], ['StatusActionButton', ['detail']]];
  for (const [wanted, place] of [[false, app.record], [true, mobile.app.record]]) {
    for (const [part, screens] of NAMED_PARTS) {
      place[`show${part}`] = async (own, state) => {
        need(wanted, screens);
        if (found(part, own).length === 0) throw new Error(`${part}: ${own}`);
        setState(part, state, own);
      };
      place[`get${part}DisplayState`] = async own => {
        need(wanted, screens);
        return stateOf(part, own);
      };
    }
  }

  /* The row buttons of tables. What is set outlives the buttons: a table draws them anew with every row. */

  const ROW_BUTTONS = ['AddTableRowButtons', 'DeleteTableRowButtons'];
  const hiddenRowButtons = new Set();
  const rowKey = (part, code) => `${part} ${code}`;
  host.hidesRowButtons = (part, code) => hiddenRowButtons.has(rowKey(part, code));
  const needTable = (wanted, code) => {
    need(wanted, ['create', 'edit']);
    if (host.boot.app.properties[code]?.type !== 'SUBTABLE') throw new Error(`fieldCode: ${code}`);
  };
  for (const [wanted, place] of [[false, app.record], [true, mobile.app.record]]) {
    for (const part of ROW_BUTTONS) {
      place[`show${part}`] = async (code, state) => {
        needTable(wanted, code);
        if (state !== 'VISIBLE' && state !== 'HIDDEN') throw new Error(`state: ${state}`);
        hiddenRowButtons[state === 'HIDDEN' ? 'add' : 'delete'](rowKey(part, code));
        host.form?.tables.get(code)?.redraw?.();
      };
      place[`get${part}DisplayState`] = async code => {
        needTable(wanted, code);
        return host.hidesRowButtons(part, code) ? 'HIDDEN' : 'VISIBLE';
      };
    }
  }

  /* The choices of views and graphs. */

  const SELECTOR_ITEMS = [
    [false, app, 'View', ['index', 'report']],
    [false, app, 'Report', ['index', 'report']],
    [true, mobile.app, 'View', ['index']],
    [true, mobile.app, 'Report', ['report']],
  ];
  for (const [wanted, place, kind, screens] of SELECTOR_ITEMS) {
    const items = () => [...document.querySelectorAll(`option[data-${kind.toLowerCase()}]`)];
    const idOf = option => option.dataset[kind.toLowerCase()];
    place[`show${kind}SelectorItems`] = async config => {
      need(wanted, screens);
      if (config === null || typeof config !== 'object') throw new Error('config');
      for (const [id, state] of Object.entries(config)) {
        const option = items().find(each => idOf(each) === id);
        if (!option || (state !== 'VISIBLE' && state !== 'HIDDEN')) throw new Error(`config.${id}`);
        option.hidden = state === 'HIDDEN';
      }
    };
    place[`get${kind}SelectorItemsDisplayState`] = async () => {
      need(wanted, screens);
      return Object.fromEntries(items().map(option => [idOf(option), option.hidden ? 'HIDDEN' : 'VISIBLE']));
    };
  }

  /* The description and the side bar. */

  const description = () => document.querySelector('[data-part="Description"]');
  app.showDescription = async state => {
    need(false, ['index']);
    if (state !== 'OPEN' && state !== 'CLOSED') throw new Error(`state: ${state}`);
    if (description()) description().hidden = state === 'CLOSED';
  };
  app.getDescriptionDisplayState = async () => {
    need(false, ['index']);
    if (!description()) return 'HIDDEN';
    return description().hidden ? 'CLOSED' : 'OPEN';
  };
  app.record.showSideBar = async state => {
    need(false, ['edit', 'detail']);
    if (!['OPEN', 'CLOSED', 'COMMENTS', 'HISTORY'].includes(state)) throw new Error(`state: ${state}`);
    host.elements.sideBar?.open(state);
  };
  app.record.getSideBarDisplayState = async () => {
    need(false, ['edit', 'detail']);
    return host.elements.sideBar?.state() ?? 'HIDDEN';
  };

  /* Shortcuts. */

  const SHORTCUTS = {
    index: ['SHOW_RECORD', 'CREATE_RECORD', 'EDIT_RECORD', 'NEXT_RECORD', 'PREVIOUS_RECORD', 'NEXT_PAGE', 'PREVIOUS_PAGE'],
    detail: ['CANCEL_EDITING', 'CREATE_RECORD', 'EDIT_RECORD', 'SHOW_VIEW', 'SAVE_RECORD'],
    edit: ['CANCEL_EDITING', 'CREATE_RECORD', 'EDIT_RECORD', 'SHOW_VIEW', 'SAVE_RECORD'],
    create: ['SAVE_RECORD'],
  };
  const off = new Set();
  const screensWithShortcuts = Object.keys(SHORTCUTS);
  const shortcutsHere = () => SHORTCUTS[host.screen] ?? [];
  globalThis.kintone.setKeyboardShortcuts = async config => {
    need(false, screensWithShortcuts);
    const wanted = typeof config === 'boolean' ? Object.fromEntries(shortcutsHere().map(name => [name, config])) : config;
    if (wanted === null || typeof wanted !== 'object') throw new Error('config');
    for (const [name, on] of Object.entries(wanted)) {
      if (!shortcutsHere().includes(name)) continue;
      if (on) off.delete(name);
      else off.add(name);
    }
  };
  globalThis.kintone.getKeyboardShortcuts = async () => {
    need(false, screensWithShortcuts);
    return Object.fromEntries(shortcutsHere().map(name => [name, !off.has(name)]));
  };

  const press = selector => {
    const target = [...document.querySelectorAll(selector)].find(each => !each.disabled && each.checkVisibility());
    target?.click();
    return Boolean(target);
  };
  const links = () => [...document.querySelectorAll('.recordlist-show-gaia')];
  const row = () => document.activeElement?.closest?.('tr[data-record]');
  const step = by => {
    const all = links();
    const at = all.findIndex(link => row()?.contains(link));
    const next = all[at < 0 ? (by > 0 ? 0 : -1) : at + by];
    next?.focus();
    return Boolean(next);
  };
  const inRow = selector => {
    const target = row()?.querySelector(selector);
    target?.click();
    return Boolean(target);
  };
  const ACTS = {
    index: { o: ['SHOW_RECORD', () => inRow('.recordlist-show-gaia')], e: ['EDIT_RECORD', () => inRow('.recordlist-edit-gaia')],
      j: ['NEXT_RECORD', () => step(1)], k: ['PREVIOUS_RECORD', () => step(-1)],
      n: ['NEXT_PAGE', () => press('.gaia-argoui-app-pager-next')], p: ['PREVIOUS_PAGE', () => press('.gaia-argoui-app-pager-prev')],
      c: ['CREATE_RECORD', () => press('[data-part="AddRecordButton"]')] },
    detail: { c: ['CREATE_RECORD', () => press('[data-part="AddRecordButton"]')], e: ['EDIT_RECORD', () => press('[data-part="EditRecordButton"]')],
      'g a': ['SHOW_VIEW', () => press('[data-part="BackToList"]')] },
    edit: { Escape: ['CANCEL_EDITING', () => press('.gaia-ui-actionmenu-cancel')] },
    create: {},
  };
  let before = '';
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || host.mobile || !ACTS[host.screen] || document.querySelector('dialog:modal')) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 's' && host.on('create', 'edit')) {
      if (off.has('SAVE_RECORD')) return;
      event.preventDefault();
      press('.gaia-ui-actionmenu-save');
      return;
    }
    const typing = event.target.closest?.('input, textarea, select, [contenteditable="true"]');
    if (event.ctrlKey || event.metaKey || typing) return;
    const pair = `${before} ${event.key}`;
    before = event.key;
    const [name, act] = ACTS[host.screen][pair] ?? ACTS[host.screen][event.key] ?? [];
    if (act && !off.has(name) && act()) event.preventDefault();
  });

  /* The list's cells. */

  const CONTENT = { body: ['backgroundColor', 'color', 'fontWeight', 'textDecoration'], header: ['color', 'fontWeight', 'textDecoration'] };
  const ACTIONS = ['OPEN_DETAIL', 'RECORD_ACTIONS'];
  let listStyle = { header: new Map(), body: new Map() };
  const keyOf = ({ columnType = 'FIELD', column }) => `${columnType} ${column}`;
  const merged = (kept, style) => {
    const next = structuredClone(kept ?? {});
    for (const part of ['content', 'background']) {
      if (style[part] === 'DEFAULT') delete next[part];
      else if (style[part]) next[part] = { ...next[part], ...host.copy(style[part]) };
    }
    return next;
  };
  const takeAll = (map, styles) => {
    for (const style of styles) {
      if (typeof style?.column !== 'string') throw new Error('column');
      map.set(keyOf(style), merged(map.get(keyOf(style)), style));
    }
  };
  const cellsOf = (around, key) => {
    const [type, ...column] = key.split(' ');
    const name = column.join(' ');
    if (type === 'FIELD') return [...around].filter(cell => cell.dataset.code === name);
    const at = ACTIONS.indexOf(name);
    return at < 0 ? [] : [[...around].at(at === 0 ? 0 : -1)].filter(Boolean);
  };
  const paint = (around, styles, kind) => {
    for (const cell of around) {
      cell.style.backgroundColor = '';
      const inner = cell.firstElementChild ?? cell;
      for (const name of CONTENT.body) inner.style[name] = '';
    }
    for (const [key, { content, background }] of styles) {
      for (const cell of cellsOf(around, key)) {
        const value = (part, name) => (part?.[name] && part[name] !== 'DEFAULT' ? part[name] : '');
        cell.style.backgroundColor = value(background, 'backgroundColor');
        const inner = cell.firstElementChild ?? cell;
        for (const name of CONTENT[kind]) inner.style[name] = value(content, name);
      }
    }
  };
  const NONE = new Map();
  host.paintList = () => {
    for (const head of document.querySelectorAll('.recordlist-gaia thead tr')) paint(head.cells, listStyle.header, 'header');
    for (const each of document.querySelectorAll('.recordlist-gaia tbody tr[data-record]')) paint(each.cells, listStyle.body.get(each.dataset.record) ?? NONE, 'body');
  };
  const setRecordListStyle = wanted => async config => {
    need(wanted, ['index']);
    const next = config === 'DEFAULT' ? { header: new Map(), body: new Map() } : structuredClone(listStyle);
    if (config !== 'DEFAULT') {
      if (config === null || typeof config !== 'object') throw new Error('config');
      if (config.header === 'DEFAULT') next.header = new Map();
      else takeAll(next.header, config.header ?? []);
      if (config.body === 'DEFAULT') next.body = new Map();
      else {
        for (const { recordId, style } of config.body ?? []) {
          if (style === 'DEFAULT') next.body.delete(String(recordId));
          else {
            if (!next.body.has(String(recordId))) next.body.set(String(recordId), new Map());
            takeAll(next.body.get(String(recordId)), style ?? []);
          }
        }
      }
    }
    listStyle = next;
    host.paintList();
  };
  const filled = (part, names) => Object.fromEntries(names.map(name => [name, part?.[name] ?? 'DEFAULT']));
  const getRecordListStyle = wanted => async () => {
    need(wanted, ['index']);
    const fields = (host.view?.fields ?? []).filter(code => host.boot.app.properties[code]);
    const columns = [['ACTION', 'OPEN_DETAIL'], ...fields.map(code => ['FIELD', code]), ['ACTION', 'RECORD_ACTIONS']];
    const read = (map, kind) => columns.map(([columnType, column]) => {
      const set = map.get(`${columnType} ${column}`) ?? {};
      return { columnType, column, content: filled(set.content, CONTENT[kind]), background: filled(set.background, ['backgroundColor']) };
    });
    const ids = [...document.querySelectorAll('.recordlist-gaia tbody tr[data-record]')].map(each => each.dataset.record);
    return { header: read(listStyle.header, 'header'), body: ids.map(recordId => ({ recordId, style: read(listStyle.body.get(recordId) ?? NONE, 'body') })) };
  };
  Object.assign(app, { setRecordListStyle: setRecordListStyle(false), getRecordListStyle: getRecordListStyle(false) });
  Object.assign(mobile.app, { setRecordListStyle: setRecordListStyle(true), getRecordListStyle: getRecordListStyle(true) });
})();

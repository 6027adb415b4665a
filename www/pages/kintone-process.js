// Process management as a record's screen sees it: who works on the record, and which actions lead on.
(() => {
  'use strict';

  const host = globalThis[Symbol.for('local kintone')];
  const { kintone } = globalThis;
  const { app, user: me } = host.boot;
  const PAGE = 100;
  const get = (path, params) => host.send(host.guestPath(path), 'GET', params);
  const badge = ({ code, name }) => ({ code, name });

  const everyPage = async (path, key, params) => {
    const found = [];
    for (let offset = 0; ; offset += PAGE) {
      const part = (await get(path, { ...params, size: PAGE, offset }))[key];
      found.push(...part);
      if (part.length < PAGE) return found;
    }
  };

  const familyOf = async code => {
    const all = await everyPage('/v1/organizations', 'organizations', {});
    const family = [code];
    for (const each of family) family.push(...all.filter(({ parentCode }) => parentCode === each).map(own => own.code));
    return family;
  };
  const inOrganization = async (code, includeSubs) => {
    const codes = includeSubs ? await familyOf(code) : [code];
    const found = await Promise.all(codes.map(each => everyPage('/v1/organization/users', 'userTitles', { code: each })));
    return found.flat().map(({ user }) => user);
  };
  const inGroup = code => (code === 'everyone' ? everyPage('/v1/users', 'users', {}) : everyPage('/v1/group/users', 'users', { code }));

  const fromField = async cell => {
    switch (cell?.type) {
      case 'USER_SELECT': return cell.value;
      case 'CREATOR': case 'MODIFIER': return [cell.value];
      case 'ORGANIZATION_SELECT': return (await Promise.all(cell.value.map(({ code }) => inOrganization(code, false)))).flat();
      case 'GROUP_SELECT': return (await Promise.all(cell.value.map(({ code }) => inGroup(code)))).flat();
      default: return [];
    }
  };

  const peopleOf = async ({ entity: { type, code }, includeSubs }, record) => {
    switch (type) {
      case 'USER': return get('/v1/users', { codes: [code] }).then(({ users }) => users);
      case 'ORGANIZATION': return inOrganization(code, includeSubs);
      case 'GROUP': return inGroup(code);
      case 'FIELD_ENTITY': return fromField(record[code]);
      case 'CREATOR': return app.creator?.code ? [app.creator] : [];
      default: return [];
    }
  };
  const everyone = async (entities, record) => {
    const lists = await Promise.all((entities ?? []).map(each => peopleOf(each, record)));
    const known = new Map(lists.flat().filter(person => person && person.valid !== false).map(person => [person.code, badge(person)]));
    return [...known.values()];
  };

  const cellOf = (record, type) => Object.values(record ?? {}).find(cell => cell.type === type);
  const assignees = record => cellOf(record, 'STATUS_ASSIGNEE')?.value ?? [];

  const mayAct = async (action, record) => {
    if (action.type === 'SECONDARY') {
      const entities = action.executableUser?.entities ?? [];
      return entities.length === 0 || (await everyone(entities, record)).some(({ code }) => code === me.code);
    }
    const working = assignees(record);
    return working.length === 0 || working.some(({ code }) => code === me.code);
  };
  const fits = async (action, record) => {
    if (!action.filterCond) return true;
    const query = `$id = "${record.$id.value}" and (${action.filterCond})`;
    return get('/k/v1/records', { app: app.id, query, fields: ['$id'] }).then(({ records }) => records.length > 0, () => false);
  };

  // The actions that this person may take now, with who may work on the record afterwards.
  const actions = async record => {
    const { enable, states, actions: all } = app.status ?? {};
    const status = cellOf(record, 'STATUS')?.value;
    if (!enable || !status) return [];
    const open = [];
    for (const action of (all ?? []).filter(({ from }) => from === status)) {
      if (!await mayAct(action, record) || !await fits(action, record)) continue;
      const next = states?.[action.to];
      const first = Number(next?.index) === Math.min(...Object.values(states ?? {}).map(({ index }) => Number(index)));
      open.push({ action, next: { name: action.to, type: first ? 'ONE' : next?.assignee?.type ?? 'ONE', assignees: await everyone(next?.assignee?.entities, record) } });
    }
    return open;
  };

  const candidates = (state, record) => everyone(app.status.states?.[state]?.assignee?.entities, record);

  host.process = { actions, assignees, candidates, status: record => cellOf(record, 'STATUS')?.value };

  const onScreen = (screens, read) => async () => {
    if (!host.on(...screens)) throw new Error('This API cannot be used on this screen.');
    return host.copy(await read());
  };
  Object.assign(kintone.app.record, {
    getStatusActions: onScreen(['detail'], async () => (await actions(host.form?.read()))
      .map(({ action, next }) => ({ name: action.name, nextStatus: next }))),
    getAssignees: onScreen(['edit', 'detail'], () => assignees(host.form?.read()).map(person => ({ assignee: badge(person), action: null }))),
    getActions: onScreen(['detail'], () => host.boot.shortcuts.actions.map(({ name, id }) => ({ name, id }))),
    getStatusHistory: async (offset = 0, limit = 100) => onScreen(['edit', 'detail', 'print'], async () =>
      (await host.send('/local/status-history.json', 'GET', { app: app.id, id: host.recordId, offset, limit })).history)(),
  });
  kintone.app.getReports = onScreen(host.mobile ? ['report'] : ['index', 'report'], () => host.boot.shortcuts.reports
    .map(({ name, id, chartType, periodicReport }) => ({ name, id, chartType, periodicReport: Boolean(periodicReport?.active ?? periodicReport) })));
})();

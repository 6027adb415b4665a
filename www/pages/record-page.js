// Detail and edit of one record: one page, two modes, told apart by the hash.
import { host, app } from './host.js';
import { button, draw, h, main } from './element.js';
import { get, put, remove, tell } from './rest.js';
import { addLink } from './add-link.js';
import { crumbs } from './chrome.js';
import { sure } from './sure.js';
import { RecordForm } from './record-form.js';
import { recordToSend } from './record-rest.js';
import { appIdInSuccess, drawForm, saveForm } from './record-edit.js';
import { drawRecord } from './record-show.js';
import { isEmpty, prepareDefaults, shown } from './record-shape.js';
import { saveBar } from './save-bar.js';
import { processBar } from './process-bar.js';
import { sideBar } from './side-bar.js';
import { mayLeave, watchUnsaved } from './unsaved.js';
import { say } from './words.js';

const prefix = host.mobile ? 'mobile.app.record' : 'app.record';
const list = host.mobile ? `/k/m/${app?.id}/` : `/k/${app?.id}/`;
const hash = () => new URLSearchParams(location.hash.slice(1));
const recordId = () => (host.mobile ? new URLSearchParams(location.search) : hash()).get('record');
const editing = () => hash().get('mode') === 'edit';
const go = mode => {
  const id = recordId();
  const parts = [...(host.mobile ? [] : [`record=${id}`]), ...(mode ? [`mode=${mode}`] : [])];
  const next = `#${parts.join('&')}`;
  if (location.hash === next || (location.hash === '' && next === '#')) open();
  else location.hash = next;
};

const titleOf = record => {
  const { selectionMode, code } = app.settings?.titleField ?? {};
  const cell = selectionMode === 'MANUAL' ? record[code] : Object.values(record).find(({ type, value }) => type === 'SINGLE_LINE_TEXT' && value);
  return typeof cell?.value === 'string' && cell.value ? cell.value : say('recordNumber', { id: record.$id.value });
};

let generation = 0;
const load = async id => {
  const rights = get('/k/v1/records/acl/evaluate', { app: app.id, ids: [id] }).then(({ rights: [found] }) => found, () => null);
  host.recordRights = rights;
  host.fieldRights = rights.then(found => found?.fields ?? {});
  const { record } = await get('/k/v1/record', { app: app.id, id });
  return { record: shown(record), rights: await rights };
};

const head = (record, tools, status) => {
  const title = titleOf(record);
  if (host.mobile) {
    host.elements.headerSpace = h('div', { class: 'gaia-mobile-v2-app-record-headerspace' });
    const back = h('a', { href: list, class: 'back-link', 'aria-label': say('backToList') }, '‹');
    return [h('div', { class: 'mobile-head' }, back, h('h1', {}, title)), host.elements.headerSpace, status, tools];
  }
  host.elements.recordHeaderSpace = h('div', { class: 'kintone-app-record-headermenu-space' });
  return [crumbs([say('portal'), '/k/'], [app.name, list], [title]), h('h1', { class: 'visually-hidden' }, title),
    h('div', { class: 'gaia-argoui-app-show-menu' }, host.elements.recordHeaderSpace), status, tools];
};

// The record, with its side bar beside it at a desk and below it on a phone.
const withSideBar = (content, side) => (side ? h('div', { class: 'record-columns' }, content, side.bar) : content);

const askDelete = async () => {
  if (host.mobile) return window.confirm(say('deleteAsk'));
  return sure(say('deleteTitle'), say('deleteAsk'), say('deleteYes'));
};

const deleteRecord = async record => {
  if (!await askDelete()) return;
  host.clearNotification();
  const id = record.$id.value;
  const { stopped, answer } = await host.events.fire({ type: `${prefix}.detail.delete.submit`, appId: Number(app.id), recordId: Number(id), record: host.copy(record) });
  if (stopped || answer === false) return;
  if (answer && !isEmpty(answer.error)) {
    host.notify('ERROR', String(answer.error));
    return;
  }
  try {
    await remove('/k/v1/records', { app: app.id, ids: [id] });
  } catch (error) {
    tell(error);
    return;
  }
  await host.events.fire({ type: `${prefix}.detail.delete.submit.success`, appId: Number(app.id), recordId: String(id) });
  location.href = list;
};

// record.get() answers on the detail screen, too.
const detailForm = record => ({ read: () => host.copy(record) });

const showDetail = async (record, rights, mine) => {
  watchUnsaved(null);
  host.form = detailForm(record);
  const may = { edit: rights ? rights.record.editable : app.permissions.edit, delete: rights ? rights.record.deletable : app.permissions.delete };
  const side = sideBar(record.$id.value);
  const edit = may.edit && h('button', { type: 'button', class: 'button button-normal gaia-argoui-app-menu-edit', 'data-part': 'EditRecordButton', onclick: () => go('edit') }, `✎ ${say('edit')}`);
  edit?.setAttribute?.('aria-label', say('edit'));
  const tools = h('div', { class: 'gaia-argoui-app-toolbar' },
    !host.mobile && h('a', { class: 'button button-normal', href: list, 'data-part': 'BackToList' }, say('backToList')),
    h('div', { class: 'gaia-argoui-app-toolbar-menu' },
      side?.toggles,
      !host.mobile && app.permissions.add && addLink(),
      !host.mobile && app.permissions.add && app.settings?.enableDuplicateRecord !== false
        && h('a', { class: 'button button-normal', 'data-part': 'DuplicateRecordButton', href: `/k/${app.id}/edit?reuse=${record.$id.value}` }, say('reuse')),
      !host.mobile && h('a', { class: 'button button-normal', href: `/k/${app.id}/print?record=${record.$id.value}` }, say('print')),
      edit, may.delete && button(say('delete'), () => deleteRecord(record), { class: 'button button-danger' })));
  const status = await processBar(record, open);
  if (mine !== generation) return;
  draw(...head(record, tools, status), withSideBar(drawRecord(record), side));
  const { stopped, answer } = await host.events.fire({ type: `${prefix}.detail.show`, appId: Number(app.id), recordId: Number(record.$id.value), record: host.copy(record) });
  if (!stopped && answer && !isEmpty(answer.error) && !host.mobile) host.notify('ERROR', String(answer.error));
};

const showEdit = async (record, rights) => {
  const id = record.$id.value;
  if (rights && !rights.record.editable) {
    host.notify('ERROR', say('noRightToEdit'));
    go(null);
    return;
  }
  await prepareDefaults();
  const form = new RecordForm({
    prefix: `${prefix}.edit`,
    ids: { appId: Number(app.id), recordId: Number(id) },
    given: record,
    rights: rights?.fields ?? {},
    hideFiles: host.mobile,
  });
  host.form = form;
  watchUnsaved(form);
  const save = async () => {
    const saved = await saveForm(form, {
      send: async () => {
        await put('/k/v1/record', { app: app.id, id, record: recordToSend(form, true), revision: record.$revision.value });
        return id;
      },
      recordAfter: () => get('/k/v1/record', { app: app.id, id }).then(each => shown(each.record), () => null),
      successIds: () => ({ appId: appIdInSuccess(), recordId: String(id) }),
    });
    if (!saved) return;
    watchUnsaved(null);
    if (saved.url) location.href = saved.url;
    else go(null);
  };
  const side = host.mobile ? null : sideBar(id);
  const bar = saveBar(save, async () => {
    if (await mayLeave()) go(null);
  });
  if (side) bar.append(...side.toggles);
  draw(...head(record, bar, null), withSideBar(drawForm(form), side));
  const shownEvent = form.fire('show');
  form.hideFiles = true; // the show event of a desktop page is the only one with attachments in it
  await shownEvent;
};

const open = async () => {
  const mine = (generation += 1);
  const id = recordId();
  host.elements = Object.assign(host.elements, { headerSpace: null, recordHeaderSpace: null });
  host.form = null;
  host.recordId = Number(id);
  try {
    const { record, rights } = await load(id);
    if (mine !== generation) return;
    await (editing() ? showEdit : showDetail)(record, rights, mine);
  } catch (error) {
    main().replaceChildren(crumbs([say('portal'), '/k/'], [app.name, list]), h('p', { class: 'empty' }, error?.message ?? say('connectionLost')));
    tell(error);
  }
};

export const recordPage = async () => {
  let standing = location.href;
  window.addEventListener('hashchange', async () => {
    if (location.href === standing) return;
    const next = location.href;
    // Going back by the browser leaves an edit, too: its address returns until the person has answered.
    history.replaceState(null, '', standing);
    if (!await mayLeave()) return;
    history.replaceState(null, '', next);
    standing = next;
    host.clearNotification();
    open();
  });
  await open();
};

// The add screen, for desktop and mobile.
import { host, app } from './host.js';
import { draw, h } from './element.js';
import { get, post } from './rest.js';
import { crumbs } from './chrome.js';
import { RecordForm } from './record-form.js';
import { recordToSend } from './record-rest.js';
import { appIdInSuccess, drawForm, saveForm } from './record-edit.js';
import { blankRecord, reusedRecord, shown } from './record-shape.js';
import { SYSTEM, NEVER_IN_RECORD } from './field-kinds.js';
import { saveBar } from './save-bar.js';
import { mayLeave, watchUnsaved } from './unsaved.js';
import { say } from './words.js';

const everyRight = () => {
  const rights = {};
  const add = fields => {
    for (const [code, { type, fields: inner }] of Object.entries(fields)) {
      if (!SYSTEM.has(type) && !NEVER_IN_RECORD.has(type) && type !== 'CATEGORY') rights[code] = { viewable: true, editable: true };
      if (inner) add(inner);
    }
  };
  add(app.properties);
  return { ...rights, ...app.fieldRights };
};

export const createPage = async () => {
  const rights = everyRight();
  host.fieldRights = rights;
  const model = new URLSearchParams(location.search).get('reuse');
  const form = new RecordForm({
    prefix: host.mobile ? 'mobile.app.record.create' : 'app.record.create',
    ids: { appId: Number(app.id) },
    given: await (model ? reusedRecord(model) : blankRecord()),
    rights,
    withLookup: true,
  });
  host.form = form;
  watchUnsaved(form);
  const list = host.mobile ? `/k/m/${app.id}/` : `/k/${app.id}/`;
  const root = drawForm(form);

  const save = async () => {
    const saved = await saveForm(form, {
      send: async () => (await post('/k/v1/record', { app: app.id, record: recordToSend(form, false) })).id,
      recordAfter: id => get('/k/v1/record', { app: app.id, id }).then(({ record }) => shown(record), () => null),
      successIds: id => ({ appId: appIdInSuccess(), recordId: String(id) }),
    });
    if (!saved) return;
    watchUnsaved(null);
    location.href = saved.url ?? (host.mobile ? `/k/m/${app.id}/show?record=${saved.id}` : `/k/${app.id}/show#record=${saved.id}`);
  };
  const bar = saveBar(save, async () => {
    if (await mayLeave()) location.href = list;
  });

  if (host.mobile) {
    host.elements.headerSpace = h('div', { class: 'gaia-mobile-v2-app-record-headerspace' });
    draw(h('div', { class: 'mobile-head' }, h('h1', {}, say('addRecord'))), host.elements.headerSpace, root, bar);
  } else {
    host.elements.recordHeaderSpace = h('div', { class: 'kintone-app-record-headermenu-space' });
    draw(crumbs([say('portal'), '/k/'], [app.name, list], [say('addRecord')]), h('h1', { class: 'visually-hidden' }, say('addRecordTo', { app: app.name })),
      h('div', { class: 'gaia-argoui-app-edit-menu' }, host.elements.recordHeaderSpace), bar, root);
  }
  await form.fire('show', { reuse: Boolean(model) });
};

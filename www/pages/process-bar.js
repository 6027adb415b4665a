// The state of a record under process management, and the actions that lead on from it.
import { host, app } from './host.js';
import { h } from './element.js';
import { put, tell } from './rest.js';
import { RecordForm } from './record-form.js';
import { isEmpty } from './record-shape.js';
import { sure } from './sure.js';
import { say } from './words.js';

const proceed = async (record, action, done) => {
  if (!await sure(action.name, say('proceedAsk', { from: action.from, to: action.to }), say('proceed'))) return;
  const form = new RecordForm({ prefix: host.mobile ? 'mobile.app.record.detail' : 'app.record.detail', ids: {}, given: record });
  let refusal = null;
  form.onTopError = text => { refusal = text; };
  const going = await form.fire('process.proceed', { action: { value: action.name }, status: { value: action.from }, nextStatus: { value: action.to } });
  if (!going) {
    if (!isEmpty(refusal)) host.notify('ERROR', refusal);
    return;
  }
  try {
    const id = record.$id.value;
    const changes = form.toRest(true);
    if (Object.keys(changes).length) await put('/k/v1/record', { app: app.id, id, record: changes, revision: record.$revision.value });
    await put('/k/v1/record/status', { app: app.id, id, action: action.name });
    await done();
  } catch (error) {
    tell(error);
  }
};

export const processBar = (record, done) => {
  if (!app.status?.enable) return null;
  const state = Object.values(record).find(({ type }) => type === 'STATUS')?.value;
  if (!state) return null;
  const actions = (app.status.actions ?? []).filter(({ from }) => from === state);
  return h('div', { class: 'gaia-app-statusbar' },
    h('span', { class: 'gaia-app-statusbar-state' }, h('span', { class: 'gaia-app-statusbar-state-label' }, state)),
    actions.map(action => h('button', { type: 'button', class: 'button button-normal', onclick: () => proceed(record, action, done) },
      h('span', { class: 'gaia-app-statusbar-action', title: action.name }, action.name))));
};

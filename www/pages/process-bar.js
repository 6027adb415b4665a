// The state of a record under process management, who works on it, and the actions that lead on from it.
import { host, app, boot } from './host.js';
import { button, h, newId } from './element.js';
import { put, tell } from './rest.js';
import { RecordForm } from './record-form.js';
import { recordToSend } from './record-rest.js';
import { isEmpty } from './record-shape.js';
import { sure } from './sure.js';
import { say } from './words.js';

// Gives the chosen login name, null where there is nobody to choose, undefined where the person thinks better of it.
const confirm = async (title, text, people, okText) => {
  if (people.length === 0) return await sure(title, text, okText) ? null : undefined;
  const id = newId('assignee');
  const choice = h('select', { id, class: 'gaia-argoui-select' }, people.map(({ code, name }) => h('option', { value: code }, name || code)));
  const asked = host.dialog({ title, okButtonText: okText, showCancelButton: true, showCloseButton: true },
    h('div', { class: 'stack' }, h('p', {}, text), h('label', { for: id }, say('nextAssignee')), choice));
  return await asked.closed === 'OK' ? choice.value : undefined;
};

const proceed = async (record, { action, next }, done) => {
  const people = next.type === 'ONE' ? next.assignees : [];
  const assignee = await confirm(action.name, say('proceedAsk', { from: action.from, to: action.to }), people, say('proceed'));
  if (assignee === undefined) return;
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
    const changes = recordToSend(form, true);
    if (Object.keys(changes).length) await put('/k/v1/record', { app: app.id, id, record: changes, revision: record.$revision.value });
    await put('/k/v1/record/status', { app: app.id, id, action: action.name, ...(assignee !== null && { assignee }) });
    await done();
  } catch (error) {
    tell(error);
  }
};

const changeAssignee = async (record, people, done) => {
  const assignee = await confirm(say('changeAssignee'), say('changeAssigneeAsk'), people, say('change'));
  if (assignee === undefined) return;
  try {
    await put('/k/v1/record/assignees', { app: app.id, id: record.$id.value, assignees: [assignee] });
    await done();
  } catch (error) {
    tell(error);
  }
};

export const processBar = async (record, done) => {
  const state = host.process.status(record);
  if (!app.status?.enable || !state) return null;
  const working = host.process.assignees(record);
  const mine = working.some(({ code }) => code === boot.user.code);
  const here = mine && app.status.states?.[state]?.assignee?.type === 'ONE' ? await host.process.candidates(state, record) : [];
  const open = await host.process.actions(record);
  return h('section', { class: 'gaia-app-statusbar', 'aria-label': say('processBar') },
    h('span', { class: 'gaia-app-statusbar-state' }, h('span', { class: 'gaia-app-statusbar-state-label' }, state)),
    h('span', { class: 'gaia-app-statusbar-assignee' }, say('assigneesAre', { names: working.map(({ code, name }) => name || code).join(', ') || say('nobody') })),
    here.length > 1 && button(say('changeAssignee'), () => changeAssignee(record, here, done), { class: 'button button-small', 'data-part': 'ChangeAssigneeButton' }),
    open.map(each => h('button', {
      type: 'button', class: 'button button-normal', 'data-part': 'StatusActionButton', 'data-of': each.action.name, onclick: () => proceed(record, each, done),
    }, h('span', { class: 'gaia-app-statusbar-action', title: each.action.name }, each.action.name))));
};

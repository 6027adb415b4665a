// One record, to be put on paper: the record alone, and a button that a printed page does not show.
import { host, app } from './host.js';
import { button, draw, h } from './element.js';
import { get } from './rest.js';
import { drawRecord } from './record-show.js';
import { shown } from './record-shape.js';
import { say } from './words.js';

export const printPage = async () => {
  const id = new URLSearchParams(location.search).get('record');
  host.recordId = Number(id);
  const record = shown((await get('/k/v1/record', { app: app.id, id })).record);
  host.form = { read: () => host.copy(record) };
  host.elements.recordHeaderSpace = h('div', { class: 'kintone-app-record-headermenu-space' });
  draw(h('div', { class: 'print-tools' }, h('a', { class: 'button button-normal', href: `/k/${app.id}/show#record=${id}` }, say('backToRecord')),
    button(say('print'), () => window.print())),
  h('h1', { class: 'app-title' }, app.name), host.elements.recordHeaderSpace, drawRecord(record));
  await host.events.fire({ type: 'app.record.print.show', appId: Number(app.id), recordId: Number(id), record: host.copy(record) });
};

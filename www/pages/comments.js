// The side bar of a record: what people have said about it.
import { host, app, boot } from './host.js';
import { button, h, iconButton, newId } from './element.js';
import { get, post, remove, tell } from './rest.js';
import { sure } from './sure.js';
import { show as showTime } from './times.js';
import { say } from './words.js';

const PAGE = 10;

const comments = recordId => {
  const list = h('ol', { class: 'comments' });
  const note = h('p', { class: 'hint', role: 'status' });
  const older = button(say('olderComments'), () => more(), { class: 'button button-small', hidden: true });
  const id = newId('comment');
  const text = h('textarea', { id, class: 'textarea-cybozu wide', rows: 3 });
  let count = 0;

  const item = comment => h('li', { class: 'comment', 'data-comment': comment.id },
    h('p', { class: 'comment-head' }, h('span', { class: 'comment-who' }, comment.creator.name || comment.creator.code || say('nobody')), ' ',
      h('time', { datetime: comment.createdAt }, showTime(comment.createdAt)),
      comment.creator.code === boot.user.code && iconButton('✕', say('deleteCommentNumber', { id: comment.id }), () => drop(comment), { class: 'icon-button comment-delete' })),
    h('p', { class: 'comment-text many-lines' }, comment.text));

  const more = async () => {
    try {
      const { comments: found, older: rest } = await get('/k/v1/record/comments', { app: app.id, record: recordId, order: 'desc', offset: count, limit: PAGE });
      count += found.length;
      list.append(...found.map(item));
      older.hidden = !rest;
      note.textContent = count === 0 ? say('noComments') : '';
    } catch (error) {
      note.textContent = error?.message ?? say('connectionLost');
    }
  };
  const again = async () => {
    count = 0;
    list.replaceChildren();
    await more();
  };
  const drop = async comment => {
    if (!await sure(say('deleteComment'), say('deleteCommentAsk'), say('deleteYes'))) return;
    try {
      await remove('/k/v1/record/comment', { app: app.id, record: recordId, comment: comment.id });
      await again();
      text.focus();
    } catch (error) {
      tell(error);
    }
  };
  const write = button(say('writeComment'), async () => {
    if (!text.value.trim()) return;
    write.disabled = true;
    try {
      await post('/k/v1/record/comment', { app: app.id, record: recordId, comment: { text: text.value } });
      text.value = '';
      await again();
    } catch (error) {
      tell(error);
    } finally {
      write.disabled = false;
    }
  }, { class: 'button button-submit' });

  const element = h('div', {}, h('div', { class: 'stack' }, h('label', { for: id }, say('newComment')), text), h('p', {}, write), note, list, older);
  return { element, load: again };
};

// The bar and the button that opens it; null where the app has comments switched off.
export const sideBar = recordId => {
  host.elements.sideBar = null;
  if (app.settings?.enableComments === false) return null;
  const { element, load } = comments(recordId);
  const bar = h('aside', { class: 'record-side-bar panel', id: newId('side'), 'aria-label': say('comments'), hidden: true }, h('h2', {}, say('comments')), element);
  const toggle = button(say('comments'), () => open(bar.hidden), { class: 'button button-normal', 'aria-expanded': 'false', 'aria-controls': bar.id });
  const open = state => {
    if (bar.hidden !== state) return;
    bar.hidden = !state;
    toggle.setAttribute('aria-expanded', String(state));
    if (state) load();
  };
  host.elements.sideBar = { open, isOpen: () => !bar.hidden };
  return { bar, toggle };
};

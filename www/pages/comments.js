// What people have said about a record.
import { app, boot } from './host.js';
import { button, h, iconButton } from './element.js';
import { commentWriter } from './comment-writer.js';
import { names } from './entity-names.js';
import { get, post, remove, tell } from './rest.js';
import { sure } from './sure.js';
import { show as showTime } from './times.js';
import { say } from './words.js';

const PAGE = 10;

const sameEntity = (a, b) => a.code === b.code && a.type === b.type;
const byPerson = ({ code, name }) => ({ code, name, type: 'USER' });

// Those whom a comment names, with their names; a guest is told no names but those in the text.
const named = async mentions => {
  if (mentions.length === 0 || boot.user.isGuest) return [];
  const nameOf = await names();
  return mentions.map(({ code, type }) => ({ code, type, name: nameOf({ code, type }) }));
};

// The names stand before the text, in the order of the mentions.
const textOf = (text, people) => {
  const parts = [];
  let rest = text;
  for (const { name } of people) {
    if (!rest.startsWith(name)) break;
    parts.push(h('span', { class: 'mention' }, `@${name}`), ' ');
    rest = rest.slice(name.length).replace(/^ /, '');
  }
  return [...parts, rest];
};

export const comments = recordId => {
  const list = h('ol', { class: 'comments' });
  const note = h('p', { class: 'hint', role: 'status' });
  const older = button(say('olderComments'), () => more(), { class: 'button button-small', hidden: true });
  const where = { app: app.id, record: recordId };
  let count = 0;

  const writer = commentWriter({
    mayMention: !boot.user.isGuest,
    post: async comment => {
      await post('/k/v1/record/comment', { ...where, comment });
      await again();
    },
  });

  const replies = (comment, people) => {
    const writerOf = byPerson(comment.creator);
    const all = [writerOf, ...people.filter(each => !sameEntity(each, writerOf) && each.code !== boot.user.code)];
    const { id } = comment;
    return h('p', { class: 'comment-replies' },
      h('button', { type: 'button', class: 'link-button', 'aria-label': say('replyTo', { id }), onclick: () => writer.replyTo([writerOf]) }, say('reply')),
      all.length > 1 && h('button', { type: 'button', class: 'link-button', 'aria-label': say('replyAllTo', { id }), onclick: () => writer.replyTo(all) }, say('replyAll')));
  };

  const item = async comment => {
    const people = await named(comment.mentions);
    return h('li', { class: 'comment', 'data-comment': comment.id },
      h('p', { class: 'comment-head' }, h('span', { class: 'comment-who' }, comment.creator.name || comment.creator.code || say('nobody')), ' ',
        h('time', { datetime: comment.createdAt }, showTime(comment.createdAt)),
        comment.creator.code === boot.user.code && iconButton('✕', say('deleteCommentNumber', { id: comment.id }), () => drop(comment), { class: 'icon-button comment-delete' })),
      h('p', { class: 'comment-text many-lines' }, textOf(comment.text, people)),
      !boot.user.isGuest && comment.creator.code && replies(comment, people));
  };

  const more = async () => {
    try {
      const { comments: found, older: rest } = await get('/k/v1/record/comments', { ...where, order: 'desc', offset: count, limit: PAGE });
      const items = await Promise.all(found.map(item));
      count += found.length;
      list.append(...items);
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
      await remove('/k/v1/record/comment', { ...where, comment: comment.id });
      await again();
      writer.focus();
    } catch (error) {
      tell(error);
    }
  };

  return { element: h('div', {}, writer.element, note, list, older), load: again };
};

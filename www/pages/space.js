// A space: what it is about, its apps, its members.
import { host, boot } from './host.js';
import { draw, h } from './element.js';
import { get, tell } from './rest.js';
import { crumbs } from './chrome.js';
import { names } from './entity-names.js';
import { appCard } from './portal.js';
import { richText } from './rich-text.js';
import { show as showTime } from './times.js';
import { say } from './words.js';

const thread = ({ name, body, comments }) => h('article', { class: 'thread' }, h('h3', {}, name), body && h('div', { class: 'rich-text' }, richText(body)),
  h('ol', { class: 'thread-comments' }, comments.map(({ text, creator, createdAt }) => h('li', {},
    h('span', { class: 'comment-head' }, `${creator.name} ${showTime(createdAt)}`), h('p', {}, text)))));

export const spacePage = async () => {
  const { space, members, threads } = boot;
  host.elements.spacePortal = h('div', { class: 'portal-space' });
  const apps = h('ul', { class: 'app-cards' });
  const note = h('p', { class: 'empty', role: 'status', hidden: true }, say('noApps'));
  const nameOf = await names();
  draw(crumbs([say('portal'), '/k/'], [space.name]), h('h1', { class: 'app-title' }, space.name), host.elements.spacePortal,
    h('div', { class: 'space-columns' },
      h('div', {}, space.body && h('section', { class: 'panel', 'aria-label': say('notice') }, h('h2', {}, say('notice')), h('div', { class: 'rich-text' }, richText(space.body))),
        h('section', { class: 'panel' }, h('h2', {}, say('apps')), apps, note),
        threads.length > 0 && h('section', { class: 'panel' }, h('h2', {}, say('threads')), threads.map(thread))),
      h('section', { class: 'panel' }, h('h2', {}, say('members')), h('p', { class: 'hint' }, say(space.isPrivate ? 'spacePrivate' : 'spaceOpen')),
        h('ul', { class: 'members' }, members.map(({ entity, isAdmin, includeSubs }) => h('li', {}, nameOf(entity),
          includeSubs && h('span', { class: 'entity-kind' }, say('includeSubs')), isAdmin && h('span', { class: 'entity-kind' }, say('spaceAdmin'))))))));
  try {
    const root = space.isGuest ? `/k/guest/${space.id}/v1` : '/k/v1';
    const found = (await get(`${root}/apps`, { spaceIds: [space.id], limit: 100 })).apps;
    apps.replaceChildren(...found.map(app => appCard({ ...app, guestSpace: space.isGuest && space.id })));
    note.hidden = found.length > 0;
  } catch (error) {
    tell(error);
  }
};

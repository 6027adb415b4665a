// The apps that a person may open, by the spaces they belong to.
import { host, boot } from './host.js';
import { draw, h } from './element.js';
import { get } from './rest.js';
import { plainText } from './rich-text.js';
import { say } from './words.js';

const PAGE = 100;

const everyApp = async () => {
  const found = [];
  for (let offset = 0; ; offset += PAGE) {
    const { apps } = await get('/k/v1/apps', { limit: PAGE, offset });
    found.push(...apps);
    if (apps.length < PAGE) return found;
  }
};

export const appCard = ({ appId, name, description, guestSpace }) => h('li', {}, h('a', { class: 'app-card', href: `/k/${guestSpace ? `guest/${guestSpace}/` : ''}${host.mobile ? 'm/' : ''}${appId}/` },
  h('span', { class: 'app-card-mark', 'aria-hidden': 'true', 'data-tone': Number(appId) % 6 }, '▤'),
  h('span', { class: 'app-card-text' }, h('span', { class: 'app-card-name' }, name), h('span', { class: 'app-card-about' }, plainText(description).slice(0, 80)))));

// A space that the person cannot see has apps all the same. A few are asked for at a time: the domain takes 100 requests at once.
const AT_ONCE = 8;
const spaceNames = async apps => {
  const ids = [...new Set(apps.map(({ spaceId }) => spaceId).filter(Boolean))];
  const known = new Map();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    await Promise.all(ids.slice(at, at + AT_ONCE).map(async id => {
      const space = await get('/k/v1/space', { id }).catch(() => null);
      known.set(id, space ? { name: space.name, href: `/k/space/${id}` } : { name: say('spaceNumber', { id }), href: null });
    }));
  }
  return new Map(ids.map(id => [id, known.get(id)]));
};

// kintone keeps its spaces behind the portal's address.
const followSpace = () => {
  const space = /^#\/space\/(\d+)/.exec(location.hash)?.[1];
  if (space) location.replace(`/k/space/${space}`);
};

export const portalPage = async () => {
  followSpace();
  addEventListener('hashchange', followSpace);
  host.elements.portalSpace = h('div', { class: 'portal-space' });
  const list = h('div', { class: 'app-groups' });
  const note = h('p', { class: 'empty', role: 'status' }, say('loading'));
  const filter = h('input', { type: 'search', class: 'input-text-cybozu', id: 'app-filter', placeholder: say('filterApps'), oninput: () => show() });
  let apps = [];
  let spaces = new Map();
  const group = (title, found) => found.length > 0 && [title && h('h3', {}, title), h('ul', { class: 'app-cards' }, found.map(appCard))];
  const show = () => {
    const wanted = filter.value.trim().toLowerCase();
    const found = apps.filter(({ name, appId }) => !wanted || name.toLowerCase().includes(wanted) || appId === wanted);
    const outside = found.filter(({ spaceId }) => !spaceId);
    list.replaceChildren(...[group(spaces.size > 0 && say('outsideSpaces'), outside),
      ...[...spaces].map(([id, { name, href }]) => group(href && !host.mobile ? h('a', { href }, name) : name, found.filter(({ spaceId }) => spaceId === id)))].flat().filter(Boolean));
    note.hidden = found.length > 0;
    note.textContent = say('noApps');
  };
  draw(h('h1', { class: 'portal-title' }, say('greeting', { name: boot.user.name })), host.elements.portalSpace,
    h('section', { class: 'panel' }, h('div', { class: 'panel-head' }, h('h2', {}, say('apps')),
      h('span', { class: 'panel-tools' }, h('label', { for: 'app-filter', class: 'visually-hidden' }, say('filterApps')), filter)), list, note));
  try {
    const [own, inGuestSpaces] = [boot.user.isGuest ? [] : await everyApp(),
      boot.guestSpaces.flatMap(space => space.apps.map(app => ({ ...app, guestSpace: space.id })))];
    apps = [...own, ...inGuestSpaces];
    spaces = new Map([...await spaceNames(own),
      ...boot.guestSpaces.map(({ id, name }) => [id, { name: say('guestSpaceNamed', { name }), href: boot.user.isGuest ? null : `/k/space/${id}` }])]);
    show();
  } catch (error) {
    note.textContent = error?.message ?? say('connectionLost');
  }
};

// The apps that a person may open.
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

const card = ({ appId, name, description }) => h('li', {}, h('a', { class: 'app-card', href: host.mobile ? `/k/m/${appId}/` : `/k/${appId}/` },
  h('span', { class: 'app-card-mark', 'aria-hidden': 'true', 'data-tone': Number(appId) % 6 }, '▤'),
  h('span', { class: 'app-card-text' }, h('span', { class: 'app-card-name' }, name), h('span', { class: 'app-card-about' }, plainText(description).slice(0, 80)))));

export const portalPage = async () => {
  host.elements.portalSpace = h('div', { class: 'portal-space' });
  const list = h('ul', { class: 'app-cards' });
  const note = h('p', { class: 'empty', role: 'status' }, say('loading'));
  const filter = h('input', { type: 'search', class: 'input-text-cybozu', id: 'app-filter', placeholder: say('filterApps'), oninput: () => show() });
  let apps = [];
  const show = () => {
    const wanted = filter.value.trim().toLowerCase();
    const found = apps.filter(({ name, appId }) => !wanted || name.toLowerCase().includes(wanted) || appId === wanted);
    list.replaceChildren(...found.map(card));
    note.hidden = found.length > 0;
    note.textContent = say('noApps');
  };
  draw(h('h1', { class: 'portal-title' }, say('greeting', { name: boot.user.name })), host.elements.portalSpace,
    h('section', { class: 'panel' }, h('div', { class: 'panel-head' }, h('h2', {}, say('apps')),
      h('span', { class: 'panel-tools' }, h('label', { for: 'app-filter', class: 'visually-hidden' }, say('filterApps')), filter)), list, note));
  try {
    apps = await everyApp();
    show();
  } catch (error) {
    note.textContent = error?.message ?? say('connectionLost');
  }
};

// The side bar of a record, and the buttons that open its parts: comments and changes, one at a time.
import { host, app } from './host.js';
import { button, h, newId } from './element.js';
import { changes } from './record-changes.js';
import { comments } from './comments.js';
import { say } from './words.js';

const CLOSED = 'CLOSED';

// On a phone there are comments only, where the app has them.
const partsOf = recordId => [
  app.settings?.enableComments !== false && { state: 'COMMENTS', title: say('comments'), part: comments(recordId) },
  !host.mobile && { state: 'HISTORY', title: say('history'), part: changes(recordId) },
].filter(Boolean);

export const sideBar = recordId => {
  host.elements.sideBar = null;
  const parts = partsOf(recordId);
  if (parts.length === 0) return null;
  let state = CLOSED;
  const bar = h('aside', { class: 'record-side-bar panel', id: newId('side'), hidden: true });
  const toggles = parts.map(each => button(each.title, () => open(state === each.state ? CLOSED : each.state),
    { class: 'button button-normal', 'aria-expanded': 'false', 'aria-controls': bar.id }));
  const open = wanted => {
    const shown = wanted === 'OPEN' ? parts[0] : parts.find(each => each.state === wanted);
    if (!shown && wanted !== CLOSED) return;
    state = shown?.state ?? CLOSED;
    bar.hidden = !shown;
    toggles.forEach((toggle, index) => toggle.setAttribute('aria-expanded', String(parts[index] === shown)));
    if (!shown) return;
    bar.setAttribute('aria-label', shown.title);
    bar.replaceChildren(h('h2', {}, shown.title), shown.part.element);
    shown.part.load();
  };
  host.elements.sideBar = { open, state: () => state };
  return { bar, toggles };
};

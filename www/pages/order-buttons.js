// Moving one of a list up or down, and taking it out.
import { iconButton } from './element.js';
import { say } from './words.js';

const move = (list, from, to) => list.splice(to, 0, ...list.splice(from, 1));

export const orderButtons = (list, index, what, redraw) => {
  const change = act => () => {
    act();
    redraw();
  };
  return [
    iconButton('↑', say('moveUp', { what }), change(() => move(list, index, index - 1)), { disabled: index === 0 }),
    iconButton('↓', say('moveDown', { what }), change(() => move(list, index, index + 1)), { disabled: index === list.length - 1 }),
    iconButton('✕', say('removeOne', { name: what }), change(() => list.splice(index, 1))),
  ];
};

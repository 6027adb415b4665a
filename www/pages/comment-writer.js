// The box in which a comment is written, with those whom it is meant for.
import { button, h, newId } from './element.js';
import { tell } from './rest.js';
import { peopleInput } from './people-input.js';
import { say } from './words.js';

const wanted = ({ code, type }) => ({ code, type });

// `post` sends `{text, mentions}`; a guest, who may not look people up, names nobody.
export const commentWriter = ({ post, mayMention }) => {
  const id = newId('comment');
  const text = h('textarea', { id, class: 'textarea-cybozu wide', rows: 3 });
  let mentions = [];
  const take = chosen => { mentions = chosen; };
  const people = mayMention ? peopleInput({ type: 'MENTION', id: newId('mention'), label: say('mentionTo'), value: [], changed: take, settled: () => {} }) : null;
  const address = chosen => {
    take(chosen);
    people?.write(chosen);
  };
  const write = button(say('writeComment'), async () => {
    if (!text.value.trim() && mentions.length === 0) return;
    write.disabled = true;
    try {
      await post({ text: text.value, mentions: mentions.map(wanted) });
      text.value = '';
      address([]);
    } catch (error) {
      tell(error);
    } finally {
      write.disabled = false;
    }
  }, { class: 'button button-submit' });
  const element = h('div', {},
    people && h('div', { class: 'stack' }, h('label', { for: people.control.id }, say('mentionTo')), people.element),
    h('div', { class: 'stack' }, h('label', { for: id }, say('newComment')), text), h('p', {}, write));
  return {
    element,
    focus: () => text.focus(),
    replyTo: chosen => {
      address(chosen);
      text.focus();
    },
  };
};

// The question before something that cannot be taken back, or that reaches everybody.
import { host } from './host.js';
import { h } from './element.js';

export const sure = async (title, text, okButtonText) => {
  const asked = host.dialog({ title, okButtonText, showCancelButton: true, showCloseButton: true }, h('p', {}, text));
  return await asked.closed === 'OK';
};

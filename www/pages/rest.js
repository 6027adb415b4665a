// The page's own requests. They do not pass through kintone.api, which customisations may replace.
import { host, boot } from './host.js';
import { say } from './words.js';

// On a page of a guest space the paths of that space are meant.
const send = (path, method, params) => host.send(host.guestPath(path), method, params);
export const get = (path, params) => send(path, 'GET', params);
export const post = (path, params) => send(path, 'POST', params);
export const put = (path, params) => send(path, 'PUT', params);
export const remove = (path, params) => send(path, 'DELETE', params);

export const upload = async file => {
  const form = new FormData();
  form.append('__REQUEST_TOKEN__', boot.token);
  form.append('file', file, file.name);
  const answer = await fetch(host.guestPath('/k/v1/file.json'), {
    method: 'POST', headers: { 'X-Requested-With': 'XMLHttpRequest' }, body: form,
  });
  const body = await answer.json();
  if (!answer.ok) throw body;
  return body.fileKey;
};

// Every line of an error body, for a banner.
export const linesOf = error => Object.entries(error?.errors ?? {})
  .flatMap(([place, { messages }]) => messages.map(message => `${place}: ${message}`));

// A cut connection leaves nothing to quote.
export const tell = error => host.notify('ERROR', error?.message || String(error || say('connectionLost')), linesOf(error));

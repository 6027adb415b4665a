// REST from a page: kintone.api and the address builders beside it.
(() => {
  'use strict';

  const host = globalThis[Symbol.for('local kintone')];
  const LONGEST_GET = 4096;
  let limits = null;

  const absolute = pathOrUrl => {
    const address = new URL(pathOrUrl, location.origin);
    if (!address.pathname.endsWith('.json')) address.pathname += '.json';
    return address;
  };

  const guestPath = path => {
    const space = location.pathname.match(/^\/k\/guest\/(\d+)\//)?.[1];
    return space && path.startsWith('/k/v1/') ? path.replace('/k/v1/', `/k/guest/${space}/v1/`) : path;
  };

  const url = (path, detectGuestSpace = false) => absolute(detectGuestSpace ? guestPath(path) : path).href;

  const pairs = (value, name) => {
    if (value === undefined) return [];
    if (value === null) return [[name, '']];
    if (Array.isArray(value)) return value.flatMap((each, index) => pairs(each, `${name}[${index}]`));
    if (typeof value === 'object') {
      return Object.entries(value).flatMap(([key, each]) => pairs(each, name ? `${name}.${key}` : key));
    }
    return [[name, String(value)]];
  };
  const queryOf = params => pairs(params ?? {}, '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

  const urlForGet = (path, params, detectGuestSpace = false) => {
    const address = url(path, detectGuestSpace);
    const query = queryOf(params);
    return query ? `${address}${address.includes('?') ? '&' : '?'}${query}` : address;
  };

  const send = async (pathOrUrl, method, params) => {
    const verb = method.toUpperCase();
    const headers = { 'X-Requested-With': 'XMLHttpRequest' };
    const asBody = extra => {
      headers['Content-Type'] = 'application/json';
      return JSON.stringify({ ...params, ...extra });
    };
    let address = absolute(pathOrUrl).href;
    let request = { method: verb, headers };
    if (verb === 'GET') {
      const full = urlForGet(pathOrUrl, params);
      if (full.length <= LONGEST_GET) {
        address = full;
      } else {
        headers['X-HTTP-Method-Override'] = 'GET';
        request = { method: 'POST', headers, body: asBody({ __REQUEST_TOKEN__: host.boot.token }) };
      }
    } else {
      request.body = asBody({ __REQUEST_TOKEN__: host.boot.token });
    }
    let answer;
    let text;
    try {
      answer = await fetch(address, request);
      text = await answer.text();
    } catch {
      throw ''; // kintone hands over the raw body, and of a broken connection there is none
    }
    const limit = answer.headers.get('X-ConcurrencyLimit-Limit');
    if (limit) limits = { limit: Number(limit), running: Number(answer.headers.get('X-ConcurrencyLimit-Running') ?? 1) };
    let body;
    try {
      body = JSON.parse(text);
    } catch {
      throw text;
    }
    if (!answer.ok) throw body;
    return body;
  };

  const api = (pathOrUrl, method, params, done, failed) => {
    const sent = send(pathOrUrl, method, params);
    if (done === undefined && failed === undefined) return sent;
    sent.then(done, failed);
    return undefined;
  };
  api.url = url;
  api.urlForGet = urlForGet;
  api.getConcurrencyLimit = async () => ({ ...(limits ?? { running: 0, ...host.boot.concurrency }) });

  const refuse = (done, failed) => {
    const reason = new Error('kintone.proxy: this local kintone reaches no other host.');
    if (failed) {
      queueMicrotask(() => failed(reason));
      return undefined;
    }
    return Promise.reject(reason);
  };
  const proxy = (address, method, headers, data, done, failed) => refuse(done, failed);
  proxy.upload = proxy;

  Object.assign(globalThis.kintone, { api, proxy });
  host.guestPath = guestPath;
  host.send = send;
  host.refuseProxy = refuse;
})();

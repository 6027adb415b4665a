// Who is told of an event, in what order, and what their answers come to.
(() => {
  'use strict';

  const host = globalThis[Symbol.for('local kintone')];
  const handlers = new Map();
  const shown = new Set();
  let depth = 0;

  const listOf = type => (Array.isArray(type) ? type : [type]);

  const on = (type, handler) => {
    for (const name of listOf(type)) {
      if (!handlers.has(name)) handlers.set(name, []);
      handlers.get(name).push(handler);
      if (shown.has(name)) console.warn(`kintone: ${name} has already happened; this handler waits for the next time.`);
    }
  };

  const off = (type, handler) => {
    const names = type === undefined ? [...handlers.keys()] : listOf(type);
    let removed = false;
    for (const name of names) {
      const before = handlers.get(name) ?? [];
      const after = handler === undefined ? [] : before.filter(each => each !== handler);
      removed ||= after.length < before.length;
      handlers.set(name, after);
    }
    return removed;
  };

  globalThis.kintone.events = { on, off };

  const takesPromise = type => !type.includes('.change.') && !type.endsWith('report.show');
  const thenable = value => typeof value?.then === 'function';

  // A handler gets what the one before it returned; returning nothing passes on what was handed in, but counts
  // as no answer. The last answer is what the page acts on; a throw or a rejection ends the chain.
  const start = type => {
    if (type.endsWith('.show')) shown.add(type);
    return [...(handlers.get(type) ?? [])];
  };

  const fire = async event => {
    depth += 1;
    let handed = event;
    let answer;
    try {
      for (const handler of start(event.type)) {
        answer = handler(handed);
        if (takesPromise(event.type) && thenable(answer)) answer = await answer;
        if (answer !== undefined) handed = answer;
      }
      return { stopped: false, answer };
    } catch (error) {
      reportError(error);
      return { stopped: true, answer: undefined };
    } finally {
      depth -= 1;
    }
  };

  const fireNow = event => {
    depth += 1;
    let handed = event;
    let answer;
    try {
      for (const handler of start(event.type)) {
        answer = handler(handed);
        if (thenable(answer)) {
          console.warn(`kintone: ${event.type} does not wait for promises.`);
          answer = undefined;
        }
        if (answer !== undefined) handed = answer;
      }
      return { stopped: false, answer };
    } catch (error) {
      reportError(error);
      return { stopped: true, answer: undefined };
    } finally {
      depth -= 1;
    }
  };

  host.events = {
    fire,
    fireNow,
    get insideHandler() { return depth > 0; },
  };
})();

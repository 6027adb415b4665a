  // What this browser remembers of the guard, for one person: nothing that was typed. Another login clears it all.
  const STORE = "naiki-guard";
  const QUEUE = "naiki-guard-reasons"; // masked reasons that could not be recorded yet; they end with the tab
  const DROPPED = "naiki-guard-dropped"; // that somebody else made a save that was refused here: told on the next screen
  const fresh = () => ({ user: String(user.id), published: null, failed: null, stuck: null, counts: {}, told: false, handled: {} });
  const allTabs = () => localStorage;
  const thisTab = () => sessionStorage;
  const hereOnly = new Map(); // where the browser keeps nothing, or is full: it lasts as long as this page
  const take = (store, key) => {
    if (hereOnly.has(key)) return hereOnly.get(key);
    try { return JSON.parse(store().getItem(key)); } catch { return null; } // or something else stands under our name
  };
  const forget = (store, key) => {
    hereOnly.delete(key);
    try { store().removeItem(key); } catch { /* nothing is kept there */ }
  };
  const keep = (store, key, value) => {
    try {
      store().setItem(key, JSON.stringify(value));
      hereOnly.delete(key);
    } catch {
      hereOnly.set(key, value);
    }
  };
  const own = (stored) => stored?.user === String(user.id);
  const remembered = () => {
    const stored = take(allTabs, STORE);
    if (own(stored)) return { ...fresh(), ...stored };
    if (stored !== null) for (const [store, key] of [[allTabs, STORE], [thisTab, QUEUE], [thisTab, DROPPED]]) forget(store, key);
    return fresh();
  };
  const remember = (change) => {
    const now = remembered();
    change(now);
    keep(allTabs, STORE, now);
    return now;
  };
  // Another tab of the person before may still hold some: nobody's reason is sent in somebody else's name.
  const queued = () => {
    const waiting = take(thisTab, QUEUE);
    if (own(waiting)) return waiting.reasons;
    if (waiting !== null) forget(thisTab, QUEUE);
    return [];
  };
  const queue = (reasons) => {
    if (reasons.length === 0) forget(thisTab, QUEUE);
    else keep(thisTab, QUEUE, { user: String(user.id), reasons: reasons.slice(-1000) });
  };

  // What this browser remembers of the guard, for one person: nothing that was typed. Another login clears it all.
  const STORE = "naiki-guard";
  const QUEUE = "naiki-guard-reasons"; // masked reasons that could not be recorded yet; they end with the tab
  const DROPPED = "naiki-guard-dropped"; // that somebody else made a save that was refused here: told on the next screen
  const fresh = () => ({ user: String(user.id), published: null, failed: null, stuck: null, counts: {}, told: false, handled: {} });
  const all_tabs = () => localStorage;
  const this_tab = () => sessionStorage;
  const here_only = new Map(); // where the browser keeps nothing, or is full: it lasts as long as this page
  const take = (store, key) => {
    if (here_only.has(key)) return here_only.get(key);
    try { return JSON.parse(store().getItem(key)); } catch { return null; } // or something else stands under our name
  };
  const forget = (store, key) => {
    here_only.delete(key);
    try { store().removeItem(key); } catch { /* nothing is kept there */ }
  };
  const keep = (store, key, value) => {
    try {
      store().setItem(key, JSON.stringify(value));
      here_only.delete(key);
    } catch {
      here_only.set(key, value);
    }
  };
  const own = (stored) => stored?.user === String(user.id);
  const remembered = () => {
    const stored = take(all_tabs, STORE);
    if (own(stored)) return { ...fresh(), ...stored };
    if (stored !== null) for (const [store, key] of [[all_tabs, STORE], [this_tab, QUEUE], [this_tab, DROPPED]]) forget(store, key);
    return fresh();
  };
  const remember = (change) => {
    const now = remembered();
    change(now);
    keep(all_tabs, STORE, now);
    return now;
  };
  // Another tab of the person before may still hold some: nobody's reason is sent in somebody else's name.
  const queued = () => {
    const waiting = take(this_tab, QUEUE);
    if (own(waiting)) return waiting.reasons;
    if (waiting !== null) forget(this_tab, QUEUE);
    return [];
  };
  const queue = (reasons) => {
    if (reasons.length === 0) forget(this_tab, QUEUE);
    else keep(this_tab, QUEUE, { user: String(user.id), reasons: reasons.slice(-1000) });
  };

  // What this browser remembers of the guard, for one person: nothing that was typed. Another login clears it all.
  const STORE = "naiki-guard";
  const QUEUE = "naiki-guard-reasons"; // masked reasons that could not be recorded yet; they end with the tab
  const fresh = () => ({ user: String(user.id), published: null, failed: null, counts: {}, told: false, handled: {} });
  const remembered = () => {
    try {
      const stored = JSON.parse(localStorage.getItem(STORE));
      if (stored !== null && stored.user === String(user.id)) return { ...fresh(), ...stored };
      if (stored !== null) {
        localStorage.removeItem(STORE);
        sessionStorage.removeItem(QUEUE);
      }
    } catch { /* a browser that keeps nothing, or something else under our name */ }
    return fresh();
  };
  const remember = (change) => {
    const now = remembered();
    change(now);
    try { localStorage.setItem(STORE, JSON.stringify(now)); } catch { /* full, or forbidden: asked again next time */ }
    return now;
  };
  const queued = () => {
    try { return JSON.parse(sessionStorage.getItem(QUEUE)) ?? []; } catch { return []; }
  };
  const queue = (reasons) => {
    try {
      if (reasons.length === 0) sessionStorage.removeItem(QUEUE);
      else sessionStorage.setItem(QUEUE, JSON.stringify(reasons.slice(-100)));
    } catch { /* as above */ }
  };

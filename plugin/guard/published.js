  // The published record: read once for all tabs of a person, kept for hours, asked for anew before a save is refused.
  const CODE = "NAIKIP";
  const HOUR = 3_600_000;
  const NEWEST = 60_000; // a copy of the last minute is the newest
  const WAIT = 3000; // milliseconds that a refusal waits for the newest
  const HUNG = 30_000; // milliseconds after which a request counts as lost: other tabs wait for it
  const SEEN = 200; // milliseconds until other tabs see what was written
  const GONE = "GAIA_AP01"; // kintone's word for an app that is not there
  const CLOSED = "CB_NO02"; // kintone's word for what this person may not see
  const ABSENT = 24; // hours until a city without the record is asked again
  let live = { life: null, reasons: null, contact: null, closed: false, version: "" };

  // Hands the copy to the instance. An app's ID is pinned at its first use: a code alone can be taken by anybody.
  const publish = (made) => {
    const { published } = remembered();
    if (published?.text) live = JSON.parse(made.publish(published.text, published.app));
  };

  const old = ({ published, failed }, most) => {
    if (failed !== null && failed.until > Date.now()) return false; // kintone is busy, or says no: not asked
    if (published === null) return true;
    const age = Date.now() - published.at;
    return age < -NEWEST || age > most; // a clock that was put right is no reason
  };
  const life = ({ published }) => (published?.text ? live.life ?? ABSENT : ABSENT) * HOUR;

  const get = (path, params) => kintone.api(`/k/v1/${path}.json`, "GET", params);
  const fetchPublished = async () => {
    const pinned = remembered().published?.app ?? null;
    const id = pinned ?? (await get("apps", { codes: [CODE] })).apps[0]?.appId ?? null;
    if (id === null) return { app: null, text: null };
    const { records } = await get("records", { app: id, query: "order by $id asc limit 1", fields: ["document"] }).catch((error) => {
      if (error?.code === GONE) remember((now) => { now.published = null; }); // the office made it anew: found by its code later
      throw error;
    });
    return { app: String(id), text: records[0]?.document?.value || null };
  };

  const read = async (most) => {
    if (user.isGuest || !old(remembered(), most)) return false;
    try {
      const found = await Promise.race([fetchPublished(), new Promise((_, lose) => { setTimeout(lose, HUNG); })]);
      remember((now) => {
        now.published = { ...found, at: Date.now() };
        now.failed = null;
      });
      return true;
    } catch (error) {
      // Twice as long each time: five minutes, ten, ... at most six hours; and what is closed to the person stays so.
      remember((now) => {
        const count = (now.failed?.count ?? 0) + 1;
        const wait = error?.code === CLOSED ? 6 * HOUR : Math.min(2 ** (count - 1) * 5 * 60_000, 6 * HOUR);
        now.failed = { count, until: Date.now() + wait };
      });
      return false;
    }
  };
  // One tab asks for all: the others find what it wrote, which a browser shows them a moment later.
  const alone = async (work) => (navigator.locks ? navigator.locks.request(STORE, work) : work());
  const refresh = (most) => new Promise((done) => {
    alone(async () => {
      const renewed = await read(most);
      done(renewed);
      if (renewed) await new Promise((go) => { setTimeout(go, SEEN); });
    }).catch(() => done(false));
  });

  // A copy that is too old is renewed after the screen is there, never while somebody saves.
  const renew = async () => {
    if (!old(remembered(), life(remembered()))) return;
    if (await refresh(life(remembered()))) {
      ask(publish);
      redraw();
    }
  };
  // What the next person's tabs write is none of our business.
  const mine = (text) => {
    try { return own(JSON.parse(text)); } catch { return false; }
  };
  addEventListener("storage", (event) => {
    if (event.key !== STORE || !mine(event.newValue)) return;
    if (instance !== null) {
      ask(publish);
      redraw();
    }
  });

  // Before a refusal the newest is asked for, but nobody waits for a kintone that does not answer.
  const newest = async () => {
    if (!old(remembered(), NEWEST)) return;
    const patience = new Promise((go) => { setTimeout(go, WAIT, false); });
    await Promise.race([refresh(NEWEST), patience]);
    ask(publish); // another tab may have been the one that read it
  };

  // Whether the office wants saves stopped when the check cannot run. Without the wasm only this is looked at.
  const shut = () => {
    const { published } = remembered();
    try {
      const { domain, app: written, emergency, orders, closed } = JSON.parse(published?.text ?? "null");
      if (domain !== location.hostname || String(written) !== published.app) return false;
      if (emergency && !(emergency.until < day())) return false;
      const acts = (rule) => orders?.rules.some((order) => order.rule === rule && order.stage === "block" && order.from <= day()) ?? true;
      return (closed ?? []).some(acts);
    } catch {
      return false;
    }
  };

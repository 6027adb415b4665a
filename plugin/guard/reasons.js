  // Reasons and false alarms go to the office's app, masked; what cannot be sent waits in this tab and is sent later.
  const KINDS = { reason: "理由を付けた保存", freely: "確認した上での保存", acknowledge: "確認した上での保存", "false-alarm": "誤検知の報告" };
  const KEPT = 365; // days until the office deletes it
  const BUSY = "GAIA_TO04"; // kintone's word for too many requests at once
  const MOST = 100; // records of one request
  const LIMIT = 2000; // milliseconds that a finished save waits for the record of its reasons

  const entry = (kind, rule, place, reason, count) => {
    const values = {
      kind, app, app_name: called, rule, place, reason, policy: live.version, device: phone ? "モバイル" : "パソコン", count: String(count), until: day(KEPT),
    };
    return Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));
  };
  const send = async (records) => {
    if (records.length > 0) await kintone.api("/k/v1/records.json", "POST", { app: live.reasons, records });
  };

  // Whether a reason will be recorded: not of a guest, not of a trial run, and not where the office has no app for it. While
  // nothing is known of the office it waits.
  const recorded = () => !trial && !user.isGuest && (live.reasons !== null || remembered().published === null);

  // The next two pages try again at once, but not where kintone is busy; then twice as long each time is waited, at most six
  // hours, and that long where the app is closed to the person.
  const stuck = () => (remembered().stuck?.until ?? 0) > Date.now();
  const stick = (error) => remember((now) => {
    const count = (now.stuck?.count ?? 0) + 1;
    const [busy, closed] = [error?.code === BUSY, error?.code === CLOSED];
    const wait = !busy && count < 3 ? 0 : closed ? 6 * HOUR : Math.min(2 ** (busy ? count - 1 : count - 3) * 5 * 60_000, 6 * HOUR);
    now.stuck = { count, until: Date.now() + wait };
  });
  const unstick = () => { if (remembered().stuck) remember((now) => { now.stuck = null; }); };

  // Sends what waits. A trial run of the app records nothing: it would land in the office's real app.
  let sending = null;
  const flush = () => {
    if (trial || user.isGuest || live.reasons === null || queued().length === 0 || stuck()) return Promise.resolve();
    sending ??= (async () => {
      try {
        while (queued().length > 0) {
          const batch = queued().slice(0, MOST);
          await send(batch);
          queue(queued().slice(batch.length));
        }
        unstick();
      } catch (error) { // it still waits
        stick(error);
      } finally {
        sending = null;
      }
    })();
    return sending;
  };
  const within = (work, most) => Promise.race([work, new Promise((go) => { setTimeout(go, most); })]);

  // What a stricter stage would have refused is only counted; a day's counts are sent on a later day, by one request.
  const count = (rules) => {
    if (rules.length === 0 || trial) return;
    remember((now) => {
      const today = (now.counts[day()] ??= {});
      const here = (today[app] ??= {});
      for (const rule of rules) here[rule] = (here[rule] ?? 0) + 1;
    });
  };
  const tally = async () => {
    const past = Object.entries(remembered().counts).filter(([date]) => date < day());
    if (past.length === 0 || trial || user.isGuest || live.reasons === null || stuck()) return;
    const records = past.flatMap(([, apps]) => Object.entries(apps).flatMap(([id, rules]) => Object.entries(rules).map(([rule, times]) => (
      { ...entry("件数", rule, "", "", times), app: { value: id }, app_name: { value: id === app ? called : "" } }
    ))));
    // Forgotten first: sent twice would be worse than once too few.
    remember((now) => { for (const [date] of past) delete now.counts[date]; });
    try {
      await send(records.slice(0, MOST));
      unstick();
    } catch (error) {
      stick(error);
      // kintone said no, so nothing of it is there: they wait for another day. What was cut may be there.
      if (error?.code) remember((now) => { now.counts = { ...Object.fromEntries(past), ...now.counts }; });
    }
  };

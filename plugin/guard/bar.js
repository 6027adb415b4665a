  // Guidance stands in elements that kintone hands out, and nowhere else.
  const bars = new WeakMap();
  const space = (type) => {
    if (type.startsWith("mobile.")) return kintone.mobile?.app?.getHeaderSpaceElement?.() ?? null;
    if (type.startsWith("app.record.index.")) return kintone.app.getHeaderSpaceElement?.() ?? null;
    return kintone.app.record.getHeaderMenuSpaceElement?.() ?? null;
  };
  // The bar must not grow or go between a press and its release: the button under the pointer would move away, and the
  // click with it. What is to be said waits for the release.
  let pressed = false;
  let waiting = null;
  const release = () => {
    pressed = false;
    setTimeout(() => {
      const say = waiting;
      waiting = null;
      say?.();
    });
  };
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, release, true);

  let standing = []; // tips about what stood in the record when it was opened
  let shown = null; // what was said last: [type, tips, questions]
  const show = (type, tips, questions = []) => {
    shown = [type, tips, questions];
    if (pressed) waiting = () => put(type, tips, questions);
    else put(type, tips, questions);
  };
  const redraw = () => { if (shown !== null) show(...shown); };

  // Fields that a tip is about are marked where kintone can do so; the tip itself names them in words.
  const TINT = { background: { backgroundColor: "#fff3cd" } };
  let tinted = new Set();
  const style = (code, how) => {
    const paint = (phone ? kintone.mobile?.app?.record : kintone.app.record)?.setFieldStyle;
    if (typeof paint !== "function") return;
    try { void Promise.resolve(paint(code, how)).catch(() => {}); } catch { /* not on this screen */ }
  };
  const tint = (codes) => {
    const wanted = new Set(codes);
    for (const code of tinted) if (!wanted.has(code)) style(code, "DEFAULT");
    for (const code of wanted) if (!tinted.has(code)) style(code, TINT);
    tinted = wanted;
  };

  // How the app is to be handled: once a day for each person, and it can be closed.
  let handling = null;
  const handle = () => {
    handling = null;
    if (plan.handling === null || remembered().handled[app] === day()) return;
    handling = plan.handling;
    remember((now) => { now.handled = { ...Object.fromEntries(Object.entries(now.handled).filter(([, date]) => date === day())), [app]: day() }; });
  };

  const MOST_LINES = 8;
  const fill = (bar, said) => {
    const title = make("strong", WORDS.title);
    const list = make("ul", "", { margin: "0", paddingLeft: "1.2em", listStyle: "disc" });
    for (const sentence of said.slice(0, MOST_LINES)) list.append(make("li", sentence));
    bar.replaceChildren(title, list);
    if (said.length > MOST_LINES) { // a table of a thousand rows is no reading matter: the form must stay in sight
      const more = make("details");
      const rest = list.cloneNode(false);
      for (const sentence of said.slice(MOST_LINES)) rest.append(make("li", sentence));
      more.append(make("summary", WORDS.moreTips(said.length - MOST_LINES)), rest);
      bar.append(more);
    }
    if (handling !== null && said.includes(handling)) {
      const close = make("button", WORDS.dismiss, { margin: "4px 0 0", font: "inherit", cursor: "pointer" });
      close.type = "button";
      close.addEventListener("click", () => {
        handling = null;
        redraw();
      });
      bar.append(close);
    }
  };
  const BAR = {
    boxSizing: "border-box", maxWidth: "960px", margin: "8px 16px", padding: "8px 12px", borderLeft: "4px solid #b26a00",
    background: "#fff8e6", color: "#333", fontSize: "14px", lineHeight: "1.6", textAlign: "left", whiteSpace: "normal",
  };

  const put = (type, tips, questions) => {
    const home = space(type);
    if (!home) return;
    const told = ask((made) => JSON.parse(made.standing())) ?? [];
    const state = instance === null && shut() ? WORDS.offShut : trouble;
    const said = [...new Set([state, plan.notice, ...told, dropped, handling, ...standing, ...tips].filter(Boolean))];
    let mine = bars.get(home);
    if (!mine) {
      if (said.length === 0 && questions.length === 0) return;
      mine = { bar: make("div", "", BAR), ask: make("div", "", BAR), asked: "" };
      mine.bar.setAttribute("role", "status");
      mine.ask.setAttribute("role", "group");
      mine.ask.hidden = true;
      bars.set(home, mine);
    }
    for (const part of [mine.bar, mine.ask]) if (part.parentNode !== home) home.append(part);
    const words = said.join("\n");
    if (mine.bar.dataset.said !== words) { // a screen reader would say the same again
      mine.bar.dataset.said = words;
      mine.bar.hidden = said.length === 0;
      fill(mine.bar, said);
    }
    if (dropped !== null) forget(thisTab, DROPPED);
    boxIn(mine, questions, WORDS.before[about(type)]);
  };

  // The same form as in the dialog, as soon as something is found that a save would ask for. It is not redrawn while the same
  // is asked: what somebody is writing stays.
  const boxIn = (mine, questions, words) => {
    const asked = questions.map(({ mark }) => mark).join();
    if (mine.asked === asked) return;
    mine.asked = asked;
    mine.ask.hidden = questions.length === 0;
    const written = mine.ask.querySelector("textarea")?.value ?? "";
    mine.ask.replaceChildren();
    if (questions.length === 0) return;
    mine.ask.setAttribute("aria-label", words.box);
    const { body, answer, text } = formOf(questions, words);
    if (text !== null) text.value = written; // one finding more or less takes no sentence away
    const button = make("button", words.boxGo, { margin: "8px 0 0", padding: "6px 12px", font: "inherit", cursor: "pointer" });
    button.type = "button";
    button.addEventListener("click", () => {
      const reason = answer();
      if (reason === null) return;
      goOn(questions, reason);
      const done = make("p", words.done, { margin: "0" });
      done.setAttribute("role", "status");
      done.tabIndex = -1; // the button that had the focus is gone
      mine.ask.replaceChildren(done);
      done.focus();
      if (shown !== null) shown[2] = questions; // until a value changes
    });
    mine.ask.append(make("strong", words.box), body, button);
  };

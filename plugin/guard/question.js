  // What a person is asked before a refused save goes on: one form for all findings, in kintone's dialog, or beforehand in
  // a box at the top of the screen.
  const make = (tag, text, style) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (style) Object.assign(made.style, style);
    return made;
  };
  const LISTED = 10; // findings that are named: a table may hold hundreds
  let forms = 0;
  const box = (kind, id, label) => {
    const row = make("div", "", { margin: "8px 0" });
    const control = make("input", "", { marginRight: "8px", width: "18px", height: "18px", verticalAlign: "middle" });
    control.type = "checkbox";
    control.id = `${id}-${kind}`;
    const name = make("label", label, { verticalAlign: "middle" });
    name.htmlFor = control.id;
    row.append(control, name);
    return { row, control };
  };

  // What is asked about, by the event that brought it up: a save, a step or a deletion.
  const about = (type) => (type.includes(".delete.") ? "deletion" : type.includes(".process.") ? "step" : "save");

  // The form: what was found, what is recorded, and what each finding asks for. `answer()` is null while something is missing.
  const formOf = (questions, words) => {
    forms += 1;
    const id = `naiki-guard-ask-${forms}`;
    const body = make("div", "", { fontSize: "14px", lineHeight: "1.6", color: "#333", textAlign: "left", whiteSpace: "normal", maxWidth: "640px" });
    const list = make("ul", "", { margin: "0 0 12px", paddingLeft: "1.2em", listStyle: "disc" });
    for (const { place, says } of questions.slice(0, LISTED)) list.append(make("li", place ? `${place}: ${says}` : says));
    if (questions.length > LISTED) list.append(make("li", WORDS.more(questions.length - LISTED)));
    body.append(list);
    const needs = new Set(questions.map(({ over }) => over));
    // Where several things are asked for, each says which findings it is about.
    const whose = (kind) => {
      const places = [...new Set(questions.filter(({ over }) => over === kind).map(({ place }) => place))];
      return needs.size > 1 && places.every(Boolean) && places.length <= 3 ? `${places.join(lang === "ja" ? "、" : ", ")}: ` : "";
    };
    const ticks = [["false-alarm", WORDS.falseAlarm, WORDS.falseAlarmMissing], ["acknowledge", WORDS.acknowledge, WORDS.acknowledgeMissing]]
      .filter(([kind]) => needs.has(kind))
      .map(([kind, label, missing]) => ({ ...box(kind, id, whose(kind) + label), missing }));
    for (const { row } of ticks) body.append(row);
    let text = null;
    const hidden = make("p", "", { margin: "4px 0 0", color: "#7a4a00" });
    hidden.setAttribute("role", "status");
    if (needs.has("reason")) {
      const label = make("label", words.reason, { display: "block", fontWeight: "bold" });
      text = make("textarea", "", { display: "block", boxSizing: "border-box", width: "100%", minHeight: "72px", margin: "4px 0 0", padding: "8px", font: "inherit", border: "1px solid #767676" });
      text.id = `${id}-reason`;
      text.required = true;
      text.maxLength = 500; // more is not kept
      label.htmlFor = text.id;
      const hint = make("p", WORDS.reasonHint, { margin: "0", color: "#555" });
      hint.id = `${id}-hint`;
      text.setAttribute("aria-describedby", hint.id);
      const look = () => {
        const masked = ask((made) => JSON.parse(made.reason(text.value)))?.masked ?? [];
        const said = masked.length > 0 ? WORDS.masked(masked) : "";
        if (hidden.textContent !== said) hidden.textContent = said;
      };
      text.addEventListener("input", (event) => {
        if (!event.isComposing) look();
        if (text.getAttribute("aria-invalid") !== null) settled(); // what was missing is being written
      });
      text.addEventListener("compositionend", look);
      body.append(label, hint, text, hidden);
    }
    const wrong = make("p", "", { margin: "8px 0 0", color: "#b00020", fontWeight: "bold" });
    wrong.setAttribute("role", "alert");
    const settled = () => {
      wrong.textContent = "";
      text?.removeAttribute("aria-invalid");
    };
    body.append(wrong);
    const note = recorded() ? WORDS.recorded(live.contact ?? WORDS.office, needs.has("reason")) : trial ? WORDS.notRecorded : WORDS.nowhere;
    if (!remembered().told || needs.has("reason") || !recorded()) body.append(make("p", note, { margin: "8px 0 0", color: "#555" }));
    for (const { control } of ticks) control.addEventListener("change", settled);
    const answer = () => {
      settled();
      for (const { control, missing } of ticks) {
        if (!control.checked) {
          wrong.textContent = missing;
          control.focus();
          return null;
        }
      }
      if (text !== null && text.value.trim() === "") {
        wrong.textContent = WORDS.reasonMissing;
        text.setAttribute("aria-invalid", "true");
        text.focus();
        return null;
      }
      return text === null ? "" : ask((made) => JSON.parse(made.reason(text.value.trim())))?.text ?? "";
    };
    return { body, answer, text };
  };

  // The person goes on: not asked again for these values, and the reasons wait for the save.
  let reasons = []; // [mark, entry] of this record, until it is saved
  // What was taken out again after somebody went on with it is not in the record: nothing of it is reported.
  const still = ({ passed = [] }) => { if (passed !== null) reasons = reasons.filter(([mark]) => passed.includes(mark)); };
  const handOver = () => {
    queue([...queued(), ...reasons.map(([, report]) => report)]);
    reasons = [];
    return within(flush(), LIMIT);
  };
  const goOn = (questions, reason) => {
    if (recorded()) remember((now) => { now.told = true; });
    const marks = questions.map(({ mark }) => mark);
    ask((made) => made.allow(JSON.stringify(marks)));
    allowed.push(...marks);
    if (!recorded()) return;
    for (const { rule, over, place, mark } of questions) reasons.push([mark, entry(KINDS[over], rule, place, over === "reason" ? reason : "", 1)]);
  };

  // Resolves to whether the person goes on; null when this kintone has no dialog.
  const question = async (questions, what) => {
    const open = phone ? kintone.mobile?.createBottomSheet : kintone.createDialog;
    if (typeof open !== "function") return null;
    const words = WORDS.before[what];
    const { title, go: okButtonText } = words;
    const { body, answer } = formOf(questions, words);
    let reason = null;
    try {
      const dialog = await open({
        title, body, okButtonText, showCancelButton: true, cancelButtonText: words.back, showCloseButton: false,
        beforeClose: (action) => {
          if (action !== "OK") return true;
          reason = answer();
          return reason !== null;
        },
      });
      if (await dialog.show() !== "OK" || reason === null) return false;
    } catch {
      return null;
    }
    goOn(questions, reason);
    return true;
  };

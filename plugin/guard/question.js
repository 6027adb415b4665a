  // What a person is asked before a refused save goes on: one form for all findings, in kintone's dialog, or beforehand in
  // a box at the top of the screen.
  const make = (tag, text, style) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (style) Object.assign(made.style, style);
    return made;
  };
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
  const form_of = (questions, what) => {
    forms += 1;
    const id = `naiki-guard-ask-${forms}`;
    const body = make("div", "", { fontSize: "14px", lineHeight: "1.6", color: "#333", textAlign: "left", whiteSpace: "normal", maxWidth: "640px" });
    const list = make("ul", "", { margin: "0 0 12px", paddingLeft: "1.2em", listStyle: "disc" });
    for (const { place, says } of questions) list.append(make("li", place ? `${place}: ${says}` : says));
    body.append(list);
    const needs = new Set(questions.map(({ over }) => over));
    const ticks = [["false-alarm", WORDS.falseAlarm, WORDS.falseAlarmMissing], ["acknowledge", WORDS.acknowledge, WORDS.acknowledgeMissing]]
      .filter(([kind]) => needs.has(kind))
      .map(([kind, label, missing]) => ({ ...box(kind, id, label), missing }));
    for (const { row } of ticks) body.append(row);
    let text = null;
    const hidden = make("p", "", { margin: "4px 0 0", color: "#7a4a00" });
    hidden.setAttribute("role", "status");
    if (needs.has("reason")) {
      const label = make("label", WORDS.reason[what], { display: "block", fontWeight: "bold" });
      text = make("textarea", "", { display: "block", boxSizing: "border-box", width: "100%", minHeight: "72px", margin: "4px 0 0", padding: "8px", font: "inherit", border: "1px solid #767676" });
      text.id = `${id}-reason`;
      text.required = true;
      label.htmlFor = text.id;
      const hint = make("p", WORDS.reasonHint, { margin: "0", color: "#555" });
      hint.id = `${id}-hint`;
      text.setAttribute("aria-describedby", hint.id);
      const look = () => {
        const masked = ask((made) => JSON.parse(made.reason(text.value)))?.masked ?? [];
        const words = masked.length > 0 ? WORDS.masked(masked) : "";
        if (hidden.textContent !== words) hidden.textContent = words;
      };
      text.addEventListener("input", (event) => { if (!event.isComposing) look(); });
      text.addEventListener("compositionend", look);
      body.append(label, hint, text, hidden);
    }
    const wrong = make("p", "", { margin: "8px 0 0", color: "#b00020", fontWeight: "bold" });
    wrong.setAttribute("role", "alert");
    body.append(wrong);
    body.addEventListener("input", () => { // what was missing is being put right
      wrong.textContent = "";
      text?.removeAttribute("aria-invalid");
    });
    if (trial) body.append(make("p", WORDS.notRecorded, { margin: "8px 0 0", color: "#555" }));
    else if (needs.size > 1 || !needs.has("freely")) {
      if (!remembered().told || needs.has("reason")) body.append(make("p", WORDS.recorded(live.contact ?? WORDS.office), { margin: "8px 0 0", color: "#555" }));
    }
    const answer = () => {
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
      wrong.textContent = "";
      return text === null ? "" : ask((made) => JSON.parse(made.reason(text.value.trim())))?.text ?? "";
    };
    return { body, answer };
  };

  // The person goes on: not asked again for these values, and the reasons wait for the save.
  let reasons = []; // of this record, until it is saved
  const go_on = (questions, reason) => {
    remember((now) => { now.told = true; });
    const marks = questions.map(({ mark }) => mark);
    ask((made) => made.allow(JSON.stringify(marks)));
    allowed.push(...marks);
    for (const { rule, over, place } of questions) reasons.push(entry(KINDS[over], rule, place, over === "reason" ? reason : "", 1));
  };

  const DIALOG = {
    save: () => [WORDS.askTitle, WORDS.go],
    step: () => [WORDS.askStep, WORDS.goStep],
    deletion: () => [WORDS.askDelete, WORDS.goDelete],
  };
  // Resolves to whether the person goes on; null when this kintone has no dialog.
  const question = async (questions, what) => {
    const open = phone ? kintone.mobile?.createBottomSheet : kintone.createDialog;
    if (typeof open !== "function") return null;
    const [title, okButtonText] = DIALOG[what]();
    const { body, answer } = form_of(questions, what);
    let reason = null;
    try {
      const dialog = await open({
        title, body, okButtonText, showCancelButton: true, cancelButtonText: WORDS.back[what], showCloseButton: false,
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
    go_on(questions, reason);
    return true;
  };

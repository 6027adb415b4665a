// 内規ガード, the stand-by version: on record screens it says that it is there, and does nothing else.
(() => {
  "use strict";

  // Where the file for all of kintone checks this page, the sentence below would not be true.
  if (!document.dispatchEvent(new CustomEvent("naiki-guard", { cancelable: true }))) return;

  const lang = String(kintone.getLoginUser().language ?? "").startsWith("en") ? "en" : "ja";
  const WORDS = {
    ja: "内規ガード: 待機版が入っています。入力時チェックは行いません。",
    en: "Naiki Guard: the stand-by version is installed. Entries are not checked.",
  }[lang];

  // The same elements as those of the regular version.
  const space = (type) => {
    if (type.startsWith("mobile.")) return kintone.mobile?.app?.getHeaderSpaceElement?.() ?? null;
    if (type.startsWith("app.record.index.")) return kintone.app.getHeaderSpaceElement?.() ?? null;
    return kintone.app.record.getHeaderMenuSpaceElement?.() ?? null;
  };

  const bar = document.createElement("div");
  bar.setAttribute("role", "status");
  bar.textContent = WORDS;
  Object.assign(bar.style, {
    boxSizing: "border-box", maxWidth: "960px", margin: "8px 16px", padding: "8px 12px", borderLeft: "4px solid #767676",
    background: "#f5f5f5", color: "#333", fontSize: "14px", lineHeight: "1.6", textAlign: "left", whiteSpace: "normal",
  });

  const desktop = ["index", "detail", "create", "edit"].map((screen) => `app.record.${screen}.show`);
  kintone.events.on([...desktop, ...desktop.map((name) => `mobile.${name}`)], (event) => {
    const home = space(event.type);
    if (home && bar.parentNode !== home) home.append(bar);
    return event; // returning nothing could drop what another script has answered
  });
})();

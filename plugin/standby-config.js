// 内規ガード, the stand-by version: its config screen tells what it is. It has nothing to save.
(() => {
  "use strict";

  const lang = String(kintone.getLoginUser().language ?? "").startsWith("en") ? "en" : "ja";
  const WORDS = {
    ja: {
      title: "内規ガード 待機版",
      said: [
        "待機版が入っています。入力時チェックも、設定の点検も行いません。レコードは通常どおり保存できます。",
        "アプリの設定と、保存した点検記録は、そのまま残っています。この画面では何も変わりません。",
        "点検と入力時チェックを再び使うには、kintoneシステム管理の「プラグイン」で、通常版の naiki-guard.zip を読み込みます。待機版は通常版に置き換わります。",
      ],
    },
    en: {
      title: "Naiki Guard: stand-by version",
      said: [
        "The stand-by version is installed. It checks neither entries nor settings. Records are saved as usual.",
        "The app's settings and the saved inspection record are kept. Nothing is changed on this screen.",
        "To use the inspection and the entry check again, install the regular naiki-guard.zip under “Plug-ins” of kintone system administration. It replaces the stand-by version.",
      ],
    },
  }[lang];

  const title = document.createElement("h1");
  title.className = "naiki-title";
  title.textContent = WORDS.title;
  const note = document.createElement("div");
  note.className = "naiki-note";
  note.append(...WORDS.said.map((sentence) => {
    const text = document.createElement("p");
    text.textContent = sentence;
    return text;
  }));
  document.getElementById("naiki-console").append(title, note);
})();

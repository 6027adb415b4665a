// 内規ガード: the plugin's config screen. The wasm draws and decides; this script starts it, and a fresh one after a trap.
(() => {
  "use strict";

  const PLUGIN_ID = kintone.$PLUGIN_ID;
  const ROOT = "naiki-console";
  /* @embedded: WASM, decoded(), bytes(), glue(), dead */
  /* @beside: TEXTS, LEXICON, WEIGHTS, POLICIES */

  const lang = String(kintone.getLoginUser().language ?? "").startsWith("en") ? "en" : "ja";
  const WORDS = {
    ja: {
      refused: "点検画面を始められません。ブラウザーがプログラムの実行を許可していないか、画面の読み込みに失敗しています。設定は何も変わっていません。",
      stopped: "点検画面が停止しました。保存していない内容は、読み込み直すと続きから入力できます。設定は何も変わっていません。",
      reload: "読み込み直す",
    },
    en: {
      refused: "The inspection screen cannot start: the browser does not allow the program to run, or the page was not loaded. Nothing was changed.",
      stopped: "The inspection screen stopped. What was not saved can be continued after a reload. Nothing was changed.",
      reload: "Reload",
    },
  }[lang];

  // A clean root sheds the listeners of a dead instance.
  const clean = () => {
    const old = document.getElementById(ROOT);
    const fresh = old.cloneNode(false);
    old.replaceWith(fresh);
    return fresh;
  };

  const say = (sentence) => {
    const root = clean();
    const text = document.createElement("p");
    text.setAttribute("role", "alert");
    text.className = "naiki-error";
    text.textContent = sentence;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "naiki-button";
    again.textContent = WORDS.reload;
    again.addEventListener("click", () => location.reload());
    root.append(text, again);
  };

  let module = null;
  let traps = 0;
  const begin = () => {
    const made = glue();
    made.initSync({ module });
    made.give(TEXTS, LEXICON, decoded(WEIGHTS.personal), decoded(WEIGHTS.special));
    made.start(PLUGIN_ID, ROOT, POLICIES.standard, POLICIES.strict);
  };

  const start = () => {
    try {
      module ??= new WebAssembly.Module(bytes());
      begin();
    } catch {
      say(WORDS.refused);
    }
  };

  const trapped = (error) => {
    if (!dead || !(error instanceof WebAssembly.RuntimeError)) return;
    dead = false;
    traps += 1;
    if (traps > 1) {
      say(WORDS.stopped);
      return;
    }
    try {
      clean();
      begin();
    } catch {
      say(WORDS.stopped);
    }
  };
  window.addEventListener("error", (event) => trapped(event.error));
  window.addEventListener("unhandledrejection", (event) => trapped(event.reason));

  if (document.getElementById(ROOT)) start();
  else document.addEventListener("DOMContentLoaded", start, { once: true });
})();

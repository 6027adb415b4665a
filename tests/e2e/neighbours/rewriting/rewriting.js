// A neighbour that rewrites: digits to half width, blanks around notes away, the city's name into an empty address.
(() => {
  "use strict";

  const KANJI = "〇一二三四五六七八九";
  const fold = (text) => text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[－−]/g, "-")
    .replace(/[〇一二三四五六七八九]{4,}/g, (digits) => [...digits].map((digit) => KANJI.indexOf(digit)).join(""));
  const both = (names) => names.flatMap((name) => [name, `mobile.${name}`]);

  const tidy = (record, codes) => {
    for (const code of codes) {
      const field = record[code];
      if (field && typeof field.value === "string") field.value = fold(field.value).trim();
    }
  };

  kintone.events.on(both(["app.record.create.show"]), (event) => {
    if (event.record["住所"] && !event.record["住所"].value) event.record["住所"].value = "みどり市";
    return event;
  });

  kintone.events.on(both(["app.record.create.change.住所", "app.record.edit.change.住所"]), (event) => {
    tidy(event.record, ["住所"]);
    return event;
  });

  // It waits for something before it answers, as many do.
  kintone.events.on([...both(["app.record.create.submit", "app.record.edit.submit"]), "app.record.index.edit.submit"], async (event) => {
    await new Promise((go) => { setTimeout(go, 20); });
    tidy(event.record, ["電話番号", "住所", "相談内容", "備考"]);
    return event;
  });
})();

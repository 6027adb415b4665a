// A neighbour that sets errors: at fields, where it also clears every error that stands there, and at times for the whole record.
(() => {
  "use strict";

  const both = (names) => names.flatMap((name) => [name, `mobile.${name}`]);
  const check = (field, fault, sentence) => {
    if (field) field.error = fault(field.value ?? "") ? sentence : null;
  };
  const kana = (record) => check(record["フリガナ"], (value) => /[^ァ-ヶー\s]/.test(value), "フリガナはカタカナで入力してください。");

  kintone.events.on(both(["app.record.create.change.フリガナ", "app.record.edit.change.フリガナ"]), (event) => {
    kana(event.record);
    return event;
  });

  kintone.events.on([...both(["app.record.create.submit", "app.record.edit.submit"]), "app.record.index.edit.submit"], (event) => {
    const { record } = event;
    kana(record);
    check(record["電話番号"], (value) => value === "", "電話番号を入力してください。");
    check(record["相談内容"], (value) => value.length > 100, "相談内容は100文字までです。");
    check(record["備考"], (value) => value.length > 100, "備考は100文字までです。");
    if ((record["生年月日"]?.value ?? "") > "2900") event.error = "生年月日が未来の日付です。";
    return event;
  });
})();

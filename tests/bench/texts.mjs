// Two texts of made-up data, in fields as long as a remark gets: one of nothing but identifiers, one of plain prose.
const LINES = 5;
const two = (number) => String(number).padStart(2, "0");
const seven = (number) => String(number % 10_000_000).padStart(7, "0");

// Seven identifiers to a line; check digits hold where the kind has one.
const person = (at) =>
  `氏名：見本　太郎、生年月日 昭和60年4月${(at % 28) + 1}日、電話 090-1234-${seven(at * 7).slice(3)}、メール taro${at}@example.jp、` +
  `住所 〒100-0001 東京都千代田区千代田1-${(at % 30) + 1}-1、個人番号 1234 5678 9018、旅券 TK${seven(1_000_000 + at * 37)}。\n`;

const PARAGRAPH =
  "本市では、住民からの相談を受け付ける窓口を庁舎の一階に設け、担当する職員が内容を記録している。記録は所属長が毎週確認し、対応が遅れているものについては、" +
  "次の会議で方針を決める。会議には関係する部署の職員も出席し、必要な資料を前もって共有する。\n今回の見直しでは、様式を一つにまとめ、入力する項目を減らした。" +
  "これにより、職員の負担が軽くなり、住民を待たせる時間も短くなると見込まれる。実際の効果は半年後に確かめ、結果を議会に報告する予定である。" +
  "なお、個人の情報を含む記録は、定められた期間が過ぎたのち、手順に従って消去する。\n";

const fields = (count, field) => Array.from({ length: count }, (_, at) => field(at));

/** Name, fields, how many identifiers the scanner finds in them, how many telephones there are. */
export const TEXTS = [
  {
    name: "identifier-dense",
    fields: fields(120, (at) => fields(LINES, (line) => person(at * LINES + line)).join("")),
    finds: 120 * LINES * 7,
    phones: 120 * LINES,
  },
  {
    name: "plain prose",
    fields: fields(100, (at) => `${PARAGRAPH.repeat(3)}携帯は090-1234-56${two(at)}。\n`),
    finds: 100,
    phones: 100,
  },
];

/** What breaks engines, as long as asked for. */
export const BAD = [
  ["one digit", (length) => "1".repeat(length)],
  ["一", (length) => "一".repeat(length / 3)],
  ["-", (length) => "-".repeat(length)],
  ["mixed bad input", (length) => "1一-\u{D800}e\u{301}\u{200F}１ー@.市丁目昭和氏名：様 ".repeat(length / 51)],
];

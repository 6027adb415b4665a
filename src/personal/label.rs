//! A label as it is compared: widths folded, enumerators and marks taken off, notes about the form itself left out.

use std::borrow::Cow;

use crate::text::fold;
use crate::text::search::{holds, replaced};

/// Marks that stand between the parts of a label.
const BREAKS: [char; 14] = ['_', '(', ')', ':', '/', '・', '「', '」', ',', '、', '-', '~', '>', '|'];

/// What brackets in a label say of the form and not of the person: units, formats, whether it must be filled in.
const NOTES: &[&str] = &[
    "円",
    "千円",
    "万円",
    "cm",
    "kg",
    "mm",
    "ml",
    "mg",
    "g",
    "m",
    "㎡",
    "%",
    "歳",
    "才",
    "年",
    "月",
    "日",
    "回",
    "人",
    "件",
    "本",
    "分",
    "時間",
    "必須",
    "任意",
    "数値",
    "文字列",
    "配列",
    "複数可",
    "複数選択",
    "半角",
    "全角",
    "半角数字",
    "半角英数字",
    "全角カナ",
    "全角カタカナ",
    "半角カナ",
    "ハイフンなし",
    "ハイフン有",
    "税込",
    "税抜",
    "西暦",
    "和暦",
    "自動計算",
    "自動採番",
    "nullable",
    "null不可",
    "非推奨",
];

/// A label, folded and bared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The whole, notes left out.
    pub(super) text: String,
    /// How far back the first and how far on the last part reach: byte lengths.
    head: usize,
    tail: usize,
}

impl Label {
    /// Reads a label or a field code.
    pub(super) fn new(raw: &str) -> Self {
        let text = without_notes(&bare(&fold::label(&without_markup(raw))));
        let parts = || text.split(BREAKS).flat_map(|part| part.split('の')).filter(|part| !part.is_empty());
        let (head, tail) = (parts().next().map_or(0, str::len), parts().next_back().map_or(0, str::len));
        Self { text, head, tail }
    }

    /// The first part: of `申請者の住所` 申請者.
    pub(super) fn first(&self) -> &str {
        let start = self.text.find(|c| !BREAKS.contains(&c) && c != 'の').unwrap_or_default();
        self.text.get(start..start + self.head).unwrap_or_default()
    }

    /// The last part, which says what it is: of `申請者の住所` 住所.
    pub(super) fn last(&self) -> &str {
        let text = self.text.trim_end_matches(|c| BREAKS.contains(&c) || c == 'の');
        text.len().checked_sub(self.tail).and_then(|start| text.get(start..)).unwrap_or_default()
    }

    /// The parts between the marks.
    pub(super) fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.text.split(BREAKS).filter(|part| !part.is_empty())
    }
}

/// Without enumerators and marks: `(1)氏名※必須` is 氏名.
pub(super) fn bare(label: &str) -> String {
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '.' | '-' | ':'));
    let mut out = replaced(&replaced(label, "必須", ""), "任意", "");
    out.retain(|c| !matches!(c, '*' | '※' | '【' | '】' | '[' | ']'));
    out
}

/// Without tags: what a label in markup says to people.
fn without_markup(raw: &str) -> Cow<'_, str> {
    let tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    if !holds(raw, "<") {
        return raw.into();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, inside)) = rest.split_once('<') {
        out.push_str(before);
        rest = match inside.split_once('>') {
            Some((_, after)) if tag(inside) => after,
            _ => {
                out.push('<');
                inside
            }
        };
    }
    out.push_str(rest);
    out.into()
}

fn without_notes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('(') {
        let Some((bracket, after)) = inside.split_once(')') else { break };
        out.push_str(before);
        if !note(bracket.trim_matches('(')) {
            out.push('(');
            out.push_str(bracket);
            out.push(')');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether brackets hold nothing of the person.
fn note(inside: &str) -> bool {
    let counts = ["文字以内", "文字", "桁", "文字まで"];
    NOTES.contains(&inside)
        || inside.starts_with("yyyy")
        || inside.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | '~'))
        || counts
            .iter()
            .any(|word| inside.strip_suffix(word).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit())))
}

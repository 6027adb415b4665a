//! Names of people, only where a word says so: any two kanji may be a name.

use super::context::Speech;
use super::numbers::kanji;
use super::place::Span;
use super::runs::Spoken;
use super::score::{GROUPS, RARE_PREFIX, SHAPE};
use super::surnames::known;
use super::words::Says;
use super::{Find, Identifier, Page, report};

/// The longest name, in characters.
const LONGEST: usize = 24;

/// What stands in fields for names and names nobody, or no person.
const NOBODY: [&str; 16] = [
    "未定",
    "未記入",
    "未入力",
    "未登録",
    "なし",
    "無し",
    "不明",
    "同上",
    "匿名",
    "該当",
    "非公開",
    "必須",
    "記入",
    "入力",
    "確認",
    "変更",
];
/// How names of organisations end, and labels of forms.
const OFFICES: [&str; 25] = [
    "名",
    "者",
    "番号",
    "日",
    "コード",
    "カナ",
    "会社",
    "法人",
    "役所",
    "役場",
    "課",
    "部",
    "係",
    "局",
    "室",
    "会",
    "所",
    "センター",
    "店",
    "校",
    "園",
    "院",
    "組合",
    "団体",
    "庁",
];

/// Finds names after the words that announce them, before the words that address them, and in fields made for them.
pub(super) fn find(page: &Page<'_>, finds: &mut Vec<Find>) {
    let told = finds.len();
    if page.label.names(Identifier::Name) {
        labelled(page, finds);
    }
    if finds.len() > told {
        return;
    }
    let mut free = 0;
    for word in page.reading.words.iter().copied() {
        let told = match word.says {
            Says::Honorific => addressed(page, finds, word, free),
            Says::Of(Identifier::Name) => announced(page, finds, word),
            _ => None,
        };
        free = told.unwrap_or(free).max(free);
    }
}

/// The whole value of a field for names.
fn labelled(page: &Page<'_>, finds: &mut Vec<Find>) {
    let text = page.text.trim();
    let start = page.text.len() - page.text.trim_start().len();
    let said = honorific(text);
    if said.chars().nth(LONGEST).is_none()
        && let Some(evidence) = likeness(said)
    {
        let span = Span { start, end: start + said.len(), at: 0, to: 0, clause: 0 };
        report(finds, Identifier::Name, span, (evidence, Speech::Named), "***");
    }
}

/// What stands before a word of address at the end.
fn honorific(text: &str) -> &str {
    let bare = ["様", "さん", "殿", "氏"].iter().find_map(|word| text.strip_suffix(word));
    bare.unwrap_or(text).trim_end()
}

/// A name after 氏名 and a colon, a space or は. It must look like one by itself.
fn announced(page: &Page<'_>, finds: &mut Vec<Find>, word: Spoken) -> Option<usize> {
    let after = page.around(word.end).1;
    let body = after.trim_start_matches([':', '：', ' ', '\u{3000}', 'は', '=', '】', '」', ')', '）']);
    let gap = after.len() - body.len();
    if gap == 0 {
        return None;
    }
    let mut spaces = 0;
    let long: usize = body
        .chars()
        .take(LONGEST)
        .take_while(|c| {
            spaces += usize::from(space(*c));
            (kanji(*c) || kana(*c) || space(*c) || c.is_ascii_alphabetic()) && spaces < 2
        })
        .map(char::len_utf8)
        .sum();
    let name = honorific(body.get(..long)?.trim_end().trim_end_matches("です"));
    // After は stands more than names: 氏名は省略.
    let colon = after.starts_with([':', '：']);
    let evidence = likeness(name).filter(|_| colon || surname(name))?;
    let start = word.end + gap;
    let span = Span { start, end: start + name.len(), at: word.to, to: word.to, clause: word.start };
    report(finds, Identifier::Name, span, (evidence, Speech::Named), "***");
    Some(span.end)
}

/// A known surname before 様, さん, 殿 or 氏, with a given name or without.
fn addressed(page: &Page<'_>, finds: &mut Vec<Find>, word: Spoken, free: usize) -> Option<usize> {
    // 様々, 氏神, さんま: the word goes on.
    if page.around(word.end).1.starts_with(|c| kanji(c) || c == 'ま') {
        return None;
    }
    let before = page.around(word.start).0.get(free..)?.trim_end_matches(space);
    let mut spaces = 0;
    let long: usize = before
        .chars()
        .rev()
        .take(10)
        .take_while(|c| {
            spaces += usize::from(space(*c));
            (kanji(*c) || space(*c)) && spaces < 2
        })
        .map(char::len_utf8)
        .sum();
    let name = before.get(before.len() - long..)?.trim_start_matches(space);
    let name = if surname(name) { name } else { name.rsplit(space).next()? };
    if !surname(name) {
        return None;
    }
    let end = page.around(word.start).0.trim_end_matches(space).len();
    let span = Span { start: end - name.len(), end, at: word.at, to: word.at, clause: word.start };
    let evidence = SHAPE + likeness(name)?;
    report(finds, Identifier::Name, span, (evidence, Speech::Silent), "***");
    Some(end)
}

/// How much a text looks like a name: a known surname, two parts. `None` when it cannot be one.
fn likeness(name: &str) -> Option<i32> {
    let chars = name.chars().count();
    let letters = name.chars().filter(|c| !space(*c)).count();
    let japanese = name.chars().all(|c| kanji(c) || kana(c) || space(c));
    let capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let latin = name.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | ',' | '-' | '\''))
        && name.contains(' ')
        && name.split(' ').all(capital);
    if letters < 2 || chars > LONGEST || !(japanese || latin) || NOBODY.iter().any(|word| name.starts_with(word)) {
        return None;
    }
    let surname = surname(name);
    if !surname && OFFICES.iter().any(|word| name.ends_with(word)) {
        return None;
    }
    let spaced = name.trim().contains(space);
    let known = if surname { RARE_PREFIX } else { 0 };
    Some(known + if spaced { GROUPS } else { 0 })
}

/// Whether it begins with a known surname and goes on with at most four characters.
fn surname(name: &str) -> bool {
    known(name).any(|(known, given)| {
        let given = given.trim_start_matches(space);
        let (first, second) = (known.chars().count(), given.chars().take(5).count());
        first + second > 1 && second <= 4 && !given.contains(space)
    })
}

const fn space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

/// Whether a character is a kana, of either width.
pub(super) const fn kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ん' | 'ァ'..='ヴ' | 'ー' | '・' | '\u{FF66}'..='\u{FF9F}')
}

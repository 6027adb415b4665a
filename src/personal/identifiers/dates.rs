//! Days of birth, in Western years and in those of the eras. A day is nobody's until a word says whose.

use super::context::{Nearby, Speech};
use super::place::Span;
use super::runs::Group;
use super::score::{PREFIX, SHAPE};
use super::{Find, Identifier, Page, report};
use crate::text::fold;

/// The eras by name, ligature, short name, letter and the code of public layouts; the first day, and the last year with its
/// last month and day. The beginnings of 1868 to 2019: 改元の詔書, 元号を改める政令.
const ERAS: [Era; 5] = [
    Era { names: ["明治", "㍾", "明", "m"], code: 1, first: (1, 25), last: (45, 7, 30) },
    Era { names: ["大正", "㍽", "大", "t"], code: 2, first: (7, 30), last: (15, 12, 25) },
    Era { names: ["昭和", "㍼", "昭", "s"], code: 3, first: (12, 25), last: (64, 1, 7) },
    Era { names: ["平成", "㍻", "平", "h"], code: 4, first: (1, 8), last: (31, 4, 30) },
    Era { names: ["令和", "㋿", "令", "r"], code: 5, first: (5, 1), last: (99, 12, 31) },
];

struct Era {
    names: [&'static str; 4],
    code: u8,
    first: (u16, u16),
    last: (u16, u16, u16),
}

impl Era {
    /// Whether the day is one of this era.
    fn has(&self, year: u16, month: u16, day: u16) -> bool {
        let first = (1, self.first.0, self.first.1);
        first <= (year, month, day) && (year, month, day) <= self.last && exists(2000, month, day)
    }
}

/// Whether there is such a day; a leap year knows all.
fn exists(year: u16, month: u16, day: u16) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u16::from(leap),
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// Whether somebody can be born on it: people of whom records are kept are.
fn plausible(year: u16, month: u16, day: u16) -> bool {
    (1868..2100).contains(&year) && exists(year, month, day)
}

/// Whether a character is a numeral of an era's year, or of the end of an address.
pub(super) const fn numeral(c: char) -> bool {
    matches!(c, '〇' | '元' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// A day of an era at the beginning of a text, of which the first character is given folded, and how many bytes and
/// characters it takes up. A letter is an era only where a word may begin.
pub(super) fn era(text: &str, first: char, before: impl Fn() -> char) -> Option<(usize, usize)> {
    let first = first.to_ascii_lowercase();
    let era = ERAS.get(match first {
        '明' | '㍾' | 'm' => 0,
        '大' | '㍽' | 't' => 1,
        '昭' | '㍼' | 's' => 2,
        '平' | '㍻' | 'h' => 3,
        '令' | '㋿' | 'r' => 4,
        _ => return None,
    })?;
    if first.is_ascii() && before().is_ascii_alphanumeric() {
        return None;
    }
    let mut line = Line { rest: text, taken: 0, chars: 0 };
    era.names.iter().any(|name| line.word(name)).then_some(())?;
    let year = line.number()?;
    let mark = line.mark(&['年', '.', '/', '-'])?;
    let month = line.number()?;
    line.mark(if mark == '年' { &['月'] } else { &['.', '/', '-'] })?;
    let day = line.number()?;
    if mark == '年' {
        line.close();
    }
    let whole = !line.rest.chars().next().map(fold::width).is_some_and(|c| c.is_ascii_digit());
    (whole && era.has(year, month, day)).then_some((line.taken, line.chars))
}

/// What is left of a text while a day is read from it.
struct Line<'a> {
    rest: &'a str,
    taken: usize,
    chars: usize,
}

impl Line<'_> {
    fn next(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let raw = self.rest.chars().next()?;
        let c = fold::width(raw).to_ascii_lowercase();
        let c = if fold::hyphen(c) { '-' } else { c };
        if !wanted(c) {
            return None;
        }
        self.rest = self.rest.get(raw.len_utf8()..)?;
        self.taken += raw.len_utf8();
        self.chars += 1;
        Some(c)
    }

    fn word(&mut self, word: &str) -> bool {
        let kept = (self.rest, self.taken, self.chars);
        let fits = word.chars().all(|wanted| self.next(|c| c == wanted).is_some());
        if !fits {
            (self.rest, self.taken, self.chars) = kept;
        }
        fits
    }

    fn mark(&mut self, marks: &[char]) -> Option<char> {
        self.space();
        self.next(|c| marks.contains(&c))
    }

    /// 日, if it is there.
    fn close(&mut self) {
        let kept = (self.rest, self.taken, self.chars);
        if self.mark(&['日']).is_none() {
            (self.rest, self.taken, self.chars) = kept;
        }
    }

    fn space(&mut self) {
        let _ = self.next(|c| c == ' ');
    }

    /// One or two digits, 元, or kanji numerals up to 九十九.
    fn number(&mut self) -> Option<u16> {
        self.space();
        let digit = |c: char| c.to_digit(10).and_then(|digit| u16::try_from(digit).ok());
        if let Some(first) = self.next(|c| c.is_ascii_digit()).and_then(digit) {
            return Some(self.next(|c| c.is_ascii_digit()).and_then(digit).map_or(first, |second| first * 10 + second));
        }
        if self.next(|c| c == '元').is_some() {
            return Some(1);
        }
        let (mut sum, mut seen) = (0_u16, 0);
        while let Some(c) = self.next(numeral).filter(|_| seen < 4) {
            seen += 1;
            sum = match "〇一二三四五六七八九".chars().position(|other| other == c) {
                Some(value) if sum >= 10 && sum % 10 == 0 => sum + u16::try_from(value).ok()?,
                Some(value) => sum * 10 + u16::try_from(value).ok()?,
                None => sum.max(1) * 10,
            };
        }
        (seen > 0 && sum < 100).then_some(sum)
    }
}

/// Finds days that a word calls days of birth.
pub(super) fn find(page: &Page<'_>, finds: &mut Vec<Find>) {
    for span in page.reading.days.iter().copied() {
        born(page, finds, span);
    }
    let groups = &page.reading.groups;
    for (at, group) in groups.iter().enumerate() {
        if !matches!(group.len, 4 | 6 | 8) {
            continue;
        }
        let rest = groups.get(at..).unwrap_or_default();
        if let Some(span) = western(rest, page).or_else(|| compact(rest, page)) {
            born(page, finds, span);
        } else if group.len == 6
            && let Some(span) = coded(groups.get(at.saturating_sub(1)..=at).unwrap_or_default())
        {
            born(page, finds, span);
        }
    }
}

fn born(page: &Page<'_>, finds: &mut Vec<Find>, span: Span) {
    let after = page.around(span.end).1.trim_start_matches([' ', '\u{3000}']);
    let mut after = after.chars();
    let own = after.next() == Some('生') && !after.next().is_some_and(super::numbers::kanji);
    let speech =
        if own { Speech::Named } else { page.label.speech(Identifier::BirthDate, &Nearby::of(page, span), &[]) };
    if speech == Speech::Named {
        report(finds, Identifier::BirthDate, span, (SHAPE + PREFIX, speech), "****-**-**");
    }
}

fn value(group: &Group) -> u16 {
    group.digits().iter().take(4).fold(0, |sum, digit| sum * 10 + u16::from(*digit))
}

/// A year of four digits, month and day, with the same mark between them.
fn western(groups: &[Group], page: &Page<'_>) -> Option<Span> {
    let [year, month, day, ..] = groups else { return None };
    let marks = matches!((month.gap?, day.gap?), ('/', '/') | ('.', '.') | ('-', '-') | ('年', '月'));
    let sizes = year.len == 4 && (1..=2).contains(&month.len) && (1..=2).contains(&day.len);
    let alone = !matches!(year.left, '/' | '.' | '-') && !year.left.is_ascii_alphanumeric();
    if !marks || !sizes || !alone || !plausible(value(year), value(month), value(day)) {
        return None;
    }
    let named = day.gap == Some('月') && day.right == '日';
    let closing = page.around(day.end).1.chars().next().filter(|_| named).map_or(0, char::len_utf8);
    let to = day.at + day.len + usize::from(named);
    Some(Span { start: year.start, end: day.end + closing, at: year.at, to, clause: year.start })
}

/// `19850401`, as tables of offices have it.
fn compact(groups: &[Group], page: &Page<'_>) -> Option<Span> {
    let [group, ..] = groups else { return None };
    let [_, _, _, _, a, b, c, d] = group.digits() else { return None };
    let (month, day) = (a * 10 + b, c * 10 + d);
    let joined = group.stained || page.around(group.end).1.starts_with('-') || group.left == '-';
    (!joined && plausible(value(group), month.into(), day.into())).then(|| whole(group, group))
}

/// `3-600401`: the code of the era, then year, month and day (layouts of public offices).
fn coded(groups: &[Group]) -> Option<Span> {
    let [era, group] = groups else { return None };
    let [code] = era.digits() else { return None };
    let mut pairs = group.digits().chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum * 10 + u16::from(*digit)));
    let (year, month, day) = (pairs.next()?, pairs.next()?, pairs.next()?);
    let fits = group.len == 6 && ERAS.iter().any(|era| era.code == *code && era.has(year, month, day));
    (fits && group.gap == Some('-') && !group.stained).then(|| whole(era, group))
}

fn whole(first: &Group, last: &Group) -> Span {
    Span { start: first.start, end: last.end, at: first.at, to: last.at + last.len, clause: first.start }
}

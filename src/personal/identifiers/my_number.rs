//! The My Number alone, for the guard: it loads on every record screen and carries nothing it does not use.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::digits;
use crate::personal::Confidence;
use crate::personal::labels::speaks_of_my_number;
use crate::text::fold;
use crate::text::search::holds;

/// One identifier in a text. The value itself is never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How sure.
    pub confidence: Confidence,
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// A number for the digits, however they are written: the same identifier has the same mark.
    pub mark: u64,
}

/// One group of digits in a run, and what came before it.
#[derive(Clone, Copy)]
struct Group {
    digits: [u8; 12],
    len: usize,
    start: usize,
    end: usize,
    /// The separator before it: none for the first of a run.
    before: Option<Separator>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Hyphen,
    Space,
}

/// How far back a word may stand to speak of a number, in characters.
const NEAR: usize = 24;
/// How soon after a number a word must stand to speak of it: 「…がマイナンバーです」, 「…(個人番号)」.
const SOON: usize = 10;

/// My Numbers in a text. `labelled` says that the label of the field or table speaks of the My Number.
///
/// A check digit alone lets one in ten of all 12-digit numbers pass (`personal-information.md` §0), so without a word
/// beside it a number in groups of four is `Medium` and a bare one `Low`.
pub fn my_numbers(text: &str, labelled: bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    if !may_hold_one(text) {
        return hits;
    }
    let mut number: Vec<Group> = Vec::new();
    for group in groups(text) {
        let same = match (number.last(), number.len()) {
            (None, _) => true,
            (Some(_), 1) => group.before.is_some(),
            (Some(last), _) => group.before.is_some() && group.before == last.before,
        };
        if !same {
            judge(text, &number, labelled, &mut hits);
            number.clear();
        }
        number.push(group);
    }
    judge(text, &number, labelled, &mut hits);
    hits
}

/// Whether twelve digits may stand together, with nothing but separators between them. Nearly every text is done with
/// after this look at its bytes, which takes for a digit or a separator whatever begins like one.
fn may_hold_one(text: &str) -> bool {
    let mut together = 0;
    for byte in text.bytes() {
        match byte {
            // The last two begin the full-width and the circled digits.
            b'0'..=b'9' | 0xEF | 0xE2 => together += 1,
            // The last two begin the no-break space, and the ideographic space and `ー`; those before are inside of a letter.
            b' ' | b'-' | 0x80..=0xBF | 0xC2 | 0xE3 => {}
            _ => together = 0,
        }
        if together == 12 {
            return true;
        }
    }
    false
}

/// Splits a text into groups of digits. A group touching a letter, a decimal point or a slash is not a number of its own.
fn groups(text: &str) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut current: Option<Group> = None;
    let mut before: Option<Separator> = None;
    let mut stained = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, raw)) = chars.next() {
        let c = fold::width(raw);
        if let Some(digit) = c.to_digit(10) {
            let group = current.get_or_insert(Group { digits: [0; 12], len: 0, start: at, end: at, before });
            if let Some(slot) = group.digits.get_mut(group.len) {
                // INVARIANT: a decimal digit fits a byte.
                *slot = u8::try_from(digit).unwrap_or_default();
            }
            group.len += 1;
            group.end = at + raw.len_utf8();
            continue;
        }
        let between = current.is_some() && chars.peek().is_some_and(|(_, next)| fold::width(*next).is_ascii_digit());
        let joins = stains(c) || between && matches!(c, '.' | ',' | '/' | '#');
        if let Some(group) = current.take() {
            if !stained && !joins {
                out.push(group);
            }
            before = match c {
                _ if joins => None,
                _ if fold::hyphen(c) => Some(Separator::Hyphen),
                ' ' => Some(Separator::Space),
                _ => None,
            };
        } else {
            before = None;
        }
        stained = joins;
    }
    if let Some(group) = current
        && !stained
    {
        out.push(group);
    }
    out
}

/// Characters that make digits beside them part of something else: a word, a share, an address. Full stops, commas and
/// slashes do so only between digits: 「No.1234…」 and a number at the end of a sentence are numbers.
const fn stains(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '_' | '%' | '@')
}

/// Judges a run of groups: one of twelve digits, or threes of four digits, one number after the other.
fn judge(text: &str, run: &[Group], labelled: bool, hits: &mut Vec<Hit>) {
    if run.len().is_multiple_of(3) && run.iter().all(|group| group.len == 4) {
        run.chunks(3).for_each(|number| judge_one(text, number, labelled, hits));
    } else if matches!(run, [one] if one.len == 12) {
        judge_one(text, run, labelled, hits);
    }
}

/// Judges one number of twelve digits.
fn judge_one(text: &str, number: &[Group], labelled: bool, hits: &mut Vec<Hit>) {
    let (Some(first), Some(last)) = (number.first(), number.last()) else { return };
    let grouped = number.len() > 1;
    let mut digits = [0; 12];
    let joined = number.iter().flat_map(|group| group.digits.iter().take(group.len));
    for (slot, digit) in digits.iter_mut().zip(joined) {
        *slot = *digit;
    }
    if !check_digit(digits) || degenerate(digits) || amount(text, last.end) {
        return;
    }
    let near = text.get(..first.start).unwrap_or_default().chars().rev().take(NEAR);
    let near: String = near.collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text.get(last.end..).unwrap_or_default().chars().take(SOON).collect();
    let named = speaks_of_my_number(&after) && !holds(&after, "カード");
    let confidence = if labelled || named || speaks_of_my_number(&near) {
        Confidence::High
    } else if grouped {
        Confidence::Medium
    } else {
        Confidence::Low
    };
    let mut hasher = DefaultHasher::new();
    digits.hash(&mut hasher);
    hits.push(Hit { confidence, start: first.start, end: last.end, mark: hasher.finish() });
}

/// The check digit of the My Number (平成26年総務省令85号 5条): weights 6,5,4,3,2,7,6,5,4,3,2 from the left.
pub fn check_digit(digits: [u8; 12]) -> bool {
    digits::my_number(&digits)
}

/// Serial numbers padded with zeros and runs of one digit pass the check digit, and are nobody's.
fn degenerate(digits: [u8; 12]) -> bool {
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    let same = digits.iter().zip(digits.iter().skip(1)).all(|(a, b)| a == b);
    zeros >= 6 || same
}

/// Whether a unit follows: an amount, not a number of a person.
fn amount(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    // 本人 and 個人 are people.
    let mut units = ["円", "個", "件", "冊", "本", "枚", "㎡"].into_iter();
    units.any(|unit| rest.strip_prefix(unit).is_some_and(|rest| !rest.starts_with('人')))
}

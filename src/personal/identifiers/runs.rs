//! The one pass over a text: groups of digits and what stands between them, words that speak of numbers, and the places
//! where an address of mail, a day of an era or the end of a postal address may begin.

use super::dates;
use super::place::{Span, Spot};
use super::starts;
use super::words::{self, Says};
use crate::text::fold;

/// The most digits of one group that are looked at: no identifier is longer.
pub(super) const LONGEST: usize = 20;
/// How many groups and words there is room for at first: a remark has fewer.
const ROOM: usize = 16;

/// Digits that stand together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// The first of its digits.
    pub(super) first: [u8; LONGEST],
    /// How many, also of those beyond the longest.
    pub(super) len: usize,
    /// Bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The character at which it begins, counted from the first of the text.
    pub(super) at: usize,
    /// What stands between it and the group before, if that is one character, or one among spaces.
    pub(super) gap: Option<char>,
    /// What stands before and after it.
    pub(super) left: char,
    pub(super) right: char,
    /// Whether what stands before or after makes it a part of something else.
    pub(super) stained: bool,
    /// The character at which the last 市, 区, 町, 村 or 郡 stood before it.
    pub(super) town: Option<usize>,
}

impl Group {
    /// Its digits.
    pub(super) fn digits(&self) -> &[u8] {
        self.first.get(..self.len).unwrap_or(&self.first)
    }
}

/// A word that speaks of numbers, where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken {
    pub(super) says: Says,
    pub(super) start: usize,
    pub(super) end: usize,
    /// First character and the one after the last.
    pub(super) at: usize,
    pub(super) to: usize,
}

/// What one pass finds.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) groups: Vec<Group>,
    pub(super) words: Vec<Spoken>,
    pub(super) mails: Vec<Spot>,
    pub(super) days: Vec<Span>,
    /// Kanji numerals before 丁目, 番 or 号, each with the last 市, 区, 町, 村 or 郡.
    pub(super) tails: Vec<(Spot, Option<usize>)>,
}

/// Characters that make digits beside them part of something else: a word, a share, a sum. Full stops, commas, colons
/// and slashes do so only between digits.
const fn stains(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '_' | '%' | '@' | '¥' | '\u{FFE5}' | '$' | '\\')
}

const fn divides(c: char) -> bool {
    matches!(c, '.' | ',' | '/' | '#' | ':')
}

/// What a character between digits is to them. 〜 is among the hyphens of `personal-information.md` §3.
const fn between(c: char) -> char {
    match c {
        '\u{301C}' => '-',
        c if fold::hyphen(c) => '-',
        c => c,
    }
}

/// The last character of a text, folded; before the first is an end of a line.
fn last(text: &str) -> char {
    match text.as_bytes() {
        [.., byte @ ..0x80] => char::from(*byte),
        _ => text.chars().next_back().map_or('\n', fold::width),
    }
}

/// A character of a text, folded; after the last is an end of a line.
fn nth(text: &str, at: usize) -> char {
    match text.as_bytes() {
        [byte @ ..0x80, ..] if at == 0 => char::from(*byte),
        _ => text.chars().nth(at).map_or('\n', fold::width),
    }
}

/// The pass itself, and what it remembers.
struct Pass<'a> {
    text: &'a str,
    out: Reading,
    /// Where the last word or day ended: no other begins in it.
    quiet: usize,
    town: Option<usize>,
}

/// Reads a text once.
pub(super) fn read(text: &str) -> Reading {
    let mut pass = Pass { text, out: Reading::default(), quiet: 0, town: None };
    let mut spot = Spot { byte: 0, at: 0 };
    loop {
        let (bytes, chars) = starts::skip(text.as_bytes(), spot.byte);
        spot = Spot { byte: spot.byte + bytes, at: spot.at + chars };
        let Some(rest) = text.get(spot.byte..).filter(|rest| !rest.is_empty()) else { return pass.out };
        spot = pass.take(rest, spot);
    }
}

/// The digits at the beginning of a text.
struct Digits {
    first: [u8; LONGEST],
    len: usize,
    bytes: usize,
}

impl Digits {
    fn read(text: &str) -> Self {
        let mut out = Self { first: [0; LONGEST], len: 0, bytes: 0 };
        let mut rest = text.as_bytes();
        loop {
            let (digit, bytes, after) = match rest {
                [digit @ b'0'..=b'9', after @ ..] => (digit - b'0', 1, after),
                [0xEF, 0xBC, digit @ 0x90..=0x99, after @ ..] => (digit - 0x90, 3, after),
                // Circled ones begin with 1.
                [0xE2, 0x91, digit @ 0xA0..=0xA8, after @ ..] => (digit - 0x9F, 3, after),
                _ => return out,
            };
            if let Some(slot) = out.first.get_mut(out.len) {
                *slot = digit;
            }
            out.len += 1;
            out.bytes += bytes;
            rest = after;
        }
    }
}

impl Pass<'_> {
    /// Takes what begins at a place, and says where to go on.
    fn take(&mut self, rest: &str, spot: Spot) -> Spot {
        let digits = Digits::read(rest);
        if digits.len > 0 {
            return self.group(&digits, rest, spot);
        }
        let Some(raw) = rest.chars().next() else { return spot };
        let c = fold::width(raw);
        match c {
            '@' => self.out.mails.push(spot),
            '市' | '区' | '町' | '村' | '郡' => self.town = Some(spot.at),
            '丁' | '番' => self.tail(c, rest, spot),
            _ => {}
        }
        if spot.byte >= self.quiet {
            self.word(rest, c, spot);
        }
        Spot { byte: spot.byte + raw.len_utf8(), at: spot.at + 1 }
    }

    fn word(&mut self, rest: &str, first: char, spot: Spot) {
        let text = self.text;
        let before = || last(text.get(..spot.byte).unwrap_or_default());
        if let Some((bytes, chars)) = dates::era(rest, first, before) {
            let (start, end, to) = (spot.byte, spot.byte + bytes, spot.at + chars);
            self.out.days.push(Span { start, end, at: spot.at, to, clause: start });
            self.quiet = end;
        } else if let Some((says, end, chars)) = words::at(rest, first, before) {
            let (start, end, to) = (spot.byte, spot.byte + end, spot.at + chars);
            if self.out.words.is_empty() {
                self.out.words.reserve(ROOM);
            }
            self.out.words.push(Spoken { says, start, end, at: spot.at, to });
            self.quiet = end;
        }
    }

    fn group(&mut self, found: &Digits, rest: &str, spot: Spot) -> Spot {
        let end = spot.byte + found.bytes;
        let before = self.text.get(..spot.byte).unwrap_or_default();
        let after = rest.get(found.bytes..).unwrap_or_default();
        let (left, right) = (last(before), nth(after, 0));
        let earlier = || before.chars().rev().nth(1).map_or('\n', fold::width);
        let hung = between(left) == '-' && earlier().is_ascii_alphabetic();
        let apart = self.out.groups.last().and_then(|last| self.text.get(last.end..spot.byte));
        let cut = divides(left) && apart.is_some_and(|apart| apart.chars().nth(1).is_none());
        let gap = apart.and_then(gap);
        let goes_on = stains(right)
            || divides(right) && nth(after, 1).is_ascii_digit()
            || between(right) == '-' && right != '\u{30FC}' && nth(after, 1).is_ascii_alphabetic();
        if self.out.groups.is_empty() {
            self.out.groups.reserve(ROOM);
        }
        self.out.groups.push(Group {
            first: found.first,
            len: found.len,
            start: spot.byte,
            end,
            at: spot.at,
            gap,
            left,
            right,
            stained: hung || cut || stains(left) || goes_on,
            town: self.town,
        });
        Spot { byte: end, at: spot.at + found.len }
    }

    /// Notes where an address may end in kanji numerals: `一丁目`, `三番`, but not `一番町`.
    fn tail(&mut self, c: char, rest: &str, spot: Spot) {
        let next = rest.chars().nth(1);
        let ends = if c == '丁' { next == Some('目') } else { next != Some('町') };
        if !ends {
            return;
        }
        let mut began = None;
        let Spot { mut byte, mut at } = spot;
        for raw in self.text.get(..spot.byte).unwrap_or_default().chars().rev() {
            byte -= raw.len_utf8();
            at -= 1;
            if dates::numeral(raw) {
                began = Some(Spot { byte, at });
            } else if !fold::width(raw).is_ascii_digit() {
                break;
            }
        }
        self.out.tails.extend(began.map(|began| (began, self.town)));
    }
}

/// What stands between two groups, if that is one character, or one among spaces.
fn gap(text: &str) -> Option<char> {
    if let [byte] = text.as_bytes() {
        return Some(char::from(*byte));
    }
    // Three characters have twelve bytes at most.
    if text.len() > 12 {
        return None;
    }
    let mut other = None;
    let mut spaces = 0;
    let mut chars = text.chars().map(fold::width);
    for c in chars.by_ref().take(3) {
        match c {
            ' ' => spaces += 1,
            _ if other.is_some() => return None,
            _ => other = Some(c),
        }
    }
    if chars.next().is_some() {
        return None;
    }
    match other {
        Some('(') => (spaces == 0).then_some('('),
        Some(c) => Some(between(c)),
        None => (spaces == 1).then_some(' '),
    }
}

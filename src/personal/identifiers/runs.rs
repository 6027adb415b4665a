//! The one pass over a text: groups of digits and what stands between them, words that speak of numbers, and the places
//! where an address of mail, a day of an era or the end of a postal address may begin.

use super::dates;
use super::words::{self, Says};
use crate::text::fold;

/// The most digits of one group that are looked at: no identifier is longer.
const LONGEST: usize = 20;

/// Digits that stand together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    digits: [u8; LONGEST],
    /// How many, also of those beyond the longest.
    pub(super) len: usize,
    /// Bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The character at which it begins, counted from the first of the text, and its clause: a line or a sentence.
    pub(super) at: usize,
    pub(super) clause: usize,
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
        self.digits.get(..self.len).unwrap_or(&self.digits)
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
    pub(super) clause: usize,
}

/// A place in a text: byte, character, clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) byte: usize,
    pub(super) at: usize,
    pub(super) clause: usize,
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

/// The pass itself, and what it remembers from character to character.
struct Pass<'a> {
    text: &'a str,
    out: Reading,
    open: Option<Group>,
    /// What came since the last group: the one character that is not a space, how many there were, and how many spaces.
    gap: (Option<char>, usize, usize),
    before: char,
    earlier: char,
    /// Where the last word or day ended: no other begins in it.
    quiet: usize,
    town: Option<usize>,
    /// Where the last row of kanji numerals began.
    numerals: Option<Spot>,
}

/// Reads a text once.
pub(super) fn read(text: &str) -> Reading {
    let mut pass = Pass {
        text,
        out: Reading::default(),
        open: None,
        gap: (None, usize::MAX, 0),
        before: '\n',
        earlier: '\n',
        quiet: 0,
        town: None,
        numerals: None,
    };
    let mut clause = 0;
    for (at, (byte, raw)) in text.char_indices().enumerate() {
        let c = fold::width(raw);
        pass.take(c, raw.len_utf8(), Spot { byte, at, clause });
        clause += usize::from(matches!(c, '\n' | '。'));
        (pass.earlier, pass.before) = (pass.before, c);
    }
    pass.close('\n', text.len());
    pass.out
}

impl Pass<'_> {
    fn take(&mut self, c: char, len: usize, spot: Spot) {
        if let Some(digit) = c.to_digit(10) {
            self.digit(digit, spot, len);
            return;
        }
        self.close(c, spot.byte + len);
        self.gap = match self.gap {
            (other, count, spaces) if c == ' ' => (other, count.saturating_add(1), spaces + 1),
            (None, count, spaces) => (Some(c), count.saturating_add(1), spaces),
            (Some(_), _, spaces) => (Some(c), usize::MAX, spaces),
        };
        self.numeral(c, spot);
        match c {
            '@' => self.out.mails.push(spot),
            '市' | '区' | '町' | '村' | '郡' => self.town = Some(spot.at),
            _ => {}
        }
        if spot.byte < self.quiet {
            return;
        }
        let rest = self.text.get(spot.byte..).unwrap_or_default();
        if let Some((bytes, chars)) = dates::era(rest, self.before) {
            let (start, end, to) = (spot.byte, spot.byte + bytes, spot.at + chars);
            self.out.days.push(Span { start, end, at: spot.at, to, clause: spot.clause });
            self.quiet = end;
        } else if let Some((says, end, chars)) = words::at(rest, self.before) {
            let (start, end, to) = (spot.byte, spot.byte + end, spot.at + chars);
            self.out.words.push(Spoken { says, start, end, at: spot.at, to, clause: spot.clause });
            self.quiet = end;
        }
    }

    fn digit(&mut self, digit: u32, spot: Spot, len: usize) {
        let group = self.open.get_or_insert_with(|| {
            let gap = match self.gap {
                (Some('('), 1, _) => Some('('),
                (Some(c), 1..=3, _) if c != '(' => Some(between(c)),
                (None, 1, 1) => Some(' '),
                _ => None,
            };
            let hung = between(self.before) == '-' && self.earlier.is_ascii_alphabetic();
            let cut = self.gap.1 == 1 && divides(self.before);
            Group {
                digits: [0; LONGEST],
                len: 0,
                start: spot.byte,
                end: spot.byte,
                at: spot.at,
                clause: spot.clause,
                gap,
                left: self.before,
                right: '\n',
                stained: hung || cut || stains(self.before),
                town: self.town,
            }
        });
        if let Some(slot) = group.digits.get_mut(group.len) {
            // INVARIANT: a decimal digit fits a byte.
            *slot = u8::try_from(digit).unwrap_or_default();
        }
        group.len += 1;
        group.end = spot.byte + len;
    }

    /// Ends the open group, before a character; `after` is the byte after that.
    fn close(&mut self, c: char, after: usize) {
        let Some(mut group) = self.open.take() else { return };
        let next = self.text.get(after..).and_then(|rest| rest.chars().next()).map_or('\n', fold::width);
        group.right = c;
        group.stained |= stains(c)
            || divides(c) && next.is_ascii_digit()
            || between(c) == '-' && c != '\u{30FC}' && next.is_ascii_alphabetic();
        self.out.groups.push(group);
        self.gap = (None, 0, 0);
    }

    /// Notes where an address may end in kanji numerals: `一丁目`, `三番`, but not `一番町`.
    fn numeral(&mut self, c: char, spot: Spot) {
        if dates::numeral(c) {
            self.numerals.get_or_insert(spot);
            return;
        }
        let Some(began) = self.numerals.take() else { return };
        let next = self.text.get(spot.byte..).unwrap_or_default().chars().nth(1);
        let tail = match c {
            '丁' => next == Some('目'),
            '番' => next != Some('町'),
            _ => false,
        };
        if tail {
            self.out.tails.push((began, self.town));
        }
    }
}

/// Groups that make one number, hyphens or spaces between them.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    pub(super) groups: &'a [Group],
    digits: [u8; LONGEST],
    /// How many digits there are in all.
    pub(super) len: usize,
}

impl<'a> Unit<'a> {
    /// The number that some groups make; `None` for none, and for more digits than any identifier has.
    pub(super) fn new(groups: &'a [Group]) -> Option<Self> {
        let mut digits = [0; LONGEST];
        let len = groups.iter().map(|group| group.len).sum();
        if len == 0 || len > LONGEST {
            return None;
        }
        let joined = groups.iter().flat_map(Group::digits);
        for (slot, digit) in digits.iter_mut().zip(joined) {
            *slot = *digit;
        }
        Some(Self { groups, digits, len })
    }

    /// The digits, joined.
    pub(super) fn digits(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }

    /// The sizes of up to five groups; more make no identifier.
    pub(super) fn sizes(&self) -> [usize; 5] {
        let mut sizes = [0; 5];
        for (slot, group) in sizes.iter_mut().zip(self.groups) {
            *slot = group.len;
        }
        sizes
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Option<Span> {
        let (first, last) = (self.groups.first()?, self.groups.last()?);
        Some(Span { start: first.start, end: last.end, at: first.at, to: last.at + last.len, clause: first.clause })
    }

    /// Whether hyphens or spaces stand within.
    pub(super) const fn grouped(&self) -> bool {
        self.groups.len() > 1
    }
}

/// Where a value stands: bytes, characters, clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) at: usize,
    pub(super) to: usize,
    pub(super) clause: usize,
}

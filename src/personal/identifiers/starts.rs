//! Where something may begin: nearly every character of a text is passed over after a look at two bits.
//!
//! The bits are made from the words themselves while the crate is compiled. A bit set for nothing costs a second look,
//! never an answer.

use super::word_list::{Entry, WORDS};

/// Characters that matter whatever follows: municipalities, ends of addresses in kanji numerals, eras in one character.
const ALONE: [char; 12] = ['市', '区', '町', '村', '郡', '丁', '番', '㍾', '㍽', '㍼', '㍻', '㋿'];
/// Eras by name.
const ERAS: [&str; 5] = ["明治", "大正", "昭和", "平成", "令和"];
/// Eras in short, before a numeral.
const SHORT: [char; 5] = ['明', '大', '昭', '平', '令'];
const NUMERALS: [char; 12] = ['〇', '元', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// A row for the second byte of a character, a bit for its third.
pub(super) type Table = [u64; 64];

struct Starts {
    /// Characters with which something may begin. First bytes share the rows: one in thirty others is here by chance.
    maybe: Table,
    /// Those of them that are a word by themselves, or matter alone.
    alone: Table,
    /// Pairs of characters with which something may begin.
    pairs: [u64; 128],
    /// Latin letters with which a word or an era begins.
    letters: u32,
}

static STARTS: Starts = Starts::new();

/// The first characters of some words.
#[expect(clippy::indexing_slicing, reason = "runs while compiling; the row is masked to the table's length")]
pub(super) const fn table(words: &[&str]) -> Table {
    let mut table = [0; 64];
    let mut words = words;
    while let [word, rest @ ..] = words {
        if let Some((one, _)) = split(word.as_bytes()) {
            table[row(one[0])] |= bit(one[1]);
        }
        words = rest;
    }
    table
}

const fn row(byte: u8) -> usize {
    (byte & 63) as usize
}

const fn bit(byte: u8) -> u64 {
    1 << (byte & 63)
}

/// Where the bit of a pair is. The numbers spread the pairs that there are.
const fn pair(one: [u8; 2], other: [u8; 2]) -> (usize, u64) {
    let first = (one[0] as u32 & 63) << 6 | one[1] as u32 & 63;
    let second = (other[0] as u32 & 63) << 6 | other[1] as u32 & 63;
    let hash = (first * 131 + second) & 8191;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// The last two of the three bytes of a character, and what comes after it.
const fn split(text: &[u8]) -> Option<([u8; 2], &[u8])> {
    match text {
        [0xE3..=0xE9, one, two, rest @ ..] => Some(([*one, *two], rest)),
        _ => None,
    }
}

#[expect(clippy::indexing_slicing, reason = "runs while compiling; every index is masked to the table's length")]
impl Starts {
    const fn new() -> Self {
        let mut starts = Self { maybe: [0; 64], alone: [0; 64], pairs: [0; 128], letters: 0 };
        let mut words: &[(char, &[Entry])] = &WORDS;
        while let [(first, entries), rest @ ..] = words {
            let mut entries: &[Entry] = entries;
            while let [(word, _), others @ ..] = entries {
                starts.add(*first, word.as_bytes());
                entries = others;
            }
            words = rest;
        }
        let mut at = 0;
        while at < ALONE.len() {
            starts.add(ALONE[at], ALONE[at].encode_utf8(&mut [0; 4]).as_bytes());
            at += 1;
        }
        at = 0;
        while at < ERAS.len() {
            starts.add(SHORT[at], ERAS[at].as_bytes());
            let mut numeral = 0;
            while numeral < NUMERALS.len() {
                let (mut one, mut other) = ([0; 4], [0; 4]);
                let (one, other) = (SHORT[at].encode_utf8(&mut one), NUMERALS[numeral].encode_utf8(&mut other));
                if let (Some((one, _)), Some((other, _))) = (split(one.as_bytes()), split(other.as_bytes())) {
                    let (word, bit) = pair(one, other);
                    starts.pairs[word] |= bit;
                }
                numeral += 1;
            }
            at += 1;
        }
        // Eras by letter.
        let mut letters: &[u8] = b"mtshr";
        while let [letter, rest @ ..] = letters {
            starts.letters |= 1 << (*letter - b'a');
            letters = rest;
        }
        starts
    }

    const fn add(&mut self, first: char, word: &[u8]) {
        if first.is_ascii() {
            self.letters |= 1 << (first as u8 - b'a');
        }
        let Some((one, rest)) = split(word) else { return };
        self.maybe[row(one[0])] |= bit(one[1]);
        match split(rest) {
            Some((other, _)) => {
                let (word, bit) = pair(one, other);
                self.pairs[word] |= bit;
            }
            None => self.alone[row(one[0])] |= bit(one[1]),
        }
    }
}

/// Whether a character, of which these are the last two bytes, may be one of a table.
pub(super) fn holds(table: &Table, one: u8, two: u8) -> bool {
    table.get(row(one)).is_some_and(|row| row & bit(two) != 0)
}

/// Whether something may begin with a character, of which these are the last two bytes, before these others.
fn may_begin(one: u8, two: u8, next: &[u8]) -> bool {
    if holds(&STARTS.alone, one, two) {
        return true;
    }
    match next {
        // The ideographic space may stand within a word.
        [0xE3, 0x80, 0x80, ..] => true,
        [0xE3..=0xE9, a, b, ..] => {
            let (word, bit) = pair([one, two], [*a, *b]);
            STARTS.pairs.get(word).is_some_and(|word| word & bit != 0)
        }
        // Spaces, other widths.
        _ => true,
    }
}

/// How many bytes and characters there are from a byte on before the next place where something may begin.
pub(super) fn skip(text: &[u8], from: usize) -> (usize, usize) {
    let Some((before, text)) = text.split_at_checked(from) else { return (0, 0) };
    let mut rest = text;
    let mut chars = 0;
    // Nothing begins within a Latin word.
    let mut latin = before.last().is_some_and(u8::is_ascii_alphabetic);
    while let [lead, tail @ ..] = rest {
        rest = match (*lead, tail) {
            (0xE3..=0xE9, [one, two, next @ ..]) => {
                if holds(&STARTS.maybe, *one, *two) && may_begin(*one, *two, next) {
                    break;
                }
                latin = false;
                next
            }
            // Of the full-width forms digits, letters and `@`, not the marks before and between them; half-width kana.
            (b'0'..=b'9' | b'@', _)
            | (0xEF, [0xBC, 0x90..=0x99 | 0xA0..=0xBA, ..] | [0xBD, 0x81..=0x9A | 0xA6..=0xBF, ..] | [0xBE, ..])
            | (0xE2, [0x91, ..]) => break,
            (letter @ (b'a'..=b'z' | b'A'..=b'Z'), next) => {
                if !latin && STARTS.letters >> ((letter | 0x20) - b'a') & 1 == 1 {
                    break;
                }
                latin = true;
                next
            }
            (..=0x7F, next)
            | (0xC0..=0xDF, [_, next @ ..])
            | (0xE0..=0xEF, [_, _, next @ ..])
            | (0xF0.., [_, _, _, next @ ..]) => {
                latin = false;
                next
            }
            (_, next) => next,
        };
        chars += 1;
    }
    (text.len() - rest.len(), chars)
}

//! What a word says of the values beside it. The scanner looks here only where a word may begin (`starts`), so a text is
//! never searched for words.

use super::Identifier;
use super::word_list::{Entry, WORDS};
use crate::text::fold::letters;

/// What a word says of the values near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It names this kind.
    Of(Identifier),
    /// It may mean this kind.
    Perhaps(Identifier),
    /// The My Number card: its holder's number may follow it, but never goes before it.
    MyNumberCard,
    /// It names a number of something else: an order, an article, an account of work.
    Thing,
    /// It names an organisation: its telephone and address are nobody's.
    Organisation,
    /// It names a person, also where an organisation is named beside.
    Person,
    /// The day before it is one of birth.
    Born,
    /// It names a day that is not a day of birth.
    OtherDay,
    /// It speaks to or of a person by name, who goes before it.
    Honorific,
}

/// The longest word at the beginning of a text, and its length in bytes and characters there. `first` is its first
/// character, folded, and `before` the one in front: within a Latin word nothing begins.
pub(super) fn at(text: &str, first: char, before: impl Fn() -> char) -> Option<(Says, usize, usize)> {
    let first = match first {
        // A voice mark may follow.
        '\u{FF66}'..='\u{FF9D}' => letters(text).next()?.0,
        _ => first.to_ascii_lowercase(),
    };
    let list = starting(first);
    if list.is_empty() || first.is_ascii_alphabetic() && before().is_ascii_alphabetic() {
        return None;
    }
    let plain = plain(text.as_bytes(), list);
    let mut longest = None;
    for (word, says) in list {
        if let Some(end) = length(word, text, plain)
            && longest.is_none_or(|(_, other)| other <= end)
        {
            longest = Some((*says, end));
        }
    }
    let (says, end) = longest?;
    // Kana and kanji are of three bytes.
    let chars = if end > plain { text.get(..end)?.chars().count() } else { end / 3 };
    Some((says, end, chars))
}

/// Where the row of each first character is found: at its slot, or after it. A slot without a row is past the last row.
static ROWS: [u8; 512] = rows();

const fn slot(first: char) -> usize {
    (first as usize * 37) % 512
}

#[expect(clippy::indexing_slicing, reason = "runs while compiling; slots are below the table's length")]
#[expect(clippy::cast_possible_truncation, reason = "a row's number is asserted to fit")]
const fn rows() -> [u8; 512] {
    assert!(WORDS.len() < 255, "the number of a row is one byte");
    let mut rows = [u8::MAX; 512];
    let mut row = 0;
    while row < WORDS.len() {
        let mut at = slot(WORDS[row].0);
        while rows[at] != u8::MAX {
            at = (at + 1) % 512;
        }
        rows[at] = row as u8;
        row += 1;
    }
    rows
}

/// The words that begin with a character.
fn starting(first: char) -> &'static [Entry] {
    let mut at = slot(first);
    loop {
        match ROWS.get(at).and_then(|row| WORDS.get(usize::from(*row))) {
            None => return &[],
            Some((other, list)) if *other == first => return list,
            Some(_) => at = (at + 1) % ROWS.len(),
        }
    }
}

/// How many bytes of kana and kanji the text begins with, as far as the longest of some words goes: they are written in
/// one way only.
fn plain(text: &[u8], list: &[Entry]) -> usize {
    let mut most = 0;
    for (word, _) in list {
        most = most.max(word.len());
    }
    let mut rest = text;
    while text.len() - rest.len() < most {
        rest = match rest {
            [0xE3, 0x80, 0x80, ..] => break,
            [0xE3..=0xE9, _, _, after @ ..] => after,
            _ => break,
        };
    }
    text.len() - rest.len()
}

/// How many bytes of the text the word takes up, if the text begins with it. Spaces within do not count.
fn length(word: &str, text: &str, plain: usize) -> Option<usize> {
    let latin = word.as_bytes().first().is_some_and(u8::is_ascii);
    let end = if word.len() <= plain {
        text.as_bytes().starts_with(word.as_bytes()).then_some(word.len())?
    } else {
        spaced(word.as_bytes(), text.as_bytes()).unwrap_or_else(|OtherWidth| folded(word, text))?
    };
    let goes_on = || letters(text.get(end..).unwrap_or_default()).next().is_some_and(|(c, _)| c.is_ascii_alphabetic());
    (!latin || !goes_on()).then_some(end)
}

/// A text has characters that [`letters`] folds.
struct OtherWidth;

/// The same for a text with spaces, in one width.
fn spaced(word: &[u8], text: &[u8]) -> Result<Option<usize>, OtherWidth> {
    let (mut wanted, mut rest) = (word, text);
    loop {
        (wanted, rest) = match (wanted, rest) {
            ([], _) => return Ok(Some(text.len() - rest.len())),
            (_, [b'\t'..=b'\r' | b' ', after @ ..] | [0xE3, 0x80, 0x80, after @ ..]) => (wanted, after),
            ([w, next @ ..], [t, after @ ..]) if t.is_ascii() && t.to_ascii_lowercase() == *w => (next, after),
            ([w1, w2, w3, next @ ..], [0xE3..=0xE9, t2, t3, after @ ..])
                if Some(w1) == rest.first() && w2 == t2 && w3 == t3 =>
            {
                (next, after)
            }
            (_, [..0x80 | 0xE3..=0xE9, ..] | []) => return Ok(None),
            _ => return Err(OtherWidth),
        };
    }
}

/// The same for a text in any width.
fn folded(word: &str, text: &str) -> Option<usize> {
    let mut rest = letters(text);
    let mut end = 0;
    for wanted in word.chars() {
        let (c, after) = rest.find(|(c, _)| *c != ' ')?;
        if c != wanted {
            return None;
        }
        end = after;
    }
    Some(end)
}

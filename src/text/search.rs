//! Words in texts. The library's own search brings 8 KB into the console's wasm, most of them the words of a panic that
//! cannot happen; `contains`, `replace` and `match_indices`, even of one letter, and `split_at` are each enough for that.

use crate::text::fold;

/// Where a word first stands in a text.
pub fn find(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let last = text.len().checked_sub(word.len())?;
    let begins = |at: &usize| word.first().is_none_or(|first| text.get(*at) == Some(first));
    (0..=last).filter(begins).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(word)))
}

/// Whether a text holds a word.
pub fn holds(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

/// What stands before a word, and after it, for every place where it stands; an empty word stands nowhere.
pub fn around<'a>(text: &'a str, word: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        if word.is_empty() {
            return None;
        }
        let at = from + find(text.get(from..)?, word)?;
        from = at + word.len();
        Some((text.get(..at)?, text.get(from..)?))
    })
}

/// A text with another word in the place of one.
pub fn replaced(text: &str, word: &str, by: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = around(rest, word).next() {
        out.push_str(before);
        out.push_str(by);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether a pattern fits a whole text; `*` in it stands for any text. Linear for the pattern's pieces: what is found
/// first is taken, since a later place leaves less for the rest.
pub fn fits(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(mut piece) = pieces.next() else { return rest.is_empty() };
    for next in pieces {
        let Some(at) = find(rest, piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
        piece = next;
    }
    rest.ends_with(piece)
}

/// Several words, looked for at once in a text that was folded by [`fold::lines`]. One walk over the text, whatever their
/// number: most letters begin none of them.
#[derive(Clone, Debug)]
pub struct Sought {
    words: Vec<String>,
    begun: [u64; 16],
}

/// Where the letters that words begin with are kept: the part of the set, and the bit in it.
const fn begun(letter: char) -> (usize, u64) {
    ((letter as usize >> 6) & 15, 1 << (letter as u64 & 63))
}

impl Sought {
    /// Words as people write them; widths and kinds of kana do not matter.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sought = Self { words: Vec::new(), begun: [0; 16] };
        for word in words {
            let word = fold::label(word);
            let Some((at, bit)) = word.chars().next().map(begun) else { continue };
            if let Some(part) = sought.begun.get_mut(at) {
                *part |= bit;
            }
            sought.words.push(word);
        }
        sought
    }

    /// The longest word that stands at a place. `DV` does not stand in `DVD`: a word in Latin letters is whole.
    fn at(&self, text: &str, at: usize) -> Option<&str> {
        let rest = text.get(at..)?;
        let begins = |word: &&String| rest.starts_with(word.as_str()) && whole(text, at, at + word.len());
        self.words.iter().filter(begins).max_by_key(|word| word.len()).map(String::as_str)
    }

    /// Every word in a text, with the place where it begins. Words do not overlap.
    pub fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        let mut from = 0;
        text.char_indices().filter_map(move |(at, letter)| {
            let (part, bit) = begun(letter);
            if at < from || self.begun.get(part).is_none_or(|part| part & bit == 0) {
                return None;
            }
            let word = self.at(text, at)?;
            from = at + word.len();
            Some((at, word))
        })
    }

    /// Whether a text holds one of the words.
    pub fn stand_in(&self, text: &str) -> bool {
        self.all(text).next().is_some()
    }
}

/// Whether what stands between two places is no part of a longer word in Latin letters.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let latin = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let runs_on = |before: Option<usize>, after: usize| latin(before) && latin(Some(after));
    !runs_on(start.checked_sub(1), start) && !runs_on(end.checked_sub(1), end)
}

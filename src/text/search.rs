//! Words in texts. The library's own search brings 8 KB into the console's wasm, most of them the words of a panic that
//! cannot happen; `contains`, `replace` and `match_indices`, even of one letter, and `split_at` are each enough for that.

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

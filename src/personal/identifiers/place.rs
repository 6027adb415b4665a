//! Where something stands in a text.

/// A place in a text: byte and character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) byte: usize,
    pub(super) at: usize,
}

/// Where a value stands: bytes, characters, and a byte in its clause, which is a line or a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) at: usize,
    pub(super) to: usize,
    pub(super) clause: usize,
}

/// Whether two places are in one clause: no end of a line or a sentence stands between them.
pub(super) fn one_clause(text: &str, one: usize, other: usize) -> bool {
    let mut rest = text.as_bytes().get(one.min(other)..one.max(other)).unwrap_or_default();
    loop {
        rest = match rest {
            [] => return true,
            [b'\n', ..] | [0xE3, 0x80, 0x82, ..] => return false,
            [_, after @ ..] => after,
        };
    }
}

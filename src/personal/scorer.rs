//! How much a label sounds like one about a person: the sum of what its pieces weigh.
//!
//! The pieces are runs of one to three characters, the ends of its parts, and what the lexicon knows of it. What a piece
//! weighs was learnt from labels (`train`); the table beside this file says it in words.

use std::sync::OnceLock;

use super::label::Label;
use super::weights;
use super::words::{Found, Strength};

/// A piece of a label by its kind and text.
pub(super) struct Piece<'a> {
    kind: char,
    pub(super) text: &'a str,
}

impl Piece<'_> {
    /// As the table names it.
    pub(super) fn name(&self) -> String {
        format!("{}{}", self.kind, self.text)
    }

    /// A number for the piece: the upper 24 bits of FNV-1a, which keeps the table small; of some 5,000 pieces two share
    /// one.
    pub(super) fn key(&self) -> u32 {
        let bytes = [self.kind as u8].into_iter().chain(self.text.bytes());
        bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) >> 8
    }
}

/// Calls `each` for the pieces of a label. A piece that stands twice is called twice.
pub(super) fn pieces(label: &Label, found: Option<&Found>, mut each: impl FnMut(Piece<'_>)) {
    // ^ and $ stand for where the label begins and ends.
    let framed = format!("^{}$", label.text);
    // A word in Latin letters is one unit: its pieces tell nothing of a language whose words are not written so.
    let mut starts = Vec::new();
    let mut inside = false;
    for (at, c) in framed.char_indices() {
        if !(inside && c.is_ascii_alphabetic()) {
            starts.push(at);
        }
        inside = c.is_ascii_alphabetic();
    }
    starts.push(framed.len());
    for length in 1..=3 {
        for window in starts.windows(length + 1) {
            if let [from, .., to] = window
                && let Some(text) = framed.get(*from..*to)
            {
                each(Piece { kind: 'g', text });
            }
        }
    }
    let last = label.last();
    for length in 2..=4 {
        if let Some((at, _)) = last.char_indices().rev().nth(length - 1)
            && let Some(text) = last.get(at..)
            && !text.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            each(Piece { kind: 'e', text });
        }
    }
    each(Piece { kind: 'l', text: last });
    each(Piece { kind: 'f', text: label.first() });
    if let Some(found) = found {
        let strength = match found.strength {
            Strength::Strong => "strong",
            Strength::Medium => "medium",
            Strength::Weak => "weak",
        };
        each(Piece { kind: 's', text: strength });
        each(Piece { kind: 'c', text: found.category });
        if label.text.ends_with(found.term) {
            each(Piece { kind: 'z', text: strength });
        }
        if found.vetoed {
            each(Piece { kind: 'v', text: "" });
        }
    }
}

/// A learnt table: what pieces weigh, by key in ascending order.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) pieces: Vec<(u32, i8)>,
    pub(super) bias: i32,
}

impl Table {
    /// Unpacks a committed table: before each weight, how far its key lies above the one before, seven bits a byte, the
    /// lowest first, the last byte below 128.
    fn unpack(packed: &[u8], bias: i32) -> Self {
        let mut pieces = Vec::new();
        let (mut key, mut shift, mut step) = (0, 0, 0);
        let mut bytes = packed.iter();
        while let Some(byte) = bytes.next() {
            step |= u32::from(byte & 0x7f) << shift;
            if *byte >= 0x80 {
                shift += 7;
                continue;
            }
            key += step;
            (shift, step) = (0, 0);
            let Some(weight) = bytes.next() else { break };
            pieces.push((key, weight.cast_signed()));
        }
        Self { pieces, bias }
    }

    /// Packs a table as `unpack` reads it.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut before = 0;
        for (key, weight) in &self.pieces {
            let mut step = key - before;
            before = *key;
            loop {
                let [low, ..] = step.to_le_bytes();
                step >>= 7;
                out.push(if step == 0 { low } else { low | 0x80 });
                if step == 0 {
                    break;
                }
            }
            out.push(weight.cast_unsigned());
        }
        out
    }

    /// The sum for a label, 0 being the line between yes and no; and how many of its pieces the table knows.
    pub(super) fn sum(&self, label: &Label, found: Option<&Found>) -> (i32, usize) {
        let (mut sum, mut known) = (self.bias, 0);
        pieces(label, found, |piece| {
            let weight = self.weight(&piece);
            sum += i32::from(weight);
            // Where a label begins and ends it has in common with all others.
            known += usize::from(weight != 0 && !matches!(piece.text, "^" | "$"));
        });
        (sum, known)
    }

    fn weight(&self, piece: &Piece<'_>) -> i8 {
        let found = self.pieces.binary_search_by_key(&piece.key(), |(key, _)| *key).ok();
        found.and_then(|at| self.pieces.get(at)).map(|(_, weight)| *weight).unwrap_or_default()
    }

    /// The piece of the label that weighs most, for people to see: an end or a part of it rather than characters from its
    /// middle.
    pub(super) fn heaviest(&self, label: &Label) -> Option<String> {
        let mut best: Option<(bool, i32, String)> = None;
        pieces(label, None, |piece| {
            let text = piece.text.trim_matches(['^', '$']);
            let length = i32::try_from(text.chars().count()).unwrap_or_default();
            let weight = i32::from(self.weight(&piece)) * length;
            let part = piece.kind != 'g';
            let heavier = best.as_ref().is_none_or(|(other, held, _)| (part, weight) > (*other, *held));
            if weight > 0 && length >= 2 && heavier {
                best = Some((part, weight, text.to_owned()));
            }
        });
        best.map(|(.., text)| text)
    }
}

/// The committed tables, packed. Where the boot script hands them over ([`give`]), the program need not hold them.
const COMMITTED: (&[u8], &[u8]) =
    if cfg!(feature = "beside") { (&[], &[]) } else { (include_bytes!("personal.bin"), include_bytes!("special.bin")) };

static GIVEN: OnceLock<(Vec<u8>, Vec<u8>)> = OnceLock::new();

/// Takes the tables, once and for the life of the program.
pub fn give(personal: Vec<u8>, special: Vec<u8>) {
    GIVEN.get_or_init(|| (personal, special));
}

fn packed() -> (&'static [u8], &'static [u8]) {
    GIVEN.get().map_or(COMMITTED, |(personal, special)| (personal, special))
}

/// Whether a label is about a person at all: the committed table.
pub(super) fn personal() -> Table {
    Table::unpack(packed().0, weights::PERSONAL_BIAS)
}

/// Whether, being about a person, it is about health, crime, belief or descent: the committed table.
pub(super) fn special() -> Table {
    Table::unpack(packed().1, weights::SPECIAL_BIAS)
}

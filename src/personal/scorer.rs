//! How much a label sounds like one about a person: the sum of what its pieces weigh.
//!
//! The pieces are runs of one to three characters, the ends of its parts, and what the lexicon knows of it. What a piece
//! weighs was learnt from labels (`train`); the table beside this file says it in words.

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

    /// A number for the piece: FNV-1a, 32 bits.
    pub(super) fn key(&self) -> u32 {
        let bytes = [self.kind as u8].into_iter().chain(self.text.bytes());
        bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }
}

/// Calls `each` for the pieces of a label. A piece that stands twice is called twice.
pub(super) fn pieces(label: &Label, found: Option<&Found>, mut each: impl FnMut(Piece<'_>)) {
    // ^ and $ stand for where the label begins and ends.
    let framed = format!("^{}$", label.text);
    let starts: Vec<usize> = framed.char_indices().map(|(at, _)| at).chain([framed.len()]).collect();
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
        if let Some((at, _)) = last.char_indices().rev().nth(length - 1) {
            each(Piece { kind: 'e', text: last.get(at..).unwrap_or_default() });
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

/// A learnt table: what pieces weigh.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub(super) keys: &'static [u32],
    pub(super) weights: &'static [i8],
    pub(super) bias: i32,
}

impl Table {
    /// The sum for a label; 0 is the line between yes and no.
    pub(super) fn sum(&self, label: &Label, found: Option<&Found>) -> i32 {
        let mut sum = self.bias;
        pieces(label, found, |piece| sum += i32::from(self.weight(&piece)));
        sum
    }

    fn weight(&self, piece: &Piece<'_>) -> i8 {
        self.keys.binary_search(&piece.key()).ok().and_then(|at| self.weights.get(at)).copied().unwrap_or_default()
    }

    /// The run of characters in the label that weighs most, for people to see.
    pub(super) fn heaviest(&self, label: &Label) -> Option<String> {
        let mut best: Option<(i8, String)> = None;
        pieces(label, None, |piece| {
            let text = piece.text.trim_matches(['^', '$']);
            let weight = self.weight(&piece);
            if weight > 0 && text.chars().count() >= 2 && best.as_ref().is_none_or(|(held, _)| weight > *held) {
                best = Some((weight, text.to_owned()));
            }
        });
        best.map(|(_, text)| text)
    }
}

/// Whether it is about a person at all.
pub(super) const PERSONAL: Table =
    Table { keys: &weights::PERSONAL_KEYS, weights: &weights::PERSONAL, bias: weights::PERSONAL_BIAS };
/// Whether, being about a person, it is about health, crime, belief or descent.
pub(super) const SPECIAL: Table =
    Table { keys: &weights::SPECIAL_KEYS, weights: &weights::SPECIAL, bias: weights::SPECIAL_BIAS };

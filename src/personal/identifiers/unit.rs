//! Groups of digits, joined to the number that they may be.

use super::place::Span;
use super::runs::{Group, LONGEST};

/// Groups that make one number, hyphens or spaces between them.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    pub(super) groups: &'a [Group],
    digits: [u8; LONGEST],
    sizes: [usize; 5],
    /// How many digits there are in all.
    pub(super) len: usize,
}

impl<'a> Unit<'a> {
    /// The number that some groups make; `None` for none, and for more digits than any identifier has.
    pub(super) fn new(groups: &'a [Group]) -> Option<Self> {
        let len = groups.iter().map(|group| group.len).sum();
        if len == 0 || len > LONGEST {
            return None;
        }
        let mut unit = Self { groups, digits: [0; LONGEST], sizes: [0; 5], len };
        let mut free: &mut [u8] = &mut unit.digits;
        for group in groups {
            let Some((place, rest)) = free.split_at_mut_checked(group.len) else { break };
            for (slot, digit) in place.iter_mut().zip(group.first) {
                *slot = digit;
            }
            free = rest;
        }
        for (slot, group) in unit.sizes.iter_mut().zip(groups) {
            *slot = group.len;
        }
        Some(unit)
    }

    /// The digits, joined.
    pub(super) fn digits(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }

    /// The sizes of up to five groups; more make no identifier.
    pub(super) const fn sizes(&self) -> [usize; 5] {
        self.sizes
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Option<Span> {
        let (first, last) = (self.groups.first()?, self.groups.last()?);
        Some(Span { start: first.start, end: last.end, at: first.at, to: last.at + last.len, clause: first.start })
    }

    /// Whether hyphens or spaces stand within.
    pub(super) const fn grouped(&self) -> bool {
        self.groups.len() > 1
    }
}

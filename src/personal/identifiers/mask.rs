//! The shape of a value, without any character of it.

use std::fmt::{self, Debug, Display};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// The most characters: 14 digits in groups of one.
const LONGEST: usize = 31;

/// A shape such as `****-****-****`: a text that needs no memory of its own, for there is one to each find.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Mask {
    bytes: [u8; LONGEST],
    len: u8,
}

impl Mask {
    /// The shape of a kind that has one.
    pub(super) fn of(shape: &str) -> Self {
        let mut mask = Self { bytes: [0; LONGEST], len: 0 };
        for (slot, byte) in mask.bytes.iter_mut().zip(shape.bytes()) {
            *slot = byte;
            mask.len += 1;
        }
        mask
    }

    /// A star for each digit, a hyphen between groups.
    pub(super) fn of_groups(sizes: impl Iterator<Item = usize>) -> Self {
        let mut mask = Self { bytes: [0; LONGEST], len: 0 };
        for size in sizes {
            mask.push(b'-', usize::from(mask.len > 0));
            mask.push(b'*', size);
        }
        mask
    }

    fn push(&mut self, byte: u8, times: usize) {
        let from = usize::from(self.len);
        let to = LONGEST.min(from + times);
        if let Some(place) = self.bytes.get_mut(from..to) {
            place.fill(byte);
        }
        // INVARIANT: no longer than the longest.
        self.len = u8::try_from(to).unwrap_or_default();
    }
}

impl Deref for Mask {
    type Target = str;

    fn deref(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Display for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl Debug for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(&**self, f)
    }
}

impl PartialEq<&str> for Mask {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl Serialize for Mask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

//! A record as it crosses the border: an array of `[code, table, row, value, type]`, and what it was when it was opened.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Deserialize;

use crate::rules::entry::Cell;

/// One value: field code, table code, row from 0, value as text, and the letter `r` for rich text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Value(pub String, pub Option<String>, pub Option<usize>, pub String, pub Option<String>);

impl Value {
    /// Where it stands.
    pub fn cell(&self) -> Cell {
        Cell { code: self.0.clone(), row: self.1.clone().zip(self.2) }
    }

    /// Whether it is HTML.
    pub fn rich(&self) -> bool {
        self.4.as_deref() == Some("r")
    }

    /// A number for field and value; the row does not count, so that a moved row is not a change.
    fn mark(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.0, &self.3).hash(&mut hasher);
        hasher.finish()
    }
}

/// What a record was when it was opened: how often each value stood in each field. Holds no value.
#[derive(Debug, Default)]
pub struct Baseline(BTreeMap<u64, usize>);

impl Baseline {
    /// Of an opened record.
    pub fn of(values: &[Value]) -> Self {
        let mut marks = BTreeMap::new();
        for value in values {
            *marks.entry(value.mark()).or_insert(0) += 1;
        }
        Self(marks)
    }

    /// The values that were not there, or not so often. Empty ones are never a change worth judging.
    pub fn changed<'a>(&self, values: &'a [Value]) -> Vec<&'a Value> {
        let mut left = self.0.clone();
        values
            .iter()
            .filter(|value| {
                let kept = left.get_mut(&value.mark()).filter(|count| **count > 0).map(|count| *count -= 1).is_some();
                !kept && !value.3.is_empty()
            })
            .collect()
    }
}

//! A record as it crosses the border, field by field, and what it was when it was opened.

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Deserialize;

use crate::text::fold;

/// A text as it was typed, borrowed from the message where nothing in it is escaped.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Written<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// The values of one field, `[code, table, rich, values]`: one value, or one for each row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Column<'a> {
    /// The field code.
    #[serde(borrow)]
    pub code: Written<'a>,
    /// The code of the table that it is a column of.
    #[serde(borrow)]
    pub table: Option<Written<'a>>,
    /// Whether the values are HTML.
    pub rich: bool,
    /// The values as text; nothing where a row has none.
    #[serde(borrow)]
    pub values: Vec<Written<'a>>,
}

impl Column<'_> {
    /// A value as people read it.
    pub fn plain<'a>(&self, value: &'a str) -> Cow<'a, str> {
        if self.rich { Cow::Owned(fold::plain(value)) } else { Cow::Borrowed(value) }
    }

    /// The values with their rows, from 0. Empty ones are never worth judging.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.values.iter().map(|value| &*value.0).enumerate().filter(|(_, value)| !value.is_empty())
    }
}

/// Codes of the fields outside tables that hold nothing; an editor may leave markup without a word.
pub fn empty<'a>(columns: &'a [Column<'a>]) -> Vec<&'a str> {
    let blank = |column: &&Column<'_>| {
        column.table.is_none() && column.values.iter().all(|value| column.plain(&value.0).trim().is_empty())
    };
    columns.iter().filter(blank).map(|column| &*column.code.0).collect()
}

/// What a record was when it was opened: how often each value stood in each field. Holds no value.
#[derive(Clone, Debug, Default)]
pub struct Baseline(Vec<(u64, usize)>);

impl Baseline {
    /// Of an opened record.
    pub fn of(columns: &[Column<'_>]) -> Self {
        let mut marks = BinaryHeap::new(); // a heap puts in order with a tenth of the code of the library's sort
        for column in columns {
            marks.extend(column.filled().map(|(_, value)| mark(column, value)));
        }
        let mut counts: Vec<(u64, usize)> = Vec::new();
        for mark in marks.into_sorted_vec() {
            match counts.last_mut() {
                Some((last, count)) if *last == mark => *count += 1,
                _ => counts.push((mark, 1)),
            }
        }
        Self(counts)
    }

    /// Takes a value away; false when it was not there, or not so often.
    pub fn take(&mut self, column: &Column<'_>, value: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let mark = mark(column, value);
        let found = self.0.binary_search_by_key(&mark, |(mark, _)| *mark).ok().and_then(|at| self.0.get_mut(at));
        found.filter(|(_, count)| *count > 0).map(|(_, count)| *count -= 1).is_some()
    }
}

/// A number for field and value; the row does not count, so that a moved row is not a change.
fn mark(column: &Column<'_>, value: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    // An editor may write the same words in other markup: that is no change.
    (&*column.code.0, &*column.plain(value)).hash(&mut hasher);
    hasher.finish()
}

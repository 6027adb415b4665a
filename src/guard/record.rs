//! A record as it crosses the border, field by field, and what it was when it was opened.

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::text::fold;
use crate::text::syntax::Reader;

/// The values of one field, `[code, table, rich, values]`: one value, or one for each row of the table. Texts are borrowed
/// from the message where nothing in them is escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// The field code.
    pub code: Cow<'a, str>,
    /// The code of the table that it is a column of.
    pub table: Option<Cow<'a, str>>,
    /// Whether the values are HTML.
    pub rich: bool,
    /// The values as text; nothing where a row has none.
    pub values: Vec<Cow<'a, str>>,
}

/// Reads a record as the boot script writes it: the only thing that comes while people wait, and in any size.
///
/// # Errors
/// Where it is none, in bytes; never a value.
pub fn read(text: &str) -> Result<Vec<Column<'_>>, usize> {
    let (mut reader, mut columns) = (Reader::new(text), Vec::new());
    let whole = reader.list(&mut |reader| {
        columns.push(column(reader)?);
        Some(())
    });
    whole.and_then(|()| reader.end()).map(|()| columns).ok_or(reader.at())
}

fn column<'a>(reader: &mut Reader<'a>) -> Option<Column<'a>> {
    reader.letter(b'[')?;
    let code = reader.text()?;
    reader.letter(b',')?;
    let table = if reader.nothing() { None } else { Some(reader.text()?) };
    reader.letter(b',')?;
    let rich = reader.truth()?;
    reader.letter(b',')?;
    let mut values = Vec::new();
    reader.list(&mut |reader| {
        values.push(reader.text()?);
        Some(())
    })?;
    reader.letter(b']')?;
    Some(Column { code, table, rich, values })
}

impl Column<'_> {
    /// A value as people read it.
    pub fn plain<'a>(&self, value: &'a str) -> Cow<'a, str> {
        if self.rich { Cow::Owned(fold::plain(value)) } else { Cow::Borrowed(value) }
    }

    /// The values with their rows, from 0. Empty ones are never worth judging.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.values.iter().map(|value| &**value).enumerate().filter(|(_, value)| !value.is_empty())
    }
}

/// Codes of the fields outside tables that hold nothing; an editor may leave markup without a word.
pub fn empty<'a>(columns: &'a [Column<'a>]) -> Vec<&'a str> {
    let blank = |column: &&Column<'_>| {
        column.table.is_none() && column.values.iter().all(|value| column.plain(value).trim().is_empty())
    };
    columns.iter().filter(blank).map(|column| &*column.code).collect()
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
    (&*column.code, &*column.plain(value)).hash(&mut hasher);
    hasher.finish()
}

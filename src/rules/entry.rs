//! What a record rule sees: the values that this person changed, and what the app's seal says of its fields.

use std::borrow::Cow;

use crate::personal::Class;
use crate::text::Lang;

/// One value on the screen that differs from what was there when the screen opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<'a> {
    /// Where.
    pub at: Cell<'a>,
    /// The label people see, or the code when the label is not known.
    pub label: &'a str,
    /// The label of the table.
    pub table: Option<&'a str>,
    /// The class that the seal gives to the field.
    pub class: Option<Class>,
    /// Whether the rule `seen-by-too-many` found the field open when the app was sealed.
    pub open: bool,
    /// Marks of identifiers that stood in the field when the record was opened: nobody types them anew by keeping them.
    pub before: Vec<u64>,
    /// Whether the field was made for the My Number.
    pub for_my_number: bool,
    /// Whether the person cannot type into it.
    pub fixed: bool,
    /// What stands there now, rich text as text.
    pub value: Cow<'a, str>,
}

/// A place in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The field code.
    pub code: &'a str,
    /// The table and the row, from 0.
    pub row: Option<(&'a str, usize)>,
}

/// What a person is about to save.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The values that this person changed.
    pub changed: &'a [Changed<'a>],
    /// The language of the person.
    pub lang: Lang,
}

/// What a record rule says about one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    /// Where.
    pub at: Cell<'a>,
    /// A sentence for the person at the screen when the save is refused; never the value.
    pub text: String,
    /// The sentence when it is not: the value was there before, or the person cannot change it, or the rule only warns.
    pub tip: String,
    /// Whether the rule is sure enough to refuse; otherwise it is a tip whatever the stage is.
    pub sure: bool,
}

/// Takes what a record rule says.
#[derive(Clone, Debug, Default)]
pub struct Notes<'a>(pub Vec<Note<'a>>);

//! What a record rule sees: the values that this person changed, and what the app's seal says of its fields.

use crate::personal::Class;
use crate::text::Lang;

/// One value on the screen that differs from what was there when the screen opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<'a> {
    /// Where.
    pub at: Cell,
    /// The label people see, or the code when the label is not known.
    pub label: &'a str,
    /// The label of the table.
    pub table: Option<&'a str>,
    /// The class that the seal gives to the field.
    pub class: Option<Class>,
    /// Whether the rule `seen-by-too-many` found the field open when the app was sealed.
    pub open: bool,
    /// Whether the field was made for the My Number.
    pub for_my_number: bool,
    /// What stands there now, rich text as text.
    pub value: &'a str,
}

/// A place in a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The field code.
    pub code: String,
    /// The table and the row, from 0.
    pub row: Option<(String, usize)>,
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
pub struct Note {
    /// Where.
    pub at: Cell,
    /// A sentence for the person at the screen; never the value.
    pub text: String,
    /// Whether the rule is sure enough to refuse; otherwise it is a tip whatever the stage is.
    pub sure: bool,
}

/// Takes what a record rule says.
#[derive(Clone, Debug, Default)]
pub struct Notes(pub Vec<Note>);

//! A reason that a person typed, as it may be kept: what identifies somebody is taken out of it first.

use serde::Serialize;

use crate::personal::identifiers::{self, Context};
use crate::text::Lang;

/// The most of a reason that is kept, in characters: a sentence or two, not a case file.
const LONGEST: usize = 500;

/// A reason as it is kept.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The text, with the kind in place of each identifier.
    pub text: String,
    /// What was taken out, each kind once, in the words of the screen.
    pub masked: Vec<String>,
}

impl Reason {
    /// Takes the identifiers out of what was typed. A guess is taken out, too: nobody misses a number in a reason.
    pub fn of(typed: &str, lang: Lang) -> Self {
        let mut out = Self { text: String::new(), masked: Vec::new() };
        let mut done = 0;
        for find in identifiers::scan(typed, Context::NONE) {
            if find.start < done {
                continue;
            }
            let kind = find.class.text().get(lang);
            out.text.push_str(typed.get(done..find.start).unwrap_or_default());
            out.text.push('〔');
            out.text.push_str(kind);
            out.text.push('〕');
            done = find.end;
            if !out.masked.iter().any(|other| other == kind) {
                out.masked.push(kind.to_owned());
            }
        }
        out.text.push_str(typed.get(done..).unwrap_or_default());
        if let Some((end, _)) = out.text.char_indices().nth(LONGEST) {
            out.text.truncate(end);
        }
        out
    }
}

//! Sentences of rules that stand beside the program. With sixty rules in two languages they are a tenth of the console's
//! wasm, which its boot script would carry half as long again in base64.
//!
//! They are written where the rule is, by type, in both languages; `said!` leaves them out
//! of a program built with the feature `beside`, a test writes them to
//! `plugin/sentences.tsv`, and the boot script hands that file over before anything is drawn.

use std::sync::OnceLock;

use super::{Rule, Speech};
use crate::text::Text;

/// A sentence of a rule: as `text!`, but with the feature `beside` it is left out and stands beside the program.
#[macro_export]
macro_rules! said {
    (ja: $ja:expr, en: $en:expr $(,)?) => {
        if cfg!(feature = "beside") {
            $crate::text::Text { ja: "", en: "" }
        } else {
            $crate::text::Text { ja: $ja, en: $en }
        }
    };
}

/// What a rule says, apart from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentences {
    /// A short title.
    pub title: Text,
    /// What is wrong, by fault; empty for a rule that makes its own sentences.
    pub what: Vec<(&'static str, Text)>,
    /// Why it matters.
    pub why: Text,
    /// What to do.
    pub fix: Text,
}

static GIVEN: OnceLock<Vec<(&'static str, Sentences)>> = OnceLock::new();

/// Takes the file of sentences, once and for the life of the program; a second one is not taken.
pub fn give(file: String) {
    GIVEN.get_or_init(|| read(file.leak()));
}

/// What was given for a rule.
pub(super) fn of(id: &str) -> Option<&'static Sentences> {
    GIVEN.get()?.iter().find(|(key, _)| *key == id).map(|(_, sentences)| sentences)
}

/// Reads the file: a line a rule, with id, title, why, fix, and a fault and its sentence for each fault; texts are
/// separated by tabs, Japanese before English.
pub fn read(file: &'static str) -> Vec<(&'static str, Sentences)> {
    file.split('\n').filter_map(line).collect()
}

fn line(line: &'static str) -> Option<(&'static str, Sentences)> {
    let mut cells = line.split('\t');
    let id = cells.next()?;
    let mut text = || Some(Text { ja: cells.next()?, en: cells.next()? });
    let (title, why, fix) = (text()?, text()?, text()?);
    let mut what = Vec::new();
    while let Some(fault) = cells.next() {
        what.push((fault, Text { ja: cells.next()?, en: cells.next()? }));
    }
    Some((id, Sentences { title, what, why, fix }))
}

/// The file for some rules.
pub fn write(rules: &[&Rule]) -> String {
    rules.iter().map(|rule| written(rule) + "\n").collect()
}

fn written(rule: &Rule) -> String {
    let none = Text { ja: "", en: "" };
    let (what, why, fix) = match &rule.speech {
        Speech::Plain { what, why, fix } => (*what, *why, *fix),
        Speech::Made(_) => (&[][..], none, none),
    };
    let mut cells = vec![rule.id];
    for text in [rule.title, why, fix] {
        cells.extend([text.ja, text.en]);
    }
    for (fault, text) in what {
        cells.extend([*fault, text.ja, text.en]);
    }
    cells.join("\t")
}

//! What one label says, by the lexicon and by the learnt tables.

use super::Class;
use super::label::Label;
use super::scorer::{self, Table};
use super::words::{self, Found, Lexicon, Strength};
use crate::text::fold;

/// From where on a sum is sure, in the units of the learnt table. Measured: `docs/accuracy.md`.
pub const SURE: i32 = 24;

/// How much a word of the lexicon says of the class of a label, against its other pieces.
const WORD: i32 = 8;

/// A label of which the table knows fewer pieces says nothing.
const MUTE: usize = 2;

/// Labels that nobody can decide without the form around them.
const UNDECIDED: &str = include_str!("corpus/undecided.txt");

/// What one label says, alone.
#[derive(Clone, Debug)]
pub struct Said {
    /// How surely it is about a person, in the units of the learnt table: 0 is the line.
    pub sum: i32,
    /// The category of the lexicon, where it has a word for it.
    pub category: Option<&'static str>,
    /// The legal class, if it is about a person.
    pub class: Class,
    /// What told, as it stands in the lexicon or in the label.
    pub term: String,
    /// Whether nobody can tell without the form.
    pub undecided: Option<Undecided>,
}

/// Why a label tells nothing alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// How somebody is reached: 住所 may be a person's or a building's.
    Contact,
    /// Whatever the form makes of it: 備考.
    Other,
}

/// The lexicon and the tables, unpacked once for all fields of a form.
#[derive(Clone, Debug)]
pub struct Classifier {
    lexicon: Lexicon,
    personal: Table,
    special: Table,
    undecided: Vec<(String, Undecided)>,
}

impl Default for Classifier {
    fn default() -> Self {
        Self::with(scorer::personal(), scorer::special())
    }
}

impl Classifier {
    /// With other tables than the committed ones: for measuring.
    pub fn with(personal: Table, special: Table) -> Self {
        let line = |line: &str| {
            let (kind, words) = line.split_once(' ').unwrap_or_default();
            let kind = if kind == "CONTACT" { Undecided::Contact } else { Undecided::Other };
            words.split(' ').map(|word| (fold::label(word), kind)).collect::<Vec<_>>()
        };
        let undecided = UNDECIDED.lines().filter(|line| !line.starts_with('#')).flat_map(line).collect();
        Self { lexicon: Lexicon::new(), personal, special, undecided }
    }

    /// Judges a label without its form.
    pub fn said(&self, label: &str) -> Said {
        self.judged(label, false)
    }

    /// Judges a field code, in which words of the lexicon for codes (`jusho`) count as well.
    pub fn said_code(&self, code: &str) -> Said {
        self.judged(code, true)
    }

    fn judged(&self, label: &str, is_code: bool) -> Said {
        let label = Label::new(label);
        let found = self.lexicon.longest(&label, is_code);
        let (sum, known) = self.personal.sum(&label, found.as_ref());
        let by_word = found.map(|found| words::class(found.category));
        let (health, _) = self.special.sum(&label, found.as_ref());
        // A plain word of the lexicon takes something to be overruled.
        let class = match by_word {
            Some(class @ (Class::MyNumber | Class::Code)) => class,
            Some(class @ (Class::Ordinary | Class::Sensitive)) if health <= WORD => class,
            Some(Class::SpecialCare) => Class::SpecialCare,
            _ if health > 0 => Class::SpecialCare,
            _ => Class::Ordinary,
        };
        let term = found.map(|found| found.term.to_owned()).or_else(|| self.personal.heaviest(&label));
        let bare = label.text.trim_end_matches(|c: char| c.is_ascii_digit());
        // 電話番号 with nothing before it that says whose.
        let whose = |found: &Found| {
            found.strength != Strength::Strong
                && matches!(found.category, "PHONE" | "POSTAL" | "ADDRESS" | "EMAIL")
                && label.text.starts_with(found.term)
        };
        let listed = self.undecided.iter().find(|(word, _)| word == bare).map(|(_, kind)| *kind);
        let undecided = listed.or(found.as_ref().filter(|found| whose(found)).map(|_| Undecided::Contact));
        // A label that says nothing, in words or at all, is decided by no form either.
        let mute = found.is_none() && known < MUTE;
        let (sum, undecided) = if mute { (sum.min(0), Some(Undecided::Other)) } else { (sum, undecided) };
        Said { sum, category: found.map(|found| found.category), class, term: term.unwrap_or_default(), undecided }
    }
}

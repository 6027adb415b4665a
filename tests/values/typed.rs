//! What is typed into a record screen: values of every kind in every way of writing, where they belong and where they do
//! not; and numbers of something else.

use naiki::personal::identifiers::Identifier;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use super::measured::{places, stranger};
use super::{labels, written_values};

/// How many numbers that are no identifiers.
const STRANGERS: usize = 600;
/// How many fields have a label that names nothing: `記入1` and so on.
pub const UNNAMED: usize = 12;

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a remark, after the word for it.
    Remark,
    /// Alone in a field whose label names nothing.
    Bare,
    /// In the field that is meant for it, alone or after the word for it.
    Home,
    /// It is a number of something else.
    Stranger,
}

impl Place {
    /// As the generated file names it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Remark => "remark",
            Self::Bare => "bare",
            Self::Home => "home",
            Self::Stranger => "stranger",
        }
    }
}

/// A text in a field.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The kind, or what it is instead.
    pub what: &'static str,
    /// Where it stands.
    pub place: Place,
    /// The label of the field.
    pub label: String,
    /// What is typed.
    pub text: String,
}

/// Of each way of writing one value in a remark and one somewhere else, and numbers of things; in a fixed order.
pub fn typed() -> Vec<Typed> {
    let mut rng = StdRng::seed_from_u64(1_128);
    let mut out = Vec::new();
    for kind in Identifier::ALL {
        for (_, value) in written_values(kind, &mut rng) {
            let named = labels(kind).choose(&mut rng).unwrap();
            let [(alone, ..), (remark, ..), _] = places(named, &value);
            let (place, label, text) = match rng.gen_range(0..3) {
                0 => (Place::Bare, String::new(), alone),
                1 => (Place::Home, (*named).to_owned(), alone),
                _ => (Place::Home, (*named).to_owned(), remark.clone()),
            };
            out.push(Typed { what: kind.id(), place: Place::Remark, label: String::new(), text: remark });
            out.push(Typed { what: kind.id(), place, label, text });
        }
    }
    for _ in 0..STRANGERS {
        let (what, label, text) = stranger(&mut rng);
        out.push(Typed { what, place: Place::Stranger, label: label.to_owned(), text });
    }
    // A field has a label: those that name nothing take turns.
    for (at, typed) in out.iter_mut().filter(|typed| typed.label.is_empty()).enumerate() {
        typed.label = format!("記入{}", at % UNNAMED + 1);
    }
    out
}

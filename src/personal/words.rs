//! The lexicon: which word of it stands in a label.

use super::Class;
use super::label::Label;
use super::lexicon::{EXCLUSIONS, TERMS, VETOES};

/// How much one entry says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    Strong,
    Medium,
    Weak,
}

/// The entry that fits a label best.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) term: &'static str,
    pub(super) category: &'static str,
    pub(super) strength: Strength,
    /// A longer word that is about no person holds this one: 団体名フリガナ.
    pub(super) vetoed: bool,
}

/// The legal class of a category of the lexicon (`personal-information.md` §1).
pub(super) fn class(category: &str) -> Class {
    match category {
        "MYNUMBER" => Class::MyNumber,
        _ if category.starts_with("S_") => Class::SpecialCare,
        _ if category.starts_with("ID_CODE_") => Class::Code,
        _ => Class::Ordinary,
    }
}

/// One entry, and what its line says of all terms in it.
#[derive(Clone, Copy)]
struct Entry {
    term: &'static str,
    category: &'static str,
    strength: Strength,
    mode: &'static str,
    exclusions: &'static str,
}

fn entries() -> impl Iterator<Item = Entry> {
    let line = |line: &'static str| {
        let mut parts = line.split(' ');
        let all = Entry {
            term: "",
            category: parts.next()?,
            strength: match parts.next()? {
                "s" => Strength::Strong,
                "m" => Strength::Medium,
                _ => Strength::Weak,
            },
            mode: parts.next()?,
            exclusions: EXCLUSIONS.get(parts.next()?.parse::<usize>().ok()?)?,
        };
        Some(parts.map(move |term| Entry { term, ..all }))
    };
    TERMS.lines().filter_map(line).flatten()
}

/// The longest entry that stands in a label, or as a token in a field code.
pub(super) fn longest(label: &Label, is_code: bool) -> Option<Found> {
    let text = label.text.as_str();
    if VETOES.lines().any(|veto| veto == text) {
        return None;
    }
    let parts: Vec<&str> = label.parts().collect();
    let found = entries()
        .filter(|entry| match entry.mode {
            "e" => text == entry.term || parts.contains(&entry.term),
            "k" => is_code && text.split(['_', '-', '.']).any(|token| token == entry.term) || text == entry.term,
            _ => text.contains(entry.term),
        })
        .filter(|entry| !entry.exclusions.split(',').any(|word| !word.is_empty() && text.contains(word)))
        .max_by_key(|entry| (entry.term.len(), entry.term))?;
    let vetoed =
        VETOES.lines().any(|veto| veto.len() > found.term.len() && text.contains(veto) && veto.contains(found.term));
    Some(Found { term: found.term, category: found.category, strength: found.strength, vetoed })
}

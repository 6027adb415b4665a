//! The lexicon: which word of it stands in a label.

use std::sync::OnceLock;

use super::Class;
use super::label::Label;
use crate::text::search::{around, holds};

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
        // Not an individual identification code by the ordinance, but it says what the person's disability is.
        "ID_CODE_WELFARE" => Class::SpecialCare,
        "Q_SENSITIVE" | "PROTECTION" | "CREDENTIAL" | "NATIONALITY" | "WELFARE" | "TAX" | "EVALUATION" => {
            Class::Sensitive
        }
        _ if category.starts_with("S_") => Class::SpecialCare,
        _ if category.starts_with("ID_CODE_") => Class::Code,
        _ => Class::Ordinary,
    }
}

/// One entry, and what its line says of all terms in it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    term: &'static str,
    category: &'static str,
    strength: Strength,
    mode: u8,
    exclusions: &'static str,
}

/// What stands before the first blank line, and after it.
fn block(text: &str) -> (&str, &str) {
    around(text, "\n\n").next().unwrap_or((text, ""))
}

/// Which letters a text has, a bit for each 64th: a text without a word's letters does not hold the word.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// The lexicon, generated from `lexicon.json` by the test `tables`: three blocks with a blank line between. Of terms: a line
/// has category, strength (strong, medium, weak), match (contains, exact, kode), which line of the last block holds the
/// words that speak against them, and the terms. Then words about no person, then words that speak against terms.
///
/// Where the boot script hands it over ([`give`]), the program need not hold it.
const COMMITTED: &str = if cfg!(feature = "beside") { "" } else { include_str!("lexicon.txt") };

static GIVEN: OnceLock<&'static str> = OnceLock::new();

/// Takes the lexicon, once and for the life of the program.
pub fn give(lexicon: String) {
    GIVEN.get_or_init(|| lexicon.leak());
}

/// The lexicon, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    /// In the order of their terms: those that begin where one looks stand together.
    entries: Vec<Entry>,
    /// Words about no person, with their letters.
    vetoes: Vec<(&'static str, u64)>,
}

impl Lexicon {
    /// Reads the committed one.
    pub(super) fn new() -> Self {
        let text = GIVEN.get().copied().unwrap_or(COMMITTED);
        let (terms, rest) = block(text);
        let (vetoes, exclusions) = block(rest);
        let exclusions: Vec<&str> = exclusions.split('\n').collect();
        let mut entries = Vec::new();
        for line in terms.split('\n') {
            let mut parts = line.split(' ');
            let (Some(category), Some(strength), Some(mode)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            let strength = match strength {
                "s" => Strength::Strong,
                "m" => Strength::Medium,
                _ => Strength::Weak,
            };
            let mode = mode.bytes().next().unwrap_or_default();
            let group = parts.next().and_then(|group| exclusions.get(group.parse::<usize>().ok()?));
            let exclusions = group.copied().unwrap_or_default();
            let entry = |term| Entry { term, category, strength, mode, exclusions };
            entries.extend(parts.map(entry));
        }
        entries.sort_by_key(|entry| entry.term);
        Self { entries, vetoes: vetoes.split('\n').map(|veto| (veto, letters(veto))).collect() }
    }

    /// The entries whose term begins with a letter, and where they stand.
    fn beginning(&self, letter: char) -> (usize, &[Entry]) {
        let first = |entry: &Entry| entry.term.chars().next();
        let from = self.entries.partition_point(|entry| first(entry) < Some(letter));
        let entries = self.entries.get(from..).unwrap_or_default();
        let count = entries.partition_point(|entry| first(entry) == Some(letter));
        (from, entries.get(..count).unwrap_or_default())
    }

    /// The longest entry that stands in a label, or as a token in a field code.
    pub(super) fn longest(&self, label: &Label, is_code: bool) -> Option<Found> {
        let text = label.text.as_str();
        if self.vetoes.iter().any(|(veto, _)| *veto == text) {
            return None;
        }
        let stands = |entry: &Entry| match entry.mode {
            b'e' => text == entry.term || label.parts().any(|part| part == entry.term),
            b'k' => is_code && text.split(['_', '-', '.']).any(|token| token == entry.term) || text == entry.term,
            _ => true,
        };
        let spoken_against =
            |entry: &Entry| entry.exclusions.split(',').any(|word| !word.is_empty() && holds(text, word));
        let mut best: Option<&Entry> = None;
        // Each entry is judged once, however often its term stands in a long text.
        let mut judged = vec![0_u64; self.entries.len() / 64 + 1];
        for (at, first) in text.char_indices() {
            let rest = text.get(at..).unwrap_or_default();
            let (from, entries) = self.beginning(first);
            for (at, entry) in (from..).zip(entries) {
                let longer = best.is_none_or(|best| (best.term.len(), best.term) <= (entry.term.len(), entry.term));
                if !longer || !rest.starts_with(entry.term) {
                    continue;
                }
                let Some(word) = judged.get_mut(at / 64) else { continue };
                let bit = 1 << (at % 64);
                if *word & bit == 0 && stands(entry) && !spoken_against(entry) {
                    best = Some(entry);
                }
                *word |= bit;
            }
        }
        let found = best?;
        // Most words have a letter that the label has not: those are passed over without a search.
        let has = letters(text);
        let possible = |word: u64| word & !has == 0;
        let stands = |veto: &str| veto.len() > found.term.len() && holds(veto, found.term) && holds(text, veto);
        let vetoed = self.vetoes.iter().any(|(veto, letters)| possible(*letters) && stands(veto));
        Some(Found { term: found.term, category: found.category, strength: found.strength, vetoed })
    }
}

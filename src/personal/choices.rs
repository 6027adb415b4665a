//! The choices of a field as a second source: 要介護1 to 要介護5 tell more than the label 区分.

use super::Confidence;
use crate::text::fold;

/// The reviewed sets.
const SETS: &str = include_str!("corpus/choices.txt");

/// Choices that stand in every set and tell nothing.
const NEUTRAL: [&str; 4] = ["なし", "その他", "不明", "申請中"];

/// What the choices of a field tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The category of the lexicon.
    pub(super) category: &'static str,
    pub(super) confidence: Confidence,
}

/// The set that the choices of a field belong to: at least two of them stand there, and at most one does not.
pub(super) fn set_of(options: &[String]) -> Option<Chosen> {
    let folded: Vec<String> = options.iter().map(|option| fold::label(option)).collect();
    if folded.len() < 2 {
        return None;
    }
    SETS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut words = line.split(' ');
        let (category, confidence) = (words.next()?, words.next()?);
        let set: Vec<String> = words.map(fold::label).collect();
        let telling = folded.iter().filter(|option| set.contains(option) && !NEUTRAL.contains(&option.as_str()));
        let strange = folded.iter().filter(|option| !set.contains(option)).count();
        let confidence = if confidence == "high" { Confidence::High } else { Confidence::Medium };
        (telling.count() >= 2 && strange <= 1).then_some(Chosen { category, confidence })
    })
}

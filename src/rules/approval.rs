//! The steps of a process by which somebody approves.

use crate::kintone::process::Step;
use crate::text::search::holds;

/// Words for it.
const WORDS: [&str; 5] = ["承認", "決裁", "審査", "許可", "裁可"];

/// Whether a name speaks of approval.
pub fn named(name: &str) -> bool {
    WORDS.iter().any(|word| holds(name, word))
}

/// Whether a step approves: it says so, or leads out of a state that does.
pub fn by(step: &Step) -> bool {
    named(&step.name) || named(&step.from)
}

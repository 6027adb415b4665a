//! The steps of a process by which somebody approves.

use crate::kintone::process::Step;
use crate::text::search::holds;

/// Words for it.
const WORDS: [&str; 5] = ["承認", "決裁", "審査", "許可", "裁可"];

/// Words for its opposite, taken back by whoever applied.
const WITHDRAWN: [&str; 4] = ["取下", "取り下", "取りやめ", "中止"];

/// Whether a state is that of what was taken back.
pub fn withdrawn(state: &str) -> bool {
    WITHDRAWN.iter().any(|word| holds(state, word))
}

/// Whether a name speaks of approval.
pub fn named(name: &str) -> bool {
    WORDS.iter().any(|word| holds(name, word))
}

/// Whether a step approves: it says so, or leads out of a state that does.
pub fn by(step: &Step) -> bool {
    named(&step.name) || named(&step.from)
}

//! What a draft of a policy would change: one app judged by both.

use serde::Serialize;

use super::{Judged, Report};
use crate::finding::Verdict;

/// What differs between two reports on one app.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shift {
    /// The verdict by the policy in force.
    pub before: Verdict,
    /// The verdict by the draft.
    pub after: Verdict,
    /// What counts by the draft only.
    pub new: Vec<Judged>,
    /// What counts by the policy in force only.
    pub gone: Vec<Judged>,
    /// Whether 「適合として保存」 would be refused where it was not.
    pub refuses: bool,
    /// Whether it would be let through where it was refused.
    pub lets: bool,
}

impl Shift {
    /// Compares the report by the policy in force with that by the draft.
    pub fn between(before: &Report, after: &Report) -> Self {
        Self {
            before: before.verdict,
            after: after.verdict,
            new: only(after, before),
            gone: only(before, after),
            refuses: after.refuses() && !before.refuses(),
            lets: before.refuses() && !after.refuses(),
        }
    }

    /// Whether the draft changes nothing for the app.
    pub fn is_nothing(&self) -> bool {
        self.before == self.after && self.new.is_empty() && self.gone.is_empty() && !self.refuses && !self.lets
    }
}

/// What counts in one report and not in the other: the same setting found by the same rule is the same.
fn only(one: &Report, other: &Report) -> Vec<Judged> {
    let counts = |judged: &&Judged| judged.counts();
    let there =
        |fingerprint: &str| other.findings.iter().filter(counts).any(|judged| judged.fingerprint == fingerprint);
    one.findings.iter().filter(counts).filter(|judged| !there(&judged.fingerprint)).cloned().collect()
}

//! What a change would bring beside what it clears.

use crate::audit::{Judged, Report, Unjudged};
use crate::finding::Place;
use crate::rule::Stage;

/// What the inspection would say after a change, and does not say now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brought {
    /// Findings that are not there now, or not so grave: one that a waiver or 経過措置 holds back is free again as soon as
    /// the setting under it changes.
    pub findings: Vec<Judged>,
    /// Rules that could no longer be judged to their end.
    pub unknowns: Vec<Unjudged>,
    /// Whether a rule stops saving that does not stop it now.
    pub stops: bool,
}

impl Brought {
    /// Compares what an audit says of the app as it is, and as the change would make it.
    pub fn of(before: &Report, after: Report) -> Self {
        let was = |now: &Judged| before.findings.iter().filter(|one| said(one) == said(now)).map(acts).max();
        // A finding that moves, as one about several fields does when one is left, stops no more than it did.
        let stopped =
            |now: &Judged| before.findings.iter().any(|one| one.finding.rule == now.finding.rule && one.stops());
        let stops = after.findings.iter().any(|now| now.stops() && !stopped(now));
        let told = |now: &Unjudged| before.unknowns.iter().any(|one| one.rule == now.rule);
        Self {
            findings: after.findings.into_iter().filter(|now| was(now) < Some(acts(now))).collect(),
            unknowns: after.unknowns.into_iter().filter(|now| !told(now)).collect(),
            stops,
        }
    }
}

/// What a finding says, and where: with another word it is another finding.
fn said(judged: &Judged) -> (&str, &Place, &str) {
    (judged.finding.rule, &judged.finding.place, judged.finding.evidence.word("fault"))
}

/// How it acts, as far as no waiver permits it.
const fn acts(judged: &Judged) -> (bool, Stage) {
    (!judged.waived, judged.stage)
}

//! What waivers do to a report: a finding that one fits does not count; every waiver is told with how it stands.

use serde::Serialize;
use time::Duration;

use super::{Judged, Report};
use crate::case::Case;
use crate::declaration::waiver::{Denied, Waiver};
use crate::rule::Rule;
use crate::text::Text;

/// So many days before its end a waiver is told to end soon.
const SOON: i64 = 30;

/// How a waiver stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Its finding does not count.
    InForce,
    /// The same, and its last day is near.
    EndsSoon,
    /// Its last day is over.
    Ended,
    /// The policy does not permit it.
    Denied(Denied),
    /// The place has another setting now, which it does not permit.
    Reopened,
    /// There is no such finding any more.
    Unused,
    /// Whether there is such a finding could not be judged.
    Unjudged,
}

impl Standing {
    /// Whether its finding does not count.
    pub const fn holds(self) -> bool {
        matches!(self, Self::InForce | Self::EndsSoon)
    }

    /// The words on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::InForce => crate::text!(ja: "有効", en: "in force"),
            Self::EndsSoon => crate::text!(ja: "まもなく期限切れ", en: "ends soon"),
            Self::Ended => crate::text!(ja: "期限切れ", en: "ended"),
            Self::Denied(denied) => denied.text(),
            Self::Reopened => {
                crate::text!(ja: "設定が変わったため、効きません", en: "the setting has changed, so it does not apply")
            }
            Self::Unused => {
                crate::text!(ja: "当てはまる設定がなくなりました", en: "there is no such setting any more")
            }
            Self::Unjudged => crate::text!(ja: "点検できないため、分かりません", en: "could not be judged"),
        }
    }
}

/// A waiver as an audit found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stood {
    /// The waiver.
    pub waiver: Waiver,
    /// How it stands.
    pub standing: Standing,
}

impl Stood {
    /// Whether it bears an approval number that nobody has held against the office's register.
    pub fn unchecked(&self) -> bool {
        !self.waiver.approval.trim().is_empty()
    }
}

/// Marks what is waived, and tells how each waiver stands.
pub(super) fn weigh(case: &Case<'_>, findings: &mut [Judged], unknown: &[&'static str]) -> Vec<Stood> {
    let mut out = Vec::new();
    for waiver in case.waivers() {
        let standing = standing(case, findings, unknown, waiver);
        if standing.holds() {
            for judged in findings.iter_mut().filter(|judged| fits(waiver, judged)) {
                judged.waived = true;
            }
        }
        out.push(Stood { waiver: waiver.clone(), standing });
    }
    out
}

fn standing(case: &Case<'_>, findings: &[Judged], unknown: &[&'static str], waiver: &Waiver) -> Standing {
    let Some(judged) = findings.iter().find(|judged| fits(waiver, judged)) else {
        return if findings.iter().any(|judged| beside(waiver, judged)) {
            Standing::Reopened
        } else if unknown.contains(&waiver.rule.as_str()) {
            Standing::Unjudged
        } else {
            Standing::Unused
        };
    };
    if let Err(denied) = waiver.permitted(case.policy, judged.severity, case.today) {
        return Standing::Denied(denied);
    }
    match waiver.until - case.today {
        left if left.is_negative() => Standing::Ended,
        left if left <= Duration::days(SOON) => Standing::EndsSoon,
        _ => Standing::InForce,
    }
}

fn fits(waiver: &Waiver, judged: &Judged) -> bool {
    waiver.rule == judged.finding.rule && waiver.fingerprint == judged.fingerprint
}

/// Whether a finding stands where the waiver was asked for.
fn beside(waiver: &Waiver, judged: &Judged) -> bool {
    waiver.rule == judged.finding.rule && waiver.place == judged.finding.place.key()
}

impl Report {
    /// The waiver that speaks of a finding: one of exactly this setting, else one that a change of the setting reopened.
    pub fn waiver(&self, judged: &Judged) -> Option<&Stood> {
        let of = |fits: fn(&Waiver, &Judged) -> bool| self.waivers.iter().find(|one| fits(&one.waiver, judged));
        of(fits).or_else(|| of(beside).filter(|one| one.standing == Standing::Reopened))
    }

    /// How many findings are waived.
    pub fn waived(&self) -> usize {
        self.findings.iter().filter(|judged| judged.waived).count()
    }
}

/// The rule that a waiver is of.
pub fn rule(waiver: &Waiver) -> Option<&'static Rule> {
    super::rule(&waiver.rule)
}

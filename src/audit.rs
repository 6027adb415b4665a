//! Runs the rules. Stage, severity and unknowns are decided here and nowhere else.

pub mod waived;
pub mod what_if;

use serde::Serialize;

use crate::case::{Case, Sink};
use crate::finding::{Finding, Nature, Place, Severity, Verdict};
use crate::fingerprint;
use crate::kintone::refusal::Unread;
use crate::rule::{Rule, Stage};
use crate::rules::ON_APP;

pub use waived::{Standing, Stood};

/// A finding with what the policy makes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    /// What was found.
    pub finding: Finding,
    /// What it is of.
    pub nature: Nature,
    /// How grave.
    pub severity: Severity,
    /// How the rule acts on the inspection screen.
    pub stage: Stage,
    /// Whether it was there before and 経過措置 holds, so that it is only recorded.
    pub spared: bool,
    /// Whether a waiver permits it, so that it does not count.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub waived: bool,
    /// Names exactly this setting.
    pub fingerprint: String,
}

impl Judged {
    /// Whether it counts for the verdict.
    pub fn counts(&self) -> bool {
        self.stage >= Stage::Warn && !self.waived
    }

    /// Whether it refuses 「適合として保存」.
    pub fn stops(&self) -> bool {
        self.stage == Stage::Block && !self.waived
    }

    /// The gravest first, then by rule and place.
    const fn order(&self) -> (Severity, &str, &Place) {
        (self.severity, self.finding.rule, &self.finding.place)
    }
}

/// A rule that could not be judged to its end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unjudged {
    /// The rule's id.
    pub rule: &'static str,
    /// How it acts on the inspection screen.
    pub stage: Stage,
    /// What could not be read, and why.
    pub unread: Unread,
}

/// 点検結果: everything that one audit says about one side of one app, the gravest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// How the app stands.
    pub verdict: Verdict,
    /// What was found.
    pub findings: Vec<Judged>,
    /// What could not be judged.
    pub unknowns: Vec<Unjudged>,
    /// How many rules were judged to their end.
    pub judged: usize,
    /// The waivers, as they stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Stood>,
}

impl Report {
    /// How many findings count, and how many are only recorded. What is waived is neither.
    pub fn counts(&self) -> (usize, usize) {
        let counted = self.findings.iter().filter(|judged| judged.counts()).count();
        (counted, self.findings.len() - counted - self.waived())
    }

    /// The fingerprints of what 経過措置 spares: for the next inspection.
    pub fn spared(&self) -> Vec<&str> {
        self.findings.iter().filter(|judged| judged.spared).map(|judged| judged.fingerprint.as_str()).collect()
    }

    /// What refuses 「適合として保存」: unwaived findings at stage `Block`, and unknowns at that stage that the person
    /// at the screen can cure here.
    pub fn refuses(&self) -> bool {
        self.findings.iter().any(Judged::stops)
            || self.unknowns.iter().any(|unjudged| unjudged.stage == Stage::Block && unjudged.unread.reason.curable())
    }
}

/// The rule of an id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    crate::rules::ALL.iter().copied().find(|rule| rule.id == id)
}

/// Judges one side of an app by every rule that the policy uses.
pub fn audit(case: &Case<'_>) -> Report {
    let mut findings = Vec::new();
    let mut unknowns = Vec::new();
    let mut judged = 0;
    for (rule, check) in ON_APP.iter().flatten() {
        let stage = case.policy.inspection_on(rule.id, case.today);
        let Some(setting) = case
            .policy
            .setting(rule.id)
            .filter(|setting| stage != Stage::Off && (setting.scope.is_everywhere() || case.within(&setting.scope)))
        else {
            continue;
        };
        let severity = setting.severity.unwrap_or(rule.severity);
        let transition = case.policy.spares(rule.id, case.today);
        let mut sink = Sink::new(rule.id);
        match check(case, &mut sink) {
            Ok(()) => judged += 1,
            Err(unread) => unknowns.push(Unjudged { rule: rule.id, stage, unread }),
        }
        for finding in sink.into_findings() {
            let fingerprint = fingerprint::of(&finding);
            let spared = transition && case.knew(&fingerprint, case.policy.from(rule.id));
            let stage = if spared { stage.min(Stage::Observe) } else { stage };
            let nature = finding.evidence.nature();
            let judged = Judged { finding, nature, severity, stage, spared, waived: false, fingerprint };
            let at = findings.partition_point(|other: &Judged| other.order() <= judged.order());
            findings.insert(at, judged);
        }
    }
    let unknown: Vec<&'static str> = unknowns.iter().map(|unjudged| unjudged.rule).collect();
    let waivers = waived::weigh(case, &mut findings, &unknown);
    let verdict = if findings.iter().any(Judged::counts) {
        Verdict::Fail
    } else if unknowns.is_empty() {
        Verdict::Pass
    } else {
        Verdict::Unknown
    };
    Report { verdict, findings, unknowns, judged, waivers }
}

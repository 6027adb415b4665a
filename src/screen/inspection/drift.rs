//! 変更検知: what changed since the last inspection record, and where the settings as prepared differ from those that run.

use crate::app::App;
use crate::audit::{Judged, Report};
use crate::finding::{Place, Verdict};
use crate::kintone::Part;
use crate::personal::Class;
use crate::seal::SealedField;
use crate::seal::baseline::{self, Baseline, Prints};
use crate::snapshot::Both;
use crate::text::Text;

use super::model::{Model, Saved};
use super::update::judged;

/// Both sides of the app, as far as they were read.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    /// The fingerprints of what will run after [アプリを更新].
    pub preview: Prints,
    /// The fingerprints of what runs now; none of an app that was never deployed.
    pub live: Prints,
    /// What runs now, where it differs.
    pub running: Option<App>,
}

impl Sides {
    /// Compares the two sides.
    pub fn of(both: &Both) -> Self {
        let [preview, live] = [&both.preview, &both.live].map(baseline::prints);
        let (changed, _) = compared(&preview, &live);
        let running = (!changed.is_empty()).then(|| App::of(both.live.clone()));
        Self { preview, live, running }
    }

    /// Parts that differ, and those that cannot be compared.
    pub fn compared(&self) -> (Vec<Part>, Vec<Part>) {
        compared(&self.preview, &self.live)
    }
}

/// Parts that differ, and those of which one side was not read.
fn compared(one: &Prints, other: &Prints) -> (Vec<Part>, Vec<Part>) {
    let (mut changed, mut unread) = (Vec::new(), Vec::new());
    for part in baseline::parts() {
        match (one.get(part.key()), other.get(part.key())) {
            (Some(one), Some(other)) if one == other => {}
            (Some(_), Some(_)) => changed.push(part),
            _ => unread.push(part),
        }
    }
    (changed, unread)
}

/// A field of which the record says something else than this inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its label; its code where it is gone.
    pub label: String,
    /// Its class then; none where it was not held to be personal.
    pub before: Option<Class>,
    /// Its class now.
    pub now: Option<Class>,
}

/// What changed since the last record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Parts that changed.
    pub changed: Vec<Part>,
    /// Parts that were not read then, or not now.
    pub unread: Vec<Part>,
    /// How many findings are new.
    pub new: usize,
    /// How many findings are gone.
    pub gone: usize,
    /// How many findings, of then and of now, are of rules that were judged only once.
    pub unjudged: usize,
    /// Codes of sealed fields that the form no longer has.
    pub lost: Vec<String>,
    /// Fields whose class changed.
    pub moved: Vec<Moved>,
    /// Whether it was judged by another policy, or by another version of it.
    pub policy: bool,
}

impl Drift {
    /// Whether nothing that could be compared changed.
    pub const fn is_nothing(&self) -> bool {
        self.changed.is_empty()
            && self.new == 0
            && self.gone == 0
            && self.unjudged == 0
            && self.lost.is_empty()
            && self.moved.is_empty()
            && !self.policy
    }
}

/// When the last record was made, and how the app stood.
pub fn last(model: &Model) -> Option<(&str, Verdict)> {
    let Saved::Sealed(seal) = &model.saved else { return None };
    let on = model.baseline.as_ref().map(|baseline| baseline.on.as_str()).filter(|on| !on.is_empty());
    Some((on.or_else(|| seal.at.get(..10)).unwrap_or_default(), seal.verdict))
}

/// What changed since the last record; none without a record, or as long as nothing was judged.
pub fn drift(model: &Model) -> Option<Drift> {
    let Saved::Sealed(seal) = &model.saved else { return None };
    let (report, policy) = (model.report.as_ref()?, model.policy.as_ref()?);
    let (changed, unread) =
        model.baseline.as_ref().map(|baseline| compared(&model.sides.preview, &baseline.parts)).unwrap_or_default();
    let (lost, moved) = fields(model, &seal.fields);
    let stands: Vec<Standing> = report.findings.iter().filter_map(|judged| standing(model, judged)).collect();
    let (gone, lapsed) = model.baseline.as_ref().map(|baseline| missing(model, report, baseline)).unwrap_or_default();
    let count = |standing| stands.iter().filter(|one| **one == standing).count();
    Some(Drift {
        changed,
        unread,
        new: count(Standing::New),
        gone,
        unjudged: count(Standing::Unjudged) + lapsed,
        lost,
        moved,
        policy: seal.orders.policy != policy.document().id || seal.orders.version != policy.document().version,
    })
}

/// How a finding of now stands to the last record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Known,
    New,
    Unjudged,
}

fn standing(model: &Model, judged: &Judged) -> Option<Standing> {
    let baseline = model.baseline.as_ref()?;
    let rule = judged.finding.rule;
    Some(if baseline.found.contains(&baseline::found(rule, &judged.fingerprint)) {
        Standing::Known
    } else if baseline.judged.iter().any(|id| id == rule) {
        Standing::New
    } else {
        Standing::Unjudged
    })
}

/// Whether a finding is new since the last record.
pub fn is_new(model: &Model, judged: &Judged) -> bool {
    standing(model, judged) == Some(Standing::New)
}

/// How many findings of the last record are gone, and of how many this cannot be told because their rules were not
/// judged this time.
fn missing(model: &Model, report: &Report, baseline: &Baseline) -> (usize, usize) {
    let now: Vec<String> =
        report.findings.iter().map(|judged| baseline::found(judged.finding.rule, &judged.fingerprint)).collect();
    let rules = judged(model);
    let missing = baseline.found.iter().filter(|found| !now.contains(found));
    let (mut gone, mut lapsed) = (0, 0);
    for found in missing {
        let rule = found.split_once(' ').map_or("", |(rule, _)| rule);
        *if rules.iter().any(|one| one.id == rule) { &mut gone } else { &mut lapsed } += 1;
    }
    (gone, lapsed)
}

/// Sealed fields that the form no longer has, and fields whose class changed. Of a form that was not read nothing is
/// told: that it cannot be compared stands among the parts.
fn fields(model: &Model, sealed: &[SealedField]) -> (Vec<String>, Vec<Moved>) {
    let form = model.fields();
    if form.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let label = |code: &str| form.iter().find(|field| field.code == code).map(|field| field.label.clone());
    let class =
        |code: &str| model.personal.iter().find(|field| field.code == code && field.sure()).map(|field| field.class);
    let (mut lost, mut moved) = (Vec::new(), Vec::new());
    for field in sealed {
        match label(&field.code) {
            None => lost.push(field.code.clone()),
            Some(label) => {
                let (before, now) = (Some(field.class), class(&field.code));
                if before != now {
                    moved.push(Moved { label, before, now });
                }
            }
        }
    }
    for field in model.personal.iter().filter(|field| field.sure()) {
        if !sealed.iter().any(|one| one.code == field.code) {
            moved.push(Moved { label: field.label.clone(), before: None, now: Some(field.class) });
        }
    }
    (lost, moved)
}

/// On which sides a finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In what runs now, too.
    Running,
    /// Only in what will run after [アプリを更新].
    Prepared,
}

impl Where {
    /// The word at a finding.
    pub const fn text(self) -> Text {
        match self {
            Self::Running => crate::text!(ja: "いまの運用でも", en: "Live, too"),
            Self::Prepared => crate::text!(ja: "更新後だけ", en: "Only after the update"),
        }
    }
}

/// On which sides a finding stands; none where both sides are the same, or its rule could not be judged on both.
pub fn side(model: &Model, judged: &Judged) -> Option<Where> {
    let running = model.running.as_ref()?;
    // What is declared is said of the app, whichever side of it runs.
    if matches!(judged.finding.place, Place::Declared { .. } | Place::Whole { part: Part::Declaration }) {
        return None;
    }
    if stands(running, judged) {
        Some(Where::Running)
    } else {
        (!unknown(running, judged.finding.rule)).then_some(Where::Prepared)
    }
}

/// What counts only as long as nobody presses [アプリを更新].
pub fn ending(model: &Model) -> Vec<&Judged> {
    let (Some(running), Some(report)) = (&model.running, &model.report) else { return Vec::new() };
    let counted = running.findings.iter().filter(|judged| judged.counts());
    counted.filter(|judged| !stands(report, judged) && !unknown(report, judged.finding.rule)).collect()
}

/// Whether a rule finds something at the same place. Its settings may differ: it is there all the same.
fn stands(report: &Report, judged: &Judged) -> bool {
    let same =
        |other: &Judged| other.finding.rule == judged.finding.rule && other.finding.place == judged.finding.place;
    report.findings.iter().any(same)
}

fn unknown(report: &Report, rule: &str) -> bool {
    report.unknowns.iter().any(|unjudged| unjudged.rule == rule)
}

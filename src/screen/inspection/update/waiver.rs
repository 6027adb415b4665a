//! Asking for 例外措置, and taking it back.

use time::Date;

use super::repairing::finding;
use super::{Effect, TITLE, changed, judge, summary};
use crate::declaration::waiver::{Denied, Waiver, latest, most};
use crate::screen::inspection::model::Model;
use crate::screen::inspection::model::asking::{Asking, Line};
use crate::text::{Text, day};

/// The id of the heading of the list of waivers.
pub const WAIVERS: &str = "naiki-waivers-title";

/// The id of a control of the form.
pub fn control_id(line: Line, fingerprint: &str) -> String {
    format!("naiki-{}-{fingerprint}", line.act())
}

/// The id of the button that asks for a waiver.
pub fn ask_id(fingerprint: &str) -> String {
    format!("naiki-waive-{fingerprint}")
}

/// The id of the button that takes a waiver back, at its finding.
pub fn withdraw_id(fingerprint: &str) -> String {
    format!("naiki-unwaive-{fingerprint}")
}

pub(super) fn open(model: &mut Model, fingerprint: String) -> Vec<Effect> {
    let Some(judged) = finding(model, &fingerprint) else { return Vec::new() };
    let (rule, place) = (judged.finding.rule.to_owned(), judged.finding.place.key());
    let focus = control_id(Line::Reason, &fingerprint);
    // What was said before of the same place is said again, if it still holds; the day is not.
    let before = model.waivers.iter().find(|one| one.rule == rule && one.place == place);
    let said = |of: fn(&Waiver) -> &String| before.map_or_else(String::new, |one| of(one).clone());
    let (reason, approval) = (said(|one| &one.reason), said(|one| &one.approval));
    model.asking = Some(Asking { rule, place, fingerprint, reason, until: String::new(), approval, tried: false });
    vec![Effect::Focus(focus)]
}

pub(super) fn typed(model: &mut Model, line: Line, value: String) -> Vec<Effect> {
    if let Some(asking) = &mut model.asking {
        match line {
            Line::Reason => asking.reason = value,
            Line::Until => asking.until = value,
            Line::Approval => asking.approval = value,
        }
    }
    vec![Effect::Keep(Box::new(model.kept()))]
}

pub(super) fn stop(model: &mut Model) -> Vec<Effect> {
    let back = model.asking.take().map(|asking| Effect::Focus(ask_id(&asking.fingerprint)));
    back.into_iter().chain([Effect::Keep(Box::new(model.kept()))]).collect()
}

/// The most days that the waiver which is asked for may last.
///
/// # Errors
/// When the policy permits none, as far as it is typed.
pub fn days(model: &Model, asking: &Asking) -> Result<u32, Denied> {
    let (Some(policy), Some(judged)) = (&model.policy, finding(model, &asking.fingerprint)) else {
        return Err(Denied::Never);
    };
    most(policy, &asking.rule, judged.severity, !asking.approval.trim().is_empty())
}

/// What is wrong with the form, by control.
pub fn wrong(model: &Model, asking: &Asking) -> Vec<(Line, Text)> {
    let mut out = Vec::new();
    if asking.reason.trim().is_empty() {
        out.push((Line::Reason, crate::text!(ja: "理由を書いてください。", en: "Please give the reason.")));
    }
    let days = days(model, asking);
    let until = match day::read(&asking.until) {
        None => Some(crate::text!(ja: "期限の日付を入れてください。", en: "Please give the last day.")),
        Some(until) if until < model.now.today => {
            Some(crate::text!(ja: "期限が今日より前です。", en: "The last day is before today."))
        }
        Some(until) if days.is_ok_and(|days| until > latest(model.now.today, days)) => {
            Some(crate::text!(ja: "内規で認める期限より後です。", en: "This is later than the policy permits."))
        }
        Some(_) => None,
    };
    out.extend(until.map(|text| (Line::Until, text)));
    if days == Err(Denied::Approval) {
        let text = crate::text!(
            ja: "この例外措置には、主管課の承認番号が要ります。",
            en: "This exception needs an approval number of the office."
        );
        out.push((Line::Approval, text));
    }
    out
}

pub(super) fn hand_in(model: &mut Model) -> Vec<Effect> {
    let Some(asking) = model.asking.clone() else { return Vec::new() };
    if days(model, &asking) == Err(Denied::Never) {
        return Vec::new();
    }
    let wrong = wrong(model, &asking);
    let (None, Some(until)) = (wrong.first(), day::read(&asking.until)) else {
        let focus = wrong.first().map(|(line, _)| Effect::Focus(control_id(*line, &asking.fingerprint)));
        if let Some(asking) = &mut model.asking {
            asking.tried = true;
        }
        return focus.into_iter().collect();
    };
    model.asking = None;
    let fingerprint = asking.fingerprint.clone();
    let waiver = waiver(model, asking, until);
    // One for each setting; one that a change of the setting made void goes.
    let void = |one: &Waiver| {
        one.fingerprint == waiver.fingerprint
            || (one.rule == waiver.rule && one.place == waiver.place && finding(model, &one.fingerprint).is_none())
    };
    let kept: Vec<Waiver> = model.waivers.iter().filter(|one| !void(one)).cloned().collect();
    model.waivers = kept;
    model.waivers.push(waiver);
    let mut effects = changed(model);
    effects.push(Effect::Announce(summary(model)));
    effects.push(Effect::Focus(withdraw_id(&fingerprint)));
    effects
}

fn waiver(model: &Model, asking: Asking, until: Date) -> Waiver {
    Waiver {
        rule: asking.rule,
        place: asking.place,
        fingerprint: asking.fingerprint,
        reason: asking.reason.trim().to_owned(),
        on: model.now.today,
        by: model.visit.user.clone(),
        until,
        approval: asking.approval.trim().to_owned(),
    }
}

pub(super) fn withdraw(model: &mut Model, fingerprint: &str) -> Vec<Effect> {
    model.waivers.retain(|one| one.fingerprint != fingerprint);
    let focus = if finding(model, fingerprint).is_some() {
        ask_id(fingerprint)
    } else if model.waivers.is_empty() {
        TITLE.to_owned()
    } else {
        WAIVERS.to_owned()
    };
    let mut effects = changed(model);
    effects.push(Effect::Announce(summary(model)));
    effects.push(Effect::Focus(focus));
    effects
}

pub(super) fn look(model: &mut Model) -> Vec<Effect> {
    model.auditing = !model.auditing;
    judge(model);
    vec![Effect::Announce(summary(model))]
}

/// The form goes with its finding to another fingerprint: what was typed is not lost when the setting changes meanwhile.
pub(super) fn follow(model: &mut Model) {
    let (Some(asking), Some(report)) = (&mut model.asking, &model.report) else { return };
    if report.findings.iter().any(|judged| judged.fingerprint == asking.fingerprint) {
        return;
    }
    let moved = report
        .findings
        .iter()
        .find(|judged| judged.finding.rule == asking.rule && judged.finding.place.key() == asking.place);
    if let Some(judged) = moved {
        asking.fingerprint.clone_from(&judged.fingerprint);
    }
}

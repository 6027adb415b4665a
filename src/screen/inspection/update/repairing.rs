//! Fixes are made one at a time, each at the revision that was last read or written here, and the app is inspected again
//! after each. An answer that is lost on its way leaves open whether the change was made: the part itself tells.

use serde_json::Value;

use crate::app::App;
use crate::audit::{self, Judged};
use crate::finding::Safety;
use crate::kintone::Part;
use crate::kintone::refusal::{Reason, Unread};
use crate::people::Directory;
use crate::repair::{self, Brought, consequence, files};
use crate::snapshot::Reading as Answer;
use crate::text::{Lang, json};

use super::super::drift::Sides;
use super::super::model::{Made, Model, Pending, Reading, Refusal, Trouble};
use super::{Effect, TITLE, UNDO, case, judge, summary};

/// The finding of a fingerprint.
pub fn finding<'a>(model: &'a Model, fingerprint: &str) -> Option<&'a Judged> {
    model.report.as_ref()?.findings.iter().find(|judged| judged.fingerprint == fingerprint)
}

/// Findings whose fixes take nothing from anybody, by fingerprint.
pub fn safe(model: &Model) -> Vec<String> {
    let findings = model.report.iter().flat_map(|report| &report.findings);
    let safe = findings.filter(|judged| judged.finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe));
    safe.map(|judged| judged.fingerprint.clone()).collect()
}

pub(super) fn apply(model: &mut Model, fingerprint: &str) -> Vec<Effect> {
    if model.pending.is_some() {
        return Vec::new();
    }
    let planned = match planned(model, fingerprint) {
        Ok(planned) => planned,
        Err(misfit) => {
            model.trouble = Some(Trouble::Misfit(misfit));
            return Vec::new();
        }
    };
    let Some(judged) = finding(model, fingerprint) else { return Vec::new() };
    let made = Made { part: planned.part, put: planned.put, undo: planned.undo, rule: judged.finding.rule };
    send(model, Pending::Fix(made))
}

/// Makes all fixes that take nothing from anybody, one after another.
pub(super) fn apply_safe(model: &mut Model) -> Vec<Effect> {
    if model.pending.is_some() {
        return Vec::new();
    }
    model.queue = safe(model);
    next(model)
}

/// Makes the next fix of the batch that is still wanted; those whose finding is gone by now are passed over.
fn next(model: &mut Model) -> Vec<Effect> {
    while model.pending.is_none() && model.trouble.is_none() && !model.queue.is_empty() {
        let fingerprint = model.queue.remove(0);
        if finding(model, &fingerprint).is_some() {
            let effects = apply(model, &fingerprint);
            if model.trouble.is_some() {
                model.queue.insert(0, fingerprint);
            }
            return effects;
        }
    }
    Vec::new()
}

/// Sends a fix, or what takes one back.
fn send(model: &mut Model, pending: Pending) -> Vec<Effect> {
    let (Some(revision), Pending::Fix(made) | Pending::Undo(made)) = (model.revision.clone(), &pending) else {
        return Vec::new();
    };
    let body = if matches!(pending, Pending::Fix(_)) { &made.put } else { &made.undo };
    let write = Effect::Write { generation: model.generation, part: made.part, body: body.clone(), revision };
    model.pending = Some(pending);
    model.trouble = None;
    vec![write]
}

/// Plans the fix of a finding.
///
/// # Errors
/// When it cannot be made, would cost the person at the screen the management of the app, or would bring what stops
/// saving.
pub fn planned(model: &Model, fingerprint: &str) -> Result<repair::Planned, repair::Misfit> {
    let fix = finding(model, fingerprint).and_then(|judged| judged.finding.fix.as_ref());
    let (Some(fix), Some(material)) = (fix, model.material()) else { return Err(repair::Misfit::Moved) };
    let planned = repair::plan(&material.preview, &fix.edits)?;
    let people = material.directory.as_ref().map_err(|unread| repair::Misfit::Unread(unread.clone()));
    if planned.part == Part::AppRights {
        repair::keeps_manager(&material.preview, &planned, people?, &model.visit.user)?;
    }
    if brings(model, &planned).stops {
        return Err(repair::Misfit::Stops);
    }
    Ok(planned)
}

/// What a change would bring.
pub fn brings(model: &Model, planned: &repair::Planned) -> Brought {
    let (Some(material), Some(before)) = (model.material(), &model.report) else { return Brought::default() };
    let after = consequence::after(&material.preview, planned);
    let report = case(model, &after).map(|case| audit::audit(&case));
    report.map_or_else(Brought::default, |report| Brought::of(before, report))
}

/// Whom a fix of rights would name: who loses what is told by them, before anything is sent.
pub(super) fn meet(model: &Model, fingerprint: &str) -> Option<Effect> {
    let fix = finding(model, fingerprint)?.finding.fix.as_ref()?;
    let planned = repair::plan(&model.material()?.preview, &fix.edits).ok()?;
    if !consequence::of_rights(planned.part) {
        return None;
    }
    Some(Effect::Meet(model.generation, planned.part, planned.after))
}

pub(super) fn met(model: &mut Model, generation: u32, people: Result<Directory, Unread>) -> Vec<Effect> {
    if let Reading::Read(material) = &mut model.reading
        && generation == model.generation
    {
        material.directory = people;
    }
    Vec::new()
}

/// Why kintone refused a change. What may be read may not always be changed: JavaScript and CSS are for administrators of
/// kintone alone (kintone-rest-api.md, `app/customize.json`).
pub fn refused(reason: &Reason, lang: Lang) -> String {
    if *reason != Reason::Forbidden {
        return reason.say(lang);
    }
    let text = crate::text!(
        ja: "この設定を変える権限がありません。JavaScriptとCSSの設定は、kintoneシステム管理者が変更できます",
        en: "you may not change this setting; JavaScript and CSS can be changed by an administrator of kintone"
    );
    text.get(lang).to_owned()
}

/// A button that was pressed is off while its change is on its way, and loses the focus: it comes back to where the
/// person goes on.
fn at_hand(model: &Model) -> Effect {
    let open = model.open.as_ref().filter(|_| model.trouble.is_some());
    let id = match open {
        Some(fingerprint) => format!("naiki-apply-{fingerprint}"),
        None if model.made.is_empty() => TITLE.to_owned(),
        None => UNDO.to_owned(),
    };
    Effect::Focus(id)
}

pub(super) fn undo(model: &mut Model) -> Vec<Effect> {
    let (None, Some(made)) = (&model.pending, model.made.last().cloned()) else { return Vec::new() };
    send(model, Pending::Undo(made))
}

/// Takes back everything that was made here, the newest first.
pub(super) fn undo_all(model: &mut Model) -> Vec<Effect> {
    model.back = model.pending.is_none();
    undo(model)
}

pub(super) fn wrote(model: &mut Model, generation: u32, answer: Result<String, Reason>) -> Vec<Effect> {
    if generation != model.generation {
        return Vec::new();
    }
    let Some(pending) = model.pending.take() else { return Vec::new() };
    if model.refused == Some(Refusal::Busy) {
        model.refused = None;
    }
    match answer {
        // The change may have been made before the connection was cut.
        Err(Reason::Network) => lost(model, pending),
        Err(reason) => {
            let sentence = refused(&reason, model.visit.lang);
            model.trouble = Some(Trouble::Refused(reason));
            model.back = false;
            vec![Effect::Announce(sentence), at_hand(model)]
        }
        Ok(revision) => {
            model.revision = Some(revision);
            let part = match pending {
                Pending::Fix(made) => {
                    let part = made.part;
                    model.made.push(made);
                    part
                }
                Pending::Undo(made) => {
                    model.made.pop();
                    made.part
                }
                Pending::Lost { made, .. } => made.part,
                Pending::Reading(part) => part,
            };
            // What stands on the screen is older than kintone's settings until the part has been read again.
            model.pending = Some(Pending::Reading(part));
            vec![Effect::ReadPart(generation, part)]
        }
    }
}

fn lost(model: &mut Model, pending: Pending) -> Vec<Effect> {
    let (made, back) = match pending {
        Pending::Fix(made) => (made, false),
        Pending::Undo(made) => (made, true),
        other => {
            model.pending = Some(other);
            return Vec::new();
        }
    };
    let part = made.part;
    model.pending = Some(Pending::Lost { made, back });
    vec![Effect::ReadPart(model.generation, part)]
}

/// Whether a part that was read holds every key as it was sent.
fn holds(body: &Value, sent: &Value, part: Part) -> bool {
    if part == Part::Customize {
        // What was not sent stayed.
        let mut whole = body.clone();
        json::put_over(&mut whole, sent.clone());
        return files::same(body, &whole);
    }
    sent.as_object().is_some_and(|sent| sent.iter().all(|(key, value)| body.get(key) == Some(value)))
}

/// What became of a change whose answer was lost.
fn settle(model: &mut Model, made: Made, back: bool, answer: &Answer) {
    let body = if let Answer::Read(body) = answer { body } else { &Value::Null };
    let revision = body.get("revision").and_then(Value::as_str);
    let sent = if back { &made.undo } else { &made.put };
    if revision.is_none() || (revision != model.revision.as_deref() && !holds(body, sent, made.part)) {
        model.trouble = Some(Trouble::Unclear);
    } else if revision == model.revision.as_deref() {
        // kintone counts every change: nothing was written at all.
        model.trouble = Some(Trouble::Refused(Reason::Network));
    } else {
        model.revision = revision.map(str::to_owned);
        if back {
            model.made.pop();
        } else {
            model.made.push(made);
        }
    }
}

pub(super) fn again(
    model: &mut Model,
    generation: u32,
    part: Part,
    answer: Answer,
    people: Result<Directory, Unread>,
) -> Vec<Effect> {
    if generation != model.generation {
        return Vec::new();
    }
    if let Some(Pending::Lost { made, back }) = model.pending.take() {
        settle(model, made, back, &answer);
    }
    if let Reading::Read(material) = &mut model.reading {
        // What was read before says more than an answer that did not come.
        if matches!(answer, Answer::Read(_)) || model.trouble.is_none() {
            material.both.preview.parts.insert(part, answer);
            material.preview = App::of(material.both.preview.clone());
            material.directory = people;
            model.sides = Sides::of(&material.both);
        }
    }
    if model.trouble.is_none() {
        model.open = None;
    }
    judge(model);
    model.back &= model.trouble.is_none() && !model.made.is_empty();
    let mut effects = if model.back { undo(model) } else { next(model) };
    if effects.is_empty() {
        effects.extend([Effect::Announce(summary(model)), at_hand(model)]);
    }
    effects
}

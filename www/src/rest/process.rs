//! `record/status.json`, `records/status.json`, `record/assignees.json`: a record on its way through the states.

use std::sync::Arc;

use serde_json::{Value, json};

use super::record::{eyes, find};
use super::{Ask, Call};
use crate::city::City;
use crate::clock::second;
use crate::form::{self, inside};
use crate::query::{self, Scope};
use crate::record::{Record, Taken};
use crate::refusal::{Refusal, Text};
use crate::rights::{Eyes, names, names_by_field};

/// Most records of one call (official page).
const LIMIT: usize = 100;
/// Most people who hold one record.
const ASSIGNEES: usize = 100;

pub(super) fn one(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let step = step(&mut ask);
    ask.done()?;
    let revision = take(city, call, app, &step)?;
    Ok(json!({ "revision": revision.to_string() }))
}

pub(super) fn many(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let records = ask.list("records");
    if records.len() > LIMIT {
        let text = Text::new(
            "一度に更新できるレコードは100件までです。",
            "A maximum of 100 records can be updated at one time.",
        );
        ask.refuse("records", text);
    }
    ask.done()?;
    let mut done = Vec::new();
    for (index, record) in records.iter().enumerate() {
        let params = record.as_object().cloned().unwrap_or_default();
        let mut ask = Ask::within(&params, &format!("records[{index}]."));
        let step = step(&mut ask);
        ask.done()?;
        let revision = take(city, call, app, &step)?;
        done.push(json!({ "id": step.record.to_string(), "revision": revision.to_string() }));
    }
    Ok(json!({ "records": done }))
}

/// What somebody wants to do with a record.
struct Step {
    record: u64,
    action: String,
    assignee: Option<String>,
    revision: Option<u64>,
}

fn step(ask: &mut Ask<'_>) -> Step {
    Step {
        record: ask.id("id"),
        action: ask.text("action"),
        assignee: ask.text_or("assignee").filter(|code| !code.is_empty()),
        revision: ask.revision("revision"),
    }
}

/// The app with process management on, and the record as the person may see it.
fn open<'a>(
    city: &'a City,
    call: &'a Call,
    app: u64,
    record: u64,
    revision: Option<u64>,
) -> Result<(Eyes<'a>, &'a Record), Refusal> {
    let eyes = eyes(city, call, app)?;
    let rights = city.rights(eyes.app, &call.person);
    if !rights.view {
        return Err(Refusal::no_right());
    }
    if !form::is_true(inside(&eyes.side.status, &["enable"])) {
        let text = Text::new(
            "操作に失敗しました。プロセス管理機能が無効化されています。",
            "Your request failed. The process management feature has been disabled.",
        );
        return Err(Refusal::new(400, "GAIA_ST02", text));
    }
    let record = find(eyes.app, record)?;
    if !eyes.on_record(rights, record).view {
        return Err(Refusal::no_right());
    }
    if revision.is_some_and(|revision| revision != record.revision) {
        return Err(Refusal::record_changed());
    }
    Ok((eyes, record))
}

/// Takes a record one action on: its new revision, two higher (official page).
fn take(city: &mut City, call: &Call, app: u64, step: &Step) -> Result<u64, Refusal> {
    let (eyes, record) = open(city, call, app, step.record, step.revision)?;
    let action = find_action(&eyes, record, &step.action).ok_or_else(not_possible)?;
    let secondary = action["type"] == "SECONDARY";
    if secondary {
        let users = inside(action, &["executableUser", "entities"]).as_array().map_or(&[][..], Vec::as_slice);
        if !users.is_empty() && !users.iter().any(|row| is_meant(&eyes, record, row, &call.person)) {
            return Err(only_assignee());
        }
    } else if !record.assignees.is_empty() && !record.assignees.contains(&call.person.code) {
        return Err(only_assignee());
    }
    let from = record.state(eyes.side);
    let everybody_must = inside(&eyes.side.status, &["states", &from, "assignee", "type"]) == "ALL";
    let waits_for: Vec<String> = record.assignees.iter().filter(|code| **code != call.person.code).cloned().collect();
    let taken = Taken { at: call.now, by: call.person.code.clone(), state: from.clone() };
    let (to, assignees) = if everybody_must && !secondary && !waits_for.is_empty() {
        (from, waits_for)
    } else {
        let to = form::plain(&action["to"]);
        let next = next_assignees(&eyes, record, &to, step.assignee.as_deref())?;
        (to, next)
    };
    change(city, call, app, step.record, 2, |record| {
        record.status = Some(to);
        record.assignees = assignees;
        record.history.push(taken);
    })
}

/// What `kintone.app.record.getStatusHistory()` gives: actions taken, the newest first. For whoever sees the record.
pub(crate) fn history(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let id = ask.id("id");
    let offset = ask.count("offset", 0, 0, 2_147_483_647);
    let limit = ask.count("limit", 100, 1, 100);
    ask.done()?;
    let (_, record) = open(city, call, app, id, None)?;
    let taken = record.history.iter().rev().skip(offset).take(limit);
    let rows = taken.map(|taken| {
        json!({ "changedAt": second(taken.at), "assignees": [city.people.badge(&taken.by)], "status": taken.state })
    });
    Ok(json!({ "history": rows.collect::<Vec<Value>>() }))
}

fn find_action<'a>(eyes: &Eyes<'a>, record: &Record, name: &str) -> Option<&'a Value> {
    let state = record.state(eyes.side);
    let scope = Scope { city: eyes.city, app: eyes.app, side: eyes.side, person: eyes.person, now: eyes.now };
    let actions = inside(&eyes.side.status, &["actions"]).as_array()?;
    actions.iter().find(|action| {
        let condition = action["filterCond"].as_str().unwrap_or_default();
        action["name"] == name
            && action["from"] == state.as_str()
            && query::parse(condition).is_ok_and(|query| scope.meets(&query, record))
    })
}

/// Whether an entity of process management means the person.
fn is_meant(eyes: &Eyes<'_>, record: &Record, row: &Value, person: &crate::people::Person) -> bool {
    inside(row, &["entity", "type"]) == "CREATOR" && record.creator == person.code
        || names(eyes.city, row, person)
        || names_by_field(eyes.city, eyes.app, eyes.side, row, person, record)
}

/// Who holds the record in its next state.
fn next_assignees(eyes: &Eyes<'_>, record: &Record, to: &str, chosen: Option<&str>) -> Result<Vec<String>, Refusal> {
    let assignee = inside(&eyes.side.status, &["states", to, "assignee"]);
    let rows = assignee["entities"].as_array().map_or(&[][..], Vec::as_slice);
    let people = eyes.city.people.by_id();
    let candidates: Vec<String> = people
        .into_iter()
        .filter(|person| person.valid && rows.iter().any(|row| is_meant(eyes, record, row, person)))
        .map(|person| person.code.clone())
        .collect();
    if rows.is_empty() || assignee["type"] != "ONE" {
        return match chosen {
            None => Ok(candidates),
            Some(_) => Err(Refusal::new(
                400,
                "GAIA_SA04",
                Text::new(
                    "ステータスを更新できません。アクションで作業者を指定できません。",
                    "Failed to update status. Assignee cannot be specified by the action.",
                ),
            )),
        };
    }
    let missing = || Refusal::new(400, "GAIA_SA01", Text::new("作業者が必要です。", "Assignee is required."));
    let chosen = chosen.ok_or_else(missing)?;
    if candidates.iter().any(|code| code == chosen) { Ok(vec![chosen.to_owned()]) } else { Err(missing()) }
}

/// Gives the record to others: its managers of the moment, or an app manager, may.
pub(super) fn assignees(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let id = ask.id("id");
    let list = ask.list("assignees");
    ask.check_size("assignees", list.len(), 0, ASSIGNEES);
    let revision = ask.revision("revision");
    ask.done()?;
    let (eyes, record) = open(city, call, app, id, revision)?;
    let rights = city.rights(eyes.app, &call.person);
    if !rights.manage && !record.assignees.is_empty() && !record.assignees.contains(&call.person.code) {
        return Err(only_assignee());
    }
    let mut codes: Vec<String> = Vec::new();
    for code in list.iter().map(form::plain) {
        if city.people.person(&code).is_none_or(|person| !person.valid) {
            return Err(Refusal::person_not_found(&code));
        }
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let revision = change(city, call, app, id, 1, |record| record.assignees = codes)?;
    Ok(json!({ "revision": revision.to_string() }))
}

fn change(
    city: &mut City,
    call: &Call,
    app: u64,
    id: u64,
    steps: u64,
    change: impl FnOnce(&mut Record),
) -> Result<u64, Refusal> {
    let slot = city.app_mut(app)?.records.get_mut(&id).ok_or_else(|| Refusal::record_not_found(id))?;
    let record = Arc::make_mut(slot);
    change(record);
    record.revision += steps;
    call.person.code.clone_into(&mut record.modifier);
    record.updated = call.now;
    Ok(record.revision)
}

fn not_possible() -> Refusal {
    let text = Text::new(
        "ステータスの変更に失敗しました。ほかのユーザーがステータス、またはプロセス管理の設定を変更した可能性があります。",
        "Failed to update the status. The settings or the status itself may have been changed by someone.",
    );
    Refusal::new(400, "GAIA_IL03", text)
}

fn only_assignee() -> Refusal {
    let text = Text::new("ステータスを変更できるのは作業者だけです。", "Only Assignee can change the status.");
    Refusal::new(403, "GAIA_NT01", text)
}

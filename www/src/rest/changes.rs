//! 変更履歴 of a record: which of its values were changed, when and by whom. kintone has it on its screen only.

use serde_json::{Map, Value, json};

use super::Call;
use super::record::{eyes, find};
use crate::city::City;
use crate::clock::second;
use crate::form;
use crate::record::{Changed, Record, dressed, empty};
use crate::refusal::Refusal;
use crate::rights::Eyes;

/// Keeps what a change makes of a record's values; nothing when it leaves them all as they are.
pub(super) fn keep(record: &mut Record, values: &Map<String, Value>, call: &Call) {
    let known = |code: &str| record.values.get(code).cloned().unwrap_or_default();
    let differ = |(code, after): &(&String, &Value)| known(code) != **after;
    let changed = values.iter().filter(differ).map(|(code, after)| (code.clone(), json!([known(code), after])));
    let values: Map<String, Value> = changed.collect();
    if !values.is_empty() {
        let by = call.person.code.clone();
        record.changes.push(Changed { revision: record.revision + 1, at: call.now, by, values });
    }
}

/// `{changes: [{revision, at, by, fields: [{code, before, after}]}]}`, the newest first, for whoever sees the record:
/// of the fields those that the person may see.
pub(crate) fn list(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let id = ask.id("id");
    ask.done()?;
    let eyes = eyes(city, call, app)?;
    let rights = city.rights(eyes.app, &call.person);
    if !rights.view {
        return Err(Refusal::no_right());
    }
    let record = find(eyes.app, id)?;
    if !eyes.on_record(rights, record).view {
        return Err(Refusal::no_right());
    }
    let changes = record.changes.iter().rev().map(|change| {
        json!({
            "revision": change.revision.to_string(),
            "at": second(change.at),
            "by": city.people.badge(&change.by),
            "fields": fields(&eyes, record, change),
        })
    });
    Ok(json!({ "changes": changes.collect::<Vec<Value>>() }))
}

fn fields(eyes: &Eyes<'_>, record: &Record, change: &Changed) -> Vec<Value> {
    let shows = |code: &str| eyes.on_field(code, Some(record)).view;
    let seen = form::top(&eyes.side.properties).filter(|field| shows(field.code));
    seen.filter_map(|field| {
        let both = change.values.get(field.code)?;
        let cell = |side: usize| {
            let bare = if both[side].is_null() { empty(field.kind) } else { both[side].clone() };
            json!({ "type": field.kind, "value": dressed(eyes.city, &field, &bare, &shows) })
        };
        Some(json!({ "code": field.code, "before": cell(0), "after": cell(1) }))
    })
    .collect()
}

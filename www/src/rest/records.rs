//! `records.json`: many records.

use serde_json::{Map, Value, json};

use super::record::{Change, add, by_update_key, eyes, find, no_match, shown, update};
use super::{Ask, Call};
use crate::city::City;
use crate::entry::Errors;
use crate::form::{inside, plain};
use crate::query::{self, Query, Scope};
use crate::record::Record;
use crate::refusal::{Refusal, Text};
use crate::rights::Eyes;

/// Most records of one request (official page).
const LIMIT: usize = 100;

/// The records that a query finds and the person may see, in order.
pub(super) fn found<'a>(eyes: &Eyes<'a>, query: &Query) -> Result<Vec<&'a Record>, Refusal> {
    let rights = eyes.city.rights(eyes.app, eyes.person);
    if !rights.view {
        return Err(Refusal::no_right());
    }
    let scope = Scope { city: eyes.city, app: eyes.app, side: eyes.side, person: eyes.person, now: eyes.now };
    scope.check(query)?;
    let all = eyes.app.records.values().map(std::convert::AsRef::as_ref);
    let mut records: Vec<&Record> =
        all.filter(|record| scope.meets(query, record) && eyes.on_record(rights, record).view).collect();
    scope.sort(query, &mut records);
    Ok(records)
}

/// Field codes to answer; an unknown one is no error and brings nothing.
pub(super) fn wanted(ask: &mut Ask<'_>) -> Vec<String> {
    ask.texts("fields", 1000)
}

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let text = ask.text_or("query").unwrap_or_default();
    let fields = wanted(&mut ask);
    let count = ask.flag("totalCount").unwrap_or_default();
    ask.done()?;
    let eyes = eyes(city, call, app)?;
    if !city.rights(eyes.app, &call.person).view {
        return Err(Refusal::no_right());
    }
    let query = query::parse(&text)?;
    let records = found(&eyes, &query)?;
    let page = records.iter().skip(query.offset.unwrap_or_default()).take(query.limit.unwrap_or(100));
    let rows: Vec<Value> = page.map(|record| Value::Object(shown(&eyes, record, &fields))).collect();
    let total = if count { json!(records.len().to_string()) } else { Value::Null };
    Ok(json!({ "records": rows, "totalCount": total }))
}

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let records = ask.list("records");
    if records.len() > LIMIT {
        let text = Text::new(
            "一度に100件までのレコードを追加できます。",
            "A maximum of 100 records can be added at one time.",
        );
        ask.refuse("records", text);
    }
    ask.done()?;
    let mut errors = Errors::new();
    let mut ids = Vec::new();
    for (index, record) in records.iter().enumerate() {
        let given = record.as_object().cloned().unwrap_or_default();
        ids.extend(add(city, call, app, &given, &format!("records[{index}]"), &mut errors)?);
    }
    if !errors.is_empty() {
        return Err(Refusal::input(errors));
    }
    let revisions = vec!["1"; ids.len()];
    let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
    Ok(json!({ "ids": ids, "revisions": revisions }))
}

pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let records = ask.list("records");
    let upsert = ask.flag("upsert").unwrap_or_default();
    if records.len() > LIMIT {
        let text = Text::new(
            "一度に100件までのレコードを更新できます。",
            "A maximum of 100 records can be updated at one time.",
        );
        ask.refuse("records", text);
    }
    ask.done()?;
    let mut errors = Errors::new();
    let mut rows = Vec::new();
    for (index, element) in records.iter().enumerate() {
        let params = element.as_object().cloned().unwrap_or_default();
        let at = format!("records[{index}]");
        let mut ask = Ask::within(&params, &format!("{at}."));
        let by_key = ask.value("updateKey").is_some();
        let id = if by_key { 0 } else { ask.id("id") };
        let revision = ask.revision("revision");
        ask.done()?;
        let mut given = params.get("record").and_then(Value::as_object).cloned().unwrap_or_default();
        let at = format!("{at}.record");
        let id = if by_key {
            match by_update_key(city, call, app, &params)? {
                Some(id) => id,
                None if upsert => {
                    complete_key(&params, &mut given);
                    if let Some(id) = add(city, call, app, &given, &at, &mut errors)? {
                        rows.push(json!({ "id": id.to_string(), "revision": "1", "operation": "INSERT" }));
                    }
                    continue;
                }
                None => return Err(no_match()),
            }
        } else {
            id
        };
        let change = Change { app, id, revision, given: &given, at: &at };
        if let Some(revision) = update(city, call, &change, &mut errors)? {
            let mut row = json!({ "id": id.to_string(), "revision": revision.to_string() });
            if upsert && let Some(row) = row.as_object_mut() {
                row.insert("operation".into(), json!("UPDATE"));
            }
            rows.push(row);
        }
    }
    if errors.is_empty() { Ok(json!({ "records": rows })) } else { Err(Refusal::input(errors)) }
}

/// A record added by an upsert carries the value of its key.
fn complete_key(params: &Map<String, Value>, given: &mut Map<String, Value>) {
    let key = params.get("updateKey").cloned().unwrap_or_default();
    if let Some(code) = inside(&key, &["field"]).as_str() {
        given.entry(code.to_owned()).or_insert_with(|| json!({ "value": inside(&key, &["value"]) }));
    }
}

pub(super) fn delete(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    if ask.value("ids").is_none() {
        ask.refuse("ids", crate::refusal::required());
    }
    let count = ask.list_or("ids").map_or(0, |ids| ids.len());
    if count > LIMIT {
        let text = Text::new(
            "一度に1件から100件までのレコードを削除できます。",
            "Between 1 and 100 records can be deleted at one time.",
        );
        ask.refuse("ids", text);
    }
    let ids = ask.ids("ids", usize::MAX);
    let revisions: Vec<String> = ask.short_list("revisions", LIMIT).iter().map(plain).collect();
    ask.done()?;
    for (index, id) in ids.iter().enumerate() {
        let eyes = eyes(city, call, app)?;
        let rights = city.rights(eyes.app, &call.person);
        if !rights.delete {
            return Err(Refusal::no_right());
        }
        let record = find(eyes.app, *id)?;
        if !eyes.on_record(rights, record).delete {
            return Err(Refusal::no_right());
        }
        let wanted = revisions.get(index).filter(|revision| *revision != "-1" && !revision.is_empty());
        if wanted.is_some_and(|wanted| *wanted != record.revision.to_string()) {
            return Err(Refusal::record_changed());
        }
        city.app_mut(app)?.records.remove(id);
    }
    Ok(json!({}))
}

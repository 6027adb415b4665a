//! `app/reports.json`, `app/actions.json`, `app/notifications/{general,perRecord,reminder}.json`: settings that are kept
//! and checked in shape, while nothing here draws graphs, copies records or notifies anybody.

use serde_json::{Map, Value, json};

use super::Call;
use super::acl::entity;
use super::report::check_words;
use crate::app::Settings;
use crate::city::City;
use crate::form::{self, inside, is_true, plain};
use crate::people::Person;
use crate::query;
use crate::refusal::{Refusal, Text, not_in_enum, required};

const ROWS: [&str; 4] = ["USER", "GROUP", "ORGANIZATION", "FIELD_ENTITY"];

pub(super) fn is_part(name: &str) -> bool {
    untouched(name).is_some()
}

/// What an app answers that never set the part.
fn untouched(name: &str) -> Option<Value> {
    Some(match name {
        "app/reports" => json!({ "reports": {} }),
        "app/actions" => json!({ "actions": {} }),
        "app/notifications/general" => json!({ "notifications": [], "notifyToCommenter": true }),
        "app/notifications/perRecord" => json!({ "notifications": [] }),
        "app/notifications/reminder" => json!({ "notifications": [], "timezone": "Asia/Tokyo" }),
        _ => return None,
    })
}

fn held(side: &Settings, name: &str) -> Map<String, Value> {
    let body = side.parts.get(name).cloned().or_else(|| untouched(name));
    body.and_then(|body| body.as_object().cloned()).unwrap_or_default()
}

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.one_of("lang", &["default", "ja", "en", "zh", "user"]);
    ask.done()?;
    let (_, side) = city.managed(id, call.preview, &call.person)?;
    let mut body = held(side, &call.name);
    let actions = body.get_mut("actions").and_then(Value::as_object_mut);
    for action in actions.into_iter().flat_map(Map::values_mut) {
        show_destination(city, &call.person, action);
    }
    Ok(side.with_revision(body))
}

/// An action into an app that the reader has no right on tells neither app nor mappings (official page).
fn show_destination(city: &City, person: &Person, action: &mut Value) {
    let app = city.app_named(inside(action, &["destApp"])).filter(|app| {
        let own = city.rights(app, person);
        own.view || own.add || own.manage
    });
    if let Some(app) = app {
        action["destApp"] = app.reference();
    } else if let Some(action) = action.as_object_mut() {
        action.insert("destApp".into(), Value::Null);
        action.insert("mappings".into(), Value::Null);
    }
}

pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let revision = ask.revision("revision");
    ask.done()?;
    let name = call.name.as_str();
    city.edit(call, id, revision, |city, draft| {
        let mut body = held(draft, name);
        match name {
            "app/reports" => put_named(call, draft, &mut body, "reports", id, &|at, given| report(draft, at, given))?,
            "app/actions" => {
                put_named(call, draft, &mut body, "actions", id, &|at, given| action(city, draft, at, given))?;
            }
            _ => put_rows(city, call, draft, &mut body)?,
        }
        draft.parts.insert(name.to_owned(), Value::Object(body));
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    let mut answer = Map::new();
    for key in ["reports", "actions"] {
        if let Some(Value::Object(named)) = held(draft, name).get(key) {
            let ids: Map<String, Value> =
                named.iter().map(|(name, one)| (name.clone(), json!({ "id": one["id"] }))).collect();
            answer.insert(key.into(), Value::Object(ids));
        }
    }
    Ok(draft.with_revision(answer))
}

/// A map by name: those not sent are gone, those known keep their ids.
fn put_named(
    call: &Call,
    draft: &Settings,
    body: &mut Map<String, Value>,
    key: &str,
    app: u64,
    check: &dyn Fn(&str, &Value) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut ask = call.ask();
    let given = ask.object(key);
    ask.done()?;
    let old = held(draft, &call.name).get(key).cloned().unwrap_or_default();
    let ids = old.as_object().into_iter().flat_map(Map::values).filter_map(|one| plain(&one["id"]).parse::<u64>().ok());
    let mut next = ids.max().unwrap_or(app * 1000);
    let mut kept = Map::new();
    for (name, given) in &given {
        let at = format!("{key}[{name}]");
        let before = inside(&old, &[name]);
        for must in ["index", "name"] {
            if given[must].is_null() && before[must].is_null() {
                return Err(Refusal::at(format!("{at}.{must}"), required()));
            }
        }
        let mut one = before.as_object().cloned().unwrap_or_default();
        one.extend(given.as_object().cloned().unwrap_or_default());
        one.insert("index".into(), json!(plain(one.get("index").unwrap_or(&Value::Null))));
        one.entry("filterCond").or_insert_with(|| json!(""));
        query::parse(&plain(one.get("filterCond").unwrap_or(&Value::Null)))?;
        let id = before["id"].as_str().map_or_else(
            || {
                next += 1;
                next.to_string()
            },
            str::to_owned,
        );
        one.insert("id".into(), json!(id));
        let name = plain(one.get("name").unwrap_or(&Value::Null));
        let one = Value::Object(one);
        check(&at, &one)?;
        kept.insert(name, one);
    }
    body.insert(key.to_owned(), Value::Object(kept));
    Ok(())
}

fn report(draft: &Settings, at: &str, given: &Value) -> Result<(), Refusal> {
    check_words(at, given)?;
    for key in ["groups", "aggregations"] {
        for row in given[key].as_array().into_iter().flatten() {
            known_field(draft, &row["code"])?;
        }
    }
    Ok(())
}

fn action(city: &City, draft: &Settings, at: &str, given: &Value) -> Result<(), Refusal> {
    let dest = inside(given, &["destApp"]);
    if city.app_named(dest).is_none() {
        return Err(Refusal::app_not_found(plain(&dest["app"]).parse().unwrap_or_default()));
    }
    for (index, row) in given["mappings"].as_array().into_iter().flatten().enumerate() {
        if !["FIELD", "RECORD_URL"].contains(&row["srcType"].as_str().unwrap_or_default()) {
            return Err(Refusal::at(format!("{at}.mappings[{index}].srcType"), not_in_enum()));
        }
        known_field(draft, &row["srcField"])?;
    }
    for (index, row) in given["entities"].as_array().into_iter().flatten().enumerate() {
        let row = json!({ "entity": row });
        entity(city, &format!("{at}.entities[{index}]"), &row, &["USER", "GROUP", "ORGANIZATION"], None)?;
    }
    Ok(())
}

fn known_field(draft: &Settings, code: &Value) -> Result<(), Refusal> {
    match code.as_str() {
        Some(code) if form::find(&draft.properties, code).is_none() => Err(Refusal::field_not_found(code)),
        _ => Ok(()),
    }
}

/// The rows of notifications: all are replaced.
fn put_rows(city: &City, call: &Call, draft: &Settings, body: &mut Map<String, Value>) -> Result<(), Refusal> {
    let mut ask = call.ask();
    let rows = ask.list("notifications");
    let commenter = ask.flag("notifyToCommenter");
    let timezone = ask.text_or("timezone");
    ask.done()?;
    let mut kept = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let at = format!("notifications[{index}]");
        kept.push(match call.name.as_str() {
            "app/notifications/general" => general_row(city, draft, &at, row)?,
            "app/notifications/perRecord" => targeted(city, draft, &at, row)?,
            _ => {
                let mut reminder = json!({ "timing": timing(draft, &at, &row["timing"])? });
                if let (Some(all), Some(rest)) =
                    (reminder.as_object_mut(), targeted(city, draft, &at, row)?.as_object())
                {
                    all.extend(rest.clone());
                }
                reminder
            }
        });
    }
    body.insert("notifications".into(), Value::Array(kept));
    if let Some(commenter) = commenter.filter(|_| call.name.ends_with("general")) {
        body.insert("notifyToCommenter".into(), json!(commenter));
    }
    if let Some(timezone) = timezone.filter(|_| call.name.ends_with("reminder")) {
        body.insert("timezone".into(), json!(timezone));
    }
    Ok(())
}

fn general_row(city: &City, draft: &Settings, at: &str, row: &Value) -> Result<Value, Refusal> {
    let entity = entity(city, at, row, &ROWS, Some(draft))?;
    let mut kept = json!({ "entity": entity, "includeSubs": is_true(&row["includeSubs"]) });
    for key in ["recordAdded", "recordEdited", "commentAdded", "statusChanged", "fileImported"] {
        if let Some(kept) = kept.as_object_mut() {
            kept.insert(key.into(), json!(is_true(&row[key])));
        }
    }
    Ok(kept)
}

fn targeted(city: &City, draft: &Settings, at: &str, row: &Value) -> Result<Value, Refusal> {
    let condition = plain(&row["filterCond"]);
    query::parse(&condition)?;
    let mut targets = Vec::new();
    let given = row["targets"].as_array().ok_or_else(|| Refusal::at(format!("{at}.targets"), required()))?;
    for (index, target) in given.iter().enumerate() {
        let entity = entity(city, &format!("{at}.targets[{index}]"), target, &ROWS, Some(draft))?;
        targets.push(json!({ "entity": entity, "includeSubs": is_true(&target["includeSubs"]) }));
    }
    Ok(json!({ "filterCond": condition, "title": plain(&row["title"]), "targets": targets }))
}

/// A reminder comes at a time of the day, or some hours after. Numbers are kept as strings.
fn timing(draft: &Settings, at: &str, timing: &Value) -> Result<Value, Refusal> {
    let code = timing["code"].as_str().ok_or_else(|| Refusal::at(format!("{at}.timing.code"), required()))?;
    let field = form::find(&draft.properties, code).ok_or_else(|| Refusal::field_not_found(code))?;
    if !["DATE", "DATETIME", "CREATED_TIME", "UPDATED_TIME"].contains(&field.kind) {
        return Err(Refusal::at(format!("{at}.timing.code"), not_in_enum()));
    }
    let whole = |key: &str| plain(&timing[key]).parse::<i32>().is_ok();
    if !whole("daysLater") {
        return Err(Refusal::at(format!("{at}.timing.daysLater"), required()));
    }
    if timing["time"].is_null() && !whole("hoursLater") {
        let text = Text::new("timeまたはhoursLaterが必須です。", "Specify either time or hoursLater.");
        return Err(Refusal::at(format!("{at}.timing"), text));
    }
    let mut kept = timing.clone();
    for number in ["daysLater", "hoursLater"] {
        if let Some(value) = kept.get_mut(number) {
            *value = json!(plain(value));
        }
    }
    Ok(kept)
}

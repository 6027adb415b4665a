//! `record.json`: one record read, added, changed.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{Call, changes};
use crate::app::{App, Settings};
use crate::city::City;
use crate::entry::{Entry, Errors, Stamps};
use crate::form::{self, inside};
use crate::record::Record;
use crate::refusal::{Refusal, Text};
use crate::rights::Eyes;
use crate::store::Holder;

/// A person's eyes on the live side of an app.
pub(super) fn eyes<'a>(city: &'a City, call: &'a Call, app: u64) -> Result<Eyes<'a>, Refusal> {
    let (app, side) = city.side(app, false)?;
    Ok(Eyes { city, app, side, person: &call.person, now: call.now })
}

/// The record, or the refusal that fits.
pub(super) fn find(app: &App, id: u64) -> Result<&Record, Refusal> {
    app.records.get(&id).map(Arc::as_ref).ok_or_else(|| Refusal::record_not_found(id))
}

/// A record as the person may see it; `fields` keeps only those.
pub(super) fn shown(eyes: &Eyes<'_>, record: &Record, fields: &[String]) -> Map<String, Value> {
    let inner: Vec<&str> = form::all(&eyes.side.properties)
        .into_iter()
        .filter(|field| field.table.is_some())
        .map(|field| field.code)
        .collect();
    let shows = |code: &str| {
        let wanted = fields.is_empty() || fields.iter().any(|field| field == code) || inner.contains(&code);
        wanted && (code.starts_with('$') || eyes.on_field(code, Some(record)).view)
    };
    record.body(eyes.city, eyes.app, eyes.side, &shows)
}

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
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
    Ok(json!({ "record": shown(&eyes, record, &[]) }))
}

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let given = if ask.value("record").is_some() { ask.object("record") } else { Map::new() };
    ask.done()?;
    let mut errors = Errors::new();
    let added = add(city, call, app, &given, "record", &mut errors)?;
    let Some(id) = added.filter(|_| errors.is_empty()) else { return Err(Refusal::input(errors)) };
    Ok(json!({ "id": id.to_string(), "revision": "1" }))
}

/// Adds a record; `None` when `errors` took something.
pub(super) fn add(
    city: &mut City,
    call: &Call,
    app: u64,
    given: &Map<String, Value>,
    at: &str,
    errors: &mut Errors,
) -> Result<Option<u64>, Refusal> {
    let eyes = eyes(city, call, app)?;
    if !city.rights(eyes.app, &call.person).add {
        return Err(Refusal::no_right());
    }
    let before = errors.len();
    let entry = Entry { eyes, at: at.to_owned(), before: None };
    let (values, stamps) = entry.read(given, errors)?;
    entry.check(&values, errors);
    if errors.len() > before {
        return Ok(None);
    }
    let properties = eyes.side.properties.clone();
    let id = eyes.app.last_record + 1;
    let values = settled(city, call, app, id, &properties, values)?;
    let app = city.app_mut(app)?;
    app.last_record = id;
    let Stamps { creator, modifier, created, updated } = stamps;
    let creator = creator.unwrap_or_else(|| call.person.code.clone());
    let created = created.unwrap_or(call.now);
    let record = Record {
        id,
        revision: 1,
        modifier: modifier.unwrap_or_else(|| call.person.code.clone()),
        creator,
        updated: updated.unwrap_or(created),
        created,
        status: None,
        assignees: Vec::new(),
        history: Vec::new(),
        changes: Vec::new(),
        comments: Vec::new(),
        last_comment: 0,
        values,
    };
    app.records.insert(id, Arc::new(record));
    Ok(Some(id))
}

pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let by_key = ask.value("updateKey").is_some();
    let id = if by_key { 0 } else { ask.id("id") };
    let given = if ask.value("record").is_some() { ask.object("record") } else { Map::new() };
    let revision = ask.revision("revision");
    ask.done()?;
    let id = if by_key { by_update_key(city, call, app, &call.params)?.ok_or_else(no_match)? } else { id };
    let mut errors = Errors::new();
    let change = Change { app, id, revision, given: &given, at: "record" };
    let revision = update(city, call, &change, &mut errors)?;
    let Some(revision) = revision.filter(|_| errors.is_empty()) else { return Err(Refusal::input(errors)) };
    Ok(json!({ "revision": revision.to_string() }))
}

/// What should become of one record.
pub(super) struct Change<'a> {
    pub(super) app: u64,
    pub(super) id: u64,
    pub(super) revision: Option<u64>,
    pub(super) given: &'a Map<String, Value>,
    pub(super) at: &'a str,
}

/// Changes a record: its new revision; `None` when `errors` took something.
pub(super) fn update(
    city: &mut City,
    call: &Call,
    change: &Change<'_>,
    errors: &mut Errors,
) -> Result<Option<u64>, Refusal> {
    let eyes = eyes(city, call, change.app)?;
    let rights = city.rights(eyes.app, &call.person);
    if !rights.edit {
        return Err(Refusal::no_right());
    }
    let record = find(eyes.app, change.id)?;
    if !eyes.on_record(rights, record).edit {
        return Err(Refusal::no_right());
    }
    if change.revision.is_some_and(|revision| revision != record.revision) {
        return Err(Refusal::record_changed());
    }
    let before = errors.len();
    let entry = Entry { eyes, at: change.at.to_owned(), before: Some(record) };
    let (values, _) = entry.read(change.given, errors)?;
    entry.check(&values, errors);
    if errors.len() > before {
        return Ok(None);
    }
    let properties = eyes.side.properties.clone();
    let values = settled(city, call, change.app, change.id, &properties, values)?;
    let app = city.app_mut(change.app)?;
    let slot = app.records.get_mut(&change.id).ok_or_else(|| Refusal::record_not_found(change.id))?;
    let record = Arc::make_mut(slot);
    changes::keep(record, &values, call);
    record.values = values;
    record.revision += 1;
    call.person.code.clone_into(&mut record.modifier);
    record.updated = call.now;
    Ok(Some(record.revision))
}

/// Attaches uploads and numbers new rows.
fn settled(
    city: &mut City,
    call: &Call,
    app: u64,
    record: u64,
    properties: &Map<String, Value>,
    mut values: Map<String, Value>,
) -> Result<Map<String, Value>, Refusal> {
    let holder = Holder::Record { app, record };
    for field in form::top(properties) {
        let Some(value) = values.get_mut(field.code) else { continue };
        if field.kind == "FILE" {
            *value = attached(city, call, value, &holder)?;
        }
        if field.kind != "SUBTABLE" {
            continue;
        }
        for row in value.as_array_mut().into_iter().flatten() {
            if row["id"].is_null() {
                let id = city.app_mut(app)?.next_inner_id();
                if let Some(slot) = row.get_mut("id") {
                    *slot = json!(id);
                }
            }
            let Some(cells) = row.get_mut("value").and_then(Value::as_object_mut) else { continue };
            for inner in field.inner().iter().filter(|inner| inner.kind == "FILE") {
                if let Some(value) = cells.get_mut(inner.code) {
                    *value = attached(city, call, value, &holder)?;
                }
            }
        }
    }
    Ok(values)
}

fn attached(city: &mut City, call: &Call, keys: &Value, holder: &Holder) -> Result<Value, Refusal> {
    let mut list = Vec::new();
    for key in keys.as_array().into_iter().flatten().filter_map(Value::as_str) {
        let foreign = city.files.get(key).is_some_and(|file| match &file.holder {
            Holder::Uploaded { by } => *by != call.person.code,
            other => other != holder,
        });
        let file = if foreign { None } else { city.attach(key, holder.clone(), call.now) };
        list.push(inside(&file.ok_or_else(|| Refusal::file_not_found(key))?, &["fileKey"]).clone());
    }
    Ok(Value::Array(list))
}

/// The record of an `updateKey`.
pub(super) fn by_update_key(
    city: &City,
    call: &Call,
    app: u64,
    params: &Map<String, Value>,
) -> Result<Option<u64>, Refusal> {
    let eyes = eyes(city, call, app)?;
    let key = params.get("updateKey").cloned().unwrap_or_default();
    let code = form::plain(inside(&key, &["field"]));
    let Some(field) = form::find(&eyes.side.properties, &code).filter(|field| field.table.is_none()) else {
        let text = Text::new(
            format!("指定されたフィールド（{code}）が見つかりません。"),
            format!("Specified field ({code}) not found."),
        );
        return Err(Refusal::new(400, "GAIA_IQ11", text));
    };
    if !key_is_usable(eyes.side, &code) {
        let text = Text::new(
            format!(
                "レコードを更新できません。「updateKey」に指定したフィールド（code: {code}）は「値の重複を禁止する」に設定してください。"
            ),
            format!(
                "Failed to update record. The field (code: {code}) set as \"updateKey\" must be set to \"Prohibit duplicate values\"."
            ),
        );
        return Err(Refusal::new(400, "GAIA_IQ27", text));
    }
    let wanted = form::plain(inside(&key, &["value"]));
    let found =
        eyes.app.records.values().find(|record| form::plain(&record.bare(eyes.app, eyes.side, &field)) == wanted);
    Ok(found.map(|record| record.id))
}

fn key_is_usable(side: &Settings, code: &str) -> bool {
    form::find(&side.properties, code).is_some_and(|field| {
        field.kind == "RECORD_NUMBER"
            || field.is_on("unique") && ["SINGLE_LINE_TEXT", "NUMBER", "LINK", "DATE", "DATETIME"].contains(&field.kind)
    })
}

pub(super) fn no_match() -> Refusal {
    let text = Text::new(
        "「updateKey」に指定した条件に一致するレコードがありません。",
        "No records match the conditions specified in the \"updateKey\" field.",
    );
    Refusal::new(404, "GAIA_RE20", text)
}

//! `app/form/fields.json`: the fields of the form.

use serde_json::{Map, Value, json};

use super::Call;
use super::layout;
use super::new_field::{check_code, finish, merge, new_field};
use crate::app::Settings;
use crate::city::City;
use crate::form::{self, inside};
use crate::people::Person;
use crate::refusal::{Refusal, Text};

/// Kinds that every app has once.
const BUILT_IN: [&str; 8] =
    ["RECORD_NUMBER", "CREATOR", "CREATED_TIME", "MODIFIER", "UPDATED_TIME", "STATUS", "STATUS_ASSIGNEE", "CATEGORY"];

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.one_of("lang", &["default", "ja", "en", "zh", "user"]);
    ask.done()?;
    let (app, side) = city.side(id, call.preview)?;
    let rights = city.rights(app, &call.person);
    if !(rights.manage || !call.preview && (rights.view || rights.add)) {
        return Err(Refusal::no_right());
    }
    let mut body = Map::new();
    body.insert("properties".into(), Value::Object(seen_by(city, side, &call.person)));
    Ok(side.with_revision(body))
}

/// The properties as a person gets them: a lookup or a related-records list whose app is closed to them is `null`.
pub(crate) fn seen_by(city: &City, side: &Settings, person: &Person) -> Map<String, Value> {
    let mut properties = side.properties.clone();
    for property in properties.values_mut() {
        hide_closed(city, person, property);
        for inner in property.get_mut("fields").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
            hide_closed(city, person, inner);
        }
    }
    properties
}

fn hide_closed(city: &City, person: &Person, property: &mut Value) {
    for key in ["lookup", "referenceTable"] {
        let Some(slot) = property.get_mut(key) else { continue };
        let open = city.app_named(inside(slot, &["relatedApp"])).filter(|app| {
            let rights = city.rights(app, person);
            rights.view || rights.add || rights.manage
        });
        match open {
            Some(app) => slot["relatedApp"] = app.reference(),
            None => *slot = Value::Null,
        }
    }
}

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let properties = ask.object("properties");
    let revision = ask.revision("revision");
    ask.done()?;
    city.edit(call, id, revision, |city, draft| {
        for (key, property) in &properties {
            let at = format!("properties[{key}]");
            if draft.properties.contains_key(key) {
                return Err(repeated(&at));
            }
            let field = new_field(city, &at, key, property)?;
            insert_before_built_in(&mut draft.properties, key, field);
            unique_codes(&draft.properties, &at)?;
        }
        layout::complete(draft);
        Ok(())
    })?;
    revision_of(city, id)
}

fn repeated(at: &str) -> Refusal {
    let text = Text::new("フィールドコードが重複しています。", "The field code is duplicated.");
    Refusal::at(format!("{at}.code"), text)
}

/// A code stands once in an app, tables included.
fn unique_codes(properties: &Map<String, Value>, at: &str) -> Result<(), Refusal> {
    let mut codes: Vec<&str> = form::all(properties).iter().map(|field| field.code).collect();
    codes.sort_unstable();
    let twice = codes.windows(2).any(|pair| pair.first() == pair.last());
    if twice { Err(repeated(at)) } else { Ok(()) }
}

/// Codes that a field and its inner fields change, old to new.
fn renames(key: &str, given: &Value) -> Vec<(String, String)> {
    let inner = given["fields"].as_object().into_iter().flatten();
    let all = std::iter::once((key, given)).chain(inner.map(|(key, given)| (key.as_str(), given)));
    all.filter_map(|(old, given)| Some((old.to_owned(), given["code"].as_str()?.to_owned())))
        .filter(|(old, new)| old != new)
        .collect()
}

fn revision_of(city: &City, id: u64) -> Result<Value, Refusal> {
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

/// Added fields stand before the built-in ones, as kintone's own forms show them.
fn insert_before_built_in(properties: &mut Map<String, Value>, code: &str, field: Value) {
    let is_built_in = |property: &Value| BUILT_IN.iter().any(|kind| property["type"] == *kind);
    let at = properties.values().position(is_built_in).unwrap_or(properties.len());
    properties.shift_insert(at, code.to_owned(), field);
}

pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let properties = ask.object("properties");
    let revision = ask.revision("revision");
    ask.done()?;
    city.edit(call, id, revision, |city, draft| {
        for (key, given) in &properties {
            let at = format!("properties[{key}]");
            let Some(current) = draft.properties.get(key) else { return Err(Refusal::field_not_found(key)) };
            let changed = changed_field(city, &at, key, current, given)?;
            let code = inside(&changed, &["code"]).as_str().unwrap_or(key).to_owned();
            draft.properties = replaced(&draft.properties, key, &code, &changed).ok_or_else(|| repeated(&at))?;
            unique_codes(&draft.properties, &at)?;
            for (old, new) in renames(key, given) {
                layout::rename(draft, &old, &new);
                draft.renamed.push((old, new));
            }
        }
        layout::complete(draft);
        Ok(())
    })?;
    revision_of(city, id)
}

/// The same map with one field replaced at its place; `None` when its new code is taken.
fn replaced(properties: &Map<String, Value>, key: &str, code: &str, field: &Value) -> Option<Map<String, Value>> {
    if code != key && properties.contains_key(code) {
        return None;
    }
    let swap = |(at, old): (&String, &Value)| {
        if at == key { (code.to_owned(), field.clone()) } else { (at.clone(), old.clone()) }
    };
    Some(properties.iter().map(swap).collect())
}

fn changed_field(city: &City, at: &str, key: &str, current: &Value, given: &Value) -> Result<Value, Refusal> {
    if !given["type"].is_null() && current["type"] != given["type"] {
        let text = Text::new("フィールドタイプは変更できません。", "The field type cannot be changed.");
        return Err(Refusal::at(format!("{at}.type"), text));
    }
    let mut field = current.as_object().cloned().unwrap_or_default();
    merge(&mut field, given);
    let code = given["code"].as_str().unwrap_or(key);
    check_code(at, code)?;
    field.insert("code".into(), json!(code));
    if let Some(inner) = given["fields"].as_object() {
        // Inner fields that are not sent stay; new ones are added.
        let mut fields = field.get("fields").and_then(Value::as_object).cloned().unwrap_or_default();
        for (inner_key, inner_given) in inner {
            let at = format!("{at}.fields[{inner_key}]");
            let changed = match fields.get(inner_key) {
                Some(old) => changed_field(city, &at, inner_key, old, inner_given)?,
                None => new_field(city, &at, inner_key, inner_given)?,
            };
            let code = inside(&changed, &["code"]).as_str().unwrap_or(inner_key).to_owned();
            if fields.contains_key(inner_key) {
                fields = replaced(&fields, inner_key, &code, &changed).ok_or_else(|| repeated(&at))?;
            } else {
                fields.insert(code, changed);
            }
        }
        field.insert("fields".into(), Value::Object(fields));
    }
    finish(city, at, &mut field)?;
    Ok(Value::Object(field))
}

pub(super) fn delete(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let fields = ask.list("fields");
    ask.check_size("fields", fields.len(), 1, 100);
    let revision = ask.revision("revision");
    ask.done()?;
    city.edit(call, id, revision, |_, draft| {
        for code in fields.iter().map(form::plain) {
            let built_in =
                draft.properties.get(&code).is_some_and(|field| BUILT_IN.iter().any(|kind| field["type"] == *kind));
            if built_in {
                let text = Text::new("このフィールドは削除できません。", "This field cannot be deleted.");
                return Err(Refusal::at("fields", text));
            }
            if draft.properties.shift_remove(&code).is_none() {
                let inner = draft.properties.values_mut().filter_map(|table| table.get_mut("fields")?.as_object_mut());
                let removed = inner.filter_map(|fields| fields.shift_remove(&code)).count();
                if removed == 0 {
                    return Err(Refusal::field_not_found(&code));
                }
            }
            draft.field_rights.retain(|right| right["code"] != code.as_str());
        }
        layout::complete(draft);
        Ok(())
    })?;
    revision_of(city, id)
}

//! `app/form/layout.json`: how the form is arranged.

use serde_json::{Map, Value, json};

use super::Call;
use crate::app::Settings;
use crate::city::City;
use crate::form::{self, inside};
use crate::refusal::{Refusal, Text, not_in_enum};

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.done()?;
    let (_, side) = city.readable(id, call.preview, &call.person)?;
    let mut body = Map::new();
    body.insert("layout".into(), json!(side.layout));
    Ok(side.with_revision(body))
}

pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let layout = ask.list("layout");
    let revision = ask.revision("revision");
    ask.done()?;
    city.edit(call, id, revision, |_, draft| {
        check(draft, &layout)?;
        let known: Vec<String> = codes(&layout);
        let missing = placed(&draft.properties).into_iter().find(|(code, _)| !known.contains(code));
        if let Some((code, _)) = missing {
            let text = Text::new(
                format!("フォームを更新できません。フィールド（code: {code}）が指定されていません。"),
                format!("Failed to update form. Field (code: {code}) is not specified."),
            );
            return Err(Refusal::at("layout", text));
        }
        draft.layout = layout.into_iter().map(normal).collect();
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

/// Sizes are strings in answers.
fn normal(mut item: Value) -> Value {
    for key in ["fields", "layout"] {
        if let Some(list) = item.get_mut(key).and_then(Value::as_array_mut) {
            *list = std::mem::take(list).into_iter().map(normal).collect();
        }
    }
    if let Some(size) = item.get_mut("size").and_then(Value::as_object_mut) {
        for value in size.values_mut() {
            *value = json!(form::plain(value));
        }
    }
    item
}

fn check(draft: &Settings, layout: &[Value]) -> Result<(), Refusal> {
    for (index, row) in layout.iter().enumerate() {
        let at = format!("layout[{index}]");
        match row["type"].as_str() {
            Some("ROW" | "SUBTABLE") => check_fields(draft, &at, row)?,
            Some("GROUP") => {
                for (inner, row) in row["layout"].as_array().into_iter().flatten().enumerate() {
                    let at = format!("{at}.layout[{inner}]");
                    // A group holds no tables and no groups.
                    if row["type"] != "ROW" {
                        return Err(Refusal::at(format!("{at}.type"), not_in_enum()));
                    }
                    check_fields(draft, &at, row)?;
                }
            }
            _ => return Err(Refusal::at(format!("{at}.type"), not_in_enum())),
        }
    }
    Ok(())
}

fn check_fields(draft: &Settings, at: &str, row: &Value) -> Result<(), Refusal> {
    for (index, item) in row["fields"].as_array().into_iter().flatten().enumerate() {
        let kind = item["type"].as_str().unwrap_or_default();
        if ["LABEL", "HR", "SPACER"].contains(&kind) {
            continue;
        }
        let code = item["code"].as_str().unwrap_or_default();
        let Some(field) = form::find(&draft.properties, code) else {
            let text = Text::new(
                format!("フォームを更新できません。フィールド（code: {code}）が見つかりません。"),
                format!("Failed to update form. Field (code: {code}) is not found."),
            );
            return Err(Refusal::at(format!("{at}.fields[{index}].code"), text));
        };
        if field.kind != kind {
            let text = Text::new(
                format!("フォームを更新できません。フィールド（code: {code}）のタイプがtypeの値と一致しません。"),
                format!(
                    "Failed to update form. The type of the field (code: {code}) does not match the type parameter."
                ),
            );
            return Err(Refusal::at(format!("{at}.fields[{index}].type"), text));
        }
    }
    Ok(())
}

/// Codes that a layout places: fields, tables, groups.
fn codes(layout: &[Value]) -> Vec<String> {
    let mut found = Vec::new();
    for row in layout {
        if let Some(code) = row["code"].as_str() {
            found.push(code.to_owned());
        }
        let fields = row["fields"].as_array().into_iter().flatten();
        found.extend(fields.filter_map(|item| item["code"].as_str()).map(str::to_owned));
        found.extend(codes(row["layout"].as_array().map_or(&[][..], Vec::as_slice)));
    }
    found
}

/// Fields that must stand in a layout; the built-in ones need not (they may be placed).
fn placed(properties: &Map<String, Value>) -> Vec<(String, String)> {
    let built_in = [
        "RECORD_NUMBER",
        "CREATOR",
        "CREATED_TIME",
        "MODIFIER",
        "UPDATED_TIME",
        "STATUS",
        "STATUS_ASSIGNEE",
        "CATEGORY",
    ];
    form::top(properties)
        .filter(|field| !built_in.contains(&field.kind))
        .map(|field| (field.code.to_owned(), field.kind.to_owned()))
        .collect()
}

/// One row for each field, in the order of the fields.
pub(crate) fn default_layout(properties: &Map<String, Value>) -> Vec<Value> {
    placed(properties).iter().filter_map(|(code, _)| row_of(properties, code)).collect()
}

fn row_of(properties: &Map<String, Value>, code: &str) -> Option<Value> {
    let field = form::find(properties, code)?;
    let cell = |code: &str, kind: &str| json!({ "type": kind, "code": code, "size": { "width": "193" } });
    Some(match field.kind {
        "SUBTABLE" => {
            let cells: Vec<Value> = field.inner().iter().map(|inner| cell(inner.code, inner.kind)).collect();
            json!({ "type": "SUBTABLE", "code": code, "fields": cells })
        }
        "GROUP" => json!({ "type": "GROUP", "code": code, "layout": [] }),
        kind => json!({ "type": "ROW", "fields": [cell(code, kind)] }),
    })
}

/// Drops what is gone from the form and places what is new, each in a row of its own.
pub(super) fn complete(draft: &mut Settings) {
    let mut layout = prune(&draft.properties, &draft.layout);
    let known = codes(&layout);
    for (code, _) in placed(&draft.properties) {
        if !known.contains(&code) {
            layout.extend(row_of(&draft.properties, &code));
        }
    }
    // New columns of a table that stands in the layout.
    for row in &mut layout {
        let code = row["code"].as_str().unwrap_or_default().to_owned();
        let Some(table) = form::find(&draft.properties, &code).filter(|field| field.kind == "SUBTABLE") else {
            continue;
        };
        let Some(cells) = row.get_mut("fields").and_then(Value::as_array_mut) else { continue };
        for inner in table.inner() {
            if !cells.iter().any(|cell| cell["code"] == inner.code) {
                cells.push(json!({ "type": inner.kind, "code": inner.code, "size": { "width": "193" } }));
            }
        }
    }
    draft.layout = layout;
}

fn prune(properties: &Map<String, Value>, layout: &[Value]) -> Vec<Value> {
    let exists = |item: &Value| item["code"].as_str().is_none_or(|code| form::find(properties, code).is_some());
    let mut kept = Vec::new();
    for row in layout.iter().filter(|row| exists(row)) {
        let mut row = row.clone();
        if let Some(cells) = row.get_mut("fields").and_then(Value::as_array_mut) {
            let before = cells.len();
            cells.retain(exists);
            if cells.is_empty() && before > 0 {
                continue;
            }
        }
        let inner = inside(&row, &["layout"]).as_array().map(|inner| prune(properties, inner));
        if let (Some(inner), Some(slot)) = (inner, row.get_mut("layout")) {
            *slot = Value::Array(inner);
        }
        kept.push(row);
    }
    kept
}

/// Follows a changed field code in the layout and in what names fields by code.
pub(super) fn rename(draft: &mut Settings, old: &str, new: &str) {
    for row in &mut draft.layout {
        rename_in(row, old, new);
    }
    for right in &mut draft.field_rights {
        if right["code"] == old
            && let Some(slot) = right.get_mut("code")
        {
            *slot = json!(new);
        }
    }
    for view in draft.views.values_mut() {
        let fields = view.get_mut("fields").and_then(Value::as_array_mut);
        for field in fields.into_iter().flatten().filter(|field| **field == old) {
            *field = json!(new);
        }
    }
}

fn rename_in(item: &mut Value, old: &str, new: &str) {
    if item["code"] == old
        && let Some(slot) = item.get_mut("code")
    {
        *slot = json!(new);
    }
    for key in ["fields", "layout"] {
        for inner in item.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            rename_in(inner, old, new);
        }
    }
}

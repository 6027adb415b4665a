//! `app/status.json`: process management.

use serde_json::{Map, Value, json};

use super::Call;
use crate::app::Settings;
use crate::city::City;
use crate::form::{self, inside, is_true, plain};
use crate::query;
use crate::refusal::{Refusal, Text, not_in_enum, required};

/// The built-in view of what waits for the reader (official page).
const OWN_VIEW: &str = "（作業者が自分）";

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.one_of("lang", &["default", "ja", "en", "zh", "user"]);
    ask.done()?;
    let (_, side) = city.readable(id, call.preview, &call.person)?;
    let mut body = side.status.as_object().cloned().unwrap_or_default();
    for part in body.values_mut() {
        drop_stopped(city, part);
    }
    Ok(side.with_revision(body))
}

/// People who are stopped or gone are not named (official page).
fn drop_stopped(city: &City, value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Array(rows)) = object.get_mut("entities") {
                rows.retain(|row| {
                    inside(row, &["entity", "type"]) != "USER"
                        || city.people.person(&plain(inside(row, &["entity", "code"]))).is_some_and(|held| held.valid)
                });
            }
            object.values_mut().for_each(|inner| drop_stopped(city, inner));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| drop_stopped(city, inner)),
        _ => {}
    }
}

/// States and actions replace those that were (official page); what is absent stays.
pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let enable = ask.flag("enable");
    let states = ask.value("states").is_some().then(|| ask.object("states"));
    let actions = ask.list_or("actions");
    let revision = ask.revision("revision");
    ask.done()?;
    city.edit(call, id, revision, |city, draft| {
        let old = &draft.status.clone();
        let known: Value = match &states {
            Some(states) => Value::Object(read_states(city, draft, states)?),
            None => old["states"].clone(),
        };
        let actions = match &actions {
            Some(actions) => Value::Array(read_actions(city, draft, &known, actions)?),
            None => old["actions"].clone(),
        };
        let enable = enable.unwrap_or_else(|| is_true(&old["enable"]));
        if enable && known.as_object().is_none_or(Map::is_empty) {
            return Err(Refusal::at("states", required()));
        }
        draft.status = json!({ "enable": enable, "states": known, "actions": actions });
        switch(draft, enable);
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

/// Process management brings the fields of state and assignee to life, and a view of what waits for the reader.
pub(crate) fn switch(draft: &mut Settings, on: bool) {
    let code =
        |kind: &str| form::top(&draft.properties).find(|field| field.kind == kind).map(|field| field.code.to_owned());
    let (assignee, number) = (code("STATUS_ASSIGNEE"), code("RECORD_NUMBER"));
    let is_built_in = |view: &Value| view["builtinType"] == "ASSIGNEE";
    if !on {
        draft.views.retain(|_, view| !is_built_in(view));
    } else if let (Some(assignee), false) = (assignee, draft.views.values().any(is_built_in)) {
        let ids = draft.views.values().filter_map(|view| plain(&view["id"]).parse::<u64>().ok());
        let view = json!({
            "type": "LIST",
            "builtinType": "ASSIGNEE",
            "name": OWN_VIEW,
            "id": (ids.max().unwrap_or_default() + 1).to_string(),
            "filterCond": format!("{assignee} in (LOGINUSER())"),
            "sort": number.as_ref().map(|code| format!("{code} desc")).unwrap_or_default(),
            "index": draft.views.len().to_string(),
            "fields": number.into_iter().collect::<Vec<_>>(),
        });
        draft.views.insert(OWN_VIEW.to_owned(), view);
    }
    for property in draft.properties.values_mut() {
        if ["STATUS", "STATUS_ASSIGNEE"].contains(&property["type"].as_str().unwrap_or_default())
            && let Some(enabled) = property.get_mut("enabled")
        {
            *enabled = json!(on);
        }
    }
}

fn read_states(city: &City, draft: &Settings, states: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    let mut kept = Map::new();
    for (key, given) in states {
        let at = format!("states[{key}]");
        let old = inside(&draft.status, &["states", key]);
        let name = given["name"].as_str().unwrap_or(key);
        let index = [&given["index"], &old["index"]].into_iter().find(|index| !index.is_null());
        let index = index.map(plain).ok_or_else(|| Refusal::at(format!("{at}.index"), required()))?;
        if index.parse::<u64>().is_err() {
            return Err(Refusal::at(
                format!("{at}.index"),
                Text::new("整数で入力してください。", "Enter an integer value."),
            ));
        }
        let mut assignee = json!({ "type": "ONE", "entities": [] });
        if let Some(wanted) = [&given["assignee"], &old["assignee"]].into_iter().find(|wanted| wanted.is_object()) {
            let kind = wanted["type"].as_str().unwrap_or("ONE");
            if !["ONE", "ALL", "ANY"].contains(&kind) {
                return Err(Refusal::at(format!("{at}.assignee.type"), not_in_enum()));
            }
            let entities = read_entities(city, draft, &format!("{at}.assignee"), &wanted["entities"])?;
            assignee = json!({ "type": kind, "entities": entities });
        }
        // The text for assignees that came in 2026 has no known name: whatever else is sent is kept.
        let mut state = given.as_object().cloned().unwrap_or_default();
        state.insert("name".into(), json!(name));
        state.insert("index".into(), json!(index));
        state.insert("assignee".into(), assignee);
        kept.insert(name.to_owned(), Value::Object(state));
    }
    let first = kept.iter().min_by_key(|(_, state)| plain(&state["index"]).parse::<u64>().unwrap_or(u64::MAX));
    if let Some((name, state)) = first
        && !is_fit_to_be_first(draft, &state["assignee"])
    {
        let text = Text::new(
            "先頭のステータスでは、作業者は空、またはレコードの作成者フィールドを指定します。",
            "In the first status, the assignee must be empty or the field of the record's creator.",
        );
        return Err(Refusal::at(format!("states[{name}].assignee"), text));
    }
    Ok(kept)
}

/// Observed: nobody works on a new record but, at most, its creator.
fn is_fit_to_be_first(draft: &Settings, assignee: &Value) -> bool {
    let mut entities = assignee["entities"].as_array().into_iter().flatten();
    assignee["type"] == "ONE"
        && entities.all(|row| {
            let code = plain(inside(row, &["entity", "code"]));
            inside(row, &["entity", "type"]) == "FIELD_ENTITY"
                && form::find(&draft.properties, &code).is_some_and(|field| field.kind == "CREATOR")
        })
}

fn read_entities(city: &City, draft: &Settings, at: &str, entities: &Value) -> Result<Vec<Value>, Refusal> {
    let mut rows = Vec::new();
    for (index, row) in entities.as_array().into_iter().flatten().enumerate() {
        let at = format!("{at}.entities[{index}]");
        let kinds = ["USER", "GROUP", "ORGANIZATION", "FIELD_ENTITY", "CREATOR", "CUSTOM_FIELD"];
        let entity = super::acl::entity(city, &at, row, &kinds, Some(draft))?;
        rows.push(json!({ "entity": entity, "includeSubs": is_true(&row["includeSubs"]) }));
    }
    Ok(rows)
}

fn read_actions(city: &City, draft: &Settings, states: &Value, actions: &[Value]) -> Result<Vec<Value>, Refusal> {
    let mut kept = Vec::new();
    for (index, given) in actions.iter().enumerate() {
        let at = format!("actions[{index}]");
        let name = given["name"].as_str().filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| Refusal::at(format!("{at}.name"), required()))?;
        for key in ["from", "to"] {
            let state = given[key].as_str().ok_or_else(|| Refusal::at(format!("{at}.{key}"), required()))?;
            if states.get(state).is_none() {
                let text = Text::new(
                    format!("ステータス「{state}」が見つかりません。"),
                    format!("The status \"{state}\" is not found."),
                );
                return Err(Refusal::at(format!("{at}.{key}"), text));
            }
        }
        let condition = plain(&given["filterCond"]);
        query::parse(&condition)?;
        let kind = given["type"].as_str().unwrap_or("PRIMARY");
        if !["PRIMARY", "SECONDARY"].contains(&kind) {
            return Err(Refusal::at(format!("{at}.type"), not_in_enum()));
        }
        let mut action = json!({
            "name": name, "from": given["from"], "to": given["to"], "filterCond": condition, "type": kind,
        });
        if kind == "SECONDARY" {
            let at = format!("{at}.executableUser");
            let entities = read_entities(city, draft, &at, inside(given, &["executableUser", "entities"]))?;
            if let Some(action) = action.as_object_mut() {
                action.insert("executableUser".into(), json!({ "entities": entities }));
            }
        }
        kept.push(action);
    }
    Ok(kept)
}

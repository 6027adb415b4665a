//! `app/views.json`: 一覧.

use serde_json::{Map, Value, json};

use super::Call;
use crate::city::City;
use crate::form::{self, plain};
use crate::query;
use crate::refusal::{Refusal, Text, not_in_enum, required};

/// Members of a view that are one of a few words.
const WORDS: [(&str, &[&str]); 2] = [("device", &["DESKTOP", "ANY"]), ("builtinType", &["ASSIGNEE"])];

/// Most views of an app (official page).
const LIMIT: usize = 1000;

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.one_of("lang", &["default", "ja", "en", "zh", "user"]);
    ask.done()?;
    let (_, side) = city.readable(id, call.preview, &call.person)?;
    let mut body = Map::new();
    body.insert("views".into(), Value::Object(side.views.clone()));
    Ok(side.with_revision(body))
}

/// Views that are not sent are deleted (official page).
pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let views = ask.object("views");
    let revision = ask.revision("revision");
    ask.check_size("views", views.len(), 0, LIMIT);
    ask.done()?;
    city.edit(call, id, revision, |_, draft| {
        // Observed: the built-in view goes with process management alone.
        let built_in = draft.views.iter().find(|(_, view)| view["builtinType"] == "ASSIGNEE");
        if let Some((name, _)) = built_in.filter(|(name, _)| !views.contains_key(*name)) {
            let text = Text::new(
                format!("一覧「{name}」は削除できません。"),
                format!("The view \"{name}\" cannot be deleted."),
            );
            return Err(Refusal::new(400, "GAIA_IL44", text));
        }
        let mut next = next_id(id, &draft.views);
        let mut kept = Map::new();
        for (key, given) in &views {
            let at = format!("views[{key}]");
            let old = draft.views.get(key);
            let kind = given["type"].as_str().ok_or_else(|| Refusal::at(format!("{at}.type"), required()))?;
            if !["LIST", "CALENDAR", "CUSTOM"].contains(&kind) {
                return Err(Refusal::at(format!("{at}.type"), not_in_enum()));
            }
            for (word, words) in WORDS {
                if !given[word].is_null() && !words.iter().any(|known| given[word] == *known) {
                    return Err(Refusal::at(format!("{at}.{word}"), not_in_enum()));
                }
            }
            if given["index"].is_null() {
                return Err(Refusal::at(format!("{at}.index"), required()));
            }
            let name = given["name"].as_str().unwrap_or(key);
            if old.is_none() && name != key {
                let text = Text::new(
                    format!("一覧を更新できません。キー {key} がnameの値 {name} と一致しません。"),
                    format!(
                        "Failed to update view. Key {key} does not match the value of {name} in the name parameter."
                    ),
                );
                return Err(Refusal::new(400, "GAIA_IN01", text));
            }
            // Official help: a CUSTOM view is for system administrators to make or change.
            if kind == "CUSTOM" && !call.person.administers_kintone() && old != Some(given) {
                return Err(Refusal::no_right());
            }
            let condition = plain(&given["filterCond"]);
            query::parse(&condition)?;
            let mut view = Map::new();
            view.insert("type".into(), json!(kind));
            view.insert("name".into(), json!(name));
            let id = old.map_or_else(
                || {
                    next += 1;
                    json!(next.to_string())
                },
                |old| old["id"].clone(),
            );
            view.insert("id".into(), id);
            view.insert("filterCond".into(), json!(condition));
            view.insert("sort".into(), json!(plain(&given["sort"])));
            view.insert("index".into(), json!(plain(&given["index"])));
            for extra in ["builtinType", "fields", "date", "title", "html", "pager", "device"] {
                let value = given.get(extra).or_else(|| old.and_then(|old| old.get(extra)));
                if let Some(value) = value.filter(|value| !value.is_null()) {
                    view.insert(extra.into(), value.clone());
                }
            }
            for field in given["fields"].as_array().into_iter().flatten().map(plain) {
                if form::find(&draft.properties, &field).is_none() {
                    return Err(Refusal::field_not_found(&field));
                }
            }
            kept.insert(name.to_owned(), Value::Object(view));
        }
        draft.views = kept;
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    let ids: Map<String, Value> =
        draft.views.iter().map(|(name, view)| (name.clone(), json!({ "id": view["id"] }))).collect();
    Ok(json!({ "views": ids, "revision": draft.revision.to_string() }))
}

fn next_id(app: u64, views: &Map<String, Value>) -> u64 {
    let highest = views.values().filter_map(|view| plain(&view["id"]).parse().ok()).max();
    highest.unwrap_or(app * 100)
}

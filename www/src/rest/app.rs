//! `app.json`, `apps.json`, `preview/app.json`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{Call, guest, layout};
use crate::app::{App, Deployed};
use crate::city::City;
use crate::refusal::{Refusal, Text};
use crate::seed;

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("id");
    ask.done()?;
    let (app, _) = city.readable(id, false, &call.person)?;
    Ok(app.info(city))
}

pub(super) fn list(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let ids = ask.ids("ids", 100);
    let codes = ask.texts("codes", 100);
    let spaces = ask.ids("spaceIds", 100);
    let name = ask.text_or("name").map(|name| lower(&name));
    let limit = ask.count("limit", 100, 1, 100);
    let offset = ask.count("offset", 0, 0, 2_147_483_647);
    ask.done()?;
    let apps: Vec<Value> = city
        .apps
        .values()
        .filter(|app| app.live.is_some())
        .filter(|app| call.guest == app.space.filter(|id| city.spaces.get(id).is_some_and(|space| space.is_guest)))
        .filter(|app| ids.is_empty() || ids.contains(&app.id))
        .filter(|app| codes.is_empty() || codes.contains(&app.code))
        .filter(|app| spaces.is_empty() || app.space.is_some_and(|space| spaces.contains(&space)))
        .filter(|app| name.as_ref().is_none_or(|name| lower(app.in_force().name()).contains(name)))
        .filter(|app| {
            let rights = city.rights(app, &call.person);
            rights.view || rights.add
        })
        .skip(offset)
        .take(limit)
        .map(|app| app.info(city))
        .collect();
    Ok(json!({ "apps": apps }))
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

pub(super) fn add(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let name = ask.text("name");
    if name.chars().count() > 64 {
        ask.refuse(
            "name",
            Text::new("1文字以上64文字以下で入力してください。", "Name must be between 1 and 64 characters."),
        );
    }
    let space = ask.id_or("space");
    let thread = ask.id_or("thread");
    if space.is_none() && thread.is_some() {
        ask.refuse("space", Text::new("必須です。", "Space parameter is required to create an app in space."));
    }
    if space.is_some() && thread.is_none() {
        ask.refuse("thread", Text::new("必須です。", "Thread parameter is required to create an app in space."));
    }
    ask.done()?;
    if !call.person.create_app && !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    guest::admit_new(city, call, space)?;
    if let Some(id) = space {
        let space = city.spaces.get(&id).ok_or_else(|| Refusal::space_not_found(id))?;
        if !space.admits(&city.people, &call.person) {
            return Err(Refusal::no_right());
        }
        if thread != Some(space.default_thread) {
            let id = thread.unwrap_or_default();
            let text = Text::new(
                format!("指定したスレッド（id: {id}）は存在しないか削除されています。"),
                format!("The thread (id: {id}) could not be found, or no longer exists."),
            );
            return Err(Refusal::new(404, "OC_NO02", text));
        }
    }
    city.last_app += 1;
    let id = city.last_app;
    let mut preview = seed::untouched(seed::general(&name, ""), built_in_fields(&call.person.lang), default_rights());
    preview.revision = 2;
    preview.layout = layout::default_layout(&preview.properties);
    let app = App {
        id,
        code: String::new(),
        space,
        thread,
        creator: call.person.code.clone(),
        created_at: call.now,
        modifier: call.person.code.clone(),
        modified_at: call.now,
        live: None,
        preview,
        deployed: Deployed::Success,
        old_rights: None,
        records: BTreeMap::new(),
        last_record: 0,
        last_inner_id: id * 1000,
    };
    city.apps.insert(id, Arc::new(app));
    Ok(json!({ "app": id.to_string(), "revision": "2" }))
}

/// The fields every app has, named in the maker's language (official page `add-app`).
fn built_in_fields(lang: &str) -> Map<String, Value> {
    let names = [
        ("RECORD_NUMBER", "レコード番号", "Record_number", "Record number"),
        ("CREATOR", "作成者", "Created_by", "Created by"),
        ("CREATED_TIME", "作成日時", "Created_datetime", "Created datetime"),
        ("MODIFIER", "更新者", "Updated_by", "Updated by"),
        ("UPDATED_TIME", "更新日時", "Updated_datetime", "Updated datetime"),
        ("STATUS", "ステータス", "Status", "Status"),
        ("STATUS_ASSIGNEE", "作業者", "Assignee", "Assignee"),
        ("CATEGORY", "カテゴリー", "Categories", "Categories"),
    ];
    let mut fields = Map::new();
    for (kind, ja, code, label) in names {
        let (code, label) = if lang == "ja" { (ja, ja) } else { (code, label) };
        let mut field = json!({ "type": kind, "code": code, "label": label });
        if let Some(field) = field.as_object_mut() {
            let switch = if ["STATUS", "STATUS_ASSIGNEE", "CATEGORY"].contains(&kind) { "enabled" } else { "noLabel" };
            field.insert(switch.into(), json!(false));
        }
        fields.insert(code.to_owned(), field);
    }
    fields
}

/// Rights of a new app: the creator everything, everyone the records (official help and sample).
fn default_rights() -> Vec<Value> {
    let row = |kind: &str, code: Value, all: bool| {
        json!({
            "entity": { "type": kind, "code": code },
            "includeSubs": false,
            "appEditable": all,
            "recordViewable": true,
            "recordAddable": true,
            "recordEditable": true,
            "recordDeletable": true,
            "recordImportable": all,
            "recordExportable": all,
        })
    };
    vec![row("CREATOR", Value::Null, true), row("GROUP", json!("everyone"), false)]
}

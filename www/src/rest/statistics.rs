//! `apps/statistics.json`, `spaces/statistics.json`: on the Wide course only.

use serde_json::{Value, json};

use super::Call;
use crate::app::App;
use crate::city::City;
use crate::clock::{millis, tokyo};
use crate::form::{self, inside};
use crate::refusal::Refusal;
use crate::space::Space;
use crate::store::Holder;

fn page(city: &City, call: &Call) -> Result<(usize, usize), Refusal> {
    let mut ask = call.ask();
    let limit = ask.count("limit", 100, 1, 100);
    let offset = ask.count("offset", 0, 0, 2_147_483_647);
    ask.done()?;
    if city.wide { Ok((limit, offset)) } else { Err(Refusal::no_right()) }
}

/// The apps that the caller manages, never deployed ones included.
pub(super) fn apps(city: &City, call: &Call) -> Result<Value, Refusal> {
    let (limit, offset) = page(city, call)?;
    let managed = city.apps.values().filter(|app| city.rights(app, &call.person).manage);
    let rows: Vec<Value> = managed.skip(offset).take(limit).map(|app| of_app(city, call, app)).collect();
    Ok(json!({ "apps": rows }))
}

fn of_app(city: &City, call: &Call, app: &App) -> Value {
    let side = app.in_force();
    let status = match &app.live {
        None => "NOT_ACTIVATED",
        Some(live) if live.revision == app.preview.revision => "ACTIVATED",
        Some(_) => "CHANGED",
    };
    let space = app.space.and_then(|id| city.spaces.get(&id));
    let updated = app.records.values().map(|record| record.updated).max();
    // The code of somebody stopped stays here (official page), unlike in app.json.
    let who = |code: &str| json!({ "code": code, "name": city.people.person(code).map(|person| &person.name) });
    let lists = [["desktop", "js"], ["desktop", "css"], ["mobile", "js"], ["mobile", "css"]];
    let scripts =
        lists.iter().any(|list| inside(&side.customize, list).as_array().is_some_and(|held| !held.is_empty()));
    let customized = scripts || !side.plugins.is_empty() || side.views.values().any(|view| view["type"] == "CUSTOM");
    let bytes: usize = city
        .files
        .values()
        .filter(|file| matches!(file.holder, Holder::Record { app: of, .. } if of == app.id))
        .map(|file| file.bytes.len())
        .sum();
    let fields = form::top(&side.properties).filter(|field| !form::holds_no_value(field)).count();
    json!({
        "id": app.id.to_string(),
        "name": side.name(),
        "space": space.map(|space| json!({ "id": space.id.to_string(), "name": space.name })),
        "appGroup": "Public",
        "status": status,
        "recordUpdatedAt": updated.map(|time| tokyo(time).date().to_string()),
        "recordCount": app.records.len().to_string(),
        "fieldCount": fields.to_string(),
        "dailyRequestCount": city.requests_of(app.id, call.now).to_string(),
        "apiTokenCount": city.tokens.values().filter(|token| token.app == app.id).count().to_string(),
        "webhookCount": "0",
        "storageUsage": bytes.to_string(),
        "customized": customized,
        "creator": who(&app.creator),
        "createdAt": millis(app.created_at),
        "modifier": who(&app.modifier),
        "modifiedAt": millis(app.modified_at),
    })
}

/// System administrators see every space, others those open to them.
pub(super) fn spaces(city: &City, call: &Call) -> Result<Value, Refusal> {
    let (limit, offset) = page(city, call)?;
    let person = &call.person;
    let seen = city.spaces.values().filter(|space| person.administers_kintone() || space.admits(&city.people, person));
    let rows: Vec<Value> = seen.skip(offset).take(limit).map(|space| of_space(city, space)).collect();
    Ok(json!({ "spaces": rows }))
}

fn of_space(city: &City, space: &Space) -> Value {
    let info = &space.info(city);
    let run = city.people.persons.values().filter(|person| person.may_enter() && space.is_run_by(&city.people, person));
    json!({
        "id": info["id"],
        "name": info["name"],
        "administratorCount": run.count().to_string(),
        "memberCount": info["memberCount"],
        "isPrivate": info["isPrivate"],
        "isGuest": info["isGuest"],
        "creator": info["creator"],
        "createdAt": "2024-04-01T00:33:58.000Z",
        "modifier": info["modifier"],
        "modifiedAt": "2026-03-31T02:11:11.000Z",
    })
}

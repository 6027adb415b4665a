//! The internal endpoints of the pages: what kintone's own screens do without a public API.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap, HeaderValue, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::city::City;
use crate::customize;
use crate::kintone::Kintone;
use crate::pages::content_type;
use crate::people::Person;
use crate::refusal::{Refusal, Text, not_in_enum, required};
use crate::rest::wire::{asker, read, speaks};
use crate::rest::{Call, Verb, may_fetch, record_changes, status_history};
use crate::store::{Holder, StoredFile};
use crate::token;

/// Longest value of a plugin's config (official page), in characters.
const VALUE_LIMIT: usize = 65_535;
/// Largest config of a plugin (official page), in bytes.
const CONFIG_LIMIT: usize = 256 * 1024;

/// `/local/*.json`: signed in and with the token, as REST.
pub(crate) async fn answer(State(kintone): State<Kintone>, request: Request) -> Response {
    let lang = speaks(&kintone, request.headers());
    let path = request.uri().path().trim_end_matches(".json").to_owned();
    let outcome = read(&kintone, request).await.and_then(|call| {
        let mut city = kintone.city();
        match (call.verb, path.as_str()) {
            (Verb::Put, "/local/plugin-config") => plugin_config(&mut city, &call),
            (Verb::Put, "/local/app-plugins") => app_plugins(&mut city, &call),
            (Verb::Get, "/local/domain-customize") => domain(&city, &call),
            (Verb::Put, "/local/domain-customize") => set_domain(&mut city, &call),
            (Verb::Post, "/local/token") => token::make(&mut city, &call),
            (Verb::Get, "/local/status-history") => status_history(&city, &call),
            (Verb::Get, "/local/guest-space") => guest_space(&city, &call),
            (Verb::Get, "/local/record-changes") => record_changes(&city, &call),
            (Verb::Put, "/local/plugin-use") => plugin_use(&mut city, &call),
            (Verb::Get, "/local/plugin-use") => plugins_closed(&city, &call),
            (Verb::Put, "/local/person") => set_person(&mut city, &call),
            (Verb::Get, "/local/shared-settings") => shared_settings(&city, &call),
            (Verb::Put, "/local/shared-settings") => set_shared_settings(&mut city, &call),
            (Verb::Put, "/local/language") => set_language(&mut city, &call),
            _ => Err(Refusal::malformed()),
        }
    });
    match outcome {
        Ok(body) => Json(body).into_response(),
        Err(refusal) => refusal.response(&lang),
    }
}

/// `kintone.plugin.app.setConfig`: replaces the whole config of a plugin, in preview.
fn plugin_config(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let id = ask.text("id");
    let config = ask.object("config");
    check_config(&config, &mut ask);
    ask.done()?;
    city.edit(call, app, None, |_, draft| {
        if !draft.plugins.iter().any(|plugin| plugin.id == id) {
            return Err(not_in_app(&id));
        }
        draft.configs.insert(id, config);
        Ok(())
    })?;
    let (_, draft) = city.side(app, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

fn check_config(config: &Map<String, Value>, ask: &mut crate::rest::Ask<'_>) {
    let mut size = 0;
    for (key, value) in config {
        let at = format!("config[{key}]");
        if !key.is_ascii() {
            ask.refuse(&at, Text::new("キーには半角英数字を使用してください。", "Use ASCII characters for the key."));
        }
        match value.as_str() {
            None => ask.refuse(&at, Text::new("文字列で指定してください。", "Specify a string.")),
            // kintone counts as JavaScript does: UTF-16 units.
            Some(text) if text.encode_utf16().count() > VALUE_LIMIT => {
                ask.refuse(
                    &at,
                    Text::new("65,535文字以下で指定してください。", "Enter no more than 65,535 characters."),
                );
            }
            Some(text) => size += key.len() + text.len(),
        }
    }
    if size > CONFIG_LIMIT {
        ask.refuse("config", Text::new("合計で256KB以下にしてください。", "The total size must be 256 KB or less."));
    }
}

/// Switches a plugin of an app on or off, or removes it: kintone has this on its screen only.
fn app_plugins(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let id = ask.text("id");
    let enabled = ask.flag("enabled");
    let remove = ask.flag("remove").unwrap_or_default();
    ask.done()?;
    city.edit(call, app, None, |_, draft| {
        let plugin = draft.plugins.iter_mut().find(|plugin| plugin.id == id).ok_or_else(|| not_in_app(&id))?;
        if let Some(enabled) = enabled {
            plugin.enabled = enabled;
        }
        if remove {
            draft.plugins.retain(|plugin| plugin.id != id);
            draft.configs.remove(&id);
        }
        Ok(())
    })?;
    let (_, draft) = city.side(app, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

/// Where each plugin is switched off: `{closed: {plugin: [app]}}`; for administrators of kintone.
fn plugins_closed(city: &City, call: &Call) -> Result<Value, Refusal> {
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    let closed: Map<String, Value> =
        city.plugins.values().map(|plugin| (plugin.id.clone(), json!(plugin.closed_apps))).collect();
    Ok(json!({ "closed": closed }))
}

/// Switches a plugin off in one app, or on again, from the administration: at once, whatever the app's settings say.
fn plugin_use(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.text("id");
    let app = ask.id("app");
    let on = ask.flag("on");
    if on.is_none() {
        ask.refuse("on", required());
    }
    ask.done()?;
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    let plugin = city.plugins.get_mut(&id).map(Arc::make_mut).ok_or_else(|| not_in_app(&id))?;
    if on == Some(true) {
        plugin.closed_apps.remove(&app);
    } else {
        plugin.closed_apps.insert(app);
    }
    Ok(json!({}))
}

fn not_in_app(id: &str) -> Refusal {
    let text = Text::new(
        format!("プラグイン（id: {id}）はこのアプリに追加されていません。"),
        format!("The plug-in (ID: {id}) has not been added to this app."),
    );
    Refusal::new(404, "GAIA_PL18", text)
}

fn domain(city: &City, call: &Call) -> Result<Value, Refusal> {
    if call.person.administers_kintone() { Ok(city.domain.clone()) } else { Err(Refusal::no_right()) }
}

/// The customisation of all kintone acts at once: it has no preview.
fn set_domain(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    let before = city.domain.clone();
    let mut changed = city.clone();
    changed.domain = customize::changed(&mut changed, &before, &call.params, &Holder::Domain, call.now)?;
    let used = crate::deploy::file_keys(&changed.domain);
    changed.files.retain(|key, file| file.holder != Holder::Domain || used.contains(key));
    *city = changed;
    Ok(city.domain.clone())
}

/// The guest space in which an app lies, `{space: null}` when in none: told to those alone who may open the app.
fn guest_space(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    ask.done()?;
    let opens = city.readable(app, false, &call.person).is_ok();
    Ok(json!({ "space": city.guest_space_of(app).filter(|_| opens) }))
}

/// The display language of whoever asks, as on cybozu.com's own page of personal settings.
fn set_language(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let language = ask.text("language");
    ask.done()?;
    if !["ja", "en"].contains(&language.as_str()) {
        return Err(Refusal::at("language", not_in_enum()));
    }
    if let Some(person) = city.people.persons.get_mut(&call.person.code) {
        person.lang = language;
    }
    Ok(json!({}))
}

/// Stops or revives a person, as cybozu.com's user administration does; a stopped one is signed out.
fn set_person(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let code = ask.text("code");
    let valid = ask.flag("valid");
    if valid.is_none() && ask.value("valid").is_none() {
        ask.refuse("valid", required());
    }
    ask.done()?;
    if !call.person.common_admin {
        return Err(Refusal::no_right());
    }
    let valid = valid.unwrap_or_default();
    if code == call.person.code && !valid {
        let text = Text::new("自分自身を使用停止にはできません。", "You cannot deactivate yourself.");
        return Err(Refusal::at("code", text));
    }
    let person = city.people.persons.get_mut(&code).ok_or_else(|| Refusal::person_not_found(&code))?;
    person.valid = valid;
    if !valid {
        city.sessions.retain(|_, session| session.person != code);
    }
    Ok(json!({ "code": code, "valid": valid }))
}

fn shared_settings(city: &City, call: &Call) -> Result<Value, Refusal> {
    if call.person.administers_kintone() { Ok(json!(city.shared)) } else { Err(Refusal::no_right()) }
}

/// アプリの共通設定: what is absent stays as it is.
fn set_shared_settings(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let manage = ask.flag("forbidEveryoneManage");
    let export = ask.flag("forbidEveryoneExport");
    ask.done()?;
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    city.shared.forbid_everyone_manage = manage.unwrap_or(city.shared.forbid_everyone_manage);
    city.shared.forbid_everyone_export = export.unwrap_or(city.shared.forbid_everyone_export);
    Ok(json!(city.shared))
}

/// `GET /local/plugin/{id}/{version}/{path}`.
pub(crate) async fn plugin_file(
    State(kintone): State<Kintone>,
    Path((id, version, path)): Path<(String, String, String)>,
) -> Response {
    let bytes = {
        let city = kintone.city();
        let plugin = city.plugins.get(&id).filter(|plugin| plugin.version() == version);
        plugin.and_then(|plugin| plugin.files.get(&path).cloned())
    };
    let Some(bytes) = bytes else { return StatusCode::NOT_FOUND.into_response() };
    ([(CONTENT_TYPE, content_type(&path)), (CACHE_CONTROL, "no-cache")], bytes.as_slice().to_vec()).into_response()
}

/// `GET /local/download/{fileKey}/{name}`: scripts of customisations, and attachments from record screens.
pub(crate) async fn download(
    State(kintone): State<Kintone>,
    Path((key, _)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some(person) = asker(&kintone, &headers) else { return Refusal::not_signed_in().response("ja") };
    let found = open_file(&kintone.city(), &person, &key, kintone.clock().now());
    let file = match found {
        Ok(file) => file,
        Err(refusal) => return refusal.response(&person.lang),
    };
    let script = matches!(file.holder, Holder::Customize { .. } | Holder::Domain);
    let kind = if script { content_type(&file.name).to_owned() } else { file.content_type.clone() };
    let mut response = file.bytes.as_slice().to_vec().into_response();
    let to = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        to.insert(CONTENT_TYPE, kind);
    }
    to.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // An attached page must not run as one of ours.
    if !script && !["image/png", "image/jpeg", "image/gif"].contains(&kind.as_str()) {
        to.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    response
}

fn open_file(
    city: &City,
    person: &Person,
    key: &str,
    now: time::OffsetDateTime,
) -> Result<std::sync::Arc<StoredFile>, Refusal> {
    let file = city.files.get(key).ok_or_else(|| Refusal::file_not_found(key))?;
    match file.holder {
        Holder::Domain => Ok(std::sync::Arc::clone(file)),
        Holder::Customize { app } => {
            let rights = city.apps.get(&app).map(|app| city.rights(app, person)).unwrap_or_default();
            if rights.view || rights.add || rights.manage {
                Ok(std::sync::Arc::clone(file))
            } else {
                Err(Refusal::no_right())
            }
        }
        _ => may_fetch(city, person, key, now),
    }
}

//! `plugins.json`, `plugins/required.json`, `plugin/apps.json`, `plugin.json`.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::app_plugins::plugin_not_found;
use super::{Call, Verb};
use crate::city::City;
use crate::plugin::Plugin;
use crate::refusal::{Refusal, Text};
use crate::store::Holder;

pub(super) fn list(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let ids = ask.texts("ids", 100);
    let limit = ask.count("limit", 100, 1, 100);
    let offset = ask.count("offset", 0, 0, 2_147_483_647);
    ask.done()?;
    let mut plugins: Vec<&Arc<Plugin>> =
        city.plugins.values().filter(|plugin| ids.is_empty() || ids.contains(&plugin.id)).collect();
    plugins.sort_by_key(|plugin| std::cmp::Reverse(plugin.order));
    let rows = plugins.into_iter().skip(offset).take(limit).map(|plugin| plugin.info(&call.person.lang));
    Ok(json!({ "plugins": rows.collect::<Vec<_>>() }))
}

/// Plugins that some app has and nobody installed, or not any more.
pub(super) fn required(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let limit = ask.count("limit", 100, 1, 100);
    let offset = ask.count("offset", 0, 0, 2_147_483_647);
    ask.done()?;
    let sides = city.apps.values().flat_map(|app| app.live.iter().chain(std::iter::once(&app.preview)));
    let missing: BTreeSet<&String> = sides
        .flat_map(|side| side.plugins.iter().map(|plugin| &plugin.id))
        .filter(|id| !city.plugins.contains_key(*id))
        .collect();
    let rows = missing.into_iter().skip(offset).take(limit);
    let rows: Vec<Value> = rows.map(|id| json!({ "id": id, "name": null, "isMarketPlugin": false })).collect();
    Ok(json!({ "plugins": rows }))
}

pub(super) fn apps(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.text("id");
    let limit = ask.count("limit", 100, 1, 500);
    let offset = ask.count("offset", 0, 0, 2_147_483_647);
    ask.done()?;
    if !call.person.common_admin {
        return Err(Refusal::no_right());
    }
    let has = |side: &crate::app::Settings| side.plugins.iter().any(|plugin| plugin.id == id);
    let rows: Vec<Value> = city
        .apps
        .values()
        .filter(|app| has(&app.preview) || app.live.as_ref().is_some_and(has))
        .skip(offset)
        .take(limit)
        .map(|app| json!({ "id": app.id.to_string(), "name": app.in_force().name() }))
        .collect();
    Ok(json!({ "apps": rows }))
}

/// `POST` installs, `PUT` replaces. The id comes from the zip's key; settings in apps survive.
pub(super) fn install(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let key = ask.text("fileKey");
    let expected = if call.verb == Verb::Put { Some(ask.text("id")) } else { None };
    ask.done()?;
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    let file = city.files.get(&key).filter(|file| matches!(file.holder, Holder::Uploaded { .. })).cloned();
    let file = file.ok_or_else(|| Refusal::file_not_found(&key))?;
    let mut plugin = Plugin::open(&file.bytes)?;
    let installed = city.plugins.contains_key(&plugin.id);
    match expected {
        Some(expected) => {
            if !city.plugins.contains_key(&expected) {
                return Err(plugin_not_found(&expected));
            }
            if expected != plugin.id {
                let text = Text::new("プラグインIDが一致しません。", "The plug-in ID does not match.");
                return Err(Refusal::at("id", text));
            }
        }
        None if installed => {
            let text = Text::new(
                "このプラグインはすでにインストールされています。",
                "This plug-in has already been installed.",
            );
            return Err(Refusal::new(400, "GAIA_PL17", text));
        }
        None => {}
    }
    city.files.remove(&key);
    city.last_plugin += 1;
    plugin.order = city.last_plugin;
    if let Some(before) = city.plugins.get(&plugin.id) {
        plugin.closed_apps.clone_from(&before.closed_apps);
    }
    let (id, version) = (plugin.id.clone(), plugin.version());
    city.plugins.insert(id.clone(), Arc::new(plugin));
    Ok(json!({ "id": id, "version": version }))
}

pub(super) fn delete(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.text("id");
    ask.done()?;
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    city.plugins.remove(&id).map(|_| json!({})).ok_or_else(|| plugin_not_found(&id))
}

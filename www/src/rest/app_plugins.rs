//! `app/plugins.json`: which plugins an app has. REST only adds; switching off and removing is the screen's.

use serde_json::{Map, Value, json};

use super::Call;
use crate::app::AppPlugin;
use crate::city::City;
use crate::form::plain;
use crate::refusal::{Refusal, Text};

/// Most plugins of an app (official page).
const LIMIT: usize = 20;

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let lang = ask.one_of("lang", &["ja", "en", "zh", "es"]).unwrap_or(&call.person.lang).to_owned();
    ask.done()?;
    let (_, side) = city.managed(id, call.preview, &call.person)?;
    let name = |id: &str| city.plugins.get(id).map(|plugin| plugin.name(&lang).to_owned());
    let plugins: Vec<Value> = side
        .plugins
        .iter()
        .map(|plugin| json!({ "id": plugin.id, "name": name(&plugin.id), "enabled": plugin.enabled }))
        .collect();
    let mut body = Map::new();
    body.insert("plugins".into(), json!(plugins));
    Ok(side.with_revision(body))
}

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let ids: Vec<String> = ask.list("ids").iter().map(plain).collect();
    ask.check_size("ids", ids.len(), 1, LIMIT);
    let revision = ask.revision("revision");
    ask.done()?;
    city.edit(call, id, revision, |city, draft| {
        for plugin in &ids {
            if !city.plugins.contains_key(plugin) {
                return Err(plugin_not_found(plugin));
            }
            if !draft.plugins.iter().any(|held| held.id == *plugin) {
                draft.plugins.push(AppPlugin { id: plugin.clone(), enabled: true });
            }
        }
        if draft.plugins.len() > LIMIT {
            let text = Text::new(
                "アプリに追加できるプラグインは20個までです。",
                "A maximum of 20 plug-ins can be added to an app.",
            );
            return Err(Refusal::at("ids", text));
        }
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

/// A plugin that is not installed.
pub(crate) fn plugin_not_found(id: &str) -> Refusal {
    let text = Text::new(
        format!("指定されたプラグイン（id: {id}）が見つかりません。"),
        format!("The specified plug-in (ID: {id}) is not found."),
    );
    Refusal::new(404, "GAIA_PL18", text)
}

//! `preview/app/deploy.json`.

use serde_json::{Value, json};

use super::{Ask, Call};
use crate::app::Deployed;
use crate::calc;
use crate::city::{City, being_deployed};
use crate::refusal::{Refusal, Text};

/// Most apps of a batch (official page).
const LIMIT: usize = 300;

fn too_many() -> Refusal {
    let text = Text::new(
        "パラメーターの数が上限を超えています。 - apps[300]",
        "The number of parameters exceeds the limit. - apps[300]",
    );
    Refusal::new(400, "GAIA_TO03", text)
}

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let ids = ask.list("apps");
    ask.check_size("apps", ids.len(), 0, LIMIT);
    let ids = if ids.len() > LIMIT { Vec::new() } else { ask.ids("apps", LIMIT) };
    ask.done()?;
    let mut apps = Vec::new();
    for id in ids {
        let (app, _) = city.managed(id, true, &call.person)?;
        apps.push(json!({ "app": id.to_string(), "status": app.deployed.word() }));
    }
    Ok(json!({ "apps": apps }))
}

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let apps = ask.list("apps");
    let revert = ask.flag("revert").unwrap_or_default();
    ask.done()?;
    if apps.len() > LIMIT {
        return Err(too_many());
    }
    let mut batch = Vec::new();
    for (index, app) in apps.iter().enumerate() {
        let params = app.as_object().cloned().unwrap_or_default();
        let mut ask = Ask::within(&params, &format!("apps[{index}]."));
        let id = ask.id("app");
        let revision = ask.revision("revision");
        if batch.contains(&id) {
            ask.refuse("app", Text::new("アプリIDが重複しています。", "App ID is duplicated."));
        }
        ask.done()?;
        let (found, draft) = city.managed(id, true, &call.person)?;
        if found.deployed == Deployed::Processing {
            return Err(being_deployed(id));
        }
        if revision.is_some_and(|revision| revision != draft.revision) {
            return Err(Refusal::settings_changed(id));
        }
        if !revert {
            city.shared.admit(&format!("apps[{index}].rights"), &draft.app_rights)?;
            // Observed: the form takes any formula; what cannot be computed is refused here.
            calc::check(&draft.properties)?;
        }
        batch.push(id);
    }
    if revert {
        for id in batch {
            city.revert(id);
        }
    } else {
        city.start_deploy(&batch, &call.person.code, call.now, call.deploy_takes);
    }
    Ok(json!({}))
}

//! `app/customize.json`.

use serde_json::{Value, json};

use super::Call;
use crate::city::City;
use crate::customize;
use crate::refusal::Refusal;
use crate::store::Holder;

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.done()?;
    let (_, side) = city.managed(id, call.preview, &call.person)?;
    Ok(side.with_revision(side.customize.as_object().cloned().unwrap_or_default()))
}

/// Needs app management and kintone's administration at once (official page).
pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let revision = ask.revision("revision");
    ask.done()?;
    let (_, draft) = city.managed(id, true, &call.person)?;
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    let before = draft.customize.clone();
    let after = customize::changed(city, &before, &call.params, &Holder::Customize { app: id }, call.now)?;
    city.edit(call, id, revision, |_, draft| {
        draft.customize = after;
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

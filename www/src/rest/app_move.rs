//! `app/move.json`: an app goes into a space, into another one, or out.

use serde_json::{Value, json};

use super::Call;
use crate::city::City;
use crate::refusal::Refusal;
use crate::space::Space;

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let to = ask.id_or("space");
    ask.done()?;
    let (app, _) = city.managed(id, true, &call.person)?;
    if !call.person.create_app && !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    let runs = |space: &Space| space.is_run_by(&city.people, &call.person);
    let from = app.space.and_then(|space| city.spaces.get(&space));
    if from.is_some_and(|space| space.is_guest || !runs(space)) {
        return Err(Refusal::no_right());
    }
    let mut place = (None, None);
    if let Some(to) = to {
        let space = city.spaces.get(&to).ok_or_else(|| Refusal::space_not_found(to))?;
        let closed = space.is_guest || !space.admits(&city.people, &call.person) || space.closes_apps() && !runs(space);
        if closed {
            return Err(Refusal::no_right());
        }
        place = (Some(to), Some(space.default_thread));
    }
    let app = city.app_mut(id)?;
    (app.space, app.thread) = place;
    Ok(json!({}))
}

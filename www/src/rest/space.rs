//! `space.json`, `space/members.json`.

use serde_json::{Value, json};

use super::Call;
use crate::city::City;
use crate::refusal::Refusal;
use crate::space::Space;

fn visible<'a>(city: &'a City, call: &Call) -> Result<&'a Space, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("id");
    ask.done()?;
    let space = city.spaces.get(&id).ok_or_else(|| Refusal::space_not_found(id))?;
    if space.admits(&city.people, &call.person) { Ok(space) } else { Err(Refusal::no_right()) }
}

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    visible(city, call).map(|space| space.info(city))
}

pub(super) fn members(city: &City, call: &Call) -> Result<Value, Refusal> {
    visible(city, call).map(|space| json!({ "members": space.members }))
}

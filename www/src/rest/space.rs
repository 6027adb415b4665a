//! `space.json`, `space/members.json`.

use serde_json::{Value, json};

use super::Call;
use crate::city::City;
use crate::refusal::{Refusal, Text, not_in_enum};
use crate::space::Space;

const SWITCHES: [&str; 7] = [
    "useMultiThread",
    "fixedMember",
    "showAnnouncement",
    "showThreadList",
    "showAppList",
    "showMemberList",
    "showRelatedLinkList",
];

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

/// For administrators of the space; what is absent stays as it is.
pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let name = ask.text_or("name");
    if name.as_ref().is_some_and(|name| name.is_empty() || name.chars().count() > 100) {
        let text = Text::new("1文字以上100文字以下で入力してください。", "Name must be between 1 and 100 characters.");
        ask.refuse("name", text);
    }
    let private = ask.flag("isPrivate");
    let switches: Vec<(&str, bool)> = SWITCHES.into_iter().filter_map(|key| Some((key, ask.flag(key)?))).collect();
    ask.done()?;
    let space = visible(city, call)?;
    if !space.is_run_by(&city.people, &call.person) {
        return Err(Refusal::no_right());
    }
    let mut space = space.clone();
    space.name = name.unwrap_or(space.name);
    space.is_private = private.unwrap_or(space.is_private);
    for (key, on) in switches {
        space.switches.insert(key.to_owned(), json!(on));
    }
    if let Some(permissions) = ask_permissions(call)? {
        space.switches.insert("permissions".to_owned(), permissions);
    }
    city.spaces.insert(space.id, space);
    Ok(json!({}))
}

fn ask_permissions(call: &Call) -> Result<Option<Value>, Refusal> {
    let Some(create) = call.params.get("permissions").and_then(|given| given.get("createApp")) else { return Ok(None) };
    match create.as_str() {
        Some(word @ ("EVERYONE" | "ADMIN")) => Ok(Some(json!({ "createApp": word }))),
        _ => Err(Refusal::at("permissions.createApp", not_in_enum())),
    }
}

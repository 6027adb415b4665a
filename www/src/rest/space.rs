//! `space.json`, `space/body.json`, `space/members.json`, `template/space.json`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Call;
use crate::city::City;
use crate::form::{inside, is_true};
use crate::people::EVERYONE;
use crate::refusal::{Refusal, Text, not_in_enum, required};
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

/// The space, for its administrators.
fn run<'a>(city: &'a City, call: &Call) -> Result<&'a Space, Refusal> {
    let space = visible(city, call)?;
    if space.is_run_by(&city.people, &call.person) { Ok(space) } else { Err(Refusal::no_right()) }
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
    let mut space = run(city, call)?.clone();
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

/// Takes the space away, and its apps with it.
pub(super) fn delete(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let id = run(city, call)?.id;
    city.apps.retain(|_, app| app.space != Some(id));
    city.spaces.remove(&id);
    Ok(json!({}))
}

/// The announcement of the space. A space of one thread has none of its own.
pub(super) fn body(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    if ask.value("body").is_none() {
        ask.refuse("body", required());
    }
    let body = ask.text_or("body");
    ask.done()?;
    let mut space = run(city, call)?.clone();
    if space.switches.get("useMultiThread") == Some(&json!(false)) {
        let text = Text::new("スレッドが1つのスペースには本文がありません。", "A single-thread space has no body.");
        return Err(Refusal::at("id", text));
    }
    space.body = body;
    city.spaces.insert(space.id, space);
    Ok(json!({}))
}

/// Replaces the members; guests stay as they are.
pub(super) fn put_members(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let rows = read_members(city, call)?;
    let mut space = run(city, call)?.clone();
    space.members = rows;
    city.spaces.insert(space.id, space);
    Ok(json!({}))
}

/// `members` of a request: known users, organisations and groups, one administrator at least.
fn read_members(city: &City, call: &Call) -> Result<Vec<Value>, Refusal> {
    let mut ask = call.ask();
    let given = ask.list("members");
    let mut rows = Vec::new();
    for (index, member) in given.iter().enumerate() {
        let text = |key: &str| inside(member, &["entity", key]).as_str().unwrap_or_default();
        let (kind, code) = (text("type"), text("code"));
        let known = match kind {
            "USER" => city.people.person(code).is_some_and(|person| person.may_enter() && !person.is_guest()),
            "GROUP" => code == EVERYONE || city.people.group(code).is_some(),
            "ORGANIZATION" => city.people.organization(code).is_some(),
            _ => {
                ask.refuse(&format!("members[{index}].entity.type"), not_in_enum());
                continue;
            }
        };
        if !known {
            let missing = Text::new("指定した値が見つかりません。", "The specified value does not exist.");
            ask.refuse(&format!("members[{index}].entity.code"), missing);
        }
        let mut row = Map::from_iter([
            ("entity".to_owned(), json!({ "type": kind, "code": code })),
            ("isAdmin".to_owned(), json!(is_true(&member["isAdmin"]))),
        ]);
        if kind == "ORGANIZATION" {
            row.insert("includeSubs".to_owned(), json!(is_true(&member["includeSubs"])));
        }
        if kind == "USER" {
            row.insert("isImplicit".to_owned(), json!(false));
        }
        rows.push(Value::Object(row));
    }
    if rows.iter().all(|row| row["isAdmin"] == false) {
        let text = Text::new("スペース管理者を1人以上指定してください。", "Specify at least one space administrator.");
        ask.refuse("members", text);
    }
    ask.done()?;
    Ok(rows)
}

/// A new space from a template, which is an empty space here: the city keeps one, number 1.
pub(super) fn from_template(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let template = ask.id("id");
    let name = ask.text("name");
    let flag = |found: Option<bool>| found.unwrap_or_default();
    let (is_private, is_guest) = (flag(ask.flag("isPrivate")), flag(ask.flag("isGuest")));
    let fixed = flag(ask.flag("fixedMember"));
    ask.done()?;
    let members = read_members(city, call)?;
    if template != 1 {
        let text = Text::new("スペーステンプレートが見つかりません。", "The space template was not found.");
        return Err(Refusal::at("id", text));
    }
    let id = city.spaces.keys().next_back().copied().unwrap_or_default() + 1;
    let space = Space {
        id,
        name,
        default_thread: city.next_thread(),
        is_private,
        is_guest,
        creator: call.person.code.clone(),
        body: None,
        members,
        switches: Map::from_iter([("fixedMember".to_owned(), json!(fixed))]),
        guests: Vec::new(),
        threads: BTreeMap::new(),
    };
    city.spaces.insert(id, space);
    Ok(json!({ "id": id.to_string() }))
}

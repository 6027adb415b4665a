//! `guests.json`, `space/guests.json`: who comes in from outside. A guest signs in with the mail address.

use serde_json::{Value, json};

use super::{Ask, Call};
use crate::city::City;
use crate::form::plain;
use crate::people::{GUEST, Person};
use crate::refusal::{Refusal, Text, required};

/// Most guests of one request (official page of the deletion).
const MOST: usize = 100;

/// Makes guests; for administrators of kintone. The password given is not kept: all people of the city share one.
pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let guests = ask.list("guests");
    ask.check_size("guests", guests.len(), 1, MOST);
    ask.done()?;
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    for (index, guest) in guests.iter().enumerate() {
        let Some(guest) = guest.as_object() else { return Err(Refusal::at(format!("guests[{index}]"), required())) };
        let mut ask = Ask::within(guest, &format!("guests[{index}]."));
        let mail = ask.text("code");
        let name = ask.text("name");
        ask.text("password");
        ask.text("timezone");
        let lang = ask.one_of("locale", &["auto", "ja", "en", "zh"]);
        if name.chars().count() > 128 {
            ask.refuse("name", Text::new("128文字以下で入力してください。", "Enter no more than 128 characters."));
        }
        let code = format!("{GUEST}{mail}");
        if city.people.person(&code).is_some() {
            let taken =
                Text::new("すでに登録されているメールアドレスです。", "The e-mail address is already registered.");
            ask.refuse("code", taken);
        }
        let reading = |ask: &mut Ask<'_>, key: &str| ask.text_or(key).filter(|text| !text.is_empty());
        let person = Person {
            id: city.people.persons.values().map(|person| person.id).max().unwrap_or_default() + 1,
            code: code.clone(),
            name,
            sur_name_reading: reading(&mut ask, "surNameReading"),
            given_name_reading: reading(&mut ask, "givenNameReading"),
            company: reading(&mut ask, "company"),
            lang: if lang == Some("en") { "en" } else { "ja" }.to_owned(),
            valid: true,
            ..Person::default()
        };
        ask.done()?;
        city.people.persons.insert(code, person);
    }
    Ok(json!({}))
}

/// The codes of guests that the request names by mail address.
fn named(city: &City, call: &Call) -> Result<Vec<String>, Refusal> {
    let mut ask = call.ask();
    let guests = ask.list("guests");
    ask.check_size("guests", guests.len(), 0, MOST);
    let mut codes = Vec::new();
    for (index, guest) in guests.iter().enumerate() {
        let code = format!("{GUEST}{}", plain(guest));
        if city.people.person(&code).is_none_or(|person| !person.valid) {
            let missing = Text::new("指定したゲストユーザーが見つかりません。", "The guest user was not found.");
            ask.refuse(&format!("guests[{index}]"), missing);
        }
        codes.push(code);
    }
    ask.done()?;
    Ok(codes)
}

/// Takes guests out of kintone; for its administrators.
pub(super) fn delete(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    if !call.person.administers_kintone() {
        return Err(Refusal::no_right());
    }
    for code in named(city, call)? {
        city.people.persons.remove(&code);
        city.sessions.retain(|_, session| session.person != code);
        for space in city.spaces.values_mut() {
            space.guests.retain(|guest| *guest != code);
        }
    }
    Ok(json!({}))
}

/// Replaces the guests of a guest space; for its administrators.
pub(super) fn put_members(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("id");
    ask.done()?;
    let codes = named(city, call)?;
    let space = city.spaces.get(&id).ok_or_else(|| Refusal::space_not_found(id))?;
    if !space.is_guest || !space.is_run_by(&city.people, &call.person) {
        return Err(Refusal::no_right());
    }
    let mut space = space.clone();
    space.guests = codes;
    city.spaces.insert(id, space);
    Ok(json!({}))
}

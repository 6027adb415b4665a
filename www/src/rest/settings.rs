//! `app/settings.json`: 一般設定.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Ask, Call};
use crate::city::City;
use crate::form::{is_true, plain};
use crate::refusal::{Refusal, Text, not_in_enum};

const THEMES: [&str; 10] =
    ["WHITE", "RED", "GREEN", "BLUE", "YELLOW", "BLACK", "CLIPBOARD", "BINDER", "PENCIL", "CLIPS"];
const SWITCHES: [&str; 5] =
    ["enableThumbnails", "enableBulkDeletion", "enableComments", "enableDuplicateRecord", "enableInlineRecordEditing"];

/// Parts that are objects, with the word in each that is one of a few.
const PARTS: [(&str, &str, &[&str]); 3] = [
    ("icon", "type", &["FILE", "PRESET"]),
    ("titleField", "selectionMode", &["AUTO", "MANUAL"]),
    ("numberPrecision", "roundingMode", &["HALF_EVEN", "UP", "DOWN"]),
];

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.one_of("lang", &["default", "ja", "en", "zh", "user"]);
    ask.done()?;
    let (_, side) = city.readable(id, call.preview, &call.person)?;
    Ok(side.with_revision(side.general.clone()))
}

/// `APP1` to `APP90` (specification).
fn is_preset(key: Option<&Value>) -> bool {
    let number = key.and_then(Value::as_str).and_then(|key| key.strip_prefix("APP")).map(str::parse::<u8>);
    number.is_some_and(|number| number.is_ok_and(|number| (1..=90).contains(&number)))
}

/// The parts of a request by name, as they are kept: numbers are strings.
fn parts(call: &Call) -> Result<BTreeMap<&'static str, Map<String, Value>>, Refusal> {
    let mut kept = BTreeMap::new();
    for (key, word, words) in PARTS {
        let Some(Value::Object(given)) = call.params.get(key) else { continue };
        let mut ask = Ask::within(given, &format!("{key}."));
        ask.one_of(word, words);
        if key == "icon" && given.get("type").is_some_and(|kind| kind == "PRESET") && !is_preset(given.get("key")) {
            ask.refuse("key", not_in_enum());
        }
        ask.done()?;
        let mut part = given.clone();
        for number in ["digits", "decimalPlaces"] {
            if let Some(value) = part.get_mut(number) {
                *value = json!(plain(value));
            }
        }
        kept.insert(key, part);
    }
    Ok(kept)
}

pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let revision = ask.revision("revision");
    let name = ask.text_or("name");
    if name.as_ref().is_some_and(|name| name.is_empty() || name.chars().count() > 64) {
        ask.refuse(
            "name",
            Text::new("1文字以上64文字以下で入力してください。", "Name must be between 1 and 64 characters."),
        );
    }
    let description = ask.text_or("description");
    if description.as_ref().is_some_and(|text| text.chars().count() > 10_000) {
        ask.refuse(
            "description",
            Text::new("10,000文字以下で入力してください。", "Enter no more than 10,000 characters."),
        );
    }
    let theme = ask.one_of("theme", &THEMES);
    ask.done()?;
    let parts = parts(call)?;
    city.edit(call, id, revision, |_, draft| {
        let general = &mut draft.general;
        for (key, value) in [("name", name), ("description", description), ("theme", theme.map(str::to_owned))] {
            if let Some(value) = value {
                general.insert(key.into(), json!(value));
            }
        }
        for key in SWITCHES {
            if let Some(value) = call.params.get(key).filter(|value| !value.is_null()) {
                general.insert(key.into(), json!(is_true(value)));
            }
        }
        if let Some(month) = call.params.get("firstMonthOfFiscalYear").filter(|value| !value.is_null()) {
            general.insert("firstMonthOfFiscalYear".into(), json!(plain(month)));
        }
        for (key, part) in parts {
            match general.get_mut(key).and_then(Value::as_object_mut).filter(|_| key == "numberPrecision") {
                Some(old) => old.extend(part),
                None => _ = general.insert(key.into(), Value::Object(part)),
            }
        }
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

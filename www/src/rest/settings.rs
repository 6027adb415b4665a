//! `app/settings.json`: 一般設定.

use serde_json::{Value, json};

use super::Call;
use crate::city::City;
use crate::form::{is_true, plain};
use crate::refusal::{Refusal, Text};

const THEMES: [&str; 10] =
    ["WHITE", "RED", "GREEN", "BLUE", "YELLOW", "BLACK", "CLIPBOARD", "BINDER", "PENCIL", "CLIPS"];
const SWITCHES: [&str; 5] =
    ["enableThumbnails", "enableBulkDeletion", "enableComments", "enableDuplicateRecord", "enableInlineRecordEditing"];

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.one_of("lang", &["default", "ja", "en", "zh", "user"]);
    ask.done()?;
    let (_, side) = city.readable(id, call.preview, &call.person)?;
    Ok(side.with_revision(side.general.clone()))
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
        for key in ["icon", "titleField", "numberPrecision"] {
            if let Some(value) = call.params.get(key).filter(|value| value.is_object()) {
                general.insert(key.into(), value.clone());
            }
        }
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

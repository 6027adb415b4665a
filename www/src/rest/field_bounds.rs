//! What the settings of a field may hold.

use serde_json::{Map, Value};

use crate::calc::Decimal;
use crate::form::plain;
use crate::refusal::{Refusal, Text, not_in_enum};

/// Settings of few words, by kind. `format`: observed; the others: official page.
const WORDS: [(&str, &str, &[&str]); 8] = [
    ("CALC", "format", &["NUMBER", "NUMBER_DIGIT", "DATETIME", "DATE", "TIME", "HOUR_MINUTE", "DAY_HOUR_MINUTE"]),
    ("CALC", "unitPosition", &["BEFORE", "AFTER"]),
    ("NUMBER", "unitPosition", &["BEFORE", "AFTER"]),
    ("LINK", "protocol", &["WEB", "CALL", "MAIL"]),
    ("RADIO_BUTTON", "align", &["HORIZONTAL", "VERTICAL"]),
    ("CHECK_BOX", "align", &["HORIZONTAL", "VERTICAL"]),
    ("FILE", "thumbnailSize", &["50", "150", "250", "500"]),
    ("REFERENCE_TABLE", "size", &["1", "3", "5", "10", "20", "30", "40", "50"]),
];

/// Settings that are numbers: whole ones from nothing upwards, or any.
const NUMBERS: [(&str, bool); 5] =
    [("maxLength", true), ("minLength", true), ("displayScale", true), ("maxValue", false), ("minValue", false)];

/// Refuses a setting outside of its words or numbers, and a default that is no option.
pub(super) fn check(at: &str, kind: &str, field: &Map<String, Value>) -> Result<(), Refusal> {
    let text = |setting: &str| field.get(setting).map(plain).unwrap_or_default();
    for (of, setting, words) in WORDS {
        let (held, inside) = match field.get("referenceTable") {
            Some(list) if of == "REFERENCE_TABLE" => (plain(&list[setting]), "referenceTable."),
            _ => (text(setting), ""),
        };
        if of == kind && !held.is_empty() && !words.contains(&held.as_str()) {
            return Err(Refusal::at(format!("{at}.{inside}{setting}"), not_in_enum()));
        }
    }
    for (setting, whole) in NUMBERS {
        let held = text(setting);
        let fits = if whole { held.parse::<u16>().is_ok() } else { Decimal::read(&held).is_some() };
        if !held.is_empty() && !fits {
            let text = Text::new("数字でなければなりません。", "Only numbers are allowed.");
            return Err(Refusal::at(format!("{at}.{setting}"), text));
        }
    }
    let Some(options) = field.get("options").and_then(Value::as_object) else { return Ok(()) };
    let defaults = match field.get("defaultValue") {
        Some(Value::Array(items)) => items.iter().map(plain).collect(),
        Some(one) => vec![plain(one)],
        None => Vec::new(),
    };
    match defaults.iter().find(|default| !default.is_empty() && !options.contains_key(*default)) {
        Some(default) => {
            let text = Text::new(
                format!("\"{default}\"は選択肢にありません。"),
                format!("The value, \"{default}\", is not in options."),
            );
            Err(Refusal::at(format!("{at}.defaultValue"), text))
        }
        None => Ok(()),
    }
}

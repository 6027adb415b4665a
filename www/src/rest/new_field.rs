//! A field as it is added: every setting that kintone fills in by itself.

use serde_json::{Map, Value, json};

use super::field_bounds;
use crate::city::City;
use crate::form::{self, inside, is_true, plain};
use crate::refusal::{Refusal, Text, not_in_enum, required};

/// Kinds that `POST` may add.
const ADDABLE: [&str; 21] = [
    "SINGLE_LINE_TEXT",
    "MULTI_LINE_TEXT",
    "RICH_TEXT",
    "NUMBER",
    "CALC",
    "RADIO_BUTTON",
    "CHECK_BOX",
    "MULTI_SELECT",
    "DROP_DOWN",
    "DATE",
    "TIME",
    "DATETIME",
    "LINK",
    "FILE",
    "USER_SELECT",
    "ORGANIZATION_SELECT",
    "GROUP_SELECT",
    "SUBTABLE",
    "REFERENCE_TABLE",
    "GROUP",
    "CATEGORY",
];

/// Settings that are one of a few words.
const WORDS: [(&str, &[&str]); 4] = [
    ("format", &["NUMBER", "NUMBER_DIGIT", "DATETIME", "DATE", "TIME", "HOUR_MINUTE", "DAY_HOUR_MINUTE"]),
    ("unitPosition", &["BEFORE", "AFTER"]),
    ("protocol", &["WEB", "CALL", "MAIL"]),
    ("align", &["HORIZONTAL", "VERTICAL"]),
];
/// What a selection field may start with or be narrowed to.
const CHOSEN: [&str; 4] = ["USER", "ORGANIZATION", "GROUP", "FUNCTION"];

/// A field with everything kintone fills in by itself.
pub(super) fn new_field(city: &City, at: &str, key: &str, given: &Value) -> Result<Value, Refusal> {
    let kind = given["type"].as_str().unwrap_or_default();
    if kind.is_empty() {
        return Err(Refusal::at(format!("{at}.type"), required()));
    }
    if !ADDABLE.contains(&kind) {
        return Err(Refusal::at(format!("{at}.type"), not_in_enum()));
    }
    check_code(at, given["code"].as_str().unwrap_or(key))?;
    if given["code"].as_str().is_some_and(|code| code != key) {
        let text = Text::new("プロパティのキーとcodeが一致しません。", "The key does not match the code parameter.");
        return Err(Refusal::at(format!("{at}.code"), text));
    }
    if given["label"].as_str().is_none_or(str::is_empty) {
        return Err(Refusal::at(format!("{at}.label"), required()));
    }
    let mut field = Map::new();
    for (name, default) in defaults(kind) {
        let value = given.get(name).filter(|value| !value.is_null()).cloned().unwrap_or(default);
        field.insert(name.to_owned(), settled(name, value));
    }
    field.insert("type".into(), json!(kind));
    field.insert("code".into(), json!(key));
    merge(&mut field, given);
    if kind == "SUBTABLE" {
        field.insert("fields".into(), inner_fields(city, at, given)?);
    }
    finish(city, at, &mut field)?;
    Ok(Value::Object(field))
}

fn inner_fields(city: &City, at: &str, given: &Value) -> Result<Value, Refusal> {
    let fields = given["fields"].as_object().filter(|fields| !fields.is_empty());
    let fields = fields.ok_or_else(|| Refusal::at(format!("{at}.fields"), required()))?;
    let mut inner = Map::new();
    for (key, field) in fields {
        if ["SUBTABLE", "REFERENCE_TABLE", "GROUP", "CATEGORY"].iter().any(|kind| field["type"] == *kind) {
            return Err(Refusal::at(format!("{at}.fields[{key}].type"), not_in_enum()));
        }
        inner.insert(key.clone(), new_field(city, &format!("{at}.fields[{key}]"), key, field)?);
    }
    Ok(Value::Object(inner))
}

/// Strings and booleans as kintone answers them, however they were sent.
fn settled(name: &str, value: Value) -> Value {
    const SWITCHES: [&str; 9] = [
        "noLabel",
        "required",
        "unique",
        "hideExpression",
        "digit",
        "defaultNowValue",
        "openGroup",
        "enabled",
        "includeSubs",
    ];
    match value {
        value if SWITCHES.contains(&name) => json!(is_true(&value)),
        Value::Number(number) => json!(number.to_string()),
        Value::Null if name != "lookup" && name != "referenceTable" => json!(""),
        value => value,
    }
}

pub(super) fn merge(field: &mut Map<String, Value>, given: &Value) {
    for (name, value) in given.as_object().into_iter().flatten() {
        if name == "defaultExpression" {
            field.insert("defaultNowValue".into(), json!(value == "NOW"));
        } else if !["type", "code", "fields"].contains(&name.as_str()) {
            field.insert(name.clone(), settled(name, value.clone()));
        }
    }
}

/// Inner fields, options, lookups: what needs more than copying.
pub(super) fn finish(city: &City, at: &str, field: &mut Map<String, Value>) -> Result<(), Refusal> {
    let kind = field.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    check_words(at, &kind, field)?;
    if ["RADIO_BUTTON", "CHECK_BOX", "MULTI_SELECT", "DROP_DOWN"].contains(&kind.as_str()) {
        let options = field.get("options").and_then(Value::as_object).cloned().unwrap_or_default();
        if options.is_empty() {
            return Err(Refusal::at(format!("{at}.options"), required()));
        }
        let mut options: Vec<(String, Value)> = options.into_iter().collect();
        options.sort_by_key(|(_, option)| form::plain(&option["index"]).parse::<u64>().unwrap_or(u64::MAX));
        let options: Map<String, Value> = options
            .into_iter()
            .enumerate()
            .map(|(index, (name, option))| {
                let label = inside(&option, &["label"]).as_str().unwrap_or(&name).to_owned();
                (label.clone(), json!({ "label": label, "index": index.to_string() }))
            })
            .collect();
        if kind == "RADIO_BUTTON" && field.get("defaultValue").is_none_or(|value| value == "") {
            field.insert("defaultValue".into(), json!(options.keys().next()));
        }
        field.insert("options".into(), Value::Object(options));
    }
    let mut lookup = false;
    for key in ["lookup", "referenceTable"] {
        let Some(target) = field.get_mut(key).filter(|target| target.is_object()) else { continue };
        let related = inside(target, &["relatedApp"]);
        let Some(app) = city.app_named(related) else {
            return Err(Refusal::app_not_found(form::plain(&related["app"]).parse().unwrap_or_default()));
        };
        target["relatedApp"] = app.reference();
        if key == "lookup" {
            lookup = true;
            let key_field = target["relatedKeyField"].as_str().unwrap_or_default();
            if form::find(&app.in_force().properties, key_field).is_none() {
                let text = Text::new("指定されたフィールドが見つかりません。", "The specified field is not found.");
                return Err(Refusal::at(format!("{at}.lookup.relatedKeyField"), text));
            }
        } else {
            let code = plain(inside(target, &["condition", "relatedField"]));
            if form::find(&app.in_force().properties, &code).is_none() {
                let text = Text::new("指定されたフィールドが見つかりません。", "The specified field is not found.");
                return Err(Refusal::at(format!("{at}.referenceTable.condition.relatedField"), text));
            }
        }
    }
    if lookup {
        // A lookup is its key's kind without the settings of a typed-in field (official fixture).
        for key in
            ["unique", "maxLength", "minLength", "maxValue", "minValue", "defaultValue", "expression", "hideExpression"]
        {
            field.shift_remove(key);
        }
    }
    field_bounds::check(at, &kind, field)?;
    if kind == "CALC" && field.get("expression").is_none_or(|expression| expression == "") {
        return Err(Refusal::at(format!("{at}.expression"), required()));
    }
    Ok(())
}

fn check_words(at: &str, kind: &str, field: &Map<String, Value>) -> Result<(), Refusal> {
    for (name, words) in WORDS {
        if field.get(name).is_some_and(|value| !words.iter().any(|word| value == word)) {
            return Err(Refusal::at(format!("{at}.{name}"), not_in_enum()));
        }
    }
    if !["USER_SELECT", "ORGANIZATION_SELECT", "GROUP_SELECT"].contains(&kind) {
        return Ok(());
    }
    for name in ["entities", "defaultValue"] {
        for (index, chosen) in field.get(name).and_then(Value::as_array).into_iter().flatten().enumerate() {
            if !CHOSEN.iter().any(|word| chosen["type"] == *word) {
                return Err(Refusal::at(format!("{at}.{name}[{index}].type"), not_in_enum()));
            }
        }
    }
    Ok(())
}

pub(super) fn check_code(at: &str, code: &str) -> Result<(), Refusal> {
    let starts_well = code.chars().next().is_some_and(|char| !char.is_ascii_digit() && !('０'..='９').contains(&char));
    let legal = code.chars().all(|char| char.is_alphanumeric() || "_＿・･＄￥ー゛゜々".contains(char));
    if code.is_empty() || code.chars().count() > 128 || !starts_well || !legal {
        let text = Text::new(
            "フィールドコードに使用できない文字が含まれています。",
            "The field code contains characters that cannot be used.",
        );
        return Err(Refusal::at(format!("{at}.code"), text));
    }
    Ok(())
}

/// Every setting of a kind with what a new field has.
fn defaults(kind: &str) -> Vec<(&'static str, Value)> {
    let mut list = vec![("type", json!(kind)), ("code", json!("")), ("label", json!("")), ("noLabel", json!(false))];
    if kind != "GROUP" && kind != "REFERENCE_TABLE" && kind != "SUBTABLE" && kind != "CATEGORY" {
        list.push(("required", json!(false)));
    }
    let own: Vec<(&'static str, Value)> = match kind {
        "SINGLE_LINE_TEXT" => vec![
            ("unique", json!(false)),
            ("maxLength", json!("")),
            ("minLength", json!("")),
            ("defaultValue", json!("")),
            ("expression", json!("")),
            ("hideExpression", json!(false)),
        ],
        "MULTI_LINE_TEXT" | "RICH_TEXT" => vec![("defaultValue", json!(""))],
        "NUMBER" => vec![
            ("unique", json!(false)),
            ("maxValue", json!("")),
            ("minValue", json!("")),
            ("defaultValue", json!("")),
            ("digit", json!(false)),
            ("displayScale", json!("")),
            ("unit", json!("")),
            ("unitPosition", json!("BEFORE")),
        ],
        "CALC" => vec![
            ("expression", json!("")),
            ("format", json!("NUMBER")),
            ("displayScale", json!("")),
            ("hideExpression", json!(false)),
            ("unit", json!("")),
            ("unitPosition", json!("BEFORE")),
        ],
        "RADIO_BUTTON" => vec![("options", json!({})), ("defaultValue", json!("")), ("align", json!("HORIZONTAL"))],
        "CHECK_BOX" => vec![("options", json!({})), ("defaultValue", json!([])), ("align", json!("HORIZONTAL"))],
        "MULTI_SELECT" => vec![("options", json!({})), ("defaultValue", json!([]))],
        "DROP_DOWN" => vec![("options", json!({})), ("defaultValue", json!(""))],
        "DATE" | "DATETIME" => {
            vec![("unique", json!(false)), ("defaultValue", json!("")), ("defaultNowValue", json!(false))]
        }
        "TIME" => vec![("defaultValue", json!("")), ("defaultNowValue", json!(false))],
        "LINK" => vec![
            ("unique", json!(false)),
            ("maxLength", json!("")),
            ("minLength", json!("")),
            ("defaultValue", json!("")),
            ("protocol", json!("WEB")),
        ],
        "FILE" => vec![("thumbnailSize", json!("150"))],
        "USER_SELECT" | "ORGANIZATION_SELECT" | "GROUP_SELECT" => {
            vec![("entities", json!([])), ("defaultValue", json!([]))]
        }
        "SUBTABLE" => vec![("fields", json!({}))],
        "GROUP" => vec![("openGroup", json!(false))],
        _ => Vec::new(),
    };
    list.extend(own);
    list
}

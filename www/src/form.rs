//! Reading `properties`: which fields an app has, at the top and in tables.

use serde_json::{Map, Value};

/// One field where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Field<'a> {
    pub(crate) code: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) property: &'a Value,
    /// The code of the table around it.
    pub(crate) table: Option<&'a str>,
}

impl<'a> Field<'a> {
    fn new(code: &'a str, property: &'a Value, table: Option<&'a str>) -> Self {
        Self { code, kind: property["type"].as_str().unwrap_or_default(), property, table }
    }

    /// A setting that is on, as a boolean or as the word `"true"`.
    pub(crate) fn is_on(&self, setting: &str) -> bool {
        is_true(&self.property[setting])
    }

    /// A setting's text; numbers are written out, `null` is empty.
    pub(crate) fn text(&self, setting: &str) -> String {
        plain(&self.property[setting])
    }

    /// The fields of a table.
    pub(crate) fn inner(&self) -> Vec<Field<'a>> {
        let fields = self.property["fields"].as_object();
        fields.into_iter().flatten().map(|(code, property)| Field::new(code, property, Some(self.code))).collect()
    }

    pub(crate) fn has_option(&self, option: &str) -> bool {
        self.property["options"].get(option).is_some()
    }

    /// A field whose value is copied from another app when the lookup is taken.
    pub(crate) fn is_lookup(&self) -> bool {
        self.property["lookup"].is_object()
    }
}

/// A value inside objects; `null` where a step is missing.
pub(crate) fn inside<'a>(value: &'a Value, steps: &[&str]) -> &'a Value {
    static MISSING: Value = Value::Null;
    steps.iter().try_fold(value, |value, step| value.get(step)).unwrap_or(&MISSING)
}

/// `true`, or the word that clients send for it.
pub(crate) fn is_true(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_str() == Some("true"))
}

/// A scalar as text.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(bool) => bool.to_string(),
        _ => String::new(),
    }
}

/// The fields at the top, in kintone's order.
pub(crate) fn top(properties: &Map<String, Value>) -> impl Iterator<Item = Field<'_>> {
    properties.iter().map(|(code, property)| Field::new(code, property, None))
}

/// All fields, those of tables after their table.
pub(crate) fn all(properties: &Map<String, Value>) -> Vec<Field<'_>> {
    top(properties).flat_map(|field| std::iter::once(field).chain(field.inner())).collect()
}

/// The field of that code, wherever it stands.
pub(crate) fn find<'a>(properties: &'a Map<String, Value>, code: &str) -> Option<Field<'a>> {
    all(properties).into_iter().find(|field| field.code == code)
}

/// Kinds that no record holds a value of.
pub(crate) fn holds_no_value(field: &Field<'_>) -> bool {
    match field.kind {
        "GROUP" | "REFERENCE_TABLE" => true,
        "STATUS" | "STATUS_ASSIGNEE" | "CATEGORY" => !field.is_on("enabled"),
        _ => false,
    }
}

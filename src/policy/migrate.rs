//! Documents of older forms, brought to the form of today.

use serde_json::{Map, Value, json};

/// Brings a document to the form of today, step by step. One of a newer form, or of none, is left as it is: the check
/// says so.
pub fn migrate(mut document: Value) -> Value {
    if document.get("schema").and_then(Value::as_u64) == Some(1) {
        from_1(&mut document);
    }
    document
}

/// In form 1 what is approved stood among the words of the rules that ask for it.
fn from_1(document: &mut Value) {
    let hosts = take_words(document, "script-from-outside", "hosts");
    let plugins = take_words(document, "plugin-not-approved", "approved").into_iter().map(|name| json!({"name": name}));
    let plugins: Vec<Value> = plugins.collect();
    let Some(map) = document.as_object_mut() else { return };
    let mut approved = Map::new();
    if !plugins.is_empty() {
        approved.insert("plugins".to_owned(), plugins.into());
    }
    if !hosts.is_empty() {
        approved.insert("hosts".to_owned(), hosts.into());
    }
    if !approved.is_empty() {
        map.insert("approved".to_owned(), approved.into());
    }
    map.insert("schema".to_owned(), 2.into());
}

/// Takes a list of words of a rule away, and an empty box with it.
fn take_words(document: &mut Value, rule: &str, key: &str) -> Vec<Value> {
    let setting = document.get_mut("rules").and_then(|rules| rules.get_mut(rule)).and_then(Value::as_object_mut);
    let Some(setting) = setting else { return Vec::new() };
    let Some(words) = setting.get_mut("words").and_then(Value::as_object_mut) else { return Vec::new() };
    let taken = match words.shift_remove(key) {
        Some(Value::Array(list)) => list,
        // What is no list is put back: the check says at its place what is wrong with it.
        Some(other) => {
            words.insert(key.to_owned(), other);
            Vec::new()
        }
        None => Vec::new(),
    };
    if words.is_empty() {
        setting.shift_remove("words");
    }
    taken
}

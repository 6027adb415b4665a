//! Reading parameters: all complaints of a request are collected, as kintone sends them together.

use serde_json::{Map, Value};

use super::kinds::not_a_text;
use crate::form::{is_true, plain};
use crate::refusal::{Refusal, Text, not_in_enum, required};

/// The parameters of one request, or of one element of it.
pub(crate) struct Ask<'a> {
    params: &'a Map<String, Value>,
    /// Stands before keys: `apps[0].`.
    prefix: String,
    errors: Vec<(String, Text)>,
}

impl<'a> Ask<'a> {
    pub(crate) fn new(params: &'a Map<String, Value>) -> Self {
        Self::within(params, "")
    }

    pub(crate) fn within(params: &'a Map<String, Value>, prefix: &str) -> Self {
        Self { params, prefix: prefix.to_owned(), errors: Vec::new() }
    }

    pub(crate) fn refuse(&mut self, key: &str, text: Text) {
        self.errors.push((format!("{}{key}", self.prefix), text));
    }

    /// Refuses with everything that was wrong.
    pub(crate) fn done(self) -> Result<(), Refusal> {
        if self.errors.is_empty() { Ok(()) } else { Err(Refusal::input(self.errors)) }
    }

    /// A parameter that is there and not `null`.
    pub(crate) fn value(&self, key: &str) -> Option<&'a Value> {
        self.params.get(key).filter(|value| !value.is_null())
    }

    fn whole(&mut self, key: &str, least: i64) -> Option<i64> {
        let value = self.value(key)?;
        let Ok(number) = plain(value).trim().parse::<i64>() else {
            self.refuse(key, Text::new("整数で入力してください。", "Enter an integer value."));
            return None;
        };
        if number < least {
            let text =
                Text::new(format!("最小でも{least}以上です。"), format!("must be greater than or equal to {least}"));
            self.refuse(key, text);
            return None;
        }
        Some(number)
    }

    /// An id that must be there; 0 once it was refused.
    pub(crate) fn id(&mut self, key: &str) -> u64 {
        if self.value(key).is_none() {
            self.refuse(key, required());
        }
        self.id_or(key).unwrap_or_default()
    }

    pub(crate) fn id_or(&mut self, key: &str) -> Option<u64> {
        self.whole(key, 1).and_then(|id| u64::try_from(id).ok())
    }

    /// The revision to check; absent and -1 check nothing.
    pub(crate) fn revision(&mut self, key: &str) -> Option<u64> {
        self.whole(key, -1).and_then(|revision| u64::try_from(revision).ok())
    }

    pub(crate) fn text(&mut self, key: &str) -> String {
        if let Some(text) = self.text_or(key).filter(|text| !text.is_empty()) {
            return text;
        }
        self.refuse(key, required());
        String::new()
    }

    /// A text; numbers and booleans become one.
    pub(crate) fn text_or(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        if value.is_array() || value.is_object() {
            self.refuse(key, not_a_text());
            return None;
        }
        Some(plain(value))
    }

    pub(crate) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        if value.is_boolean() || matches!(value.as_str(), Some("true" | "false")) {
            return Some(is_true(value));
        }
        self.refuse(key, Text::new("ブール値でなければなりません。", "must be boolean."));
        None
    }

    pub(crate) fn one_of(&mut self, key: &str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.text_or(key)?;
        let word = words.iter().find(|word| **word == text).copied();
        if word.is_none() {
            self.refuse(key, not_in_enum());
        }
        word
    }

    /// A number between bounds, or the default.
    pub(crate) fn count(&mut self, key: &str, default: usize, least: i64, most: usize) -> usize {
        let count = self.whole(key, least).and_then(|count| usize::try_from(count).ok()).unwrap_or(default);
        if count > most {
            let text = Text::new(format!("最大でも{most}以下です。"), format!("must be less than or equal to {most}"));
            self.refuse(key, text);
        }
        count
    }

    /// A list; a lone value is a list of one (`?apps=1`).
    pub(crate) fn list_or(&mut self, key: &str) -> Option<Vec<Value>> {
        match self.value(key)? {
            Value::Array(items) => Some(items.clone()),
            Value::Object(_) => {
                self.refuse(key, Text::new("配列でなければなりません。", "must be an array."));
                None
            }
            value => Some(vec![value.clone()]),
        }
    }

    pub(crate) fn list(&mut self, key: &str) -> Vec<Value> {
        if self.value(key).is_none() {
            self.refuse(key, required());
        }
        self.list_or(key).unwrap_or_default()
    }

    /// A list of at most `most`.
    pub(crate) fn short_list(&mut self, key: &str, most: usize) -> Vec<Value> {
        let list = self.list_or(key).unwrap_or_default();
        self.check_size(key, list.len(), 0, most);
        list
    }

    /// Texts of a list of at most `most`.
    pub(crate) fn texts(&mut self, key: &str, most: usize) -> Vec<String> {
        let list = self.short_list(key, most);
        for (index, _) in list.iter().enumerate().filter(|(_, item)| item.is_array() || item.is_object()) {
            self.refuse(&format!("{key}[{index}]"), not_a_text());
        }
        list.iter().map(plain).collect()
    }

    pub(crate) fn check_size(&mut self, key: &str, size: usize, least: usize, most: usize) {
        if size < least || size > most {
            let text = Text::new(
                format!("{least}から{most}の間でなければなりません。"),
                format!("size must be between {least} and {most}"),
            );
            self.refuse(key, text);
        }
    }

    /// Ids of a list; one that is no id is refused.
    pub(crate) fn ids(&mut self, key: &str, most: usize) -> Vec<u64> {
        let list = self.short_list(key, most);
        let ids: Vec<u64> = list.iter().filter_map(|id| plain(id).parse().ok()).collect();
        if ids.len() != list.len() {
            self.refuse(key, Text::new("整数で入力してください。", "Enter an integer value."));
        } else if ids.contains(&0) {
            self.refuse(key, Text::new("最小でも1以上です。", "must be greater than or equal to 1"));
        }
        ids
    }

    pub(crate) fn object(&mut self, key: &str) -> Map<String, Value> {
        match self.value(key) {
            Some(Value::Object(object)) => object.clone(),
            Some(_) => {
                self.refuse(key, Text::new("オブジェクトでなければなりません。", "must be an object."));
                Map::new()
            }
            None => {
                self.refuse(key, required());
                Map::new()
            }
        }
    }
}

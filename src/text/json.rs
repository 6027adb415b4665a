//! JSON that somebody sent, understood type by type.
//!
//! What serde derives returns early after every field, with all that was read before to be dropped; here the first
//! trouble is kept aside and reading goes on with something empty in its place. The console's wasm is 36 KB smaller for
//! it. What it says of a mistake never holds a value, and a law holds it to what serde would read.

use std::fmt::{self, Display, Formatter};

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserialize, Expected, Unexpected};
use serde_json::{Map, Value};

use super::sorted::Sorted;

/// What cannot be understood: the place and kind of the trouble, never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread(String);

impl Display for Misread {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misread {}

/// What serde says of a word that is none of an enum's.
impl de::Error for Misread {
    fn custom<T: Display>(_: T) -> Self {
        Self("unknown variant".to_owned())
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::custom("")
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::custom("")
    }
}

/// The first thing that could not be read.
#[derive(Debug, Default)]
pub struct Trouble(Option<Misread>);

impl Trouble {
    /// What it was; none when all could be read.
    pub fn first(self) -> Option<Misread> {
        self.0
    }

    /// Remembers what is wrong, unless something was before.
    pub fn say(&mut self, what: &str) {
        self.0.get_or_insert_with(|| Misread(what.to_owned()));
    }

    fn missing(&mut self, key: &str) {
        self.say(&format!("missing field {key}"));
    }

    fn unexpected(&mut self, found: &Value, expected: &str) {
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "sequence",
            Value::Object(_) => "map",
        };
        self.say(&format!("invalid type: {found}, expected {expected}"));
    }

    fn text<'a>(&mut self, raw: &'a Value, expected: &str) -> &'a str {
        raw.as_str().unwrap_or_else(|| {
            self.unexpected(raw, expected);
            ""
        })
    }

    fn list<'a>(&mut self, raw: &'a Value) -> &'a [Value] {
        raw.as_array().map_or_else(
            || {
                self.unexpected(raw, "a sequence");
                &[][..]
            },
            Vec::as_slice,
        )
    }

    /// The entries of the map that stands under a key and must be there.
    pub fn entries<'a>(
        &mut self,
        raw: &'a Value,
        key: &str,
    ) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        let found = raw.get(key);
        if found.is_none() {
            self.missing(key);
        }
        found.and_then(|found| self.map(found, "a map")).into_iter().flatten()
    }

    fn map<'a>(&mut self, raw: &'a Value, expected: &str) -> Option<&'a Map<String, Value>> {
        let map = raw.as_object();
        if map.is_none() {
            self.unexpected(raw, expected);
        }
        map
    }

    /// A word of an enum as serde derives it; `empty` stands in where it is none.
    pub fn word<'a, T: Deserialize<'a>>(&mut self, raw: &'a Value, empty: T) -> T {
        let text = self.text(raw, "enum");
        T::deserialize(StrDeserializer::new(text)).unwrap_or_else(|error: Misread| {
            self.0.get_or_insert(error);
            empty
        })
    }
}

/// What can be understood.
pub trait Told: Sized {
    /// Reads a value. What cannot be read goes to `trouble`, and nobody will see what is returned.
    fn told(raw: &Value, trouble: &mut Trouble) -> Self;
}

/// A struct that can be understood.
pub trait Shape: Sized {
    /// Reads its fields, in their order.
    fn of(keys: &mut Keys<'_>) -> Self;
}

/// The keys of a struct that is being read.
#[derive(Debug)]
pub struct Keys<'a> {
    map: Option<&'a Map<String, Value>>,
    trouble: &'a mut Trouble,
    found: usize,
}

impl<'a> Keys<'a> {
    fn of(raw: &'a Value, trouble: &'a mut Trouble) -> Self {
        Self { map: trouble.map(raw, "struct"), trouble, found: 0 }
    }

    fn find(&mut self, key: &str) -> Option<&'a Value> {
        let value = self.map?.get(key)?;
        self.found += 1;
        Some(value)
    }

    fn known(&mut self, key: &str) -> &'a Value {
        self.find(key).unwrap_or_else(|| {
            self.missing(key);
            &Value::Null
        })
    }

    /// What stands under a key that must be there.
    pub fn must<T: Told>(&mut self, key: &str) -> T {
        let value = self.known(key);
        T::told(value, self.trouble)
    }

    /// What stands under a key that may be absent.
    pub fn may<T: Told + Default>(&mut self, key: &str) -> T {
        self.find(key).map_or_else(T::default, |value| T::told(value, self.trouble))
    }

    /// Says that a key is missing.
    pub fn missing(&mut self, key: &str) {
        self.trouble.missing(key);
    }

    /// Says that there must be no other key: a mistyped one is no default.
    pub fn no_more(&mut self) {
        if self.map.is_some_and(|map| map.len() > self.found) {
            self.trouble.say("unknown field");
        }
    }
}

impl<T: Shape> Told for T {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        T::of(&mut Keys::of(raw, trouble))
    }
}

impl Told for String {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.text(raw, "a string").to_owned()
    }
}

impl Told for bool {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        raw.as_bool().unwrap_or_else(|| {
            trouble.unexpected(raw, "a boolean");
            false
        })
    }
}

/// kintone sends numbers as texts; our own documents count.
impl Told for u32 {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        let Some(number) = raw.as_u64() else {
            trouble.unexpected(raw, "u32");
            return 0;
        };
        Self::try_from(number).unwrap_or_else(|_| {
            trouble.say("invalid value, expected u32");
            0
        })
    }
}

impl<T: Told> Told for Option<T> {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        if raw.is_null() { None } else { Some(T::told(raw, trouble)) }
    }
}

impl<T: Told> Told for Vec<T> {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        let mut out = Self::new();
        for item in trouble.list(raw) {
            out.push(T::told(item, trouble));
        }
        out
    }
}

impl<T: Told> Told for Sorted<String, T> {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        let map = trouble.map(raw, "a map");
        map.into_iter().flatten().map(|(key, value)| (key.clone(), T::told(value, trouble))).collect()
    }
}

/// Understands a value.
///
/// # Errors
/// When it has not the shape of the type.
pub fn understand<T: Told>(value: &Value) -> Result<T, Misread> {
    let mut trouble = Trouble::default();
    let told = T::told(value, &mut trouble);
    trouble.0.map_or(Ok(told), Err)
}

/// Understands a text.
///
/// # Errors
/// When it is no JSON, or has not the shape of the type.
pub fn read<T: Told>(text: &str) -> Result<T, Misread> {
    let value: Value = serde_json::from_str(text).map_err(|_| Misread("not JSON".to_owned()))?;
    understand(&value)
}

/// Puts a document over another one: maps key by key, everything else as a whole.
pub fn put_over(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                match under.get_mut(&key) {
                    Some(under) => put_over(under, value),
                    None => drop(under.insert(key, value)),
                }
            }
        }
        (under, over) => *under = over,
    }
}

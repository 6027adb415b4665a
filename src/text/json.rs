//! JSON that somebody sent, understood type by type.
//!
//! What serde derives returns early after every field, with all that was read before to be dropped; here a trouble is
//! kept aside with its place, and reading goes on with something empty instead. The console's wasm is 36 KB smaller for
//! it. What it says of a mistake never holds a value, and a law holds it to what serde would read.

use std::fmt::{self, Display, Formatter};

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserialize, Expected, Unexpected};
use serde_json::{Map, Value};

use super::Text;
use super::sorted::Sorted;

/// What cannot be understood: where, and what is wrong with it; never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Keys from the outside in, such as `rules.name-off-template.numbers` or `articles[3].heading`; empty for the whole.
    pub place: String,
    /// What is wrong.
    pub what: Text,
}

impl Misread {
    const fn new(place: String, what: Text) -> Self {
        Self { place, what }
    }

    /// One step further out.
    fn within(&mut self, step: &str) {
        let dot = if self.place.is_empty() || self.place.starts_with('[') { "" } else { "." };
        self.place.insert_str(0, dot);
        self.place.insert_str(0, step);
    }
}

impl Display for Misread {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            f.write_str(&self.place)?;
            f.write_str(": ")?;
        }
        f.write_str(self.what.get(super::Lang::En))
    }
}

impl std::error::Error for Misread {}

const MISSING: Text = crate::text!(ja: "必要な項目がありません", en: "missing");
const UNKNOWN_WORD: Text = crate::text!(ja: "決められた語ではありません", en: "unknown word");
const UNKNOWN_KEY: Text = crate::text!(ja: "この名前の項目はありません", en: "unknown key");
const NO_TEXT: Text = crate::text!(ja: "文字列ではありません", en: "not a string");
const NO_LIST: Text = crate::text!(ja: "配列ではありません", en: "not a list");
const NO_MAP: Text = crate::text!(ja: "項目の組ではありません", en: "not a map");
const NO_BOOLEAN: Text = crate::text!(ja: "真偽値ではありません", en: "not true or false");
const NO_COUNT: Text = crate::text!(ja: "0以上の整数ではありません", en: "not a whole number");
/// What is said of a text that is no JSON at all.
pub const NO_JSON: Text = crate::text!(ja: "JSONとして読めません", en: "not JSON");

/// What serde says of a word that is none of an enum's.
impl de::Error for Misread {
    fn custom<T: Display>(_: T) -> Self {
        Self::new(String::new(), UNKNOWN_WORD)
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::custom("")
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::custom("")
    }
}

/// Everything that could not be read, in its order, up to [`MOST`].
#[derive(Debug, Default)]
pub struct Trouble(Vec<Misread>);

/// So many mistakes are told at once: a broken document of a million entries must not become a million sentences.
pub const MOST: usize = 50;

impl Trouble {
    /// The first, with which all are told; none when all could be read.
    #[inline(never)]
    pub fn first(&mut self) -> Option<Misread> {
        self.0.truncate(1);
        self.0.pop()
    }

    /// Remembers what is wrong here.
    pub fn say(&mut self, what: Text) {
        self.note("", what);
    }

    #[inline(never)]
    fn note(&mut self, place: &str, what: Text) {
        if self.0.len() < MOST {
            self.0.push(Misread::new(place.to_owned(), what));
        }
    }

    /// Says of what was noted since there were so many that it stands one step further in.
    #[inline(never)]
    fn since(&mut self, count: usize, step: &str) {
        for misread in self.0.iter_mut().skip(count) {
            misread.within(step);
        }
    }

    /// The same of the last of so many entries of a list.
    #[inline(never)]
    fn since_at(&mut self, count: usize, len: usize) {
        if self.0.len() > count {
            self.since(count, &format!("[{}]", len.saturating_sub(1)));
        }
    }

    fn text<'a>(&mut self, raw: &'a Value) -> &'a str {
        raw.as_str().unwrap_or_else(|| {
            self.say(NO_TEXT);
            ""
        })
    }

    fn list<'a>(&mut self, raw: &'a Value) -> &'a [Value] {
        raw.as_array().map_or_else(
            || {
                self.say(NO_LIST);
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
            self.note(key, MISSING);
        }
        found.and_then(|found| self.map(found)).into_iter().flatten()
    }

    fn map<'a>(&mut self, raw: &'a Value) -> Option<&'a Map<String, Value>> {
        let map = raw.as_object();
        if map.is_none() {
            self.say(NO_MAP);
        }
        map
    }

    /// A word of an enum as serde derives it; `empty` stands in where it is none.
    pub fn word<'a, T: Deserialize<'a>>(&mut self, raw: &'a Value, empty: T) -> T {
        let text = self.text(raw);
        T::deserialize(StrDeserializer::new(text)).unwrap_or_else(|error: Misread| {
            self.say(error.what);
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
        Self { map: trouble.map(raw), trouble, found: 0 }
    }

    /// Goes to what stands under a key, and says how many troubles there were before.
    #[inline(never)]
    fn open(&mut self, key: &str) -> (Option<&'a Value>, usize) {
        let value = self.map.and_then(|map| map.get(key));
        self.found += usize::from(value.is_some());
        (value, self.trouble.0.len())
    }

    /// What stands under a key that must be there.
    #[inline(never)]
    pub fn must<T: Told>(&mut self, key: &str) -> T {
        let (value, count) = self.open(key);
        let told = T::told(value.unwrap_or(&Value::Null), self.trouble);
        self.close(value.is_some(), count, key);
        told
    }

    #[inline(never)]
    fn close(&mut self, found: bool, count: usize, key: &str) {
        if found {
            self.trouble.since(count, key);
            return;
        }
        // Not what the nothing in its place is not, but that it is missing; of what is no map at all enough was said.
        self.trouble.0.truncate(count);
        if self.map.is_some() {
            self.missing(key);
        }
    }

    /// What stands under a key that may be absent.
    #[inline(never)]
    pub fn may<T: Told + Default>(&mut self, key: &str) -> T {
        let (value, count) = self.open(key);
        let Some(value) = value else { return T::default() };
        let told = T::told(value, self.trouble);
        self.trouble.since(count, key);
        told
    }

    /// Says that a key is missing.
    pub fn missing(&mut self, key: &str) {
        self.trouble.note(key, MISSING);
    }

    /// Says that there must be no other key than those that were asked for, which are named: a mistyped one is no
    /// default.
    #[inline(never)]
    pub fn no_more(&mut self, known: &[&str]) {
        let Some(map) = self.map.filter(|map| map.len() > self.found) else { return };
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            self.trouble.note(key, UNKNOWN_KEY);
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
        trouble.text(raw).to_owned()
    }
}

impl Told for bool {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        raw.as_bool().unwrap_or_else(|| {
            trouble.say(NO_BOOLEAN);
            false
        })
    }
}

/// kintone sends numbers as texts; our own documents count.
impl Told for u32 {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        raw.as_u64().and_then(|number| Self::try_from(number).ok()).unwrap_or_else(|| {
            trouble.say(NO_COUNT);
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
            let count = trouble.0.len();
            out.push(T::told(item, trouble));
            trouble.since_at(count, out.len());
        }
        out
    }
}

impl<T: Told> Told for Sorted<String, T> {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        let map = trouble.map(raw);
        map.into_iter()
            .flatten()
            .map(|(key, value)| {
                let count = trouble.0.len();
                let told = T::told(value, trouble);
                trouble.since(count, key);
                (key.clone(), told)
            })
            .collect()
    }
}

/// Understands a value.
///
/// # Errors
/// When it has not the shape of the type: the first mistake.
pub fn understand<T: Told>(value: &Value) -> Result<T, Misread> {
    let mut trouble = Trouble::default();
    let told = T::told(value, &mut trouble);
    trouble.first().map_or(Ok(told), Err)
}

/// Understands a value, or tells everything that is wrong with it.
///
/// # Errors
/// Every mistake, up to [`MOST`].
pub fn examine<T: Told>(value: &Value) -> Result<T, Vec<Misread>> {
    let mut trouble = Trouble::default();
    let told = T::told(value, &mut trouble);
    if trouble.0.is_empty() { Ok(told) } else { Err(trouble.0) }
}

/// Understands a text.
///
/// # Errors
/// When it is no JSON, or has not the shape of the type.
pub fn read<T: Told>(text: &str) -> Result<T, Misread> {
    let value = super::syntax::read(text).map_err(|_| Misread::new(String::new(), NO_JSON))?;
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

//! JSON that somebody sent, understood type by type.
//!
//! serde's own reader of values lets a list stand for a struct and quotes what it cannot read. This one does neither: the
//! console's wasm is some 60 KB smaller for it, and what it says of a mistake never holds a value.

use std::fmt::{self, Display, Formatter};

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::{Map, Value, map};

/// What cannot be understood: the place and kind of the trouble, never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// In words.
    Said(String),
    /// So many fields of a struct came before the one that is missing; the struct names it.
    Missing(usize),
}

impl Misread {
    fn in_struct(self, names: &'static [&'static str]) -> Self {
        match self {
            Self::Missing(at) => Self::missing_field(names.get(at).unwrap_or(&"")),
            Self::Said(_) => self,
        }
    }
}

impl Display for Misread {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(words) => f.write_str(words),
            Self::Missing(_) => f.write_str("missing field"),
        }
    }
}

impl std::error::Error for Misread {}

impl de::Error for Misread {
    /// Only what stands in our own code comes here: serde has the words below for all that it finds.
    fn custom<T: Display>(message: T) -> Self {
        Self::Said(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unit => "null",
            Unexpected::Bool(_) => "boolean",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "number",
            Unexpected::Str(_) => "string",
            Unexpected::Seq => "sequence",
            _ => "map",
        };
        Self::Said(format!("invalid type: {found}, expected {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Said(format!("invalid value, expected {expected}"))
    }

    /// Only the reader of a struct stops early, where it has no value for a field.
    fn invalid_length(at: usize, _: &dyn Expected) -> Self {
        Self::Missing(at)
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::Said("unknown variant".to_owned())
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::Said("unknown field".to_owned())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Said(format!("missing field {field}"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Said(format!("duplicate field {field}"))
    }
}

/// Understands a value.
///
/// # Errors
/// When it has not the shape of the type.
pub fn understand<'a, T: Deserialize<'a>>(value: &'a Value) -> Result<T, Misread> {
    T::deserialize(Reader(value))
}

/// Understands a text.
///
/// # Errors
/// When it is no JSON, or has not the shape of the type.
pub fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T, Misread> {
    let value: Value = serde_json::from_str(text).map_err(|_| Misread::Said("not JSON".to_owned()))?;
    understand(&value)
}

/// The map under a key.
///
/// # Errors
/// When there is none.
pub fn map<'a>(value: &'a Value, key: &'static str) -> Result<&'a Map<String, Value>, Misread> {
    let found = value.get(key).ok_or_else(|| Misread::missing_field(key))?;
    found.as_object().ok_or_else(|| Reader(found).unexpected(&"a map"))
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

/// A value that is being understood.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a Value);

impl Reader<'_> {
    fn unexpected(self, expected: &dyn Expected) -> Misread {
        let found = match self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(_) => Unexpected::Unsigned(0),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Misread::invalid_type(found, expected)
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Misread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(_) => self.deserialize_bool(visitor),
            Value::Number(number) => match number.as_u64() {
                Some(number) => visitor.visit_u64(number),
                None => visitor.visit_f64(number.as_f64().unwrap_or_default()),
            },
            Value::String(_) => self.deserialize_str(visitor),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.0 {
            Value::Bool(value) => visitor.visit_bool(*value),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    /// kintone sends numbers as texts, and our own documents count.
    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.0.as_u64() {
            Some(number) => visitor.visit_u64(number),
            None => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.0 {
            Value::String(text) => visitor.visit_borrowed_str(text),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.0 {
            Value::Array(list) => visitor.visit_seq(Items(list.iter())),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.0 {
            Value::Object(map) => visitor.visit_map(Entries { rest: map.iter(), value: &Value::Null }),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        let Value::Object(map) = self.0 else { return Err(self.unexpected(&visitor)) };
        // serde keeps `deny_unknown_fields` for its own readers; a struct that means it says so by this name, too.
        if name == "closed" && map.keys().any(|key| !names.contains(&key.as_str())) {
            return Err(Misread::unknown_field("", names));
        }
        visitor.visit_seq(Fields { map, names: names.iter() }).map_err(|error| error.in_struct(names))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        match self.0 {
            Value::String(text) => visitor.visit_enum(StrDeserializer::new(text)),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

/// The items of a list.
struct Items<'a>(std::slice::Iter<'a, Value>);

impl<'a> SeqAccess<'a> for Items<'a> {
    type Error = Misread;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Misread> {
        self.0.next().map(|value| seed.deserialize(Reader(value))).transpose()
    }
}

/// The fields of a struct in its own order: what serde derives for reading them by name is three times as long.
struct Fields<'a> {
    map: &'a Map<String, Value>,
    names: std::slice::Iter<'static, &'static str>,
}

impl<'a> SeqAccess<'a> for Fields<'a> {
    type Error = Misread;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Misread> {
        let found = self.names.next().and_then(|name| self.map.get(*name));
        match found {
            Some(value) => seed.deserialize(Reader(value)).map(Some),
            // What may be null may also be absent; for the rest serde knows whether there is a default.
            None => Ok(seed.deserialize(Reader(&Value::Null)).ok()),
        }
    }
}

/// The entries of a map.
struct Entries<'a> {
    rest: map::Iter<'a>,
    value: &'a Value,
}

impl<'a> MapAccess<'a> for Entries<'a> {
    type Error = Misread;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Misread> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(key.as_str().into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Misread> {
        seed.deserialize(Reader(self.value))
    }
}

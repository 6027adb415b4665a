//! Days as they are written: `2026-04-01`. The library's own parser knows every calendar form and costs the wasm 30 KB.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;
use time::{Date, Month};

use super::json::{Told, Trouble};

/// Reads a day; `None` when the text is not one that exists.
pub fn read(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits || parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

impl Told for Date {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        let text = String::told(raw, trouble);
        read(&text).unwrap_or_else(|| {
            trouble.say("not a day");
            Self::MIN
        })
    }
}

/// For `#[serde(with = "day")]`.
///
/// # Errors
/// As the serializer.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// For `#[serde(with = "day")]`.
///
/// # Errors
/// When the text is no day.
pub fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    read(&text).ok_or_else(|| de::Error::custom("not a day"))
}

/// A day that may be absent.
pub mod perhaps {
    use super::{Date, Deserialize, Deserializer, Serialize, Serializer, de, read};

    /// For `#[serde(with = "day::perhaps")]`.
    ///
    /// # Errors
    /// As the serializer.
    #[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde hands over a reference")]
    pub fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(serializer)
    }

    /// For `#[serde(with = "day::perhaps")]`.
    ///
    /// # Errors
    /// When there is a text and it is no day.
    pub fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| read(&text).ok_or_else(|| de::Error::custom("not a day"))).transpose()
    }
}

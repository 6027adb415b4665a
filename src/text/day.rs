//! Days as they are written: `2026-04-01`. The library's own parser knows every calendar form and costs the wasm 30 KB.

use std::fmt;

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

/// A day as [`read`] takes it. The library's own way of writing knows every calendar form, too.
pub fn written(day: Date) -> String {
    let (year, month, day) = day.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}

impl Told for Date {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        let text = String::told(raw, trouble);
        read(&text).unwrap_or_else(|| {
            trouble.say(crate::text!(ja: "ない日付か、2026-04-01の形ではありません", en: "not a day, as 2026-04-01"));
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

/// A day as official papers write it: 令和8年4月1日. The first year of an era is 元年 (元号法; 令和 since 2019-05-01, 平成 since
/// 1989-01-08); older days are written by the Western year.
pub fn official(day: Date) -> String {
    let (year, month, date) = (day.year(), u8::from(day.month()), day.day());
    let (era, first) = match (year, month, date) {
        (2020.., ..) | (2019, 5.., _) => ("令和", 2019),
        (1990..=2019, ..) | (1989, 2.., _) | (1989, 1, 8..) => ("平成", 1989),
        _ => return format!("{year}年{month}月{date}日"),
    };
    let year = year - first + 1;
    let year = if year == 1 { "元".to_owned() } else { year.to_string() };
    format!("{era}{year}年{month}月{date}日")
}

/// A day of every year: `03-15`. 29 February is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Yearly {
    month: u8,
    day: u8,
}

impl Yearly {
    /// Reads one; `None` when no year has it.
    pub fn read(text: &str) -> Option<Self> {
        // A leap year has every day that any year has.
        let day = read(&format!("2024-{text}"))?;
        Some(Self::of(day))
    }

    /// The day of the year of a date.
    pub fn of(day: Date) -> Self {
        Self { month: day.month().into(), day: day.day() }
    }

    /// Month and day.
    pub const fn parts(self) -> (u8, u8) {
        (self.month, self.day)
    }

    /// Whether it lies between two others, both included; a span may go over the turn of the year.
    pub fn within(self, from: Self, to: Self) -> bool {
        if from <= to { from <= self && self <= to } else { from <= self || self <= to }
    }
}

impl fmt::Display for Yearly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl Told for Yearly {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        let text = String::told(raw, trouble);
        Self::read(&text).unwrap_or_else(|| {
            trouble.say(crate::text!(ja: "ない日付か、04-01の形ではありません", en: "not a day of the year, as 04-01"));
            Self { month: 1, day: 1 }
        })
    }
}

impl Serialize for Yearly {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'a> Deserialize<'a> for Yearly {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| de::Error::custom("not a day of the year"))
    }
}

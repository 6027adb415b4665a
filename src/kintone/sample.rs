//! What is counted of an app's newest records. Values of fields are neither asked for nor kept: only who made a record and
//! when it last changed, and of that only figures.

use serde::Deserialize;
use serde_json::Value;
use time::Date;

use crate::text::day;
use crate::text::json::{Keys, Shape};

/// So many of the newest records are looked at: one request.
pub const NEWEST: u32 = 100;

/// The login name under which kintone records what API tokens did (`governance-rules.md` §0).
const TOKENS: &str = "Administrator";

/// The figures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Sample {
    /// How many records there are that the person at the screen may see.
    pub total: u32,
    /// How many of the newest were looked at.
    pub looked: u32,
    /// How many of those were made by no person: API tokens make records as Administrator.
    pub tokens: u32,
    /// When the newest last changed, as `2026-04-01T00:00:00Z`; none where there is no record.
    #[serde(default)]
    pub newest: Option<String>,
}

impl Shape for Sample {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            total: keys.must("total"),
            looked: keys.must("looked"),
            tokens: keys.must("tokens"),
            newest: keys.may("newest"),
        }
    }
}

impl Sample {
    /// The day on which the newest record last changed, in UTC.
    pub fn newest(&self) -> Option<Date> {
        day::read(self.newest.as_deref()?.get(..10)?)
    }
}

/// The codes of the fields that are asked for: who made a record, and when it last changed; `None` when a form has none.
pub fn codes(form: &Value) -> Option<(&str, &str)> {
    let fields = form.get("properties")?.as_object()?;
    let of = |kind: &str| {
        let found = fields.values().find(|field| field.get("type").and_then(Value::as_str) == Some(kind));
        found?.get("code")?.as_str()
    };
    Some((of("CREATOR")?, of("UPDATED_TIME")?))
}

/// The figures of an answer, of which nothing else is kept; `None` when it is none.
pub fn counted(answer: &Value, (maker, changed): (&str, &str)) -> Option<Value> {
    let records = answer.get("records")?.as_array()?;
    let total: u32 = answer.get("totalCount")?.as_str()?.parse().ok()?;
    let value = |record: &'_ Value, code: &str| record.get(code).and_then(|field| field.get("value")).cloned();
    let by_token =
        |record: &&Value| value(record, maker).as_ref().and_then(|maker| maker.get("code")?.as_str()) == Some(TOKENS);
    let tokens = records.iter().filter(by_token).count();
    let newest = records.first().and_then(|record| value(record, changed)).unwrap_or_default();
    Some(Value::from_iter([
        ("total", Value::from(total)),
        ("looked", Value::from(records.len())),
        ("tokens", Value::from(tokens)),
        ("newest", newest),
    ]))
}

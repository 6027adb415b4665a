//! A snapshot as a file: the bodies of kintone's answers by part, as kintone sent them. `docs/snapshots.md` tells the
//! format.

use serde_json::Value;

use super::{Reading, Snapshot};
use crate::kintone::refusal::{ErrorBody, Reason};
use crate::kintone::{Part, Side};
use crate::text::json;

/// The version of the format.
pub const SCHEMA: u64 = 1;

/// What is wrong with a file, with the place in it; never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Such as `parts.fields.status`.
    pub place: String,
    /// What.
    pub what: &'static str,
}

impl Wrong {
    fn at(place: impl Into<String>, what: &'static str) -> Self {
        Self { place: place.into(), what }
    }
}

/// Reads an exported snapshot.
///
/// # Errors
/// The first place that is not as the format says.
pub fn read(file: &Value) -> Result<Snapshot, Wrong> {
    match file.get("naiki-snapshot").map(Value::as_u64) {
        Some(Some(SCHEMA)) => {}
        Some(Some(newer)) if newer > SCHEMA => return Err(Wrong::at("naiki-snapshot", "is of a newer version")),
        _ => return Err(Wrong::at("naiki-snapshot", "is missing, or not 1")),
    }
    let app = file.get("app").and_then(Value::as_str).ok_or_else(|| Wrong::at("app", "is not a text"))?;
    let side = match file.get("side").and_then(Value::as_str) {
        Some("preview") | None => Side::Preview,
        Some("live") => Side::Live,
        Some(_) => return Err(Wrong::at("side", "is neither preview nor live")),
    };
    let parts = file.get("parts").and_then(Value::as_object).ok_or_else(|| Wrong::at("parts", "is not a map"))?;
    let mut snapshot = Snapshot::new(app, side);
    for (key, answer) in parts {
        let part = Part::of(key).ok_or_else(|| Wrong::at(format!("parts.{key}"), "is no part"))?;
        snapshot.parts.insert(part, reading(key, answer)?);
    }
    Ok(snapshot)
}

/// One answer: its status, and its body.
fn reading(key: &str, answer: &Value) -> Result<Reading, Wrong> {
    if answer.as_str() == Some("never-deployed") {
        return Ok(Reading::NeverDeployed);
    }
    let status = answer.get("status").and_then(Value::as_u64);
    let status = status.ok_or_else(|| Wrong::at(format!("parts.{key}.status"), "is not a number"))?;
    let body = answer.get("body").ok_or_else(|| Wrong::at(format!("parts.{key}.body"), "is missing"))?;
    if (200..300).contains(&status) {
        return Ok(Reading::Read(body.clone()));
    }
    // A body that is no error of kintone's (a page of a proxy) tells nothing more than that nothing came.
    let error: ErrorBody = json::understand(body).unwrap_or_default();
    Ok(Reading::Unread(Reason::of(error)))
}

/// Writes a snapshot as a file.
pub fn write(snapshot: &Snapshot) -> Value {
    let answer = |reading: &Reading| match reading {
        Reading::Read(body) => Value::from_iter([("status", Value::from(200)), ("body", body.clone())]),
        Reading::NeverDeployed => "never-deployed".into(),
        Reading::Unread(reason) => {
            let code = reason.code();
            let body = Value::from_iter([("code", code)]);
            Value::from_iter([("status", Value::from(if code.is_empty() { 0 } else { 400 })), ("body", body)])
        }
    };
    let parts: Value = snapshot.parts.iter().map(|(part, reading)| (part.key().to_owned(), answer(reading))).collect();
    Value::from_iter([
        ("naiki-snapshot", Value::from(SCHEMA)),
        ("app", snapshot.app.as_str().into()),
        ("side", if snapshot.side == Side::Live { "live" } else { "preview" }.into()),
        ("parts", parts),
    ])
}

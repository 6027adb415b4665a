//! `app/status.json`: process management, to be read.

use serde_json::Value;

use super::Call;
use crate::city::City;
use crate::refusal::Refusal;

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.one_of("lang", &["default", "ja", "en", "zh", "user"]);
    ask.done()?;
    let (_, side) = city.readable(id, call.preview, &call.person)?;
    Ok(side.with_revision(side.status.as_object().cloned().unwrap_or_default()))
}

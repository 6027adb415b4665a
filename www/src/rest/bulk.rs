//! `bulkRequest.json`: record writes of several apps, all or none.

use serde_json::{Value, json};

use super::{Answer, Call, Verb, dispatch};
use crate::city::City;
use crate::refusal::{Refusal, Text, not_in_enum};

/// Most requests of one call (official page).
const LIMIT: usize = 20;

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let requests = ask.list("requests");
    if requests.len() > LIMIT {
        ask.refuse("requests", Text::new("1から20の間でなければなりません。", "size must be between 1 and 20"));
    }
    ask.done()?;
    let mut results = Vec::new();
    for (index, request) in requests.iter().enumerate() {
        let inner = inner_call(call, index, request)?;
        match dispatch(city, &inner) {
            Ok(Answer::Json(body)) => results.push(body),
            Ok(Answer::File(_)) => return Err(Refusal::malformed()),
            Err(refusal) => {
                let status = refusal.status;
                let mut results: Vec<Value> = vec![json!({}); requests.len()];
                if let Some(slot) = results.get_mut(index) {
                    *slot = refusal.body(&call.person.lang);
                }
                // The caller puts the city back as it was: every write of the batch is undone.
                return Err(Refusal { status, results: Some(results), ..refusal });
            }
        }
    }
    Ok(json!({ "results": results }))
}

fn inner_call(call: &Call, index: usize, request: &Value) -> Result<Call, Refusal> {
    let at = format!("requests[{index}]");
    let verb = match request["method"].as_str() {
        Some("POST") => Verb::Post,
        Some("PUT") => Verb::Put,
        Some("DELETE") => Verb::Delete,
        _ => return Err(Refusal::at(format!("{at}.method"), not_in_enum())),
    };
    let api = request["api"].as_str().unwrap_or_default();
    let (guest, name) = match api.strip_prefix("/k/v1/") {
        Some(rest) => (None, rest),
        None => match api.strip_prefix("/k/guest/").and_then(|rest| rest.split_once("/v1/")) {
            Some((space, rest)) => (Some(space.parse().unwrap_or_default()), rest),
            None => (None, ""),
        },
    };
    let name = name.strip_suffix(".json").unwrap_or_default();
    if !["record", "records", "record/status", "records/status", "record/assignees"].contains(&name) {
        return Err(Refusal::at(format!("{at}.api"), not_in_enum()));
    }
    let params = request["payload"].as_object().cloned().unwrap_or_default();
    Ok(Call { verb, name: name.to_owned(), preview: false, guest, params, upload: None, ..call.clone() })
}

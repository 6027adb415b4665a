//! What a test or a trainer sets from outside: the clock, the content security policy, a fresh city.
//!
//! No sign-in: the server listens on loopback only, and the gate refuses pages of other origins.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use crate::clock::{instant, millis};
use crate::kintone::Kintone;
use crate::refusal::Refusal;

/// The body of `PUT /local/clock.json`: the time to stop at, or `null` for the system's.
#[derive(Deserialize)]
pub(crate) struct Time {
    now: Option<String>,
}

/// `GET /local/clock.json`.
pub(crate) async fn clock(State(kintone): State<Kintone>) -> Response {
    let clock = kintone.clock();
    Json(json!({ "now": millis(clock.now()), "stopped": clock.is_stopped() })).into_response()
}

/// Stops the clock, or lets it run.
pub(crate) async fn set_clock(State(kintone): State<Kintone>, Json(time): Json<Time>) -> Response {
    match time.now.as_deref().map(instant) {
        Some(None) => Refusal::malformed().response("en"),
        time => {
            kintone.clock().set(time.flatten());
            clock(State(kintone)).await
        }
    }
}

/// The body of `PUT /local/csp.json`: whether pages may run WebAssembly.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    wasm: bool,
}

/// `GET /local/csp.json`.
pub(crate) async fn policy(State(kintone): State<Kintone>) -> Response {
    Json(json!({ "wasm": !kintone.refuses_wasm() })).into_response()
}

/// Sends record and config pages with or without a policy that refuses WebAssembly.
pub(crate) async fn set_policy(State(kintone): State<Kintone>, Json(policy): Json<Policy>) -> Response {
    kintone.refuse_wasm(!policy.wasm);
    Json(json!({ "wasm": policy.wasm })).into_response()
}

/// `POST /local/reset.json`: the city as it was in the beginning, without faults and policy. Whoever is signed in
/// stays so, and the clock stays as it is.
pub(crate) async fn reset(State(kintone): State<Kintone>) -> Response {
    match kintone.reset() {
        Ok(()) => Json(json!({})).into_response(),
        Err(problem) => (axum::http::StatusCode::INTERNAL_SERVER_ERROR, problem).into_response(),
    }
}

//! Faults on request: slow, refused and cut answers, and the limit on concurrent requests.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::kintone::{CONCURRENCY, Kintone};
use crate::meddling::Named;
use crate::refusal::{Refusal, Text};
use crate::rest::wire::asker;

/// The largest body that is looked into, in bytes: the limit of the router.
const BODY: usize = 64 * 1024 * 1024;

/// What should go wrong, and when.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Rule {
    method: Option<String>,
    /// A path with `*` for any text.
    path: String,
    user: Option<String>,
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
    delay_ms: Option<u64>,
    /// How often it still happens; always when absent.
    times: Option<u32>,
    /// Closes without an answer.
    #[serde(default)]
    cut: bool,
    /// What happens just before the request is served.
    before: Option<Before>,
}

/// What happens just before a request is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Before {
    /// Somebody else saves: the app or the records that the request names get a new revision.
    Stale,
    /// The session of the cookie ends.
    EndSession,
    /// The deploy that the request starts is doomed.
    FailDeploy,
}

/// The rules in force.
#[derive(Clone, Default)]
pub(crate) struct Faults(Arc<Mutex<Vec<Rule>>>);

/// The body of `POST /local/faults.json`.
#[derive(Deserialize)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
}

impl Faults {
    fn replace(&self, rules: Vec<Rule>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = rules;
    }

    pub(crate) fn clear(&self) {
        self.replace(Vec::new());
    }

    /// The first rule that meets the request, counted down.
    fn meet(&self, method: &str, path: &str, user: Option<&str>) -> Option<Rule> {
        let mut rules = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rule = rules.iter_mut().find(|rule| {
            rule.times != Some(0)
                && rule.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
                && rule.user.as_deref().is_none_or(|wanted| Some(wanted) == user)
                && glob(&rule.path, path)
        })?;
        if let Some(times) = &mut rule.times {
            *times -= 1;
        }
        Some(rule.clone())
    }

    fn is_empty(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

/// `*` stands for any text, also across slashes.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((tail, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(tail)
}

/// `GET /local/faults.json`.
pub(crate) async fn list(State(kintone): State<Kintone>) -> Response {
    let rules = kintone.faults().0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Json(json!({ "rules": rules })).into_response()
}

/// `POST /local/faults.json`: replaces all rules.
pub(crate) async fn replace(State(kintone): State<Kintone>, Json(body): Json<Rules>) -> Response {
    kintone.faults().replace(body.rules);
    Json(json!({})).into_response()
}

/// Stands before everything: counts REST requests, and lets faults happen.
pub(crate) async fn gate(State(kintone): State<Kintone>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/local/") && request.method() != "GET" && is_foreign(request.headers()) {
        return Refusal::no_token().response("en");
    }
    if path.starts_with("/local/faults") || path.starts_with("/local/workshop") || path == "/local/reset.json" {
        return next.run(request).await;
    }
    let is_rest = path.starts_with("/k/v1/") || path.starts_with("/k/guest/") || path.starts_with("/v1/");
    let running = is_rest.then(|| kintone.enter());
    let mut response = match &running {
        Some(running) if running.count > CONCURRENCY => too_many(),
        _ => faulty(&kintone, &path, request, next).await,
    };
    if let Some(running) = &running {
        let headers = response.headers_mut();
        headers.insert("x-concurrencylimit-limit", HeaderValue::from(CONCURRENCY));
        headers.insert("x-concurrencylimit-running", HeaderValue::from(running.count));
    }
    response
}

/// Whether a page of another origin asks: browsers then name that origin.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    text("origin").is_some_and(|origin| origin.strip_prefix("http://") != text("host"))
}

async fn faulty(kintone: &Kintone, path: &str, request: Request, next: Next) -> Response {
    if kintone.faults().is_empty() {
        return next.run(request).await;
    }
    let user = asker(kintone, request.headers());
    let lang = user.as_ref().map_or("ja", |person| person.lang.as_str()).to_owned();
    let rule = kintone.faults().meet(request.method().as_str(), path, user.as_ref().map(|person| person.code.as_str()));
    let Some(rule) = rule else { return next.run(request).await };
    if let Some(delay) = rule.delay_ms {
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }
    if rule.cut {
        return cut();
    }
    let request = match rule.before {
        None => request,
        Some(before) => {
            let (head, body) = request.into_parts();
            let Ok(body) = axum::body::to_bytes(body, BODY).await else { return cut() };
            match before {
                Before::EndSession => kintone.city().end_session(&head.headers),
                Before::Stale => kintone.city().save_before(path, &Named::of(head.uri.query(), &body)),
                Before::FailDeploy => kintone.city().doomed.extend(Named::of(head.uri.query(), &body).apps),
            }
            Request::from_parts(head, Body::from(body))
        }
    };
    let Some(status) = rule.status else { return next.run(request).await };
    if status == 429 && rule.code.is_none() {
        return too_many();
    }
    let message = rule.message.unwrap_or_else(|| "injected fault".to_owned());
    let text = Text::new(message.clone(), message);
    Refusal::new(status, rule.code.unwrap_or_else(|| "GAIA_DOWN".to_owned()), text).response(&lang)
}

/// A body that breaks before its first byte: hyper then closes the connection unanswered.
fn cut() -> Response {
    Response::new(Body::new(Broken))
}

struct Broken;

impl http_body::Body for Broken {
    type Data = axum::body::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}

/// Observed: English, whoever asks without a language.
fn too_many() -> Response {
    let text = Text::new(
        "APIの同時リクエスト数が上限を超えています。",
        "The number of concurrent API requests exceeds the limit.",
    );
    let mut response = Refusal::new(429, "GAIA_TO04", text).response("en");
    response.headers_mut().insert("x-cybozu-error", HeaderValue::from_static("GAIA_TO04"));
    response
}

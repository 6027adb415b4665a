//! The local kintone against what the reference pages say of the real one.

mod city;
mod clients;
mod administration;
mod bad_input;
mod codes;
mod comments;
mod dates;
mod endpoints;
mod endpoints_of_settings;
mod faults;
mod field_settings;
mod formulas;
mod process;
mod published;
mod queries;
mod pages;
mod plugins;
mod records;
mod rights;
mod roles;
mod scale;
mod settings;
mod kept;
mod spaces;
mod statistics;
mod tokens;
mod wire;
mod wrong_kinds;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use www::{Clock, Kintone, OffsetDateTime};

/// The local kintone behind its router, with a stopped clock.
#[derive(Clone)]
struct Door {
    kintone: Kintone,
    router: Router,
}

/// What came back.
struct Reply {
    status: u16,
    headers: axum::http::HeaderMap,
    bytes: Arc<Vec<u8>>,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Door {
    fn midori() -> Self {
        // 2026-11-25 10:30 in Tokyo, a Wednesday.
        let kintone =
            Kintone::midori_at(Clock::at(OffsetDateTime::from_unix_timestamp(1_795_570_200).unwrap())).unwrap();
        Self { router: www::router(kintone.clone()), kintone }
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.into_body().collect().await.map(|body| body.to_bytes().to_vec()).unwrap_or_default();
        Reply { status, headers, bytes: Arc::new(bytes) }
    }

    /// Asks by password; every method carries its parameters as a JSON body.
    async fn ask(&self, user: &str, method: &str, path: &str, body: Value) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("X-Cybozu-Authorization", password(user))
            .header("Content-Type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let reply = self.send(request).await;
        (reply.status, reply.json())
    }

    /// A body that must be a success.
    async fn get(&self, user: &str, path: &str, body: Value) -> Value {
        let (status, body) = self.ask(user, "GET", path, body).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    async fn put(&self, user: &str, path: &str, body: Value) -> Value {
        let (status, body) = self.ask(user, "PUT", path, body).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    async fn post(&self, user: &str, path: &str, body: Value) -> Value {
        let (status, body) = self.ask(user, "POST", path, body).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// Status and code of a refusal.
    async fn refused(&self, user: &str, method: &str, path: &str, body: Value) -> (u16, String) {
        let (status, body) = self.ask(user, method, path, body).await;
        (status, body["code"].as_str().unwrap_or_else(|| panic!("{path} was not refused: {body}")).to_owned())
    }

    /// The errors of an input refusal.
    async fn errors(&self, user: &str, method: &str, path: &str, body: Value) -> Value {
        let (status, body) = self.ask(user, method, path, body).await;
        assert_eq!((status, body["code"].as_str()), (400, Some("CB_VA01")), "{path}: {body}");
        body["errors"].clone()
    }

    async fn deploy(&self, user: &str, app: u64) {
        self.post(user, "/k/v1/preview/app/deploy.json", json!({ "apps": [{ "app": app }] })).await;
        let body = self.get(user, "/k/v1/preview/app/deploy.json", json!({ "apps": [app] })).await;
        assert_eq!(body["apps"][0]["status"], "SUCCESS");
    }

    /// Uploads a file: its key.
    async fn upload(&self, user: &str, name: &str, kind: &str, bytes: &[u8]) -> String {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post("/k/v1/file.json")
            .header("X-Cybozu-Authorization", password(user))
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        let reply = self.send(request).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()["fileKey"].as_str().unwrap().to_owned()
    }

    /// Signs in as a browser does: the cookie.
    async fn sign_in(&self, user: &str) -> String {
        let request = Request::post("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("user={user}&password=midori2026&next=/k/")))
            .unwrap();
        let reply = self.send(request).await;
        assert_eq!(reply.status, 303);
        let cookie = reply.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
        cookie.split(';').next().unwrap().to_owned()
    }

    /// A page, with its boot JSON.
    async fn page(&self, cookie: &str, path: &str) -> (Reply, Value) {
        let reply = self.send(Request::get(path).header("Cookie", cookie).body(Body::empty()).unwrap()).await;
        let text = reply.text();
        let boot = text.split_once("id=\"boot\">").and_then(|(_, rest)| rest.split_once("</script>"));
        let boot = boot.map(|(boot, _)| serde_json::from_str(boot).unwrap()).unwrap_or_default();
        (reply, boot)
    }
}

fn password(user: &str) -> String {
    base64(format!("{user}:midori2026").as_bytes())
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for index in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * index) & 63) as usize];
            text.push(if index <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

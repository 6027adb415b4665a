//! Every path with every parameter of every wrong kind: a code below 500, and no change by what was refused.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::endpoints::{Asker, Endpoint, ROLES, all, divided};
use super::{Door, password};

/// What a request came to.
struct Came {
    status: u16,
    code: String,
}

impl Came {
    fn is_sound(&self) -> bool {
        self.status == 200 || (400..500).contains(&self.status) && !self.code.is_empty()
    }
}

/// The same city again, with nobody signed in.
fn again(snapshot: &str, door: &Door) -> Door {
    let kintone = www::Kintone::from_snapshot(snapshot, door.kintone.clock().clone()).unwrap();
    Door { router: www::router(kintone.clone()), kintone }
}

/// Somebody who may use the path.
fn user(endpoint: &Endpoint) -> &'static str {
    let allowed = ROLES.iter().zip(endpoint.who.chars()).filter(|(_, letter)| *letter == '+');
    let people = allowed.filter_map(|((_, asker), _)| match asker {
        Asker::Password(user) => Some(*user),
        _ => None,
    });
    people.into_iter().next().unwrap()
}

/// A panic counts as status 599, so that the message can name the request.
async fn send(door: &Door, endpoint: &Endpoint, method: &str, body: String) -> Came {
    let request = Request::builder()
        .method(method)
        .uri(endpoint.path)
        .header("X-Cybozu-Authorization", password(user(endpoint)))
        .header("Content-Type", "application/json")
        .body(Body::from(body))
        .unwrap();
    let door = door.clone();
    let Ok(reply) = tokio::spawn(async move { door.send(request).await }).await else {
        return Came { status: 599, code: "panic".to_owned() };
    };
    let body: Value = serde_json::from_slice(&reply.bytes).unwrap_or_default();
    let failed = body["results"].as_array().and_then(|results| results.iter().find_map(|one| one["code"].as_str()));
    Came { status: reply.status, code: body["code"].as_str().or(failed).unwrap_or_default().to_owned() }
}

/// Sound at no place of any request.
fn nonsense() -> Value {
    json!([[{ "x": [] }]])
}

fn wrong_kinds() -> [Value; 11] {
    [
        json!("x"),
        json!(""),
        json!(-7),
        json!(1e300),
        json!(true),
        Value::Null,
        json!([]),
        json!(["x", 1, {}]),
        json!({}),
        json!({ "x": 1 }),
        nonsense(),
    ]
}

/// The places of a body, down to members of members, as JSON pointers.
fn places(value: &Value, at: &str, deep: usize, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => items.iter().take(1).map(|value| ("0".to_owned(), value)).collect(),
        _ => return,
    };
    for (key, value) in children {
        let place = format!("{at}/{key}");
        if deep > 0 {
            places(value, &place, deep - 1, found);
        }
        found.push(place);
    }
}

/// The body with another value at each place.
fn variants(body: &Value) -> Vec<(Value, Value)> {
    let mut found = Vec::new();
    places(body, "", 4, &mut found);
    let mut variants = Vec::new();
    for place in &found {
        for kind in wrong_kinds() {
            let mut changed = body.clone();
            *changed.pointer_mut(place).unwrap() = kind.clone();
            variants.push((kind, changed));
        }
    }
    variants
}

#[tokio::test]
async fn every_parameter_of_every_wrong_kind() {
    let door = divided().await;
    let snapshot = door.kintone.snapshot().unwrap();
    let mut wrong = Vec::new();
    let mut fresh = again(&snapshot, &door);
    for endpoint in all(&door).await {
        let Endpoint { method, path, .. } = &endpoint;
        let mut left = variants(&endpoint.body);
        // What is taken changes the city: round by round, until all that is left is refused by a fresh one.
        loop {
            let before = left.len();
            let mut refused = Vec::new();
            for (kind, body) in left {
                let came = send(&fresh, &endpoint, method, body.to_string()).await;
                if !came.is_sound() || came.status == 200 && kind == nonsense() {
                    wrong.push(format!("{method} {path} {body:.200}: {} {}", came.status, came.code));
                }
                if came.status != 200 {
                    refused.push((kind, body));
                }
            }
            left = refused;
            // A change by reading is found at the next writing.
            if *method == "GET" {
                break;
            }
            if left.len() == before {
                assert!(fresh.kintone.snapshot().unwrap() == snapshot, "{method} {path}: a refusal changed the city");
                break;
            }
            fresh = again(&snapshot, &door);
        }
    }
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_path_with_another_method_broken_json_and_unknown_parameters() {
    let door = divided().await;
    let snapshot = door.kintone.snapshot().unwrap();
    let endpoints = all(&door).await;
    let deep = format!("{{\"app\":{}{}}}", "[".repeat(500_000), "]".repeat(500_000));
    for endpoint in &endpoints {
        let (path, body) = (endpoint.path, endpoint.body.to_string());
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            if endpoints.iter().any(|other| other.path == path && other.method == method) {
                continue;
            }
            let came = send(&door, endpoint, method, body.clone()).await;
            let expected = if method == "PATCH" { 400 } else { 404 };
            assert_eq!((came.status, came.code.as_str()), (expected, "CB_IL02"), "{method} {path}");
        }
        for broken in ["{", "[]", "null", "\u{feff}{}", &body[1..], &deep] {
            let came = send(&door, endpoint, endpoint.method, broken.to_owned()).await;
            assert_eq!((came.status, came.code.as_str()), (400, "CB_IJ01"), "{} {path} {broken:.40}", endpoint.method);
        }
    }
    assert!(door.kintone.snapshot().unwrap() == snapshot, "a refusal changed the city");
    for endpoint in &endpoints {
        let mut body = endpoint.body.clone();
        body["nonsense"] = json!({ "a": [1, { "b": null }] });
        let came = send(&door, endpoint, endpoint.method, body.to_string()).await;
        assert_eq!(came.code, endpoint.past, "{} {}", endpoint.method, endpoint.path);
    }
}

#[tokio::test]
async fn every_text_of_a_megabyte() {
    let door = divided().await;
    let long = json!("a".repeat(1024 * 1024));
    for endpoint in all(&door).await {
        let Endpoint { method, path, body, .. } = &endpoint;
        let mut found = Vec::new();
        places(body, "", 4, &mut found);
        for place in found.iter().filter(|place| body.pointer(place).is_some_and(Value::is_string)) {
            let mut body = body.clone();
            *body.pointer_mut(place).unwrap() = long.clone();
            let came = send(&door, &endpoint, method, body.to_string()).await;
            assert!(came.is_sound(), "{method} {path} {place}: {} {}", came.status, came.code);
        }
    }
}

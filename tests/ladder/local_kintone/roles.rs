//! Who may call what: every path by every kind of caller.

use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use serde_json::{Value, json};

use super::endpoints::{Asker, Endpoint, ROLES, all, divided};
use super::{Door, password};

/// Signed in, or provided with tokens, once for all cells.
struct Keys {
    cookie: String,
    csrf: Value,
    open: String,
    closed: String,
}

impl Keys {
    async fn of(door: &Door) -> Self {
        let guest = ROLES.iter().find_map(|(_, asker)| match asker {
            Asker::Session(user) => Some(*user),
            _ => None,
        });
        let cookie = door.sign_in(guest.unwrap()).await;
        let (_, boot) = door.page(&cookie, "/k/guest/3/31/").await;
        assert!(boot["token"].is_string(), "{boot}");
        let every = json!({ "app": 1, "manage": true, "view": true, "add": true, "edit": true, "delete": true });
        let token = async |rights: Value| {
            let (status, body) = door.inner("builder", "POST", "/local/token.json", rights).await;
            assert_eq!(status, 200, "{body}");
            body["token"].as_str().unwrap().to_owned()
        };
        let (open, closed) = (token(every).await, token(json!({ "app": 1 })).await);
        Self { cookie, csrf: boot["token"].clone(), open, closed }
    }

    fn signed(&self, request: Builder, asker: Asker, body: &mut Value) -> Builder {
        match asker {
            Asker::Password(user) => request.header("X-Cybozu-Authorization", password(user)),
            Asker::Token { open } => request.header("X-Cybozu-API-Token", if open { &self.open } else { &self.closed }),
            Asker::Session(_) => {
                body["__REQUEST_TOKEN__"] = self.csrf.clone();
                request.header("Cookie", &self.cookie).header("X-Requested-With", "XMLHttpRequest")
            }
        }
    }
}

/// Status and code; the code of a success is empty, that of a bulk request the one of its failing part.
async fn outcome(door: &Door, keys: &Keys, endpoint: &Endpoint, asker: Asker) -> (u16, String) {
    let mut body = endpoint.body.clone();
    let request = Request::builder().method(endpoint.method).uri(endpoint.path);
    let request = keys.signed(request, asker, &mut body).header("Content-Type", "application/json");
    let reply = door.send(request.body(Body::from(body.to_string())).unwrap()).await;
    let answer = reply.json();
    let code =
        answer["code"].as_str().or_else(|| answer["results"].as_array()?.iter().find_map(|one| one["code"].as_str()));
    (reply.status, code.unwrap_or_default().to_owned())
}

#[tokio::test]
async fn every_path_by_every_caller() {
    let door = divided().await;
    let keys = Keys::of(&door).await;
    let mut wrong = Vec::new();
    for endpoint in all(&door).await {
        assert_eq!(endpoint.who.len(), ROLES.len(), "{}", endpoint.path);
        let mut cells: Vec<_> = ROLES.iter().zip(endpoint.who.chars()).collect();
        // Whoever is refused leaves everything as it is and goes first.
        cells.sort_by_key(|(_, letter)| *letter == '+');
        for ((name, asker), letter) in cells {
            let (status, code) = outcome(&door, &keys, &endpoint, *asker).await;
            let right = match letter {
                '+' => code == endpoint.past && (status == 200) == code.is_empty(),
                '-' => (status, code.as_str()) == (403, "CB_NO02"),
                'W' => (status, code.as_str()) == (401, "CB_WA01"),
                'T' => (status, code.as_str()) == (403, "GAIA_NO01"),
                other => panic!("{other} is no letter of the table"),
            };
            if !right {
                let Endpoint { method, path, body, .. } = &endpoint;
                wrong.push(format!("{method} {path} {body:.60} by the {name}: {status} {code}, not {letter}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn lists_show_what_the_caller_may_read() {
    let door = divided().await;
    for (user, apps, managed) in
        [("staff", 1, 0), ("builder", 0, 1), ("office", 0, 0), ("admin", 0, 1), ("welfare", 0, 0)]
    {
        let listed = door.get(user, "/k/v1/apps.json", json!({ "ids": [1] })).await;
        assert_eq!(listed["apps"].as_array().unwrap().len(), apps, "{user}");
        let counted = door.get(user, "/k/v1/apps/statistics.json", json!({})).await;
        let own = counted["apps"].as_array().unwrap().iter().filter(|app| app["id"] == "1").count();
        assert_eq!(own, managed, "{user}");
    }
    let standard = Door::midori();
    for path in ["/k/v1/apps/statistics.json", "/k/v1/spaces/statistics.json"] {
        for user in ["staff", "builder", "office", "admin"] {
            assert_eq!(standard.refused(user, "GET", path, json!({})).await, (403, "CB_NO02".into()), "{user} {path}");
        }
    }
}

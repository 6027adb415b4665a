//! API tokens.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::Door;

impl Door {
    async fn with_token(&self, token: &str, method: &str, path: &str, body: Value) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("X-Cybozu-API-Token", token)
            .header("Content-Type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let reply = self.send(request).await;
        (reply.status, reply.json())
    }

    async fn token(&self, user: &str, rights: Value) -> String {
        let (status, body) = self.inner(user, "POST", "/local/token.json", rights).await;
        assert_eq!(status, 200, "{body}");
        body["token"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_token_may_what_it_was_given_for_its_own_app() {
    let door = Door::midori();
    let (status, _) = door.inner("staff", "POST", "/local/token.json", json!({ "app": 1 })).await;
    assert_eq!(status, 403);
    let reads = door.token("builder", json!({ "app": 1, "view": true })).await;
    let adds = door.token("builder", json!({ "app": 2, "add": true })).await;
    let records = "/k/v1/records.json";
    let (status, body) = door.with_token(&reads, "GET", records, json!({ "app": 1 })).await;
    assert_eq!((status, body["records"].as_array().map(Vec::len)), (200, Some(5)));
    let add = |app: u64| json!({ "app": app, "record": { "申請者氏名": { "value": "架空" } } });
    let (status, body) = door.with_token(&reads, "POST", "/k/v1/record.json", add(1)).await;
    assert_eq!((status, &body["code"]), (403, &json!("CB_NO02")));
    for (token, app) in [(reads.as_str(), 2), ("strange", 1)] {
        let (status, body) = door.with_token(token, "GET", records, json!({ "app": app })).await;
        assert_eq!((status, &body["code"]), (400, &json!("GAIA_AP15")), "{token}");
    }
    let both = format!("{reads},{adds}");
    assert_eq!(door.with_token(&both, "GET", records, json!({ "app": 1 })).await.0, 200);
    assert_eq!(door.with_token(&both, "GET", records, json!({ "app": 2 })).await.0, 403);
    let form = json!({ "app": 2 });
    assert_eq!(door.with_token(&both, "GET", "/k/v1/app/form/fields.json", form).await.0, 200);
}

#[tokio::test]
async fn some_apis_know_no_token() {
    let door = Door::midori();
    let token = door.token("builder", json!({ "app": 1, "view": true, "manage": true })).await;
    for (method, path) in [
        ("GET", "/k/v1/apps.json"),
        ("GET", "/k/v1/app/customize.json"),
        ("GET", "/k/v1/plugins.json"),
        ("GET", "/k/v1/space.json"),
        ("PUT", "/k/v1/space/body.json"),
        ("POST", "/k/v1/space/thread.json"),
        ("POST", "/k/v1/template/space.json"),
        ("POST", "/k/v1/guests.json"),
        ("GET", "/k/v1/records/acl/evaluate.json"),
        ("POST", "/k/v1/preview/app.json"),
        ("GET", "/v1/users.json"),
    ] {
        let (status, body) = door.with_token(&token, method, path, json!({ "app": 1 })).await;
        assert_eq!((status, &body["code"]), (403, &json!("GAIA_NO01")), "{path}");
    }
    assert_eq!(door.with_token(&token, "GET", "/k/v1/app/acl.json", json!({ "app": 1 })).await.0, 200);
}

#[tokio::test]
async fn what_a_token_writes_is_the_administrators() {
    let door = Door::midori();
    let token = door.token("builder", json!({ "app": 1, "add": true, "view": true })).await;
    let add = json!({ "app": 1, "record": { "氏名": { "value": "架空" } } });
    let (status, body) = door.with_token(&token, "POST", "/k/v1/record.json", add).await;
    assert_eq!(status, 200, "{body}");
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": body["id"] })).await;
    assert_eq!(record["record"]["作成者"]["value"], json!({ "code": "Administrator", "name": "Administrator" }));
}

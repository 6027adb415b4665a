//! Administration of cybozu.com and kintone: people stopped, rights forbidden, the workshop.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{Door, Reply};

impl Door {
    /// An internal endpoint, called as a page of that person does.
    pub(super) async fn inner(&self, user: &str, method: &str, path: &str, mut body: Value) -> (u16, Value) {
        let cookie = self.sign_in(user).await;
        let (_, boot) = self.page(&cookie, "/k/").await;
        body["__REQUEST_TOKEN__"] = boot["token"].clone();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("Cookie", cookie)
            .header("X-Requested-With", "XMLHttpRequest")
            .header("Content-Type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let reply = self.send(request).await;
        (reply.status, reply.json())
    }

    async fn workshop(&self, method: &str, path: &str, body: Value) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("Content-Type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        self.send(request).await
    }
}

#[tokio::test]
async fn a_stopped_person_is_out_at_once_and_comes_back() {
    let door = Door::midori();
    let cookie = door.sign_in("staff").await;
    let stop = |valid: bool| json!({ "code": "staff", "valid": valid });
    assert_eq!(door.inner("office", "PUT", "/local/person.json", stop(false)).await.0, 403);
    assert_eq!(door.inner("admin", "PUT", "/local/person.json", stop(false)).await.0, 200);
    assert_eq!(door.page(&cookie, "/k/").await.0.status, 303);
    assert_eq!(door.refused("staff", "GET", "/k/v1/apps.json", json!({})).await, (401, "CB_WA01".into()));
    let users = door.get("office", "/v1/users.json", json!({ "codes": ["staff"] })).await;
    assert_eq!(users["users"][0]["valid"], false);
    assert_eq!(door.inner("admin", "PUT", "/local/person.json", stop(true)).await.0, 200);
    door.get("staff", "/k/v1/apps.json", json!({})).await;
    let own = json!({ "code": "admin", "valid": false });
    assert_eq!(door.inner("admin", "PUT", "/local/person.json", own).await.0, 400);
    let (status, body) =
        door.inner("admin", "PUT", "/local/person.json", json!({ "code": "nobody", "valid": true })).await;
    assert_eq!((status, &body["code"]), (400, &json!("GAIA_IL26")));
}

#[tokio::test]
async fn shared_settings_forbid_everyone_to_manage_and_to_export() {
    let door = Door::midori();
    let path = "/local/shared-settings.json";
    assert_eq!(door.inner("builder", "GET", path, json!({})).await.0, 403);
    let rows = |manage: bool, export: bool| {
        let everything = json!({
            "entity": { "type": "CREATOR", "code": null }, "appEditable": true, "recordViewable": true,
            "recordAddable": true, "recordEditable": true, "recordDeletable": true, "recordImportable": true,
            "recordExportable": true,
        });
        let everyone = json!({
            "entity": { "type": "GROUP", "code": "everyone" }, "appEditable": manage, "recordViewable": true,
            "recordExportable": export,
        });
        json!({ "app": 1, "rights": [everything, everyone] })
    };
    // Prepared before it was forbidden, deployed after.
    door.put("builder", "/k/v1/preview/app/acl.json", rows(true, false)).await;
    let (_, body) = door.inner("office", "PUT", path, json!({ "forbidEveryoneManage": true })).await;
    assert_eq!(body, json!({ "forbidEveryoneManage": true, "forbidEveryoneExport": false }));
    let deploy = json!({ "apps": [{ "app": 1 }] });
    let errors = door.errors("builder", "POST", "/k/v1/preview/app/deploy.json", deploy).await;
    assert!(errors.get("apps[0].rights[1].appEditable").is_some(), "{errors}");
    for side in ["", "preview/"] {
        let errors = door.errors("builder", "PUT", &format!("/k/v1/{side}app/acl.json"), rows(true, false)).await;
        assert!(errors.get("rights[1].appEditable").is_some(), "{errors}");
    }
    // A live write of other rights would deploy the forbidden row with it.
    door.errors("builder", "PUT", "/k/v1/record/acl.json", json!({ "app": 1, "rights": [] })).await;
    door.put("builder", "/k/v1/app/acl.json", rows(false, true)).await;
    door.inner("office", "PUT", path, json!({ "forbidEveryoneExport": true })).await;
    door.errors("builder", "PUT", "/k/v1/preview/app/acl.json", rows(false, true)).await;
    door.put("builder", "/k/v1/preview/app/acl.json", rows(false, false)).await;
}

#[tokio::test]
async fn administration_pages_admit_administrators_only() {
    let door = Door::midori();
    for (path, page, admitted, closed) in [
        ("/k/admin/users/", "users", "admin", "office"),
        ("/k/admin/system/shared/", "shared-settings", "office", "builder"),
        ("/k/space/2", "space", "welfare", "staff"),
    ] {
        let cookie = door.sign_in(admitted).await;
        let (reply, boot) = door.page(&cookie, path).await;
        assert_eq!((reply.status, &boot["page"]), (200, &json!(page)), "{path}");
        let cookie = door.sign_in(closed).await;
        assert_eq!(door.page(&cookie, path).await.0.status, 403, "{path}");
    }
    let cookie = door.sign_in("staff").await;
    let (_, boot) = door.page(&cookie, "/k/space/1").await;
    assert_eq!(boot["space"]["name"], "みどり市 業務改善ひろば");
    assert_eq!(door.page(&cookie, "/k/space/99").await.0.status, 404);
}

#[tokio::test]
async fn the_workshop_needs_no_sign_in() {
    let door = Door::midori();
    let (reply, boot) = door.page("", "/local/workshop").await;
    assert_eq!((reply.status, &boot["page"], &boot["user"]), (200, &json!("workshop"), &Value::Null));
    let clock = door.workshop("PUT", "/local/clock.json", json!({ "now": "2027-04-01T00:00:00Z" })).await.json();
    assert_eq!(clock, json!({ "now": "2027-04-01T00:00:00.000Z", "stopped": true }));

    let cookie = door.sign_in("builder").await;
    let policy =
        |reply: &Reply| reply.headers.get("content-security-policy").map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(policy(&door.page(&cookie, "/k/1/").await.0), None);
    assert_eq!(door.workshop("PUT", "/local/csp.json", json!({ "wasm": false })).await.status, 200);
    assert_eq!(policy(&door.page(&cookie, "/k/1/").await.0).unwrap(), "script-src 'self' 'unsafe-inline'");
    assert_eq!(policy(&door.page(&cookie, "/k/").await.0), None);

    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "変えた" })).await;
    let rules = json!({ "rules": [{ "path": "/k/v1/*", "status": 503 }] });
    door.workshop("POST", "/local/faults.json", rules).await;
    let stored = door.workshop("GET", "/local/faults.json", json!({})).await.json();
    assert_eq!(stored["rules"][0]["status"], 503);
    assert_eq!(door.workshop("POST", "/local/reset.json", json!({})).await.status, 200);
    let body = door.get("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1 })).await;
    assert_eq!((&body["name"], &body["revision"]), (&json!("相談受付簿"), &json!("5")));
    // Whoever was signed in still is, and the policy is gone.
    assert_eq!(policy(&door.page(&cookie, "/k/1/").await.0), None);
    assert_eq!(door.page(&cookie, "/k/1/").await.0.status, 200);
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_reset_the_city() {
    let door = Door::midori();
    for (origin, status) in [("https://elsewhere.example", 401), ("http://localhost:8080", 200)] {
        let request = Request::post("/local/reset.json")
            .header("Origin", origin)
            .header("Host", "localhost:8080")
            .body(Body::empty())
            .unwrap();
        assert_eq!(door.send(request).await.status, status, "{origin}");
    }
}

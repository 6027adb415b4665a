//! Transport: who is asking, how parameters travel, what goes wrong on request.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::{Door, Reply, base64, password};

async fn raw(door: &Door, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    door.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn code(reply: &Reply) -> (u16, String) {
    (reply.status, reply.json()["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn who_asks_must_be_known() {
    let door = Door::midori();
    let path = "/k/v1/app.json?id=1";
    assert_eq!(code(&raw(&door, "GET", path, &[], "").await), (401, "CB_AU01".into()));
    for pair in ["staff:wrong", "nobody:midori2026", "kyushi-taro:midori2026"] {
        let header = base64(pair.as_bytes());
        assert_eq!(
            code(&raw(&door, "GET", path, &[("X-Cybozu-Authorization", &header)], "").await),
            (401, "CB_WA01".into())
        );
    }
    let reply = raw(&door, "GET", path, &[("X-Cybozu-Authorization", &password("staff"))], "").await;
    assert_eq!(reply.json()["appId"], "1");
    assert_eq!(reply.headers["x-concurrencylimit-limit"], "100");
    assert_eq!(reply.headers["x-concurrencylimit-running"], "1");
}

#[tokio::test]
async fn a_session_needs_its_header_and_for_writes_its_token() {
    let door = Door::midori();
    let cookie = door.sign_in("staff").await;
    let token = door.page(&cookie, "/k/").await.1["token"].as_str().unwrap().to_owned();
    let path = "/k/v1/record.json";
    let (plain, ajax) = (("Cookie", cookie.as_str()), ("X-Requested-With", "XMLHttpRequest"));
    let json = ("Content-Type", "application/json");
    assert_eq!(code(&raw(&door, "GET", "/k/v1/app.json?id=1", &[plain], "").await), (401, "CB_JH01".into()));
    assert_eq!(raw(&door, "GET", "/k/v1/app.json?id=1", &[plain, ajax], "").await.status, 200);
    let record = r#""app":1,"record":{"氏名":{"value":"架空"}}"#;
    for body in [format!("{{{record}}}"), format!("{{{record},\"__REQUEST_TOKEN__\":\"guess\"}}")] {
        assert_eq!(code(&raw(&door, "POST", path, &[plain, ajax, json], &body).await), (401, "CB_JH01".into()));
    }
    let body = format!("{{{record},\"__REQUEST_TOKEN__\":\"{token}\"}}");
    assert_eq!(raw(&door, "POST", path, &[plain, ajax, json], &body).await.status, 200);
    let delete = format!("/k/v1/records.json?app=1&ids[0]=6&__REQUEST_TOKEN__={token}");
    assert_eq!(raw(&door, "DELETE", &delete, &[plain, ajax], "").await.status, 200);
    let form = format!(
        "--e\r\nContent-Disposition: form-data; name=\"__REQUEST_TOKEN__\"\r\n\r\n{token}\r\n--e\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nx\r\n--e--\r\n"
    );
    let multipart = ("Content-Type", "multipart/form-data; boundary=e");
    assert_eq!(raw(&door, "POST", "/k/v1/file.json", &[plain, ajax, multipart], &form).await.status, 200);
}

#[tokio::test]
async fn parameters_travel_in_every_documented_way() {
    let door = Door::midori();
    let auth = password("staff");
    let own = ("X-Cybozu-Authorization", auth.as_str());
    let json = ("Content-Type", "application/json");
    for path in ["/k/v1/apps.json?ids[0]=1&ids[1]=6", "/k/v1/apps.json?ids%5B0%5D=1&ids%5B1%5D=6"] {
        assert_eq!(raw(&door, "GET", path, &[own], "").await.json()["apps"].as_array().unwrap().len(), 2, "{path}");
    }
    assert_eq!(
        raw(&door, "GET", "/k/v1/apps.json?ids=1", &[own], "").await.json()["apps"].as_array().unwrap().len(),
        1
    );
    assert_eq!(raw(&door, "GET", "/k/v1/app.json", &[own, json], r#"{"id":"1"}"#).await.json()["appId"], "1");
    let as_get = ("X-HTTP-Method-Override", "GET");
    assert_eq!(raw(&door, "POST", "/k/v1/app.json", &[own, json, as_get], r#"{"id":1}"#).await.json()["appId"], "1");
    let lower = ("X-HTTP-Method-Override", "get");
    assert_eq!(raw(&door, "POST", "/k/v1/app.json", &[own, json, lower], r#"{"id":1}"#).await.status, 400);
    assert_eq!(
        code(&raw(&door, "GET", "/k/v1/app.json?id=1", &[own, json], "").await),
        (400, "CB_IL02".into()),
        "a type without a body"
    );
    assert_eq!(code(&raw(&door, "GET", "/k/v1/app.json", &[own, json], "{").await), (400, "CB_IJ01".into()));
    let long = format!("/k/v1/apps.json?name={}", "a".repeat(8200));
    assert_eq!(raw(&door, "GET", &long, &[own], "").await.status, 414);
    assert_eq!(code(&raw(&door, "GET", "/k/guest/5/v1/app.json?id=1", &[own], "").await), (403, "CB_NO02".into()));
    assert_eq!(raw(&door, "GET", "/k/v1/nothing.json", &[own], "").await.status, 404);
}

#[tokio::test]
async fn the_language_is_the_persons() {
    let door = Door::midori();
    let said = |user: &'static str| {
        let door = door.clone();
        async move {
            door.ask(user, "GET", "/k/v1/app.json", json!({ "id": 99 })).await.1["message"].as_str().unwrap().to_owned()
        }
    };
    assert_eq!(said("staff").await, "指定したアプリ（id: 99）が見つかりません。削除されている可能性があります。");
    assert_eq!(said("staff-en").await, "The app (ID: 99) not found. The app may have been deleted.");
}

async fn faults(door: &Door, rules: serde_json::Value) {
    let body = json!({ "rules": rules }).to_string();
    assert_eq!(
        raw(door, "POST", "/local/faults.json", &[("Content-Type", "application/json")], &body).await.status,
        200
    );
}

#[tokio::test(start_paused = true)]
async fn faults_happen_on_request() {
    let door = Door::midori();
    faults(&door, json!([
        { "path": "/k/v1/records*", "method": "GET", "user": "staff", "status": 520, "code": "GAIA_X", "message": "down", "times": 1 },
        { "path": "/k/v1/app.json", "status": 429 },
        { "path": "/k/v1/apps.json", "delayMs": 30000 },
        { "path": "/k/v1/space*", "cut": true },
    ]))
    .await;
    assert_eq!(door.refused("staff", "GET", "/k/v1/records.json", json!({ "app": 1 })).await, (520, "GAIA_X".into()));
    door.get("staff", "/k/v1/records.json", json!({ "app": 1 })).await;
    assert_eq!(door.refused("staff", "GET", "/k/v1/app.json", json!({ "id": 1 })).await, (429, "GAIA_TO04".into()));
    let start = tokio::time::Instant::now();
    door.get("staff", "/k/v1/apps.json", json!({})).await;
    assert_eq!(start.elapsed().as_secs(), 30);
    let cut = raw(&door, "GET", "/k/v1/space.json?id=1", &[("X-Cybozu-Authorization", &password("staff"))], "").await;
    assert!(cut.bytes.is_empty());
    faults(&door, json!([])).await;
    door.get("staff", "/k/v1/app.json", json!({ "id": 1 })).await;
}

#[tokio::test(start_paused = true)]
async fn the_hundred_and_first_request_at_once_is_refused() {
    let door = Door::midori();
    faults(&door, json!([{ "path": "/k/v1/apps.json", "delayMs": 1000 }])).await;
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..101 {
        let door = door.clone();
        running.spawn(async move { door.ask("staff", "GET", "/k/v1/apps.json", json!({})).await.0 });
    }
    let mut refused = 0;
    while let Some(status) = running.join_next().await {
        refused += u32::from(status.unwrap() == 429);
    }
    assert_eq!(refused, 1);
}

#[tokio::test]
async fn the_directory_is_open_to_whoever_is_signed_in() {
    let door = Door::midori();
    let users = door.get("staff", "/v1/users.json", json!({ "codes": ["office", "kyushi-taro"] })).await;
    assert_eq!(users["users"][0]["primaryOrganization"], "8");
    assert_eq!(users["users"][1]["valid"], false);
    let organizations = door.get("staff", "/v1/organizations.json", json!({})).await;
    assert_eq!(organizations["organizations"].as_array().unwrap().len(), 17);
    let members = door.get("staff", "/v1/organization/users.json", json!({ "code": "shimin" })).await;
    assert!(members["userTitles"].as_array().unwrap().len() >= 5);
    let own = door.get("staff", "/v1/user/organizations.json", json!({ "code": "staff" })).await;
    assert_eq!(own["organizationTitles"][0]["organization"]["code"], "shimin");
    let groups = door.get("staff", "/v1/user/groups.json", json!({ "code": "office" })).await;
    assert_eq!(groups["groups"][0]["code"], "johoka-suishin");
    let everyone = door.get("staff", "/v1/group/users.json", json!({ "code": "everyone", "offset": 60 })).await;
    assert_eq!(everyone["users"].as_array().unwrap().len(), 12);
}

#[tokio::test]
async fn a_snapshot_brings_everything_back() {
    let door = Door::midori();
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "控え" })).await;
    let text = door.kintone.snapshot().unwrap();
    let kintone = www::Kintone::from_snapshot(&text, www::Clock::system()).unwrap();
    let door = Door { router: www::router(kintone.clone()), kintone };
    assert_eq!(door.get("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1 })).await["name"], "控え");
    assert_eq!(
        door.get("staff", "/k/v1/records.json", json!({ "app": 1 })).await["records"].as_array().unwrap().len(),
        5
    );
}

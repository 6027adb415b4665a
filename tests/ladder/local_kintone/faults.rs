//! Faults that meddle with the state, and a city made fresh.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::Door;

async fn rules(door: &Door, rules: Value) {
    door.post("nobody", "/local/faults.json", json!({ "rules": rules })).await;
}

#[tokio::test]
async fn somebody_else_saves_just_before() {
    let door = Door::midori();
    rules(&door, json!([{ "method": "PUT", "path": "/k/v1/*", "before": "stale", "times": 3 }])).await;
    let record = json!({ "app": 1, "id": 2, "revision": 1, "record": { "備考": { "value": "x" } } });
    assert_eq!(door.refused("staff", "PUT", "/k/v1/record.json", record).await, (409, "GAIA_CO02".into()));
    let records = json!({ "app": 1, "records": [{ "id": 3, "revision": 1, "record": {} }] });
    assert_eq!(door.refused("staff", "PUT", "/k/v1/records.json", records).await, (409, "GAIA_CO02".into()));
    let settings = json!({ "app": 1, "name": "x", "revision": 5 });
    assert_eq!(
        door.refused("builder", "PUT", "/k/v1/preview/app/settings.json", settings).await,
        (409, "GAIA_CO03".into())
    );
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 2 })).await;
    assert_eq!(record["record"]["$revision"]["value"], "2");
    door.put("staff", "/k/v1/record.json", json!({ "app": 1, "id": 2, "revision": 2, "record": {} })).await;
}

#[tokio::test]
async fn a_session_ends_in_the_middle() {
    let door = Door::midori();
    let cookie = door.sign_in("staff").await;
    let ask = || async {
        let request = Request::get("/k/v1/record.json?app=1&id=1")
            .header("Cookie", &cookie)
            .header("X-Requested-With", "XMLHttpRequest")
            .body(Body::empty())
            .unwrap();
        door.send(request).await.status
    };
    assert_eq!(ask().await, 200);
    rules(&door, json!([{ "path": "/k/v1/record.json", "before": "endSession", "times": 1 }])).await;
    assert_eq!(ask().await, 401);
    assert_eq!(ask().await, 401, "it does not come back");
}

#[tokio::test]
async fn a_deploy_fails_on_request() {
    let door = Door::midori();
    rules(&door, json!([{ "method": "POST", "path": "*/deploy.json", "before": "failDeploy", "times": 1 }])).await;
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "x" })).await;
    door.post("builder", "/k/v1/preview/app/deploy.json", json!({ "apps": [{ "app": 1 }] })).await;
    let status = door.get("builder", "/k/v1/preview/app/deploy.json", json!({ "apps": [1] })).await;
    assert_eq!(status["apps"][0]["status"], "FAIL");
    let live = door.get("builder", "/k/v1/app/settings.json", json!({ "app": 1 })).await;
    assert_eq!(live["name"], "相談受付簿");
    door.deploy("builder", 1).await;
}

#[tokio::test]
async fn a_reset_leaves_nothing_but_sessions_and_the_clock() {
    let door = Door::midori();
    let fresh = door.kintone.snapshot().unwrap();
    let cookie = door.sign_in("staff").await;
    door.post("builder", "/local/token.json", json!({ "app": 1, "view": true })).await;
    door.post("staff", "/k/v1/record.json", json!({ "app": 1, "record": { "氏名": { "value": "架空" } } })).await;
    door.post("builder", "/k/v1/preview/app.json", json!({ "name": "新しい" })).await;
    door.upload("office", "a.txt", "text/plain", b"x").await;
    let cursor = door.post("staff", "/k/v1/records/cursor.json", json!({ "app": 1, "size": 1 })).await;
    rules(&door, json!([{ "path": "/k/v1/*", "status": 500 }, { "path": "*", "before": "failDeploy" }])).await;
    door.put("nobody", "/local/csp.json", json!({ "wasm": false })).await;
    door.put("nobody", "/local/clock.json", json!({ "now": "2027-01-01T00:00:00Z" })).await;
    door.post("nobody", "/local/reset.json", json!({})).await;
    assert!(door.kintone.snapshot().unwrap() == fresh, "apps, records, files, tokens and numbers begin again");
    assert_eq!(door.get("nobody", "/local/faults.json", json!({})).await, json!({ "rules": [] }));
    assert_eq!(door.get("nobody", "/local/csp.json", json!({})).await, json!({ "wasm": true }));
    assert_eq!(door.get("nobody", "/local/clock.json", json!({})).await["now"], "2027-01-01T00:00:00.000Z");
    let read = door.ask("staff", "GET", "/k/v1/records/cursor.json", json!({ "id": cursor["id"] })).await;
    assert_eq!(read.0, 404, "cursors are gone");
    assert_eq!(door.page(&cookie, "/k/1/").await.0.status, 200, "whoever is signed in stays so");
    let made = door.post("builder", "/k/v1/preview/app.json", json!({ "name": "新しい" })).await;
    let again = serde_json::from_str::<Value>(&fresh).unwrap()["lastApp"].as_u64().unwrap() + 1;
    assert_eq!(made["app"], again.to_string());
}

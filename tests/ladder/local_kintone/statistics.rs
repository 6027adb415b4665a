//! What the Wide course counts.

use serde_json::json;

use super::Door;

#[tokio::test]
async fn statistics_answer_on_the_wide_course_only() {
    let door = Door::midori();
    for path in ["/k/v1/apps/statistics.json", "/k/v1/spaces/statistics.json"] {
        assert_eq!(door.refused("admin", "GET", path, json!({})).await, (403, "CB_NO02".into()));
    }
    door.kintone.wide(true);
    door.get("staff", "/k/v1/records.json", json!({ "app": 1 })).await;
    door.get("staff", "/k/v1/app.json", json!({ "id": 1 })).await;
    let all = door.get("builder", "/k/v1/apps/statistics.json", json!({})).await;
    let of =
        |id: &str| all["apps"].as_array().unwrap().iter().find(|app| app["id"] == id).unwrap_or(&json!(null)).clone();
    let first = of("1");
    assert_eq!(first["dailyRequestCount"], "2");
    assert_eq!((&first["status"], &first["recordCount"]), (&json!("ACTIVATED"), &json!("5")));
    assert_eq!(of("7")["status"], "NOT_ACTIVATED");
    assert_eq!(of("8"), json!(null));
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "x" })).await;
    let changed = door.get("builder", "/k/v1/apps/statistics.json", json!({ "limit": 1 })).await;
    assert_eq!(changed["apps"][0]["status"], "CHANGED");
    // The counter begins anew at nine in the morning.
    door.kintone.clock().advance(std::time::Duration::from_hours(24));
    let next = door.get("builder", "/k/v1/apps/statistics.json", json!({ "limit": 1 })).await;
    assert_eq!(next["apps"][0]["dailyRequestCount"], "0");
    let mine = door.get("staff", "/k/v1/spaces/statistics.json", json!({})).await;
    assert!(mine["spaces"].as_array().unwrap().iter().all(|space| space["id"] != "2"));
    let every = door.get("office", "/k/v1/spaces/statistics.json", json!({})).await;
    assert!(every["spaces"].as_array().unwrap().iter().any(|space| space["id"] == "2"));
}

#[tokio::test]
async fn services_tell_who_uses_kintone() {
    let door = Door::midori();
    let ask = json!({ "codes": ["office", "kyushi-taro"] });
    let body = door.get("staff", "/v1/users/services.json", ask).await;
    assert_eq!(body["users"][0], json!({ "code": "office", "services": ["kintone"] }));
    assert_eq!(body["users"][1], json!({ "code": "kyushi-taro", "services": [] }));
    let one = door.get("staff", "/v1/user/services.json", json!({ "code": "staff" })).await;
    assert_eq!(one, json!({ "services": ["kintone"] }));
}

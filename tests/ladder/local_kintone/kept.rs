//! Notifications, actions and graphs: kept, checked in shape, for managers.

use serde_json::{Value, json};

use super::Door;

const PARTS: [(&str, &str); 5] = [
    ("app/reports", "reports"),
    ("app/actions", "actions"),
    ("app/notifications/general", "notifications"),
    ("app/notifications/perRecord", "notifications"),
    ("app/notifications/reminder", "notifications"),
];

#[tokio::test]
async fn they_are_for_managers_and_empty_at_first() {
    let door = Door::midori();
    for (part, key) in PARTS {
        for side in ["", "preview/"] {
            let path = format!("/k/v1/{side}{part}.json");
            let body = door.get("builder", &path, json!({ "app": 1 })).await;
            let empty = if key == "notifications" { json!([]) } else { json!({}) };
            assert_eq!((&body[key], &body["revision"]), (&empty, &json!("5")), "{path}");
            assert_eq!(door.refused("staff", "GET", &path, json!({ "app": 1 })).await, (403, "CB_NO02".into()));
        }
        let write = json!({ "app": 1, key: if key == "notifications" { json!([]) } else { json!({}) } });
        let path = format!("/k/v1/preview/{part}.json");
        assert_eq!(door.refused("staff", "PUT", &path, write.clone()).await, (403, "CB_NO02".into()));
        let mut stale = write.clone();
        stale["revision"] = json!(1);
        assert_eq!(door.refused("builder", "PUT", &path, stale).await, (409, "GAIA_CO03".into()));
        assert_eq!(door.refused("builder", "PUT", &format!("/k/v1/{part}.json"), write).await.0, 404);
        assert!(door.errors("builder", "PUT", &path, json!({ "app": 1 })).await.get(key).is_some());
    }
}

async fn round(door: &Door, part: &str, key: &str, value: Value) -> Value {
    door.put("builder", &format!("/k/v1/preview/{part}.json"), json!({ "app": 1, key: value })).await;
    door.deploy("builder", 1).await;
    door.get("builder", &format!("/k/v1/{part}.json"), json!({ "app": 1 })).await[key].clone()
}

#[tokio::test]
async fn what_is_put_comes_back_in_kintones_shape() {
    let door = Door::midori();
    let everyone = json!([{ "entity": { "type": "GROUP", "code": "everyone" }, "includeSubs": false }]);
    let general = json!([{
        "entity": { "type": "FIELD_ENTITY", "code": "作成者" }, "includeSubs": false, "recordAdded": false,
        "recordEdited": false, "commentAdded": true, "statusChanged": true, "fileImported": false,
    }]);
    assert_eq!(round(&door, "app/notifications/general", "notifications", general.clone()).await, general);
    let per_record = json!([{ "filterCond": "氏名 like \"a\"", "title": "題", "targets": everyone }]);
    assert_eq!(round(&door, "app/notifications/perRecord", "notifications", per_record.clone()).await, per_record);
    let reminder = json!([{
        "timing": { "code": "対応日", "daysLater": "-1", "time": "09:00" },
        "filterCond": "", "title": "前日", "targets": everyone,
    }]);
    assert_eq!(round(&door, "app/notifications/reminder", "notifications", reminder.clone()).await, reminder);
    let reports = json!({ "月別": {
        "chartType": "COLUMN", "chartMode": "NORMAL", "name": "月別", "index": 0,
        "groups": [{ "code": "作成日時", "per": "MONTH" }], "aggregations": [{ "type": "COUNT" }],
        "sorts": [{ "by": "GROUP1", "order": "ASC" }], "periodicReport": null,
    }});
    let kept = round(&door, "app/reports", "reports", reports).await;
    assert_eq!((&kept["月別"]["id"], &kept["月別"]["index"]), (&json!("1001"), &json!("0")));
    assert_eq!(kept["月別"]["filterCond"], "");
}

#[tokio::test]
async fn an_action_hides_where_it_leads_from_those_who_may_not_go_there() {
    let door = Door::midori();
    let actions = json!({ "写す": {
        "name": "写す", "index": 0, "destApp": { "app": "5", "code": "" },
        "mappings": [{ "srcType": "FIELD", "srcField": "氏名", "destField": "氏名" }],
        "entities": [{ "type": "GROUP", "code": "everyone" }],
    }});
    let kept = round(&door, "app/actions", "actions", actions).await;
    assert_eq!(kept["写す"]["destApp"]["app"], "5");
    door.put(
        "builder",
        "/k/v1/app/acl.json",
        json!({ "app": 1, "rights": [{
        "entity": { "type": "USER", "code": "staff" }, "appEditable": true, "recordViewable": true,
    }, { "entity": { "type": "CREATOR", "code": null }, "appEditable": true }] }),
    )
    .await;
    let seen = door.get("staff", "/k/v1/app/actions.json", json!({ "app": 1 })).await;
    assert_eq!(
        (&seen["actions"]["写す"]["destApp"], &seen["actions"]["写す"]["mappings"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn wrong_shapes_are_refused() {
    let door = Door::midori();
    for (part, body, at) in [
        (
            "reports",
            json!({ "reports": { "x": { "name": "x", "index": 0, "chartType": "CAKE" } } }),
            "reports[x].chartType",
        ),
        ("reports", json!({ "reports": { "x": { "name": "x", "chartType": "PIE" } } }), "reports[x].index"),
        ("notifications/perRecord", json!({ "notifications": [{ "title": "x" }] }), "notifications[0].targets"),
        ("notifications/general", json!({ "notifications": [{}] }), "notifications[0].entity.type"),
        (
            "notifications/reminder",
            json!({ "notifications": [{ "timing": { "code": "対応日", "daysLater": 1 }, "targets": [] }] }),
            "notifications[0].timing",
        ),
    ] {
        let mut body = body;
        body["app"] = json!(1);
        let errors = door.errors("builder", "PUT", &format!("/k/v1/preview/app/{part}.json"), body).await;
        assert!(errors.get(at).is_some(), "{part}: {errors}");
    }
}

//! Who may do what: app x record x field, the first row that names somebody.

use std::time::Duration;

use serde_json::{Value, json};

use super::Door;

fn row(kind: &str, code: &str, on: &[&str]) -> Value {
    let mut row = json!({ "entity": { "type": kind, "code": code } });
    for key in on {
        row[*key] = json!(true);
    }
    row
}

async fn ids(door: &Door, user: &str, app: u64) -> Vec<String> {
    let body = door.get(user, "/k/v1/records.json", json!({ "app": app, "query": "order by $id asc" })).await;
    let records = body["records"].as_array().unwrap();
    records.iter().map(|record| record["$id"]["value"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn rights_are_for_managers() {
    let door = Door::midori();
    for part in ["app/acl", "record/acl", "field/acl", "app/customize", "app/plugins", "app/adminNotes"] {
        for side in ["", "preview/"] {
            let path = format!("/k/v1/{side}{part}.json");
            assert_eq!(
                door.refused("staff", "GET", &path, json!({ "app": 1 })).await,
                (403, "CB_NO02".into()),
                "{path}"
            );
            door.get("builder", &path, json!({ "app": 1 })).await;
            // cybozu.com共通管理者 manage every app.
            door.get("admin", &path, json!({ "app": 1 })).await;
            assert_eq!(door.refused("office", "GET", &path, json!({ "app": 1 })).await.0, 403, "{path}");
        }
    }
}

#[tokio::test]
async fn previews_are_for_managers_and_live_settings_for_record_users() {
    let door = Door::midori();
    for part in ["app/settings", "app/form/fields", "app/form/layout", "app/views", "app/status"] {
        door.get("staff", &format!("/k/v1/{part}.json"), json!({ "app": 1 })).await;
        let path = format!("/k/v1/preview/{part}.json");
        assert_eq!(door.refused("staff", "GET", &path, json!({ "app": 1 })).await, (403, "CB_NO02".into()), "{path}");
        door.get("builder", &path, json!({ "app": 1 })).await;
    }
}

#[tokio::test]
async fn the_fields_are_open_to_a_manager_without_records_and_the_rest_is_not() {
    let door = Door::midori();
    // App 5 is closed to two people; the common administrator only manages it.
    door.get("admin", "/k/v1/app/form/fields.json", json!({ "app": 5 })).await;
    door.get("admin", "/k/v1/preview/app/settings.json", json!({ "app": 5 })).await;
    for part in ["app/settings", "app/views"] {
        assert_eq!(door.refused("admin", "GET", &format!("/k/v1/{part}.json"), json!({ "app": 5 })).await.0, 403);
    }
    assert_eq!(door.refused("admin", "GET", "/k/v1/app.json", json!({ "id": 5 })).await.0, 403);
}

#[tokio::test]
async fn a_private_space_admits_its_members_only() {
    let door = Door::midori();
    assert_eq!(ids(&door, "welfare", 3).await.len(), 3);
    for user in ["staff", "builder", "office", "admin"] {
        assert_eq!(door.refused(user, "GET", "/k/v1/records.json", json!({ "app": 3 })).await, (403, "CB_NO02".into()));
        assert_eq!(door.refused(user, "GET", "/k/v1/space.json", json!({ "id": 2 })).await, (403, "CB_NO02".into()));
    }
    let space = door.get("welfare", "/k/v1/space.json", json!({ "id": 2 })).await;
    assert_eq!(space["isPrivate"], true);
    assert_eq!(space["attachedApps"][0]["appId"], "3");
    let apps = door.get("staff", "/k/v1/apps.json", json!({})).await;
    let seen: Vec<&str> = apps["apps"].as_array().unwrap().iter().map(|app| app["appId"].as_str().unwrap()).collect();
    assert_eq!(
        seen,
        [
            "1", "2", "4", "6", "8", "9", "10", "11", "12", "13", "16", "17", "18", "19", "20", "21", "23", "27", "28",
            "29", "32", "33"
        ],
        "neither the private space's, nor the closed, nor the never deployed; 33 for adding alone"
    );
}

#[tokio::test]
async fn an_organisation_row_opens_and_the_everyone_row_closes() {
    let door = Door::midori();
    assert_eq!(ids(&door, "staff", 2).await.len(), 4);
    assert_eq!(
        door.refused("welfare", "GET", "/k/v1/records.json", json!({ "app": 2 })).await,
        (403, "CB_NO02".into())
    );
}

#[tokio::test]
async fn record_rights_close_what_app_rights_open() {
    let door = Door::midori();
    assert!(ids(&door, "staff", 4).await.is_empty());
    assert_eq!(
        door.refused("staff", "GET", "/k/v1/record.json", json!({ "app": 4, "id": 1 })).await,
        (403, "CB_NO02".into())
    );
    let creator =
        door.get("staff", "/k/v1/app.json", json!({ "id": 4 })).await["creator"]["code"].as_str().unwrap().to_owned();
    assert_eq!(ids(&door, &creator, 4).await, ["1", "2", "3"]);
    let delete = json!({ "app": 4, "ids": [1] });
    assert_eq!(door.refused(&creator, "DELETE", "/k/v1/records.json", delete).await, (403, "CB_NO02".into()));
    let own = door.get(&creator, "/k/v1/records/acl/evaluate.json", json!({ "app": 4, "ids": [1] })).await;
    assert_eq!(own["rights"][0]["record"], json!({ "viewable": true, "editable": true, "deletable": false }));
}

#[tokio::test]
async fn the_first_row_wins_and_everyone_is_last_wherever_it_was_written() {
    let door = Door::midori();
    let rights = json!([
        row("GROUP", "everyone", &["recordViewable", "recordAddable"]),
        row("USER", "staff", &[]),
        row("ORGANIZATION", "shimin", &["recordViewable", "recordEditable"]),
        row("USER", "builder", &["appEditable", "recordViewable"]),
    ]);
    door.put("admin", "/k/v1/preview/app/acl.json", json!({ "app": 1, "rights": rights })).await;
    let body = door.get("admin", "/k/v1/preview/app/acl.json", json!({ "app": 1 })).await;
    assert_eq!(body["rights"][3]["entity"]["code"], "everyone");
    door.deploy("admin", 1).await;
    // `staff` is named by the first row, which gives nothing, although organisation and everyone would give.
    assert_eq!(door.refused("staff", "GET", "/k/v1/records.json", json!({ "app": 1 })).await.0, 403);
    // `builder` is of 市民課: that row stands above the one that names builder.
    assert_eq!(door.refused("builder", "GET", "/k/v1/app/acl.json", json!({ "app": 1 })).await.0, 403);
    let change = json!({ "app": 1, "id": 1, "record": { "備考": { "value": "架空" } } });
    door.put("staff-en", "/k/v1/record.json", change.clone()).await;
    assert_eq!(door.refused("welfare", "PUT", "/k/v1/record.json", change).await.0, 403);
    door.post("welfare", "/k/v1/record.json", json!({ "app": 1, "record": { "氏名": { "value": "架空" } } })).await;
}

#[tokio::test]
async fn an_organisation_counts_with_its_subs_only_where_it_says_so() {
    let door = Door::midori();
    for (subs, expected) in [(true, 200), (false, 403)] {
        let mut department = row("ORGANIZATION", "shimin-bu", &["recordViewable"]);
        department["includeSubs"] = json!(subs);
        let rights = json!([row("USER", "builder", &["appEditable", "recordViewable"]), department]);
        door.put("admin", "/k/v1/preview/app/acl.json", json!({ "app": 1, "rights": rights })).await;
        door.deploy("admin", 1).await;
        assert_eq!(door.ask("staff", "GET", "/k/v1/records.json", json!({ "app": 1 })).await.0, expected);
        // Without an Everyone row everybody else gets nothing.
        assert_eq!(door.ask("welfare", "GET", "/k/v1/records.json", json!({ "app": 1 })).await.0, 403);
    }
}

#[tokio::test]
async fn a_group_row_and_a_creator_row_name_their_people() {
    let door = Door::midori();
    let rights = json!([
        { "entity": { "type": "CREATOR" }, "appEditable": true, "recordViewable": true },
        row("GROUP", "johoka-suishin", &["recordViewable"]),
    ]);
    door.put("builder", "/k/v1/preview/app/acl.json", json!({ "app": 1, "rights": rights })).await;
    door.deploy("builder", 1).await;
    assert_eq!(
        door.get("builder", "/k/v1/app/acl.json", json!({ "app": 1 })).await["rights"][0]["entity"]["code"],
        Value::Null
    );
    assert_eq!(ids(&door, "office", 1).await.len(), 5, "a promoter of another division");
    assert_eq!(door.ask("staff", "GET", "/k/v1/records.json", json!({ "app": 1 })).await.0, 403);
}

#[tokio::test]
async fn a_field_entity_row_follows_the_record() {
    let door = Door::midori();
    let rights = json!([{
        "filterCond": "",
        "entities": [
            { "entity": { "type": "FIELD_ENTITY", "code": "担当者" }, "viewable": true, "editable": true },
            { "entity": { "type": "FIELD_ENTITY", "code": "作成者" }, "viewable": true },
            { "entity": { "type": "GROUP", "code": "everyone" } },
        ],
    }]);
    door.put("builder", "/k/v1/preview/record/acl.json", json!({ "app": 1, "rights": rights })).await;
    door.deploy("builder", 1).await;
    // Made by staff: 1, 3, 5; in charge: 1, 2.
    assert_eq!(ids(&door, "staff", 1).await, ["1", "2", "3", "5"]);
    assert_eq!(ids(&door, "staff-en", 1).await, ["5"]);
    let change = |id: u64| json!({ "app": 1, "id": id, "record": { "備考": { "value": "架空" } } });
    door.put("staff", "/k/v1/record.json", change(2)).await;
    assert_eq!(door.refused("staff", "PUT", "/k/v1/record.json", change(3)).await, (403, "CB_NO02".into()));
}

#[tokio::test]
async fn the_first_record_setting_whose_condition_is_met_decides() {
    let door = Door::midori();
    let everyone = |on: bool| json!([{ "entity": { "type": "GROUP", "code": "everyone" }, "viewable": on }]);
    let rights = json!([
        { "filterCond": "住所 like \"架空町\"", "entities": everyone(false) },
        { "filterCond": "", "entities": everyone(true) },
    ]);
    door.put("builder", "/k/v1/preview/record/acl.json", json!({ "app": 1, "rights": rights })).await;
    door.deploy("builder", 1).await;
    assert_eq!(ids(&door, "staff", 1).await, ["2", "3", "4", "5"]);
}

#[tokio::test]
async fn a_closed_field_is_absent_and_a_read_only_one_cannot_be_written() {
    let door = Door::midori();
    let entity = |code: &str, accessibility: &str| json!({ "entity": { "type": "USER", "code": code }, "accessibility": accessibility });
    let rights = json!([
        { "code": "住所", "entities": [entity("staff", "READ"), entity("builder", "WRITE")] },
        { "code": "家族", "entities": [entity("builder", "WRITE")] },
        { "code": "家族備考", "entities": [entity("staff", "READ")] },
    ]);
    door.put("builder", "/k/v1/preview/field/acl.json", json!({ "app": 1, "rights": rights })).await;
    door.deploy("builder", 1).await;
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 1 })).await["record"].clone();
    assert!(record.get("住所").is_some() && record.get("家族").is_none());
    let record = door.get("welfare", "/k/v1/record.json", json!({ "app": 1, "id": 1 })).await["record"].clone();
    assert!(record.get("住所").is_none(), "without an everyone row everybody else gets nothing");
    let record = door.get("builder", "/k/v1/record.json", json!({ "app": 1, "id": 1 })).await["record"].clone();
    assert!(record["家族"]["value"][0]["value"].get("家族備考").is_none());
    let change = json!({ "app": 1, "id": 1, "record": { "住所": { "value": "架空町" } } });
    assert_eq!(door.refused("staff", "PUT", "/k/v1/record.json", change).await, (403, "GAIA_FU01".into()));
    let own = door.get("staff", "/k/v1/records/acl/evaluate.json", json!({ "app": 1, "ids": ["1"] })).await;
    assert_eq!(own["rights"][0]["fields"]["住所"], json!({ "viewable": true, "editable": false }));
    assert_eq!(
        own["rights"][0]["fields"]["家族備考"],
        json!({ "viewable": false, "editable": false }),
        "listed all the same"
    );
    // The names of closed fields are no secret: the form lists them (assumption of the reference).
    assert!(
        door.get("staff", "/k/v1/app/form/fields.json", json!({ "app": 1 })).await["properties"].get("家族").is_some()
    );
}

#[tokio::test]
async fn changed_rights_reach_one_record_after_the_other() {
    let door = Door::midori();
    let step = Duration::from_secs(10);
    door.kintone.rights_take(step);
    let seen = async || {
        let body = door.get("staff", "/k/v1/records.json", json!({ "app": 1, "query": "order by $id asc" })).await;
        let ids = body["records"].as_array().unwrap().iter();
        ids.map(|record| record["$id"]["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let row = |kind: &str, code: &str, on: bool| json!({ "entity": { "type": kind, "code": code }, "viewable": on, "editable": on, "deletable": on });
    let rights =
        json!([{ "filterCond": "", "entities": [row("USER", "builder", true), row("GROUP", "everyone", false)] }]);
    door.put("builder", "/k/v1/preview/record/acl.json", json!({ "app": 1, "rights": rights })).await;
    assert_eq!(seen().await.len(), 5);
    door.deploy("builder", 1).await;
    assert_eq!(seen().await, ["1", "2", "3", "4", "5"]);
    door.kintone.clock().advance(step * 2);
    assert_eq!(seen().await, ["3", "4", "5"]);
    door.kintone.clock().advance(step * 3);
    assert!(seen().await.is_empty());
}

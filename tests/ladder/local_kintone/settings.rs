//! Preview and live, revisions, deploys.

use std::time::Duration;

use serde_json::json;

use super::Door;

async fn name(door: &Door, side: &str) -> (String, String) {
    let body = door.get("builder", &format!("/k/v1/{side}app/settings.json"), json!({ "app": 1 })).await;
    (body["name"].as_str().unwrap().to_owned(), body["revision"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn preview_waits_for_the_deploy() {
    let door = Door::midori();
    let answer = door
        .put(
            "builder",
            "/k/v1/preview/app/settings.json",
            json!({ "app": "1", "name": "【市民課】相談", "revision": "5" }),
        )
        .await;
    assert_eq!(answer, json!({ "revision": "6" }));
    assert_eq!(name(&door, "").await, ("相談受付簿".into(), "5".into()));
    assert_eq!(name(&door, "preview/").await, ("【市民課】相談".into(), "6".into()));
    door.deploy("builder", 1).await;
    assert_eq!(name(&door, "").await, ("【市民課】相談".into(), "6".into()));
}

#[tokio::test]
async fn a_stale_revision_is_refused_and_changes_nothing() {
    let door = Door::midori();
    for (path, mut body) in [
        ("/k/v1/preview/app/settings.json", json!({ "name": "x" })),
        ("/k/v1/preview/app/acl.json", json!({ "rights": [] })),
        ("/k/v1/preview/field/acl.json", json!({ "rights": [] })),
        ("/k/v1/preview/app/adminNotes.json", json!({ "content": "x" })),
    ] {
        body["app"] = json!(1);
        body["revision"] = json!(4);
        assert_eq!(door.refused("builder", "PUT", path, body.clone()).await, (409, "GAIA_CO03".into()), "{path}");
    }
    let deploy = json!({ "apps": [{ "app": 1, "revision": 4 }] });
    assert_eq!(
        door.refused("builder", "POST", "/k/v1/preview/app/deploy.json", deploy).await,
        (409, "GAIA_CO03".into())
    );
    assert_eq!(name(&door, "preview/").await, ("相談受付簿".into(), "5".into()));
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "x", "revision": -1 })).await;
}

#[tokio::test]
async fn a_never_deployed_app_has_no_live_side() {
    let door = Door::midori();
    for part in ["app/settings", "app/form/fields", "app/acl", "records"] {
        assert_eq!(
            door.refused("builder", "GET", &format!("/k/v1/{part}.json"), json!({ "app": 7 })).await,
            (404, "GAIA_AP01".into())
        );
    }
    door.get("builder", "/k/v1/preview/app/settings.json", json!({ "app": 7 })).await;
    door.deploy("builder", 7).await;
    door.get("builder", "/k/v1/app/settings.json", json!({ "app": 7 })).await;
}

#[tokio::test]
async fn a_put_of_rights_on_the_live_path_deploys_everything_pending() {
    let door = Door::midori();
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "途中の名前" })).await;
    let rights = door.get("builder", "/k/v1/app/acl.json", json!({ "app": 1 })).await["rights"].clone();
    door.put("builder", "/k/v1/app/acl.json", json!({ "app": 1, "rights": rights })).await;
    assert_eq!(name(&door, "").await, ("途中の名前".into(), "7".into()));
}

#[tokio::test]
async fn a_revert_throws_the_whole_preview_away() {
    let door = Door::midori();
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "x" })).await;
    door.post("builder", "/k/v1/preview/app/deploy.json", json!({ "apps": [{ "app": 1 }], "revert": true })).await;
    assert_eq!(name(&door, "preview/").await, ("相談受付簿".into(), "5".into()));
}

#[tokio::test]
async fn one_failure_takes_a_batch_back() {
    let door = Door::midori();
    let body = json!({ "app": 1, "properties": { "電話番号": { "type": "LINK", "unique": true } } });
    door.put("builder", "/k/v1/preview/app/form/fields.json", body).await;
    door.put(
        "builder",
        "/k/v1/record.json",
        json!({ "app": 1, "id": 2, "record": { "電話番号": { "value": "00-0000-0001" } } }),
    )
    .await;
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 2, "name": "y" })).await;
    door.post("builder", "/k/v1/preview/app/deploy.json", json!({ "apps": [{ "app": 1 }, { "app": 2 }] })).await;
    let status = door.get("builder", "/k/v1/preview/app/deploy.json", json!({ "apps": [1, 2] })).await;
    assert_eq!(status["apps"], json!([{ "app": "1", "status": "FAIL" }, { "app": "2", "status": "CANCEL" }]));
    let live = door.get("builder", "/k/v1/app/settings.json", json!({ "app": 2 })).await;
    assert_eq!(live["name"], "【市民課】証明書交付申請");
}

#[tokio::test]
async fn a_deploy_takes_its_time_and_settings_wait() {
    let door = Door::midori();
    door.kintone.deploy_takes(Duration::from_secs(2));
    door.post("builder", "/k/v1/preview/app/deploy.json", json!({ "apps": [{ "app": 1 }] })).await;
    let status = || door.get("builder", "/k/v1/preview/app/deploy.json", json!({ "apps": ["1"] }));
    assert_eq!(status().await["apps"][0]["status"], "PROCESSING");
    assert_eq!(
        door.ask("builder", "PUT", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "x" })).await.0,
        409
    );
    door.kintone.clock().advance(Duration::from_secs(2));
    assert_eq!(status().await["apps"][0]["status"], "SUCCESS");
}

#[tokio::test]
async fn an_app_is_made_filled_and_deployed() {
    let door = Door::midori();
    assert_eq!(
        door.refused("staff", "POST", "/k/v1/preview/app.json", json!({ "name": "x" })).await,
        (403, "CB_NO02".into())
    );
    let made = door.post("builder-en", "/k/v1/preview/app.json", json!({ "name": "Trial" })).await;
    assert_eq!(made, json!({ "app": "34", "revision": "2" }));
    let fields = door.get("builder-en", "/k/v1/preview/app/form/fields.json", json!({ "app": 34 })).await;
    assert!(fields["properties"].get("Created_by").is_some(), "in the maker's language");
    let properties = json!({
        "件数": { "type": "NUMBER", "code": "件数", "label": "件数", "required": "true", "maxValue": 10 },
        "倍": { "type": "CALC", "code": "倍", "label": "倍", "expression": "件数 * 2" },
        "明細": { "type": "SUBTABLE", "code": "明細", "label": "明細", "fields": { "品": { "type": "SINGLE_LINE_TEXT", "code": "品", "label": "品" } } },
    });
    door.post("builder-en", "/k/v1/preview/app/form/fields.json", json!({ "app": 34, "properties": properties })).await;
    let fields = door.get("builder-en", "/k/v1/preview/app/form/fields.json", json!({ "app": 34 })).await;
    assert_eq!(fields["properties"]["件数"]["required"], true);
    assert_eq!(fields["properties"]["件数"]["maxValue"], "10");
    let layout = door.get("builder-en", "/k/v1/preview/app/form/layout.json", json!({ "app": 34 })).await;
    assert_eq!(layout["layout"][2]["fields"][0]["code"], "品");
    door.deploy("builder-en", 34).await;
    let added =
        door.post("staff", "/k/v1/record.json", json!({ "app": 34, "record": { "件数": { "value": 4 } } })).await;
    assert_eq!(added, json!({ "id": "1", "revision": "1" }));
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 34, "id": 1 })).await;
    assert_eq!(record["record"]["倍"]["value"], "8");
}

#[tokio::test]
async fn a_renamed_field_keeps_its_values() {
    let door = Door::midori();
    let body = json!({ "app": 1, "properties": { "備考": { "type": "MULTI_LINE_TEXT", "code": "メモ" } } });
    door.put("builder", "/k/v1/preview/app/form/fields.json", body).await;
    let before = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 2 })).await;
    assert_eq!(before["record"]["備考"]["value"], "折り返しの電話を希望");
    door.deploy("builder", 1).await;
    let after = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 2 })).await;
    assert_eq!(after["record"]["メモ"]["value"], "折り返しの電話を希望");
    assert!(after["record"].get("備考").is_none());
    let inner = json!({ "家族備考": { "type": "MULTI_LINE_TEXT", "code": "家族メモ" } });
    let body = json!({ "app": 1, "properties": { "家族": { "type": "SUBTABLE", "fields": inner } } });
    door.put("builder", "/k/v1/preview/app/form/fields.json", body).await;
    door.deploy("builder", 1).await;
    let after = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 1 })).await;
    assert_eq!(after["record"]["家族"]["value"][1]["value"]["家族メモ"]["value"], "架空の備考");
    for code in ["続柄", "住所"] {
        let taken = json!({ "app": 1, "properties": { "氏名": { "type": "SINGLE_LINE_TEXT", "code": code } } });
        assert_eq!(
            door.refused("builder", "PUT", "/k/v1/preview/app/form/fields.json", taken).await,
            (400, "CB_VA01".into())
        );
    }
}

#[tokio::test]
async fn layout_and_views_are_checked() {
    let door = Door::midori();
    let layout =
        json!({ "app": 1, "layout": [{ "type": "ROW", "fields": [{ "type": "SINGLE_LINE_TEXT", "code": "ない" }] }] });
    let errors = door.errors("builder", "PUT", "/k/v1/preview/app/form/layout.json", layout).await;
    assert!(errors.get("layout[0].fields[0].code").is_some());
    let missing =
        door.errors("builder", "PUT", "/k/v1/preview/app/form/layout.json", json!({ "app": 1, "layout": [] })).await;
    assert!(missing.get("layout").is_some(), "a layout lists every field");
    let views = json!({ "app": 1, "views": { "一覧2": { "type": "LIST", "name": "別名", "index": 0 } } });
    assert_eq!(door.refused("builder", "PUT", "/k/v1/preview/app/views.json", views).await, (400, "GAIA_IN01".into()));
    let custom =
        json!({ "app": 1, "views": { "地図": { "type": "CUSTOM", "name": "地図", "index": 0, "html": "<p>" } } });
    assert_eq!(
        door.refused("builder", "PUT", "/k/v1/preview/app/views.json", custom.clone()).await,
        (403, "CB_NO02".into())
    );
    door.put("admin", "/k/v1/preview/app/views.json", custom).await;
}

#[tokio::test]
async fn words_that_kintone_does_not_know_are_refused_where_they_stand() {
    let door = Door::midori();
    let report = |rest: serde_json::Value| {
        let mut report = json!({ "name": "月別", "index": 0, "chartType": "COLUMN" });
        report.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        json!({ "reports": { "月別": report } })
    };
    let field = |rest: serde_json::Value| {
        let mut field = json!({ "code": "項", "label": "項" });
        field.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        json!({ "properties": { "項": field } })
    };
    let view = |word: &str| json!({ "views": { "一覧": { "type": "LIST", "index": 0, word: "x" } } });
    let inner = json!([{ "type": "GROUP", "code": "項", "layout": [{ "type": "SUBTABLE", "fields": [] }] }]);
    for (method, part, mut body, place) in [
        ("PUT", "app/reports", report(json!({ "chartMode": "x" })), "reports[月別].chartMode"),
        ("PUT", "app/reports", report(json!({ "sorts": [{ "by": "x" }] })), "reports[月別].sorts[0].by"),
        ("PUT", "app/reports", report(json!({ "groups": [{ "per": "x" }] })), "reports[月別].groups[0].per"),
        (
            "PUT",
            "app/reports",
            report(json!({ "periodicReport": { "period": { "every": "MINUTE" } } })),
            "reports[月別].periodicReport.period.every",
        ),
        ("POST", "app/form/fields", field(json!({ "type": "LINK", "protocol": "x" })), "properties[項].protocol"),
        (
            "POST",
            "app/form/fields",
            field(json!({ "type": "NUMBER", "unitPosition": "x" })),
            "properties[項].unitPosition",
        ),
        (
            "POST",
            "app/form/fields",
            field(json!({ "type": "USER_SELECT", "entities": [{ "type": "x", "code": "staff" }] })),
            "properties[項].entities[0].type",
        ),
        ("PUT", "app/form/layout", json!({ "layout": inner }), "layout[0].layout[0].type"),
        ("PUT", "app/views", view("device"), "views[一覧].device"),
        ("PUT", "app/views", view("builtinType"), "views[一覧].builtinType"),
        ("PUT", "app/settings", json!({ "icon": { "type": "PRESET", "key": "APP91" } }), "icon.key"),
        ("GET", "app/form/fields", json!({ "lang": "fr" }), "lang"),
    ] {
        body["app"] = json!(1);
        let errors = door.errors("builder", method, &format!("/k/v1/preview/{part}.json"), body).await;
        assert!(errors.get(place).is_some(), "{place}: {errors}");
    }
}

#[tokio::test]
async fn every_layout_of_the_city_can_be_put_back() {
    let door = Door::midori();
    for (user, app) in [("builder", 1), ("builder", 2), ("office", 8)] {
        let layout =
            door.get(user, "/k/v1/preview/app/form/layout.json", json!({ "app": app })).await["layout"].clone();
        door.put(user, "/k/v1/preview/app/form/layout.json", json!({ "app": app, "layout": layout })).await;
        let views = door.get(user, "/k/v1/preview/app/views.json", json!({ "app": app })).await["views"].clone();
        let answer = door.put(user, "/k/v1/preview/app/views.json", json!({ "app": app, "views": views })).await;
        assert_eq!(answer["views"]["一覧"]["id"], views["一覧"]["id"]);
        let properties =
            door.get(user, "/k/v1/preview/app/form/fields.json", json!({ "app": app })).await["properties"].clone();
        door.put(user, "/k/v1/preview/app/form/fields.json", json!({ "app": app, "properties": properties })).await;
        let after =
            door.get(user, "/k/v1/preview/app/form/fields.json", json!({ "app": app })).await["properties"].clone();
        assert_eq!(properties, after);
    }
}

#[tokio::test]
async fn customisation_needs_both_rights_and_old_files_go_with_the_deploy() {
    let door = Door::midori();
    let key = door.upload("admin", "a.js", "text/javascript", b"1;").await;
    let body =
        json!({ "app": 1, "scope": "ALL", "desktop": { "js": [{ "type": "FILE", "file": { "fileKey": key } }] } });
    assert_eq!(
        door.refused("builder", "PUT", "/k/v1/preview/app/customize.json", body.clone()).await,
        (403, "CB_NO02".into())
    );
    door.put("admin", "/k/v1/preview/app/customize.json", body).await;
    door.deploy("admin", 1).await;
    let live = door.get("builder", "/k/v1/app/customize.json", json!({ "app": 1 })).await;
    let held = live["desktop"]["js"][0]["file"]["fileKey"].as_str().unwrap().to_owned();
    assert_ne!(held, key);
    let again = json!({ "app": 1, "desktop": { "js": [{ "type": "FILE", "file": { "fileKey": held } }] } });
    door.put("admin", "/k/v1/preview/app/customize.json", again.clone()).await;
    door.put("admin", "/k/v1/preview/app/customize.json", json!({ "app": 1, "desktop": { "js": [] } })).await;
    door.deploy("admin", 1).await;
    assert_eq!(
        door.refused("admin", "PUT", "/k/v1/preview/app/customize.json", again).await,
        (404, "GAIA_BL01".into())
    );
}

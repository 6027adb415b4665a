//! Records: entered, checked, asked for.

use serde_json::{Value, json};

use super::Door;

async fn found(door: &Door, user: &str, app: u64, query: &str) -> Vec<String> {
    let body = door.get(user, "/k/v1/records.json", json!({ "app": app, "query": query })).await;
    let records = body["records"].as_array().unwrap();
    records.iter().map(|record| record["$id"]["value"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_record_has_kintones_shapes() {
    let door = Door::midori();
    let record = door.get("office", "/k/v1/record.json", json!({ "app": 8, "id": 3 })).await["record"].clone();
    assert_eq!(record["$id"], json!({ "type": "__ID__", "value": "3" }));
    assert_eq!(record["$revision"], json!({ "type": "__REVISION__", "value": "1" }));
    assert_eq!(record["レコード番号"], json!({ "type": "RECORD_NUMBER", "value": "3" }));
    assert_eq!(record["作成日時"]["value"], "2026-10-03T03:12:00Z");
    assert_eq!(record["作成者"]["value"], json!({ "code": "office", "name": "情報 守" }));
    assert_eq!(record["金額"]["value"], "256000");
    for (code, empty) in
        [("点検時刻", json!(null)), ("説明", json!("架空の備品です。")), ("写真", json!([])), ("保守履歴", json!([]))]
    {
        assert_eq!(record[code]["value"], empty, "{code}");
    }
    for absent in ["ステータス", "作業者", "カテゴリー", "保守情報", "同じ区分の備品"] {
        assert!(record.get(absent).is_none(), "{absent}");
    }
    let sum =
        door.get("office", "/k/v1/record.json", json!({ "app": 8, "id": 1 })).await["record"]["保守費合計"].clone();
    assert_eq!(sum["value"], "7500", "SUM over a column");
}

#[tokio::test]
async fn what_is_wrong_is_named_by_key_in_the_readers_language() {
    let door = Door::midori();
    let record = json!({
        "品名": { "value": "" },
        "管理番号": { "value": "B-0001" },
        "状態": { "value": "壊れた" },
        "付属品": { "value": ["電源", "箱"] },
        "数量": { "value": "1000" },
        "単価": { "value": "高い" },
    });
    let errors = door.errors("office", "POST", "/k/v1/record.json", json!({ "app": 8, "record": record })).await;
    let said =
        |key: &str| errors[key]["messages"][0].as_str().unwrap_or_else(|| panic!("no {key} in {errors}")).to_owned();
    assert_eq!(said("record.品名.value"), "必須です。");
    assert_eq!(said("record.管理番号.value"), "値がほかのレコードと重複しています。");
    assert_eq!(said("record.状態.value"), "\"壊れた\"は選択肢にありません。");
    assert_eq!(said("record.付属品.values[1].value"), "\"箱\"は選択肢にありません。");
    assert_eq!(said("record.数量.value"), "999以下である必要があります。");
    assert_eq!(said("record[単価].value"), "数字でなければなりません。");
    let long = json!({ "app": 8, "record": { "品名": { "value": "あ".repeat(41) } } });
    let errors = door.errors("builder-en", "POST", "/k/v1/record.json", long).await;
    assert_eq!(errors["record.品名.value"]["messages"], json!(["Enter less than 41 characters."]));
    let errors = door.errors("staff-en", "POST", "/k/v1/record.json", json!({ "app": 1 })).await;
    assert_eq!(errors["record.氏名.value"]["messages"], json!(["Required."]));
    let errors = door.errors("staff-en", "GET", "/k/v1/record.json", json!({ "app": 0 })).await;
    assert_eq!(errors["app"]["messages"], json!(["must be greater than or equal to 1"]));
    assert_eq!(errors["id"]["messages"], json!(["Required field."]));
}

/// Observed forms, beside what they are kept as.
#[tokio::test]
async fn numbers_are_kept_in_their_plain_form() {
    let door = Door::midori();
    for (sent, kept) in [
        ("1.5e1", "15"),
        (" 42 ", "42"),
        ("+3", "3"),
        ("-0.50", "-0.5"),
        ("007", "7"),
        ("", ""),
        ("12345678901234567890.5", "12345678901234567890.5"),
    ] {
        door.put("office", "/k/v1/record.json", json!({ "app": 8, "id": 3, "record": { "単価": { "value": sent } } }))
            .await;
        let record = door.get("office", "/k/v1/record.json", json!({ "app": 8, "id": 3 })).await;
        assert_eq!(record["record"]["単価"]["value"], kept, "{sent}");
    }
    for sent in ["abc", "12abc", "1,000", "1e", "--1", "NaN", "inf", "0x10", "."] {
        let body = json!({ "app": 8, "id": 3, "record": { "単価": { "value": sent } } });
        let errors = door.errors("office", "PUT", "/k/v1/record.json", body).await;
        assert!(errors.get("record[単価].value").is_some(), "{sent}: {errors}");
    }
}

/// What is given as empty stays empty; a default fills only what is not given, and only in a new record.
#[tokio::test]
async fn an_explicit_nothing_is_no_default() {
    let door = Door::midori();
    let record = json!({ "氏名": { "value": "架空" }, "対応日": { "value": "" }, "担当者": { "value": [] } });
    let added = door.post("staff", "/k/v1/record.json", json!({ "app": 1, "record": record })).await;
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": added["id"] })).await["record"].clone();
    assert_eq!((&record["対応日"]["value"], &record["担当者"]["value"]), (&json!(null), &json!([])));
    assert_eq!(record["家族"]["value"], json!([]), "a table that is not named has no rows");
    door.put("staff", "/k/v1/record.json", json!({ "app": 1, "id": added["id"], "record": {} })).await;
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": added["id"] })).await["record"].clone();
    assert_eq!(record["対応日"]["value"], json!(null));
}

/// A required field that the person may not see stops the save all the same; its default would not.
#[tokio::test]
async fn a_required_field_behind_closed_rights_stops_the_save() {
    let door = Door::midori();
    let rights = json!([{ "code": "氏名", "entities": [
        { "entity": { "type": "USER", "code": "builder" }, "accessibility": "WRITE" },
    ] }]);
    door.put("builder", "/k/v1/field/acl.json", json!({ "app": 1, "rights": rights })).await;
    let add = |record: Value| json!({ "app": 1, "record": record });
    let errors = door.errors("staff", "POST", "/k/v1/record.json", add(json!({}))).await;
    assert_eq!(errors["record.氏名.value"]["messages"], json!(["必須です。"]));
    let given = add(json!({ "氏名": { "value": "架空" } }));
    assert_eq!(door.refused("staff", "POST", "/k/v1/record.json", given).await, (403, "GAIA_FU01".into()));
    let default = json!({ "氏名": { "type": "SINGLE_LINE_TEXT", "defaultValue": "（未記入）" } });
    door.put("builder", "/k/v1/preview/app/form/fields.json", json!({ "app": 1, "properties": default })).await;
    door.deploy("builder", 1).await;
    door.post("staff", "/k/v1/record.json", add(json!({}))).await;
}

#[tokio::test]
async fn defaults_fill_a_new_record() {
    let door = Door::midori();
    let added =
        door.post("staff", "/k/v1/record.json", json!({ "app": 1, "record": { "氏名": { "value": "架空" } } })).await;
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": added["id"] })).await["record"].clone();
    assert_eq!(record["対応日"]["value"], "2026-11-25");
    assert_eq!(record["担当者"]["value"][0]["code"], "staff");
    assert_eq!(record["作成日時"]["value"], "2026-11-25T01:30:00Z");
}

#[tokio::test]
async fn revisions_guard_records() {
    let door = Door::midori();
    let change =
        |revision: i64| json!({ "app": 1, "id": 1, "revision": revision, "record": { "備考": { "value": "架空" } } });
    assert_eq!(door.put("staff", "/k/v1/record.json", change(1)).await, json!({ "revision": "2" }));
    assert_eq!(door.refused("staff", "PUT", "/k/v1/record.json", change(1)).await, (409, "GAIA_CO02".into()));
    door.put("staff", "/k/v1/record.json", change(-1)).await;
    assert_eq!(
        door.refused("staff", "GET", "/k/v1/record.json", json!({ "app": 1, "id": 99 })).await,
        (404, "GAIA_RE01".into())
    );
    assert_eq!(
        door.refused("staff", "GET", "/k/v1/record.json", json!({ "app": 99, "id": 1 })).await,
        (404, "GAIA_AP01".into())
    );
}

#[tokio::test]
async fn rows_are_merged_by_id_added_and_dropped() {
    let door = Door::midori();
    let rows = json!([{ "id": "1002", "value": { "家族備考": { "value": "変更" } } }, { "value": { "家族氏名": { "value": "架空 三子" } } }]);
    door.put("staff", "/k/v1/record.json", json!({ "app": 1, "id": 1, "record": { "家族": { "value": rows } } })).await;
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 1 })).await["record"].clone();
    let rows = record["家族"]["value"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["value"]["家族氏名"]["value"], "架空 次郎");
    assert_eq!(rows[0]["value"]["家族備考"]["value"], "変更");
    assert!(rows[1]["id"].as_str().unwrap().parse::<u64>().unwrap() > 1002);
}

#[tokio::test]
async fn system_fields_are_not_for_writing() {
    let door = Door::midori();
    let with = |code: &str, value: Value| json!({ "app": 1, "id": 1, "record": { code: { "value": value } } });
    for code in ["レコード番号", "作成日時", "更新者", "ステータス"] {
        assert_eq!(
            door.refused("builder", "PUT", "/k/v1/record.json", with(code, json!("1"))).await,
            (400, "GAIA_UN10".into())
        );
    }
    let stamped = |user: &str| json!({ "app": 1, "record": { "氏名": { "value": "x" }, "作成者": { "value": { "code": user } } } });
    assert_eq!(door.refused("staff", "POST", "/k/v1/record.json", stamped("staff")).await, (403, "GAIA_BF02".into()));
    let added = door.post("builder", "/k/v1/record.json", stamped("staff")).await;
    let record = door.get("builder", "/k/v1/record.json", json!({ "app": 1, "id": added["id"] })).await;
    assert_eq!(record["record"]["作成者"]["value"]["code"], "staff");
    // Unknown codes and calculations are silently ignored.
    door.put("builder", "/k/v1/record.json", with("ない", json!("x"))).await;
    let unknown = with("担当者", json!([{ "code": "nobody" }]));
    assert_eq!(door.refused("builder", "PUT", "/k/v1/record.json", unknown).await, (400, "GAIA_IL26".into()));
}

#[tokio::test]
async fn a_lookup_copies_and_misses() {
    let door = Door::midori();
    let with = |key: &str| json!({ "app": 8, "id": 3, "record": { "代替品番号": { "value": key }, "代替品名": { "value": "無視" } } });
    door.put("office", "/k/v1/record.json", with("B-0002")).await;
    let record = door.get("office", "/k/v1/record.json", json!({ "app": 8, "id": 3 })).await;
    assert_eq!(record["record"]["代替品名"]["value"], "カラープリンター");
    assert_eq!(door.refused("office", "PUT", "/k/v1/record.json", with("B-9999")).await, (400, "GAIA_LO04".into()));
    door.put("office", "/k/v1/record.json", with("")).await;
    let record = door.get("office", "/k/v1/record.json", json!({ "app": 8, "id": 3 })).await;
    assert_eq!(record["record"]["代替品名"]["value"], "");
}

#[tokio::test]
async fn queries_find_what_they_say() {
    let door = Door::midori();
    for (query, expected) in [
        ("", vec!["5", "4", "3", "2", "1"]),
        ("order by $id asc limit 2 offset 1", vec!["2", "3"]),
        ("区分 in (\"その他\") order by 数量 desc", vec!["5", "4"]),
        ("区分 not in (\"その他\") and 数量 > 5 order by $id asc", vec!["1", "3"]),
        ("(品名 like \"プリンター\" or 品名 = \"プロジェクター\") and $id < 10", vec!["4", "2"]),
        ("数量 >= 5 and 数量 <= 8", vec!["5", "3"]),
        ("購入日 < \"2025-06-01\"", vec!["2", "1"]),
        ("購入日 = \"2025-08-01\"", vec!["5"]),
        ("作成日時 < TODAY() and 作成日時 >= \"2026-10-04T00:00:00Z\"", vec!["5", "4"]),
        ("作成日時 = LAST_MONTH() and 点検時刻 = \"09:30\"", vec!["1"]),
        ("点検時刻 != \"\"", vec!["1"]),
        ("管理者 in (LOGINUSER()) and 管理部署 in (PRIMARY_ORGANIZATION())", vec!["5", "4", "3", "2", "1"]),
        ("作業者名 in (\"office\")", vec!["2", "1"]),
        ("保守費 > 4000 order by 管理番号 asc", vec!["1", "2"]),
        ("取扱注意 is not empty", vec!["1"]),
        ("付属品 in (\"ケース\", \"説明書\")", vec!["4", "1"]),
        ("貸出先 in (\"shimin\")", vec!["1"]),
        ("品名 = \"\\\"\"", vec![]),
    ] {
        assert_eq!(found(&door, "office", 8, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn what_a_query_cannot_mean_is_refused() {
    let door = Door::midori();
    for (query, code) in [
        ("品名 ==", "CB_VA01"),
        ("品名 = \"x", "CB_VA01"),
        ("品名 = \"x\" 数量 > 1", "CB_VA01"),
        ("数量 > \"多い\"", "CB_VA01"),
        ("購入日 = SOMEDAY()", "CB_VA01"),
        ("ない = 1", "GAIA_IQ11"),
        ("order by ない asc", "GAIA_IQ11"),
        ("説明 = \"x\"", "GAIA_IQ03"),
        ("区分 like \"x\"", "GAIA_IQ03"),
        ("区分 = \"その他\"", "GAIA_IQ03"),
        ("作業 = \"清掃\"", "GAIA_IQ07"),
        ("limit 501", "GAIA_QU01"),
        ("offset 10001", "GAIA_QU02"),
    ] {
        assert_eq!(
            door.refused("office", "GET", "/k/v1/records.json", json!({ "app": 8, "query": query })).await,
            (400, code.into()),
            "{query}"
        );
    }
}

#[tokio::test]
async fn many_records_come_and_go_together() {
    let door = Door::midori();
    let records =
        |count: usize| (0..count).map(|at| json!({ "氏名": { "value": format!("架空 {at}") } })).collect::<Vec<_>>();
    let added = door.post("staff", "/k/v1/records.json", json!({ "app": 1, "records": records(2) })).await;
    assert_eq!(added, json!({ "ids": ["6", "7"], "revisions": ["1", "1"] }));
    let errors = door.errors("staff", "POST", "/k/v1/records.json", json!({ "app": 1, "records": records(101) })).await;
    assert_eq!(errors["records"]["messages"], json!(["一度に100件までのレコードを追加できます。"]));
    let put = json!({ "app": 1, "records": [{ "id": 6, "record": { "備考": { "value": "x" } } }, { "id": 99, "record": {} }] });
    assert_eq!(door.refused("staff", "PUT", "/k/v1/records.json", put).await, (404, "GAIA_RE01".into()));
    let six = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 6 })).await;
    assert_eq!(six["record"]["$revision"]["value"], "1", "a refused request changed nothing");
    let (status, body) = door.ask("staff", "DELETE", "/k/v1/records.json?app=1&ids[0]=6&ids[1]=7", json!({})).await;
    assert_eq!((status, body), (200, json!({})));
    let counted =
        door.get("staff", "/k/v1/records.json", json!({ "app": 1, "totalCount": "true", "fields": ["氏名"] })).await;
    assert_eq!(counted["totalCount"], "5");
    assert_eq!(counted["records"][0].as_object().unwrap().len(), 1);
    assert_eq!(door.get("staff", "/k/v1/records.json", json!({ "app": 1 })).await["totalCount"], Value::Null);
}

#[tokio::test]
async fn an_update_key_finds_its_record() {
    let door = Door::midori();
    let by = |field: &str, value: &str| json!({ "app": 8, "updateKey": { "field": field, "value": value }, "record": { "数量": { "value": "1" } } });
    assert_eq!(door.put("office", "/k/v1/record.json", by("管理番号", "B-0002")).await, json!({ "revision": "2" }));
    assert_eq!(
        door.refused("office", "PUT", "/k/v1/record.json", by("管理番号", "B-9")).await,
        (404, "GAIA_RE20".into())
    );
    assert_eq!(door.refused("office", "PUT", "/k/v1/record.json", by("品名", "x")).await, (400, "GAIA_IQ27".into()));
    let records = json!([{ "updateKey": { "field": "管理番号", "value": "B-0100" }, "record": { "品名": { "value": "新しい備品" } } }]);
    let answer =
        door.put("office", "/k/v1/records.json", json!({ "app": 8, "upsert": true, "records": records })).await;
    assert_eq!(answer["records"][0]["operation"], "INSERT");
}

#[tokio::test]
async fn a_bulk_request_is_all_or_nothing() {
    let door = Door::midori();
    let add = json!({ "method": "POST", "api": "/k/v1/record.json", "payload": { "app": 1, "record": { "氏名": { "value": "架空" } } } });
    let bad = json!({ "method": "PUT", "api": "/k/v1/record.json", "payload": { "app": 1, "id": 99, "record": {} } });
    let done = door.post("staff", "/k/v1/bulkRequest.json", json!({ "requests": [add] })).await;
    assert_eq!(done, json!({ "results": [{ "id": "6", "revision": "1" }] }));
    let (status, body) = door.ask("staff", "POST", "/k/v1/bulkRequest.json", json!({ "requests": [add, bad] })).await;
    assert_eq!(status, 404);
    assert_eq!(body["results"][0], json!({}));
    assert_eq!(body["results"][1]["code"], "GAIA_RE01");
    assert_eq!(found(&door, "staff", 1, "").await.len(), 6);
}

#[tokio::test]
async fn a_cursor_reads_in_portions() {
    let door = Door::midori();
    let made = door
        .post("staff", "/k/v1/records/cursor.json", json!({ "app": 1, "size": 3, "query": "order by $id asc" }))
        .await;
    assert_eq!(made["totalCount"], "5");
    let first = door.get("staff", "/k/v1/records/cursor.json", json!({ "id": made["id"] })).await;
    assert_eq!((first["records"].as_array().unwrap().len(), &first["next"]), (3, &json!(true)));
    let last = door.get("staff", "/k/v1/records/cursor.json", json!({ "id": made["id"] })).await;
    assert_eq!((last["records"].as_array().unwrap().len(), &last["next"]), (2, &json!(false)));
    assert_eq!(door.ask("staff", "GET", "/k/v1/records/cursor.json", json!({ "id": made["id"] })).await.0, 404);
}

#[tokio::test]
async fn a_file_goes_with_its_record() {
    let door = Door::midori();
    let key = door.upload("office", "写真.png", "image/png", b"pixels").await;
    let with = |key: &str| json!({ "app": 8, "id": 1, "record": { "写真": { "value": [{ "fileKey": key }] } } });
    assert_eq!(
        door.refused("builder", "PUT", "/k/v1/record.json", with(&key)).await.1,
        "GAIA_BL01",
        "somebody else's upload"
    );
    door.put("office", "/k/v1/record.json", with(&key)).await;
    let record = door.get("office", "/k/v1/record.json", json!({ "app": 8, "id": 1 })).await;
    let file = &record["record"]["写真"]["value"][0];
    assert_eq!(
        (&file["name"], &file["size"], &file["contentType"]),
        (&json!("写真.png"), &json!("6"), &json!("image/png"))
    );
    let held = file["fileKey"].as_str().unwrap();
    door.put("office", "/k/v1/record.json", with(held)).await;
    let request = axum::http::Request::get(format!("/k/v1/file.json?fileKey={held}"))
        .header("X-Cybozu-Authorization", super::password("staff"))
        .body(axum::body::Body::empty())
        .unwrap();
    let reply = door.send(request).await;
    assert_eq!((reply.status, reply.text()), (200, "pixels".into()));
    assert_eq!(
        door.refused("office", "GET", "/k/v1/file.json", json!({ "fileKey": "x" })).await,
        (404, "GAIA_BL01".into())
    );
}

//! Every kind of field: added with its settings, read back, changed, and refused where a setting makes no sense.

use serde_json::{Value, json};

use super::Door;

/// Kind, what is added, settings to change one by one, and bad settings with the key of their error.
type Case = (&'static str, Value, Value, Vec<(Value, &'static str)>);

fn kinds() -> Vec<Case> {
    let options =
        json!({ "options": { "甲": { "label": "甲", "index": "0" }, "乙": { "label": "乙", "index": "1" } } });
    let bad_default = || (json!({ "defaultValue": "丙" }), "defaultValue");
    let lookup = |key: &str| {
        json!({ "lookup": {
        "relatedApp": { "app": "8", "code": "" }, "relatedKeyField": key, "fieldMappings": [], "lookupPickerFields": ["管理番号"],
        "filterCond": "", "sort": "レコード番号 desc" } })
    };
    let list = |field: &str, size: &str| {
        json!({ "referenceTable": {
        "relatedApp": { "app": "8", "code": "" }, "condition": { "field": "題", "relatedField": field },
        "filterCond": "", "displayFields": ["品名"], "sort": "レコード番号 desc", "size": size } })
    };
    vec![
        (
            "SINGLE_LINE_TEXT",
            json!({ "minLength": null, "maxLength": 20, "required": "false" }),
            json!({ "label": "別名", "noLabel": true, "required": true, "unique": true, "minLength": "2",
                    "maxLength": "30", "defaultValue": "初期" }),
            vec![(json!({ "maxLength": "多い" }), "maxLength"), (json!({ "minLength": "-1" }), "minLength")],
        ),
        (
            "SINGLE_LINE_TEXT",
            json!({ "expression": "題 & \"!\"" }),
            json!({ "expression": "題 & \"?\"", "hideExpression": true }),
            vec![],
        ),
        ("SINGLE_LINE_TEXT", lookup("管理番号"), lookup("品名"), vec![(lookup("ない"), "lookup.relatedKeyField")]),
        ("MULTI_LINE_TEXT", json!({}), json!({ "required": true, "defaultValue": "一\n二" }), vec![]),
        ("RICH_TEXT", json!({}), json!({ "defaultValue": "<b>太字</b>" }), vec![]),
        (
            "NUMBER",
            json!({ "maxValue": 10, "digit": "true", "displayScale": "2" }),
            json!({ "maxValue": "99.5", "minValue": "-1", "digit": false, "displayScale": "0", "unit": "円",
                    "unitPosition": "AFTER", "defaultValue": "3", "unique": true }),
            vec![
                (json!({ "maxValue": "x" }), "maxValue"),
                (json!({ "displayScale": "1.5" }), "displayScale"),
                (json!({ "unitPosition": "MIDDLE" }), "unitPosition"),
            ],
        ),
        (
            "CALC",
            json!({ "expression": "1 + 1" }),
            json!({ "expression": "2 * 3", "format": "HOUR_MINUTE", "hideExpression": true, "unit": "分",
                    "unitPosition": "AFTER", "displayScale": "1" }),
            vec![(json!({ "format": "CURRENCY" }), "format"), (json!({ "expression": "" }), "expression")],
        ),
        (
            "RADIO_BUTTON",
            options.clone(),
            json!({ "align": "VERTICAL", "defaultValue": "乙", "required": true }),
            vec![bad_default(), (json!({ "align": "DIAGONAL" }), "align"), (json!({ "options": {} }), "options")],
        ),
        (
            "CHECK_BOX",
            options.clone(),
            json!({ "align": "VERTICAL", "defaultValue": ["甲", "乙"] }),
            vec![bad_default()],
        ),
        ("MULTI_SELECT", options.clone(), json!({ "defaultValue": ["乙"] }), vec![bad_default()]),
        ("DROP_DOWN", options, json!({ "defaultValue": "甲", "required": true }), vec![bad_default()]),
        ("DATE", json!({ "unique": "true" }), json!({ "defaultNowValue": true, "unique": false }), vec![]),
        ("TIME", json!({}), json!({ "defaultValue": "09:30", "required": true }), vec![]),
        ("DATETIME", json!({ "defaultNowValue": "true" }), json!({ "defaultNowValue": false }), vec![]),
        (
            "LINK",
            json!({ "protocol": "MAIL", "maxLength": null }),
            json!({ "protocol": "CALL", "unique": true, "minLength": "3" }),
            vec![(json!({ "protocol": "FAX" }), "protocol")],
        ),
        (
            "FILE",
            json!({ "thumbnailSize": 250 }),
            json!({ "thumbnailSize": "500", "required": true }),
            vec![(json!({ "thumbnailSize": "7" }), "thumbnailSize")],
        ),
        (
            "USER_SELECT",
            json!({ "entities": [{ "type": "USER", "code": "staff" }] }),
            json!({ "defaultValue": [{ "type": "FUNCTION", "code": "LOGINUSER()" }], "required": true }),
            vec![],
        ),
        ("ORGANIZATION_SELECT", json!({}), json!({ "required": true, "noLabel": true }), vec![]),
        ("GROUP_SELECT", json!({}), json!({ "label": "組" }), vec![]),
        ("GROUP", json!({ "openGroup": "false" }), json!({ "openGroup": true, "label": "まとめ" }), vec![]),
        (
            "REFERENCE_TABLE",
            list("品名", "5"),
            list("管理番号", "10"),
            vec![
                (list("品名", "7"), "referenceTable.size"),
                (list("ない", "5"), "referenceTable.condition.relatedField"),
            ],
        ),
    ]
}

async fn field_of(door: &Door, app: u64) -> Value {
    let fields = door.get("builder", "/k/v1/preview/app/form/fields.json", json!({ "app": app })).await;
    fields["properties"]["試"].clone()
}

fn with(base: &Value, more: &Value) -> Value {
    let mut all = base.as_object().unwrap().clone();
    all.extend(more.as_object().unwrap().clone());
    Value::Object(all)
}

/// Numbers and switches come back as kintone writes them, `null` as nothing.
fn as_answered(sent: &Value) -> Value {
    match sent {
        Value::Number(number) => json!(number.to_string()),
        Value::Null => json!(""),
        Value::String(word) if word == "true" || word == "false" => json!(word == "true"),
        other => other.clone(),
    }
}

#[tokio::test]
async fn every_kind_is_added_read_changed_and_refused() {
    const PATH: &str = "/k/v1/preview/app/form/fields.json";
    for (kind, added, changes, refusals) in kinds() {
        let door = Door::midori();
        let made = door.post("builder", "/k/v1/preview/app.json", json!({ "name": "試し" })).await;
        let app: u64 = made["app"].as_str().unwrap().parse().unwrap();
        let title = json!({ "題": { "type": "SINGLE_LINE_TEXT", "code": "題", "label": "題" } });
        door.post("builder", PATH, json!({ "app": app, "properties": title })).await;
        let base = with(&json!({ "type": kind, "code": "試", "label": "試" }), &added);
        for (bad, key) in &refusals {
            let body = json!({ "app": app, "properties": { "試": with(&base, bad) } });
            let errors = door.errors("builder", "POST", PATH, body).await;
            assert!(errors.get(format!("properties[試].{key}")).is_some(), "{kind} {bad}: {errors}");
        }
        door.post("builder", PATH, json!({ "app": app, "properties": { "試": base } })).await;
        let mut expected = field_of(&door, app).await;
        for (setting, sent) in added.as_object().unwrap() {
            if setting == "referenceTable" || setting == "lookup" || setting == "options" {
                continue;
            }
            assert_eq!(expected[setting], as_answered(sent), "{kind} {setting}");
        }
        for (setting, value) in changes.as_object().unwrap() {
            let change = json!({ "type": kind, setting: value });
            door.put("builder", PATH, json!({ "app": app, "properties": { "試": change } })).await;
            expected[setting] = value.clone();
            assert_eq!(field_of(&door, app).await, expected, "{kind}: {setting} changes alone");
        }
        for (bad, key) in &refusals {
            let change = with(&json!({ "type": kind }), bad);
            let errors =
                door.errors("builder", "PUT", PATH, json!({ "app": app, "properties": { "試": change } })).await;
            assert!(errors.get(format!("properties[試].{key}")).is_some(), "{kind} {bad}: {errors}");
            assert_eq!(field_of(&door, app).await, expected, "{kind}: a refusal changes nothing");
        }
        let other = if kind == "NUMBER" { "DATE" } else { "NUMBER" };
        let errors =
            door.errors("builder", "PUT", PATH, json!({ "app": app, "properties": { "試": { "type": other } } })).await;
        assert!(errors.get("properties[試].type").is_some(), "{kind}: {errors}");
    }
}

/// An option's label changes by its old name, and its place by its index.
#[tokio::test]
async fn options_are_renamed_and_moved() {
    let door = Door::midori();
    let options = json!({
        "使用中": { "label": "利用中", "index": "2" }, "保管": { "label": "保管", "index": "0" },
        "廃棄予定": { "label": "廃棄予定", "index": "1" },
    });
    let change = json!({ "状態": { "type": "RADIO_BUTTON", "options": options, "defaultValue": "保管" } });
    door.put("office", "/k/v1/preview/app/form/fields.json", json!({ "app": 8, "properties": change })).await;
    let fields = door.get("office", "/k/v1/preview/app/form/fields.json", json!({ "app": 8 })).await;
    let held = &fields["properties"]["状態"]["options"];
    assert_eq!(held.as_object().unwrap().keys().collect::<Vec<_>>(), ["保管", "廃棄予定", "利用中"]);
    assert_eq!(held["利用中"], json!({ "label": "利用中", "index": "2" }));
}

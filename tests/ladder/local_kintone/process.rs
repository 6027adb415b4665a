//! Process management: its settings, and records on their way.

use serde_json::{Value, json};

use super::Door;

fn entity(kind: &str, code: &str) -> Value {
    json!({ "entity": { "type": kind, "code": code }, "includeSubs": false })
}

/// App 1 with three states: the approver is chosen, then everybody named must agree.
pub(super) async fn with_process() -> Door {
    let door = Door::midori();
    let body = json!({
        "app": 1,
        "enable": true,
        "states": {
            "未処理": { "name": "未処理", "index": 0, "assignee": { "type": "ONE", "entities": [] } },
            "承認待ち": { "name": "承認待ち", "index": 1, "assignee": {
                "type": "ONE", "entities": [entity("USER", "builder"), entity("USER", "office")],
            } },
            "合議": { "name": "合議", "index": 2, "assignee": {
                "type": "ALL", "entities": [entity("USER", "builder"), entity("USER", "staff")],
            } },
            "完了": { "name": "完了", "index": 3 },
        },
        "actions": [
            { "name": "申請", "from": "未処理", "to": "承認待ち", "filterCond": "" },
            { "name": "急ぐ", "from": "未処理", "to": "完了", "filterCond": "氏名 = \"だれでもない\"" },
            { "name": "承認", "from": "承認待ち", "to": "合議" },
            { "name": "合意", "from": "合議", "to": "完了" },
            { "name": "取り下げ", "from": "承認待ち", "to": "未処理", "type": "SECONDARY",
              "executableUser": { "entities": [entity("USER", "staff")] } },
        ],
    });
    let answer = door.put("builder", "/k/v1/preview/app/status.json", body).await;
    assert_eq!(answer, json!({ "revision": "6" }));
    door.deploy("builder", 1).await;
    door
}

fn step(action: &str) -> Value {
    json!({ "app": 1, "id": 1, "action": action })
}

async fn held(door: &Door) -> (String, Vec<String>) {
    let record = door.get("builder", "/k/v1/record.json", json!({ "app": 1, "id": 1 })).await["record"].clone();
    let people =
        record["作業者"]["value"].as_array().unwrap().iter().map(|who| who["code"].as_str().unwrap().to_owned());
    (record["ステータス"]["value"].as_str().unwrap().to_owned(), people.collect())
}

const PATH: &str = "/k/v1/record/status.json";

#[tokio::test]
async fn a_record_goes_its_way() {
    let door = with_process().await;
    assert_eq!(held(&door).await, ("未処理".into(), vec![]));
    assert_eq!(door.refused("staff", "PUT", PATH, step("申請")).await, (400, "GAIA_SA01".into()));
    assert_eq!(door.refused("staff", "PUT", PATH, step("承認")).await, (400, "GAIA_IL03".into()));
    assert_eq!(door.refused("staff", "PUT", PATH, step("急ぐ")).await, (400, "GAIA_IL03".into()));
    let mut submit = step("申請");
    submit["assignee"] = json!("builder");
    submit["revision"] = json!(9);
    assert_eq!(door.refused("staff", "PUT", PATH, submit.clone()).await, (409, "GAIA_CO02".into()));
    submit["revision"] = json!(1);
    assert_eq!(door.put("staff", PATH, submit).await, json!({ "revision": "3" }));
    assert_eq!(held(&door).await, ("承認待ち".into(), vec!["builder".into()]));
    assert_eq!(door.refused("staff", "PUT", PATH, step("承認")).await, (403, "GAIA_NT01".into()));
    let mut chosen = step("承認");
    chosen["assignee"] = json!("staff");
    assert_eq!(door.refused("builder", "PUT", PATH, chosen).await, (400, "GAIA_SA04".into()));
    door.put("builder", PATH, step("承認")).await;
    assert_eq!(held(&door).await, ("合議".into(), vec!["builder".into(), "staff".into()]));
    door.put("staff", PATH, step("合意")).await;
    assert_eq!(held(&door).await, ("合議".into(), vec!["builder".into()]));
    assert_eq!(door.put("builder", PATH, step("合意")).await, json!({ "revision": "9" }));
    assert_eq!(held(&door).await, ("完了".into(), vec![]));
    let found = json!({ "app": 1, "query": "ステータス = \"完了\"", "fields": ["$id"] });
    let found = door.get("staff", "/k/v1/records.json", found).await;
    assert_eq!(found["records"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_secondary_action_is_for_those_it_names() {
    let door = with_process().await;
    let mut submit = step("申請");
    submit["assignee"] = json!("office");
    door.put("builder", PATH, submit).await;
    assert_eq!(door.refused("builder", "PUT", PATH, step("取り下げ")).await, (403, "GAIA_NT01".into()));
    door.put("staff", PATH, step("取り下げ")).await;
    assert_eq!(held(&door).await, ("未処理".into(), vec![]));
}

#[tokio::test]
async fn many_records_go_together_or_not_at_all() {
    let door = with_process().await;
    let go = |id: u64, action: &str| json!({ "id": id, "action": action, "assignee": "builder" });
    let path = "/k/v1/records/status.json";
    let wrong = json!({ "app": 1, "records": [go(1, "申請"), go(2, "承認")] });
    assert_eq!(door.refused("staff", "PUT", path, wrong).await, (400, "GAIA_IL03".into()));
    assert_eq!(held(&door).await.0, "未処理");
    let answer = door.put("staff", path, json!({ "app": 1, "records": [go(1, "申請"), go(2, "申請")] })).await;
    assert_eq!(answer["records"], json!([{ "id": "1", "revision": "3" }, { "id": "2", "revision": "3" }]));
    let many: Vec<Value> = (0..101).map(|_| go(1, "申請")).collect();
    door.errors("staff", "PUT", path, json!({ "app": 1, "records": many })).await;
}

#[tokio::test]
async fn a_record_is_given_to_others() {
    let door = with_process().await;
    let path = "/k/v1/record/assignees.json";
    let give = |to: Value| json!({ "app": 1, "id": 1, "assignees": to });
    assert_eq!(door.put("staff", path, give(json!(["office", "office"]))).await, json!({ "revision": "2" }));
    assert_eq!(held(&door).await.1, ["office"]);
    assert_eq!(door.refused("staff", "PUT", path, give(json!(["staff"]))).await, (403, "GAIA_NT01".into()));
    door.put("builder", path, give(json!(["staff"]))).await;
    assert_eq!(door.refused("staff", "PUT", path, give(json!(["nobody"]))).await, (400, "GAIA_IL26".into()));
    let many: Vec<&str> = (0..101).map(|_| "staff").collect();
    door.errors("staff", "PUT", path, give(json!(many))).await;
}

#[tokio::test]
async fn without_process_management_nothing_goes() {
    let door = Door::midori();
    assert_eq!(door.refused("staff", "PUT", PATH, step("申請")).await, (400, "GAIA_ST02".into()));
    let assignees = json!({ "app": 1, "id": 1, "assignees": [] });
    let path = "/k/v1/record/assignees.json";
    assert_eq!(door.refused("staff", "PUT", path, assignees).await, (400, "GAIA_ST02".into()));
}

#[tokio::test]
async fn settings_of_process_management_are_checked() {
    let door = Door::midori();
    let path = "/k/v1/preview/app/status.json";
    let states = json!({ "a": { "name": "a", "index": "0" } });
    let put = |extra: Value| {
        let mut body = json!({ "app": 1, "enable": true, "states": states });
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        body
    };
    assert_eq!(door.refused("staff", "PUT", path, put(json!({}))).await, (403, "CB_NO02".into()));
    door.errors("builder", "PUT", path, json!({ "app": 1, "enable": true })).await;
    let lost = put(json!({ "actions": [{ "name": "x", "from": "a", "to": "b" }] }));
    assert!(door.errors("builder", "PUT", path, lost).await.get("actions[0].to").is_some());
    let kind = put(json!({ "states": { "a": { "index": 0, "assignee": { "type": "SOME" } } } }));
    assert!(door.errors("builder", "PUT", path, kind).await.get("states[a].assignee.type").is_some());
    assert_eq!(door.refused("builder", "PUT", path, put(json!({ "revision": 4 }))).await, (409, "GAIA_CO03".into()));
    door.put("builder", path, put(json!({ "actions": [] }))).await;
    let fields = door.get("builder", "/k/v1/preview/app/form/fields.json", json!({ "app": 1 })).await;
    assert_eq!(fields["properties"]["ステータス"]["enabled"], true);
    let views = "/k/v1/preview/app/views.json";
    let none = json!({ "app": 1, "views": {} });
    assert_eq!(door.refused("builder", "PUT", views, none).await, (400, "GAIA_IL44".into()));
    let own = door.get("builder", views, json!({ "app": 1 })).await["views"]["（作業者が自分）"].clone();
    door.put("builder", views, json!({ "app": 1, "views": { "（作業者が自分）": own } })).await;
    assert_eq!((&own["builtinType"], &own["filterCond"]), (&json!("ASSIGNEE"), &json!("作業者 in (LOGINUSER())")));
    door.put("builder", path, json!({ "app": 1, "enable": false })).await;
    assert_eq!(door.get("builder", views, json!({ "app": 1 })).await["views"], json!({}));
    door.put("builder", path, json!({ "app": 1, "enable": true })).await;
    // A stopped approver is no longer named.
    let of = |name: &str, index: u64| {
        json!({ name: {
        "index": index, "assignee": { "type": "ANY", "entities": [entity("USER", "staff")] },
    } })
    };
    let first = put(json!({ "states": of("a", 0) }));
    assert!(door.errors("builder", "PUT", path, first).await.get("states[a].assignee").is_some());
    let mut named = of("b", 1);
    named["a"] = json!({ "index": 0 });
    door.put("builder", path, put(json!({ "states": named }))).await;
    door.inner("admin", "PUT", "/local/person.json", json!({ "code": "staff", "valid": false })).await;
    let body = door.get("builder", path, json!({ "app": 1 })).await;
    assert_eq!(body["states"]["b"]["assignee"], json!({ "type": "ANY", "entities": [] }));
}

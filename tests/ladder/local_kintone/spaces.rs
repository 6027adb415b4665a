//! Spaces: moved apps, switches, and guest spaces with paths of their own.

use serde_json::{Value, json};

use super::Door;

/// The welfare department's space turned into a guest space.
fn with_guest_space() -> Door {
    let door = Door::midori();
    let mut state: Value = serde_json::from_str(&door.kintone.snapshot().unwrap()).unwrap();
    state["spaces"]["2"]["isGuest"] = json!(true);
    let kintone = www::Kintone::from_snapshot(&state.to_string(), door.kintone.clock().clone()).unwrap();
    Door { router: www::router(kintone.clone()), kintone }
}

#[tokio::test]
async fn a_guest_space_answers_under_its_own_path() {
    let door = with_guest_space();
    let ask = json!({ "app": 3 });
    assert_eq!(door.refused("welfare", "GET", "/k/v1/records.json", ask.clone()).await, (400, "GAIA_IL23".into()));
    let found = door.get("welfare", "/k/guest/2/v1/records.json", ask.clone()).await;
    assert_eq!(found["records"].as_array().unwrap().len(), 3);
    for (user, path) in [
        ("welfare", "/k/guest/1/v1/records.json"),
        ("welfare", "/k/guest/9/v1/records.json"),
        ("welfare", "/k/guest/x/v1/records.json"),
        ("staff", "/k/guest/2/v1/records.json"),
    ] {
        assert_eq!(door.refused(user, "GET", path, ask.clone()).await, (403, "CB_NO02".into()), "{user} {path}");
    }
    assert_eq!(
        door.refused("welfare", "GET", "/k/guest/2/v1/records.json", json!({ "app": 1 })).await,
        (403, "CB_NO02".into())
    );
    let apps = door.get("welfare", "/k/guest/2/v1/apps.json", json!({})).await;
    assert!(apps["apps"].as_array().unwrap().iter().all(|app| app["spaceId"] == "2"));
    assert_eq!(door.get("welfare", "/k/guest/2/v1/space.json", json!({ "id": 2 })).await["isGuest"], true);
    assert_eq!(door.refused("welfare", "GET", "/k/v1/space.json", json!({ "id": 2 })).await.1, "GAIA_IL23");
    let bulk =
        |api: &str| json!({ "requests": [{ "method": "DELETE", "api": api, "payload": { "app": 3, "ids": [1] } }] });
    let (status, body) = door.ask("welfare", "POST", "/k/v1/bulkRequest.json", bulk("/k/v1/records.json")).await;
    assert_eq!((status, &body["results"][0]["code"]), (400, &json!("GAIA_IL23")));
    door.post("welfare", "/k/v1/bulkRequest.json", bulk("/k/guest/2/v1/records.json")).await;
}

#[tokio::test]
async fn an_app_moves_into_a_space_and_out() {
    let door = Door::midori();
    let path = "/k/v1/app/move.json";
    let to = |space: Value| json!({ "app": 1, "space": space });
    assert_eq!(door.refused("staff", "POST", path, to(json!(1))).await, (403, "CB_NO02".into()));
    assert_eq!(door.refused("builder", "POST", path, to(json!(2))).await, (403, "CB_NO02".into()));
    assert_eq!(door.refused("builder", "POST", path, to(json!(99))).await, (404, "OC_NO01".into()));
    assert_eq!(door.post("builder", path, to(json!(1))).await, json!({}));
    let app = door.get("builder", "/k/v1/app.json", json!({ "id": 1 })).await;
    assert_eq!((&app["spaceId"], &app["threadId"]), (&json!("1"), &json!("1")));
    // Out again takes an administrator of the space.
    assert_eq!(door.refused("builder", "POST", path, to(Value::Null)).await, (403, "CB_NO02".into()));
}

#[tokio::test]
async fn space_administrators_set_its_switches() {
    let door = Door::midori();
    let path = "/k/v1/space.json";
    let change = json!({ "id": 1, "name": "ひろば", "showAppList": false, "permissions": { "createApp": "ADMIN" } });
    assert_eq!(door.refused("staff", "PUT", path, change.clone()).await, (403, "CB_NO02".into()));
    assert_eq!(door.put("office", path, change).await, json!({}));
    let space = door.get("staff", path, json!({ "id": 1 })).await;
    assert_eq!(
        (&space["name"], &space["showAppList"], &space["showMemberList"]),
        (&json!("ひろば"), &json!(false), &json!(true))
    );
    let closed = json!({ "app": 1, "space": 1 });
    assert_eq!(door.refused("builder", "POST", "/k/v1/app/move.json", closed).await, (403, "CB_NO02".into()));
    let wrong = json!({ "id": 1, "permissions": { "createApp": "SOME" } });
    door.errors("office", "PUT", path, wrong).await;
}

#[tokio::test]
async fn an_app_is_made_in_the_guest_space_of_the_city() {
    let door = Door::midori();
    let space = door.get("builder", "/k/guest/3/v1/space.json", json!({ "id": 3 })).await;
    assert_eq!((&space["isGuest"], &space["attachedApps"][0]["appId"]), (&json!(true), &json!("31")));
    let new = json!({ "name": "協働", "space": 3, "thread": 3 });
    let path = "/k/v1/preview/app.json";
    assert_eq!(door.refused("builder", "POST", path, new.clone()).await, (400, "GAIA_IL23".into()));
    let inside = "/k/guest/3/v1/preview/app.json";
    assert_eq!(door.refused("builder", "POST", inside, json!({ "name": "協働" })).await, (403, "CB_NO02".into()));
    let app = door.post("builder", inside, new).await["app"].clone();
    let deploy = "/k/guest/3/v1/preview/app/deploy.json";
    door.post("builder", deploy, json!({ "apps": [{ "app": app }] })).await;
    let normal = json!({ "apps": [{ "app": app }] });
    let refused = door.refused("builder", "POST", "/k/v1/preview/app/deploy.json", normal).await;
    assert_eq!(refused, (400, "GAIA_IL23".into()));
    door.post("staff", "/k/guest/3/v1/record.json", json!({ "app": app })).await;
    let found = door.get("staff", "/k/guest/3/v1/records.json", json!({ "app": app })).await;
    assert_eq!(found["records"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn members_threads_and_the_body_belong_to_those_who_run_the_space() {
    let door = Door::midori();
    let members = "/k/v1/space/members.json";
    let row = |code: &str, admin: bool| json!({ "entity": { "type": "USER", "code": code }, "isAdmin": admin });
    let change = json!({ "id": 1, "members": [row("builder", true), { "entity": { "type": "ORGANIZATION", "code": "joho" }, "includeSubs": true }] });
    assert_eq!(door.refused("staff", "PUT", members, change.clone()).await, (403, "CB_NO02".into()));
    for bad in [
        json!([]),
        json!([row("staff", false)]),
        json!([row("nobody", true)]),
        json!([{ "entity": { "type": "ROBOT", "code": "x" }, "isAdmin": true }]),
    ] {
        door.errors("office", "PUT", members, json!({ "id": 1, "members": bad })).await;
    }
    door.put("office", members, change).await;
    let now = door.get("staff", members, json!({ "id": 1 })).await["members"].clone();
    assert_eq!((&now[0]["isAdmin"], &now[1]["includeSubs"]), (&json!(true), &json!(true)));
    assert_eq!(
        door.refused("office", "PUT", "/k/v1/space/body.json", json!({ "id": 1, "body": "x" })).await,
        (403, "CB_NO02".into())
    );
    door.put("builder", "/k/v1/space/body.json", json!({ "id": 1, "body": "<b>お知らせ</b>" })).await;
    assert_eq!(door.get("staff", "/k/v1/space.json", json!({ "id": 1 })).await["body"], "<b>お知らせ</b>");

    let thread =
        door.post("staff", "/k/v1/space/thread.json", json!({ "space": 1, "name": "改善の案" })).await["id"].clone();
    door.errors("staff", "POST", "/k/v1/space/thread.json", json!({ "space": 1 })).await;
    door.put("staff", "/k/v1/space/thread.json", json!({ "id": thread, "body": "案を集めます" })).await;
    let say = "/k/v1/space/thread/comment.json";
    let comment = json!({ "text": "よいと思います", "mentions": [{ "code": "builder", "type": "USER" }] });
    let said = door.post("staff", say, json!({ "space": 1, "thread": thread, "comment": comment })).await;
    assert_eq!(said["id"], "1");
    door.errors("staff", "POST", say, json!({ "space": 1, "thread": thread, "comment": {} })).await;
    let foreign = json!({ "space": 1, "thread": thread, "comment": { "files": [{ "fileKey": "nothing" }] } });
    assert_eq!(door.refused("staff", "POST", say, foreign).await, (404, "GAIA_BL01".into()));
    let elsewhere = json!({ "space": 1, "thread": 999, "comment": { "text": "?" } });
    assert_eq!(door.refused("staff", "POST", say, elsewhere).await, (404, "OC_NO02".into()));
    assert_eq!(
        door.refused("staff", "PUT", "/k/v1/space/thread.json", json!({ "id": 2, "name": "x" })).await,
        (403, "CB_NO02".into())
    );
}

#[tokio::test]
async fn a_space_is_made_from_the_template_and_goes_with_its_apps() {
    let door = Door::midori();
    let admin = json!([{ "entity": { "type": "USER", "code": "builder" }, "isAdmin": true }]);
    let make = |template: u64| json!({ "id": template, "name": "新しい場", "members": admin, "isPrivate": true });
    door.errors("builder", "POST", "/k/v1/template/space.json", make(9)).await;
    let space = door.post("builder", "/k/v1/template/space.json", make(1)).await["id"].clone();
    let info = door.get("builder", "/k/v1/space.json", json!({ "id": space })).await;
    let app = json!({ "name": "場のアプリ", "space": space, "thread": info["defaultThread"] });
    let app = door.post("builder", "/k/v1/preview/app.json", app).await["app"].clone();
    assert_eq!(
        door.refused("staff", "DELETE", "/k/v1/space.json", json!({ "id": space })).await,
        (403, "CB_NO02".into())
    );
    door.ask("builder", "DELETE", "/k/v1/space.json", json!({ "id": space })).await;
    assert_eq!(
        door.refused("builder", "GET", "/k/v1/space.json", json!({ "id": space })).await,
        (404, "OC_NO01".into())
    );
    let gone = door.refused("builder", "GET", "/k/v1/preview/app/settings.json", json!({ "app": app })).await;
    assert_eq!(gone, (404, "GAIA_AP01".into()));
}

#[tokio::test]
async fn guests_are_made_admitted_and_taken_away() {
    let door = Door::midori();
    let guest = json!({ "code": "new@guest.example.jp", "password": "x", "timezone": "Asia/Tokyo", "name": "来客 一" });
    assert_eq!(
        door.refused("staff", "POST", "/k/v1/guests.json", json!({ "guests": [guest] })).await,
        (403, "CB_NO02".into())
    );
    door.post("admin", "/k/v1/guests.json", json!({ "guests": [guest] })).await;
    door.errors("admin", "POST", "/k/v1/guests.json", json!({ "guests": [guest] })).await;
    let space = "/k/guest/3/v1/space/guests.json";
    door.errors("office", "PUT", space, json!({ "id": 3, "guests": ["nobody@guest.example.jp"] })).await;
    assert_eq!(door.refused("staff", "PUT", space, json!({ "id": 3, "guests": [] })).await, (403, "CB_NO02".into()));
    door.put("office", space, json!({ "id": 3, "guests": ["new@guest.example.jp"] })).await;
    // Guests use no REST from outside, are no users of cybozu.com, and no members in the list of members.
    let call = door.refused("guest/new@guest.example.jp", "GET", "/k/guest/3/v1/app.json", json!({ "id": 31 })).await;
    assert_eq!(call, (403, "CB_NO02".into()));
    let users = door.get("staff", "/v1/users.json", json!({ "codes": ["guest/new@guest.example.jp"] })).await;
    assert_eq!(users["users"], json!([]));
    let members = door.get("staff", "/k/guest/3/v1/space/members.json", json!({ "id": 3 })).await;
    assert!(!members.to_string().contains("guest/"));
    door.ask("admin", "DELETE", "/k/v1/guests.json", json!({ "guests": ["new@guest.example.jp"] })).await;
    door.errors("office", "PUT", space, json!({ "id": 3, "guests": ["new@guest.example.jp"] })).await;
}

#[tokio::test]
async fn threads_of_a_guest_space_are_reached_by_its_path_and_changed_by_their_own() {
    let door = Door::midori();
    let new = json!({ "space": 3, "name": "進め方" });
    assert_eq!(
        door.refused("builder", "POST", "/k/v1/space/thread.json", new.clone()).await,
        (400, "GAIA_IL23".into())
    );
    let inside = "/k/guest/3/v1/space/thread.json";
    let outside = door.refused("builder", "POST", inside, json!({ "space": 1, "name": "外" })).await;
    assert_eq!(outside, (403, "CB_NO02".into()));
    let thread = door.post("builder", inside, new).await["id"].clone();
    let rename = json!({ "id": thread, "name": "決め方" });
    assert_eq!(door.refused("staff", "PUT", inside, rename.clone()).await, (403, "CB_NO02".into()));
    let normal = door.refused("builder", "PUT", "/k/v1/space/thread.json", rename.clone()).await;
    assert_eq!(normal, (400, "GAIA_IL23".into()));
    door.put("builder", inside, rename.clone()).await;
    door.put("office", inside, rename).await;
}

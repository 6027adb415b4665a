//! The page shells: who sees which, and what they are told.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::Door;

#[tokio::test]
async fn without_a_session_every_page_leads_to_the_sign_in() {
    let door = Door::midori();
    let reply = door.send(Request::get("/k/1/?view=101").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (reply.status, reply.headers["location"].to_str().unwrap()),
        (303, "/login?next=%2Fk%2F1%2F%3Fview%3D101")
    );
    let (_, boot) = door.page("", "/login").await;
    assert_eq!(boot["page"], "login");
    let codes: Vec<&str> =
        boot["people"].as_array().unwrap().iter().map(|person| person["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["admin", "office", "builder", "staff", "welfare", "builder-en", "staff-en"]);
    let wrong = Request::post("/login")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(Body::from("user=kyushi-taro&password=midori2026&next=/k/"))
        .unwrap();
    assert_eq!(door.send(wrong).await.status, 401, "a stopped person");
}

#[tokio::test]
async fn the_way_back_stays_on_this_server() {
    let door = Door::midori();
    for next in ["//evil.example/", "https://evil.example/", "/%5Cevil.example"] {
        let request = Request::post("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("user=staff&password=midori2026&next={next}")))
            .unwrap();
        assert_eq!(door.send(request).await.headers["location"], "/k/", "{next}");
    }
}

#[tokio::test]
async fn each_path_is_its_page() {
    let door = Door::midori();
    let builder = door.sign_in("builder").await;
    for (path, page) in [
        ("/", "portal"),
        ("/k/", "portal"),
        ("/k/1/", "list"),
        ("/k/1/edit", "create"),
        ("/k/1/show", "show"),
        ("/k/m/", "mobile-portal"),
        ("/k/m/1/", "mobile-list"),
        ("/k/m/1/edit", "mobile-create"),
        ("/k/m/1/show?record=1", "mobile-show"),
        ("/k/admin/app/flow?app=1", "settings"),
        ("/k/admin/app/7/plugin/?message=CONFIG_SAVED", "plugin-list"),
    ] {
        let (reply, boot) = door.page(&builder, path).await;
        assert_eq!((reply.status, boot["page"].as_str()), (200, Some(page)), "{path}");
        assert_eq!(boot["user"]["code"], "builder");
    }
    for (path, status) in [
        ("/k/99/", 404),
        ("/k/7/", 404),
        ("/k/3/", 403),
        ("/k/admin/app/flow?app=8", 403),
        ("/k/admin/system/plugin/", 403),
        ("/k/nowhere", 404),
        ("/k/admin/app/1/plugin/config?pluginId=none", 404),
    ] {
        let (reply, boot) = door.page(&builder, path).await;
        assert_eq!(
            (reply.status, boot["page"].as_str(), boot["error"]["status"].as_u64()),
            (status, Some("error"), Some(u64::from(status))),
            "{path}"
        );
    }
    let office = door.sign_in("office").await;
    assert_eq!(door.page(&office, "/k/admin/system/plugin/").await.1["page"], "system-plugins");
    assert_eq!(door.page(&office, "/k/admin/system/customize/").await.1["page"], "system-customize");
}

#[tokio::test]
async fn a_page_is_told_of_its_side_of_the_app() {
    let door = Door::midori();
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "変更後" })).await;
    let staff = door.sign_in("staff").await;
    let (_, boot) = door.page(&staff, "/k/1/").await;
    assert_eq!(boot["app"]["name"], "相談受付簿");
    assert_eq!(
        boot["app"]["permissions"],
        json!({ "view": true, "add": true, "edit": true, "delete": true, "manage": false, "import": false, "export": false })
    );
    assert_eq!((&boot["app"]["deployed"], &boot["app"]["previewChanged"]), (&json!(true), &json!(true)));
    let (_, boot) = door.page(&door.sign_in("builder").await, "/k/admin/app/flow?app=1").await;
    assert_eq!((&boot["app"]["name"], &boot["app"]["revision"]), (&json!("変更後"), &json!("6")));
}

#[tokio::test]
async fn markup_in_names_and_values_stays_text() {
    let door = Door::midori();
    let (reply, boot) = door.page(&door.sign_in("staff-en").await, "/k/9/").await;
    let text = reply.text();
    assert!(text.contains("<title>【健康増進課】検診予約 &lt;b&gt;試験&lt;/b&gt;</title>"));
    assert!(!text.contains("<b>試験") && !text.contains("<img src=x"));
    assert_eq!(boot["app"]["name"], "【健康増進課】検診予約 <b>試験</b>");
    assert_eq!((&boot["lang"], &boot["user"]["language"]), (&json!("en"), &json!("en")));
}

#[tokio::test]
async fn a_new_record_knows_which_fields_are_closed_to_the_person() {
    let door = Door::midori();
    let row = |kind: &str, code: &str, accessibility: &str| json!({ "accessibility": accessibility, "entity": { "type": kind, "code": code }, "includeSubs": false });
    let rights = json!([
        { "code": "備考", "entities": [row("USER", "staff", "READ"), row("GROUP", "everyone", "WRITE")] },
        { "code": "住所", "entities": [row("USER", "builder", "WRITE")] },
    ]);
    door.put("builder", "/k/v1/preview/field/acl.json", json!({ "app": 1, "rights": rights })).await;
    door.deploy("builder", 1).await;
    let staff = door.sign_in("staff").await;
    let (_, boot) = door.page(&staff, "/k/1/edit").await;
    assert_eq!(
        boot["app"]["fieldRights"],
        json!({ "住所": { "viewable": false, "editable": false }, "備考": { "viewable": true, "editable": false } })
    );
}

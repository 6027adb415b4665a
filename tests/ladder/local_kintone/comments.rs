//! Comments on records.

use serde_json::json;

use super::Door;

#[tokio::test]
async fn comments_are_posted_read_and_deleted_by_their_writer() {
    let door = Door::midori();
    let comment = |text: &str| json!({ "app": 1, "record": 1, "comment": { "text": text } });
    assert_eq!(door.post("staff", "/k/v1/record/comment.json", comment("一")).await, json!({ "id": "1" }));
    door.post("builder", "/k/v1/record/comment.json", comment("二")).await;
    let mention = json!({ "app": 1, "record": 1, "comment": {
        "text": "三", "mentions": [{ "code": "everyone", "type": "GROUP" }],
    }});
    door.post("staff", "/k/v1/record/comment.json", mention).await;
    let ask = json!({ "app": 1, "record": 1, "limit": 2 });
    let body = door.get("staff", "/k/v1/record/comments.json", ask).await;
    assert_eq!(
        body["comments"][0],
        json!({
            "id": "3",
            "text": "Everyone 三",
            "createdAt": "2026-11-25T01:30:00Z",
            "creator": door.get("staff", "/k/v1/record/comments.json", json!({ "app": 1, "record": 1 })).await["comments"][0]["creator"],
            "mentions": [{ "code": "everyone", "type": "GROUP" }],
        })
    );
    assert_eq!(
        (&body["comments"][1]["text"], &body["older"], &body["newer"]),
        (&json!("二"), &json!(true), &json!(false))
    );
    let ask = json!({ "app": 1, "record": 1, "order": "asc", "offset": 1, "limit": 1 });
    let body = door.get("staff", "/k/v1/record/comments.json", ask).await;
    assert_eq!(
        (&body["comments"][0]["text"], &body["older"], &body["newer"]),
        (&json!("二"), &json!(true), &json!(true))
    );

    let gone = |id: u64| json!({ "app": 1, "record": 1, "comment": id });
    let path = "/k/v1/record/comment.json";
    assert_eq!(door.refused("staff", "DELETE", path, gone(2)).await, (403, "GAIA_RE03".into()));
    assert_eq!(door.refused("staff", "DELETE", path, gone(9)).await, (400, "GAIA_RE02".into()));
    assert_eq!(door.ask("staff", "DELETE", path, gone(1)).await, (200, json!({})));
    // Comments leave the record's revision alone.
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 1 })).await;
    assert_eq!(record["record"]["$revision"]["value"], "1");
}

#[tokio::test]
async fn comments_need_the_record_and_a_text() {
    let door = Door::midori();
    let path = "/k/v1/record/comment.json";
    let comment = json!({ "app": 5, "record": 1, "comment": { "text": "x" } });
    assert_eq!(door.refused("staff", "POST", path, comment).await, (403, "CB_NO02".into()));
    let errors = door.errors("staff", "POST", path, json!({ "app": 1, "record": 1, "comment": {} })).await;
    assert!(errors.get("comment.text").is_some());
    let unknown = json!({ "app": 1, "record": 1, "comment": { "mentions": [{ "code": "x", "type": "THING" }] } });
    let errors = door.errors("staff", "POST", path, unknown).await;
    assert!(errors.get("comment.mentions[0].type").is_some());
    door.errors("staff", "GET", "/k/v1/record/comments.json", json!({ "app": 1, "record": 1, "limit": 11 })).await;
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "enableComments": false })).await;
    door.deploy("builder", 1).await;
    let comment = json!({ "app": 1, "record": 1, "comment": { "text": "x" } });
    assert_eq!(door.refused("staff", "POST", path, comment).await, (400, "GAIA_RE12".into()));
}

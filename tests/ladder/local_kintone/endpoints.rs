//! Every path that the local kintone serves, with a sound request and who may send it.

use serde_json::{Value, json};

use super::Door;
use super::endpoints_of_settings::settings;

/// Who asks, in the order of [`Endpoint::who`].
pub(super) const ROLES: [(&str, Asker); 9] = [
    ("record user", Asker::Password("staff")),
    ("app manager without record rights", Asker::Password("builder")),
    ("system administrator without app rights", Asker::Password("office")),
    ("cybozu.com administrator", Asker::Password("admin")),
    ("person with nothing on the app", Asker::Password("welfare")),
    ("stopped person", Asker::Password("kyushi-taro")),
    ("token with every right", Asker::Token { open: true }),
    ("token without rights", Asker::Token { open: false }),
    ("guest", Asker::Session("kyodo@npo-midori.example.jp")),
];

/// How somebody proves who asks.
#[derive(Clone, Copy)]
pub(super) enum Asker {
    Password(&'static str),
    Session(&'static str),
    Token { open: bool },
}

/// One path and method.
pub(super) struct Endpoint {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) body: Value,
    /// What comes once nothing about rights stands in the way: a code, or nothing for a success.
    pub(super) past: &'static str,
    /// A letter for each of [`ROLES`]: `+` allowed, `-` `CB_NO02`, `W` `CB_WA01`, `T` `GAIA_NO01`.
    pub(super) who: &'static str,
}

pub(super) const RECORDS: &str = "+----W+--";
pub(super) const RECORDS_OR_MANAGER: &str = "++-+-W+--";
pub(super) const MANAGER: &str = "-+-+-W+--";
pub(super) const MANAGER_IN_PERSON: &str = "-+-+-WTT-";
pub(super) const MANAGER_AND_ADMINISTRATOR: &str = "---+-W---";
pub(super) const MANAGER_AND_ADMINISTRATOR_IN_PERSON: &str = "---+-WTT-";
const MAKES_APPS: &str = "-+++-WTT-";
const ADMINISTRATOR: &str = "--++-WTT-";
const COMMON_ADMINISTRATOR: &str = "---+-WTT-";
const RUNS_THE_SPACE: &str = "--+--WTT-";
const IN_THE_PRIVATE_SPACE: &str = "----+WTT-";
const ANYBODY: &str = "+++++WTT-";
const ANYBODY_OR_TOKEN: &str = "+++++W++-";

/// The city on the Wide course, app 1 open to `staff` for records and to `builder` for management alone.
pub(super) async fn divided() -> Door {
    let door = Door::midori();
    door.kintone.wide(true);
    door.put("admin", "/k/v1/app/acl.json", json!({ "app": 1, "rights": rights() })).await;
    door
}

pub(super) fn rights() -> Value {
    let on = |keys: &[&str], code: &str| {
        let mut row = json!({ "entity": { "type": "USER", "code": code } });
        for key in keys {
            row[*key] = json!(true);
        }
        row
    };
    let records = ["recordViewable", "recordAddable", "recordEditable", "recordDeletable"];
    json!([on(&records, "staff"), on(&["appEditable"], "builder")])
}

pub(super) fn row(
    method: &'static str,
    path: &'static str,
    who: &'static str,
    past: &'static str,
    body: Value,
) -> Endpoint {
    Endpoint { method, path, body, past, who }
}

/// All of them. What is made or removed for good stands last.
pub(super) async fn all(door: &Door) -> Vec<Endpoint> {
    let mut rows = settings(door).await;
    rows.extend(records());
    rows.extend(directory());
    rows.extend(spaces());
    rows.extend(domain());
    rows
}

fn records() -> Vec<Endpoint> {
    let record = json!({ "氏名": { "value": "架空" } });
    let write = json!({ "method": "PUT", "api": "/k/v1/record.json", "payload": { "app": 1, "id": 1, "record": {} } });
    let comment = json!({ "text": "x", "mentions": [{ "code": "staff", "type": "USER" }] });
    vec![
        row("GET", "/k/v1/record.json", RECORDS, "", json!({ "app": 1, "id": 1 })),
        row("POST", "/k/v1/record.json", RECORDS, "", json!({ "app": 1, "record": record })),
        row("PUT", "/k/v1/record.json", RECORDS, "", json!({ "app": 1, "id": 1, "record": record, "revision": -1 })),
        row(
            "GET",
            "/k/v1/records.json",
            RECORDS,
            "",
            json!({ "app": 1, "query": "$id > 0", "fields": ["氏名"], "totalCount": true }),
        ),
        row("POST", "/k/v1/records.json", RECORDS, "", json!({ "app": 1, "records": [record] })),
        row(
            "PUT",
            "/k/v1/records.json",
            RECORDS,
            "",
            json!({ "app": 1, "records": [{ "id": 1, "record": record, "revision": -1 }], "upsert": false }),
        ),
        row("DELETE", "/k/v1/records.json", RECORDS, "GAIA_RE01", json!({ "app": 1, "ids": [99], "revisions": [-1] })),
        row(
            "PUT",
            "/k/v1/record/status.json",
            RECORDS,
            "GAIA_ST02",
            json!({ "app": 1, "id": 1, "action": "x", "assignee": "staff", "revision": -1 }),
        ),
        row(
            "PUT",
            "/k/v1/records/status.json",
            RECORDS,
            "GAIA_ST02",
            json!({ "app": 1, "records": [{ "id": 1, "action": "x" }] }),
        ),
        row(
            "PUT",
            "/k/v1/record/assignees.json",
            RECORDS,
            "GAIA_ST02",
            json!({ "app": 1, "id": 1, "assignees": ["staff"], "revision": -1 }),
        ),
        row(
            "GET",
            "/k/v1/record/comments.json",
            RECORDS,
            "",
            json!({ "app": 1, "record": 1, "order": "asc", "offset": 0, "limit": 5 }),
        ),
        row("POST", "/k/v1/record/comment.json", RECORDS, "", json!({ "app": 1, "record": 1, "comment": comment })),
        row(
            "DELETE",
            "/k/v1/record/comment.json",
            RECORDS,
            "GAIA_RE02",
            json!({ "app": 1, "record": 1, "comment": 99 }),
        ),
        row(
            "POST",
            "/k/v1/records/cursor.json",
            RECORDS,
            "",
            json!({ "app": 1, "query": "", "fields": ["氏名"], "size": 1 }),
        ),
        row("GET", "/k/v1/records/cursor.json", ANYBODY_OR_TOKEN, "GAIA_CN01", json!({ "id": "nothing" })),
        row("DELETE", "/k/v1/records/cursor.json", ANYBODY_OR_TOKEN, "GAIA_CN01", json!({ "id": "nothing" })),
        row("GET", "/k/v1/records/acl/evaluate.json", "+----WTT-", "", json!({ "app": 1, "ids": [1] })),
        row("POST", "/k/v1/bulkRequest.json", RECORDS, "", json!({ "requests": [write] })),
        row("GET", "/k/v1/file.json", ANYBODY_OR_TOKEN, "GAIA_BL01", json!({ "fileKey": "nothing" })),
        row("POST", "/k/v1/file.json", ANYBODY_OR_TOKEN, "CB_VA01", json!({ "file": "x" })),
    ]
}

fn directory() -> Vec<Endpoint> {
    let page = || json!({ "codes": ["staff"], "ids": [], "size": 5, "offset": 0 });
    vec![
        row("GET", "/v1/users.json", ANYBODY, "", page()),
        row("GET", "/v1/organizations.json", ANYBODY, "", page()),
        row("GET", "/v1/groups.json", ANYBODY, "", page()),
        row("GET", "/v1/users/services.json", ANYBODY, "", page()),
        row("GET", "/v1/user/services.json", ANYBODY, "", json!({ "code": "staff" })),
        row("GET", "/v1/user/organizations.json", ANYBODY, "", json!({ "code": "staff" })),
        row("GET", "/v1/user/groups.json", ANYBODY, "", json!({ "code": "staff" })),
        row("GET", "/v1/organization/users.json", ANYBODY, "", json!({ "code": "shimin", "size": 5, "offset": 0 })),
        row("GET", "/v1/group/users.json", ANYBODY, "", json!({ "code": "everyone", "size": 5, "offset": 0 })),
    ]
}

fn spaces() -> Vec<Endpoint> {
    let member =
        |kind: &str, code: &str, admin: bool| json!({ "entity": { "type": kind, "code": code }, "isAdmin": admin });
    let members = json!([member("USER", "office", true), member("GROUP", "everyone", false)]);
    vec![
        row("GET", "/k/v1/space.json", ANYBODY, "", json!({ "id": 1 })),
        row("GET", "/k/v1/space.json", IN_THE_PRIVATE_SPACE, "", json!({ "id": 2 })),
        row("GET", "/k/v1/space/members.json", ANYBODY, "", json!({ "id": 1 })),
        row("GET", "/k/v1/space/members.json", IN_THE_PRIVATE_SPACE, "", json!({ "id": 2 })),
        row("GET", "/k/v1/spaces/statistics.json", ANYBODY, "", json!({ "limit": 5, "offset": 0 })),
        row(
            "PUT",
            "/k/v1/space.json",
            RUNS_THE_SPACE,
            "",
            json!({ "id": 1, "name": "ひろば", "isPrivate": false, "showAppList": true, "permissions": { "createApp": "EVERYONE" } }),
        ),
        row("PUT", "/k/v1/space/body.json", RUNS_THE_SPACE, "", json!({ "id": 1, "body": "x" })),
        row("PUT", "/k/v1/space/members.json", RUNS_THE_SPACE, "", json!({ "id": 1, "members": members })),
        row(
            "PUT",
            "/k/guest/3/v1/space/guests.json",
            RUNS_THE_SPACE,
            "",
            json!({ "id": 3, "guests": ["kyodo@npo-midori.example.jp"] }),
        ),
        row("POST", "/k/v1/space/thread.json", ANYBODY, "", json!({ "space": 1, "name": "案" })),
        row("PUT", "/k/v1/space/thread.json", RUNS_THE_SPACE, "", json!({ "id": 1, "name": "案", "body": "x" })),
        row(
            "POST",
            "/k/v1/space/thread/comment.json",
            ANYBODY,
            "",
            json!({ "space": 1, "thread": 1, "comment": { "text": "x" } }),
        ),
        row(
            "POST",
            "/k/v1/space/thread/comment.json",
            IN_THE_PRIVATE_SPACE,
            "",
            json!({ "space": 2, "thread": 2, "comment": { "text": "x" } }),
        ),
        row(
            "POST",
            "/k/v1/template/space.json",
            ANYBODY,
            "",
            json!({ "id": 1, "name": "場", "members": members, "isPrivate": false, "isGuest": false, "fixedMember": false }),
        ),
    ]
}

fn domain() -> Vec<Endpoint> {
    let page = || json!({ "limit": 5, "offset": 0 });
    vec![
        row(
            "GET",
            "/k/v1/apps.json",
            ANYBODY,
            "",
            json!({ "ids": [1], "codes": [], "name": "x", "spaceIds": [], "limit": 5, "offset": 0 }),
        ),
        row("GET", "/k/v1/apps/statistics.json", ANYBODY, "", page()),
        row("GET", "/k/v1/plugins.json", ANYBODY, "", json!({ "ids": ["x"], "limit": 5, "offset": 0 })),
        row("GET", "/k/v1/plugins/required.json", ANYBODY, "", page()),
        row("GET", "/k/v1/plugin/apps.json", COMMON_ADMINISTRATOR, "", json!({ "id": "x", "limit": 5, "offset": 0 })),
        row("POST", "/k/v1/plugin.json", ADMINISTRATOR, "GAIA_BL01", json!({ "fileKey": "nothing" })),
        row("PUT", "/k/v1/plugin.json", ADMINISTRATOR, "GAIA_BL01", json!({ "id": "x", "fileKey": "nothing" })),
        row("DELETE", "/k/v1/plugin.json", ADMINISTRATOR, "GAIA_PL18", json!({ "id": "x" })),
        row("POST", "/k/v1/guests.json", ADMINISTRATOR, "CB_VA01", json!({ "guests": [{}] })),
        row("DELETE", "/k/v1/guests.json", ADMINISTRATOR, "CB_VA01", json!({ "guests": ["nobody"] })),
        row("POST", "/k/v1/preview/app.json", MAKES_APPS, "", json!({ "name": "新規" })),
        row("POST", "/k/v1/preview/app.json", MAKES_APPS, "", json!({ "name": "新規", "space": 1, "thread": 1 })),
        row("POST", "/k/v1/app/move.json", MANAGER_IN_PERSON, "", json!({ "app": 1, "space": null })),
        row("DELETE", "/k/v1/space.json", RUNS_THE_SPACE, "", json!({ "id": 1 })),
    ]
}

#[tokio::test]
async fn every_resource_of_the_server_is_in_the_table() {
    let source = include_str!("../../../www/src/rest/mod.rs");
    let (_, arms) = source.split_once("let body = match").unwrap();
    let endpoints = all(&Door::midori()).await;
    for name in arms.split('"').filter(|word| word.starts_with(|letter: char| letter.is_ascii_lowercase())) {
        assert!(endpoints.iter().any(|endpoint| endpoint.path.ends_with(&format!("/{name}.json"))), "{name}");
    }
}

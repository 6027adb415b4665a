//! Every code that the local kintone refuses with, and a request that provokes it.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::plugins::{Packer, install, manifest};
use super::process::with_process;
use super::{Door, base64, password};

/// How the request says who sends it.
enum By<'a> {
    Nobody,
    WrongPassword,
    Person(&'static str),
    CookieAlone(&'a str),
    Token(&'a str),
}

struct Case<'a> {
    status: u16,
    code: &'static str,
    by: By<'a>,
    method: &'static str,
    path: &'static str,
    body: String,
}

/// What the cases need to find in the city.
struct Prepared {
    door: Door,
    cookie: String,
    token: String,
    plugin: String,
}

/// Codes that no request of REST alone brings about, and where they are tried.
const ELSEWHERE: [(&str, &str); 2] =
    [("GAIA_TO04", "wire.rs: a hundred and one requests at once"), ("CB_NF01", "pages.rs: a page, not REST")];

async fn prepared() -> Prepared {
    let door = with_process().await;
    let mut taken = json!({ "app": 1, "id": 2, "action": "申請" });
    taken["assignee"] = json!("builder");
    door.put("staff", "/k/v1/record/status.json", taken).await;
    let own = json!({ "app": 1, "record": 1, "comment": { "text": "x" } });
    door.post("staff", "/k/v1/record/comment.json", own).await;
    for _ in 0..10 {
        door.post("staff", "/k/v1/records/cursor.json", json!({ "app": 1, "size": 1 })).await;
    }
    let entity = |code: &str, word: &str| json!({ "entity": { "type": "USER", "code": code }, "accessibility": word });
    let rights = json!([{ "code": "住所", "entities": [entity("staff", "READ"), entity("builder", "WRITE")] }]);
    door.put("builder", "/k/v1/field/acl.json", json!({ "app": 1, "rights": rights })).await;
    let twice = json!({ "管理番号": { "type": "SINGLE_LINE_TEXT", "code": "管理番号", "unique": false } });
    door.put("admin", "/k/v1/preview/app/form/fields.json", json!({ "app": 8, "properties": twice })).await;
    door.put("admin", "/k/v1/preview/app/settings.json", json!({ "app": 8, "enableComments": false })).await;
    door.deploy("admin", 8).await;
    let again = json!({ "品名": { "value": "写し" }, "管理番号": { "value": "B-0002" } });
    door.post("office", "/k/v1/record.json", json!({ "app": 8, "record": again })).await;
    let formula = json!({ "式": { "type": "CALC", "code": "式", "label": "式", "expression": "ない + 1" } });
    door.post("admin", "/k/v1/preview/app/form/fields.json", json!({ "app": 11, "properties": formula })).await;
    let packer = Packer::new();
    assert_eq!(install(&door, "office", "POST", &packer.pack(&manifest("1")), None).await.0, 200);
    let plugin = door.upload("office", "plugin.zip", "application/zip", &packer.pack(&manifest("2"))).await;
    let (_, token) = door.inner("builder", "POST", "/local/token.json", json!({ "app": 1, "view": true })).await;
    door.kintone.deploy_takes(Duration::from_secs(3600));
    door.post("admin", "/k/v1/preview/app/deploy.json", json!({ "apps": [{ "app": 12 }] })).await;
    let cookie = door.sign_in("staff").await;
    Prepared { door, cookie, token: token["token"].as_str().unwrap().to_owned(), plugin }
}

/// Of senders who are refused before their request is read.
fn of_senders(prepared: &Prepared) -> Vec<Case<'_>> {
    let case =
        |status, code, by, path, body: Value| Case { status, code, by, method: "GET", path, body: body.to_string() };
    let app = || json!({ "app": 1, "id": 1 });
    let raw = |method, status, code, path, body: &str| Case {
        status,
        code,
        by: By::Person("builder"),
        method,
        path,
        body: body.to_owned(),
    };
    vec![
        case(401, "CB_AU01", By::Nobody, "/k/v1/app.json", app()),
        case(401, "CB_WA01", By::WrongPassword, "/k/v1/app.json", app()),
        case(401, "CB_WA01", By::Person("kyushi-taro"), "/k/v1/app.json", app()),
        case(401, "CB_JH01", By::CookieAlone(&prepared.cookie), "/k/v1/app.json", app()),
        case(403, "CB_NO02", By::Person("staff"), "/k/v1/app/acl.json", app()),
        case(403, "CB_NO02", By::Person("staff"), "/k/guest/3/v1/record.json", app()),
        case(
            403,
            "CB_NO02",
            By::Person("guest/kyodo@npo-midori.example.jp"),
            "/k/guest/3/v1/app.json",
            json!({ "id": 31 }),
        ),
        case(403, "GAIA_NO01", By::Token(&prepared.token), "/k/v1/apps.json", app()),
        case(400, "GAIA_AP15", By::Token(&prepared.token), "/k/v1/record.json", json!({ "app": 2, "id": 1 })),
        case(400, "GAIA_AP15", By::Token("strange"), "/k/v1/record.json", app()),
        raw("GET", 400, "CB_IL02", "/k/v1/app.json?id=1", ""),
        raw("PATCH", 400, "CB_IL02", "/k/v1/app.json", "{}"),
        raw("GET", 404, "CB_IL02", "/k/v1/nothing.json", "{}"),
        raw("POST", 400, "CB_IJ01", "/k/v1/record.json", "{\"app\":1,}"),
    ]
}

/// Of settings and of what is not there.
fn of_settings(prepared: &Prepared) -> Vec<Case<'static>> {
    let case = |status, code, by, method, path, body: Value| Case {
        status,
        code,
        by: By::Person(by),
        method,
        path,
        body: body.to_string(),
    };
    let many: Vec<Value> = (101..=401).map(|app| json!({ "app": app })).collect();
    let view = |name: &str| json!({ "app": 8, "views": { "一覧2": { "type": "LIST", "name": name, "index": 0, "fields": ["ない"] } } });
    let stranger = json!([{ "entity": { "type": "USER", "code": "nobody" }, "appEditable": true }]);
    vec![
        case(404, "GAIA_AP01", "builder", "GET", "/k/v1/app.json", json!({ "id": 99 })),
        case(404, "GAIA_AP01", "builder", "GET", "/k/v1/app/settings.json", json!({ "app": 7 })),
        case(400, "GAIA_IL23", "office", "GET", "/k/v1/app.json", json!({ "id": 31 })),
        case(404, "OC_NO01", "staff", "GET", "/k/v1/space.json", json!({ "id": 99 })),
        case(404, "OC_NO01", "builder", "POST", "/k/v1/app/move.json", json!({ "app": 1, "space": 99 })),
        case(
            404,
            "OC_NO02",
            "builder",
            "POST",
            "/k/v1/preview/app.json",
            json!({ "name": "x", "space": 1, "thread": 99 }),
        ),
        case(404, "OC_NO02", "office", "PUT", "/k/v1/space/thread.json", json!({ "id": 99, "name": "x" })),
        case(404, "CB_IL03", "staff", "GET", "/v1/user/groups.json", json!({ "code": "nobody" })),
        case(400, "CB_VA01", "staff", "GET", "/k/v1/app.json", json!({})),
        case(
            409,
            "GAIA_CO03",
            "builder",
            "PUT",
            "/k/v1/preview/app/settings.json",
            json!({ "app": 1, "name": "x", "revision": 99 }),
        ),
        case(
            409,
            "GAIA_CO03",
            "builder",
            "POST",
            "/k/v1/preview/app/deploy.json",
            json!({ "apps": [{ "app": 1, "revision": 99 }] }),
        ),
        case(409, "GAIA_DA02", "admin", "PUT", "/k/v1/preview/app/settings.json", json!({ "app": 12, "name": "x" })),
        case(400, "GAIA_TO03", "admin", "POST", "/k/v1/preview/app/deploy.json", json!({ "apps": many })),
        case(400, "GAIA_IN01", "admin", "PUT", "/k/v1/preview/app/views.json", view("別の名前")),
        case(400, "GAIA_FC01", "admin", "PUT", "/k/v1/preview/app/views.json", view("一覧2")),
        case(
            400,
            "GAIA_FC01",
            "admin",
            "DELETE",
            "/k/v1/preview/app/form/fields.json",
            json!({ "app": 8, "fields": ["ない"] }),
        ),
        case(400, "GAIA_IL44", "builder", "PUT", "/k/v1/preview/app/views.json", json!({ "app": 1, "views": {} })),
        case(400, "GAIA_IL26", "builder", "PUT", "/k/v1/preview/app/acl.json", json!({ "app": 1, "rights": stranger })),
        case(400, "GAIA_IL01", "admin", "POST", "/k/v1/preview/app/deploy.json", json!({ "apps": [{ "app": 11 }] })),
        case(404, "GAIA_PL18", "builder", "POST", "/k/v1/preview/app/plugins.json", json!({ "app": 1, "ids": ["x"] })),
        case(404, "GAIA_PL18", "office", "DELETE", "/k/v1/plugin.json", json!({ "id": "x" })),
        case(400, "GAIA_PL17", "office", "POST", "/k/v1/plugin.json", json!({ "fileKey": prepared.plugin })),
        case(404, "GAIA_BL01", "office", "POST", "/k/v1/plugin.json", json!({ "fileKey": "x" })),
        case(404, "GAIA_BL01", "staff", "GET", "/k/v1/file.json", json!({ "fileKey": "x" })),
        case(
            404,
            "GAIA_BL01",
            "admin",
            "PUT",
            "/k/v1/preview/app/customize.json",
            json!({ "app": 1, "desktop": { "js": [{ "type": "FILE", "file": { "fileKey": "x" } }] } }),
        ),
    ]
}

/// Of records, comments, queries and process management.
fn of_records() -> Vec<Case<'static>> {
    let case = |status, code, by, method, path, body: Value| Case {
        status,
        code,
        by: By::Person(by),
        method,
        path,
        body: body.to_string(),
    };
    let write =
        |app: u64, field: &str, value: Value| json!({ "app": app, "id": 1, "record": { field: { "value": value } } });
    let by_key = |field: &str| json!({ "app": 8, "updateKey": { "field": field, "value": "x" }, "record": {} });
    let step = |app: u64, id: u64, action: &str| json!({ "app": app, "id": id, "action": action });
    let stamped = json!({ "app": 1, "record": { "作成者": { "value": { "code": "staff" } } } });
    let chosen = json!({ "app": 1, "id": 2, "action": "承認", "assignee": "staff" });
    let comment = json!({ "app": 1, "record": 1, "comment": 1 });
    let number =
        |name: &str| json!({ "app": 8, "id": 1, "updateKey": null, "record": { "代替品番号": { "value": name } } });
    let mut cases = vec![
        case(404, "GAIA_RE01", "staff", "GET", "/k/v1/record.json", json!({ "app": 1, "id": 99 })),
        case(
            409,
            "GAIA_CO02",
            "staff",
            "PUT",
            "/k/v1/record.json",
            json!({ "app": 1, "id": 1, "record": {}, "revision": 99 }),
        ),
        case(
            409,
            "GAIA_CO02",
            "staff",
            "DELETE",
            "/k/v1/records.json",
            json!({ "app": 1, "ids": [1], "revisions": [99] }),
        ),
        case(404, "GAIA_BL01", "office", "PUT", "/k/v1/record.json", write(8, "写真", json!([{ "fileKey": "x" }]))),
        case(403, "GAIA_FU01", "staff", "PUT", "/k/v1/record.json", write(1, "住所", json!("x"))),
        case(403, "GAIA_BF02", "staff", "POST", "/k/v1/record.json", stamped),
        case(400, "GAIA_UN10", "builder", "PUT", "/k/v1/record.json", write(1, "作成日時", json!("x"))),
        case(400, "GA_UO01", "builder", "PUT", "/k/v1/record.json", write(1, "カテゴリー", json!([]))),
        case(400, "GAIA_LO04", "office", "PUT", "/k/v1/record.json", number("B-9999")),
        case(400, "GAIA_LO03", "office", "PUT", "/k/v1/record.json", number("B-0002")),
        case(
            404,
            "GAIA_RE20",
            "office",
            "PUT",
            "/k/v1/record.json",
            json!({ "app": 8, "updateKey": { "field": "レコード番号", "value": "99" } }),
        ),
        case(400, "GAIA_IQ27", "office", "PUT", "/k/v1/record.json", by_key("品名")),
        case(400, "GAIA_IQ11", "office", "PUT", "/k/v1/record.json", by_key("ない")),
        case(
            400,
            "GAIA_RE02",
            "staff",
            "DELETE",
            "/k/v1/record/comment.json",
            json!({ "app": 1, "record": 1, "comment": 99 }),
        ),
        case(403, "GAIA_RE03", "builder", "DELETE", "/k/v1/record/comment.json", comment),
        case(400, "GAIA_RE12", "office", "GET", "/k/v1/record/comments.json", json!({ "app": 8, "record": 1 })),
        case(429, "GAIA_CU01", "staff", "POST", "/k/v1/records/cursor.json", json!({ "app": 1 })),
        case(404, "GAIA_CN01", "staff", "GET", "/k/v1/records/cursor.json", json!({ "id": "x" })),
        case(400, "GAIA_ST02", "office", "PUT", "/k/v1/record/status.json", step(8, 1, "x")),
        case(400, "GAIA_SA01", "staff", "PUT", "/k/v1/record/status.json", step(1, 1, "申請")),
        case(400, "GAIA_IL03", "staff", "PUT", "/k/v1/record/status.json", step(1, 1, "承認")),
        case(403, "GAIA_NT01", "staff", "PUT", "/k/v1/record/status.json", step(1, 2, "承認")),
        case(400, "GAIA_SA04", "builder", "PUT", "/k/v1/record/status.json", chosen),
    ];
    for (code, query) in [
        ("GAIA_QU01", "limit 501"),
        ("GAIA_QU02", "offset 10001"),
        ("CB_VA01", "limit"),
        ("GAIA_IQ03", "説明 = \"x\""),
        ("GAIA_IQ07", "作業 = \"清掃\""),
        ("GAIA_IQ11", "ない = 1"),
        ("GAIA_IQ23", "購入日 = THIS_MONTH(32)"),
        ("GAIA_IQ25", "購入日 = FROM_TODAY(1, HOURS)"),
        ("GAIA_IL08", "購入日 = TODAY(1)"),
    ] {
        cases.push(case(400, code, "office", "GET", "/k/v1/records.json", json!({ "app": 8, "query": query })));
    }
    cases
}

async fn provoke(door: &Door, case: &Case<'_>) -> (u16, String) {
    let request = Request::builder().method(case.method).uri(case.path).header("Content-Type", "application/json");
    let request = match case.by {
        By::Nobody => request,
        By::WrongPassword => request.header("X-Cybozu-Authorization", base64(b"staff:wrong")),
        By::Person(user) => request.header("X-Cybozu-Authorization", password(user)),
        By::CookieAlone(cookie) => request.header("Cookie", cookie),
        By::Token(token) => request.header("X-Cybozu-API-Token", token),
    };
    let reply = door.send(request.body(Body::from(case.body.clone())).unwrap()).await;
    let body = reply.json();
    assert!(body["message"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
    assert_eq!(body["id"].as_str().map(str::len), Some(20), "{body}");
    assert_eq!(body.get("errors").is_some(), body["code"] == "CB_VA01", "{body}");
    (reply.status, body["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn every_code_has_its_request_and_changes_nothing() {
    let prepared = prepared().await;
    let before = prepared.door.kintone.snapshot().unwrap();
    let mut met: BTreeSet<String> = ELSEWHERE.iter().map(|(code, _)| (*code).to_owned()).collect();
    let mut cases = of_senders(&prepared);
    cases.extend(of_settings(&prepared));
    cases.extend(of_records());
    let mut wrong = Vec::new();
    for case in &cases {
        let (status, code) = provoke(&prepared.door, case).await;
        if (status, code.as_str()) != (case.status, case.code) {
            let (method, path) = (case.method, case.path);
            wrong.push(format!(
                "{method} {path} {:.120}: {status} {code}, not {} {}",
                case.body, case.status, case.code
            ));
        }
        met.insert(case.code.to_owned());
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(prepared.door.kintone.snapshot().unwrap() == before, "a refusal changed the city");
    assert_eq!(met, in_sources(), "codes of the sources and codes tried");
}

/// Every code that the sources of the server spell out.
fn in_sources() -> BTreeSet<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/src")];
    let mut codes = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(path).unwrap();
                codes.extend(text.split('"').filter(|word| is_code(word)).map(str::to_owned));
            }
        }
    }
    codes
}

/// `GAIA_AP01`: the service, two letters, two digits.
fn is_code(word: &str) -> bool {
    let Some((service, rest)) = word.split_once('_') else { return false };
    let letters = rest.chars().take(2).all(|letter| letter.is_ascii_uppercase());
    let digits = rest.chars().skip(2).all(|digit| digit.is_ascii_digit());
    ["CB", "GA", "GAIA", "OC"].contains(&service) && rest.len() == 4 && letters && digits
}

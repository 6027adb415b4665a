//! Hostile and broken input: kintone's error, nothing changed, the server up.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::plugins::{Packer, install, manifest, zip};
use super::{Door, password};

impl Door {
    /// A raw body by password; the state must be as before.
    async fn harmless(&self, method: &str, path: &str, body: String) -> (u16, String) {
        let before = self.kintone.snapshot().unwrap();
        let mut request =
            Request::builder().method(method).uri(path).header("X-Cybozu-Authorization", password("builder"));
        if !body.is_empty() {
            request = request.header("Content-Type", "application/json");
        }
        let reply = self.send(request.body(Body::from(body)).unwrap()).await;
        assert!(self.kintone.snapshot().unwrap() == before, "{method} {path} changed the state");
        self.get("builder", "/k/v1/app.json", json!({ "id": 1 })).await;
        let body: Value = serde_json::from_slice(&reply.bytes).unwrap_or_default();
        (reply.status, body["code"].as_str().unwrap_or_default().to_owned())
    }
}

#[tokio::test]
async fn broken_and_endless_json() {
    let door = Door::midori();
    let path = "/k/v1/record.json";
    let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    let nested = format!("{{\"app\":{}1{}}}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    for body in ["{", "[]", "\"x\"", "{\"app\":1,}", "null", &deep, &nested] {
        assert_eq!(door.harmless("POST", path, body.to_owned()).await, (400, "CB_IJ01".into()), "{:.20}", body);
    }
    let bytes = [0xff_u8, 0xfe, b'{', b'}'];
    let request = Request::post(path)
        .header("X-Cybozu-Authorization", password("builder"))
        .header("Content-Type", "application/json")
        .body(Body::from(bytes.to_vec()))
        .unwrap();
    assert_eq!(door.send(request).await.json()["code"], "CB_IJ01");
}

#[tokio::test]
async fn a_body_of_a_megabyte() {
    let door = Door::midori();
    let long = "あ".repeat(400_000);
    let record = json!({ "app": long, "record": {} }).to_string();
    assert_eq!(door.harmless("POST", "/k/v1/record.json", record).await, (400, "CB_VA01".into()));
    let settings = json!({ "app": 1, "description": long }).to_string();
    assert_eq!(door.harmless("PUT", "/k/v1/preview/app/settings.json", settings).await, (400, "CB_VA01".into()));
    let records: Vec<Value> = (0..60_000).map(|_| json!({ "x": { "value": 1 } })).collect();
    let records = json!({ "app": 1, "records": records }).to_string();
    assert_eq!(door.harmless("POST", "/k/v1/records.json", records).await.0, 400);
}

#[tokio::test]
async fn endless_queries_and_parameters() {
    let door = Door::midori();
    let parentheses = format!("{}$id = 1{}", "(".repeat(200_000), ")".repeat(200_000));
    let chain = format!("$id = 1{}", " and $id = 1".repeat(60_000));
    for query in [parentheses, chain, "\"".to_owned(), "$id = ".to_owned(), "$id in ()".to_owned()] {
        let body = json!({ "app": 1, "query": query }).to_string();
        assert_eq!(door.harmless("GET", "/k/v1/records.json", body).await, (400, "CB_VA01".into()), "{query:.20}");
    }
    let deep = format!("/k/v1/records.json?app=1&x{}=1", "[a]".repeat(2_000));
    assert_eq!(door.harmless("GET", &deep, String::new()).await.0, 200);
    let formula = "(".repeat(300_000);
    let field = json!({ "app": 1, "properties": { "c": { "type": "CALC", "code": "c", "label": "c", "expression": formula } } });
    let request = Request::post("/k/v1/preview/app/form/fields.json")
        .header("X-Cybozu-Authorization", password("builder"))
        .header("Content-Type", "application/json")
        .body(Body::from(field.to_string()))
        .unwrap();
    assert!(door.send(request).await.status < 500);
}

#[tokio::test]
async fn wrong_methods_and_paths() {
    let door = Door::midori();
    for (method, path) in [
        ("DELETE", "/k/v1/app.json"),
        ("POST", "/k/v1/app/settings.json"),
        ("PUT", "/k/v1/app/settings.json"),
        ("PUT", "/k/v1/records/cursor.json"),
        ("GET", "/k/v1/bulkRequest.json"),
        ("GET", "/k/v1/nothing.json"),
        ("POST", "/v1/users.json"),
        ("GET", "/k/v1/../../etc/passwd"),
        ("GET", "/k/v1/%2e%2e/%2e%2e/etc/passwd"),
    ] {
        let (status, code) = door.harmless(method, path, json!({ "app": 1, "id": 1 }).to_string()).await;
        assert_eq!((status, code.as_str()), (404, "CB_IL02"), "{method} {path}");
    }
    assert_eq!(door.harmless("PATCH", "/k/v1/app.json", String::new()).await, (400, "CB_IL02".into()));
    for path in ["/local/assets/../src/main.rs", "/local/assets/%2e%2e/src/main.rs", "/local/assets/..%2fCargo.toml"] {
        let reply = door.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_ne!(reply.status, 200, "{path}");
    }
}

#[tokio::test]
async fn unknown_keys_and_wrong_kinds() {
    let door = Door::midori();
    // Unknown parameters are ignored, as kintone does.
    let body = json!({ "id": "1", "nonsense": { "a": [1, 2] } }).to_string();
    assert_eq!(door.harmless("GET", "/k/v1/app.json", body).await.0, 200);
    for (method, path, body) in [
        ("GET", "/k/v1/app.json", json!({ "id": "x" })),
        ("GET", "/k/v1/app.json", json!({ "id": -1 })),
        ("GET", "/k/v1/app.json", json!({ "id": 1e300 })),
        ("GET", "/k/v1/apps.json", json!({ "ids": [0] })),
        ("GET", "/k/v1/records.json", json!({ "app": {} })),
        ("POST", "/k/v1/record.json", json!({ "app": 1, "record": "x" })),
        ("PUT", "/k/v1/records.json", json!({ "app": 1, "records": { "a": 1 } })),
        ("POST", "/k/v1/bulkRequest.json", json!({ "requests": [{ "method": "GET", "api": "/k/v1/app.json" }] })),
        ("PUT", "/k/v1/preview/app/acl.json", json!({ "app": 1, "rights": [{ "entity": "x" }] })),
        ("PUT", "/k/v1/preview/app/views.json", json!({ "app": 1, "views": { "x": 1 } })),
        ("PUT", "/k/v1/preview/app/status.json", json!({ "app": 1, "states": { "x": 1 }, "enable": "maybe" })),
        ("PUT", "/k/v1/preview/app/form/layout.json", json!({ "app": 1, "layout": [{ "type": "X" }] })),
    ] {
        let (status, code) = door.harmless(method, path, body.to_string()).await;
        assert_eq!((status, code.as_str()), (400, "CB_VA01"), "{method} {path} {body}");
    }
}

#[tokio::test]
async fn a_name_is_never_a_path() {
    let door = Door::midori();
    for (given, kept) in [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\a\\\\b.txt", "b.txt"),
        ("/abs", "abs"),
        ("a b.txt", "a b.txt"),
        ("..\\\\..%2fx", "..%2fx"),
        ("a\u{85}b.txt", "ab.txt"),
        ("....//x.", "x."),
    ] {
        let key = door.upload("office", given, "text/plain", b"x").await;
        let add =
            json!({ "app": 8, "record": { "品名": { "value": "x" }, "写真": { "value": [{ "fileKey": key }] } } });
        let (status, body) = door.ask("office", "POST", "/k/v1/record.json", add).await;
        assert_eq!(status, 200, "{body}");
        let record = door.get("office", "/k/v1/record.json", json!({ "app": 8, "id": body["id"] })).await;
        assert_eq!(record["record"]["写真"]["value"][0]["name"], kept);
    }
    let body = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"..\"\r\n\r\nx\r\n--edge--\r\n";
    let request = Request::post("/k/v1/file.json")
        .header("X-Cybozu-Authorization", password("office"))
        .header("Content-Type", "multipart/form-data; boundary=edge")
        .body(Body::from(body))
        .unwrap();
    assert_eq!(door.send(request).await.json()["code"], "CB_VA01");
}

#[tokio::test]
async fn bombs_and_paths_in_plugins() {
    let door = Door::midori();
    let packer = Packer::new();
    let signed = |contents: &[u8]| {
        zip(&[("contents.zip", contents), ("PUBKEY", &packer.public()), ("SIGNATURE", &packer.sign(contents))])
    };
    let manifest = manifest("1");
    let manifest = manifest.to_string();
    let zeros = vec![0_u8; 19 * 1024 * 1024];
    let base: Vec<(&str, &[u8])> = vec![
        ("manifest.json", manifest.as_bytes()),
        ("icon.png", b"icon"),
        ("js/desktop.js", b""),
        ("js/config.js", b""),
        ("html/config.html", b"<p></p>"),
    ];
    let with = |extra: &[(&'static str, &[u8])]| {
        let mut files = base.clone();
        files.extend(extra.iter().map(|(name, bytes)| (*name, *bytes)));
        signed(&zip(&files))
    };
    let brackets = "[".repeat(1_000_000);
    let good = Packer::contents(&super::plugins::manifest("1"));
    let signature = packer.sign(&good);
    let cut = zip(&[("contents.zip", &good), ("PUBKEY", &packer.public()), ("SIGNATURE", &signature[1..])]);
    let whole = signed(&good);
    let half = &whole[..whole.len() / 2];
    let many = ["a", "b", "c", "d", "e", "f"].map(|name| (name, zeros.as_slice()));
    for (what, bomb) in [
        ("many files under the limit of one", with(&many)),
        ("a path that leads out", with(&[("../evil.js", b"x")])),
        ("an absolute path", with(&[("/evil.js", b"x")])),
        ("a path of another system", with(&[("..\\evil.js", b"x")])),
        ("a path through a folder", with(&[("js/../../evil.js", b"x")])),
        ("a manifest without end", signed(&zip(&[("manifest.json", brackets.as_bytes())]))),
        ("no manifest", signed(&zip(&[("icon.png", b"icon")]))),
        ("no contents", zip(&[("PUBKEY", &packer.public()), ("SIGNATURE", &packer.sign(b""))])),
        ("contents that are no zip", signed(b"PK\x03\x04 and no more")),
        ("a key that is none", zip(&[("contents.zip", &good), ("PUBKEY", b"key"), ("SIGNATURE", &packer.sign(&good))])),
        ("a signature cut short", cut),
        ("half a zip", half.to_vec()),
        ("no zip", b"no zip at all".to_vec()),
    ] {
        assert_eq!(install(&door, "office", "POST", &bomb, None).await.0, 400, "{what}");
    }
    let plugins = door.get("office", "/k/v1/plugins.json", json!({})).await;
    assert_eq!(plugins["plugins"], json!([]));
    assert_eq!(install(&door, "office", "POST", &with(&[]), None).await.0, 200);
}

#[tokio::test]
async fn a_plugin_signed_again_by_somebody_else_is_another_plugin() {
    let door = Door::midori();
    let (first, second) = (Packer::new(), Packer::new());
    assert_eq!(install(&door, "office", "POST", &first.pack(&manifest("1")), None).await.0, 200);
    // The same contents under another key cannot replace it: PUT knows plugins by the id of their key.
    let foreign = install(&door, "office", "PUT", &second.pack(&manifest("2")), Some(&first.id())).await;
    assert_eq!(foreign.0, 400, "{}", foreign.1);
    let contents = Packer::contents(&manifest("2"));
    let mixed =
        zip(&[("contents.zip", &contents), ("PUBKEY", &first.public()), ("SIGNATURE", &second.sign(&contents))]);
    assert_eq!(install(&door, "office", "PUT", &mixed, Some(&first.id())).await.0, 400);
    let unsigned = zip(&[("contents.zip", &contents), ("PUBKEY", &first.public())]);
    assert_eq!(install(&door, "office", "PUT", &unsigned, Some(&first.id())).await.0, 400);
    let plugins = door.get("office", "/k/v1/plugins.json", json!({})).await;
    assert_eq!(plugins["plugins"][0]["version"], "1");
}

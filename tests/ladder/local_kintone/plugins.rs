//! Plugins: the signed zip, its id, and its config in preview and live.

use std::io::Write;

use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::EncodePublicKey;
use rsa::signature::{SignatureEncoding, Signer};
use rsa::{RsaPrivateKey, RsaPublicKey};
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;

use super::Door;

pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A key, and plugins signed by it. Shorter than kintone's 1,024 bits: a test build makes those slowly.
pub(super) struct Packer {
    key: RsaPrivateKey,
}

impl Packer {
    pub(super) fn new() -> Self {
        Self { key: RsaPrivateKey::new(&mut rand::thread_rng(), 512).unwrap() }
    }

    pub(super) fn public(&self) -> Vec<u8> {
        RsaPublicKey::from(&self.key).to_public_key_der().unwrap().into_vec()
    }

    pub(super) fn id(&self) -> String {
        let hex: String = Sha256::digest(self.public()).iter().map(|byte| format!("{byte:02x}")).collect();
        hex[..32].chars().map(|digit| (b'a' + digit.to_digit(16).unwrap() as u8) as char).collect()
    }

    pub(super) fn contents(manifest: &Value) -> Vec<u8> {
        zip(&[
            ("manifest.json", manifest.to_string().as_bytes()),
            ("icon.png", b"icon"),
            ("js/desktop.js", b"// desktop"),
            ("js/config.js", b"// config"),
            ("html/config.html", "<p>設定 {{boot}}</p>".as_bytes()),
        ])
    }

    pub(super) fn sign(&self, contents: &[u8]) -> Vec<u8> {
        SigningKey::<Sha1>::new(self.key.clone()).sign(contents).to_vec()
    }

    pub(super) fn pack(&self, manifest: &Value) -> Vec<u8> {
        let contents = Self::contents(manifest);
        zip(&[("contents.zip", &contents), ("PUBKEY", &self.public()), ("SIGNATURE", &self.sign(&contents))])
    }
}

pub(super) fn manifest(version: &str) -> Value {
    json!({
        "manifest_version": 1,
        "version": version,
        "type": "APP",
        "name": { "ja": "試験プラグイン", "en": "Trial plug-in" },
        "icon": "icon.png",
        "desktop": { "js": ["js/desktop.js"] },
        "mobile": { "js": ["js/desktop.js"] },
        "config": { "html": "html/config.html", "js": ["js/config.js"] },
    })
}

pub(super) async fn install(door: &Door, user: &str, method: &str, zip: &[u8], id: Option<&str>) -> (u16, Value) {
    let key = door.upload(user, "plugin.zip", "application/zip", zip).await;
    let mut body = json!({ "fileKey": key });
    if let Some(id) = id {
        body["id"] = json!(id);
    }
    door.ask(user, method, "/k/v1/plugin.json", body).await
}

#[tokio::test]
async fn a_signed_plugin_is_installed_under_the_id_of_its_key() {
    let (door, packer) = (Door::midori(), Packer::new());
    let zip = packer.pack(&manifest("1.0.0"));
    assert_eq!(install(&door, "builder", "POST", &zip, None).await.0, 403, "for kintone's administrators");
    let (status, body) = install(&door, "office", "POST", &zip, None).await;
    assert_eq!((status, body), (200, json!({ "id": packer.id(), "version": "1.0.0" })));
    let list = door.get("staff", "/k/v1/plugins.json", json!({})).await;
    assert_eq!(list["plugins"][0]["name"], "試験プラグイン");
    assert_eq!(install(&door, "office", "POST", &zip, None).await.0, 400, "already there");
    let newer = packer.pack(&manifest("1.1.0"));
    assert_eq!(install(&door, "office", "PUT", &newer, Some(&packer.id())).await.1["version"], "1.1.0");
}

#[tokio::test]
async fn what_is_not_as_signed_is_refused_in_one_vague_sentence() {
    let (door, packer) = (Door::midori(), Packer::new());
    let good = Packer::contents(&manifest("1.0.0"));
    let mut tampered = good.clone();
    let at = tampered.len() / 2;
    tampered[at] ^= 1;
    let (key, signature) = (packer.public(), packer.sign(&good));
    let stranger = Packer::new();
    let mut bad_manifest = manifest("1.0.0");
    bad_manifest["surprise"] = json!(true);
    let mut missing_file = manifest("1.0.0");
    missing_file["desktop"]["js"] = json!(["js/none.js"]);
    let mut unnamed = manifest("1.0.0");
    unnamed["name"] = json!({ "ja": "名前" });
    for zip in [
        zip(&[("contents.zip", &tampered), ("PUBKEY", &key), ("SIGNATURE", &signature)]),
        zip(&[("contents.zip", &good), ("PUBKEY", &stranger.public()), ("SIGNATURE", &signature)]),
        zip(&[("contents.zip", &good), ("PUBKEY", &key)]),
        b"no zip".to_vec(),
        packer.pack(&bad_manifest),
        packer.pack(&missing_file),
        packer.pack(&unnamed),
        packer.pack(&manifest("01.0")),
    ] {
        let (status, body) = install(&door, "office", "POST", &zip, None).await;
        assert_eq!((status, body["message"].as_str()), (400, Some("不正なリクエストです。")));
    }
}

#[tokio::test]
async fn a_plugin_of_an_app_waits_for_the_deploy_and_keeps_its_config() {
    let (door, packer) = (Door::midori(), Packer::new());
    install(&door, "office", "POST", &packer.pack(&manifest("1")), None).await;
    let id = packer.id();
    let add = json!({ "app": 1, "ids": [id] });
    assert_eq!(door.refused("staff", "POST", "/k/v1/preview/app/plugins.json", add.clone()).await.0, 403);
    door.post("builder", "/k/v1/preview/app/plugins.json", add).await;
    let config = json!({ "app": 1, "id": id, "config": { "seal": "封" } });
    assert_eq!(
        door.refused("staff", "PUT", "/local/plugin-config.json", config.clone()).await,
        (403, "CB_NO02".into())
    );
    door.put("builder", "/local/plugin-config.json", config).await;
    for bad in [json!({ "鍵": "x" }), json!({ "a": 1 }), json!({ "a": "x".repeat(65_536) })] {
        assert_eq!(
            door.refused("builder", "PUT", "/local/plugin-config.json", json!({ "app": 1, "id": id, "config": bad }))
                .await
                .1,
            "CB_VA01"
        );
    }
    let builder = door.sign_in("builder").await;
    let (page, boot) = door.page(&builder, "/k/1/").await;
    assert!(!page.text().contains("$PLUGIN_ID=") && boot["configs"] == json!({}), "not before the deploy");
    let (page, boot) = door.page(&builder, &format!("/k/admin/app/1/plugin/config?pluginId={id}")).await;
    assert_eq!(boot["configs"][&id], json!({ "seal": "封" }));
    assert!(page.text().contains("<p>設定 {{boot}}</p>"), "the fragment is not a template");
    assert!(page.text().contains(&format!("/local/plugin/{id}/1/js/config.js")));
    door.deploy("builder", 1).await;
    let (page, boot) = door.page(&door.sign_in("staff").await, "/k/1/show").await;
    assert_eq!(boot["configs"][&id], json!({ "seal": "封" }));
    let text = page.text();
    let (told, loaded) =
        (text.find(&format!("kintone.$PLUGIN_ID=\"{id}\"")), text.find(&format!("/local/plugin/{id}/1/js/desktop.js")));
    assert!(told.is_some() && told < loaded && loaded < text.find("/local/assets/page.js"));
    // Replaced by the same key: the config survives.
    install(&door, "office", "PUT", &packer.pack(&manifest("2")), Some(&id)).await;
    let (page, boot) = door.page(&builder, "/k/m/1/").await;
    assert!(page.text().contains(&format!("/local/plugin/{id}/2/js/desktop.js")));
    assert_eq!(boot["configs"][&id], json!({ "seal": "封" }));
    let apps = door.get("admin", "/k/v1/plugin/apps.json", json!({ "id": id })).await;
    assert_eq!(apps["apps"], json!([{ "id": "1", "name": "相談受付簿" }]));
    assert_eq!(door.refused("office", "GET", "/k/v1/plugin/apps.json", json!({ "id": id })).await.0, 403);
    // Switched off: its scripts do not run.
    door.put("builder", "/local/app-plugins.json", json!({ "app": 1, "id": id, "enabled": false })).await;
    door.deploy("builder", 1).await;
    assert!(!door.page(&builder, "/k/1/").await.0.text().contains("desktop.js"));
    // Uninstalled: required by the app, and missing.
    let (status, _) = door.ask("office", "DELETE", "/k/v1/plugin.json", json!({ "id": id })).await;
    assert_eq!(status, 200);
    let missing = door.get("staff", "/k/v1/plugins/required.json", json!({})).await;
    assert_eq!(missing["plugins"], json!([{ "id": id, "name": null, "isMarketPlugin": false }]));
}

#[tokio::test]
async fn the_customisation_of_all_kintone_runs_on_record_screens_before_everything_else() {
    let door = Door::midori();
    let key = door.upload("office", "all kintone.js", "text/javascript", b"// all").await;
    let body = json!({ "scope": "ALL", "desktop": { "js": [{ "type": "FILE", "file": { "fileKey": key } }, { "type": "URL", "url": "https://example.jp/a.js" }] } });
    assert_eq!(
        door.refused("builder", "PUT", "/local/domain-customize.json", body.clone()).await,
        (403, "CB_NO02".into())
    );
    let held = door.put("office", "/local/domain-customize.json", body).await;
    let address =
        format!("/local/download/{}/all%20kintone.js", held["desktop"]["js"][0]["file"]["fileKey"].as_str().unwrap());
    let staff = door.sign_in("staff").await;
    let text = door.page(&staff, "/k/6/").await.0.text();
    assert!(text.contains(&address) && text.contains("https://example.jp/a.js"));
    assert!(!door.page(&staff, "/k/").await.0.text().contains(&address), "not on the portal");
    assert!(!door.page(&staff, "/k/m/6/").await.0.text().contains(&address), "not on mobile");
    assert_eq!(door.page(&staff, &address).await.0.text(), "// all");
}

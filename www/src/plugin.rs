//! Plugins: the signed zip, its manifest, and what of it is served.
//!
//! The format (read in Cybozu's packer, and reproduced): an outer zip of `contents.zip`, `PUBKEY` (RSA, SPKI DER) and
//! `SIGNATURE` (RSASSA-PKCS1-v1.5 with SHA-1 over `contents.zip`). The id comes from the key alone.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::Arc;

use rsa::RsaPublicKey;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::pkcs8::DecodePublicKey;
use rsa::signature::Verifier;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::form::inside;
use crate::refusal::Refusal;

/// Largest file of a plugin (official page): 20 MB.
const FILE_LIMIT: u64 = 20 * 1024 * 1024;
/// Largest plugin unpacked: a small zip must not fill the memory.
const TOTAL_LIMIT: u64 = 100 * 1024 * 1024;
/// Most files of a plugin.
const COUNT_LIMIT: usize = 2_000;
/// Largest config.html in bytes.
const HTML_LIMIT: usize = 65_535;
/// Most entries of one list.
const LIST_LIMIT: usize = 30;
const LANGUAGES: [&str; 9] = ["ja", "en", "zh", "zh-TW", "es", "th", "pt-BR", "ms", "_"];
const KEYS: [&str; 14] = [
    "$schema",
    "manifest_version",
    "version",
    "type",
    "name",
    "icon",
    "description",
    "homepage_url",
    "desktop",
    "mobile",
    "config",
    "sandbox",
    "allowed_hosts",
    "permissions",
];

/// An installed plugin.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Plugin {
    pub(crate) id: String,
    pub(crate) manifest: Value,
    /// Contents by path.
    pub(crate) files: BTreeMap<String, Arc<Vec<u8>>>,
    /// Counts installations up: the newest comes first in lists.
    pub(crate) order: u64,
    /// Apps in which the administration has switched the plugin off.
    #[serde(default)]
    pub(crate) closed_apps: BTreeSet<u64>,
}

/// Which lists of the manifest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    Desktop,
    Mobile,
    Config,
}

impl Screen {
    fn key(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Mobile => "mobile",
            Self::Config => "config",
        }
    }
}

impl Plugin {
    /// Reads and verifies a plugin zip. Anything wrong with it gets the one vague sentence that kintone gives.
    pub(crate) fn open(zip: &[u8]) -> Result<Self, Refusal> {
        Self::read(zip).ok_or_else(Refusal::malformed)
    }

    fn read(zip: &[u8]) -> Option<Self> {
        let outer = unzip(zip)?;
        let (contents, key, signature) = (outer.get("contents.zip")?, outer.get("PUBKEY")?, outer.get("SIGNATURE")?);
        let public = RsaPublicKey::from_public_key_der(key).ok()?;
        let signature = Signature::try_from(signature.as_slice()).ok()?;
        VerifyingKey::<Sha1>::new(public).verify(contents, &signature).ok()?;
        let files = unzip(contents)?;
        let manifest: Value = serde_json::from_slice(files.get("manifest.json")?).ok()?;
        let files = files.into_iter().map(|(path, bytes)| (path, Arc::new(bytes))).collect();
        let plugin = Self { id: id_of(key), manifest, files, order: 0, closed_apps: BTreeSet::new() };
        plugin.is_sound().then_some(plugin)
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(clean(path))
    }

    fn is_sound(&self) -> bool {
        let manifest = &self.manifest;
        let Some(object) = manifest.as_object() else { return false };
        let texts = |key: &str, most: usize| {
            manifest[key].as_object().is_some_and(|names| {
                names.contains_key("en")
                    && names.iter().all(|(lang, name)| {
                        let length = name.as_str().map_or(0, |name| name.chars().count());
                        LANGUAGES.contains(&lang.as_str()) && (1..=most).contains(&length)
                    })
            })
        };
        object.keys().all(|key| KEYS.contains(&key.as_str()))
            && manifest["manifest_version"] == 1
            && is_version(&manifest["version"])
            && manifest["type"] == "APP"
            && texts("name", 64)
            && (manifest["description"].is_null() || texts("description", 200))
            && manifest["icon"].as_str().is_some_and(|icon| self.has(icon))
            && [Screen::Desktop, Screen::Mobile, Screen::Config].iter().all(|screen| self.lists_are_sound(*screen))
            && self.html_is_sound()
    }

    fn lists_are_sound(&self, screen: Screen) -> bool {
        let section = inside(&self.manifest, &[screen.key()]);
        let Some(section) = section.as_object() else { return section.is_null() };
        section.iter().all(|(key, value)| match (key.as_str(), value.as_array()) {
            ("js" | "css", Some(list)) => {
                list.len() <= LIST_LIMIT
                    && list
                        .iter()
                        .all(|entry| entry.as_str().is_some_and(|path| path.starts_with("https://") || self.has(path)))
            }
            ("html", None) | ("required_params", Some(_)) => screen == Screen::Config,
            _ => false,
        })
    }

    fn html_is_sound(&self) -> bool {
        match inside(&self.manifest, &["config", "html"]).as_str() {
            Some(path) => self.files.get(clean(path)).is_some_and(|html| html.len() <= HTML_LIMIT),
            None => inside(&self.manifest, &["config", "html"]).is_null(),
        }
    }

    /// The name in the language, English where that is missing.
    pub(crate) fn name(&self, lang: &str) -> &str {
        let name = inside(&self.manifest, &["name"]);
        name[lang].as_str().or_else(|| name["en"].as_str()).unwrap_or_default()
    }

    pub(crate) fn description(&self, lang: &str) -> &str {
        let text = inside(&self.manifest, &["description"]);
        text[lang].as_str().or_else(|| text["en"].as_str()).unwrap_or_default()
    }

    pub(crate) fn version(&self) -> String {
        crate::form::plain(inside(&self.manifest, &["version"]))
    }

    pub(crate) fn has_config(&self) -> bool {
        inside(&self.manifest, &["config"]).is_object()
    }

    /// The address of a file of this plugin.
    pub(crate) fn address(&self, path: &str) -> String {
        if path.starts_with("https://") {
            return path.to_owned();
        }
        format!("/local/plugin/{}/{}/{}", self.id, self.version(), clean(path))
    }

    /// Scripts or style sheets of a screen, in the order of the manifest.
    pub(crate) fn list(&self, screen: Screen, kind: &str) -> Vec<String> {
        let list = inside(&self.manifest, &[screen.key(), kind]).as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(|path| self.address(path)).collect()
    }

    /// The fragment of the config screen.
    pub(crate) fn config_html(&self) -> String {
        let path = inside(&self.manifest, &["config", "html"]).as_str().map(clean);
        let html = path.and_then(|path| self.files.get(path));
        html.map(|html| String::from_utf8_lossy(html).into_owned()).unwrap_or_default()
    }

    pub(crate) fn icon(&self) -> String {
        self.address(inside(&self.manifest, &["icon"]).as_str().unwrap_or_default())
    }

    /// A row of `plugins.json`.
    pub(crate) fn info(&self, lang: &str) -> Value {
        json!({
            "id": self.id,
            "name": self.name(lang),
            "description": self.description(lang),
            "isMarketPlugin": false,
            "version": self.version(),
        })
    }
}

/// `./js/a.js` is packed as `js/a.js`.
fn clean(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// A whole number, or `1`, `1.2`, `1.2.3` without leading zeros.
fn is_version(version: &Value) -> bool {
    if version.as_u64().is_some() {
        return true;
    }
    let Some(text) = version.as_str() else { return false };
    let parts: Vec<&str> = text.split('.').collect();
    let is_number = |part: &&str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
    };
    parts.len() <= 3 && parts.iter().all(is_number)
}

/// First 32 hexadecimal digits of SHA-256 over the public key, 0-9a-f written as a-p.
pub(crate) fn id_of(key: &[u8]) -> String {
    let digest = Sha256::digest(key);
    let letter = |nibble: u8| char::from(b'a' + nibble);
    digest.iter().take(16).flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect()
}

fn unzip(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > COUNT_LIMIT {
        return None;
    }
    let mut files = BTreeMap::new();
    let mut left = TOTAL_LIMIT;
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().to_owned();
        // A path that leads out of the zip.
        if file.enclosed_name().is_none() || name.contains(['\\', '\0']) || name.split('/').any(|step| step == "..") {
            return None;
        }
        let mut content = Vec::new();
        let most = FILE_LIMIT.min(left);
        // One byte more than allowed tells a file that is too large, whatever its header claims.
        file.take(most + 1).read_to_end(&mut content).ok()?;
        let size = content.len() as u64;
        if size > most {
            return None;
        }
        left -= size;
        files.insert(name, content);
    }
    Some(files)
}

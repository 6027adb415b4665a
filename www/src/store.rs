//! Uploaded bytes and who may fetch them.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::Rng;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::city::City;

/// A file with its content.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredFile {
    pub(crate) name: String,
    pub(crate) content_type: String,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) holder: Holder,
}

/// What a file belongs to: it decides who may download it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Holder {
    /// Uploaded and not yet attached: whoever uploaded it.
    Uploaded { by: String },
    /// A record of an app.
    Record { app: u64, record: u64 },
    /// The JavaScript and CSS customisation of an app.
    Customize { app: u64 },
    /// The customisation of all kintone.
    Domain,
    /// A comment in a thread of a space.
    Space { space: u64 },
}

fn to_base64<S: Serializer>(bytes: &Arc<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&STANDARD.encode(bytes.as_slice()))
}

fn from_base64<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Vec<u8>>, D::Error> {
    let text = String::deserialize(from)?;
    STANDARD.decode(text).map(Arc::new).map_err(serde::de::Error::custom)
}

/// A key in kintone's shape: the date, then 33 hexadecimal digits.
pub(crate) fn new_key(now: OffsetDateTime) -> String {
    let mut random = rand::thread_rng();
    let digits: String = (0..33).filter_map(|_| char::from_digit(random.gen_range(0..16), 16)).collect();
    format!(
        "{:04}{:02}{:02}{:02}{:02}{:02}{}",
        now.year(),
        u8::from(now.month()),
        now.day(),
        now.hour(),
        now.minute(),
        now.second(),
        digits.to_ascii_uppercase()
    )
}

impl StoredFile {
    /// How a record or a customisation names the file.
    pub(crate) fn info(&self, key: &str) -> Value {
        json!({
            "contentType": self.content_type,
            "fileKey": key,
            "name": self.name,
            "size": self.bytes.len().to_string(),
        })
    }
}

impl City {
    /// Keeps a file under a new key.
    pub(crate) fn keep(&mut self, file: StoredFile, now: OffsetDateTime) -> String {
        let key = new_key(now);
        self.files.insert(key.clone(), Arc::new(file));
        key
    }

    /// Attaches an upload: as in kintone, the attached file has a key of its own and the upload's key is spent.
    pub(crate) fn attach(&mut self, key: &str, holder: Holder, now: OffsetDateTime) -> Option<Value> {
        let file = self.files.get(key)?;
        if file.holder == holder {
            return Some(file.info(key));
        }
        let attached = StoredFile { holder, ..(**file).clone() };
        if matches!(file.holder, Holder::Uploaded { .. }) {
            self.files.remove(key);
        }
        let info = attached.info("");
        let key = self.keep(attached, now);
        let mut info = info;
        if let Some(slot) = info.get_mut("fileKey") {
            *slot = json!(key);
        }
        Some(info)
    }
}

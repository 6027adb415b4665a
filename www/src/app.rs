//! An app: what runs (live), what its managers prepare (preview), and its records.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::city::City;
use crate::clock::millis;
use crate::record::Record;

/// The settings of an app, one side of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    /// One number for all settings of the app (official page: `revision`).
    pub(crate) revision: u64,
    /// 一般設定 as `app/settings.json` answers it, without the revision.
    pub(crate) general: Map<String, Value>,
    /// Fields as `app/form/fields.json` answers them.
    pub(crate) properties: Map<String, Value>,
    pub(crate) layout: Vec<Value>,
    pub(crate) views: Map<String, Value>,
    /// Process management without the revision.
    pub(crate) status: Value,
    pub(crate) app_rights: Vec<Value>,
    pub(crate) record_rights: Vec<Value>,
    pub(crate) field_rights: Vec<Value>,
    /// `{scope, desktop, mobile}`.
    pub(crate) customize: Value,
    pub(crate) plugins: Vec<AppPlugin>,
    /// What each plugin's config screen saved, by plugin id.
    pub(crate) configs: BTreeMap<String, Map<String, Value>>,
    pub(crate) admin_notes: Map<String, Value>,
    /// Notifications, actions and graphs by the path that reads them: kept, not acted on.
    #[serde(default)]
    pub(crate) parts: Map<String, Value>,
    /// Field codes changed since the last deploy, old to new: records follow at the deploy.
    #[serde(default)]
    pub(crate) renamed: Vec<(String, String)>,
}

/// A plugin added to an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AppPlugin {
    pub(crate) id: String,
    pub(crate) enabled: bool,
}

impl Settings {
    pub(crate) fn name(&self) -> &str {
        self.general.get("name").and_then(Value::as_str).unwrap_or_default()
    }

    /// Every body of settings carries the revision last, as a string.
    pub(crate) fn with_revision(&self, mut body: Map<String, Value>) -> Value {
        body.insert("revision".into(), json!(self.revision.to_string()));
        Value::Object(body)
    }
}

/// Record and field rights that a deploy has replaced, while the new ones reach one record after the other.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OldRights {
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) since: time::OffsetDateTime,
    pub(crate) record_rights: Vec<Value>,
    pub(crate) field_rights: Vec<Value>,
}

/// How the last deploy came out (`preview/app/deploy.json`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Deployed {
    #[default]
    Success,
    Processing,
    Fail,
    Cancel,
}

impl Deployed {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Success => "SUCCESS",
            Self::Processing => "PROCESSING",
            Self::Fail => "FAIL",
            Self::Cancel => "CANCEL",
        }
    }
}

/// An app.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct App {
    pub(crate) id: u64,
    /// アプリコード: no API sets it.
    pub(crate) code: String,
    pub(crate) space: Option<u64>,
    pub(crate) thread: Option<u64>,
    pub(crate) creator: String,
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) created_at: time::OffsetDateTime,
    pub(crate) modifier: String,
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) modified_at: time::OffsetDateTime,
    /// `None` until the first deploy.
    pub(crate) live: Option<Settings>,
    pub(crate) preview: Settings,
    pub(crate) deployed: Deployed,
    #[serde(default)]
    pub(crate) old_rights: Option<OldRights>,
    pub(crate) records: BTreeMap<u64, Arc<Record>>,
    pub(crate) last_record: u64,
    /// Row ids of tables and ids of views are drawn from here.
    pub(crate) last_inner_id: u64,
}

impl App {
    /// The app as settings of another one name it.
    pub(crate) fn reference(&self) -> Value {
        json!({ "app": self.id.to_string(), "code": self.code })
    }

    pub(crate) fn side(&self, preview: bool) -> Option<&Settings> {
        if preview { Some(&self.preview) } else { self.live.as_ref() }
    }

    /// The side whose rights hold: live once there is one.
    pub(crate) fn in_force(&self) -> &Settings {
        self.live.as_ref().unwrap_or(&self.preview)
    }

    pub(crate) fn next_inner_id(&mut self) -> u64 {
        self.last_inner_id += 1;
        self.last_inner_id
    }

    /// The body of `app.json`.
    pub(crate) fn info(&self, city: &City) -> Value {
        let side = self.in_force();
        json!({
            "appId": self.id.to_string(),
            "code": self.code,
            "name": side.name(),
            "description": side.general.get("description"),
            "spaceId": self.space.map(|id| id.to_string()),
            "threadId": self.thread.map(|id| id.to_string()),
            "createdAt": millis(self.created_at),
            "creator": city.people.badge(&self.creator),
            "modifiedAt": millis(self.modified_at),
            "modifier": city.people.badge(&self.modifier),
        })
    }
}

//! What a fault does to the state behind the back of a request: somebody else saves, a session ends.

use std::sync::Arc;

use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

use crate::city::City;
use crate::form::{inside, plain};
use crate::session::cookie;

/// The apps and records that a request names.
pub(crate) struct Named {
    pub(crate) apps: Vec<u64>,
    records: Vec<u64>,
}

impl Named {
    /// Reads the body, or the address where there is no body.
    pub(crate) fn of(query: Option<&str>, body: &[u8]) -> Self {
        let mut given: Value = serde_json::from_slice(body).unwrap_or_default();
        if !given.is_object() {
            let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
            given = pairs.map(|(key, value)| (key.into_owned(), json!(value))).collect::<Map<_, _>>().into();
        }
        let id = |value: &Value| plain(value).parse::<u64>().ok();
        let one = |key: &str| id(inside(&given, &[key]));
        let each = |list: &str, key: &[&str]| -> Vec<u64> {
            let items = inside(&given, &[list]).as_array().into_iter().flatten();
            items.filter_map(|item| id(inside(item, key))).collect()
        };
        Self {
            apps: [one("app").into_iter().collect(), each("apps", &["app"])].concat(),
            records: [one("id").into_iter().chain(one("record")).collect(), each("records", &["id"]), each("ids", &[])]
                .concat(),
        }
    }
}

impl City {
    /// Somebody else saves the records that are named, or the settings of the apps.
    pub(crate) fn save_before(&mut self, path: &str, named: &Named) {
        for app in &named.apps {
            let Ok(app) = self.app_mut(*app) else { continue };
            if !path.contains("/record") {
                app.preview.revision += 1;
                continue;
            }
            for record in &named.records {
                if let Some(record) = app.records.get_mut(record) {
                    Arc::make_mut(record).revision += 1;
                }
            }
        }
    }

    /// Signs the browser of that cookie out.
    pub(crate) fn end_session(&mut self, headers: &HeaderMap) {
        if let Some(key) = cookie(headers) {
            self.sessions.remove(key);
        }
    }
}

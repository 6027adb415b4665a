//! A REST request as the resources see it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::Ask;
use crate::form::plain;
use crate::people::Person;
use crate::store::StoredFile;

/// What a request wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
    Put,
    Delete,
}

/// A file of a multipart body.
#[derive(Clone)]
pub(crate) struct Upload {
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// A request: signed in, read, not yet judged.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) verb: Verb,
    /// The path without `/k/v1/`, `preview/` and `.json`.
    pub(crate) name: String,
    pub(crate) preview: bool,
    /// The guest space of the path; 0 when it is none that can be.
    pub(crate) guest: Option<u64>,
    /// `/v1/…`, the User API of cybozu.com.
    pub(crate) user_api: bool,
    pub(crate) params: Map<String, Value>,
    pub(crate) person: Person,
    pub(crate) now: OffsetDateTime,
    pub(crate) upload: Option<Upload>,
    pub(crate) deploy_takes: Duration,
}

impl Call {
    pub(crate) fn ask(&self) -> Ask<'_> {
        Ask::new(&self.params)
    }

    /// The apps that the request names.
    pub(crate) fn apps(&self) -> Vec<u64> {
        let id = |value: Option<&Value>| value.and_then(|value| plain(value).parse::<u64>().ok());
        if self.user_api {
            return Vec::new();
        }
        if self.name == "app/deploy" {
            let apps = self.params.get("apps").and_then(Value::as_array).into_iter().flatten();
            return apps.filter_map(|app| id(Some(app)).or_else(|| id(app.get("app")))).collect();
        }
        let by_id = self.name == "app" || self.name == "record/acl" && self.verb == Verb::Put;
        let own = id(self.params.get("id")).filter(|_| by_id);
        own.or_else(|| id(self.params.get("app"))).into_iter().collect()
    }
}

/// What a resource answers.
pub(crate) enum Answer {
    Json(Value),
    File(Arc<StoredFile>),
}

//! A REST request as the resources see it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::Ask;
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
    /// Whether the path was one of a guest space.
    pub(crate) guest: bool,
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
}

/// What a resource answers.
pub(crate) enum Answer {
    Json(Value),
    File(Arc<StoredFile>),
}

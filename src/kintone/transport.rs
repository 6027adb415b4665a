//! The way to kintone: `kintone.api` in the browser, HTTP or a router in process in tests.

use std::future::Future;
use std::time::Duration;

use serde_json::Value;

use super::refusal::Reason;

/// HTTP methods that kintone uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// As `kintone.api` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// How.
    pub method: Method,
    /// Such as `/k/v1/preview/app/acl.json`; guest space and URL building are the transport's.
    pub path: String,
    /// Query or body.
    pub params: Value,
}

/// The way to kintone. No `Send`: a browser has one thread.
pub trait Transport {
    /// Sends one request; an error body becomes a [`Reason`].
    fn send(&self, ask: Ask) -> impl Future<Output = Result<Value, Reason>>;

    /// Waits.
    fn rest(&self, time: Duration) -> impl Future<Output = ()>;

    /// The time now, as milliseconds since 1970 in UTC.
    fn now(&self) -> i64;
}

//! A typed client over any [`Transport`]: retries what passes, pages what is long.

use std::time::Duration;

use serde_json::Value;

use super::refusal::Reason;
use super::transport::{Ask, Method, Transport};
use super::{Part, Revised, Side, sample};
use crate::text::json;

/// How often a busy kintone is asked again.
const TRIES: u32 = 4;

/// Where apps of a guest space live: `/k/guest/{space}/v1/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door(pub Option<String>);

/// Typed calls.
#[derive(Debug)]
pub struct Client<'a, T> {
    transport: &'a T,
    door: Door,
}

impl<'a, T: Transport> Client<'a, T> {
    /// A client for apps behind one door.
    pub const fn new(transport: &'a T, door: Door) -> Self {
        Self { transport, door }
    }

    /// The path of a kintone resource.
    fn path(&self, side: Side, resource: &str) -> String {
        let root = match &self.door.0 {
            Some(space) => format!("/k/guest/{space}/v1"),
            None => "/k/v1".to_owned(),
        };
        match side {
            Side::Live => format!("{root}/{resource}.json"),
            Side::Preview => format!("{root}/preview/{resource}.json"),
        }
    }

    /// Sends, and asks again while kintone is only busy.
    async fn send(&self, ask: Ask) -> Result<Value, Reason> {
        let mut wait = Duration::from_millis(500);
        for _ in 1..TRIES {
            match self.transport.send(ask.clone()).await {
                Err(reason) if reason.passing() => {
                    self.transport.rest(wait).await;
                    wait *= 2;
                }
                other => return other,
            }
        }
        self.transport.send(ask).await
    }

    /// Reads a resource as kintone sent it.
    ///
    /// # Errors
    /// The reason kintone gave, or that nothing came back.
    pub async fn get(&self, side: Side, resource: &str, params: Value) -> Result<Value, Reason> {
        self.send(Ask { method: Method::Get, path: self.path(side, resource), params }).await
    }

    /// Reads one settings part of an app. Names are asked for in the default language (`lang=default`), because a
    /// localised name is not what the rules are about.
    ///
    /// # Errors
    /// The reason kintone gave, or that nothing came back.
    pub async fn part(&self, side: Side, part: Part, app: &str) -> Result<Value, Reason> {
        let Some(resource) = part.path() else { return Err(Reason::NotFound) };
        let params = match part {
            Part::Settings | Part::Fields | Part::RecordRights => Value::from_iter([("app", app), ("lang", "default")]),
            _ => Value::from_iter([("app", app)]),
        };
        self.get(side, resource, params).await
    }

    /// Replaces keys of one settings part on the preview side, at the revision that was read.
    ///
    /// # Errors
    /// [`Reason::Conflict`] when the revision is not the newest; otherwise what kintone said.
    pub async fn put_part(&self, part: Part, app: &str, body: Value, revision: &str) -> Result<String, Reason> {
        let Some(resource) = part.path() else { return Err(Reason::NotFound) };
        let mut params = body;
        if let Some(map) = params.as_object_mut() {
            map.insert("app".to_owned(), app.into());
            map.insert("revision".to_owned(), revision.into());
        }
        let answer = self.send(Ask { method: Method::Put, path: self.path(Side::Preview, resource), params }).await?;
        let revised: Revised =
            json::understand(&answer).map_err(|_| Reason::Malformed { detail: "revision".to_owned() })?;
        Ok(revised.revision)
    }

    /// Counts the newest records of an app by the codes of its form: who made them, and when the newest changed.
    ///
    /// # Errors
    /// The reason kintone gave, or that the form or the answer is none.
    pub async fn sample(&self, app: &str, form: &Value) -> Result<Value, Reason> {
        let none = || Reason::Malformed { detail: "records".to_owned() };
        let codes = sample::codes(form).ok_or_else(none)?;
        let query = format!("order by {} desc limit {}", codes.1, sample::NEWEST);
        let fields = Value::from_iter([codes.0, codes.1]);
        let params = Value::from_iter([
            ("app", Value::from(app)),
            ("query", query.into()),
            ("fields", fields),
            ("totalCount", true.into()),
        ]);
        let answer = self.get(Side::Live, "records", params).await?;
        sample::counted(&answer, codes).ok_or_else(none)
    }

    /// All rows of a User API list, 100 at a time.
    ///
    /// # Errors
    /// The reason kintone gave, or that nothing came back.
    pub async fn directory(&self, resource: &str, key: &str, params: &Value) -> Result<Vec<Value>, Reason> {
        let mut rows = Vec::new();
        loop {
            let mut page = params.clone();
            if let Some(map) = page.as_object_mut() {
                map.insert("size".to_owned(), 100.into());
                map.insert("offset".to_owned(), rows.len().into());
            }
            let ask = Ask { method: Method::Get, path: format!("/v1/{resource}.json"), params: page };
            let answer = self.send(ask).await?;
            let Some(found) = answer.get(key).and_then(Value::as_array) else {
                return Err(Reason::Malformed { detail: key.to_owned() });
            };
            rows.extend(found.iter().cloned());
            if found.len() < 100 {
                return Ok(rows);
            }
        }
    }
}

//! A record: what is kept of it and how REST answers it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::app::{App, Settings};
use crate::city::City;
use crate::clock::minute;
use crate::form::{self, Field, inside};
use crate::token::ADMINISTRATOR;

/// A stored record. Values are kept bare, by field code: people and files by code and key, tables as rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: u64,
    pub(crate) revision: u64,
    pub(crate) creator: String,
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) created: OffsetDateTime,
    pub(crate) modifier: String,
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) updated: OffsetDateTime,
    /// The state of process management; `None` is its first state.
    #[serde(default)]
    pub(crate) status: Option<String>,
    /// 作業者, by code.
    #[serde(default)]
    pub(crate) assignees: Vec<String>,
    #[serde(default)]
    pub(crate) comments: Vec<Comment>,
    #[serde(default)]
    pub(crate) last_comment: u64,
    /// Actions of process management taken, the oldest first.
    #[serde(default)]
    pub(crate) history: Vec<Taken>,
    /// Changes of its values, the oldest first.
    #[serde(default)]
    pub(crate) changes: Vec<Changed>,
    pub(crate) values: Map<String, Value>,
}

/// One action of process management.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Taken {
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) at: OffsetDateTime,
    pub(crate) by: String,
    /// The state in which it was taken.
    pub(crate) state: String,
}

/// One change of a record's values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Changed {
    /// The revision that it made.
    pub(crate) revision: u64,
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) at: OffsetDateTime,
    pub(crate) by: String,
    /// Bare values by field code: `[before, after]`.
    pub(crate) values: Map<String, Value>,
}

/// A comment on a record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    pub(crate) text: String,
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) created: OffsetDateTime,
    pub(crate) creator: String,
    /// `{code, type}` as sent.
    pub(crate) mentions: Vec<Value>,
}

/// What REST answers for a field that was never filled in (observed).
pub(crate) fn empty(kind: &str) -> Value {
    match kind {
        "CHECK_BOX"
        | "MULTI_SELECT"
        | "USER_SELECT"
        | "ORGANIZATION_SELECT"
        | "GROUP_SELECT"
        | "FILE"
        | "SUBTABLE"
        | "STATUS_ASSIGNEE"
        | "CATEGORY" => json!([]),
        "DATE" | "TIME" | "DROP_DOWN" => Value::Null,
        _ => json!(""),
    }
}

impl Record {
    /// The bare value of a field at the top, system fields included.
    pub(crate) fn bare(&self, app: &App, side: &Settings, field: &Field<'_>) -> Value {
        match field.kind {
            "RECORD_NUMBER" => json!(self.number(app)),
            "__ID__" => json!(self.id.to_string()),
            "__REVISION__" => json!(self.revision.to_string()),
            "CREATOR" => json!(self.creator),
            "MODIFIER" => json!(self.modifier),
            "CREATED_TIME" => json!(minute(self.created)),
            "UPDATED_TIME" => json!(minute(self.updated)),
            "STATUS" => json!(self.state(side)),
            "STATUS_ASSIGNEE" => json!(self.assignees),
            kind => self.values.get(field.code).cloned().unwrap_or_else(|| empty(kind)),
        }
    }

    /// レコード番号, with the app code before it once the app has one.
    pub(crate) fn number(&self, app: &App) -> String {
        if app.code.is_empty() { self.id.to_string() } else { format!("{}-{}", app.code, self.id) }
    }

    /// The state of process management.
    pub(crate) fn state(&self, side: &Settings) -> String {
        let first = || {
            let states = inside(&side.status, &["states"]).as_object().into_iter().flatten();
            states
                .min_by_key(|(_, state)| form::plain(&state["index"]).parse::<u64>().unwrap_or(u64::MAX))
                .map(|(name, _)| name.clone())
                .unwrap_or_default()
        };
        self.status.clone().unwrap_or_else(first)
    }

    /// The body that REST sends: the fields that `shows` admits.
    pub(crate) fn body(
        &self,
        city: &City,
        app: &App,
        side: &Settings,
        shows: &dyn Fn(&str) -> bool,
    ) -> Map<String, Value> {
        let mut body = Map::new();
        for field in form::top(&side.properties).filter(|field| !form::holds_no_value(field) && shows(field.code)) {
            let value = dressed(city, &field, &self.bare(app, side, &field), shows);
            body.insert(field.code.to_owned(), json!({ "type": field.kind, "value": value }));
        }
        if shows("$id") {
            body.insert("$id".into(), json!({ "type": "__ID__", "value": self.id.to_string() }));
        }
        if shows("$revision") {
            body.insert("$revision".into(), json!({ "type": "__REVISION__", "value": self.revision.to_string() }));
        }
        body
    }
}

/// A bare value as REST shows it: codes get their names, rows their fields.
pub(crate) fn dressed(city: &City, field: &Field<'_>, bare: &Value, shows: &dyn Fn(&str) -> bool) -> Value {
    let named = |name_of: &dyn Fn(&str) -> Option<String>| -> Value {
        let codes = bare.as_array().into_iter().flatten().filter_map(Value::as_str);
        codes.filter_map(|code| Some(json!({ "code": code, "name": name_of(code)? }))).collect()
    };
    match field.kind {
        "CREATOR" | "MODIFIER" => {
            let code = bare.as_str().unwrap_or_default();
            let unknown = if code == ADMINISTRATOR { code } else { "" };
            let name = city.people.person(code).map_or(unknown, |person| &person.name);
            json!({ "code": code, "name": name })
        }
        "USER_SELECT" | "STATUS_ASSIGNEE" => named(&|code| city.people.person(code).map(|person| person.name.clone())),
        "ORGANIZATION_SELECT" => named(&|code| city.people.organization(code).map(|found| found.name.clone())),
        "GROUP_SELECT" => named(&|code| group_name(city, code)),
        "FILE" => {
            let keys = bare.as_array().into_iter().flatten().filter_map(Value::as_str);
            keys.filter_map(|key| Some(city.files.get(key)?.info(key))).collect()
        }
        "SUBTABLE" => {
            let inner = field.inner();
            let rows = bare.as_array().into_iter().flatten();
            rows.map(|row| {
                let mut cells = Map::new();
                for field in inner.iter().filter(|field| shows(field.code)) {
                    let bare = row["value"].get(field.code).cloned().unwrap_or_else(|| empty(field.kind));
                    let value = dressed(city, field, &bare, shows);
                    cells.insert(field.code.to_owned(), json!({ "type": field.kind, "value": value }));
                }
                json!({ "id": form::plain(&row["id"]), "value": cells })
            })
            .collect()
        }
        _ => bare.clone(),
    }
}

/// The name of a group; everyone is a group of every kintone.
pub(crate) fn group_name(city: &City, code: &str) -> Option<String> {
    if code == crate::people::EVERYONE {
        return Some("Everyone".to_owned());
    }
    city.people.group(code).map(|group| group.name.clone())
}

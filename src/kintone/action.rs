//! `app/actions.json`: アプリアクション.

use serde::Deserialize;

use crate::text::json::{Keys, Shape};
use crate::text::sorted::Sorted;

/// The app that an action copies to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Destination {
    /// Its ID.
    pub app: String,
}

impl Shape for Destination {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { app: keys.must("app") }
    }
}

/// What is copied.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mapping {
    /// The code of the field here; none for the address of the record.
    #[serde(default)]
    pub src_field: Option<String>,
    /// The code of the field there.
    pub dest_field: String,
}

impl Shape for Mapping {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { src_field: keys.may("srcField"), dest_field: keys.must("destField") }
    }
}

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// Where it copies to.
    pub dest_app: Destination,
    /// What it copies.
    pub mappings: Vec<Mapping>,
}

impl Shape for Action {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { dest_app: keys.must("destApp"), mappings: keys.must("mappings") }
    }
}

/// The actions of an app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Actions {
    /// By name.
    pub actions: Sorted<String, Action>,
}

impl Shape for Actions {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { actions: keys.must("actions") }
    }
}

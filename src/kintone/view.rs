//! `app/views.json`: 一覧.

use serde::Deserialize;

use crate::text::json::{Keys, Shape};
use crate::text::sorted::Sorted;

/// One view.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// `LIST`, `CALENDAR` or `CUSTOM`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The markup of a custom view.
    #[serde(default)]
    pub html: Option<String>,
    /// The codes of the columns of a list.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Which records it shows; empty for all.
    #[serde(default)]
    pub filter_cond: Option<String>,
}

impl Shape for View {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            kind: keys.must("type"),
            html: keys.may("html"),
            fields: keys.may("fields"),
            filter_cond: keys.may("filterCond"),
        }
    }
}

/// The views of an app, by name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Views {
    /// By name.
    pub views: Sorted<String, View>,
}

impl Shape for Views {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { views: keys.must("views") }
    }
}

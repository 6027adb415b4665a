//! `app/adminNotes.json`: アプリ管理者用メモ.

use serde::Deserialize;

use crate::text::json::{Keys, Shape};

/// What the managers of an app wrote for each other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notes {
    /// HTML, up to 10,000 characters.
    pub content: String,
    /// Whether a copy of the app takes it along.
    #[serde(default)]
    pub include_in_template_and_duplicates: bool,
}

impl Shape for Notes {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            content: keys.must("content"),
            include_in_template_and_duplicates: keys.may("includeInTemplateAndDuplicates"),
        }
    }
}

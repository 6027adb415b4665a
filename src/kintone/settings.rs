//! `app/settings.json`: 一般設定.

use serde::Deserialize;

use crate::text::json::{Keys, Shape};

/// What stands as the title of a record, in notices and searches.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TitleField {
    /// `AUTO` or `MANUAL`.
    pub selection_mode: String,
    /// The field code, where a person chose one.
    #[serde(default)]
    pub code: Option<String>,
}

impl Shape for TitleField {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { selection_mode: keys.must("selectionMode"), code: keys.may("code") }
    }
}

/// What the rules read of the general settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "kintone's own check boxes")]
pub struct Settings {
    /// The app's name in the default language, 1 to 64 characters.
    pub name: String,
    /// HTML, up to 10,000 characters; absent in old answers.
    #[serde(default)]
    pub description: Option<String>,
    /// What stands as the title of a record.
    #[serde(default)]
    pub title_field: Option<TitleField>,
    /// レコードの一括削除; absent in old answers.
    #[serde(default)]
    pub enable_bulk_deletion: bool,
    /// コメント.
    #[serde(default)]
    pub enable_comments: bool,
    /// レコードの再利用.
    #[serde(default)]
    pub enable_duplicate_record: bool,
    /// 一覧での編集.
    #[serde(default)]
    pub enable_inline_record_editing: bool,
    /// The revision of these settings.
    pub revision: String,
}

impl Shape for Settings {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            name: keys.must("name"),
            description: keys.may("description"),
            title_field: keys.may("titleField"),
            enable_bulk_deletion: keys.may("enableBulkDeletion"),
            enable_comments: keys.may("enableComments"),
            enable_duplicate_record: keys.may("enableDuplicateRecord"),
            enable_inline_record_editing: keys.may("enableInlineRecordEditing"),
            revision: keys.must("revision"),
        }
    }
}

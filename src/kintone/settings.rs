//! `app/settings.json`: 一般設定.

use serde::Deserialize;

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

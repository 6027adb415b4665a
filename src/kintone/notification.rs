//! `app/notifications/{general,perRecord,reminder}.json`: 通知.

use serde::Deserialize;

use super::right::{Entity, Whom};
use crate::text::json::{Keys, Shape};

/// Whom the app's general notices go to, and on what.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "kintone's own check boxes")]
pub struct General {
    /// Whom.
    pub entity: Entity,
    /// Departments below, too.
    #[serde(default)]
    pub include_subs: bool,
    /// レコード追加.
    #[serde(default)]
    pub record_added: bool,
    /// レコード編集.
    #[serde(default)]
    pub record_edited: bool,
    /// コメント書き込み.
    #[serde(default)]
    pub comment_added: bool,
    /// ステータスの更新.
    #[serde(default)]
    pub status_changed: bool,
    /// ファイル読み込み.
    #[serde(default)]
    pub file_imported: bool,
}

impl Shape for General {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            entity: keys.must("entity"),
            include_subs: keys.may("includeSubs"),
            record_added: keys.may("recordAdded"),
            record_edited: keys.may("recordEdited"),
            comment_added: keys.may("commentAdded"),
            status_changed: keys.may("statusChanged"),
            file_imported: keys.may("fileImported"),
        }
    }
}

/// アプリの条件通知.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GeneralNotices {
    /// In kintone's order.
    pub notifications: Vec<General>,
}

impl Shape for GeneralNotices {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { notifications: keys.must("notifications") }
    }
}

/// One notice that a record sends, by condition or by date.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Which records send it.
    #[serde(default)]
    pub filter_cond: Option<String>,
    /// Its text, which may hold `{field code}`.
    #[serde(default)]
    pub title: String,
    /// Whom it goes to.
    pub targets: Vec<Whom>,
}

impl Shape for Notice {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { filter_cond: keys.may("filterCond"), title: keys.may("title"), targets: keys.must("targets") }
    }
}

/// レコードの条件通知 or リマインダーの条件通知.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Notices {
    /// In kintone's order.
    pub notifications: Vec<Notice>,
}

impl Shape for Notices {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { notifications: keys.must("notifications") }
    }
}

//! What kintone says: one file per resource, with kintone's own names.
//!
//! Facts: `GET` answers as of 2026-11, ids and revisions as strings. Unknown keys are left in the raw JSON that a
//! snapshot keeps; unknown kinds are a variant.

pub mod action;
pub mod client;
pub mod customize;
pub mod field;
pub mod info;
pub mod notes;
pub mod notification;
pub mod plugin;
pub mod process;
pub mod refusal;
pub mod right;
pub mod sample;
pub mod settings;
pub mod space;
pub mod transport;
pub mod user;
pub mod view;

use serde::{Deserialize, Serialize};

use crate::text::json::{Keys, Shape};

/// The settings as they run, or as they will run after [アプリを更新].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// What users meet now. An app never deployed has none.
    Live,
    /// What the app's managers have prepared (動作テスト環境).
    Preview,
}

/// One settings resource of an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// 一般設定: name, description, title field, switches.
    Settings,
    /// フォーム: the fields.
    Fields,
    /// アプリのアクセス権.
    AppRights,
    /// レコードのアクセス権.
    RecordRights,
    /// フィールドのアクセス権.
    FieldRights,
    /// JavaScript / CSSでカスタマイズ.
    Customize,
    /// プラグイン.
    Plugins,
    /// 一覧.
    Views,
    /// アプリの条件通知.
    GeneralNotices,
    /// レコードの条件通知.
    RecordNotices,
    /// リマインダーの条件通知.
    Reminders,
    /// プロセス管理.
    Process,
    /// アプリアクション.
    Actions,
    /// アプリ管理者用メモ.
    Notes,
    /// アプリの情報: space, creator. Live only.
    Info,
    /// The space of the app, and its members. Live only.
    Space,
    /// Counts and days of the newest records; no value of any field. Live only.
    Records,
    /// Users, organisations and groups of the domain. Not of one app.
    People,
    /// The declaration kept in our own plugin's settings.
    Declaration,
}

impl Part {
    /// The seven parts that governance needs of every app (`kintone-rest-api.md` §7).
    pub const GOVERNANCE: [Self; 7] = [
        Self::Settings,
        Self::Fields,
        Self::AppRights,
        Self::RecordRights,
        Self::FieldRights,
        Self::Customize,
        Self::Plugins,
    ];

    /// The parts that rules ask for beside those: read on the side that is judged.
    pub const MORE: [Self; 7] = [
        Self::Views,
        Self::GeneralNotices,
        Self::RecordNotices,
        Self::Reminders,
        Self::Process,
        Self::Actions,
        Self::Notes,
    ];

    /// The REST path under `/k/v1/` or `/k/v1/preview/`, without `.json`; none where no one resource answers.
    pub const fn path(self) -> Option<&'static str> {
        Some(match self {
            Self::Settings => "app/settings",
            Self::Fields => "app/form/fields",
            Self::AppRights => "app/acl",
            Self::RecordRights => "record/acl",
            Self::FieldRights => "field/acl",
            Self::Customize => "app/customize",
            Self::Plugins => "app/plugins",
            Self::Views => "app/views",
            Self::GeneralNotices => "app/notifications/general",
            Self::RecordNotices => "app/notifications/perRecord",
            Self::Reminders => "app/notifications/reminder",
            Self::Process => "app/status",
            Self::Actions => "app/actions",
            Self::Notes => "app/adminNotes",
            Self::Info | Self::Space | Self::Records | Self::People | Self::Declaration => return None,
        })
    }

    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Settings,
        Self::Fields,
        Self::AppRights,
        Self::RecordRights,
        Self::FieldRights,
        Self::Customize,
        Self::Plugins,
        Self::Views,
        Self::GeneralNotices,
        Self::RecordNotices,
        Self::Reminders,
        Self::Process,
        Self::Actions,
        Self::Notes,
        Self::Info,
        Self::Space,
        Self::Records,
        Self::People,
        Self::Declaration,
    ];

    /// The part of a key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }

    /// As data name it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Fields => "fields",
            Self::AppRights => "app-rights",
            Self::RecordRights => "record-rights",
            Self::FieldRights => "field-rights",
            Self::Customize => "customize",
            Self::Plugins => "plugins",
            Self::Views => "views",
            Self::GeneralNotices => "general-notices",
            Self::RecordNotices => "record-notices",
            Self::Reminders => "reminders",
            Self::Process => "process",
            Self::Actions => "actions",
            Self::Notes => "notes",
            Self::Info => "info",
            Self::Space => "space",
            Self::Records => "records",
            Self::People => "people",
            Self::Declaration => "declaration",
        }
    }

    /// The name of the part in kintone's own menus.
    pub const fn name(self) -> crate::text::Text {
        match self {
            Self::Settings => crate::text!(ja: "一般設定", en: "General Settings"),
            Self::Fields => crate::text!(ja: "フォーム", en: "Form"),
            Self::AppRights => crate::text!(ja: "アプリのアクセス権", en: "Permissions for App"),
            Self::RecordRights => crate::text!(ja: "レコードのアクセス権", en: "Permissions for Records"),
            Self::FieldRights => crate::text!(ja: "フィールドのアクセス権", en: "Permissions for Fields"),
            Self::Customize => {
                crate::text!(ja: "JavaScript / CSSでカスタマイズ", en: "JavaScript and CSS Customization")
            }
            Self::Plugins => crate::text!(ja: "プラグイン", en: "Plug-ins"),
            Self::Views => crate::text!(ja: "一覧", en: "Views"),
            Self::GeneralNotices => crate::text!(ja: "アプリの条件通知", en: "App notifications"),
            Self::RecordNotices => crate::text!(ja: "レコードの条件通知", en: "Per-record notifications"),
            Self::Reminders => crate::text!(ja: "リマインダーの条件通知", en: "Reminder notifications"),
            Self::Process => crate::text!(ja: "プロセス管理", en: "Process Management"),
            Self::Actions => crate::text!(ja: "アクション", en: "Action"),
            Self::Notes => crate::text!(ja: "アプリ管理者用メモ", en: "Notes for App Administrators"),
            Self::Info => crate::text!(ja: "アプリの情報", en: "App information"),
            Self::Space => crate::text!(ja: "スペースとその参加メンバー", en: "Space and its members"),
            Self::Records => crate::text!(ja: "レコードの件数と日付", en: "Counts and days of records"),
            Self::People => crate::text!(ja: "利用者と組織", en: "Users and departments"),
            Self::Declaration => crate::text!(ja: "届出", en: "Declaration"),
        }
    }
}

/// The answer to a write: the new revision of the settings.
#[derive(Clone, Debug, Deserialize)]
pub struct Revised {
    /// The revision after the write.
    pub revision: String,
}

impl Shape for Revised {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { revision: keys.must("revision") }
    }
}

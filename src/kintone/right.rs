//! `app/acl.json`, `record/acl.json`, `field/acl.json`: who may do what. Rows stand in order of priority.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::text::json::{Keys, Shape, Told, Trouble};

/// Whom a row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EntityKind {
    /// A login name.
    User,
    /// A group; `everyone` is all users.
    Group,
    /// A department.
    Organization,
    /// The person who made the app; the code is null.
    Creator,
    /// The people in a field of the record.
    FieldEntity,
    /// A custom field of the user.
    CustomField,
    /// A kind kintone added after this was written.
    #[serde(other)]
    Unknown,
}

impl Told for EntityKind {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Unknown)
    }
}

impl EntityKind {
    /// As kintone writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "USER",
            Self::Group => "GROUP",
            Self::Organization => "ORGANIZATION",
            Self::Creator => "CREATOR",
            Self::FieldEntity => "FIELD_ENTITY",
            Self::CustomField => "CUSTOM_FIELD",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// Whom a row names, with its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entity {
    /// The kind.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// The code; null for [`EntityKind::Creator`].
    pub code: Option<String>,
}

impl Shape for Entity {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { kind: keys.must("type"), code: keys.may("code") }
    }
}

impl Entity {
    /// The group of all users. kintone always gives it the lowest priority.
    pub fn everyone(&self) -> bool {
        self.kind == EntityKind::Group && self.code.as_deref() == Some("everyone")
    }

    /// The group of all administrators of cybozu.com (cybozu.com共通管理者), which nobody can delete.
    pub fn administrators(&self) -> bool {
        self.kind == EntityKind::Group && self.code.as_deref() == Some("Administrators")
    }

    /// A guest of a guest space; the User API knows none.
    pub fn guest(&self) -> bool {
        self.code.as_deref().is_some_and(|code| code.starts_with("guest/"))
    }

    /// A key that names the entity and survives reordering: `GROUP:everyone`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.kind.name(), self.code.as_deref().unwrap_or_default())
    }
}

/// Somebody that a setting names: a member of a space, the target of a notice, an assignee.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Whom {
    /// Who.
    pub entity: Entity,
    /// Departments below, too.
    #[serde(default)]
    pub include_subs: bool,
}

impl Shape for Whom {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { entity: keys.must("entity"), include_subs: keys.may("includeSubs") }
    }
}

/// One row of アプリのアクセス権.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "kintone's own check boxes")]
pub struct AppRight {
    /// For whom.
    pub entity: Entity,
    /// Departments below, too.
    #[serde(default)]
    pub include_subs: bool,
    /// アプリ管理.
    pub app_editable: bool,
    /// レコード閲覧.
    pub record_viewable: bool,
    /// レコード追加.
    pub record_addable: bool,
    /// レコード編集.
    pub record_editable: bool,
    /// レコード削除.
    pub record_deletable: bool,
    /// ファイル読み込み.
    #[serde(default)]
    pub record_importable: bool,
    /// ファイル書き出し.
    #[serde(default)]
    pub record_exportable: bool,
}

impl Shape for AppRight {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            entity: keys.must("entity"),
            include_subs: keys.may("includeSubs"),
            app_editable: keys.must("appEditable"),
            record_viewable: keys.must("recordViewable"),
            record_addable: keys.must("recordAddable"),
            record_editable: keys.must("recordEditable"),
            record_deletable: keys.must("recordDeletable"),
            record_importable: keys.may("recordImportable"),
            record_exportable: keys.may("recordExportable"),
        }
    }
}

impl AppRight {
    /// What it lets its people do beyond viewing and adding, in kintone's own names.
    pub fn strong(&self) -> Vec<&'static str> {
        let all = [
            (self.app_editable, "appEditable"),
            (self.record_editable, "recordEditable"),
            (self.record_deletable, "recordDeletable"),
            (self.record_importable, "recordImportable"),
            (self.record_exportable, "recordExportable"),
        ];
        all.into_iter().filter(|(may, _)| *may).map(|(_, name)| name).collect()
    }
}

/// アプリのアクセス権.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AppRights {
    /// Rows, the first that names a person wins.
    pub rights: Vec<AppRight>,
}

impl Shape for AppRights {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { rights: keys.must("rights") }
    }
}

/// What one row of a record condition lets an entity do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "kintone's own check boxes")]
pub struct RecordEntity {
    /// For whom.
    pub entity: Entity,
    /// Departments below, too.
    #[serde(default)]
    pub include_subs: bool,
    /// 閲覧.
    pub viewable: bool,
    /// 編集.
    #[serde(default)]
    pub editable: bool,
    /// 削除.
    #[serde(default)]
    pub deletable: bool,
}

impl Shape for RecordEntity {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            entity: keys.must("entity"),
            include_subs: keys.may("includeSubs"),
            viewable: keys.must("viewable"),
            editable: keys.may("editable"),
            deletable: keys.may("deletable"),
        }
    }
}

/// A condition and who may see the records that meet it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordRight {
    /// A query; empty for all records.
    #[serde(default)]
    pub filter_cond: Option<String>,
    /// Rows, the first that names a person wins; without Everyone the others may nothing.
    pub entities: Vec<RecordEntity>,
}

impl Shape for RecordRight {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { filter_cond: keys.may("filterCond"), entities: keys.must("entities") }
    }
}

/// レコードのアクセス権. None at all means no limit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RecordRights {
    /// Conditions in order of priority.
    pub rights: Vec<RecordRight>,
}

impl Shape for RecordRights {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { rights: keys.must("rights") }
    }
}

/// What may be done with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Accessibility {
    /// See.
    Read,
    /// See and change.
    Write,
    /// Neither.
    None,
    /// A kind kintone added after this was written.
    #[serde(other)]
    Unknown,
}

impl Told for Accessibility {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Unknown)
    }
}

/// One row of a field's rights.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldEntity {
    /// What.
    pub accessibility: Accessibility,
    /// For whom.
    pub entity: Entity,
    /// Departments below, too.
    #[serde(default)]
    pub include_subs: bool,
}

impl Shape for FieldEntity {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            accessibility: keys.must("accessibility"),
            entity: keys.must("entity"),
            include_subs: keys.may("includeSubs"),
        }
    }
}

/// The rights of one field.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FieldRight {
    /// The field code.
    pub code: String,
    /// Rows, the first that names a person wins; without Everyone the others may nothing.
    pub entities: Vec<FieldEntity>,
}

impl Shape for FieldRight {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { code: keys.must("code"), entities: keys.must("entities") }
    }
}

/// フィールドのアクセス権. A field that is not named has no limit of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FieldRights {
    /// One per limited field.
    pub rights: Vec<FieldRight>,
}

impl Shape for FieldRights {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { rights: keys.must("rights") }
    }
}

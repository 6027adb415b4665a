//! Where a finding stands, in the words of kintone's screens.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kintone::Part;
use crate::kintone::right::Entity;
use crate::text::json::{Told, Trouble};
use crate::text::{Lang, Text};

/// Where, in the words of kintone's screens; the same after rows were moved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "at")]
pub enum Place {
    /// アプリ名.
    Name,
    /// A field of the form.
    Field {
        /// Its code: the key.
        code: String,
        /// Its label, for people.
        label: String,
    },
    /// All personal fields of the form.
    PersonalFields,
    /// A row of アプリのアクセス権.
    AppRight {
        /// Whom the row names.
        entity: Entity,
    },
    /// An item of the declaration.
    Declared {
        /// Which.
        item: Item,
    },
    /// Something in a part that has a name: a view, a plugin, a script, a notice, a state.
    In {
        /// The part.
        part: Part,
        /// Its name there.
        name: String,
    },
    /// A part as a whole, or a switch of it that has no name.
    Whole {
        /// The part.
        part: Part,
    },
    /// One public form in the declaration, or a trace of one in the settings.
    PublicForm {
        /// The service, such as `FormBridge`.
        service: String,
    },
}

/// Items of the declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// 目的.
    Purpose,
    /// 内容: what is recorded.
    Contents,
    /// 情報区分.
    DataClass,
    /// 対象者の人数.
    People,
    /// 取得元.
    Collection,
    /// 提供・共有の有無.
    Sharing,
    /// 提供先.
    Recipients,
    /// 利用者.
    Users,
    /// 責任者.
    Owner,
    /// 保守担当.
    Maintainer,
    /// 利用期限.
    Until,
    /// 保存期間.
    Retention,
    /// 公開の有無.
    Public,
    /// 公開サービス.
    Service,
    /// 承認番号.
    Approval,
    /// 公開確認日.
    Checked,
}

impl Told for Item {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Purpose)
    }
}

impl Item {
    /// All items, in the order of the screen.
    pub const ALL: [Self; 16] = [
        Self::Purpose,
        Self::Contents,
        Self::DataClass,
        Self::People,
        Self::Collection,
        Self::Sharing,
        Self::Recipients,
        Self::Users,
        Self::Owner,
        Self::Maintainer,
        Self::Until,
        Self::Retention,
        Self::Public,
        Self::Service,
        Self::Approval,
        Self::Checked,
    ];

    /// From the id of its control.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.id() == id)
    }

    /// The id of the item's control on the inspection screen.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Contents => "contents",
            Self::Collection => "collection",
            Self::Sharing => "sharing",
            Self::Recipients => "recipients",
            Self::Users => "users",
            Self::Retention => "retention",
            Self::Owner => "owner",
            Self::Maintainer => "maintainer",
            Self::DataClass => "data-class",
            Self::People => "people",
            Self::Until => "until",
            Self::Public => "public",
            Self::Service => "service",
            Self::Approval => "approval",
            Self::Checked => "checked",
        }
    }

    /// The word on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Purpose => crate::text!(ja: "利用目的", en: "Purpose"),
            Self::Contents => crate::text!(ja: "記録する内容", en: "What is recorded"),
            Self::Collection => crate::text!(ja: "情報の取得元", en: "Where it comes from"),
            Self::Sharing => crate::text!(ja: "ほかへの提供・共有", en: "Given to others"),
            Self::Recipients => crate::text!(ja: "提供先・共有先", en: "To whom it is given"),
            Self::Users => crate::text!(ja: "利用者", en: "Who uses it"),
            Self::Retention => crate::text!(ja: "保存期間(年)", en: "Kept for (years)"),
            Self::Owner => crate::text!(ja: "責任者", en: "Owner"),
            Self::Maintainer => crate::text!(ja: "保守担当", en: "Maintainer"),
            Self::DataClass => crate::text!(ja: "情報区分", en: "Data class"),
            Self::People => crate::text!(ja: "記録する人数", en: "People it is about"),
            Self::Until => crate::text!(ja: "利用期限", en: "In use until"),
            Self::Public => crate::text!(ja: "公開フォーム・公開ページ", en: "Public forms and pages"),
            Self::Service => crate::text!(ja: "公開サービス", en: "Public service"),
            Self::Approval => crate::text!(ja: "承認番号", en: "Approval number"),
            Self::Checked => crate::text!(ja: "公開設定の確認日", en: "Date last checked"),
        }
    }
}

impl Place {
    /// A key that names the place: stable under reordering and relabelling, safe as the tail of an element's id.
    pub fn key(&self) -> String {
        let raw = match self {
            Self::Name => "name".to_owned(),
            Self::Field { code, .. } => format!("field:{code}"),
            Self::PersonalFields => "personal-fields".to_owned(),
            Self::AppRight { entity } => format!("app-right:{}", entity.key()),
            Self::Declared { item } => format!("declared:{}", item.id()),
            Self::In { part, name } => format!("{}:{name}", part.key()),
            Self::Whole { part } => part.key().to_owned(),
            Self::PublicForm { service } => format!("public-form:{service}"),
        };
        raw.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect()
    }

    /// The place as a person would find it.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Name => {
                crate::text!(ja: "「アプリの設定」画面の「アプリ名」", en: "App name on the App settings screen")
                    .get(lang)
                    .to_owned()
            }
            Self::Field { label, .. } => {
                crate::say!(lang, ja: "フォームのフィールド「{label}」", en: "field “{label}” of the form", label)
            }
            Self::PersonalFields => {
                crate::text!(ja: "個人情報のフィールド", en: "fields with personal information").get(lang).to_owned()
            }
            Self::AppRight { entity } => {
                let creator = crate::text!(ja: "アプリ作成者", en: "App creator").get(lang);
                let key = if entity.everyone() { "Everyone" } else { entity.code.as_deref().unwrap_or(creator) };
                crate::say!(lang, ja: "アプリのアクセス権の「{key}」の行", en: "row “{key}” of Permissions for App", key)
            }
            Self::Declared { item } => {
                let item = item.text().get(lang);
                crate::say!(lang, ja: "届出の「{item}」", en: "“{item}” in the declaration", item)
            }
            Self::In { part, name } => {
                let part = part.name().get(lang);
                crate::say!(lang, ja: "{part}の「{name}」", en: "“{name}” in {part}", part, name)
            }
            Self::Whole { part } => part.name().get(lang).to_owned(),
            Self::PublicForm { service } => {
                crate::say!(lang, ja: "公開フォーム・公開ページ({service})", en: "public form or page ({service})", service)
            }
        }
    }
}

//! What is personal: fields by their labels, typed values by their shape and check digits.
//!
//! Works on fields and text only. Law: 個人情報の保護に関する法律 2条, 同施行令 1条・2条, 番号法 2条5項.

pub mod app_class;
mod choices;
pub mod classifier;
pub mod identifiers;
mod label;
pub mod labels;
#[rustfmt::skip]
pub mod overrule;
pub mod scorer;
pub mod train;
#[rustfmt::skip]
mod weights;
pub mod whole_form;
pub mod words;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::text::Text;
use crate::text::json::{Told, Trouble};

/// The legal class of what a field holds. Ordered, the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// 個人情報 (法2条1項).
    Ordinary,
    /// Not special care by law, but worse to leak than most: 生活保護, 滞納, 支援措置, 本籍, 人事評価, passwords.
    Sensitive,
    /// 個人識別符号 (法2条2項).
    Code,
    /// 要配慮個人情報 (法2条3項): always *possible*, a person confirms it.
    SpecialCare,
    /// 特定個人情報 (番号法2条8項).
    MyNumber,
}

impl Told for Class {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Ordinary)
    }
}

impl Class {
    /// All of them, the gravest last.
    pub const ALL: [Self; 5] = [Self::Ordinary, Self::Sensitive, Self::Code, Self::SpecialCare, Self::MyNumber];

    /// As data name it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Sensitive => "sensitive",
            Self::Code => "code",
            Self::SpecialCare => "special-care",
            Self::MyNumber => "my-number",
        }
    }

    /// The word on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Ordinary => crate::text!(ja: "個人情報", en: "personal information"),
            Self::Sensitive => {
                crate::text!(ja: "取扱いに特に注意する個人情報", en: "sensitive personal information")
            }
            Self::Code => crate::text!(ja: "個人識別符号", en: "individual identification code"),
            Self::SpecialCare => {
                crate::text!(ja: "要配慮個人情報の可能性", en: "possible special-care information")
            }
            Self::MyNumber => crate::text!(ja: "特定個人情報(マイナンバー)", en: "My Number"),
        }
    }
}

/// How sure a detector is. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Only with other evidence.
    Low,
    /// Likely; a person decides.
    Medium,
    /// Enough to act on.
    High,
}

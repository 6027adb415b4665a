//! What is said of a field that holds personal information, and the words that speak of the My Number.

use super::label;
use super::{Class, Confidence};
use crate::finding::Place;
use crate::text::search::holds;
use crate::text::{Lang, fold};

/// What was found about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classified {
    /// The field code.
    pub code: String,
    /// The table that it is a column of.
    pub table: Option<String>,
    /// The label people see.
    pub label: String,
    /// The category of the lexicon, where one told.
    pub category: Option<&'static str>,
    /// Its legal class.
    pub class: Class,
    /// How sure.
    pub confidence: Confidence,
    /// What told.
    pub why: Reason,
}

impl Classified {
    /// Whether the detectors are sure enough for rules to count it.
    pub fn sure(&self) -> bool {
        self.confidence >= Confidence::Medium
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        Place::Field { code: self.code.clone(), label: self.label.clone() }
    }
}

/// Why a field is held to be personal, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its label: the word in it that told.
    Label(String),
    /// Its field code.
    Code(String),
    /// Some of its choices.
    Choices(Vec<String>),
    /// The code of the field that a lookup copies into it.
    CopiedFrom(String),
    /// The label of the field that it is computed from.
    ComputedFrom(String),
    /// The fields around it: the label of the one that speaks most plainly of a person.
    Company(String),
    /// A word of the office's policy.
    Office(String),
    /// A builder confirmed it.
    Decided,
}

impl Reason {
    /// As people read it.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Label(word) => crate::say!(lang, ja: "ラベルの語「{word}」", en: "“{word}” in its label", word),
            Self::Code(code) => {
                crate::say!(lang, ja: "フィールドコード「{code}」", en: "its field code “{code}”", code)
            }
            Self::Choices(some) => {
                let some = some.join(crate::text!(ja: "」「", en: "”, “").get(lang));
                crate::say!(lang, ja: "選択肢「{some}」など", en: "its choices “{some}” and so on", some)
            }
            Self::CopiedFrom(code) => {
                crate::say!(lang, ja: "ルックアップのコピー元「{code}」", en: "“{code}”, which a lookup copies into it", code)
            }
            Self::ComputedFrom(label) => {
                crate::say!(lang, ja: "計算のもとになる「{label}」", en: "“{label}”, which it is computed from", label)
            }
            Self::Company(label) => {
                crate::say!(lang, ja: "同じフォームの「{label}」", en: "“{label}” on the same form", label)
            }
            Self::Office(word) => {
                crate::say!(lang, ja: "内規で定めた語「{word}」", en: "“{word}”, a word of the policy", word)
            }
            Self::Decided => {
                crate::text!(ja: "アプリの管理者の確認", en: "a manager of the app confirmed it").get(lang).to_owned()
            }
        }
    }
}

/// The words that make a number near them a My Number, folded.
const MY_NUMBER: [&str; 5] = ["マイナンバー", "個人番号", "まいなんばー", "mynumber", "my_number"];

/// Whether a text speaks of the My Number: as label of a field, or beside a number.
pub fn speaks_of_my_number(text: &str) -> bool {
    let folded = fold::label(text);
    MY_NUMBER.iter().any(|word| holds(&folded, word)) && !holds(&folded, "職員個人番号")
}

/// Whether a field was made to hold the My Number itself. 「マイナンバーカードの有無」 was not.
pub fn holds_my_number(label: &str, code: &str) -> bool {
    [label, code].into_iter().any(|text| {
        let folded = label::bare(&fold::label(text));
        let not = ["有無", "カード", "確認", "提示", "同意", "交付", "申請", "職員"];
        MY_NUMBER.iter().any(|word| holds(&folded, word)) && !not.iter().any(|word| holds(&folded, word))
    })
}

//! What people decide against the detector: the office by words of its policy, a builder field by field.

use serde::{Deserialize, Serialize};

use super::Class;
use crate::text::json::{Keys, Shape};

/// A word of the office that makes a field personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeWord {
    /// As it stands in labels; widths and marks make no difference.
    pub word: String,
    /// The class of every field whose label holds it. 条例要配慮個人情報 (法60条5項) goes here.
    pub class: Class,
}

impl Shape for OfficeWord {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { word: keys.must("word"), class: keys.must("class") };
        keys.no_more(&["word", "class"]);
        read
    }
}

/// 内規で定める語: what the office says of labels in its own town.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct OfficeWords {
    /// Words that make a field personal. The longest that stands in a label counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub personal: Vec<OfficeWord>,
    /// Whole labels that are never personal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_personal: Vec<String>,
}

impl Shape for OfficeWords {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { personal: keys.may("personal"), not_personal: keys.may("not-personal") };
        keys.no_more(&["personal", "not-personal"]);
        read
    }
}

/// What a builder confirmed of one field; the seal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The field code.
    pub code: String,
    /// The label that the person saw: a field that is called otherwise today is judged anew.
    pub label: String,
    /// Its class; none when it is not personal.
    pub class: Option<Class>,
}

impl Shape for Decision {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { code: keys.must("code"), label: keys.must("label"), class: keys.may("class") }
    }
}

/// What a builder can say of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saying {
    /// The detector judges.
    Automatic,
    /// It is not personal.
    NotPersonal,
    /// It is, and of this class.
    Personal(Class),
}

impl Saying {
    /// The value of the control.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Automatic => "auto",
            Self::NotPersonal => "none",
            Self::Personal(class) => class.id(),
        }
    }

    /// From the value of the control.
    pub fn of(id: &str) -> Option<Self> {
        let classes = Class::ALL.into_iter().map(Self::Personal);
        [Self::Automatic, Self::NotPersonal].into_iter().chain(classes).find(|saying| saying.id() == id)
    }
}

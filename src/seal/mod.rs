//! 点検記録: everything the guard reads, kept in our plugin's settings of the app. No names, no rights rows.

pub mod baseline;
pub mod chunks;
pub mod orders;
pub mod published;
pub mod seers;

use serde::{Deserialize, Serialize};

use crate::finding::Verdict;
use crate::personal::Class;
use crate::personal::labels::Classified;
use crate::policy::{DataClass, Policy};
use crate::text::Lang;
use crate::text::json::{Keys, Shape};
use orders::Orders;

/// The version of this format. A guard that meets a higher one says so and judges without the seal.
pub const SCHEMA: u32 = 1;

/// What the seal says of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedField {
    /// The field code.
    pub code: String,
    /// Its legal class.
    pub class: Class,
    /// Whether too many people could view it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// Whether it was made for the My Number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_my_number: bool,
    /// Who may view it, as [`seers`] marks them, where its own rights keep Everyone out; empty when they do not, or when
    /// nobody can tell from a browser.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seers: Vec<String>,
}

impl Shape for SealedField {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            code: keys.must("code"),
            class: keys.must("class"),
            open: keys.may("open"),
            for_my_number: keys.may("for_my_number"),
            seers: keys.may("seers"),
        }
    }
}

/// The data class of the app: as it was declared, or as it was observed where nobody declared it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedClass {
    /// Its id in the policy.
    pub id: String,
    /// Its name in Japanese.
    pub ja: String,
    /// Its name in English.
    pub en: String,
    /// The legal classes that an app of this class may hold: its own and those of milder classes.
    pub admits: Vec<Class>,
}

impl Shape for SealedClass {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { id: keys.must("id"), ja: keys.must("ja"), en: keys.must("en"), admits: keys.must("admits") }
    }
}

impl SealedClass {
    /// Of a data class of a policy.
    pub fn of(policy: &Policy, class: &DataClass) -> Self {
        let classes = &policy.document().classes;
        let milder = classes.iter().take_while(|other| other.id != class.id);
        let admits = milder.chain([class]).flat_map(|class| class.holds.iter().copied()).collect();
        let name = |lang| class.name.get(lang).to_owned();
        Self { id: class.id.clone(), ja: name(Lang::Ja), en: name(Lang::En), admits }
    }
}

/// The result of an inspection, as it stands in the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The version of this format.
    pub schema: u32,
    /// The app it was made for: an app made from a copy has none.
    pub app: String,
    /// The domain it was made for.
    pub domain: String,
    /// How the app stood.
    pub verdict: Verdict,
    /// When, as `2026-11-24T09:00:00Z`.
    pub at: String,
    /// The preview revision that was judged.
    pub revision: String,
    /// The personal fields.
    pub fields: Vec<SealedField>,
    /// The data class of the app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<SealedClass>,
    /// [`mark_of`] every field of the form, one after the other: what is new since is known without a name being kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// The last day of the declared use, as `2027-03-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The last day of the exception that ends first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excused: Option<String>,
    /// What the guard obeys where no newer policy is published.
    pub orders: Orders,
}

impl Shape for Seal {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            schema: keys.must("schema"),
            app: keys.must("app"),
            domain: keys.must("domain"),
            verdict: keys.must("verdict"),
            at: keys.must("at"),
            revision: keys.must("revision"),
            fields: keys.must("fields"),
            class: keys.may("class"),
            form: keys.may("form"),
            until: keys.may("until"),
            excused: keys.may("excused"),
            orders: keys.must("orders"),
        }
    }
}

/// The fields of a seal: those that the detectors are sure of.
pub fn fields(personal: &[Classified], open: &[String]) -> Vec<SealedField> {
    personal
        .iter()
        .filter(|field| field.sure())
        .map(|field| SealedField {
            code: field.code.clone(),
            class: field.class,
            open: open.contains(&field.code),
            for_my_number: crate::personal::labels::holds_my_number(&field.label, &field.code),
            seers: Vec::new(),
        })
        .collect()
}

/// Eight letters for a field by code and label. kintone never changes the type of a field.
pub fn mark_of(code: &str, label: &str) -> String {
    let mut mark = chunks::sum(&[code, "\u{0}", label].concat());
    mark.truncate(8);
    mark
}

//! The policies that are in the box: 自治体標準内規 and its strict variant.

use serde_json::Value;

use super::{Draft, Mistake, Policy};
use crate::rule::Rule;
use crate::text::{Text, json};

/// A policy that is in the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum BuiltIn {
    /// 自治体標準内規: stops entry only for a newly typed My Number.
    #[default]
    Standard,
    /// 自治体標準内規(厳格): also stops entry in apps whose personal fields are open.
    Strict,
}

impl BuiltIn {
    /// Both, in the order of the screen.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Strict];

    /// The id of the document.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Standard => "municipal-standard",
            Self::Strict => "municipal-strict",
        }
    }

    /// From the id of the document.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.id() == id)
    }

    /// The document. The strict one says only what differs.
    pub fn document(self) -> Value {
        let mut document = serde_json::from_str(include_str!("standard.json")).unwrap_or_default();
        if self == Self::Strict {
            json::put_over(&mut document, serde_json::from_str(include_str!("strict.json")).unwrap_or_default());
        }
        document
    }

    /// The checked rule set.
    ///
    /// # Errors
    /// Mistakes in the document; a test holds that there are none.
    pub fn policy(self, catalogue: &[&'static Rule]) -> Result<Policy, Vec<Mistake>> {
        let draft: Draft = json::understand(&self.document()).map_err(|error| {
            let what: Text = crate::text!(ja: "読み取れません", en: "cannot be read");
            vec![Mistake { place: error.to_string(), what }]
        })?;
        draft.validate(catalogue)
    }
}

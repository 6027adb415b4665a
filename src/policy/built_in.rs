//! The policies that are in the box: 自治体標準内規 and its strict variant.

use serde_json::Value;

use super::{Draft, Policy};
use crate::text::json::{self, Misread};
use crate::text::syntax;

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
        Documents::in_the_box().of(self)
    }

    /// The rule set. A test holds that it has no mistakes, so that the console need not carry the check.
    ///
    /// # Errors
    /// When the document has not the shape of one.
    pub fn policy(self) -> Result<Policy, Misread> {
        Documents::in_the_box().policy(self)
    }
}

/// The texts of both. The console's boot script hands them over: in the wasm they would take twice the room, and any
/// city's own will come the same way.
#[derive(Clone, Debug)]
pub struct Documents {
    /// The standard policy.
    pub standard: String,
    /// What the strict one says otherwise.
    pub strict: String,
}

impl Documents {
    /// As they stand in the repository.
    pub fn in_the_box() -> Self {
        Self { standard: include_str!("standard.json").to_owned(), strict: include_str!("strict.json").to_owned() }
    }

    /// The document of one.
    pub fn of(&self, policy: BuiltIn) -> Value {
        let mut document = syntax::read(&self.standard).unwrap_or_default();
        if policy == BuiltIn::Strict {
            json::put_over(&mut document, syntax::read(&self.strict).unwrap_or_default());
        }
        document
    }

    /// The rule set of one.
    ///
    /// # Errors
    /// When the document has not the shape of one.
    pub fn policy(&self, policy: BuiltIn) -> Result<Policy, Misread> {
        json::understand(&self.of(policy)).map(Draft::trusted)
    }
}

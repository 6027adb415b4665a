//! `/v1/users.json`, `/v1/organizations.json`, `/v1/organization/users.json`, `/v1/group/users.json` (User API).

use serde::Deserialize;

use crate::text::json::{Keys, Shape};

/// A person who can sign in, or could once.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct User {
    /// The login name.
    pub code: String,
    /// The name shown.
    #[serde(default)]
    pub name: String,
    /// False when stopped.
    pub valid: bool,
}

impl Shape for User {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { code: keys.must("code"), name: keys.may("name"), valid: keys.must("valid") }
    }
}

/// A department.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The department above.
    #[serde(default)]
    pub parent_code: Option<String>,
}

impl Shape for Organization {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { code: keys.must("code"), name: keys.must("name"), parent_code: keys.may("parentCode") }
    }
}

//! `/v1/users.json`, `/v1/organizations.json`, `/v1/organization/users.json`, `/v1/group/users.json` (User API).

use serde::Deserialize;

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

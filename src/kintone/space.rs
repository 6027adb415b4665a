//! `space.json` and `space/members.json`.

use serde::Deserialize;

use super::right::Whom;
use crate::text::json::{Keys, Shape};

/// What the rules read of a space.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Space {
    /// Its name.
    pub name: String,
    /// Whether only its members can enter: they alone can use its apps.
    pub is_private: bool,
    /// Whether people from outside the organisation can be members.
    #[serde(default)]
    pub is_guest: bool,
}

impl Shape for Space {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { name: keys.must("name"), is_private: keys.must("isPrivate"), is_guest: keys.may("isGuest") }
    }
}

/// The members of a space.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Members {
    /// All of them.
    pub members: Vec<Whom>,
}

impl Shape for Members {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { members: keys.must("members") }
    }
}

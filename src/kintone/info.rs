//! `app.json`: what an app is, apart from its settings.

use serde::Deserialize;

use crate::text::json::{Keys, Shape};

/// Who made or changed the app; empty when the person left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// The login name, `""` when stopped or deleted.
    #[serde(default)]
    pub code: String,
}

impl Shape for Person {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { code: keys.may("code") }
    }
}

/// What the rules read of an app's information.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Info {
    /// The space that the app belongs to.
    #[serde(default)]
    pub space_id: Option<String>,
    /// Who made it.
    #[serde(default)]
    pub creator: Person,
}

impl Shape for Info {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { space_id: keys.may("spaceId"), creator: keys.may("creator") }
    }
}

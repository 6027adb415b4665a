//! `app.json`: what an app is, apart from its settings.

use serde::Deserialize;
use time::Date;

use crate::text::day;
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
    /// When, as `2026-04-01T00:00:00.000Z`.
    #[serde(default)]
    pub created_at: String,
    /// When its settings last changed; absent before the first [アプリを更新].
    #[serde(default)]
    pub modified_at: Option<String>,
}

impl Info {
    /// The day on which it was made, in UTC: one day off in Japan before nine in the morning.
    pub fn made(&self) -> Option<Date> {
        day::read(self.created_at.get(..10)?)
    }
}

impl Shape for Info {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            space_id: keys.may("spaceId"),
            creator: keys.may("creator"),
            created_at: keys.may("createdAt"),
            modified_at: keys.may("modifiedAt"),
        }
    }
}

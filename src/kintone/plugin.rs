//! `app/plugins.json`: the plugins of an app.

use serde::Deserialize;

use crate::text::json::{Keys, Shape};

/// One plugin of the app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Plugin {
    /// 32 letters from a to p.
    pub id: String,
    /// In the user's language; null when kintone does not know.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether it runs.
    pub enabled: bool,
}

impl Shape for Plugin {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { id: keys.must("id"), name: keys.may("name"), enabled: keys.must("enabled") }
    }
}

/// The plugins of an app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Plugins {
    /// In kintone's order.
    pub plugins: Vec<Plugin>,
}

impl Shape for Plugins {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { plugins: keys.must("plugins") }
    }
}

//! `app/plugins.json`: the plugins of an app.

use serde::Deserialize;

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

/// The plugins of an app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Plugins {
    /// In kintone's order.
    pub plugins: Vec<Plugin>,
}

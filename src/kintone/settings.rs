//! `app/settings.json`: 一般設定.

use serde::Deserialize;

/// What the rules read of the general settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The app's name in the default language, 1 to 64 characters.
    pub name: String,
    /// HTML, up to 10,000 characters; absent in old answers.
    #[serde(default)]
    pub description: Option<String>,
    /// The revision of these settings.
    pub revision: String,
}

//! Which page an address is.

use serde_json::{Map, Value};

use crate::city::City;

/// A page.
pub(crate) enum Place {
    Portal { mobile: bool },
    Record { app: u64, page: &'static str, mobile: bool },
    Settings { app: u64 },
    PluginList { app: u64 },
    PluginConfig { app: u64, plugin: String },
    System { page: &'static str },
    Users,
    Space { space: u64 },
}

impl Place {
    /// The page of a path and its query. `/k/guest/{id}` before it leads to the same page of an app in a guest space.
    pub(crate) fn of(path: &str, query: &Map<String, Value>) -> Option<Self> {
        let mut steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
        if guest_space(path).is_some() {
            steps.drain(1..3);
        }
        let text = |key: &str| query.get(key).and_then(Value::as_str).unwrap_or_default();
        let id = |text: &str| text.parse::<u64>().ok();
        let record = |app: &str, page, mobile| Some(Self::Record { app: id(app)?, page, mobile });
        Some(match steps.as_slice() {
            [] | ["k"] => Self::Portal { mobile: false },
            ["k", "m"] => Self::Portal { mobile: true },
            ["k", "admin", "app", "flow"] => Self::Settings { app: id(text("app"))? },
            ["k", "admin", "app", app, "plugin"] => Self::PluginList { app: id(app)? },
            ["k", "admin", "app", app, "plugin", "config"] => {
                Self::PluginConfig { app: id(app)?, plugin: text("pluginId").to_owned() }
            }
            ["k", "admin", "system", "plugin"] => Self::System { page: "system-plugins" },
            ["k", "admin", "system", "shared"] => Self::System { page: "shared-settings" },
            ["k", "admin", "system", "customize"] => Self::System { page: "system-customize" },
            ["k", "admin", "users"] => Self::Users,
            ["k", "space", space] => Self::Space { space: id(space)? },
            ["k", "m", app] => record(app, "mobile-list", true)?,
            ["k", "m", app, "edit"] => record(app, "mobile-create", true)?,
            ["k", "m", app, "show"] => record(app, "mobile-show", true)?,
            ["k", "m", app, "report"] => record(app, "mobile-report", true)?,
            ["k", app] => record(app, "list", false)?,
            ["k", app, "edit"] => record(app, "create", false)?,
            ["k", app, "show"] => record(app, "show", false)?,
            ["k", app, "print"] => record(app, "print", false)?,
            ["k", app, "report"] => record(app, "report", false)?,
            _ => return None,
        })
    }

    /// The app that the page is of.
    fn app(&self) -> Option<u64> {
        match self {
            Self::Record { app, .. }
            | Self::Settings { app }
            | Self::PluginList { app }
            | Self::PluginConfig { app, .. } => Some(*app),
            _ => None,
        }
    }

    /// Whether relative links of the page start from its address as from a folder.
    pub(crate) fn is_folder(&self) -> bool {
        !matches!(self, Self::Settings { .. } | Self::PluginConfig { .. } | Self::Space { .. })
    }

    /// The path that the page should have, where the given one is another: an app of a guest space lies below that
    /// space, all other pages lie below none.
    pub(crate) fn right_path(&self, city: &City, path: &str) -> Option<String> {
        let home = self.app().and_then(|app| city.guest_space_of(app));
        let given = guest_space(path);
        if home == given {
            return None;
        }
        let rest = match given {
            Some(space) => path.strip_prefix(&format!("/k/guest/{space}"))?,
            None => path.strip_prefix("/k")?,
        };
        Some(home.map_or(format!("/k{rest}"), |space| format!("/k/guest/{space}{rest}")))
    }
}

/// The guest space that a path names.
fn guest_space(path: &str) -> Option<u64> {
    path.strip_prefix("/k/guest/")?.split('/').next()?.parse().ok()
}

impl City {
    /// The guest space in which an app lies.
    pub(crate) fn guest_space_of(&self, app: u64) -> Option<u64> {
        let space = self.apps.get(&app)?.space?;
        self.spaces.get(&space).filter(|space| space.is_guest).map(|space| space.id)
    }
}

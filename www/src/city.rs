//! Everything that the local kintone knows: one value behind one lock.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use crate::app::{App, Deployed, Settings};
use crate::form::plain;
use crate::people::{People, Person};
use crate::plugin::Plugin;
use crate::refusal::{Refusal, Text};
use crate::rest::Call;
use crate::rights::{self, AppRights};
use crate::session::Session;
use crate::shared_settings::SharedSettings;
use crate::space::Space;
use crate::store::StoredFile;
use crate::token::Token;

/// The state. A clone is cheap: apps, records, plugins and files are shared until one changes.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct City {
    pub(crate) people: People,
    /// One password for all people of the demo.
    pub(crate) password: String,
    pub(crate) spaces: BTreeMap<u64, Space>,
    pub(crate) apps: BTreeMap<u64, Arc<App>>,
    pub(crate) last_app: u64,
    pub(crate) plugins: BTreeMap<String, Arc<Plugin>>,
    pub(crate) last_plugin: u64,
    pub(crate) files: BTreeMap<String, Arc<StoredFile>>,
    /// Customisation of all kintone: `{scope, desktop, mobile}`.
    pub(crate) domain: Value,
    /// アプリの共通設定.
    #[serde(default)]
    pub(crate) shared: SharedSettings,
    /// The Wide course, which has statistics; Standard otherwise.
    #[serde(default)]
    pub(crate) wide: bool,
    /// API tokens by their text.
    #[serde(default)]
    pub(crate) tokens: BTreeMap<String, Token>,
    /// Requests of the day by app: the day, counted from 09:00 in Tokyo, and how many.
    #[serde(skip)]
    pub(crate) requests: BTreeMap<u64, (i64, u64)>,
    /// How long changed rights take from one record to the next.
    #[serde(skip)]
    pub(crate) rights_step: std::time::Duration,
    #[serde(skip)]
    pub(crate) sessions: BTreeMap<String, Session>,
    #[serde(skip)]
    pub(crate) cursors: BTreeMap<String, Cursor>,
    /// Deploys on their way: apps and the moment they end.
    #[serde(skip)]
    pub(crate) deploying: Vec<(Vec<u64>, OffsetDateTime)>,
    /// Apps whose next deploy fails, as a fault asked for.
    #[serde(skip)]
    pub(crate) doomed: Vec<u64>,
}

/// A `records/cursor.json` cursor.
#[derive(Clone)]
pub(crate) struct Cursor {
    pub(crate) owner: String,
    pub(crate) app: u64,
    pub(crate) fields: Vec<String>,
    pub(crate) ids: Vec<u64>,
    pub(crate) at: usize,
    pub(crate) size: usize,
}

impl City {
    /// The app on that side, whoever asks.
    pub(crate) fn side(&self, id: u64, preview: bool) -> Result<(&App, &Settings), Refusal> {
        let app = self.apps.get(&id).ok_or_else(|| Refusal::app_not_found(id))?;
        let side = app.side(preview).ok_or_else(|| Refusal::app_not_found(id))?;
        Ok((app, side))
    }

    pub(crate) fn rights(&self, app: &App, person: &Person) -> AppRights {
        rights::of_app(self, app, person)
    }

    /// For an app manager: アプリ管理 on either side.
    pub(crate) fn managed(&self, id: u64, preview: bool, person: &Person) -> Result<(&App, &Settings), Refusal> {
        let (app, side) = self.side(id, preview)?;
        if self.rights(app, person).manage { Ok((app, side)) } else { Err(Refusal::no_right()) }
    }

    /// For who may view or add records (live), or manages the app (preview).
    pub(crate) fn readable(&self, id: u64, preview: bool, person: &Person) -> Result<(&App, &Settings), Refusal> {
        let (app, side) = self.side(id, preview)?;
        let rights = self.rights(app, person);
        let may = if preview { rights.manage } else { rights.view || rights.add };
        if may { Ok((app, side)) } else { Err(Refusal::no_right()) }
    }

    /// Counts a request; the day of a counter begins at 00:00 UTC (official page: 09:00 in Tokyo).
    pub(crate) fn count_request(&mut self, app: u64, now: OffsetDateTime) {
        let day = now.unix_timestamp().div_euclid(86_400);
        let counter = self.requests.entry(app).or_insert((day, 0));
        *counter = if counter.0 == day { (day, counter.1 + 1) } else { (day, 1) };
    }

    /// Today's requests of an app.
    pub(crate) fn requests_of(&self, app: u64, now: OffsetDateTime) -> u64 {
        let day = now.unix_timestamp().div_euclid(86_400);
        self.requests.get(&app).filter(|(of, _)| *of == day).map_or(0, |(_, count)| *count)
    }

    /// The number of the next thread: one row of numbers for all spaces.
    pub(crate) fn next_thread(&self) -> u64 {
        let held = self.spaces.values().flat_map(|space| space.threads.keys().copied().chain([space.default_thread]));
        held.max().unwrap_or_default() + 1
    }

    /// The app that `{app, code}` of a request names: by its ID, or else by its code.
    pub(crate) fn app_named(&self, given: &Value) -> Option<&App> {
        let id = plain(&given["app"]);
        let found = match given["code"].as_str().filter(|code| id.is_empty() && !code.is_empty()) {
            Some(code) => self.apps.values().find(|app| app.code == code),
            None => id.parse().ok().and_then(|id: u64| self.apps.get(&id)),
        };
        found.map(Arc::as_ref)
    }

    /// An app to change.
    pub(crate) fn app_mut(&mut self, id: u64) -> Result<&mut App, Refusal> {
        self.apps.get_mut(&id).map(Arc::make_mut).ok_or_else(|| Refusal::app_not_found(id))
    }

    /// Changes the preview side: for an app manager, at the revision given, never during a deploy.
    pub(crate) fn edit(
        &mut self,
        call: &Call,
        id: u64,
        revision: Option<u64>,
        change: impl FnOnce(&City, &mut Settings) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let (app, draft) = self.managed(id, true, &call.person)?;
        if app.deployed == Deployed::Processing {
            return Err(being_deployed(id));
        }
        if revision.is_some_and(|revision| revision != draft.revision) {
            return Err(Refusal::settings_changed(id));
        }
        let mut draft = draft.clone();
        change(self, &mut draft)?;
        draft.revision += 1;
        self.app_mut(id)?.preview = draft;
        Ok(())
    }
}

/// Settings cannot be changed while they go live.
pub(crate) fn being_deployed(id: u64) -> Refusal {
    let text = Text::new(
        format!("アプリ（id: {id}）の設定を運用環境に反映中です。"),
        format!("The settings of the app (ID: {id}) are being deployed."),
    );
    Refusal::new(409, "GAIA_DA02", text)
}

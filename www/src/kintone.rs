//! The local kintone as one value, and the router that answers for it.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get, post};

use crate::city::City;
use crate::clock::Clock;
use crate::fault::Faults;
use crate::{fault, local, pages, rest, scale, seed, workshop};

/// REST requests that one domain may have in flight (official page).
pub(crate) const CONCURRENCY: usize = 100;

/// A kintone of its own: clones share its state.
#[derive(Clone)]
pub struct Kintone(Arc<Shared>);

struct Shared {
    city: Mutex<City>,
    faults: Faults,
    clock: Clock,
    running: AtomicUsize,
    deploy_takes: Mutex<Duration>,
    wasm_refused: AtomicBool,
}

impl Kintone {
    /// The seeded city of Midori, by the system's clock.
    ///
    /// # Errors
    /// When a data file of the city does not read, which a test excludes.
    pub fn midori() -> Result<Self, String> {
        Self::midori_at(Clock::system())
    }

    /// The seeded city by a clock that a test can set.
    ///
    /// # Errors
    /// As [`Kintone::midori`].
    pub fn midori_at(clock: Clock) -> Result<Self, String> {
        Ok(Self::of(seed::midori()?, clock))
    }

    /// Fills the city up to so many apps, with records, the same every time.
    pub fn scale(&self, apps: u64) {
        scale::to(&mut self.city(), apps);
    }

    /// A city from a snapshot (`--state`).
    ///
    /// # Errors
    /// When the text is no snapshot.
    pub fn from_snapshot(text: &str, clock: Clock) -> Result<Self, String> {
        Ok(Self::of(serde_json::from_str(text).map_err(|error| error.to_string())?, clock))
    }

    fn of(city: City, clock: Clock) -> Self {
        Self(Arc::new(Shared {
            city: Mutex::new(city),
            faults: Faults::default(),
            clock,
            running: AtomicUsize::new(0),
            deploy_takes: Mutex::default(),
            wasm_refused: AtomicBool::new(false),
        }))
    }

    /// Everything but sessions and cursors, to be read by [`Kintone::from_snapshot`].
    ///
    /// # Errors
    /// When the state cannot be written as JSON.
    pub fn snapshot(&self) -> Result<String, String> {
        serde_json::to_string(&*self.city()).map_err(|error| error.to_string())
    }

    /// Writes the snapshot beside the file and then in its place: whoever is interrupted has the old one or the new.
    ///
    /// # Errors
    /// When the file cannot be written; the old one is then as it was.
    pub fn save(&self, file: &Path) -> std::io::Result<()> {
        let text = self.snapshot().map_err(std::io::Error::other)?;
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}", std::process::id()));
        let beside = file.with_file_name(name);
        let mut draft = std::fs::File::create(&beside)?;
        draft.write_all(text.as_bytes())?;
        draft.sync_all()?;
        std::fs::rename(&beside, file)
    }

    /// The seeded city again; sessions of people who are still there go on.
    pub(crate) fn reset(&self) -> Result<(), String> {
        let mut fresh = seed::midori()?;
        let mut city = self.0.city.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.sessions = std::mem::take(&mut city.sessions);
        (fresh.wide, fresh.rights_step) = (city.wide, city.rights_step);
        fresh.sessions.retain(|_, session| fresh.people.person(&session.person).is_some_and(|person| person.valid));
        *city = fresh;
        self.0.faults.clear();
        self.refuse_wasm(false);
        Ok(())
    }

    /// How long a deploy stays `PROCESSING`; nothing by default, so that tests need not wait.
    pub fn deploy_takes(&self, time: Duration) {
        *self.0.deploy_takes.lock().unwrap_or_else(PoisonError::into_inner) = time;
    }

    /// The Wide course, or Standard: statistics answer on Wide only.
    pub fn wide(&self, wide: bool) {
        self.city().wide = wide;
    }

    /// How long changed record and field rights take from one record to the next after a deploy; no time by default.
    pub fn rights_take(&self, step: Duration) {
        self.city().rights_step = step;
    }

    pub(crate) fn deploy_time(&self) -> Duration {
        *self.0.deploy_takes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clock, to be set by a test.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// The state, with deploys finished whose time has come.
    pub(crate) fn city(&self) -> MutexGuard<'_, City> {
        let mut city = self.0.city.lock().unwrap_or_else(PoisonError::into_inner);
        city.settle(self.0.clock.now());
        city
    }

    /// Whether record and config pages forbid WebAssembly by their content security policy.
    pub(crate) fn refuses_wasm(&self) -> bool {
        self.0.wasm_refused.load(Ordering::SeqCst)
    }

    pub(crate) fn refuse_wasm(&self, refuse: bool) {
        self.0.wasm_refused.store(refuse, Ordering::SeqCst);
    }

    /// Counts a request in; how many there are now.
    pub(crate) fn enter(&self) -> Running {
        let count = self.0.running.fetch_add(1, Ordering::SeqCst) + 1;
        Running { of: Arc::clone(&self.0), count }
    }
}

/// A REST request in flight.
pub(crate) struct Running {
    of: Arc<Shared>,
    /// Itself included.
    pub(crate) count: usize,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.of.running.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The router of a local kintone: pages, REST and the internal endpoints of its pages.
pub fn router(kintone: Kintone) -> Router {
    Router::new()
        .route("/k/v1/{*name}", any(rest::wire::answer))
        .route("/k/guest/{space}/v1/{*name}", any(rest::wire::answer))
        .route("/v1/{*name}", any(rest::wire::answer))
        .route("/login", get(pages::sign_in_page).post(pages::sign_in))
        .route("/logout", post(pages::sign_out))
        .route("/local/plugin-config.json", any(local::answer))
        .route("/local/app-plugins.json", any(local::answer))
        .route("/local/domain-customize.json", any(local::answer))
        .route("/local/token.json", any(local::answer))
        .route("/local/person.json", any(local::answer))
        .route("/local/shared-settings.json", any(local::answer))
        .route("/local/plugin-use.json", any(local::answer))
        .route("/local/status-history.json", any(local::answer))
        .route("/local/guest-space.json", any(local::answer))
        .route("/local/record-changes.json", any(local::answer))
        .route("/local/language", any(local::answer))
        .route("/local/language.json", any(local::answer))
        .route("/local/faults.json", get(fault::list).post(fault::replace).put(fault::replace))
        .route("/local/clock.json", get(workshop::clock).post(workshop::set_clock).put(workshop::set_clock))
        .route("/local/csp.json", get(workshop::policy).put(workshop::set_policy))
        .route("/local/reset.json", post(workshop::reset))
        .route("/local/workshop", get(pages::workshop))
        .route("/local/plugin/{id}/{version}/{*path}", get(local::plugin_file))
        .route("/local/download/{key}/{name}", get(local::download))
        .route("/local/assets/{*file}", get(pages::asset))
        .fallback(get(pages::page))
        .layer(axum::middleware::from_fn_with_state(kintone.clone(), fault::gate))
        .layer(DefaultBodyLimit::max(64 * 1024 * 1024))
        .with_state(kintone)
}

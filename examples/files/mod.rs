//! Files that the programs read: snapshots, people, policies; and the day in Japan.

use std::time::{SystemTime, UNIX_EPOCH};

use naiki::app::App;
use naiki::audit::{self, Report};
use naiki::case::Case;
use naiki::declaration::Declaration;
use naiki::declaration::waiver::Waiver;
use naiki::kintone::Part;
use naiki::kintone::refusal::{Reason, Unread};
use naiki::people::Directory;
use naiki::policy::Policy;
use naiki::rules::ALL;
use naiki::snapshot::export;
use naiki::text::{Lang, day, json};
use serde_json::Value;
use time::{Date, Duration};

/// One exported app, with what its owner declared and was permitted.
pub(crate) struct Exported {
    /// The file.
    pub(crate) file: String,
    /// The app.
    pub(crate) app: App,
    declaration: Option<Declaration>,
    waivers: Vec<Waiver>,
}

impl Exported {
    /// Reads a snapshot file (`docs/snapshots.md`).
    pub(crate) fn read(file: &str) -> Result<Self, String> {
        let document = document(file)?;
        let snapshot = export::read(&document).map_err(|wrong| format!("{file}: {} {}", wrong.place, wrong.what))?;
        let declaration = match document.get("declaration") {
            Some(declared) => {
                Some(json::understand(declared).map_err(|error| format!("{file}: declaration: {error}"))?)
            }
            None => None,
        };
        let waivers = match document.get("waivers") {
            Some(waivers) => json::understand(waivers).map_err(|error| format!("{file}: waivers: {error}"))?,
            None => Vec::new(),
        };
        Ok(Self { file: file.to_owned(), app: App::of(snapshot), declaration, waivers })
    }

    /// Judges it.
    pub(crate) fn audit(&self, policy: &Policy, people: Option<&Directory>, today: Date) -> Report {
        let people = people.ok_or_else(|| Unread::new(Part::People, Reason::NotTold));
        let case = Case::new(&self.app, policy, today).declared(self.declaration.as_ref()).among(people);
        audit::audit(&case.waiving(&self.waivers))
    }
}

/// A file of JSON.
pub(crate) fn document(file: &str) -> Result<Value, String> {
    serde_json::from_str(&text(file)?).map_err(|error| format!("{file}: line {}: not JSON", error.line()))
}

fn text(file: &str) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))
}

/// A policy; all its mistakes, a line each, where it has some.
pub(crate) fn policy(file: &str, lang: Lang) -> Result<Policy, String> {
    naiki::policy::read(&text(file)?, ALL).map_err(|mistakes| {
        let lines: Vec<String> = mistakes.iter().map(|mistake| format!("{file}: {}", mistake.say(lang))).collect();
        lines.join("\n")
    })
}

/// The people of the domain.
pub(crate) fn people(file: &str) -> Result<Directory, String> {
    Directory::told(&document(file)?).map_err(|unread| format!("{file}: {}", unread.reason.say(Lang::En)))
}

/// A day as people write it.
pub(crate) fn a_day(text: &str) -> Result<Date, String> {
    day::read(text).ok_or_else(|| format!("there is no day {text}"))
}

/// Today, in Japan.
pub(crate) fn now() -> Result<Date, String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| "the clock stands before 1970")?;
    let hours = i64::try_from(since.as_secs() / 3_600).map_err(|_| "the clock is off")? + 9;
    let first = Date::from_calendar_date(1970, time::Month::January, 1).map_err(|error| error.to_string())?;
    first.checked_add(Duration::hours(hours)).ok_or_else(|| "the clock is off".to_owned())
}

//! 公示: what every guard reads from one kintone record that the office writes and everybody views. No findings, no
//! verdicts, no names of people (design §3, "Register" and "Enforcement that a city can live with").

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{Date, Duration};

use super::chunks::Damage;
use super::orders::{Order, Orders};
use crate::kintone::user;
use crate::policy::draft::Alias;
use crate::rule::{Override, Stage};
use crate::text::json::{self, Keys, Shape};
use crate::text::{Lang, day, syntax};

/// The version of this format. A guard that meets a higher one says so and judges by the seal.
pub const SCHEMA: u32 = 1;
/// アプリコード of the app that the record stands in. Only a kintone screen sets one (`kintone-rest-api.md` §5), and
/// whoever makes an app can take a code that is free: the app's ID is trusted with it, never the code alone.
pub const APP: &str = "NAIKIP";
/// アプリコード of the app where reasons and false alarms are put down.
pub const REASONS: &str = "NAIKIL";
/// The field of the record that holds the document.
pub const FIELD: &str = "document";
/// What a document must stay under, in bytes of UTF-8: every browser of the city takes it along (design §3).
pub const LIMIT: usize = 64 * 1024;
/// How many days a stop is announced before it acts (design §3: at least 14 days ahead).
pub const NOTICE: i64 = 14;
/// The longest that a browser may go by its copy, in hours: a week.
const LONGEST: u32 = 7 * 24;

/// The emergency switch: nothing is refused while it is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emergency {
    /// The last day, as `2026-12-01`. A day that does not exist ends nothing: in doubt the saves go on.
    #[serde(default)]
    pub until: String,
    /// Why, in Japanese.
    #[serde(default)]
    pub ja: String,
    /// Why, in English.
    #[serde(default)]
    pub en: String,
}

impl Emergency {
    /// Why, in one language.
    pub fn why(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// 保存停止 of one app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The app's ID.
    pub app: String,
    /// The day on which it was announced.
    #[serde(default)]
    pub announced: String,
    /// The day from which it acts.
    #[serde(default)]
    pub from: String,
    /// What a person must do to save all the same: a reason when nothing is said, so that no counter stands still.
    #[serde(default)]
    pub over: Override,
}

/// Whom staff can ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// IDs of the apps; all when empty.
    #[serde(default)]
    pub apps: Vec<String>,
    /// The office and its extension, in Japanese.
    #[serde(default)]
    pub ja: String,
    /// The same in English.
    #[serde(default)]
    pub en: String,
}

/// How 保存停止 stands for an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Halt {
    /// There is none.
    None,
    /// It does not act yet.
    Announced {
        /// The first day on which it may act; `None` when the record tells none that exists.
        from: Option<String>,
    },
    /// It acts.
    InForce {
        /// What a person must do to save all the same.
        over: Override,
    },
}

/// What guards read of the record. What else stands in it ([`Document`]) is not parsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The version of this format.
    pub schema: u32,
    /// The domain it was written for.
    pub domain: String,
    /// The ID of the app that it stands in: a copy of the app is not trusted.
    pub app: String,
    /// When it was written, as `2026-11-24T09:00:00Z`.
    #[serde(default)]
    pub at: String,
    /// What the guard obeys; `None` when only the switches are published.
    #[serde(default)]
    pub orders: Option<Orders>,
    /// The emergency switch, when it is on.
    #[serde(default)]
    pub emergency: Option<Emergency>,
    /// Apps under 保存停止.
    #[serde(default)]
    pub stops: Vec<Stop>,
    /// 停止対象外: IDs of apps in which no stop acts.
    #[serde(default)]
    pub exempt: Vec<String>,
    /// Whom staff can ask, those for some apps and those for all.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// The ID of the app where reasons and false alarms are put down.
    #[serde(default)]
    pub reasons: Option<String>,
    /// Rules that refuse also when the check cannot run (design §3: closed failure is an opt-in per rule).
    #[serde(default)]
    pub closed: Vec<String>,
    /// How long a browser may go by its copy, in hours; [`Published::life`] keeps it within bounds.
    #[serde(default = "a_day")]
    pub hours: u32,
}

/// A day: one read for each person and working day. A refusal asks for the newest anyway, and what is tightened has its
/// date.
fn a_day() -> u32 {
    24
}

impl Shape for Emergency {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { until: keys.may("until"), ja: keys.may("ja"), en: keys.may("en") }
    }
}

impl Shape for Stop {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { app: keys.must("app"), announced: keys.may("announced"), from: keys.may("from"), over: keys.may("over") }
    }
}

impl Shape for Contact {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { apps: keys.may("apps"), ja: keys.may("ja"), en: keys.may("en") }
    }
}

impl Shape for Published {
    fn of(keys: &mut Keys<'_>) -> Self {
        let hours: Option<u32> = keys.may("hours");
        Self {
            schema: keys.must("schema"),
            domain: keys.must("domain"),
            app: keys.must("app"),
            at: keys.may("at"),
            orders: keys.may("orders"),
            emergency: keys.may("emergency"),
            stops: keys.may("stops"),
            exempt: keys.may("exempt"),
            contacts: keys.may("contacts"),
            reasons: keys.may("reasons"),
            closed: keys.may("closed"),
            hours: hours.unwrap_or_else(a_day),
        }
    }
}

/// Reads the record of the app `app`.
///
/// # Errors
/// [`Damage::Absent`] when nothing is written, or for another domain or app; [`Damage::Newer`] when a newer version of this
/// plugin wrote it; else [`Damage::Damaged`].
pub fn read(text: &str, domain: &str, app: &str) -> Result<Published, Damage> {
    if text.is_empty() {
        return Err(Damage::Absent);
    }
    let document = syntax::read(text).map_err(|_| Damage::Damaged)?;
    // The version comes first, whatever else a newer document says.
    let schema = document.get("schema").and_then(Value::as_u64).ok_or(Damage::Damaged)?;
    if schema > u64::from(SCHEMA) {
        return Err(Damage::Newer);
    }
    let published: Published = json::understand(&document).map_err(|_| Damage::Damaged)?;
    if published.domain == domain && published.app == app { Ok(published) } else { Err(Damage::Absent) }
}

/// The orders that count: published > copy in the seal > built-in (design §3); the emergency switch, which comes before all
/// of them, is [`Published::stage_on`]'s. Loosening so acts at once, as soon as a browser has the new copy, and tightening at
/// its date, which is each order's `from`.
///
/// Versions are not compared. A seal may well be newer than a browser's copy of the record, by the hours of its life: then a
/// loosening is asked for before a save is refused, and a tightening has a date that was published ahead. And whoever manages
/// an app writes its seal: could a higher version win, an app could bring its own rules.
pub fn in_force<'a>(published: Option<&'a Published>, sealed: Option<&'a Orders>, built_in: &'a Orders) -> &'a Orders {
    published.and_then(|published| published.orders.as_ref()).or(sealed).unwrap_or(built_in)
}

/// Whether a document is short enough to be published.
pub fn fits(document: &str) -> bool {
    document.len() < LIMIT
}

impl Published {
    /// The emergency switch, if it is on today.
    pub fn eased(&self, today: &str) -> Option<&Emergency> {
        self.emergency.as_ref().filter(|emergency| {
            !matches!((day::read(&emergency.until), day::read(today)), (Some(until), Some(today)) if today > until)
        })
    }

    /// How an order acts today, wherever it comes from: under the emergency switch it warns at most (design §3: stages come
    /// from the live policy, the emergency switch first).
    pub fn stage_on(&self, order: &Order, today: &str) -> Stage {
        let stage = order.stage_on(today);
        if self.eased(today).is_some() { stage.min(Stage::Warn) } else { stage }
    }

    /// The first day on which a stop may act: its own, but [`NOTICE`] days after the announcement, and after the emergency.
    /// `None` when one of these days does not exist: not able to judge is not a reason to refuse (design §3).
    pub fn first_day(&self, stop: &Stop) -> Option<Date> {
        let noticed = day::read(&stop.announced)?.checked_add(Duration::days(NOTICE))?;
        let first = day::read(&stop.from)?.max(noticed);
        match &self.emergency {
            Some(emergency) => Some(first.max(day::read(&emergency.until)?.next_day()?)),
            None => Some(first),
        }
    }

    /// How 保存停止 stands for an app today (design §3: switched on by the office, announced 14 days ahead, never in apps
    /// marked 停止対象外). The announcement is the office's word; kintone's history of the record tells when it was written.
    pub fn stop(&self, app: &str, today: &str) -> Halt {
        let mut stops = self.stops.iter().filter(|stop| stop.app == app).peekable();
        if stops.peek().is_none() || self.exempt.iter().any(|exempt| exempt == app) {
            return Halt::None;
        }
        let first = stops.filter_map(|stop| Some((self.first_day(stop)?, stop.over))).min();
        match (first, day::read(today)) {
            (Some((first, over)), Some(today)) if first <= today => Halt::InForce { over },
            _ => Halt::Announced { from: first.map(|(first, _)| day::written(first)) },
        }
    }

    /// Whom staff of an app can ask: the first who is there for it, else the first who is there for all.
    pub fn contact(&self, app: &str, lang: Lang) -> Option<&str> {
        let own = |contact: &&Contact| contact.apps.iter().any(|other| other == app);
        let found = self.contacts.iter().find(own).or_else(|| self.contacts.iter().find(|one| one.apps.is_empty()))?;
        Some(match lang {
            Lang::Ja => &found.ja,
            Lang::En => &found.en,
        })
    }

    /// Whether a rule refuses also when the check cannot run.
    pub fn closes(&self, rule: &str) -> bool {
        self.closed.iter().any(|closed| closed == rule)
    }

    /// How many hours a browser may go by its copy: at least one, which keeps the city's requests down, and at most a week,
    /// so that no slip of the pen cuts browsers off from the office.
    pub fn life(&self) -> u32 {
        self.hours.clamp(1, LONGEST)
    }
}

/// A department, as the document tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of the one above.
    pub parent: Option<String>,
}

impl From<&user::Organization> for Organisation {
    fn from(one: &user::Organization) -> Self {
        Self { code: one.code.clone(), name: one.name.clone(), parent: one.parent_code.clone() }
    }
}

/// The whole document, for who writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// What guards read.
    #[serde(flatten)]
    pub guards: Published,
    /// The departments, those above first.
    pub organisations: Vec<Organisation>,
    /// Departments that have another name now.
    pub aliases: Vec<Alias>,
}

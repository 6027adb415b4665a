//! What time it is, by the system or by a test.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// A clock that a test can stop, set and move. Clones show the same time.
#[derive(Clone, Default)]
pub struct Clock(Arc<Mutex<Option<OffsetDateTime>>>);

impl Clock {
    /// The time of the system.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `time`.
    pub fn at(time: OffsetDateTime) -> Self {
        let clock = Self::system();
        clock.set(Some(time));
        clock
    }

    /// Stops the clock at `time`, or lets it run with the system again.
    pub fn set(&self, time: Option<OffsetDateTime>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = time;
    }

    /// Moves a stopped clock on; one that runs with the system is stopped first.
    pub fn advance(&self, by: Duration) {
        let then = self.now() + by;
        self.set(Some(then));
    }

    /// Whether it stands still.
    pub(crate) fn is_stopped(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// What it shows.
    pub fn now(&self) -> OffsetDateTime {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).unwrap_or_else(OffsetDateTime::now_utc)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Clock({})", self.now())
    }
}

/// Japan's offset: every user of the city lives in Asia/Tokyo.
pub(crate) fn tokyo(time: OffsetDateTime) -> OffsetDateTime {
    time.to_offset(UtcOffset::from_hms(9, 0, 0).unwrap_or(UtcOffset::UTC))
}

/// `2026-11-02T05:31:00Z`: kintone keeps record times to the minute (observed).
pub(crate) fn minute(time: OffsetDateTime) -> String {
    let time = time.to_offset(UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:00Z",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute()
    )
}

/// `2026-11-02T05:31:22Z`: the form of a comment's time.
pub(crate) fn second(time: OffsetDateTime) -> String {
    let time = time.to_offset(UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// `2026-11-02T05:31:22.000Z`: the form of `createdAt` and `modifiedAt` of an app.
pub(crate) fn millis(time: OffsetDateTime) -> String {
    let time = time.to_offset(UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        time.millisecond()
    )
}

/// Reads an instant as kintone's clients write it; seconds may be missing.
pub(crate) fn instant(text: &str) -> Option<OffsetDateTime> {
    if let Ok(time) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(time);
    }
    let (head, zone) = if let Some(head) = text.strip_suffix('Z') {
        (head, "Z".to_owned())
    } else {
        let at = text.rfind(['+', '-']).filter(|at| *at > 10)?;
        let (head, zone) = text.split_at_checked(at)?;
        (head, if zone.contains(':') { zone.to_owned() } else { format!("{}:{}", zone.get(..3)?, zone.get(3..)?) })
    };
    OffsetDateTime::parse(&format!("{head}:00{zone}"), &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(&format!("{head}{zone}"), &Rfc3339))
        .ok()
}

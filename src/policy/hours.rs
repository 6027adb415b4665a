//! Hours and closed days as an office writes them: `月火水木金 08:30-17:15`, `2026-12-29`, `12-29/01-03`.
//!
//! The guard reads them on record screens with minutes, weekdays and days as text: no calendar comes into its wasm.
//! That the days exist is checked when the policy is read.

use crate::text::day::{self, Yearly};
use crate::text::{Text, fold};

/// The days of the week, Sunday being 0.
const DAYS: &str = "日月火水木金土";
/// Minutes of a day.
const WHOLE: u32 = 24 * 60;

/// Hours on some days of the week. Those that end before they begin go over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// One bit for each day, Sunday the lowest.
    days: u8,
    /// Minutes since midnight.
    from: u32,
    /// Minutes since midnight, themselves included.
    until: u32,
}

impl Hours {
    /// Reads a line.
    ///
    /// # Errors
    /// When it has not this form, or names an hour that no day has.
    pub fn read(line: &str) -> Result<Self, Text> {
        read(line).ok_or(crate::text!(
            ja: "「月火水木金 08:30-17:15」の形ではありません",
            en: "not of the form “月火水木金 08:30-17:15” (days as 日月火水木金土)"
        ))
    }

    /// Whether they hold at a minute of a day of the week.
    pub fn hold(&self, weekday: u32, minutes: u32) -> bool {
        let (today, yesterday) = (self.begin_on(weekday), self.begin_on(weekday.wrapping_add(6) % 7));
        if self.from <= self.until {
            today && (self.from..=self.until).contains(&minutes)
        } else {
            today && self.from <= minutes || yesterday && minutes <= self.until
        }
    }

    /// Whether they begin on a day of the week.
    pub const fn begin_on(&self, weekday: u32) -> bool {
        weekday < 7 && self.days & (1 << weekday) != 0
    }

    /// As people write them: `8:30`, `17:15`.
    pub fn ends(&self) -> (String, String) {
        let clock = |minutes: u32| format!("{}:{:02}", minutes / 60, minutes % 60);
        (clock(self.from), clock(self.until))
    }
}

fn read(line: &str) -> Option<Hours> {
    let mut days = 0_u8;
    let mut times = [0_u32; 4];
    let (mut at, mut digits) = (0, 0);
    for c in line.chars().map(fold::width) {
        if c.is_ascii_digit() {
            let time = times.get_mut(at)?;
            *time = *time * 10 + c.to_digit(10)?;
            digits += 1;
        } else if let Some(day) = DAYS.chars().position(|day| day == c).filter(|_| at == 0 && digits == 0) {
            days |= 1 << day;
        } else if c == ' ' && at == 0 && digits == 0 {
            continue;
        } else if c == if at == 1 { '-' } else { ':' } && digits > 0 {
            at += 1;
            digits = 0;
        } else {
            return None;
        }
        if digits > 2 {
            return None;
        }
    }
    let [from, first, until, last] = times;
    let minutes = |hour: u32, minute: u32| (minute < 60 && hour * 60 + minute <= WHOLE).then_some(hour * 60 + minute);
    let (from, until) = (minutes(from, first)?, minutes(until, last)?);
    (days != 0 && at == 3 && digits > 0 && from != until).then_some(Hours { days, from, until })
}

/// Whether a day is one of a line: a day, a day of every year, or a span of either with both ends.
pub fn closed(line: &str, today: &str) -> bool {
    let (from, to) = line.split_once('/').unwrap_or((line, line));
    let day = if from.len() < today.len() { today.get(5..).unwrap_or_default() } else { today };
    if day.is_empty() {
        return false;
    }
    // A span of days of every year may go over its turn.
    if from <= to { from <= day && day <= to } else { from <= day || day <= to }
}

/// Checks a line of closed days.
///
/// # Errors
/// When a day of it does not exist, or its ends are not of one kind or not in order.
pub fn check(line: &str) -> Result<(), Text> {
    let (from, to) = line.split_once('/').unwrap_or((line, line));
    if Yearly::read(from).is_some() && Yearly::read(to).is_some() {
        return Ok(());
    }
    let form = crate::text!(
        ja: "ない日付か、「2026-12-29」「12-29」「12-29/01-03」の形ではありません",
        en: "not a day, or not of the form 2026-12-29, 12-29 or 12-29/01-03"
    );
    let (from, to) = day::read(from).zip(day::read(to)).ok_or(form)?;
    if from <= to {
        return Ok(());
    }
    Err(crate::text!(ja: "終わりの日が初めの日より前です", en: "ends before it begins"))
}

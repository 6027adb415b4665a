//! The date functions, as spans of days in the user's time zone (Asia/Tokyo for everybody in this city).

use time::{Date, Duration, Month, OffsetDateTime, Weekday};

use super::Operand;
use crate::clock::{instant, tokyo};
use crate::refusal::{Refusal, Text};

/// Days from `from` up to, not including, `to`.
pub(super) struct Span {
    pub(super) from: Date,
    pub(super) to: Date,
}

impl Span {
    fn day(date: Date) -> Option<Self> {
        Some(Self { from: date, to: date.next_day()? })
    }
}

/// What a date or a function stands for in days; `None` when it is no date.
pub(super) fn span(operand: &Operand, now: OffsetDateTime) -> Option<Span> {
    let today = tokyo(now).date();
    let (name, arguments) = match operand {
        Operand::Literal(text) => return Span::day(date(text)?),
        Operand::Function { name, arguments } => (name.as_str(), arguments.as_slice()),
    };
    let first = arguments.first().map(String::as_str);
    match name {
        "TODAY" if arguments.is_empty() => Span::day(today),
        "YESTERDAY" if arguments.is_empty() => Span::day(today.previous_day()?),
        "TOMORROW" if arguments.is_empty() => Span::day(today.next_day()?),
        "FROM_TODAY" => {
            let [count, unit] = arguments else { return None };
            let count: i32 = count.parse().ok()?;
            Span::day(match unit.as_str() {
                "DAYS" => today.checked_add(Duration::days(i64::from(count)))?,
                "WEEKS" => today.checked_add(Duration::weeks(i64::from(count)))?,
                "MONTHS" => months_on(today, count)?,
                "YEARS" => months_on(today, count.checked_mul(12)?)?,
                _ => return None,
            })
        }
        "LAST_WEEK" => week(today, -1, first),
        "THIS_WEEK" => week(today, 0, first),
        "NEXT_WEEK" => week(today, 1, first),
        "LAST_MONTH" => month(today, -1, first),
        "THIS_MONTH" => month(today, 0, first),
        "NEXT_MONTH" => month(today, 1, first),
        "LAST_YEAR" if arguments.is_empty() => year(today, -1),
        "THIS_YEAR" if arguments.is_empty() => year(today, 0),
        "NEXT_YEAR" if arguments.is_empty() => year(today, 1),
        _ => None,
    }
}

/// What is wrong with the arguments of a date function (codes and Japanese sentences: observed); `None` when nothing is,
/// and for names that are no date function.
pub(super) fn misused(name: &str, arguments: &[String]) -> Option<Refusal> {
    let (least, most) = match name {
        "FROM_TODAY" => (2, 2),
        "LAST_WEEK" | "THIS_WEEK" | "NEXT_WEEK" | "LAST_MONTH" | "THIS_MONTH" | "NEXT_MONTH" => (0, 1),
        "NOW"
        | "TODAY"
        | "YESTERDAY"
        | "TOMORROW"
        | "LAST_YEAR"
        | "THIS_YEAR"
        | "NEXT_YEAR"
        | "LOGINUSER"
        | "PRIMARY_ORGANIZATION" => (0, 0),
        _ => return None,
    };
    if arguments.len() < least || arguments.len() > most {
        let text = Text::new("クエリの指定が不正です。", "The query is invalid.");
        return Some(Refusal::new(400, "GAIA_IL08", text));
    }
    if let [_, unit] = arguments
        && !["DAYS", "WEEKS", "MONTHS", "YEARS"].contains(&unit.as_str())
    {
        let text = Text::new(
            "FROM_TODAY()の第2引数には、「DAYS」「WEEKS」「MONTHS」「YEARS」のいずれかを指定します。",
            "The second argument of FROM_TODAY() must be DAYS, WEEKS, MONTHS or YEARS.",
        );
        return Some(Refusal::new(400, "GAIA_IQ25", text));
    }
    let day = arguments.first().filter(|_| name.ends_with("_MONTH"))?;
    let known = day == "LAST" || day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    (!known).then(|| {
        let text = Text::new(
            format!("指定した日にち（{day}）は無効です。1から31までの整数で指定します。"),
            format!("The day ({day}) is invalid. Specify a whole number from 1 to 31."),
        );
        Refusal::new(400, "GAIA_IQ23", text)
    })
}

/// `2026-11-25`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let numeric = |part: &str, width: usize| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(numeric(year, 4) && numeric(month, 2) && numeric(day, 2)) {
        return None;
    }
    Date::from_calendar_date(year.parse().ok()?, Month::try_from(month.parse::<u8>().ok()?).ok()?, day.parse().ok()?)
        .ok()
}

/// An instant as seconds; `NOW()` is this minute, as records keep minutes.
pub(super) fn moment(operand: &Operand, now: OffsetDateTime) -> Option<i64> {
    match operand {
        Operand::Literal(text) => instant(text).map(OffsetDateTime::unix_timestamp),
        Operand::Function { name, arguments } if name == "NOW" && arguments.is_empty() => {
            Some(now.unix_timestamp().div_euclid(60) * 60)
        }
        Operand::Function { .. } => None,
    }
}

/// The start of a day in Tokyo, in seconds.
pub(super) fn midnight(date: Date) -> i64 {
    date.midnight().assume_utc().unix_timestamp() - 9 * 3600
}

/// `09:30` as minutes.
pub(crate) fn minutes(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, ':');
    let (hour, minute): (i64, i64) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (hour < 24 && minute < 60 && hour >= 0 && minute >= 0).then_some(hour * 60 + minute)
}

fn months_on(date: Date, months: i32) -> Option<Date> {
    let month = date.year().checked_mul(12)? + i32::from(u8::from(date.month())) - 1 + months;
    let (year, month) = (month.div_euclid(12), Month::try_from(u8::try_from(month.rem_euclid(12) + 1).ok()?).ok()?);
    Date::from_calendar_date(year, month, date.day().min(month.length(year))).ok()
}

fn week(today: Date, on: i64, day: Option<&str>) -> Option<Span> {
    let sunday = today.checked_sub(Duration::days(i64::from(today.weekday().number_days_from_sunday())))?;
    let from = sunday.checked_add(Duration::weeks(on))?;
    let day = match day {
        None => return Some(Span { from, to: from.checked_add(Duration::weeks(1))? }),
        Some("SUNDAY") => Weekday::Sunday,
        Some("MONDAY") => Weekday::Monday,
        Some("TUESDAY") => Weekday::Tuesday,
        Some("WEDNESDAY") => Weekday::Wednesday,
        Some("THURSDAY") => Weekday::Thursday,
        Some("FRIDAY") => Weekday::Friday,
        Some("SATURDAY") => Weekday::Saturday,
        Some(_) => return None,
    };
    Span::day(from.checked_add(Duration::days(i64::from(day.number_days_from_sunday())))?)
}

fn month(today: Date, on: i32, day: Option<&str>) -> Option<Span> {
    let from = months_on(today.replace_day(1).ok()?, on)?;
    let last = from.month().length(from.year());
    match day {
        None => Some(Span { from, to: months_on(from, 1)? }),
        Some("LAST") => Span::day(from.replace_day(last).ok()?),
        Some(day) => match day.parse::<u8>().ok()? {
            day if day > last => Span::day(months_on(from, 1)?),
            day => Span::day(from.replace_day(day).ok()?),
        },
    }
}

fn year(today: Date, on: i32) -> Option<Span> {
    let from = |year| Date::from_calendar_date(year, Month::January, 1).ok();
    Some(Span { from: from(today.year() + on)?, to: from(today.year() + on + 1)? })
}

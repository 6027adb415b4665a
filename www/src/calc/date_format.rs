//! `DATE_FORMAT`: an instant written by a pattern (official help).

use time::{OffsetDateTime, UtcOffset};

/// The offset of a time zone from UTC; of the zones with summer time none is known here.
pub(super) fn offset(zone: &str) -> Option<UtcOffset> {
    let hours = match zone {
        "Etc/GMT" | "Etc/UTC" | "UTC" | "GMT" => 0,
        // Every person of the city lives in this zone.
        "Asia/Tokyo" | "Asia/Seoul" | "Japan" | "JST" | "system" => 9,
        "Asia/Shanghai" | "Asia/Taipei" | "Asia/Singapore" | "Asia/Hong_Kong" => 8,
        "Asia/Bangkok" | "Asia/Ho_Chi_Minh" | "Asia/Jakarta" => 7,
        _ => return None,
    };
    UtcOffset::from_hms(hours, 0, 0).ok()
}

/// `seconds` since 1970 by the pattern, in Japanese; `None` outside of the years that kintone takes.
pub(super) fn written(seconds: i64, pattern: &str, zone: &str) -> Option<String> {
    if !(-30_610_224_000..=253_402_300_799).contains(&seconds) {
        return None;
    }
    let time = OffsetDateTime::from_unix_timestamp(seconds).ok()?.to_offset(offset(zone)?);
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(letter).len();
        let (word, after) = rest.split_at(run);
        rest = after;
        text.push_str(&part(word, time, zone).unwrap_or_else(|| word.to_owned()));
    }
    Some(text)
}

fn part(word: &str, time: OffsetDateTime, zone: &str) -> Option<String> {
    let (hour, month) = (time.hour(), u8::from(time.month()));
    let half = hour % 12;
    let (number, digits) = match word {
        "YYYY" => return Some(format!("{:04}", time.year())),
        "MMMM" | "MMM" => return Some(format!("{month}月")),
        "a" => return Some(if hour < 12 { "午前" } else { "午後" }.to_owned()),
        "Z" => return Some(format!("{:+03}00", time.offset().whole_hours())),
        "ZZ" => return Some(format!("{:+03}:00", time.offset().whole_hours())),
        "ZZZ" => return Some(if zone == "system" { "Asia/Tokyo" } else { zone }.to_owned()),
        "MM" => (month, 2),
        "M" => (month, 1),
        "dd" => (time.day(), 2),
        "d" => (time.day(), 1),
        "HH" => (hour, 2),
        "H" => (hour, 1),
        "kk" => (if hour == 0 { 24 } else { hour }, 2),
        "k" => (if hour == 0 { 24 } else { hour }, 1),
        "KK" => (half, 2),
        "K" => (half, 1),
        "hh" => (if half == 0 { 12 } else { half }, 2),
        "h" => (if half == 0 { 12 } else { half }, 1),
        "mm" => (time.minute(), 2),
        "m" => (time.minute(), 1),
        "ss" => (time.second(), 2),
        "s" => (time.second(), 1),
        _ => return None,
    };
    Some(format!("{number:0digits$}"))
}

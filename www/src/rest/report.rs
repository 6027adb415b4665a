//! One graph of `app/reports.json`: its words are those of the specification. Nothing here draws it.

use serde_json::Value;

use crate::form::inside;
use crate::refusal::{Refusal, not_in_enum};

const CHARTS: &[&str] = &[
    "BAR",
    "COLUMN",
    "PIE",
    "LINE",
    "PIVOT_TABLE",
    "TABLE",
    "AREA",
    "SPLINE",
    "SPLINE_AREA",
    "GAUGE",
    "SCATTER",
    "RADAR",
];
const DAYS: &[&str] = &["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/// Members of the graph that are one of a few words.
const OWN: [(&str, &[&str]); 2] = [("chartType", CHARTS), ("chartMode", &["NORMAL", "STACKED", "PERCENTAGE"])];
/// Members of the entries of its lists.
const LISTED: [(&str, &str, &[&str]); 4] = [
    ("groups", "per", &["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE"]),
    ("aggregations", "type", &["COUNT", "SUM", "AVERAGE", "MAX", "MIN"]),
    ("sorts", "by", &["TOTAL", "GROUP1", "GROUP2", "GROUP3"]),
    ("sorts", "order", &["ASC", "DESC"]),
];
/// Members of the period of a periodic report.
const PERIOD: [(&str, &[&str]); 3] = [
    ("every", &["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR"]),
    ("pattern", &["JAN_APR_JUL_OCT", "FEB_MAY_AUG_NOV", "MAR_JUN_SEP_DEC"]),
    ("dayOfWeek", DAYS),
];

/// Refuses a word that kintone does not know. A graph has a kind.
pub(super) fn check_words(at: &str, given: &Value) -> Result<(), Refusal> {
    if given["chartType"].is_null() {
        return Err(Refusal::at(format!("{at}.chartType"), not_in_enum()));
    }
    for (key, words) in OWN {
        one_of(&format!("{at}.{key}"), &given[key], words)?;
    }
    for (list, key, words) in LISTED {
        for (index, row) in given[list].as_array().into_iter().flatten().enumerate() {
            one_of(&format!("{at}.{list}[{index}].{key}"), &row[key], words)?;
        }
    }
    for (key, words) in PERIOD {
        one_of(&format!("{at}.periodicReport.period.{key}"), inside(given, &["periodicReport", "period", key]), words)?;
    }
    Ok(())
}

fn one_of(at: &str, value: &Value, words: &[&str]) -> Result<(), Refusal> {
    if value.is_null() || words.iter().any(|word| value == word) {
        return Ok(());
    }
    Err(Refusal::at(at, not_in_enum()))
}

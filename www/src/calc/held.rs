//! Between a record's values and its formulas.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::compute::{Known, Precision, compute};
use super::decimal::{Decimal, Rounding};
use super::read::read;
use crate::app::Settings;
use crate::clock::{instant, minute};
use crate::form::{self, Field, inside};
use crate::query;

/// What formulas may name and no field holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stamped {
    pub(crate) creator: String,
    pub(crate) modifier: String,
    pub(crate) created: Option<OffsetDateTime>,
    pub(crate) updated: Option<OffsetDateTime>,
}

/// Calculations, and texts that are put together by a formula.
pub(crate) fn is_calculated(field: &Field<'_>) -> bool {
    field.kind == "CALC" || field.kind == "SINGLE_LINE_TEXT" && !field.text("expression").is_empty()
}

fn precision(side: &Settings) -> Precision {
    let given = side.general.get("numberPrecision").unwrap_or(&Value::Null);
    Precision {
        digits: form::plain(&given["digits"]).parse().unwrap_or(16),
        places: form::plain(&given["decimalPlaces"]).parse().unwrap_or(4),
        rounding: match given["roundingMode"].as_str() {
            Some("UP") => Rounding::Up,
            Some("DOWN") => Rounding::Down,
            _ => Rounding::HalfEven,
        },
    }
}

/// Fills in the calculated fields, those of rows and those at the top.
pub(crate) fn calculate(side: &Settings, stamped: &Stamped, values: &mut Map<String, Value>) {
    let properties = &side.properties;
    let calculated: Vec<Field<'_>> = form::all(properties).into_iter().filter(is_calculated).collect();
    let precision = precision(side);
    // A formula may rest on another one that stands later: as many rounds as there are formulas settle all.
    for _ in 0..calculated.len() {
        let now = values.clone();
        for field in &calculated {
            let Ok(expression) = read(&field.text("expression")) else { continue };
            let result = |row: Option<&Value>| {
                let of = |code: &str| known(properties, stamped, &now, row, code);
                json!(written(field, compute(&expression, precision, &of)))
            };
            let Some(table) = field.table else {
                values.insert(field.code.to_owned(), result(None));
                continue;
            };
            for row in values.get_mut(table).and_then(Value::as_array_mut).into_iter().flatten() {
                let value = result(row.get("value"));
                if let Some(cells) = row.get_mut("value").and_then(Value::as_object_mut) {
                    cells.insert(field.code.to_owned(), value);
                }
            }
        }
        if *values == now {
            break;
        }
    }
}

/// The value of a field as a formula sees it: `row` are the cells beside it, when it stands in a table.
fn known(
    properties: &Map<String, Value>,
    stamped: &Stamped,
    values: &Map<String, Value>,
    row: Option<&Value>,
    code: &str,
) -> Known {
    let Some(field) = form::find(properties, code) else { return Known::Blank };
    let time = |time: Option<OffsetDateTime>| {
        // Records keep minutes.
        time.map_or(Known::Blank, |time| {
            Known::Number(Decimal::whole(time.unix_timestamp().div_euclid(60).saturating_mul(60)))
        })
    };
    match (field.kind, field.table) {
        ("CREATOR", _) => Known::Text(stamped.creator.clone()),
        ("MODIFIER", _) => Known::Text(stamped.modifier.clone()),
        ("CREATED_TIME", _) => time(stamped.created),
        ("UPDATED_TIME", _) => time(stamped.updated),
        (_, None) => cell(&field, values.get(code).unwrap_or(&Value::Null)),
        (_, Some(table)) => {
            if let Some(held) = row.and_then(|row| row.get(code)) {
                return cell(&field, held);
            }
            let rows = values.get(table).and_then(Value::as_array).into_iter().flatten();
            Known::Several(rows.map(|row| cell(&field, inside(row, &["value", code]))).collect())
        }
    }
}

fn cell(field: &Field<'_>, held: &Value) -> Known {
    if let Value::Array(items) = held {
        return Known::Several(items.iter().map(|item| Known::Text(form::plain(item))).collect());
    }
    let text = form::plain(held);
    if text.is_empty() {
        return if matches!(field.kind, "CHECK_BOX" | "MULTI_SELECT") {
            Known::Several(Vec::new())
        } else {
            Known::Blank
        };
    }
    let kind = match (field.kind, field.text("format").as_str()) {
        ("CALC", "DATE") => "DATE",
        ("CALC", "DATETIME") => "DATETIME",
        ("CALC", "TIME" | "HOUR_MINUTE" | "DAY_HOUR_MINUTE") => "HOURS",
        (kind, _) => kind,
    };
    let seconds = match kind {
        // Observed: a day is its midnight in UTC.
        "DATE" => query::date(&text).map(|date| date.midnight().assume_utc().unix_timestamp()),
        "DATETIME" => instant(&text).map(OffsetDateTime::unix_timestamp),
        "TIME" => query::minutes(&text).map(|minutes| minutes * 60),
        "HOURS" => hours(&text),
        "NUMBER" | "CALC" => return Decimal::read(&text).map_or(Known::Blank, Known::Number),
        _ => return Known::Text(text),
    };
    seconds.map_or(Known::Blank, |seconds| Known::Number(Decimal::whole(seconds)))
}

/// `25:01` in seconds.
fn hours(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (hours, minutes) = text.split_once(':')?;
    Some(sign * (hours.parse::<i64>().ok()?.checked_mul(3600)? + minutes.parse::<i64>().ok()?.checked_mul(60)?))
}

/// What REST answers (observed): nothing where a formula has no result, or one that its field cannot hold.
fn written(field: &Field<'_>, result: Option<Known>) -> String {
    let Some(result) = result else { return String::new() };
    if field.kind != "CALC" {
        return result.text().unwrap_or_default();
    }
    let format = field.text("format");
    let is_number = matches!(format.as_str(), "" | "NUMBER" | "NUMBER_DIGIT");
    if matches!(result, Known::Text(_) | Known::Several(_)) || result == Known::Blank && !is_number {
        return String::new();
    }
    let number = if result == Known::Blank { "0".to_owned() } else { result.text().unwrap_or_default() };
    if is_number {
        return number;
    }
    let Some(seconds) = Decimal::read(&number).and_then(Decimal::floor) else { return String::new() };
    let clock = |seconds: i64| {
        let sign = if seconds < 0 { "-" } else { "" };
        let minutes = seconds.unsigned_abs() / 60;
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    };
    match format.as_str() {
        "TIME" => clock(seconds.rem_euclid(86_400)),
        "HOUR_MINUTE" | "DAY_HOUR_MINUTE" => clock(seconds),
        _ => match OffsetDateTime::from_unix_timestamp(seconds) {
            Ok(time) if format == "DATE" => time.date().to_string(),
            Ok(time) => minute(time),
            Err(_) => String::new(),
        },
    }
}

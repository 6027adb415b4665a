//! A record screen as the boot script hands it to the guard.

use std::borrow::Cow;

use naiki::text::sorted::Sorted;

use naiki::finding::Verdict;
use naiki::guard::record::Column;
use naiki::guard::speech::Answer;
use naiki::guard::{Guard, Labelled, Now, Proceeding, Setting};
use naiki::kintone::field::{self, Kind};
use naiki::personal::Class;
use naiki::seal::orders::Orders;
use naiki::seal::{SCHEMA, Seal, SealedField, chunks};
use serde_json::Value;

/// The settings of our plugin in an app, with a seal.
pub type Config = Sorted<String, String>;

/// A seal of app 7 in みどり市.
pub fn seal(orders: Orders, fields: Vec<SealedField>) -> Seal {
    Seal {
        schema: SCHEMA,
        app: "7".to_owned(),
        domain: "midori.cybozu.com".to_owned(),
        verdict: Verdict::Pass,
        at: "2026-11-20T00:00:00Z".to_owned(),
        revision: "7".to_owned(),
        fields,
        class: None,
        form: String::new(),
        until: None,
        excused: None,
        orders,
    }
}

/// A personal field in a seal, open to too many or not.
pub fn sealed(code: &str, open: bool) -> SealedField {
    SealedField { code: code.to_owned(), class: Class::Ordinary, open, for_my_number: false, seers: Vec::new() }
}

/// The settings that hold a seal.
pub fn config(seal: &Seal) -> Config {
    chunks::split("seal", &serde_json::to_string(seal).unwrap())
}

/// The orders that the boot script hands over.
pub const BUILT_IN: &str = include_str!("../plugin/orders.json");

/// What the boot script of app 7 knows, on a PC on a Tuesday morning.
pub fn setting(config: Option<Config>, today: &str) -> Setting {
    Setting {
        config,
        app: "7".to_owned(),
        domain: "midori.cybozu.com".to_owned(),
        lang: "ja".to_owned(),
        now: Now { today: today.to_owned(), minutes: 10 * 60, weekday: 2, phone: false },
        built_in: Some(naiki::text::json::read(BUILT_IN).unwrap()),
    }
}

/// A form: kintone's body as `kintone.app.getFormFields()` gives it, and which fields nobody can type into.
#[derive(Debug)]
pub struct Form {
    fields: Vec<field::Field>,
    fixed: Vec<String>,
}

impl Form {
    /// Of a body with `properties`.
    pub fn new(body: &Value, fixed: &[String]) -> Self {
        Self { fields: field::read(body).unwrap(), fixed: fixed.to_vec() }
    }

    /// What the boot script hands over.
    pub fn fields(&self) -> Vec<Labelled> {
        let field = |field: &field::Field| Labelled {
            code: field.code.clone(),
            label: field.label.clone(),
            kind: serde_json::to_value(field.kind).unwrap().as_str().unwrap().to_owned(),
            fixed: self.fixed.contains(&field.code),
        };
        self.fields.iter().map(field).collect()
    }

    /// A record written shortly: `{"備考": "...", "家族": [{"続柄": "..."}]}`.
    pub fn record(&self, short: &Value) -> Vec<Column<'static>> {
        let mut out: Vec<Column<'static>> = Vec::new();
        for (code, value) in short.as_object().unwrap() {
            let Value::Array(rows) = value else {
                out.push(self.column(code, None, vec![value]));
                continue;
            };
            let mut columns: Vec<&String> = rows.iter().flat_map(|row| row.as_object().unwrap().keys()).collect();
            columns.sort();
            columns.dedup();
            for column in columns {
                let cells = rows.iter().map(|row| row.get(column).unwrap_or(&Value::Null)).collect();
                out.push(self.column(column, Some(code), cells));
            }
        }
        out
    }

    fn column(&self, code: &str, table: Option<&str>, cells: Vec<&Value>) -> Column<'static> {
        let rich = self.fields.iter().any(|field| field.code == code && field.kind == Kind::RichText);
        column(code, table, rich, cells.into_iter().map(|cell| cell.as_str().unwrap_or_default()))
    }
}

/// One field of a record.
pub fn column<'a>(
    code: &str,
    table: Option<&str>,
    rich: bool,
    values: impl IntoIterator<Item = &'a str>,
) -> Column<'static> {
    let written = |text: &str| Cow::Owned(text.to_owned());
    Column { code: written(code), table: table.map(written), rich, values: values.into_iter().map(written).collect() }
}

/// What a guard did about one record: the cells it refused and the cells it spoke of, as `備考` or `家族.1.続柄`.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Refused.
    pub refused: Vec<String>,
    /// Only told, when the record was opened or when it is saved.
    pub told: Vec<String>,
}

/// The name of what is about the record as a whole.
pub const WHOLE: &str = "whole";

/// Opens a record and saves another.
pub fn play(guard: &mut Guard, form: &Form, old: &Value, new: &Value) -> Outcome {
    guard.form(form.fields());
    let (before, after) = (form.record(old), form.record(new));
    let opened = guard.opened(&before);
    let saved = guard.submit(&after);
    let columns: Vec<&Column<'_>> = before.iter().chain(&after).collect();
    let tips = opened.tips.iter().chain(&saved.tips);
    Outcome { refused: refused(&saved), told: form.all_told(tips, &columns) }
}

/// Opens a record and deletes it.
pub fn delete(guard: &mut Guard, form: &Form, record: &Value) -> Outcome {
    guard.form(form.fields());
    guard.opened(&form.record(record));
    let answer = guard.deleting();
    Outcome { refused: refused(&answer), told: form.all_told(answer.tips.iter(), &[]) }
}

/// Opens a record and takes a step with it.
pub fn proceed(guard: &mut Guard, form: &Form, record: &Value, step: &Proceeding) -> Outcome {
    guard.form(form.fields());
    let columns = form.record(record);
    guard.opened(&columns);
    let answer = guard.proceeding(step, &columns);
    Outcome { refused: refused(&answer), told: form.all_told(answer.tips.iter(), &columns.iter().collect::<Vec<_>>()) }
}

/// What an answer refuses: cells, and [`WHOLE`] for what is about no cell.
pub fn refused(answer: &Answer) -> Vec<String> {
    let cells = answer.cells.iter().map(|cell| name(&cell.0, cell.1.as_deref(), cell.2));
    let whole = answer.questions.iter().filter(|question| question.place.is_empty()).map(|_| WHOLE.to_owned());
    cells.chain(whole).collect()
}

/// A cell with its row as people count it.
fn name(code: &str, table: Option<&str>, row: Option<usize>) -> String {
    match (table, row) {
        (Some(table), Some(row)) => format!("{table}.{}.{code}", row + 1),
        _ => code.to_owned(),
    }
}

impl Form {
    /// Which cells some tips speak of.
    fn all_told<'a>(&self, tips: impl Iterator<Item = &'a String>, columns: &[&Column<'_>]) -> Vec<String> {
        let mut told: Vec<String> = tips.map(|tip| self.told(tip, columns)).collect();
        told.sort();
        told.dedup();
        told
    }

    /// Which cell a tip speaks of: it begins with the place in the words of the screen.
    fn told(&self, tip: &str, columns: &[&Column<'_>]) -> String {
        let label = |code: &str| {
            let field = self.fields.iter().find(|field| field.code == code);
            field.map_or(code.to_owned(), |field| field.label.clone())
        };
        for column in columns {
            for row in 0..column.values.len() {
                let (code, table) = (&column.code, column.table.as_deref());
                let place = match table {
                    Some(table) => format!("表「{}」の{}行目「{}」: ", label(table), row + 1, label(code)),
                    None => format!("「{}」: ", label(code)),
                };
                if tip.starts_with(&place) {
                    return name(code, table, Some(row));
                }
            }
        }
        WHOLE.to_owned()
    }
}

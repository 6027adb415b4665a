//! 入力時チェック: what happens on a record screen, from the opened record to the refused save.

pub mod record;
pub mod speech;

use serde::{Deserialize, Serialize};

use crate::personal::{identifiers, labels};
use crate::rule::Stage;
use crate::rules::ON_RECORD;
use crate::rules::entry::{Cell, Changed, Entry, Note, Notes};
use crate::seal::chunks::{self, Damage};
use crate::seal::orders::Orders;
use crate::seal::{Seal, built_in};
use crate::text::Lang;
use crate::text::sorted::Sorted;
use record::{Baseline, Column};
use speech::Answer;

/// What the boot script knows when the page is loaded.
#[derive(Debug, Deserialize)]
pub struct Setting {
    /// Our plugin's settings of the app; null when the plugin is not in the app.
    #[serde(default)]
    pub config: Option<Sorted<String, String>>,
    /// The app's ID.
    #[serde(default)]
    pub app: String,
    /// The domain, such as `midori.cybozu.com`.
    #[serde(default)]
    pub domain: String,
    /// The language of the person.
    #[serde(default)]
    pub lang: String,
    /// Today where the person is, as `2026-11-24`.
    #[serde(default)]
    pub today: String,
}

/// A field of the form, as the boot script reads it with `kintone.app.getFormFields()`.
#[derive(Debug, Deserialize)]
pub struct FormField {
    /// The field code.
    pub code: String,
    /// The label people see.
    pub label: String,
    /// The table that it is a column of.
    #[serde(default)]
    pub table: Option<String>,
    /// Whether the person cannot type into it: a lookup's copy, a calculation.
    #[serde(default)]
    pub fixed: bool,
}

/// How the guard stands, for the boot script.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Fields to hand over whatever their type is; text fields always are.
    pub codes: Vec<String>,
    /// What the person should know at once: the guard judges without the seal.
    pub notice: Option<String>,
}

/// What is asked of a field again and again.
#[derive(Debug)]
struct Known {
    label: String,
    fixed: bool,
    for_my_number: bool,
}

/// The guard of one page.
#[derive(Debug)]
pub struct Guard {
    orders: Orders,
    seal: Option<Seal>,
    damage: Option<Damage>,
    lang: Lang,
    today: String,
    form: Sorted<String, Known>,
    baseline: Baseline,
    /// Marks of the identifiers that the opened record held, by field.
    held: Sorted<String, Vec<u64>>,
}

impl Guard {
    /// Starts with what the boot script knows. Never fails: what cannot be read is said in [`Self::plan`].
    pub fn new(setting: Setting) -> Self {
        let sealed = setting.config.as_ref().map_or(Err(Damage::Absent), |config| seal(config, &setting));
        let (seal, damage) = match sealed {
            Ok(seal) => (Some(seal), None),
            Err(Damage::Absent) => (None, None),
            Err(damage) => (None, Some(damage)),
        };
        let orders =
            seal.as_ref().map(|seal| seal.orders.clone()).or_else(|| serde_json::from_str(built_in::STANDARD).ok());
        // INVARIANT: a test reads the built-in orders, so they can be read here.
        let orders = orders.unwrap_or(Orders { policy: String::new(), version: String::new(), rules: Vec::new() });
        Self {
            orders,
            seal,
            damage,
            lang: Lang::of(&setting.lang),
            today: setting.today,
            form: Sorted::new(),
            baseline: Baseline::default(),
            held: Sorted::new(),
        }
    }

    /// What the boot script should do.
    pub fn plan(&self) -> Plan {
        let open = self.seal.iter().flat_map(|seal| &seal.fields).filter(|field| field.open);
        Plan {
            codes: open.map(|field| field.code.clone()).collect(),
            notice: self.damage.map(|damage| speech::damage(damage, self.lang).to_owned()),
        }
    }

    /// Takes the labels of the form.
    pub fn form(&mut self, fields: Vec<FormField>) {
        self.form.clear();
        for FormField { code, label, fixed, .. } in fields {
            let for_my_number = labels::holds_my_number(&label, &code);
            self.form.insert(code, Known { label, fixed, for_my_number });
        }
    }

    /// A record was opened: what stands in it now was not typed by this person. Grave old values get a tip.
    pub fn opened(&mut self, columns: &[Column<'_>]) -> Answer {
        self.baseline = Baseline::of(columns);
        self.held.clear();
        let mut answer = self.judge(&self.changed(columns, Baseline::default()));
        answer.soften();
        self.held = held(columns);
        answer
    }

    /// A person typed or is about to save: judges what differs from the opened record.
    pub fn submit(&self, columns: &[Column<'_>]) -> Answer {
        let changed = self.changed(columns, self.baseline.clone());
        let (fixed, free): (Vec<_>, Vec<_>) = changed.into_iter().partition(|changed| changed.fixed);
        let mut answer = self.judge(&free);
        // What the person cannot type into is told, never refused.
        let mut told = self.judge(&fixed);
        told.soften();
        answer.join(told);
        answer
    }

    /// Runs the record rules over some values.
    fn judge(&self, changed: &[Changed<'_>]) -> Answer {
        let entry = Entry { changed, lang: self.lang };
        let mut answer = Answer::default();
        for (rule, check) in ON_RECORD.iter().flatten() {
            let Some(order) = self.orders.get(rule) else { continue };
            let stage = order.stage_on(&self.today);
            if stage < Stage::Warn {
                continue;
            }
            let mut notes = Notes::default();
            check(&entry, &mut notes);
            for note in notes.0 {
                let place = self.place(&note);
                answer.add(&note, &place, stage, order.article(self.lang));
            }
        }
        answer.speak(self.lang);
        answer
    }

    /// What stands in the columns more often than in the baseline.
    fn changed<'a>(&'a self, columns: &'a [Column<'_>], mut left: Baseline) -> Vec<Changed<'a>> {
        let mut out = Vec::new();
        for column in columns {
            let code = &*column.code.0;
            let table = column.table.as_ref().map(|table| &*table.0);
            let known = self.form.get(code);
            let sealed = self.seal.iter().flat_map(|seal| &seal.fields).find(|field| field.code == code);
            let (label, table_label) = (self.label(code), table.map(|table| self.label(table)));
            let mut held = self.held.get(code).cloned().unwrap_or_default();
            let (kept, new): (Vec<_>, Vec<_>) = column.filled().partition(|(_, value)| left.take(column, value));
            for (_, value) in kept {
                take_marks(&mut held, &column.plain(value));
            }
            for (row, value) in new {
                let value = column.plain(value);
                out.push(Changed {
                    at: Cell { code, row: table.map(|table| (table, row)) },
                    label,
                    before: take_marks(&mut held, &value),
                    table: table_label,
                    class: sealed.map(|field| field.class),
                    open: sealed.is_some_and(|field| field.open),
                    for_my_number: sealed.is_some_and(|field| field.for_my_number)
                        || known.is_some_and(|field| field.for_my_number),
                    fixed: known.is_some_and(|field| field.fixed),
                    value,
                });
            }
        }
        out
    }

    /// The label people see, or the code when the form was not told.
    fn label<'a>(&'a self, code: &'a str) -> &'a str {
        self.form.get(code).map_or(code, |field| field.label.as_str())
    }

    /// The place of a note in the words of the screen.
    fn place(&self, note: &Note<'_>) -> String {
        let label = self.label(note.at.code);
        match &note.at.row {
            None => crate::say!(self.lang, ja: "「{label}」", en: "“{label}”", label),
            Some((table, row)) => {
                let table = self.label(table);
                let row = row + 1;
                crate::say!(self.lang, ja: "表「{table}」の{row}行目「{label}」",
                    en: "“{label}” in row {row} of “{table}”", table, row, label)
            }
        }
    }
}

/// Takes those identifiers of a text away that are held, each as often as it is.
fn take_marks(held: &mut Vec<u64>, text: &str) -> Vec<u64> {
    if held.is_empty() {
        return Vec::new();
    }
    let hits = identifiers::my_numbers(text, false);
    let mut take = |mark: &u64| held.iter().position(|other| other == mark).map(|at| held.swap_remove(at)).is_some();
    hits.into_iter().map(|hit| hit.mark).filter(|mark| take(mark)).collect()
}

/// Marks of the identifiers in an opened record, by field.
fn held(columns: &[Column<'_>]) -> Sorted<String, Vec<u64>> {
    let mut out: Sorted<String, Vec<u64>> = Sorted::new();
    for column in columns {
        for (_, value) in column.filled() {
            let hits = identifiers::my_numbers(&column.plain(value), false);
            let marks = hits.iter().map(|hit| hit.mark);
            match out.get_mut(&*column.code.0) {
                Some(known) => known.extend(marks),
                None if hits.is_empty() => {}
                None => out.insert(column.code.0.to_string(), marks.collect()),
            }
        }
    }
    out
}

/// Reads the seal, and only one that was made for this app of this domain.
fn seal(config: &Sorted<String, String>, setting: &Setting) -> Result<Seal, Damage> {
    let document = chunks::join("seal", config)?;
    let seal: Seal = serde_json::from_str(&document).map_err(|_| Damage::Damaged)?;
    if seal.schema > crate::seal::SCHEMA {
        return Err(Damage::Newer);
    }
    if seal.app != setting.app || seal.domain != setting.domain {
        return Err(Damage::Absent);
    }
    Ok(seal)
}

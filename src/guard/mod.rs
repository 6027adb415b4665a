//! 入力時チェック: what happens on a record screen, from the opened record to the refused save.

pub mod reach;
pub mod record;
pub mod speech;

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};

use crate::personal::identifiers::Context;
use crate::personal::labels;
use crate::rule::{Override, Stage};
use crate::rules::ON_RECORD;
use crate::rules::entry::{
    AppClass, By, Cell, Changed, Device, Entry, Form, FormField, Moment, Note, Notes, Occasion, Step, Writing, hashed,
};
use crate::seal::chunks::{self, Damage};
use crate::seal::orders::{Order, Orders};
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
    /// When the page was loaded.
    #[serde(default)]
    pub now: Now,
}

/// When and where, as the boot script tells it before it asks anything.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Now {
    /// Today where the person is, as `2026-11-24`.
    #[serde(default)]
    pub today: String,
    /// Minutes since midnight.
    #[serde(default)]
    pub minutes: u16,
    /// The day of the week, Sunday being 0.
    #[serde(default)]
    pub weekday: u8,
    /// Whether these are phone screens.
    #[serde(default)]
    pub phone: bool,
}

impl From<Now> for Moment {
    fn from(now: Now) -> Self {
        let device = if now.phone { Device::Phone } else { Device::Desktop };
        Self { today: now.today, minutes: now.minutes, weekday: now.weekday, device }
    }
}

/// A field of the form, as the boot script reads it with `kintone.app.getFormFields()`.
#[derive(Debug, Default, Deserialize)]
pub struct Told {
    /// The field code.
    pub code: String,
    /// The label people see.
    pub label: String,
    /// The type, as kintone names it.
    #[serde(default)]
    pub kind: String,
    /// Whether the person cannot type into it: a lookup's copy, a calculation.
    #[serde(default)]
    pub fixed: bool,
}

/// A step of process management that is about to be taken, in the words of the person's screen.
#[derive(Debug, Default, Deserialize)]
pub struct Proceeding {
    /// The action.
    #[serde(default)]
    pub action: String,
    /// The state it leaves.
    #[serde(default)]
    pub from: String,
    /// The state it leads to.
    #[serde(default)]
    pub to: String,
    /// The states in the order of the app, where kintone told them.
    #[serde(default)]
    pub states: Vec<String>,
}

impl Proceeding {
    /// Whether it leads back to a state that stands earlier.
    fn back(&self) -> bool {
        let at = |name: &str| self.states.iter().position(|state| state == name);
        at(&self.to).zip(at(&self.from)).is_some_and(|(to, from)| to < from)
    }
}

/// How the guard stands, for the boot script.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Fields to hand over whatever their type is; text fields always are.
    pub codes: Vec<String>,
    /// What the person should know at once: the guard judges without the seal.
    pub notice: Option<String>,
}

/// What stood in the opened record, by the rule that met it.
#[derive(Debug, Default)]
struct Held {
    marks: Sorted<&'static str, Vec<u64>>,
    /// The codes of the fields that anything was met in, sorted.
    codes: Vec<String>,
}

/// What there is to judge.
#[derive(Clone, Copy, Debug)]
struct AtHand<'a> {
    changed: &'a [Changed<'a>],
    /// Codes of the fields that hold nothing.
    empty: &'a [&'a str],
    step: Option<Step<'a>>,
}

/// The guard of one page.
#[derive(Debug)]
pub struct Guard {
    built_in: Orders,
    seal: Option<Seal>,
    damage: Option<Damage>,
    lang: Lang,
    moment: Moment,
    form: Form,
    baseline: Baseline,
    held: Held,
    /// What the person went on with, so that nobody is asked twice for the same unchanged value.
    allowed: Vec<u64>,
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
        // INVARIANT: a test reads the built-in orders, so they can be read here.
        let built_in = serde_json::from_str(built_in::STANDARD).unwrap_or_default();
        Self {
            built_in,
            seal,
            damage,
            lang: Lang::of(&setting.lang),
            moment: setting.now.into(),
            form: Form::new(),
            baseline: Baseline::default(),
            held: Held::default(),
            allowed: Vec::new(),
        }
    }

    /// What the guard obeys.
    fn orders(&self) -> &Orders {
        self.seal.as_ref().map_or(&self.built_in, |seal| &seal.orders)
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
    pub fn form(&mut self, fields: Vec<Told>) {
        self.form.clear();
        for Told { code, label, kind, fixed } in fields {
            let for_my_number = labels::holds_my_number(&label, &code);
            let (says, writing) = (Context::of_label(&label), Writing::of(&kind));
            self.form.insert(code, FormField { label, writing, fixed, says, for_my_number });
        }
    }

    /// Takes what time it is.
    pub fn now(&mut self, now: Now) {
        self.moment = now.into();
    }

    /// A record was opened: what stands in it now was not typed by this person. Grave old values get a tip.
    pub fn opened(&mut self, columns: &[Column<'_>]) -> Answer {
        self.baseline = Baseline::of(columns);
        self.held = Held::default();
        self.allowed.clear();
        let changed = self.changed(columns, Baseline::default());
        let mut held = Held::default();
        let empty = record::empty(columns);
        let at_hand = AtHand { changed: &changed, empty: &empty, step: None };
        let mut answer = self.judge(Occasion::Opened, &at_hand, &Held::default(), |rule, notes| {
            for (code, _) in &notes.met {
                crate::text::sorted::include(&mut held.codes, (*code).to_owned());
            }
            held.marks.insert(rule, notes.met.iter().map(|(_, mark)| *mark).collect());
        });
        answer.soften();
        self.held = held;
        answer
    }

    /// A person typed or is about to save: judges what differs from the opened record.
    pub fn submit(&self, columns: &[Column<'_>]) -> Answer {
        let changed = self.changed(columns, self.baseline.clone());
        let fixed = |changed: &Changed<'_>| self.form.get(changed.at.code).is_some_and(|field| field.fixed);
        let (fixed, free): (Vec<_>, Vec<_>) = changed.into_iter().partition(fixed);
        let empty = record::empty(columns);
        let judged = |changed: &[Changed<'_>]| {
            self.judge(Occasion::Saving, &AtHand { changed, empty: &empty, step: None }, &self.held, |_, _| {})
        };
        let mut answer = judged(&free);
        if !fixed.is_empty() {
            // What the person cannot type into is told, never refused.
            let mut told = judged(&fixed);
            told.soften();
            answer.join(told);
        }
        answer
    }

    /// A record is about to be deleted.
    pub fn deleting(&self) -> Answer {
        let nothing = AtHand { changed: &[], empty: &[], step: None };
        self.judge(Occasion::Deleting, &nothing, &Held::default(), |_, _| {})
    }

    /// A step of process management is about to be taken, with the record as it stands.
    pub fn proceeding(&self, step: &Proceeding, columns: &[Column<'_>]) -> Answer {
        let changed = self.changed(columns, Baseline::default());
        let anew = Held::default(); // whoever typed it, the step is for the record as it stands
        let empty = record::empty(columns);
        let mut at_hand = AtHand { changed: &changed, empty: &empty, step: None };
        let standing = self.judge(Occasion::Saving, &at_hand, &anew, |_, _| {});
        let step = Step {
            action: &step.action,
            from: &step.from,
            to: &step.to,
            back: step.back(),
            unresolved: &standing.places(),
        };
        at_hand.step = Some(step);
        self.judge(Occasion::Proceeding, &at_hand, &anew, |_, _| {})
    }

    /// The person goes on in spite of some findings: they are not asked for again.
    pub fn allow(&mut self, marks: &[String]) {
        self.allowed.extend(marks.iter().filter_map(|mark| u64::from_str_radix(mark, 16).ok()));
    }

    /// Runs the record rules over some values.
    fn judge<'a>(
        &'a self,
        occasion: Occasion,
        at_hand: &AtHand<'a>,
        held: &Held,
        mut met: impl FnMut(&'static str, &Notes<'a>),
    ) -> Answer {
        let mut answer = Answer::default();
        for (rule, check) in ON_RECORD.iter().flatten() {
            let Some(order) = self.orders().get(rule) else { continue };
            let stage = order.stage_on(&self.moment.today);
            if stage == Stage::Off || !reach::acts(rule, occasion) {
                continue;
            }
            let before = held.marks.get(*rule).cloned().unwrap_or_default();
            let mut notes = Notes { before, ..Notes::default() };
            check(&self.entry(occasion, at_hand, order), &mut notes);
            met(rule, &notes);
            for note in &notes.said {
                let mark = hashed(&(rule, note.mark));
                if !self.allowed.contains(&mark) {
                    // A step can always be taken in the end: nobody's case stands still for a rule.
                    let over = if at_hand.step.is_some() { order.over.max(Override::Reason) } else { order.over };
                    answer.add(note, &speech::Said { order, over, stage, place: self.place(note), mark }, self.lang);
                }
            }
        }
        answer.speak(occasion, self.lang);
        answer
    }

    fn entry<'a>(&'a self, occasion: Occasion, at_hand: &AtHand<'a>, order: &'a Order) -> Entry<'a> {
        let class = self.seal.as_ref().and_then(|seal| seal.class.as_ref());
        let class = class.map(|class| AppClass {
            id: &class.id,
            name: match self.lang {
                Lang::Ja => &class.ja,
                Lang::En => &class.en,
            },
            admits: &class.admits,
        });
        let AtHand { changed, empty, step } = *at_hand;
        Entry {
            changed,
            lang: self.lang,
            occasion,
            form: &self.form,
            empty,
            moment: &self.moment,
            class,
            step,
            numbers: &order.numbers,
            words: &order.words,
        }
    }

    /// What stands in the columns more often than in the baseline; before it, what was kept in fields that a rule met
    /// something in.
    fn changed<'a>(&'a self, columns: &'a [Column<'a>], mut left: Baseline) -> Vec<Changed<'a>> {
        let mut out = Vec::new();
        for column in columns {
            let code = &*column.code.0;
            let table = column.table.as_ref().map(|table| &*table.0);
            let known = self.form.get(code);
            let sealed = self.seal.iter().flat_map(|seal| &seal.fields).find(|field| field.code == code);
            let (label, table_label) = (self.label(code), table.map(|table| self.label(table)));
            let mut cell = |row: usize, value: &'a str, by: By| {
                out.push(Changed {
                    at: Cell { code, row: table.map(|table| (table, row)) },
                    label,
                    table: table_label,
                    says: known.map_or(Context::NONE, |field| field.says),
                    writing: known.map_or_else(Writing::default, |field| field.writing),
                    class: sealed.map(|field| field.class),
                    open: sealed.is_some_and(|field| field.open),
                    for_my_number: sealed.is_some_and(|field| field.for_my_number)
                        || known.is_some_and(|field| field.for_my_number),
                    by,
                    value: column.plain(value),
                    finds: OnceCell::new(),
                    folded: OnceCell::new(),
                });
            };
            let (kept, new): (Vec<_>, Vec<_>) = column.filled().partition(|(_, value)| left.take(column, value));
            if !new.is_empty() && self.held.codes.binary_search_by(|other| (**other).cmp(code)).is_ok() {
                for (row, value) in kept {
                    cell(row, value, By::Nobody);
                }
            }
            let by = if known.is_some_and(|field| field.fixed) { By::Kintone } else { By::Person };
            for (row, value) in new {
                cell(row, value, by);
            }
        }
        out
    }

    /// The label people see, or the code when the form was not told.
    fn label<'a>(&'a self, code: &'a str) -> &'a str {
        self.form.get(code).map_or(code, |field| field.label.as_str())
    }

    /// The place of a note in the words of the screen; empty for one about the whole.
    fn place(&self, note: &Note<'_>) -> String {
        let Some(at) = note.at else { return String::new() };
        let label = self.label(at.code);
        match at.row {
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

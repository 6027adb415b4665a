//! 入力時チェック: what happens on a record screen, from the opened record to the refused save.

pub mod reach;
pub mod reason;
pub mod record;
pub mod speech;
pub mod standing;

use std::cell::OnceCell;

use serde::Serialize;

use crate::personal::identifiers::Context;
use crate::personal::labels;
use crate::rule::{Override, Stage};
use crate::rules::ON_RECORD;
use crate::rules::entry::{
    AppClass, By, Cell, Changed, Device, Entry, Form, FormField, Moment, Note, Notes, Occasion, Step, Writing, hashed,
};
use crate::seal::Seal;
use crate::seal::chunks::{self, Damage};
use crate::seal::orders::{Order, Orders};
use crate::seal::published::{self, Published};
use crate::text::Lang;
use crate::text::json::{self, Keys, Shape};
use crate::text::sorted::Sorted;
use reason::Reason;
use record::{Baseline, Column};
use speech::Answer;
use standing::Facts;

/// What the boot script knows when the page is loaded.
#[derive(Debug)]
pub struct Setting {
    /// Our plugin's settings of the app; null when the plugin is not in the app.
    pub config: Option<Sorted<String, String>>,
    /// The app's ID.
    pub app: String,
    /// The domain, such as `midori.cybozu.com`.
    pub domain: String,
    /// The language of the person.
    pub lang: String,
    /// When the page was loaded.
    pub now: Now,
    /// The orders of the built-in policy, which stand beside the program.
    pub built_in: Option<Orders>,
}

/// When and where, as the boot script tells it before it asks anything.
#[derive(Clone, Debug)]
pub struct Now {
    /// Today where the person is, as `2026-11-24`.
    pub today: String,
    /// Minutes since midnight.
    pub minutes: u32,
    /// The day of the week, Sunday being 0; 7 where it was not told.
    pub weekday: u32,
    /// Whether these are phone screens.
    pub phone: bool,
}

impl Default for Now {
    /// Of nothing told. Midnight of a Sunday would be told of as such.
    fn default() -> Self {
        Self { today: String::new(), minutes: 0, weekday: 7, phone: false }
    }
}

impl Shape for Setting {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            config: keys.may("config"),
            app: keys.may("app"),
            domain: keys.may("domain"),
            lang: keys.may("lang"),
            now: keys.may("now"),
            built_in: keys.may("orders"),
        }
    }
}

impl Shape for Now {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            today: keys.may("today"),
            minutes: keys.may("minutes"),
            weekday: keys.may::<Option<u32>>("weekday").unwrap_or(Self::default().weekday),
            phone: keys.may("phone"),
        }
    }
}

impl From<Now> for Moment {
    fn from(now: Now) -> Self {
        let device = if now.phone { Device::Phone } else { Device::Desktop };
        Self { today: now.today, minutes: now.minutes, weekday: now.weekday, device }
    }
}

/// A field of the form, as the boot script reads it with `kintone.app.getFormFields()`.
#[derive(Debug, Default)]
pub struct Labelled {
    /// The field code.
    pub code: String,
    /// The label people see.
    pub label: String,
    /// The type, as kintone names it.
    pub kind: String,
    /// Whether the person cannot type into it: a lookup's copy, a calculation.
    pub fixed: bool,
}

/// A step of process management that is about to be taken, in the words of the person's screen.
#[derive(Debug, Default)]
pub struct Proceeding {
    /// The action.
    pub action: String,
    /// The state it leaves.
    pub from: String,
    /// The state it leads to.
    pub to: String,
    /// The states in the order of the app, where kintone told them.
    pub states: Vec<String>,
}

impl Shape for Labelled {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { code: keys.must("code"), label: keys.must("label"), kind: keys.may("kind"), fixed: keys.may("fixed") }
    }
}

impl Shape for Proceeding {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { action: keys.may("action"), from: keys.may("from"), to: keys.may("to"), states: keys.may("states") }
    }
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
    /// Personal fields, to be handed over whatever their type is; what people write and choose always is.
    pub codes: Vec<String>,
    /// What the person should know at once: the guard judges without the seal.
    pub notice: Option<String>,
    /// How the app should be handled: once a day is enough.
    pub handling: Option<String>,
    /// Whether some field was closed to all but a few: only then groups and departments of the person are asked for.
    pub closed: bool,
}

/// What the boot script needs to know of the published record.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Live {
    /// How many hours a copy may be gone by; none without a record.
    pub life: Option<u32>,
    /// The ID of the app where reasons are put down.
    pub reasons: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Whether some rule refuses also when the check cannot run.
    pub closed: bool,
    /// The version of the policy in force, for the record of reasons.
    pub version: String,
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
    rules: Which,
}

/// Which rules are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// All that are in use.
    All,
    /// Those that say something: nobody waits for the others.
    Acting,
    /// Those that are only recorded.
    Counted,
}

/// The guard of one page.
#[derive(Debug)]
pub struct Guard {
    app: String,
    domain: String,
    built_in: Orders,
    /// Whether the built-in orders were handed over.
    whole: bool,
    published: Option<Published>,
    /// Whether the published record was made by a newer version.
    newer: bool,
    facts: Facts,
    seal: Option<Seal>,
    damage: Option<Damage>,
    lang: Lang,
    moment: Moment,
    form: Form,
    baseline: Baseline,
    /// The codes of the fields that came with the opened record.
    present: Vec<String>,
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
        Self {
            app: setting.app,
            domain: setting.domain,
            whole: setting.built_in.is_some(),
            built_in: setting.built_in.unwrap_or_default(),
            published: None,
            newer: false,
            facts: Facts { plugin: setting.config.is_some(), ..Facts::default() },
            seal,
            damage,
            lang: Lang::of(&setting.lang),
            moment: setting.now.into(),
            form: Form::new(),
            baseline: Baseline::default(),
            present: Vec::new(),
            held: Held::default(),
            allowed: Vec::new(),
        }
    }

    /// What the guard obeys.
    fn orders(&self) -> &Orders {
        let sealed = self.seal.as_ref().map(|seal| &seal.orders);
        published::in_force(self.published.as_ref(), sealed, &self.built_in)
    }

    /// How an order acts today.
    fn stage(&self, order: &Order) -> Stage {
        let today = &self.moment.today;
        self.published.as_ref().map_or_else(|| order.stage_on(today), |published| published.stage_on(order, today))
    }

    /// Takes the published record, as it stands in the app `app`. What cannot be read takes nothing away that was read
    /// before; it is said where it was written by a newer version.
    pub fn publish(&mut self, text: &str, app: &str) -> Live {
        match published::read(text, &self.domain, app) {
            Ok(published) => (self.published, self.newer) = (Some(published), false),
            Err(damage) => self.newer = damage == Damage::Newer,
        }
        let published = self.published.as_ref();
        Live {
            life: published.map(Published::life),
            reasons: published.and_then(|published| published.reasons.clone()),
            contact: published.and_then(|published| published.contact(&self.app, self.lang)).map(str::to_owned),
            closed: published.is_some_and(|published| !published.closed.is_empty()),
            version: self.orders().version.clone(),
        }
    }

    /// A reason that the person typed, as it may be kept.
    pub fn reason(&self, typed: &str) -> Reason {
        Reason::of(typed, self.lang)
    }

    /// Takes what the boot script found out after the page was drawn.
    pub fn learn(&mut self, facts: Facts) {
        self.facts = Facts { plugin: self.facts.plugin, ..facts };
    }

    /// What the boot script should do.
    pub fn plan(&self) -> Plan {
        let sealed = || self.seal.iter().flat_map(|seal| &seal.fields);
        Plan {
            closed: sealed().any(|field| !field.seers.is_empty()),
            codes: sealed().map(|field| field.code.clone()).collect(),
            notice: speech::notice(self.damage, self.whole).map(|notice| notice.get(self.lang).to_owned()),
            handling: self.handling(),
        }
    }

    /// Takes the labels of the form.
    pub fn form(&mut self, fields: Vec<Labelled>) {
        self.form.clear();
        for Labelled { code, label, kind, fixed } in fields {
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
        self.present = columns.iter().map(|column| column.code.to_string()).collect();
        self.held = Held::default();
        self.allowed.clear();
        let changed = self.changed(columns, Baseline::default());
        let mut held = Held::default();
        let empty = record::empty(columns);
        let at_hand = AtHand { changed: &changed, empty: &empty, step: None, rules: Which::All };
        let mut answer = self.judge(Occasion::Opened, &at_hand, &Held::default(), &mut |rule, notes| {
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
        let empty = record::empty(columns);
        let at_hand = AtHand { changed: &changed, empty: &empty, step: None, rules: Which::Acting };
        let mut answer = self.judge(Occasion::Saving, &at_hand, &self.held, &mut |_, _| {});
        self.stop(&changed, &mut answer);
        answer
    }

    /// Rules at the stage 記録のみ that would refuse what was saved, by id: asked when the save is done, so that nobody waits
    /// for what says nothing.
    pub fn counted(&self, columns: &[Column<'_>]) -> Vec<String> {
        let changed = self.changed(columns, self.baseline.clone());
        let empty = record::empty(columns);
        let at_hand = AtHand { changed: &changed, empty: &empty, step: None, rules: Which::Counted };
        self.judge(Occasion::Saving, &at_hand, &self.held, &mut |_, _| {}).spared
    }

    /// A record is about to be deleted.
    pub fn deleting(&self) -> Answer {
        let nothing = AtHand { changed: &[], empty: &[], step: None, rules: Which::All };
        self.judge(Occasion::Deleting, &nothing, &Held::default(), &mut |_, _| {})
    }

    /// A step of process management is about to be taken, with the record as it stands.
    pub fn proceeding(&self, step: &Proceeding, columns: &[Column<'_>]) -> Answer {
        let changed = self.changed(columns, Baseline::default());
        let anew = Held::default(); // whoever typed it, the step is for the record as it stands
        let empty = record::empty(columns);
        let mut at_hand = AtHand { changed: &changed, empty: &empty, step: None, rules: Which::All };
        let standing = self.judge(Occasion::Saving, &at_hand, &anew, &mut |_, _| {});
        let step = Step {
            action: &step.action,
            from: &step.from,
            to: &step.to,
            back: step.back(),
            // What acts on steps itself speaks for itself.
            unresolved: &standing.unresolved(|rule| !reach::acts(rule, Occasion::Proceeding)),
        };
        at_hand.step = Some(step);
        self.judge(Occasion::Proceeding, &at_hand, &anew, &mut |_, _| {})
    }

    /// The person goes on in spite of some findings: they are not asked for again.
    pub fn allow(&mut self, marks: &[String]) {
        self.allowed.extend(marks.iter().filter_map(|mark| u64::from_str_radix(mark, 16).ok()));
    }

    /// Runs the record rules over some values.
    #[inline(never)]
    fn judge<'a>(
        &'a self,
        occasion: Occasion,
        at_hand: &AtHand<'a>,
        held: &Held,
        met: &mut dyn FnMut(&'static str, &Notes<'a>),
    ) -> Answer {
        let mut answer = Answer::default();
        for (rule, check) in ON_RECORD.iter().flatten() {
            let Some(order) = self.orders().get(rule) else { continue };
            let stage = self.stage(order);
            let wanted = match at_hand.rules {
                Which::All => stage != Stage::Off,
                Which::Acting => stage >= Stage::Warn,
                Which::Counted => stage == Stage::Observe,
            };
            if !wanted || !reach::acts(rule, occasion) || !self.concerns(order) {
                continue;
            }
            let before = held.marks.get(*rule).cloned().unwrap_or_default();
            let mut notes = Notes { before, ..Notes::default() };
            check(&self.entry(occasion, at_hand, order), &mut notes);
            met(rule, &notes);
            // A step can always be taken in the end: nobody's case stands still for a rule.
            let over = if at_hand.step.is_some() { order.over.max(Override::Reason) } else { order.over };
            self.tell(&notes, order, over, stage, &mut answer);
        }
        answer.speak(occasion, self.lang);
        answer
    }

    /// What 保存停止 says of some values.
    fn stop(&self, changed: &[Changed<'_>], answer: &mut Answer) {
        let Some((order, over)) = self.stopped() else { return };
        let mut notes = Notes::default();
        for changed in changed.iter().filter(|changed| standing::personal(changed, self.seal.is_some())) {
            let (text, tip) = standing::stopped_words(self.lang);
            notes.say(changed, true, text, tip);
        }
        self.tell(&notes, &order, over, Stage::Block, answer);
        answer.speak(Occasion::Saving, self.lang);
    }

    /// Takes what was said into an answer; what the person went on with is not said again.
    fn tell(&self, notes: &Notes<'_>, order: &Order, over: Override, stage: Stage, answer: &mut Answer) {
        for note in &notes.said {
            let mark = hashed(&(&*order.rule, note.mark));
            if self.allowed.contains(&mark) {
                answer.passed.push(format!("{mark:x}"));
                continue;
            }
            // What the person cannot type into is told, never refused.
            let fixed = note.at.is_some_and(|at| self.form.get(at.code).is_some_and(|field| field.fixed));
            let said = speech::Said { order, over, stage, place: self.place(note), mark, fixed };
            answer.add(note, &said, self.lang);
        }
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
        let AtHand { changed, empty, step, .. } = *at_hand;
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
            let code = &*column.code;
            let table = column.table.as_deref();
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
    let seal: Seal = json::read(&document).map_err(|_| Damage::Damaged)?;
    if seal.schema > crate::seal::SCHEMA {
        return Err(Damage::Newer);
    }
    if seal.app != setting.app || seal.domain != setting.domain {
        return Err(Damage::Absent);
    }
    Ok(seal)
}

//! What a record rule sees: the values that this person changed, what the app's seal says of its fields, and the moment.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::personal::identifiers::{self, Context, Find, Identifier};
use crate::personal::{Class, Confidence};
use crate::text::search::Sought;
use crate::text::sorted::Sorted;
use crate::text::{Lang, fold};

/// How a field is written in, as far as a rule must know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Writing {
    /// One line.
    Line,
    /// Several lines, plain or rich: where people write what has no field of its own.
    Free,
    /// A number.
    Number,
    /// A link.
    Link,
    /// File names.
    Files,
    /// Anything else: chosen, not written.
    #[default]
    Chosen,
}

impl Writing {
    /// Of a field type of kintone.
    pub fn of(kind: &str) -> Self {
        match kind {
            "SINGLE_LINE_TEXT" => Self::Line,
            "MULTI_LINE_TEXT" | "RICH_TEXT" => Self::Free,
            "NUMBER" => Self::Number,
            "LINK" => Self::Link,
            "FILE" => Self::Files,
            _ => Self::Chosen,
        }
    }
}

/// A field of the form, as rules ask for it again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormField {
    /// The label people see.
    pub label: String,
    /// How it is written in.
    pub writing: Writing,
    /// Whether the person cannot type into it: a lookup's copy, a calculation.
    pub fixed: bool,
    /// What its label speaks of.
    pub says: Context,
    /// Whether it was made for the My Number.
    pub for_my_number: bool,
}

/// The form by field code.
pub type Form = Sorted<String, FormField>;

/// Whose doing a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The person's at the screen.
    Person,
    /// kintone's: a lookup's copy, a calculation. The person cannot type into it.
    Kintone,
    /// It stood there before, and is only looked at to tell what is new beside it. Nothing is said of it.
    Nobody,
}

/// One value on the screen that differs from what was there when the screen opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<'a> {
    /// Where.
    pub at: Cell<'a>,
    /// The label people see, or the code when the label is not known.
    pub label: &'a str,
    /// The label of the table.
    pub table: Option<&'a str>,
    /// What the label speaks of.
    pub says: Context,
    /// How it is written in.
    pub writing: Writing,
    /// The class that the seal gives to the field.
    pub class: Option<Class>,
    /// Whether the rule `seen-by-too-many` found the field open when the app was sealed.
    pub open: bool,
    /// Whether the field was made for the My Number.
    pub for_my_number: bool,
    /// Whose doing it is.
    pub by: By,
    /// What stands there now, rich text as text.
    pub value: Cow<'a, str>,
    /// What was found in it, once somebody asked.
    pub finds: OnceCell<Vec<Find>>,
    /// The value as words are looked for in it, once somebody asked.
    pub folded: OnceCell<String>,
}

impl Changed<'_> {
    /// The value with widths and kinds of kana folded, folded once however many rules ask.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold::lines(&self.value))
    }

    /// Whether one of some words stands in the label that people see, or in that of the table.
    pub fn labelled(&self, words: &Sought) -> bool {
        let says = |label: &str| words.stand_in(&fold::label(label));
        says(self.label) || self.table.is_some_and(says)
    }

    /// The identifiers in it, looked for once however many rules ask.
    pub fn finds(&self) -> &[Find] {
        self.finds.get_or_init(|| identifiers::scan(&self.value, self.says))
    }

    /// A number for a find, the same for the same digits however they are written.
    pub fn mark(&self, find: &Find) -> u64 {
        let text = self.value.get(find.start..find.end).unwrap_or_default();
        let mut hasher = DefaultHasher::new();
        (find.class as u8).hash(&mut hasher); // a derived hash is as wide as the machine's words
        text.chars().map(crate::text::fold::width).filter(|c| c.is_alphanumeric()).for_each(|c| c.hash(&mut hasher));
        hasher.finish()
    }

    /// Whether a find that no word decides may as well be a My Number: the rule on that one tells of it, and two guesses
    /// about one number help nobody.
    pub fn may_be_my_number(&self, find: &Find) -> bool {
        let over = |other: &Find| other.start < find.end && find.start < other.end;
        !sure(find) && self.finds().iter().any(|other| other.class == Identifier::MyNumber && over(other))
    }
}

/// A place in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The field code.
    pub code: &'a str,
    /// The table and the row, from 0.
    pub row: Option<(&'a str, usize)>,
}

/// What the person is at the screen for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Occasion {
    /// A record was opened: what stands in it was not typed now.
    Opened,
    /// A person types, or is about to save.
    #[default]
    Saving,
    /// A record is about to be deleted.
    Deleting,
    /// A step of process management is about to be taken.
    Proceeding,
}

/// The machine at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// kintone's PC screens.
    #[default]
    Desktop,
    /// kintone's phone screens.
    Phone,
}

/// When and where, as the boot script tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The day where the person is, as `2026-11-24`.
    pub today: String,
    /// Minutes since midnight.
    pub minutes: u32,
    /// The day of the week, Sunday being 0; 7 where it was not told.
    pub weekday: u32,
    /// The machine at hand.
    pub device: Device,
}

/// The data class of the app, as sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppClass<'a> {
    /// Its id in the policy.
    pub id: &'a str,
    /// Its name for the person.
    pub name: &'a str,
    /// The legal classes that such an app may hold.
    pub admits: &'a [Class],
}

/// A step of process management, in the words of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// The action.
    pub action: &'a str,
    /// The state it leaves.
    pub from: &'a str,
    /// The state it leads to.
    pub to: &'a str,
    /// Whether it leads back: to a state that stands earlier in the app's list.
    pub back: bool,
    /// What other rules are sure of in the record as it stands, by place; an empty one is the record as a whole.
    pub unresolved: &'a [String],
}

/// What a person is about to do.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The values that this person changed.
    pub changed: &'a [Changed<'a>],
    /// The language of the person.
    pub lang: Lang,
    /// What the person is at the screen for.
    pub occasion: Occasion,
    /// The form; empty where it did not come.
    pub form: &'a Form,
    /// Codes of the fields outside tables that came with the record and hold nothing. A field that did not come, because
    /// the person cannot view it or it is not on the screen, is not known to be empty.
    pub empty: &'a [&'a str],
    /// When and where.
    pub moment: &'a Moment,
    /// The data class of the app, declared or else observed; none without a seal, or where nothing tells it.
    pub class: Option<AppClass<'a>>,
    /// The step that is about to be taken.
    pub step: Option<Step<'a>>,
    /// The numbers of this rule.
    pub numbers: &'a Sorted<String, u32>,
    /// The words of this rule.
    pub words: &'a Sorted<String, Vec<String>>,
}

impl<'a> Entry<'a> {
    /// A number of this rule.
    pub fn number(&self, key: &str) -> u32 {
        self.numbers.get(key).copied().unwrap_or_default()
    }

    /// A list of words of this rule.
    pub fn words(&self, key: &str) -> &'a [String] {
        self.words.get(key).map_or(&[], Vec::as_slice)
    }

    /// Words of this rule, to be looked for.
    pub fn sought(&self, key: &str) -> Sought {
        Sought::of(self.words(key).iter().map(String::as_str))
    }

    /// The label of the field that is meant for a kind of identifier, where the form has one that can be typed into.
    pub fn home(&self, kind: Identifier) -> Option<&'a str> {
        self.home_field(kind).map(|(_, field)| field.label.as_str())
    }

    /// The field that is meant for a kind of identifier, with its code.
    pub fn home_field(&self, kind: Identifier) -> Option<(&'a str, &'a FormField)> {
        let mut fields = self.form.iter().filter(|(_, field)| !field.fixed && field.says.names(kind));
        fields.next().map(|(code, field)| (code.as_str(), field))
    }
}

/// What a record rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    /// Where; none when it is about the record or the moment as a whole.
    pub at: Option<Cell<'a>>,
    /// A sentence for the person at the screen when the save is refused; never the value.
    pub text: String,
    /// The sentence when it is not: the value was there before, or the person cannot change it, or the rule only warns.
    pub tip: String,
    /// Whether the rule is sure enough to refuse; otherwise it is a tip whatever the stage is.
    pub sure: bool,
    /// A number for what it is about, so that nobody is asked twice for the same unchanged value.
    pub mark: u64,
}

/// Takes what a record rule says, and tells it what is new.
#[derive(Clone, Debug, Default)]
pub struct Notes<'a> {
    /// What was said.
    pub said: Vec<Note<'a>>,
    /// Marks of what stood in the record when it was opened and was not met again yet.
    pub before: Vec<u64>,
    /// Marks of what was met now, with the field codes.
    pub met: Vec<(&'a str, u64)>,
}

impl<'a> Notes<'a> {
    /// Whether something in a value was not there when the record was opened. To be asked once for each thing met, in
    /// the order of [`Entry::changed`]: the same thing a second time is new.
    pub fn typed(&mut self, changed: &Changed<'a>, mark: u64) -> bool {
        let mark = hashed(&(changed.at.code, mark));
        self.met.push((changed.at.code, mark));
        match self.before.iter().position(|other| *other == mark) {
            Some(at) => {
                self.before.swap_remove(at);
                false
            }
            None => true,
        }
    }

    /// Whether one of some finds in a value was not there before; the surest of those, or the surest of the old ones.
    pub fn surest(&mut self, changed: &Changed<'a>, finds: &[Find]) -> Option<(Find, bool)> {
        let rank = |find: &Find, typed: bool| (typed, find.confidence);
        let mut best: Option<(Find, bool)> = None;
        for find in finds {
            let typed = self.typed(changed, changed.mark(find));
            if best.is_none_or(|(best, was)| rank(find, typed) > rank(&best, was)) {
                best = Some((*find, typed));
            }
        }
        best
    }

    /// Says something of a value: the sentence when it refuses, the sentence when it does not.
    pub fn say(&mut self, changed: &Changed<'a>, sure: bool, text: String, tip: String) {
        if changed.by != By::Nobody {
            let mark = hashed(&(changed.at.code, &*changed.value));
            self.said.push(Note { at: Some(changed.at), text, tip, sure, mark });
        }
    }

    /// Says something of a place that nobody typed into: what is missing there.
    pub fn say_at(&mut self, at: Cell<'a>, sure: bool, text: String, tip: String) {
        self.said.push(Note { at: Some(at), text, tip, sure, mark: hashed(&at.code) });
    }

    /// Says something of the record or the moment as a whole; `about` tells one such thing from another.
    pub fn say_of_all(&mut self, sure: bool, about: &str, text: String, tip: String) {
        self.said.push(Note { at: None, text, tip, sure, mark: hashed(&about) });
    }
}

/// A number for something.
pub fn hashed(thing: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}

/// Whether a find is sure enough to refuse by.
pub fn sure(find: &Find) -> bool {
    find.confidence == Confidence::High
}

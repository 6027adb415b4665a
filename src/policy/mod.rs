//! 内規: the organisation's rules as a document that says what is enforced.

pub mod built_in;
pub mod check;
pub mod difference;
pub mod draft;
pub mod hours;
pub mod migrate;
pub mod template;
pub mod waivers;

use time::Date;

use crate::finding::Item;
use crate::personal::Class;
use crate::personal::app_class;
use crate::personal::labels::Classified;
use crate::personal::overrule::OfficeWords;
use crate::rule::{Override, Param, Rule, Stage};
use crate::text::day::Yearly;

pub use check::{Mistake, read};
use draft::{Approval, Question, StaffKind, Supplement};
pub use draft::{Article, DataClass, Draft, Phrase, Setting, Viewers};

/// The checked rule set.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy(Draft);

impl Policy {
    /// The document.
    pub const fn document(&self) -> &Draft {
        &self.0
    }

    /// What it says about a rule; a rule it does not name is off.
    pub fn setting(&self, rule: &str) -> Option<&Setting> {
        self.0.rules.get(rule)
    }

    /// How a rule acts on the inspection screen, once it is in effect.
    pub fn inspection(&self, rule: &str) -> Stage {
        self.setting(rule).map_or(Stage::Off, |setting| setting.inspection)
    }

    /// How a rule acts on the inspection screen on a day: before it takes effect, and in the season of personnel
    /// changes if it is one of those, it warns at most.
    pub fn inspection_on(&self, rule: &str, today: Date) -> Stage {
        let stage = self.inspection(rule);
        let season = self.0.season.as_ref().is_some_and(|season| {
            season.rules.iter().any(|id| id == rule) && Yearly::of(today).within(season.from, season.to)
        });
        if season || today < self.from(rule) { stage.min(Stage::Warn) } else { stage }
    }

    /// The day from which a rule may refuse.
    pub fn from(&self, rule: &str) -> Date {
        self.supplements(rule).find_map(|supplement| supplement.from).unwrap_or(self.0.effective)
    }

    /// Whether 経過措置 holds for a rule on a day: only findings count that are new or worse.
    pub fn spares(&self, rule: &str, today: Date) -> bool {
        self.supplements(rule).any(|supplement| supplement.until.is_some_and(|until| today <= until))
    }

    fn supplements<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a Supplement> {
        self.0.supplementary.iter().filter(move |supplement| supplement.covers(rule))
    }

    /// How a rule acts on record screens.
    pub fn entry(&self, rule: &str) -> Stage {
        self.setting(rule).map_or(Stage::Off, |setting| setting.entry)
    }

    /// What a person must do to save in spite of a rule.
    pub fn over(&self, rule: &str) -> Override {
        self.setting(rule).and_then(|setting| setting.over).unwrap_or_default()
    }

    /// The article that a rule enforces.
    pub fn article(&self, rule: &str) -> Option<&Article> {
        self.article_of(&self.setting(rule)?.article)
    }

    /// The article of a number.
    pub fn article_of(&self, number: &str) -> Option<&Article> {
        self.0.articles.iter().find(|article| article.number == number)
    }

    /// A number of a rule.
    pub fn number(&self, rule: &Rule, key: &str) -> u32 {
        let set = self.setting(rule.id).and_then(|setting| setting.numbers.get(key)).copied();
        let default = rule.params.iter().find_map(|param| match param {
            Param::Number { key: name, default, .. } if *name == key => Some(*default),
            _ => None,
        });
        set.or(default).unwrap_or_default()
    }

    /// A list of words of a rule.
    pub fn words(&self, rule: &str, key: &str) -> &[String] {
        self.setting(rule).and_then(|setting| setting.words.get(key)).map_or(&[], Vec::as_slice)
    }

    /// What it says of the labels of fields.
    pub const fn labels(&self) -> &OfficeWords {
        &self.0.labels
    }

    /// Whether an item of the declaration must be answered, of an app that was declared to hold a data class.
    pub fn requires(&self, item: Item, class: &str) -> bool {
        const ALWAYS: [Item; 6] =
            [Item::Purpose, Item::Owner, Item::Maintainer, Item::DataClass, Item::People, Item::Until];
        let items = &self.document().items;
        let within = |classes: &[String]| classes.is_empty() || classes.iter().any(|id| id == class);
        if items.is_empty() {
            return ALWAYS.contains(&item);
        }
        items.iter().any(|one| one.item == item && within(&one.classes))
    }

    /// The data class of an id.
    pub fn class(&self, id: &str) -> Option<&DataClass> {
        self.0.classes.iter().find(|class| class.id == id)
    }

    /// The data class that an app is observed to be of, whatever was declared; none when nothing personal was found.
    pub fn observed(&self, personal: &[Classified]) -> Option<&DataClass> {
        self.class_of(app_class::gravest(personal)?)
    }

    /// The data class that a legal class belongs to.
    pub fn class_of(&self, class: Class) -> Option<&DataClass> {
        self.0.classes.iter().find(|data| data.holds.contains(&class))
    }

    /// Codes of the groups and departments that hold people of some kinds.
    pub fn staff<'a>(&'a self, kinds: &'a [StaffKind]) -> impl Iterator<Item = &'a str> {
        let held = self.0.staff.iter().filter(|staff| kinds.contains(&staff.kind));
        held.flat_map(|staff| staff.groups.iter().map(String::as_str))
    }

    /// The questions of the 自己点検.
    pub fn questions(&self) -> &[Question] {
        &self.0.questions
    }
}

/// Whether one of some approvals is for a name and holds on a day.
pub fn approves(approvals: &[Approval], name: &str, today: Date) -> bool {
    approvals.iter().any(|approval| approval.name == name && approval.until.is_none_or(|until| today <= until))
}

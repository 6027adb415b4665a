//! A whole form judged at once: every field by its label, code, choices and sources, then by the company it keeps.
//!
//! Measured by `cargo run --release --example labels`.

use std::sync::OnceLock;

use super::choices::{self, Chosen};
use super::classifier::{Classifier, SURE, Said, Undecided};
use super::labels::{Classified, Reason};
use super::overrule::{Decision, OfficeWords};
use super::words;
use super::{Class, Confidence};
use crate::kintone::field::{Field, Kind};
use crate::text::fold;
use crate::text::search::holds;
use crate::text::sorted::Sorted;

/// Above this a field is worth a look, in the units of the learnt table; above 0 a person decides.
const LOW: i32 = -16;
/// The share of fields about people, of a hundred, at which a form speaks neither for nor against its fields.
const CENTRE: i32 = 40;
/// How much each hundredth above or below it weighs, in hundredths of a unit of the table.
const SLOPE: i32 = 130;
/// The most that a form can add or take away.
const MOST: i32 = 44;
/// As how many fields the name of the app counts.
const NAME: i32 = 2;
/// A number, a date or a calculation is nobody's name.
const NO_NAME: i32 = 60;

/// Words which say that a form is about an organisation or a place.
const ORGANISATIONS: &str = include_str!("corpus/organisations.txt");

/// Names of posts: whose they are, the form tells, and that it is an organisation's they suggest.
const POSTS: [&str; 7] = ["代表", "担当", "管理", "責任", "長名", "部署", "役員"];

/// A form, and what people said of it before.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// Its fields, table columns included.
    pub fields: &'a [Field],
    /// The name of its app; empty when not known.
    pub app: &'a str,
    /// What the policy says of labels.
    pub office: &'a OfficeWords,
    /// What a builder confirmed.
    pub decided: &'a [Decision],
}

/// A field as it was judged so far.
struct Judged<'a> {
    field: &'a Field,
    said: Said,
    reason: Reason,
    chosen: Option<Chosen>,
}

/// Classifies the fields of a form. Fields that kintone fills with staff (作成者, ユーザー選択) do not count.
pub fn classify(form: Form<'_>) -> Vec<Classified> {
    // Taking the tables apart costs more than judging a form, and a screen judges at every answer.
    static COMMITTED: OnceLock<Classifier> = OnceLock::new();
    classify_by(COMMITTED.get_or_init(Classifier::default), form)
}

/// [`classify`] with tables of one's own.
pub fn classify_by(classifier: &Classifier, form: Form<'_>) -> Vec<Classified> {
    let judged: Vec<Option<Judged<'_>>> =
        form.fields.iter().map(|field| field.kind.given().then(|| alone(classifier, field))).collect();
    let around = Surroundings::of(classifier, judged.iter().flatten(), form.app);
    let office = Office::of(form.office);
    let ruled: Vec<Option<Ruled>> =
        form.fields.iter().map(|field| decided(field, form.decided).or_else(|| office.ruled(field))).collect();
    let verdict = |(one, ruled): (&Option<Judged<'_>>, &Option<Ruled>)| match (one, ruled) {
        (Some(one), Some((Some(class), why))) => Some(classified(one.field, *class, Confidence::High, why.clone())),
        (Some(one), None) => in_company(one, &around),
        _ => None,
    };
    let mut verdicts: Vec<Option<Classified>> = judged.iter().zip(&ruled).map(verdict).collect();
    inherit(form.fields, &ruled, &mut verdicts);
    verdicts.into_iter().flatten().collect()
}

fn classified(field: &Field, class: Class, confidence: Confidence, why: Reason) -> Classified {
    let (code, table, label) = (field.code.clone(), field.table.clone(), field.label.clone());
    Classified { code, table, label, category: None, class, confidence, why }
}

/// By what stands on the field itself: its label, else the field of another app that a lookup copies into it, else its
/// code.
fn alone<'a>(classifier: &Classifier, field: &'a Field) -> Judged<'a> {
    let mut said = classifier.said(&field.label);
    let mut reason = Reason::Label(said.term.clone());
    // A label that plainly speaks of something else is not overruled by the code that was there before it.
    if said.sum <= 0 && said.sum > -2 * SURE {
        let source = field.copied_from.as_deref().filter(|source| *source != field.label);
        let of_source = source.map(|source| (classifier.said_code(source), Reason::CopiedFrom(source.to_owned())));
        let code = || (classifier.said_code(&field.code), Reason::Code(field.code.clone()));
        let mut others = of_source.into_iter().chain((field.code != field.label).then(code));
        if let Some((other, why)) = others.find(|(other, _)| other.sum >= SURE && other.undecided.is_none()) {
            (said, reason) = (other, why);
        }
    }
    if said.category == Some("NAME")
        && matches!(field.kind, Kind::Number | Kind::Calc | Kind::Date | Kind::Time | Kind::Datetime)
    {
        said.sum -= NO_NAME;
    }
    if said.undecided.is_none() && said.sum <= 0 && matches!(field.protocol.as_deref(), Some("CALL" | "MAIL")) {
        said.undecided = Some(Undecided::Contact);
    }
    Judged { field, said, reason, chosen: choices::set_of(&field.options) }
}

/// With the form around it. What no form decides is not decided by the words 備考 or 区分 either.
fn in_company(one: &Judged<'_>, around: &Surroundings) -> Option<Classified> {
    let said = &one.said;
    // In a list of shops 名前 is that of the shop.
    let thing = bare_name(one) && around.people == 0 && around.organisations > 0;
    let sum = match said.undecided.or(thing.then_some(Undecided::Contact)) {
        Some(Undecided::Contact) => around.contact(),
        Some(Undecided::Other) if said.sum > 0 => around.shift,
        Some(Undecided::Other) => said.sum + around.shift.min(0),
        None => said.sum + around.shift,
    };
    let confidence = match sum {
        SURE.. => Confidence::High,
        1.. => Confidence::Medium,
        LOW.. => Confidence::Low,
        _ => return by_choices(one),
    };
    let reason = match (&one.reason, said.undecided, said.sum) {
        (Reason::Label(term), None, 1..) => Reason::Label(term.clone()),
        (Reason::Label(_), ..) => Reason::Company(around.beside.clone()),
        (other, ..) => other.clone(),
    };
    // On a check-up form the weight is a result, and so is what only the form makes personal.
    let result = around.health && (matches!(reason, Reason::Company(_)) || said.category == Some("PHYSICAL"));
    let class = if result && said.class == Class::Ordinary { Class::SpecialCare } else { said.class };
    let by_label = Classified { category: said.category, ..classified(one.field, class, confidence, reason) };
    match by_choices(one) {
        // The surer of the two; the graver where both are as sure.
        Some(other) if (other.confidence, other.class) > (by_label.confidence, by_label.class) => Some(other),
        _ => Some(by_label),
    }
}

fn by_choices(one: &Judged<'_>) -> Option<Classified> {
    let chosen = one.chosen?;
    let few = one.field.options.iter().take(2).cloned().collect();
    let by_choices = classified(one.field, words::class(chosen.category), chosen.confidence, Reason::Choices(few));
    Some(Classified { category: Some(chosen.category), ..by_choices })
}

/// What the rest of the form says.
struct Surroundings {
    /// For or against every field: the share of fields about a person among those that can be told alone.
    shift: i32,
    /// Fields that speak of a person and of nothing else.
    people: usize,
    /// Names of posts.
    posts: usize,
    /// Words of organisations and places.
    organisations: usize,
    /// Whether half of what it says of a person is special-care information.
    health: bool,
    /// The field that speaks of a person most plainly.
    beside: String,
}

impl Surroundings {
    fn of<'a>(classifier: &Classifier, judged: impl Iterator<Item = &'a Judged<'a>> + Clone, app: &str) -> Self {
        let told: Vec<&Judged<'_>> = judged.clone().filter(|one| one.said.undecided.is_none()).collect();
        let name = classifier.said(app).sum;
        let count = |some: usize| i32::try_from(some).unwrap_or(i32::MAX / 200);
        let people = count(told.iter().filter(|one| one.said.sum > 0).count()) + NAME * i32::from(name > 0);
        let share = 100 * people / (count(told.len()) + NAME).max(1);
        let witnesses: Vec<&Judged<'_>> =
            told.iter().filter(|one| one.said.sum > 0 && witness(&one.said)).copied().collect();
        let posts = witnesses.iter().filter(|one| post(one)).count();
        let personal = told.iter().filter(|one| one.said.sum > 0);
        let special = personal.clone().filter(|one| one.said.class == Class::SpecialCare).count();
        let plainest = witnesses.iter().chain(&told).max_by_key(|one| (witness(&one.said), one.said.sum));
        Self {
            shift: (SLOPE * (share - CENTRE) / 100).clamp(-MOST, MOST),
            people: witnesses.len() - posts,
            posts,
            organisations: organisations(judged, app),
            health: special >= 3 && special * 2 >= personal.count(),
            beside: plainest.map(|one| one.field.label.clone()).unwrap_or_default(),
        }
    }

    /// For an address or a telephone: whose is it?
    fn contact(&self) -> i32 {
        match (self.people, self.posts, self.organisations) {
            (2.., _, 0) => SURE.max(self.shift),
            (1.., _, 0) => SURE.min(SURE / 2 + self.shift.max(0)),
            (people, _, organisations) if people > organisations => SURE / 2,
            (_, 1.., 0) => SURE / 2,
            (0, 0, 0) => self.shift,
            _ => self.shift.min(0) + LOW,
        }
    }
}

/// Whether a field speaks of a person so plainly that addresses near it are about that person, too.
fn witness(said: &Said) -> bool {
    matches!(
        said.category,
        Some("NAME" | "BIRTH" | "SEX" | "AGE" | "FAMILY" | "RESIDENT" | "MYNUMBER" | "ID_RESIDENT" | "ID_INTERNAL")
    )
}

/// Whether a field says no more than that something has a name.
fn bare_name(one: &Judged<'_>) -> bool {
    matches!(one.field.label.as_str(), "名前" | "名")
}

/// Whether a field names a post, or something that has a name.
fn post(one: &Judged<'_>) -> bool {
    let label = fold::label(&one.field.label);
    one.said.category == Some("NAME") && (bare_name(one) || POSTS.iter().any(|post| holds(&label, post)))
}

/// How many words of organisations and places a form holds.
fn organisations<'a>(judged: impl Iterator<Item = &'a Judged<'a>>, app: &str) -> usize {
    let list = |kind: &str| {
        let lines = ORGANISATIONS.lines().filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(' '));
        lines.flat_map(|line| line.split(' ')).map(fold::label).collect::<Vec<_>>()
    };
    let words = list("LABEL");
    let labels = judged.map(|one| fold::label(&one.field.label));
    let in_labels = labels.filter(|label| words.iter().any(|word| holds(label, word))).count();
    let mut name = fold::label(app);
    for word in list("LIST") {
        if let Some(head) = name.strip_suffix(word.as_str()) {
            name.truncate(head.len());
        }
    }
    in_labels + usize::from(list("APP").iter().any(|word| name.ends_with(word.as_str())))
}

/// What was decided of a field, and by whom.
type Ruled = (Option<Class>, Reason);

fn decided(field: &Field, decisions: &[Decision]) -> Option<Ruled> {
    let decision = decisions.iter().find(|one| one.code == field.code && one.label == field.label)?;
    Some((decision.class, Reason::Decided))
}

/// The words of the office, folded, the longest first.
struct Office(Vec<(String, Option<Class>)>);

impl Office {
    fn of(words: &OfficeWords) -> Self {
        let personal = words.personal.iter().map(|word| (fold::label(&word.word), Some(word.class)));
        let other = words.not_personal.iter().map(|label| (fold::label(label), None));
        Self(personal.chain(other).filter(|(word, _)| !word.is_empty()).collect())
    }

    fn ruled(&self, field: &Field) -> Option<Ruled> {
        let label = fold::label(&field.label);
        let fits = |(word, class): &&(String, Option<Class>)| match class {
            Some(_) => holds(&label, word),
            None => label == *word,
        };
        let (word, class) = self.0.iter().filter(fits).max_by_key(|(word, _)| word.len())?;
        Some((*class, Reason::Office(word.clone())))
    }
}

/// A calculation is about whoever its inputs are about: it takes over the gravest class among them.
fn inherit(fields: &[Field], ruled: &[Option<Ruled>], verdicts: &mut [Option<Classified>]) {
    let places: Sorted<&str, usize> = fields.iter().enumerate().map(|(at, field)| (field.code.as_str(), at)).collect();
    let sure = |verdict: &Option<Classified>| verdict.as_ref().is_some_and(Classified::sure);
    // Calculations stand on calculations: until nothing is added.
    loop {
        let mut added = false;
        for (at, field) in fields.iter().enumerate().filter(|(_, field)| !field.inputs.is_empty()) {
            if verdicts.get(at).is_none_or(sure) || ruled.get(at).is_none_or(Option::is_some) {
                continue;
            }
            let inputs = field.inputs.iter().filter_map(|code| verdicts.get(*places.get(code.as_str())?));
            let Some(gravest) = inputs.filter(|one| sure(one)).flatten().max_by_key(|one| one.class) else { continue };
            let why = Reason::ComputedFrom(gravest.label.clone());
            let category = gravest.category;
            let heir = Classified { category, ..classified(field, gravest.class, Confidence::Medium, why) };
            if let Some(verdict) = verdicts.get_mut(at) {
                *verdict = Some(heir);
                added = true;
            }
        }
        if !added {
            return;
        }
    }
}

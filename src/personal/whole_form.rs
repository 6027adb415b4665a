//! A whole form judged at once: every label by the learnt tables, then by the company it keeps.
//!
//! Measured by `cargo run --release --example labels`. The inspection still asks `labels::classify`: the reports that it
//! changes are to be read before it takes its place.

use super::label::Label;
use super::labels::Classified;
use super::scorer::{PERSONAL, SPECIAL};
use super::words;
use super::{Class, Confidence};
use crate::kintone::field::{Field, Kind};
use crate::text::fold;

/// From where on a sum counts, in the units of the learnt table; between them a person decides. Measured:
/// `docs/accuracy.md`.
const HIGH: i32 = 24;
const LOW: i32 = -16;
/// The share of fields about people, of a hundred, at which a form speaks neither for nor against its fields.
const CENTRE: i32 = 40;
/// How much each hundredth above or below it weighs, in hundredths of a unit of the table.
const SLOPE: i32 = 130;
/// The most that a form can add or take away.
const MOST: i32 = 40;
/// What a name on the form adds to addresses and numbers that could be anybody's.
const NAMED: i32 = 12;
/// As how many fields the name of the app counts.
const NAME: i32 = 2;

/// What one label says, alone.
#[derive(Clone, Debug)]
pub struct Said {
    /// How surely it is about a person, in the units of the learnt table: 0 is the line.
    pub sum: i32,
    /// The category of the lexicon, where it has a word for it.
    pub category: Option<&'static str>,
    /// The legal class, if it is about a person.
    pub class: Class,
    /// What told, as it stands in the lexicon or in the label.
    pub term: String,
    /// Whether nobody can tell without the form: 住所 may be a person's or a building's.
    pub undecided: bool,
}

/// Labels that nobody can decide without the form around them.
const UNDECIDED: &str = include_str!("corpus/undecided.txt");

/// Judges a label without its form.
pub fn said(label: &str) -> Said {
    let label = Label::new(label);
    let found = words::longest(&label, false);
    let sum = PERSONAL.sum(&label, found.as_ref());
    let by_word = found.map(|found| words::class(found.category));
    let class = match by_word {
        Some(class @ (Class::MyNumber | Class::Code)) => class,
        // A plain word for something else takes more to be overruled.
        Some(Class::Ordinary) if SPECIAL.sum(&label, found.as_ref()) <= HIGH => Class::Ordinary,
        _ if SPECIAL.sum(&label, found.as_ref()) > 0 => Class::SpecialCare,
        _ => Class::Ordinary,
    };
    let term = found.map(|found| found.term.to_owned()).or_else(|| PERSONAL.heaviest(&label)).unwrap_or_default();
    let bare = label.text.trim_end_matches(|c: char| c.is_ascii_digit());
    let undecided = UNDECIDED.lines().last().unwrap_or_default().split(' ').any(|word| fold::label(word) == bare);
    Said { sum, category: found.map(|found| found.category), class, term, undecided }
}

/// Classifies the fields of a form, the name of its app beside them. Fields that kintone fills with staff (作成者,
/// ユーザー選択) do not count.
pub fn classify(fields: &[Field], app: &str) -> Vec<Classified> {
    let judged: Vec<(&Field, Said)> = fields
        .iter()
        .filter(|field| !field.kind.staff() && !field.kind.empty() && !field.kind.kept_by_kintone())
        .filter(|field| field.kind != Kind::Subtable)
        .map(|field| (field, said(&field.label)))
        .collect();
    let shift = surroundings(&judged, app);
    let named = judged.iter().any(|(_, said)| said.sum >= HIGH && said.category == Some("NAME") && !said.undecided);
    judged
        .into_iter()
        .filter_map(|(field, said)| {
            // What no form decides is not decided by the words 備考 or 区分 either.
            let sum = match said.undecided {
                true if said.sum > 0 => shift + if named { NAMED } else { 0 },
                true => said.sum + shift.min(0),
                false => said.sum + shift,
            };
            let confidence = match sum {
                HIGH.. => Confidence::High,
                1.. => Confidence::Medium,
                LOW.. => Confidence::Low,
                _ => return None,
            };
            Some(Classified {
                code: field.code.clone(),
                table: field.table.clone(),
                label: field.label.clone(),
                class: said.class,
                confidence,
                term: said.term,
            })
        })
        .collect()
}

/// What the rest of the form says for or against a field: the share of fields about a person among those that can be
/// told alone, the name of the app counted with them.
fn surroundings(judged: &[(&Field, Said)], app: &str) -> i32 {
    let told: Vec<i32> = judged.iter().filter(|(_, said)| !said.undecided).map(|(_, said)| said.sum).collect();
    let name = said(app).sum;
    let people =
        i32::try_from(told.iter().filter(|sum| **sum > 0).count()).unwrap_or_default() + NAME * i32::from(name > 0);
    let all = i32::try_from(told.len()).unwrap_or_default() + NAME;
    let share = 100 * people / all.max(1);
    (SLOPE * (share - CENTRE) / 100).clamp(-MOST, MOST)
}

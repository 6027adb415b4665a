//! Learns what the pieces of labels weigh: a linear support vector machine with hinge loss, by dual coordinate descent
//! (Hsieh et al., 2008). Sums and products only, in a fixed order, so that it comes out the same everywhere.
//!
//! Nothing that ships calls it: the tables are committed, and a test compares them with what this makes of the data.

use std::collections::BTreeMap;

use super::label::Label;
use super::scorer::Table;
use super::scorer::pieces;
use super::words::Lexicon;
use crate::kintone::field::{Field, Kind};

/// A label whose answer is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// As it stands on the form.
    pub label: String,
    /// A category of the lexicon; `NEG…` where no person is spoken of.
    pub category: String,
    /// Whose form it stands on. What comes from one source is alike.
    pub source: String,
}

impl Example {
    /// Whether it holds information about a person.
    pub fn personal(&self) -> bool {
        !self.category.starts_with("NEG")
    }

    /// Whether what it holds may be special-care information.
    pub fn special(&self) -> bool {
        self.category.starts_with("S_")
    }

    /// Whether nobody can tell from the label alone.
    pub fn undecided(&self) -> bool {
        self.category.starts_with("NEG_CONTEXT") || self.category == "UNDECIDED"
    }
}

/// Reads a corpus of ours: a line is a category and its labels, with spaces between; `#` begins a remark.
pub fn corpus(text: &str) -> Vec<Example> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| {
            let mut words = line.split_whitespace();
            let category = words.next().unwrap_or_default();
            words.map(|label| Example { label: label.to_owned(), category: category.to_owned(), source: String::new() })
        })
        .collect()
}

/// Reads a table of labels: label, category and source with tabs between, below a head line.
pub fn labelled(text: &str) -> Vec<Example> {
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let (label, category) = (cells.next()?, cells.next()?);
        Some(Example {
            label: label.to_owned(),
            category: category.to_owned(),
            source: source(cells.next().unwrap_or_default()),
        })
    });
    rows.collect()
}

/// A form whose answers are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The name of its app.
    pub app: String,
    /// Its fields; their codes are their numbers, since sources seldom tell codes.
    pub fields: Vec<Field>,
    /// What is known of each field.
    pub answers: Vec<Answer>,
}

/// What is known of one field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// A category of the lexicon.
    pub category: String,
    /// Whether it is personal on this form; none when nobody can tell.
    pub personal: Option<bool>,
    /// Whether only the form tells.
    pub by_form: bool,
}

/// Reads whole forms, a line of JSON each: `app` and `fields` with `label`, `type`, `category`, `pii`, `options`, `note`.
///
/// # Errors
/// The line that is no form, by its number, and why.
pub fn answered(text: &str) -> Result<Vec<Answered>, (usize, serde_json::Error)> {
    #[derive(serde::Deserialize)]
    struct Form {
        app: String,
        fields: Vec<Told>,
    }
    #[derive(serde::Deserialize)]
    struct Told {
        label: String,
        #[serde(rename = "type", default)]
        kind: Option<Kind>,
        category: String,
        pii: Option<bool>,
        #[serde(default)]
        options: Vec<String>,
        #[serde(default)]
        note: String,
    }
    let mut out = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let form: Form = serde_json::from_str(line).map_err(|error| (at + 1, error))?;
        let mut answered = Answered { app: form.app, fields: Vec::new(), answers: Vec::new() };
        for (at, told) in form.fields.into_iter().enumerate() {
            answered.fields.push(Field {
                code: at.to_string(),
                label: told.label,
                kind: told.kind.unwrap_or(Kind::SingleLineText),
                table: None,
                options: told.options,
                protocol: None,
                copied_from: None,
                inputs: Vec::new(),
                elsewhere: None,
            });
            let by_form = told.note.starts_with("AMBIGUOUS");
            answered.answers.push(Answer { category: told.category, personal: told.pii, by_form });
        }
        out.push(answered);
    }
    Ok(out)
}

/// The fields of forms that can be told from their labels, with the form as their source.
pub fn told(forms: &[Answered]) -> Vec<Example> {
    let fields = forms.iter().flat_map(|form| form.fields.iter().zip(&form.answers).map(move |pair| (form, pair)));
    // What is personal in its form only teaches nothing about the label.
    let told = fields.filter(|(_, (_, answer))| answer.personal.is_some() && !answer.by_form);
    told.map(|(form, (field, answer))| Example {
        label: field.label.clone(),
        category: answer.category.clone(),
        source: form.app.clone(),
    })
    .collect()
}

/// The form behind a reference: what names a single field of it (`id=`, `key=`, `field=`) goes.
fn source(reference: &str) -> String {
    let end =
        [" id=", " key=", " entity="].iter().filter_map(|word| reference.find(word)).min().unwrap_or(reference.len());
    reference.get(..end).unwrap_or_default().split([' ', '(']).next().unwrap_or_default().to_owned()
}

/// A learnt table, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learnt {
    /// What is added to every sum.
    pub bias: i32,
    /// Pieces (kind and text) and their weights, by key.
    pub weights: BTreeMap<u32, (String, i8)>,
}

/// What the committed tables are learnt from, beside the labels of published forms.
pub const CORPUS: [&str; 3] =
    [include_str!("corpus/person.txt"), include_str!("corpus/health.txt"), include_str!("corpus/other.txt")];
/// How many pieces the committed tables keep, as many as the console has room for: whether a label is about a person,
/// and whether it is about health, crime, belief or descent.
pub const PIECES: usize = 5_000;
/// See [`PIECES`].
pub const SPECIAL_PIECES: usize = 1_500;

/// Largest weight of a piece before rounding that still fits: units of one are 1/`SCALE`.
const SCALE: f64 = 32.0;
/// How often the examples are gone through.
const ROUNDS: usize = 30;
/// How dear a wrong answer is beside large weights: to miss, and, dearer, to hold something for personal that is not. There
/// are more of those in a city's apps than in the labels at hand.
const COST: f64 = 0.1;
const COST_WRONG: f64 = 0.12;

/// The keys of a label's pieces.
pub type Row = Vec<u32>;

/// Labels taken apart, and what their pieces are called.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// In the order of the examples.
    pub rows: Vec<Row>,
    names: BTreeMap<u32, String>,
}

/// Takes labels apart.
pub fn take_apart(examples: &[Example]) -> Rows {
    let lexicon = Lexicon::new();
    let mut all = Rows::default();
    for example in examples {
        let label = Label::new(&example.label);
        let found = lexicon.longest(&label, false);
        let mut keys = Vec::new();
        pieces(&label, found.as_ref(), |piece| {
            all.names.entry(piece.key()).or_insert_with(|| piece.name());
            keys.push(piece.key());
        });
        all.rows.push(keys);
    }
    all
}

/// Learns the answers that `answer` gives to rows by their number, without those that it gives none to; keeps the `most`
/// heaviest pieces.
pub fn learn(all: &Rows, answer: impl Fn(usize) -> Option<bool>, most: usize) -> Learnt {
    let rows: Vec<(&[u32], bool)> =
        all.rows.iter().enumerate().filter_map(|(at, row)| Some((row.as_slice(), answer(at)?))).collect();
    let mut count: BTreeMap<u32, u32> = BTreeMap::new();
    for key in rows.iter().flat_map(|(keys, _)| *keys) {
        *count.entry(*key).or_default() += 1;
    }
    // A piece that stands in one label only teaches nothing about others.
    let known: Vec<u32> = count.into_iter().filter(|(_, times)| *times > 1).map(|(key, _)| key).collect();
    let first = descend(&rows, &known);
    let weighed = known.iter().zip(&first.0).map(|(key, weight)| (weight.abs(), *key));
    let mut heavy: Vec<(f64, u32)> = weighed.filter(|(weight, _)| *weight > 0.0).collect();
    heavy.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<u32> = heavy.into_iter().take(most).map(|(_, key)| key).collect();
    kept.sort_unstable();
    let (weights, bias) = descend(&rows, &kept);
    let weights = kept.into_iter().zip(weights).filter_map(|(key, weight)| {
        let weight = rounded(weight).clamp(-127, 127);
        let name = all.names.get(&key)?.clone();
        (weight != 0).then_some((key, (name, i8::try_from(weight).unwrap_or_default())))
    });
    Learnt { bias: rounded(bias), weights: weights.collect() }
}

impl Learnt {
    /// As the classifier reads it.
    pub fn table(&self) -> Table {
        Table { pieces: self.weights.iter().map(|(key, (_, weight))| (*key, *weight)).collect(), bias: self.bias }
    }

    /// The sum for a label that was taken apart.
    pub fn sum(&self, row: &Row) -> i32 {
        let weights = row.iter().filter_map(|key| self.weights.get(key));
        self.bias + weights.map(|(_, weight)| i32::from(*weight)).sum::<i32>()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "sums of a few thousand pieces, none above 100")]
fn rounded(weight: f64) -> i32 {
    (weight * SCALE).round() as i32
}

/// Weights of the known pieces, in their order, and the bias.
fn descend(rows: &[(&[u32], bool)], known: &[u32]) -> (Vec<f64>, f64) {
    // Each row as places in `known`; the bias is a piece that every label has.
    let rows: Vec<(Vec<usize>, f64)> = rows
        .iter()
        .map(|(keys, yes)| {
            let places = keys.iter().filter_map(|key| known.binary_search(key).ok()).collect();
            (places, if *yes { 1.0 } else { -1.0 })
        })
        .collect();
    let mut weights = vec![0.0; known.len()];
    let mut bias = 0.0;
    let mut dual = vec![0.0; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut random);
        for at in &order {
            let (Some((places, side)), Some(alpha)) = (rows.get(*at), dual.get_mut(*at)) else { continue };
            let sum: f64 = bias + places.iter().filter_map(|place| weights.get(*place)).sum::<f64>();
            let norm = 1.0 + places.iter().map(|_| 1.0).sum::<f64>();
            let moved = (*alpha - (side * sum - 1.0) / norm).clamp(0.0, if *side > 0.0 { COST } else { COST_WRONG });
            let step = (moved - *alpha) * side;
            *alpha = moved;
            if step != 0.0 {
                bias += step;
                for place in places {
                    if let Some(weight) = weights.get_mut(*place) {
                        *weight += step;
                    }
                }
            }
        }
    }
    (weights, bias)
}

/// Fisher and Yates, with xorshift.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let other = usize::try_from(*random % (at as u64 + 1)).unwrap_or_default();
        order.swap(at, other);
    }
}

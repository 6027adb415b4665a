//! Which fields hold personal information: by label, then by code, with the other fields of the form as witnesses.

use serde::{Deserialize, Serialize};

use super::lexicon::{EXCLUSIONS, TERMS, VETOES};
use super::{Class, Confidence};
use crate::kintone::field::{Field, Kind};
use crate::text::fold;

/// What was found about one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classified {
    /// The field code.
    pub code: String,
    /// The table that it is a column of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The label people see.
    pub label: String,
    /// Its legal class.
    pub class: Class,
    /// How sure.
    pub confidence: Confidence,
    /// The word that told, as it stands in the lexicon.
    pub term: String,
}

/// How much one entry of the lexicon says by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Strong,
    Medium,
    Weak,
}

/// One entry of the lexicon: a term, and what its line says of all terms in it.
#[derive(Clone, Copy)]
struct Entry<'a> {
    term: &'a str,
    category: &'a str,
    strength: Strength,
    mode: &'a str,
    exclusions: &'a str,
}

fn entries() -> impl Iterator<Item = Entry<'static>> {
    let line = |line: &'static str| {
        let mut parts = line.split(' ');
        let all = Entry {
            term: "",
            category: parts.next()?,
            strength: match parts.next()? {
                "s" => Strength::Strong,
                "m" => Strength::Medium,
                _ => Strength::Weak,
            },
            mode: parts.next()?,
            exclusions: EXCLUSIONS.get(parts.next()?.parse::<usize>().ok()?)?,
        };
        Some(parts.map(move |term| Entry { term, ..all }))
    };
    TERMS.lines().filter_map(line).flatten()
}

/// The legal class of a category of the lexicon (`personal-information.md` §1).
fn class(category: &str) -> Class {
    match category {
        "MYNUMBER" => Class::MyNumber,
        _ if category.starts_with("S_") => Class::SpecialCare,
        _ if category.starts_with("ID_CODE_") => Class::Code,
        _ => Class::Ordinary,
    }
}

/// Whether a category speaks of a person so plainly that its neighbours are about that person, too.
fn witness(category: &str) -> bool {
    matches!(category, "NAME" | "BIRTH" | "SEX" | "AGE" | "FAMILY" | "RESIDENT")
}

/// Classifies the fields of a form. Fields that kintone fills with staff (作成者, ユーザー選択) do not count.
pub fn classify(fields: &[Field]) -> Vec<Classified> {
    let found: Vec<(&Field, Entry<'static>)> = fields
        .iter()
        .filter(|field| !field.kind.staff() && !field.kind.empty() && field.kind != Kind::Subtable)
        .filter_map(|field| Some((field, best(&field.label, &field.code)?)))
        .collect();
    let person = found.iter().any(|(_, entry)| entry.strength == Strength::Strong && witness(entry.category));
    found
        .into_iter()
        .filter_map(|(field, entry)| {
            let confidence = match (entry.strength, person) {
                (Strength::Strong, _) => Confidence::High,
                (Strength::Medium, true) => Confidence::Medium,
                (Strength::Medium, false) | (Strength::Weak, true) => Confidence::Low,
                (Strength::Weak, false) => return None,
            };
            Some(Classified {
                code: field.code.clone(),
                table: field.table.clone(),
                label: field.label.clone(),
                class: class(entry.category),
                confidence,
                term: entry.term.to_owned(),
            })
        })
        .collect()
}

/// The longest entry that stands in the label, or else in the code.
fn best(label: &str, code: &str) -> Option<Entry<'static>> {
    let label = bare(&fold::label(label));
    let code = fold::label(code);
    longest(&label, None).or_else(|| if code == label { None } else { longest(&bare(&code), Some(&code)) })
}

/// Without enumerators and marks: `(1)氏名※必須` is 氏名.
fn bare(label: &str) -> String {
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '.' | '-' | ':'));
    let mut out = label.replace("必須", "").replace("任意", "");
    out.retain(|c| !matches!(c, '*' | '※' | '【' | '】' | '[' | ']'));
    out
}

fn longest(label: &str, code: Option<&str>) -> Option<Entry<'static>> {
    if VETOES.lines().any(|veto| veto == label) {
        return None;
    }
    let segments: Vec<&str> =
        label.split(['_', '(', ')', ':', '/', '・', '「', '」', ',']).filter(|segment| !segment.is_empty()).collect();
    let tokens = code.unwrap_or(label);
    let found = entries()
        .filter(|entry| match entry.mode {
            "e" => label == entry.term || segments.contains(&entry.term),
            "k" => tokens.split(['_', '-', '.']).any(|token| token == entry.term),
            _ => label.contains(entry.term),
        })
        .filter(|entry| !entry.exclusions.split(',').any(|word| !word.is_empty() && label.contains(word)))
        .max_by_key(|entry| (entry.term.len(), entry.term))?;
    // A longer veto inside the label wins: 団体名フリガナ is not a person's.
    let vetoed =
        VETOES.lines().any(|veto| veto.len() > found.term.len() && label.contains(veto) && veto.contains(found.term));
    if vetoed { None } else { Some(found) }
}

/// The words that make a number near them a My Number, folded.
const MY_NUMBER: [&str; 5] = ["マイナンバー", "個人番号", "まいなんばー", "mynumber", "my_number"];

/// Whether a text speaks of the My Number: as label of a field, or beside a number.
pub fn speaks_of_my_number(text: &str) -> bool {
    let folded = fold::label(text);
    MY_NUMBER.iter().any(|word| folded.contains(word)) && !folded.contains("職員個人番号")
}

/// Whether a field was made to hold the My Number itself. 「マイナンバーカードの有無」 was not.
pub fn holds_my_number(label: &str, code: &str) -> bool {
    [label, code].into_iter().any(|text| {
        let folded = bare(&fold::label(text));
        let not = ["有無", "カード", "確認", "提示", "同意", "交付", "申請", "職員"];
        MY_NUMBER.iter().any(|word| folded.contains(word)) && !not.iter().any(|word| folded.contains(word))
    })
}

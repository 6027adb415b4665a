//! Names as templates: `【{課名}】{業務名}`. A template can be matched in linear time, and can propose a name.

use crate::text::{Text, fold};

/// What a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    /// `{課名}`: a department of the organisation.
    Department,
    /// `{業務名}`: what the app is for, in free words.
    Subject,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Slot(Slot),
}

/// A template for names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

/// kintone's limit for an app name, in characters.
pub const LONGEST_NAME: usize = 64;

/// Why a name does not follow a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A fixed part, such as `【`, is not where it should be.
    Shape,
    /// The department is not one of the organisation.
    Department,
    /// The subject is missing or too short.
    Subject,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When a brace does not close, a placeholder is unknown, or two free placeholders touch so that nobody could tell
    /// where one ends.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (literal, tail) = rest.split_at(open);
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            let close =
                tail.find('}').ok_or(crate::text!(ja: "「{」が閉じていません", en: "a brace does not close"))?;
            let slot = match tail.get(1..close).unwrap_or_default() {
                "課名" | "department" => Slot::Department,
                "業務名" | "subject" => Slot::Subject,
                _ => return Err(crate::text!(ja: "知らない差し込みです", en: "unknown placeholder")),
            };
            if matches!(pieces.last(), Some(Piece::Slot(Slot::Subject))) {
                return Err(
                    crate::text!(ja: "差し込みの間に区切りが要ります", en: "placeholders need something between them"),
                );
            }
            pieces.push(Piece::Slot(slot));
            rest = tail.get(close + 1..).unwrap_or_default();
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        Ok(Self { pieces })
    }

    /// Checks a name. `departments` are the names that count; `least` is the shortest subject, in characters.
    ///
    /// # Errors
    /// The first thing that does not fit, from the left.
    pub fn check(&self, name: &str, departments: &[&str], least: usize) -> Result<(), Fault> {
        let mut rest = name;
        for (index, piece) in self.pieces.iter().enumerate() {
            rest = match piece {
                Piece::Literal(literal) => rest.strip_prefix(literal.as_str()).ok_or(Fault::Shape)?,
                Piece::Slot(slot) => {
                    let end = match self.pieces.get(index + 1) {
                        Some(Piece::Literal(next)) => rest.find(next.as_str()).ok_or(Fault::Shape)?,
                        Some(Piece::Slot(_)) => departments
                            .iter()
                            .filter(|department| rest.starts_with(**department))
                            .map(|department| department.len())
                            .max()
                            .ok_or(Fault::Department)?,
                        None => rest.len(),
                    };
                    let (value, tail) = rest.split_at(end);
                    match slot {
                        Slot::Department if !departments.contains(&value) => return Err(Fault::Department),
                        Slot::Subject if value.trim().chars().count() < least => return Err(Fault::Subject),
                        _ => tail,
                    }
                }
            };
        }
        if rest.is_empty() { Ok(()) } else { Err(Fault::Shape) }
    }

    /// A name that follows the template, made from a department and what is left of the old name.
    pub fn suggest(&self, name: &str, department: &str) -> String {
        let subject = subject(name, department);
        let fixed: usize = self
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(literal) => literal.chars().count(),
                Piece::Slot(Slot::Department) => department.chars().count(),
                Piece::Slot(Slot::Subject) => 0,
            })
            .sum();
        let subject: String = subject.chars().take(LONGEST_NAME.saturating_sub(fixed)).collect();
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(literal) => literal.as_str(),
                Piece::Slot(Slot::Department) => department,
                Piece::Slot(Slot::Subject) => &subject,
            })
            .collect()
    }
}

/// What an app is for: its name without tags in brackets at the head, without the department, without loose marks.
fn subject(name: &str, department: &str) -> String {
    let name: String = name.chars().map(fold_mark).collect();
    let mut rest = name.trim();
    loop {
        let before = rest;
        for (open, close) in [('【', '】'), ('[', ']'), ('(', ')'), ('〔', '〕')] {
            if let Some((_, tail)) = rest.strip_prefix(open).and_then(|tail| tail.split_once(close))
                && !tail.trim().is_empty()
            {
                rest = tail.trim();
            }
        }
        if let Some(tail) = rest.strip_prefix(department) {
            rest = tail.trim_start_matches(['_', '-', '・', ':', ' ', 'の', '/']);
        }
        if rest == before {
            return if rest.is_empty() { name.trim().to_owned() } else { rest.to_owned() };
        }
    }
}

/// Full-width brackets and spaces as half-width ones, other characters as they are: a name keeps its letters.
fn fold_mark(c: char) -> char {
    match fold::width(c) {
        mark @ ('(' | ')' | '[' | ']' | ' ') => mark,
        _ => c,
    }
}

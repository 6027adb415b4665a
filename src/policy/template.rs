//! Names as templates: `【{課名}】{業務名}`. A template is matched without backtracking, and can
//! propose a name.

use crate::text::search::holds;
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
        while let Some((literal, tail)) = rest.find('{').and_then(|open| rest.split_at_checked(open)) {
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
    /// The first piece that does not fit, from the left.
    pub fn check(&self, name: &str, departments: &[&str], least: usize) -> Result<(), Fault> {
        // Every place where the pieces so far may end: a subject may hold what also comes after it.
        let mut ends = vec![0];
        let mut before: Option<&Piece> = None;
        for piece in &self.pieces {
            let tail = |at: &usize| name.get(*at..).unwrap_or_default();
            let next: Vec<usize> = match piece {
                Piece::Literal(literal) => {
                    let fits = |at: &&usize| tail(at).starts_with(literal.as_str());
                    ends.iter().filter(fits).map(|at| at + literal.len()).collect()
                }
                Piece::Slot(Slot::Department) => {
                    let mut next = Vec::new();
                    for at in &ends {
                        for one in departments.iter().filter(|one| tail(at).starts_with(**one)) {
                            // Two ways to one place are one.
                            if !next.contains(&(at + one.len())) {
                                next.push(at + one.len());
                            }
                        }
                    }
                    next
                }
                Piece::Slot(Slot::Subject) => subject_ends(name, ends.iter().min().copied().unwrap_or(0), least),
            };
            if next.is_empty() {
                return Err(match (before, piece) {
                    (_, Piece::Slot(Slot::Subject)) => Fault::Subject,
                    (_, Piece::Slot(Slot::Department)) => Fault::Department,
                    // 「総務課分室」 is another department, not a missing bracket after 総務課.
                    (Some(Piece::Slot(Slot::Department)), Piece::Literal(literal))
                        if ends.iter().any(|at| holds(tail(at), literal)) =>
                    {
                        Fault::Department
                    }
                    (_, Piece::Literal(_)) => Fault::Shape,
                });
            }
            ends = next;
            before = Some(piece);
        }
        if ends.contains(&name.len()) { Ok(()) } else { Err(Fault::Shape) }
    }

    /// The fewest characters of a name that follows it.
    pub fn least(&self) -> usize {
        let fewest = |piece: &Piece| match piece {
            Piece::Literal(literal) => literal.chars().count(),
            Piece::Slot(_) => 1,
        };
        self.pieces.iter().map(fewest).sum()
    }

    /// A name made from a department and what is left of the old name, cut so that kintone takes it; none when the
    /// fixed parts and the department alone are too long.
    pub fn suggest(&self, name: &str, department: &str) -> Option<String> {
        let subject = subject(name, department);
        let (mut fixed, mut slots) = (0, 0);
        for piece in &self.pieces {
            match piece {
                Piece::Literal(literal) => fixed += literal.chars().count(),
                Piece::Slot(Slot::Department) => fixed += department.chars().count(),
                Piece::Slot(Slot::Subject) => slots += 1,
            }
        }
        let left = LONGEST_NAME.checked_sub(fixed)?;
        let subject: String = subject.chars().take(left / slots.max(1)).collect();
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Literal(literal) => literal.as_str(),
            Piece::Slot(Slot::Department) => department,
            Piece::Slot(Slot::Subject) => subject.trim_end(),
        });
        Some(pieces.collect())
    }
}

/// Every place where a subject that starts at `from` is long enough and may end.
fn subject_ends(name: &str, from: usize, least: usize) -> Vec<usize> {
    let rest = name.get(from..).unwrap_or_default();
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    let enough = ends.filter(|end| rest.get(..*end).unwrap_or_default().trim().chars().count() >= least);
    enough.map(|end| from + end).collect()
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

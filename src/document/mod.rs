//! 文書: the policy as papers that people read and sign. All are Markdown, which reads as it stands.

pub mod comparison;
pub mod guideline;
pub mod printed;
pub mod schema;

use crate::text::{Lang, Text};

/// One cell of a table: on one line, and no bar in it begins another cell.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '|' => out.push('｜'),
            c => out.push(c),
        }
    }
    out
}

/// A table: its head, then its rows.
fn table(lang: Lang, head: &[Text], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(head.iter().map(|text| text.get(lang).to_owned()).collect());
    out.push_str(&line(vec!["---".to_owned(); head.len()]));
    for row in rows {
        out.push_str(&line(row.iter().map(|text| cell(text)).collect()));
    }
    out
}

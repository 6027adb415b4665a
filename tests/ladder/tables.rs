//! Generated files are what their data says. `UPDATE=1` rewrites them.

use std::fmt::Write;

use naiki::policy::built_in::BuiltIn;
use naiki::rules::ALL;
use naiki::seal::orders::Orders;
use naiki::text::fold;
use serde_json::Value;

#[test]
fn lexicon() {
    let json = std::fs::read_to_string(tests::root().join("src/personal/lexicon.json")).unwrap();
    let data: Value = serde_json::from_str(&json).unwrap();
    let mut groups: Vec<String> = Vec::new();
    let mut lines: Vec<String> = data["terms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|term| {
            let exclusions: Vec<String> =
                term["exclusions"].as_array().unwrap().iter().map(|word| fold::label(word.as_str().unwrap())).collect();
            let first = |key: &str| term[key].as_str().unwrap().chars().next().unwrap();
            let mode = match term["match"].as_str().unwrap() {
                "exact" => 'e',
                "code" => 'k',
                _ => 'c',
            };
            let list = exclusions.join(",");
            let group = groups.iter().position(|group| *group == list).unwrap_or_else(|| {
                groups.push(list);
                groups.len() - 1
            });
            let word = fold::label(term["term"].as_str().unwrap());
            format!("{word}|{}|{}|{mode}|{}", term["category"].as_str().unwrap(), first("strength"), group)
        })
        .collect();
    lines.sort();
    lines.dedup();
    let mut vetoes: Vec<String> =
        data["veto"].as_array().unwrap().iter().map(|veto| fold::label(veto["term"].as_str().unwrap())).collect();
    vetoes.sort();
    vetoes.dedup();
    let mut out =
        String::from("//! Generated from `lexicon.json` by the test `tables`; `UPDATE=1` rewrites it.\n//!\n");
    out.push_str(
        "//! A line: term, category, strength (strong, medium, weak), match (contains, exact, kode), and\n//! which of `EXCLUSIONS` holds the words that speak against it.\n\n",
    );
    writeln!(out, "pub(super) const TERMS: &str = \"\\\n{}\";\n", lines.join("\n")).unwrap();
    writeln!(out, "pub(super) const VETOES: &str = \"\\\n{}\";", vetoes.join("\n")).unwrap();
    let groups: Vec<String> = groups.iter().map(|group| format!("    \"{group}\",\n")).collect();
    writeln!(out, "\npub(super) const EXCLUSIONS: &[&str] = &[\n{}];", groups.concat()).unwrap();
    tests::generated("src/personal/lexicon.rs", &out);
}

#[test]
fn built_in_orders() {
    let policy = BuiltIn::Standard.policy(ALL).unwrap();
    let orders = serde_json::to_string(&Orders::compile(&policy)).unwrap();
    let text = format!(
        "//! Generated from `policy/standard.json` by the test `tables`; `UPDATE=1` rewrites it.\n\n/// The orders of the built-in policy, for apps without a seal.\npub const STANDARD: &str = r#\"{orders}\"#;\n"
    );
    tests::generated("src/seal/built_in.rs", &text);
}

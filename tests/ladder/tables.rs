//! Generated files are what their data says. `UPDATE=1` rewrites them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use naiki::policy::built_in::BuiltIn;
use naiki::rule::Reach;
use naiki::rules::ALL;
use naiki::seal::orders::Orders;
use naiki::text::fold;
use serde_json::Value;

#[test]
fn lexicon() {
    let json = std::fs::read_to_string(tests::root().join("src/personal/lexicon.json")).unwrap();
    let data: Value = serde_json::from_str(&json).unwrap();
    let mut groups: Vec<String> = Vec::new();
    let mut lines: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for term in data["terms"].as_array().unwrap() {
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
        let head = format!("{} {} {mode} {group}", term["category"].as_str().unwrap(), first("strength"));
        lines.entry(head).or_default().insert(fold::label(term["term"].as_str().unwrap()));
    }
    let lines: Vec<String> = lines
        .into_iter()
        .map(|(head, terms)| format!("{head} {}", terms.into_iter().collect::<Vec<_>>().join(" ")))
        .collect();
    let mut vetoes: Vec<String> =
        data["veto"].as_array().unwrap().iter().map(|veto| fold::label(veto["term"].as_str().unwrap())).collect();
    vetoes.sort();
    vetoes.dedup();
    let mut out =
        String::from("//! Generated from `lexicon.json` by the test `tables`; `UPDATE=1` rewrites it.\n//!\n");
    out.push_str(
        "//! A line: category, strength (strong, medium, weak), match (contains, exact, kode), which of\n//! `EXCLUSIONS` holds the words that speak against it, and the terms.\n\n",
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

#[test]
fn rule_index() {
    let mut out = String::from(
        "# 点検項目の一覧 / Index of rules\n\nGenerated from the rules by the test `tables`; `UPDATE=1` rewrites it.\n\n\
         | 項目 / rule | 重大度 / severity | 働く場所 / where | 番号 / code |\n|---|---|---|---|\n",
    );
    let folder = |id: &str| {
        let file = format!("{}.md", id.replace('-', "_"));
        let groups = std::fs::read_dir(tests::root().join("src/rules")).unwrap();
        let mut pages = groups.map(|group| group.unwrap().path().join(&file)).filter(|page| page.exists());
        let page = pages.next().unwrap_or_else(|| panic!("{id} has no page"));
        format!("../{}", page.strip_prefix(tests::root()).unwrap().display())
    };
    for rule in ALL {
        let place = match rule.reach {
            Reach::Inspection => "設定の点検 / settings",
            Reach::Entry => "入力時チェック / entry",
            Reach::Both => "両方 / both",
        };
        let severity = rule.severity.text();
        writeln!(
            out,
            "| [{}]({}) / {} | {} / {} | {place} | {} |",
            rule.title.ja,
            folder(rule.id),
            rule.title.en,
            severity.ja,
            severity.en,
            rule.code
        )
        .unwrap();
    }
    tests::generated("docs/rules.md", &out);
}

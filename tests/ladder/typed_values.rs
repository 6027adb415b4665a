//! What the guard refuses and tells of the values of `tests::values::typed`, under orders that refuse every kind. The record
//! screens are held to the same answers (`tests/e2e/accuracy.spec.mjs`).

use std::collections::BTreeMap;

use naiki::guard::{Guard, Labelled, Setting};
use naiki::personal::identifiers::{Context, Identifier};
use naiki::personal::labels::holds_my_number;
use serde_json::{Value, json};
use tests::entry::{self, Config};
use tests::values::{Place, Typed, UNNAMED, typed};

const TABLE: &str = "表";

/// Both rules that judge typed numbers, as strict as they can be.
fn orders() -> Value {
    let kinds: Vec<&str> = Identifier::ALL.map(Identifier::id).to_vec();
    let order = |rule: &str, words: Value| {
        json!({
            "rule": rule, "stage": "block", "from": "2026-04-01", "ja": "試験の内規 第1条", "en": "Test policy, Article 1",
            "over": "never", "words": words,
        })
    };
    let rules = [order("identifier-typed", json!({"kinds": kinds})), order("my-number-typed", json!({}))];
    json!({"policy": "test", "version": "1.0", "rules": rules})
}

/// A guard without a seal that obeys the published orders, as on the screens of an app that was never inspected.
fn guard() -> Guard {
    let setting = Setting { domain: "localhost".to_owned(), ..entry::setting(Some(Config::new()), "2026-11-24") };
    let mut guard = Guard::new(setting);
    let document = json!({"schema": 1, "domain": "localhost", "app": "32", "orders": orders()});
    assert_eq!(guard.publish(&document.to_string(), "32").version, "1.0", "the orders are obeyed");
    guard
}

/// Code and label of the columns of the table: one for each label.
fn columns(set: &[Typed]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for Typed { label, .. } in set {
        if out.iter().all(|(_, other)| other != label) {
            out.push((format!("column{}", out.len()), label.clone()));
        }
    }
    out
}

/// The guard of a form that has them all: where a value belongs is told by the form.
fn opened(columns: &[(String, String)]) -> Guard {
    let field = |code: &str, label: &str, kind: &str| Labelled {
        code: code.to_owned(),
        label: label.to_owned(),
        kind: kind.to_owned(),
        fixed: false,
    };
    let mut form = vec![field(TABLE, TABLE, "SUBTABLE")];
    form.extend(columns.iter().map(|(code, label)| field(code, label, "MULTI_LINE_TEXT")));
    let mut guard = guard();
    guard.form(form);
    guard.opened(&[]);
    guard
}

/// What the guard answers to one text in a row of the table: sentences at the cell, and sentences that are only told.
fn answer(guard: &Guard, columns: &[(String, String)], typed: &Typed) -> (Vec<String>, Vec<String>) {
    let (code, label) = columns.iter().find(|(_, label)| *label == typed.label).unwrap();
    let answer = guard.submit(&[entry::column(code, Some(TABLE), false, [typed.text.as_str()])]);
    let place = format!("表「{TABLE}」の1行目「{label}」: ");
    let told = answer.tips.iter().map(|tip| tip.strip_prefix(&place).expect("a tip begins with its place").to_owned());
    (answer.cells.iter().map(|cell| cell.3.clone()).collect(), told.collect())
}

#[test]
fn a_label_that_names_nothing_names_nothing() {
    for at in 1..=UNNAMED {
        let label = format!("記入{at}");
        assert_eq!(Context::of_label(&label), Context::NONE, "{label}");
        assert!(!holds_my_number(&label, "column0"));
    }
}

#[test]
fn what_stands_after_its_word_in_a_remark_is_found_and_nothing_is_refused_in_its_own_field() {
    let set = typed();
    let columns = columns(&set);
    let guard = opened(&columns);
    let mut tally: BTreeMap<(&str, Place), [u32; 3]> = BTreeMap::new();
    for one in &set {
        let (refused, told) = answer(&guard, &columns, one);
        let at = if !refused.is_empty() { 2 } else { usize::from(!told.is_empty()) };
        tally.entry((one.what, one.place)).or_default()[at] += 1;
    }
    println!("what\tplace\tnothing\ttold\trefused");
    for ((what, place), [nothing, told, refused]) in &tally {
        println!("{what}\t{}\t{nothing}\t{told}\t{refused}", place.id());
        match place {
            Place::Remark => assert_eq!(*nothing, 0, "{what}"),
            Place::Home | Place::Stranger => assert_eq!(*refused, 0, "{what}"),
            Place::Bare => {}
        }
    }
}

/// One set, answered here and by the record screens. `UPDATE=1` rewrites it.
#[test]
fn the_set_and_its_answers() {
    let set = typed();
    let columns = columns(&set);
    let guard = opened(&columns);
    let mut sentences: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for one in &set {
        let (refused, told) = answer(&guard, &columns, one);
        let mut number = |sentence: String| {
            sentences.iter().position(|other| *other == sentence).unwrap_or_else(|| {
                sentences.push(sentence);
                sentences.len() - 1
            })
        };
        let refused: Vec<usize> = refused.into_iter().map(&mut number).collect();
        let told: Vec<usize> = told.into_iter().map(&mut number).collect();
        lines.push(json!([one.what, one.place.id(), one.label, one.text, refused, told]).to_string());
    }
    let text = format!(
        "{{\"orders\": {},\n\"columns\": {},\n\"sentences\": {},\n\"texts\": [\n{}\n]}}\n",
        orders(),
        json!(columns),
        json!(sentences),
        lines.join(",\n")
    );
    tests::generated("tests/corpus/typed.json", &text);
}

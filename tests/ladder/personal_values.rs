//! What is found of made-up values, and how often a number of something else is held for sure (`tests::values`).
//!
//! `cargo test -p tests --test ladder personal_values -- --nocapture` prints the figures.

use naiki::personal::identifiers::{Context, scan};
use serde_json::json;
use tests::values;

#[test]
fn labelled_values_are_found() {
    let mut failed = Vec::new();
    for (kind, recall) in values::recalls() {
        let (found, high) = (recall.share(recall.found), recall.share(recall.high));
        println!("{kind:?}\t{}\trecall {found:.2}%\thigh {high:.2}%", recall.all);
        for (way, (count, example)) in &recall.missed {
            println!("    {count}\t{way}\t{example}");
        }
        if found < 99.0 {
            failed.push(kind);
        }
    }
    assert!(failed.is_empty(), "below 99%: {failed:?}");
}

#[test]
fn numbers_of_things_are_not_held_for_sure() {
    let (tally, high) = values::strangers();
    println!("kind\tnothing\tlow\tmedium\thigh");
    for (what, [nothing, low, medium, high]) in &tally {
        println!("{what}\t{nothing}\t{low}\t{medium}\t{high}");
    }
    assert!(high.len() <= 1, "{} false High: {:?}", high.len(), high.iter().take(5).collect::<Vec<_>>());
}

/// One corpus, answered here and by the scanner as wasm (`tests/contract/values.test.mjs`). `UPDATE=1` rewrites it.
#[test]
fn the_corpus_and_its_answers() {
    let corpus = values::corpus();
    let answers = corpus.iter().map(|(label, text)| {
        let finds = scan(text, Context::of_label(label));
        json!([label, text, finds.iter().flat_map(values::numbers).collect::<Vec<_>>()]).to_string()
    });
    let lines: Vec<String> = answers.collect();
    assert!(lines.iter().filter(|line| !line.ends_with("[]]")).count() > 1_000, "the corpus has something to find");
    tests::generated("tests/corpus/values.json", &format!("[\n{}\n]\n", lines.join(",\n")));
}

//! The scanner beside a `RegexSet` of the crate `regex` on the fields of a file (a JSON array), in one process.
//!
//! Prints megabytes a second of both, what the scanner found, and how many patterns matched. The set says only which
//! patterns match, not where or how often: less than the scanner does.

use std::time::{Duration, Instant};

use naiki::personal::identifiers::{Context, scan};
use regex::RegexSet;

/// The ten of the page, and two for what NFKC would have folded.
fn patterns() -> RegexSet {
    let wide = ["[０-９]{4}[－ー　]?[０-９]{4}[－ー　]?[０-９]{4}", "０[０-９]{1,4}[－ー][０-９]{1,4}[－ー][０-９]{4}"];
    RegexSet::new(include_str!("patterns.txt").lines().chain(wide)).unwrap()
}

/// The fastest of the rounds that half a second has room for, and what it counted.
fn fastest(mut round: impl FnMut() -> usize) -> (f64, usize) {
    let begin = Instant::now();
    let (mut best, mut count) = (f64::MAX, 0);
    while begin.elapsed() < Duration::from_millis(500) {
        let start = Instant::now();
        count = round();
        best = best.min(start.elapsed().as_secs_f64());
    }
    (best, count)
}

fn main() {
    let file = std::env::args_os().nth(1).expect("usage: patterns FIELDS.json");
    let fields: Vec<String> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let size = fields.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let set = patterns();
    let (ours, found) = fastest(|| fields.iter().map(|field| scan(field, Context::NONE).len()).sum());
    let (theirs, matched) = fastest(|| fields.iter().map(|field| set.matches(field).iter().count()).sum());
    println!("{}\t{}\t{found}\t{matched}", size / ours, size / theirs);
}

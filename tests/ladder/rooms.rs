//! A room names only the rooms before it; nothing in `src` makes raw markup or names kintone's internals.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            out.push(path);
        }
    }
}

fn files() -> Vec<(String, String)> {
    let src = tests::root().join("src");
    let mut paths = Vec::new();
    sources(&src, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&src).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn order() -> Vec<String> {
    let lib = fs::read_to_string(tests::root().join("src/lib.rs")).unwrap();
    lib.lines().filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned())).collect()
}

/// The rooms that a text names: every `crate::word`, and every word of a `use crate::{a, b::c}`.
fn named(text: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    text.match_indices("crate::")
        .flat_map(|(at, _)| {
            let rest = &text[at + "crate::".len()..];
            match rest.strip_prefix('{') {
                None => vec![word(rest)],
                Some(list) => {
                    let list = &list[..list.find('}').unwrap_or(list.len())];
                    list.split(',').map(|item| word(item.trim())).collect()
                }
            }
        })
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn a_room_names_only_rooms_before_it() {
    let order = order();
    assert!(order.len() > 15, "the rooms are read from lib.rs");
    let mut wrong = Vec::new();
    for (name, text) in files() {
        let room = name.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        let Some(own) = order.iter().position(|other| *other == room) else { continue };
        for other in named(&text) {
            if let Some(at) = order.iter().position(|room| *room == other)
                && at > own
            {
                wrong.push(format!("{name} names {other}, which comes after {room}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reader_of_rooms_can_tell() {
    assert_eq!(named("use crate::{audit, people::Audience};\ncrate::text!(x)"), ["audit", "people", "text"]);
}

#[test]
fn the_guard_names_neither_policy_nor_audit_nor_the_catalogue() {
    for (name, text) in files().iter().filter(|(name, _)| name.starts_with("guard")) {
        for word in ["crate::policy", "crate::audit", "rules::ALL", "rules::ON_APP"] {
            assert!(!text.contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn nothing_makes_raw_markup_or_reaches_into_kintone() {
    for (name, text) in files() {
        for word in ["PreEscaped", "set_inner_html(&format", "gaia-argoui", "-gaia", "ocean-ui", "cybozu.data"] {
            assert!(!text.contains(word), "{name} holds {word}");
        }
    }
}

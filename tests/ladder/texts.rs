//! Every text of the sources, found as the compiler finds it: what stands beside the two wasms, and whether each
//! sentence is told the figures that it names.

use std::path::Path;

use naiki::text::beside;
use proc_macro2::{Group, TokenStream, TokenTree};
use syn::LitStr;

/// A text as it stands in a source.
struct Said {
    file: String,
    ja: String,
    en: String,
    /// The figures of `say!`; none for `text!`.
    told: Option<Vec<String>>,
}

/// Every text below a folder of `src`.
fn collect(folder: &Path, out: &mut Vec<Said>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let tokens: TokenStream = std::fs::read_to_string(&path).unwrap().parse().unwrap();
            let file = path.strip_prefix(tests::root()).unwrap().display().to_string();
            search(&file, tokens, out);
        }
    }
}

fn search(file: &str, tokens: TokenStream, out: &mut Vec<Said>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].to_string()).unwrap_or_default();
        if let (name @ ("text" | "say"), "!") = (before(2).as_str(), before(1).as_str()) {
            out.extend(said(file, group, name == "say"));
        }
        search(file, group.stream(), out);
    }
}

/// The two literals after `ja:` and `en:`, and the names behind them; nothing for the macros' own patterns.
fn said(file: &str, group: &Group, figures: bool) -> Option<Said> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let literal = |lang: &str| {
        let at = tokens.windows(2).position(|two| two[0].to_string() == lang && two[1].to_string() == ":").unwrap() + 2;
        let token = &tokens[at];
        (token.to_string() != "$").then(|| {
            let literal = syn::parse2::<LitStr>(token.clone().into());
            (at, literal.unwrap_or_else(|_| panic!("{file}: {token} is no literal")).value())
        })
    };
    let ((_, ja), (at, en)) = (literal("ja")?, literal("en")?);
    let rest = &tokens[at + 1..];
    // A name follows a comma and is followed by a comma, by `=`, or by nothing.
    let told = (0..rest.len()).filter(|at| *at > 0 && rest[at - 1].to_string() == ",").filter_map(|at| {
        let TokenTree::Ident(name) = &rest[at] else { return None };
        let next = rest.get(at + 1).map(ToString::to_string);
        matches!(next.as_deref(), None | Some("," | "=")).then(|| name.to_string())
    });
    Some(Said { file: file.to_owned(), ja, en, told: figures.then(|| told.collect()) })
}

/// The room that neither bundle links.
const APART: &str = "src/document/";

fn all() -> Vec<Said> {
    let mut out = Vec::new();
    collect(&tests::root().join("src"), &mut out);
    assert!(out.len() > 500, "only {} texts were found", out.len());
    out
}

#[test]
fn texts_stand_beside_the_program() {
    let all = all();
    let ours = all.iter().filter(|said| !said.file.starts_with(APART));
    let texts: Vec<(&str, &str)> = ours.map(|said| (said.ja.as_str(), said.en.as_str())).collect();
    for (ja, en) in &texts {
        assert!(!ja.contains(['\t', '\n']) && !en.contains(['\t', '\n']), "{ja}: no tabs, no line ends");
    }
    let mut lines: Vec<_> = texts.iter().map(|(ja, en)| (beside::key(ja, en), ja, en)).collect();
    lines.sort_unstable();
    lines.dedup();
    let file: String = lines.iter().map(|(key, ja, en)| format!("{key}\t{ja}\t{en}\n")).collect();
    tests::generated("plugin/texts.tsv", &file);
    let read = beside::read(file.leak());
    assert!(read.is_sorted_by(|one, next| one.0 < next.0), "two texts share a key");
    for (ja, en) in texts {
        let found = read.iter().find(|line| line.0 == beside::key(ja, en));
        assert_eq!(found.map(|line| (line.1, line.2)), Some((ja, en)));
    }
}

/// A figure that a sentence names and nobody tells would be a hole in it.
#[test]
fn sentences_are_told_what_they_name() {
    for said in all() {
        let Some(told) = said.told else { continue };
        for sentence in [&said.ja, &said.en] {
            let named = sentence.split('{').skip(1).map(|after| after.split_once('}').map(|(name, _)| name));
            for name in named {
                let name = name.unwrap_or_else(|| panic!("{}: a brace is open in {sentence}", said.file));
                assert!(told.iter().any(|one| one == name), "{}: {{{name}}} is not told in {sentence}", said.file);
            }
        }
        for name in &told {
            let brace = format!("{{{name}}}");
            assert!(said.ja.contains(&brace) || said.en.contains(&brace), "{}: {name} is not said", said.file);
        }
    }
}

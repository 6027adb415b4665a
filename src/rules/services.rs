//! Services that open an app to people outside, known by their addresses.

use crate::text::search::{around, find, holds};

/// The services that a text names by one of their addresses. A line of the policy is a name and patterns:
/// `FormBridge *.form.kintoneapp.com form.kintoneapp.com`.
pub fn named<'a>(text: &str, services: &'a [String]) -> Vec<&'a str> {
    if !addressed(text) {
        return Vec::new();
    }
    let text = text.to_ascii_lowercase();
    services.iter().filter(|line| names(&text, line)).map(|line| name(line)).collect()
}

/// Whether there can be an address in a text at all: few labels and codes hold a full stop.
pub fn addressed(text: &str) -> bool {
    text.as_bytes().contains(&b'.')
}

/// Whether a text, in lower case, names the service of a line.
pub fn names(text: &str, line: &str) -> bool {
    patterns(line).any(|pattern| stands(text, pattern))
}

fn patterns(line: &str) -> impl Iterator<Item = &str> {
    line.split(' ').filter(|word| holds(word, "."))
}

/// The name of a service: what stands before the first of its patterns.
pub fn name(line: &str) -> &str {
    let first = patterns(line).next().and_then(|pattern| find(line, pattern));
    line.get(..first.unwrap_or(line.len())).unwrap_or_default().trim_end()
}

/// Whether a text holds an address of this host; `*.` stands for any name before it.
fn stands(text: &str, pattern: &str) -> bool {
    let (any, host) = pattern.strip_prefix("*.").map_or((false, pattern), |host| (true, host));
    around(text, host).any(|(before, after)| {
        let bounded = before.ends_with("//") || before.is_empty() || before.ends_with(|c: char| !word(c));
        let sub = before.ends_with('.') && before.trim_end_matches('.').ends_with(word);
        // A dot that ends a sentence is not part of the name.
        let longer = after.strip_prefix('.').unwrap_or(after).starts_with(word);
        (if any { sub } else { bounded && !before.ends_with('.') }) && !longer
    })
}

const fn word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

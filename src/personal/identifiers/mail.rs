//! Addresses of e-mail: the part of RFC 5321 that people have.

use super::context::{Nearby, Speech};
use super::place::{Span, Spot};
use super::{Find, Identifier, Mask, Page};
use crate::personal::Confidence;
use crate::text::fold;

/// The longest parts before and after the `@` (RFC 5321 4.5.3.1).
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

/// Desks, not people.
const ROLES: [&str; 16] = [
    "info",
    "contact",
    "soumu",
    "support",
    "admin",
    "webmaster",
    "postmaster",
    "noreply",
    "no-reply",
    "office",
    "sales",
    "mail",
    "koho",
    "kouhou",
    "jinji",
    "toiawase",
];
/// What ends names of files with a scale (`icon@2x.png`), not of hosts.
const FILES: [&str; 10] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "html", "pdf"];

/// Finds an address around each `@`.
pub(super) fn find(page: &Page<'_>, finds: &mut Vec<Find>) {
    let mut end = 0;
    for spot in page.reading.mails.iter().copied() {
        let Some((span, role)) = address(page, spot, end) else { continue };
        let speech = page.label.speech(Identifier::Email, &Nearby::of(page, span), &[]);
        // The `@` and a domain are a word of their own: nothing else is written like that.
        let confidence = match speech {
            _ if role => Confidence::Low,
            Speech::Office | Speech::Denied => Confidence::Low,
            Speech::Named | Speech::Hinted | Speech::Silent => Confidence::High,
        };
        end = span.end;
        let mask = Mask::of("***@***");
        finds.push(Find { class: Identifier::Email, confidence, start: span.start, end, mask });
    }
}

fn address(page: &Page<'_>, spot: Spot, free: usize) -> Option<(Span, bool)> {
    let (before, at) = page.around(spot.byte);
    let size = |c: char| c.len_utf8();
    let long: usize = before.get(free..)?.chars().rev().take(LOCAL).take_while(|c| local_part(*c)).map(size).sum();
    let local = before.get(before.len() - long..)?;
    let local = local.trim_start_matches(|c| matches!(folded(c), '.' | '-' | '+' | '\''));
    let mark = at.chars().next()?.len_utf8();
    let long: usize = at.get(mark..)?.chars().take(DOMAIN).take_while(|c| host(*c)).map(size).sum();
    // A full stop at the end is the sentence's.
    let domain = at.get(mark..mark + long)?.trim_end_matches(|c| matches!(folded(c), '.' | '-'));
    let dot = domain.rfind(|c| folded(c) == '.')?;
    let (names, top) = domain.split_at_checked(dot)?;
    let top = top.get(top.chars().next()?.len_utf8()..)?;
    let dots = names.chars().zip(names.chars().skip(1)).any(|(a, b)| folded(a) == '.' && folded(b) == '.');
    let letters = top.chars().all(|c| folded(c).is_ascii_alphabetic()) && top.chars().nth(1).is_some();
    let real = letters || top.chars().map(folded).take(4).eq("xn--".chars());
    let hung = names.starts_with(|c| matches!(folded(c), '.' | '-')) || local.ends_with(|c| folded(c) == '.');
    if local.is_empty() || names.is_empty() || dots || hung || !real || FILES.iter().any(|file| is(top, file)) {
        return None;
    }
    let start = spot.byte - local.len();
    let at = spot.at.saturating_sub(local.chars().count());
    let to = spot.at + 1 + domain.chars().count();
    let span = Span { start, end: spot.byte + mark + domain.len(), at, to, clause: spot.byte };
    Some((span, ROLES.iter().any(|role| is(local, role))))
}

fn folded(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { fold::width(c).to_ascii_lowercase() }
}

/// Whether a text is a word, in any width and case.
fn is(text: &str, word: &str) -> bool {
    if text.is_ascii() { text.eq_ignore_ascii_case(word) } else { text.chars().map(folded).eq(word.chars()) }
}

fn local_part(c: char) -> bool {
    let c = folded(c);
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'')
}

fn host(c: char) -> bool {
    let c = folded(c);
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

//! Addresses of e-mail: the part of RFC 5321 that people have.

use super::context::Speech;
use super::runs::{Span, Spot};
use super::{Find, Identifier, Page};
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
        let speech = page.label.speech(Identifier::Email, span, &page.reading, &[]);
        // The `@` and a domain are a word of their own: nothing else is written like that.
        let confidence = match speech {
            _ if role => Confidence::Low,
            Speech::Office | Speech::Denied => Confidence::Low,
            Speech::Named | Speech::Hinted | Speech::Silent => Confidence::High,
        };
        end = span.end;
        let mask = "***@***".to_owned();
        finds.push(Find { class: Identifier::Email, confidence, start: span.start, end, mask });
    }
}

fn address(page: &Page<'_>, spot: Spot, free: usize) -> Option<(Span, bool)> {
    let (before, at) = page.around(spot.byte);
    let before = before.get(free..)?;
    let mut start = spot.byte;
    let mut local = String::new();
    for raw in before.chars().rev().take(LOCAL).take_while(|raw| local_part(fold::width(*raw))) {
        start -= raw.len_utf8();
        local.insert(0, fold::width(raw).to_ascii_lowercase());
    }
    let local = local.trim_start_matches(['.', '-', '+', '\'']);
    let mut after = at.chars();
    let mut end = spot.byte + after.next()?.len_utf8();
    let mut domain = String::new();
    for raw in after.take(DOMAIN).take_while(|raw| host(fold::width(*raw))) {
        domain.push(fold::width(raw).to_ascii_lowercase());
        end += raw.len_utf8();
    }
    // A full stop at the end is the sentence's.
    let kept = domain.trim_end_matches(['.', '-']);
    let cut = domain.chars().count() - kept.chars().count();
    let tail = page.around(end).0.chars().rev().take(cut).map(char::len_utf8).sum::<usize>();
    let top =
        kept.rsplit_once('.').filter(|(names, _)| !names.is_empty() && !names.contains("..")).map(|(_, top)| top)?;
    let real = top.len() >= 2 && (top.bytes().all(|byte| byte.is_ascii_alphabetic()) || top.starts_with("xn--"));
    if local.is_empty() || local.ends_with('.') || !real || FILES.contains(&top) || kept.starts_with(['.', '-']) {
        return None;
    }
    // What was trimmed from the front is of one byte or, full width, of three.
    let front: usize = page
        .around(start)
        .1
        .chars()
        .take_while(|raw| matches!(fold::width(*raw), '.' | '-' | '+' | '\''))
        .map(char::len_utf8)
        .sum();
    let (start, chars) = (start + front, local.chars().count());
    let to = spot.at + 1 + kept.chars().count();
    let span = Span { start, end: end - tail, at: spot.at.saturating_sub(chars), to, clause: spot.clause };
    Some((span, ROLES.contains(&local)))
}

const fn local_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'')
}

const fn host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

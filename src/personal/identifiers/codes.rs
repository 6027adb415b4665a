//! Numbers with letters: passports and residence cards. Neither has a check digit that is public.

use super::context::{Nearby, Speech};
use super::place::Span;
use super::score::{DISTINCT, PREFIX, SHAPE};
use super::{Find, Identifier, Page, report};
use crate::text::fold;

/// Finds codes around the groups of seven and eight digits.
pub(super) fn find(page: &Page<'_>, finds: &mut Vec<Find>) {
    for group in page.reading.groups.iter().filter(|group| matches!(group.len, 7 | 8) && group.stained) {
        let (before, after) = (page.around(group.start).0, page.around(group.end).1);
        let Some((first, head)) = two(before.chars().rev()) else { continue };
        let mut span = Span {
            start: group.start - head,
            end: group.end,
            at: group.at.saturating_sub(2),
            to: group.at + group.len,
            clause: group.start,
        };
        match group.len {
            7 if !part(after.chars().next()) => passport(page, finds, span, first),
            8 => {
                let Some((_, tail)) = two(after.chars()) else { continue };
                span.end += tail;
                span.to += 2;
                residence_card(page, finds, span);
            }
            _ => {}
        }
    }
}

/// Exactly two letters, and no more: the second of them in the order given, and their length in bytes.
fn two(mut chars: impl Iterator<Item = char>) -> Option<(char, usize)> {
    let mut letter = || chars.next().filter(|c| fold::width(*c).is_ascii_alphabetic());
    let (a, b) = (letter()?, letter()?);
    (!part(chars.next())).then(|| (fold::width(b).to_ascii_uppercase(), a.len_utf8() + b.len_utf8()))
}

/// Whether a character carries a code on.
fn part(c: Option<char>) -> bool {
    c.map(fold::width).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Two letters and seven digits; an ordinary passport begins with T (ten years) or M (five years) (外務省). Codes of
/// articles look the same.
fn passport(page: &Page<'_>, finds: &mut Vec<Find>, span: Span, first: char) {
    let ordinary = matches!(first, 'T' | 'M');
    let speech = page.label.speech(Identifier::Passport, &Nearby::of(page, span), &[]);
    if ordinary || matches!(speech, Speech::Named | Speech::Hinted) {
        let evidence = SHAPE + if ordinary { PREFIX } else { 0 };
        report(finds, Identifier::Passport, span, (evidence, speech), "*********");
    }
}

/// Two letters, eight digits, two letters (出入国在留管理庁 在留カード等仕様書).
fn residence_card(page: &Page<'_>, finds: &mut Vec<Find>, span: Span) {
    let speech = page.label.speech(Identifier::ResidenceCard, &Nearby::of(page, span), &[]);
    report(finds, Identifier::ResidenceCard, span, (SHAPE + DISTINCT, speech), "************");
}

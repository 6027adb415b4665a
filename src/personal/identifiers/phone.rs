//! Telephones by the numbering plan (`numbering_plan.tsv`).

use super::Identifier;
use super::numbering_plan::{FIVE, FOUR, LINES, THREE, TWO};
use super::numbers::{Candidate, Needs};
use super::score::{GROUPS, RARE_PREFIX, SHAPE};
use super::unit::Unit;
use crate::personal::Confidence;

/// 070, 080, 090 and 060 begin one number in 250.
const MOBILE: i32 = 20;

/// What a number rings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Mobile,
    /// 050, over the internet.
    Internet,
    Landline,
    /// The one called pays: an organisation.
    Free,
    /// An organisation, too.
    Service,
    /// A machine or a pager.
    Machine,
}

/// Numbers of one kind of line: the prefix without its 0, whether a digit from 1 on follows, how many digits in all.
pub(super) type Row = (&'static [u8], bool, usize, Line);

/// How well the groups of a landline fit the plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Area {
    /// The first group is an area code.
    Listed,
    /// It may have been one: numbers of 042 and 04 were written 0424- and 0471- once, and people go on doing so.
    Former,
}

/// Judges a number as a telephone; `abroad` when `+` stands before it.
pub(super) fn judge(unit: &Unit<'_>, abroad: bool) -> Option<Candidate> {
    let mut national = [0; 11];
    let digits = match (abroad, unit.digits()) {
        (false, digits) => digits,
        (true, [8, 1, rest @ ..]) if (9..=10).contains(&rest.len()) => {
            for (slot, digit) in national.iter_mut().skip(1).zip(rest) {
                *slot = *digit;
            }
            national.get(..=rest.len()).unwrap_or_default()
        }
        _ => return None,
    };
    let line = line(digits)?;
    let grouped = unit.grouped();
    let (prefix, area) = match line {
        Line::Mobile | Line::Internet if grouped && !abroad && !printed(unit.sizes()) => return None,
        Line::Mobile => (MOBILE, Area::Listed),
        Line::Internet => (RARE_PREFIX, Area::Listed),
        Line::Landline if grouped && !abroad => (RARE_PREFIX, area(digits, unit.sizes())?),
        Line::Landline => (RARE_PREFIX, known(digits).then_some(Area::Listed)?),
        Line::Free | Line::Service | Line::Machine => return None,
    };
    let groups = if grouped { GROUPS } else { 0 };
    let needs = if grouped { Needs::Nothing } else { Needs::WordForMedium };
    let most = if area == Area::Listed { Confidence::High } else { Confidence::Medium };
    Some(Candidate { kind: Identifier::Phone, evidence: SHAPE + prefix + groups, needs, most })
}

/// The line that a number belongs to. Ten digits that no row knows are a landline's, if anything.
fn line(digits: &[u8]) -> Option<Line> {
    let [0, rest @ ..] = digits else { return None };
    let row = LINES.iter().find(|(prefix, more, len, _)| {
        digits.len() == *len && rest.strip_prefix(*prefix).is_some_and(|rest| !more || !rest.starts_with(&[0]))
    });
    match row {
        Some((_, _, _, line)) => Some(*line),
        None => (digits.len() == 10).then_some(Line::Landline),
    }
}

/// Whether it is carried by a person, at work as well.
pub(super) fn carried(unit: &Unit<'_>) -> bool {
    line(unit.digits()) == Some(Line::Mobile)
}

/// Whether the groups are those in which a number without an area is written.
fn printed(sizes: [usize; 5]) -> bool {
    matches!(sizes, [3, 4, 4, 0, 0] | [3, 8, 0, 0, 0] | [7, 4, 0, 0, 0])
}

/// What the groups say of the area: it and the exchange are six digits together.
fn area(digits: &[u8], sizes: [usize; 5]) -> Option<Area> {
    let area = match sizes {
        [area @ 2..=5, exchange, 4, 0, 0] if area + exchange == 6 => area,
        [6, 4, 0, 0, 0] => return known(digits).then_some(Area::Listed),
        [area @ 2..=5, rest, 0, 0, 0] if area + rest == 10 => area,
        _ => return None,
    };
    // 03 and 06 were never written with a digit more.
    let shortened = listed(digits, area - 1) && !matches!((area, digits), (3, _) | (_, [0, 3 | 6, ..]));
    let two = area == 4 && matches!(digits, [0, 4, ..]);
    match () {
        () if listed(digits, area) => Some(Area::Listed),
        () if shortened || two => Some(Area::Former),
        // The list may be older than the number.
        () if !known(digits) && !matches!(digits, [_, 0, ..] | [_, _, 0, ..]) => Some(Area::Former),
        () => None,
    }
}

/// Whether an area code of any length begins the number.
fn known(digits: &[u8]) -> bool {
    (2..=5).any(|len| listed(digits, len))
}

/// Whether the first digits, the 0 among them, are an area code.
fn listed(digits: &[u8], len: usize) -> bool {
    let Some(code) = digits.get(1..len) else { return false };
    let code = code.iter().fold(0_u16, |code, digit| code * 10 + u16::from(*digit));
    let (word, bit) = (usize::from(code / 64), code % 64);
    let row: &[u64] = match len {
        2 => &TWO,
        3 => &THREE,
        4 => &FOUR,
        5 => return FIVE.binary_search(&code).is_ok(),
        _ => &[],
    };
    row.get(word).is_some_and(|row| row >> bit & 1 == 1)
}

//! Telephones by the numbering plan of the Ministry (総務省 電気通信番号計画).

use super::Identifier;
use super::numbers::{Candidate, Needs};
use super::runs::Unit;
use super::score::{GROUPS, RARE_PREFIX, SHAPE};

/// 070, 080, 090 and, to come, 060 begin one number in 250.
const MOBILE: i32 = 20;

/// The kinds of lines that may be a person's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Mobile,
    /// 050, over the internet.
    Internet,
    Landline,
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
    if !abroad && unit.grouped() && !grouped(line, unit.sizes()) {
        return None;
    }
    let prefix = match line {
        Line::Mobile => MOBILE,
        Line::Internet | Line::Landline => RARE_PREFIX,
    };
    let groups = if unit.grouped() { GROUPS } else { 0 };
    let needs = if unit.grouped() { Needs::Nothing } else { Needs::WordForMedium };
    Some(Candidate { kind: Identifier::Phone, evidence: SHAPE + prefix + groups, needs })
}

/// The line that a number belongs to. Free numbers and numbers with a fee (0120, 0800, 0570, 0990, …) are those of
/// organisations, and 020 is for machines and pagers.
fn line(digits: &[u8]) -> Option<Line> {
    match digits {
        [0, 6..=9, 0, c, ..] if digits.len() == 11 && *c != 0 => Some(Line::Mobile),
        [0, 5, 0, c, ..] if digits.len() == 11 && *c != 0 => Some(Line::Internet),
        [0, 1, 2 | 7 | 8, 0, ..] | [0, 5, 7, 0, ..] | [0, 9, 9, 0, ..] => None,
        [0, a, b, ..] if digits.len() == 10 && *a != 0 && *b != 0 => Some(Line::Landline),
        [0, 3 | 4 | 6, ..] if digits.len() == 10 => Some(Line::Landline),
        _ => None,
    }
}

/// Whether it is carried by a person, at work as well.
pub(super) fn carried(unit: &Unit<'_>) -> bool {
    line(unit.digits()) == Some(Line::Mobile)
}

/// Whether the groups are those in which such a number is written: area and exchange are six digits together, and only 03,
/// 04 and 06 are areas of two.
fn grouped(line: Line, sizes: [usize; 5]) -> bool {
    match line {
        Line::Mobile | Line::Internet => matches!(sizes, [3, 4, 4, 0, 0] | [3, 8, 0, 0, 0] | [7, 4, 0, 0, 0]),
        Line::Landline => match sizes {
            [area @ 2..=5, exchange, 4, 0, 0] => area + exchange == 6,
            [area @ 2..=5, rest, 0, 0, 0] | [rest, area @ 4, 0, 0, 0] => area + rest == 10 && rest >= 5,
            _ => false,
        },
    }
}

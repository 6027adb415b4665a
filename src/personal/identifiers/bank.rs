//! Accounts and cards.

use super::Identifier;
use super::digits;
use super::numbers::{Candidate, Needs};
use super::score::{CHECK, GROUPS, RARE_PREFIX, SHAPE};
use super::unit::Unit;
use crate::personal::Confidence;

/// Seven digits, after four of the bank and three of the branch (全国銀行協会). Seven digits alone are anything.
pub(super) fn account(unit: &Unit<'_>) -> Option<Candidate> {
    let (needs, groups) = match unit.sizes() {
        [4, 3, 7, 0, 0] => (Needs::Nothing, GROUPS),
        [3, 7, 0, 0, 0] => (Needs::Word, GROUPS),
        [7, 0, 0, 0, 0] => (Needs::Word, 0),
        [6 | 8, 0, 0, 0, 0] => (Needs::Name, 0),
        _ => return None,
    };
    Some(Candidate { kind: Identifier::BankAccount, evidence: SHAPE + groups, needs, most: Confidence::High })
}

/// 記号 of five digits (`1xxx0`, of transfer accounts `0xxxx`) and 番号 of up to eight that ends with 1 (ゆうちょ銀行
/// 「記号番号から振込用の店名・預金種目・口座番号への変換」).
pub(super) fn postal(unit: &Unit<'_>) -> Option<Candidate> {
    let number = match unit.sizes() {
        [5, number, 0, 0, 0] | [5, 1, number, 0, 0] => number,
        [13, 0, 0, 0, 0] => 8,
        _ => return None,
    };
    let ordinary = matches!(unit.digits(), [1, _, _, _, 0, .., 1]) && (2..=8).contains(&number);
    let transfer = matches!(unit.digits(), [0, ..]) && (1..=6).contains(&number);
    let needs = match number {
        _ if transfer => Needs::Word,
        8 if unit.grouped() => Needs::Nothing,
        _ if unit.grouped() => Needs::WordForMedium,
        _ => Needs::Word,
    };
    let groups = if unit.grouped() { GROUPS } else { 0 };
    let evidence = SHAPE + groups + if ordinary { RARE_PREFIX } else { 0 };
    (ordinary || transfer).then_some(Candidate {
        kind: Identifier::PostalAccount,
        evidence,
        needs,
        most: Confidence::High,
    })
}

/// 14 to 16 digits with the prefix and the length of an issuer (ISO/IEC 7812) and a Luhn digit.
pub(super) fn card(unit: &Unit<'_>) -> Option<Candidate> {
    let groups = matches!(unit.sizes(), [4, 4, 4, 4, 0] | [4, 6, 4 | 5, 0, 0]);
    if unit.grouped() && !groups || !digits::luhn(unit.digits()) {
        return None;
    }
    let head = unit.digits().get(..4)?.iter().fold(0_u16, |head, digit| head * 10 + u16::from(*digit));
    let issued = match unit.len {
        16 => matches!(head, 4000..=4999 | 5100..=5599 | 2221..=2720 | 3528..=3589 | 6200..=6299),
        15 => matches!(head, 3400..=3499 | 3700..=3799),
        14 => matches!(head, 3000..=3059 | 3095 | 3600..=3699 | 3800..=3999),
        _ => false,
    };
    let needs = if groups { Needs::Nothing } else { Needs::WordForMedium };
    let evidence = SHAPE + CHECK + RARE_PREFIX + if groups { GROUPS } else { 0 };
    issued.then_some(Candidate { kind: Identifier::Card, evidence, needs, most: Confidence::High })
}

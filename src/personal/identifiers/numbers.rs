//! Numbers: which kinds the digits may be of, and how surely.

use super::context::{Nearby, Speech, bit};
use super::licence_prefixes::COMMISSIONS;
use super::place::Span;
use super::runs::Group;
use super::score::{CHECK, DISTINCT, GROUPS, MISFIT, PREFIX, RARE_PREFIX, SHAPE};
use super::unit::Unit;
use super::{Find, Identifier, Mask, Page, bank, digits, phone, score};
use crate::personal::Confidence;

/// What one number may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) kind: Identifier,
    /// Tenths of log odds, without the words.
    pub(super) evidence: i32,
    /// What it takes to be told at all.
    pub(super) needs: Needs,
    /// How sure it can get.
    pub(super) most: Confidence,
}

/// What a candidate needs from the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing: the shape tells.
    Nothing,
    /// A word, to be more than `Low`: too many other numbers are of this shape.
    WordForMedium,
    /// A word that names or hints at it.
    Word,
    /// A word that names it.
    Name,
}

/// Finds numbers in the groups of a text.
pub(super) fn find(page: &Page<'_>, finds: &mut Vec<Find>) {
    let mut rest = page.reading.groups.as_slice();
    while !rest.is_empty() {
        let piece = 1 + following(rest, |group| matches!(group.gap, Some('-' | '(' | ')')));
        let (taken, after) = rest.split_at_checked(piece).unwrap_or((rest, &[]));
        let spaced = if piece == 1 { 1 + following(rest, |group| group.gap == Some(' ')) } else { 1 };
        // A number with hyphens stands by itself, also after a space.
        let hung = rest.get(spaced).is_some_and(|group| matches!(group.gap, Some('-' | '(' | ')')));
        let spaced = if hung && spaced > 1 { spaced - 1 } else { spaced };
        if spaced > 1 {
            let (run, after) = rest.split_at_checked(spaced).unwrap_or((rest, &[]));
            tile(page, finds, run);
            rest = after;
        } else {
            if taken.iter().all(|group| !group.stained) {
                judge(page, finds, taken);
            }
            rest = after;
        }
    }
}

fn following(groups: &[Group], joined: impl Fn(&Group) -> bool) -> usize {
    groups.iter().skip(1).take_while(|group| joined(group)).count()
}

/// Cuts groups with spaces between them into numbers: sixteens and twelves in fours, one after the other, and otherwise the
/// longest that is one.
fn tile(page: &Page<'_>, finds: &mut Vec<Find>, run: &[Group]) {
    let mut rest = run;
    while let Some(first) = rest.first() {
        let fours = rest.iter().take_while(|group| group.len == 4 && !group.stained).count();
        if fours >= 3 {
            let (stretch, after) = rest.split_at_checked(fours).unwrap_or((rest, &[]));
            let card = stretch.get(..4).and_then(Unit::new).and_then(|unit| bank::card(&unit)).is_some();
            let size = match (fours % 4, fours % 3) {
                (0, 0) if card => Some(4),
                (_, 0) => Some(3),
                (0, _) => Some(4),
                _ => None,
            };
            for number in size.map(|size| stretch.chunks(size)).into_iter().flatten() {
                judge(page, finds, number);
            }
            rest = after;
            continue;
        }
        let fits = [4, 3, 2, 1].into_iter().find(|size| {
            let window = rest.get(..*size).unwrap_or_default();
            !first.stained && window.iter().all(|group| !group.stained) && judge(page, finds, window)
        });
        rest = rest.get(fits.unwrap_or(1)..).unwrap_or_default();
    }
}

/// Judges one number: whether it was told as any kind.
fn judge(page: &Page<'_>, finds: &mut Vec<Find>, groups: &[Group]) -> bool {
    let Some(unit) = Unit::new(groups) else { return false };
    let Some(mut span) = unit.span() else { return false };
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    if unit.len < 3 || amount(last.right, page.around(last.end).1) || digits::degenerate(unit.digits()) && unit.len > 6
    {
        return false;
    }
    let brackets = groups.iter().skip(1).any(|group| matches!(group.gap, Some('(' | ')')));
    let abroad = first.left == '+';
    let candidates = if brackets || abroad {
        [phone::judge(&unit, abroad), None, None, None, None, None]
    } else {
        candidates(&unit)
    };
    let mut rivals = [Identifier::Name; 6];
    let mut count = 0;
    for (slot, candidate) in rivals.iter_mut().zip(candidates.iter().flatten()) {
        *slot = candidate.kind;
        count += 1;
    }
    let rivals = rivals.get(..count).unwrap_or_default();
    if rivals.is_empty() {
        return false;
    }
    let bracket = first.left == '(' && groups.get(1).is_some_and(|group| group.gap == Some(')'));
    if abroad || bracket {
        span.start -= page.around(span.start).0.chars().next_back().map_or(0, char::len_utf8);
        span.at = span.at.saturating_sub(1);
    }
    let dated = unit.len >= 8 && digits::dated(unit.digits());
    let article = !unit.grouped() && (digits::article(unit.digits()) || digits::corporation(unit.digits()));
    let nearby = Nearby::of(page, span);
    let number = Number { unit: &unit, span, thing: dated || article, kinds: page.label.kinds() | nearby.kinds() };
    let told = finds.len();
    for candidate in candidates.iter().flatten() {
        tell(page, finds, &number, &nearby, *candidate, rivals);
    }
    finds.len() > told
}

/// What the digits may be, by their length.
fn candidates(unit: &Unit<'_>) -> [Option<Candidate>; 6] {
    let (account, insured, postal) = (bank::account(unit), insured(unit), bank::postal(unit));
    let rest = match unit.len {
        6 | 8 => [insurer(unit), None, None],
        7 => [postal_code(unit), None, None],
        10 | 11 => [pension(unit), resident_code(unit), phone::judge(unit, false)],
        12 => [my_number(unit), licence(unit), None],
        14..=16 => [pension(unit), bank::card(unit), None],
        _ => [None; 3],
    };
    let [a, b, c] = rest;
    [a, b, c, insured, account, postal]
}

/// A number as it stands in a text.
struct Number<'a> {
    unit: &'a Unit<'a>,
    span: Span,
    /// Whether it looks like a number of a thing.
    thing: bool,
    /// The kinds that a word speaks of, a bit for each.
    kinds: u32,
}

fn tell(
    page: &Page<'_>,
    finds: &mut Vec<Find>,
    number: &Number<'_>,
    nearby: &Nearby<'_>,
    candidate: Candidate,
    rivals: &[Identifier],
) {
    let Candidate { kind, evidence, needs, most } = candidate;
    let spoken = number.kinds & bit(kind) != 0;
    if !spoken && (number.thing || matches!(needs, Needs::Word | Needs::Name)) {
        return;
    }
    let heard = page.label.speech(kind, nearby, rivals);
    let speech = match heard {
        Speech::Office if kind == Identifier::Phone && phone::carried(number.unit) => Speech::Silent,
        heard => heard,
    };
    let worded = matches!(speech, Speech::Named | Speech::Hinted);
    let enough = match needs {
        Needs::Nothing | Needs::WordForMedium => true,
        Needs::Word => worded,
        Needs::Name => speech == Speech::Named,
    };
    if !enough || number.thing && !worded {
        return;
    }
    let Some(confidence) = score::judge(evidence, speech) else { return };
    let most = if needs == Needs::WordForMedium && !worded { Confidence::Low } else { most };
    let mask = Mask::of_groups(number.unit.groups.iter().map(|group| group.len));
    let Span { start, end, .. } = number.span;
    finds.push(Find { class: kind, confidence: confidence.min(most), start, end, mask });
}

/// Whether a unit follows: an amount, not a number of a person. 本人 and 個人 are people, and 件名 is a word.
fn amount(right: char, after: &str) -> bool {
    match right {
        '円' | '㎡' | '㎏' | '㎝' | '㎞' | '㎜' => true,
        '個' | '件' | '冊' | '本' | '枚' | '人' | '名' | '回' | '台' | '点' | '部' | '箱' | '万' | '千' | '億'
        | '倍' => !after.chars().nth(1).is_some_and(kanji),
        _ => false,
    }
}

/// Whether a character is a kanji, 々 among them.
pub(super) const fn kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

fn candidate(kind: Identifier, needs: Needs, evidence: i32) -> Candidate {
    Candidate { kind, evidence: SHAPE + evidence, needs, most: Confidence::High }
}

const fn when(holds: bool, evidence: i32) -> i32 {
    if holds { evidence } else { 0 }
}

/// 12 digits, printed 4-4-4.
fn my_number(unit: &Unit<'_>) -> Option<Candidate> {
    let fours = matches!(unit.sizes(), [4, 4, 4, 0, 0]);
    let shape = fours || !unit.grouped();
    let needs = if fours { Needs::Nothing } else { Needs::WordForMedium };
    (shape && digits::my_number(unit.digits()))
        .then(|| candidate(Identifier::MyNumber, needs, CHECK + when(fours, GROUPS)))
}

/// 12 digits of which the first two are those of a public safety commission (`licence_prefixes.tsv`).
fn licence(unit: &Unit<'_>) -> Option<Candidate> {
    let [a, b, ..] = unit.digits() else { return None };
    let commission = COMMISSIONS >> (a * 10 + b) & 1 == 1;
    let fours = matches!(unit.sizes(), [4, 4, 4, 0, 0]);
    if unit.len != 12 || !commission || !fours && unit.grouped() {
        return None;
    }
    let check = if digits::licence(unit.digits()) { CHECK } else { MISFIT };
    // One in twenty of all 12-digit numbers comes so far.
    let needs = match (check == CHECK, fours) {
        (false, _) => Needs::Name,
        (true, true) => Needs::Nothing,
        (true, false) => Needs::WordForMedium,
    };
    Some(candidate(Identifier::DriversLicence, needs, PREFIX + check))
}

/// 11 digits. The rule of its check digit is inferred, so a misfit lowers the sum and no more.
fn resident_code(unit: &Unit<'_>) -> Option<Candidate> {
    let check = if digits::resident_code(unit.digits()) { CHECK } else { MISFIT };
    (unit.len == 11).then(|| candidate(Identifier::ResidentCode, Needs::Name, check))
}

/// 4-6 digits (日本年金機構), and 4-6-4 with the code of the pension (年金証書).
fn pension(unit: &Unit<'_>) -> Option<Candidate> {
    let grouped = matches!(unit.sizes(), [4, 6, 0 | 4, 0, 0]);
    let needs = if grouped { Needs::Nothing } else { Needs::Name };
    matches!(unit.len, 10 | 14).then(|| candidate(Identifier::BasicPension, needs, when(grouped, GROUPS)))
}

/// 8 digits from the number of a law, or 6 from a prefecture (厚生労働省 保険者番号等の設定要領). Insurers of care are not known to
/// follow the check digit.
fn insurer(unit: &Unit<'_>) -> Option<Candidate> {
    let [a, b, ..] = unit.digits() else { return None };
    let head = a * 10 + b;
    let prefix = match unit.len {
        8 => matches!(head, 1..=7 | 10..=25 | 28..=34 | 38 | 39 | 51..=54 | 62 | 63 | 66 | 72..=75 | 79),
        6 => (1..=47).contains(&head),
        _ => return None,
    };
    let check = if digits::luhn(unit.digits()) { CHECK } else { MISFIT };
    let government = check == MISFIT && digits::local_government(unit.digits());
    let needs = if government { Needs::Name } else { Needs::Word };
    Some(candidate(Identifier::InsurerNumber, needs, when(prefix, PREFIX) + check))
}

/// No rule is public: what stands beside the word is it. Employment insurance prints 4-6-1.
fn insured(unit: &Unit<'_>) -> Option<Candidate> {
    let employment = matches!(unit.sizes(), [4, 6, 1, 0, 0]);
    (unit.len <= 12).then(|| candidate(Identifier::InsuredNumber, Needs::Name, when(employment, DISTINCT)))
}

/// 3-4 digits (日本郵便), beside 〒 or a word: an address begins with it, and alone it marks a street.
fn postal_code(unit: &Unit<'_>) -> Option<Candidate> {
    let shape = matches!(unit.sizes(), [3, 4, 0, 0, 0] | [7, 0, 0, 0, 0]);
    let evidence = SHAPE + when(unit.grouped(), RARE_PREFIX);
    let (kind, needs) = (Identifier::PostalAddress, Needs::Word);
    shape.then_some(Candidate { kind, evidence, needs, most: Confidence::Medium })
}

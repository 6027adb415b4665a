//! Numbers: which kinds the digits may be of, and how surely.

use super::context::Speech;
use super::runs::{Group, Span, Unit};
use super::score::{CHECK, DISTINCT, GROUPS, MISFIT, PREFIX, RARE_PREFIX, SHAPE};
use super::{Find, Identifier, Page, bank, digits, phone, score};
use crate::personal::Confidence;
use crate::text::fold;

/// What one number may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) kind: Identifier,
    /// Tenths of log odds, without the words.
    pub(super) evidence: i32,
    /// What it takes to be told at all.
    pub(super) needs: Needs,
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
    let (before, after) = (page.around(span.start).0, page.around(span.end).1);
    if unit.len < 3 || amount(after) || digits::degenerate(unit.digits()) && unit.len > 6 {
        return false;
    }
    let brackets = groups.iter().skip(1).any(|group| matches!(group.gap, Some('(' | ')')));
    let abroad = before.ends_with(['+', '＋']);
    let candidates = if brackets || abroad {
        let mut only = [None; 11];
        only.iter_mut().take(1).for_each(|slot| *slot = phone::judge(&unit, abroad));
        only
    } else {
        [
            my_number(&unit),
            licence(&unit),
            resident_code(&unit),
            pension(&unit),
            insurer(&unit),
            insured(&unit),
            bank::account(&unit),
            bank::postal(&unit),
            bank::card(&unit),
            phone::judge(&unit, false),
            postal_code(&unit),
        ]
    };
    let mut rivals = [Identifier::Name; 11];
    for (slot, candidate) in rivals.iter_mut().zip(candidates.iter().flatten()) {
        *slot = candidate.kind;
    }
    let rivals = rivals.get(..candidates.iter().flatten().count()).unwrap_or_default();
    let bracket = before.ends_with(['(', '（']) && groups.get(1).is_some_and(|group| group.gap == Some(')'));
    if abroad || bracket {
        span.start -= before.chars().next_back().map_or(0, char::len_utf8);
        span.at = span.at.saturating_sub(1);
    }
    let dated = unit.len >= 8 && digits::dated(unit.digits());
    let article = !unit.grouped() && (digits::article(unit.digits()) || digits::corporation(unit.digits()));
    let told = finds.len();
    for candidate in candidates.iter().flatten() {
        tell(page, finds, &unit, span, *candidate, rivals, dated || article);
    }
    finds.len() > told
}

fn tell(
    page: &Page<'_>,
    finds: &mut Vec<Find>,
    unit: &Unit<'_>,
    span: Span,
    candidate: Candidate,
    rivals: &[Identifier],
    thing: bool,
) {
    let Candidate { kind, evidence, needs } = candidate;
    let heard = page.label.speech(kind, span, &page.reading, rivals);
    let speech = match heard {
        Speech::Office if kind == Identifier::Phone && phone::carried(unit) => Speech::Silent,
        heard => heard,
    };
    let worded = matches!(speech, Speech::Named | Speech::Hinted);
    let enough = match needs {
        Needs::Nothing | Needs::WordForMedium => true,
        Needs::Word => worded,
        Needs::Name => speech == Speech::Named,
    };
    if !enough || thing && !worded {
        return;
    }
    let Some(confidence) = score::judge(evidence, speech) else { return };
    let most = match (needs, kind) {
        (Needs::WordForMedium, _) if !worded => Confidence::Low,
        (_, Identifier::PostalAddress) => Confidence::Medium,
        _ => Confidence::High,
    };
    let mask = mask(unit);
    finds.push(Find { class: kind, confidence: confidence.min(most), start: span.start, end: span.end, mask });
}

/// The shape of a number: a star for a digit, a hyphen between groups.
fn mask(unit: &Unit<'_>) -> String {
    let groups: Vec<String> = unit.groups.iter().map(|group| "*".repeat(group.len)).collect();
    groups.join("-")
}

/// Whether a unit follows: an amount, not a number of a person. 本人 and 個人 are people, and 件名 is a word.
fn amount(after: &str) -> bool {
    let mut chars = after.chars().map(fold::width);
    let Some(unit) = chars.next() else { return false };
    match unit {
        '円' | '㎡' | '㎏' | '㎝' | '㎞' | '㎜' | '％' => true,
        '個' | '件' | '冊' | '本' | '枚' | '人' | '名' | '回' | '台' | '点' | '部' | '箱' | '万' | '千' | '億'
        | '倍' => !chars.next().is_some_and(kanji),
        _ => false,
    }
}

/// Whether a character is a kanji, 々 among them.
pub(super) const fn kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

fn candidate(kind: Identifier, needs: Needs, evidence: i32) -> Candidate {
    Candidate { kind, evidence: SHAPE + evidence, needs }
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

/// 12 digits of which the first two are those of a public safety commission (沖縄県警 要領; codes as listed there, and 00
/// of old for licences changed from foreign ones).
fn licence(unit: &Unit<'_>) -> Option<Candidate> {
    let [a, b, ..] = unit.digits() else { return None };
    let commission = match a {
        0 | 3 => *b == 0,
        8 => *b <= 3,
        1 | 7 => *b <= 4,
        2 | 5 | 6 => *b <= 5,
        4 => true,
        9 => *b <= 7,
        _ => false,
    };
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
    shape.then(|| candidate(Identifier::PostalAddress, Needs::Word, when(unit.grouped(), RARE_PREFIX)))
}

//! It is not found by a search, and looks different from one device to the next.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Fix, Place, Safety, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::text::sorted::include;

/// The rule's name.
pub const ID: &str = "name-has-odd-letters";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-01",
    severity: Severity::Low,
    title: crate::text!(ja: "アプリ名に使わないほうがよい文字がある", en: "Odd letters in the name"),
    reach: Reach::Inspection,
    needs: &[Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "unseen",
                crate::text!(ja: "アプリ名「{name}」に、目に見えない文字が入っています。", en: "the app name “{name}” holds letters that cannot be seen."),
            ),
            (
                "edge",
                crate::text!(ja: "アプリ名の前か後ろに、空白が入っています。", en: "the app name begins or ends with a space."),
            ),
            (
                "letters",
                crate::text!(ja: "アプリ名に、環境によって正しく表示されない文字{letters}が入っています。", en: "the app name holds letters that some devices do not show: {letters}."),
            ),
            (
                "brackets",
                crate::text!(ja: "アプリ名「{name}」の括弧の、全角と半角がそろっていません。", en: "brackets in the app name “{name}” open and close in different widths."),
            ),
        ],
        why: crate::text!(ja: "同じに見える名前でも検索や並べ替えで別のものになり、端末によっては文字が化けます。", en: "names that look alike are not found together or sorted together, and some devices show other letters."),
        fix: crate::text!(ja: "「アプリの設定」画面の「アプリ名」を、ふつうの文字で打ち直してください(①は1、㈱は(株)など)。", en: "type the app name again on the App settings screen, in common letters."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let name = &case.app.settings()?.name;
    let seen: String = name.chars().filter(|c| !unseen(*c)).collect();
    let mut letters = Vec::new();
    for c in name.chars().filter(|c| odd(*c)) {
        include(&mut letters, c.to_string());
    }
    let fault = if seen != *name {
        "unseen"
    } else if name.trim() != name {
        "edge"
    } else if !letters.is_empty() {
        "letters"
    } else if mixed(name, ['(', ')'], ['（', '）']) || mixed(name, ['[', ']'], ['［', '］']) {
        "brackets"
    } else {
        return Ok(());
    };
    let clean = seen.trim();
    let edit = |name: &str| Edit::Set {
        part: Part::Settings,
        address: Address::Top,
        key: "name".to_owned(),
        value: name.into(),
    };
    let fix = (clean != name && !clean.is_empty()).then(|| Fix { safety: Safety::Review, edits: vec![edit(clean)] });
    let evidence = Evidence::new()
        .and("fault", Datum::Word(fault.to_owned()))
        .and("name", Datum::Word(name.clone()))
        .and("letters", Datum::Words(letters));
    sink.report(Place::Name, Because::new().and("name", name.as_str()), evidence, fix);
    Ok(())
}

/// Control characters, and marks without width; not the joiner of emoji, nor what chooses among forms of a kanji.
const fn unseen(c: char) -> bool {
    c.is_ascii_control()
        || matches!(c, '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Letters in circles and squares, Roman numerals, and 外字.
const fn odd(c: char) -> bool {
    matches!(c, '№' | '℡' | '\u{2160}'..='\u{217F}' | '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{33FF}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}')
}

/// Whether a bracket opens in one width and closes in the other.
fn mixed(name: &str, half: [char; 2], full: [char; 2]) -> bool {
    let uneven = |[open, close]: [char; 2]| {
        let count = |bracket: char| name.chars().filter(|c| *c == bracket).count();
        count(open) != count(close)
    };
    uneven(half) && uneven(full)
}

//! Nobody can judge whether what the app keeps is needed for it.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;
use crate::text::fold;

/// The rule's name.
pub const ID: &str = "purpose-says-little";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-02",
    severity: Severity::Low,
    title: crate::text!(ja: "利用目的の書き方が足りない", en: "The declared purpose says little"),
    reach: Reach::Inspection,
    needs: &[Part::Declaration, Part::Settings],
    params: &[Param::Number { key: "least", least: 1, most: 100, default: 10 }],
    speech: Speech::Plain {
        what: &[
            (
                "short",
                crate::text!(ja: "届出の利用目的が{count}文字しかありません({least}文字以上で書きます)。", en: "the declared purpose has only {count} characters; {least} are asked for."),
            ),
            (
                "name",
                crate::text!(ja: "届出の利用目的が、アプリ名と同じです。", en: "the declared purpose only repeats the name of the app."),
            ),
        ],
        why: crate::text!(ja: "何のために集めた情報かが分からず、項目が必要なものか、目的の外で使われていないかを判断できません。", en: "nobody can judge whether its fields are needed, nor whether they are used for something else."),
        fix: crate::text!(ja: "だれの、どのような情報を、何のために使うかを書いてください。", en: "say whose information is used, which, and what for."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let purpose = fold::label(&case.declaration()?.purpose);
    let (count, least) = (purpose.chars().count() as u64, u64::from(case.policy.number(&RULE, "least")));
    let fault = match count {
        0 => return Ok(()),
        few if few < least => "short",
        _ if purpose == fold::label(&case.app.settings()?.name) => "name",
        _ => return Ok(()),
    };
    let because = Because::new().and("fault", fault).and("purpose", purpose);
    let evidence = Evidence::new()
        .and("fault", Datum::Word(fault.to_owned()))
        .and("count", Datum::Count(count))
        .and("least", Datum::Count(least));
    sink.report(Place::Declared { item: Item::Purpose }, because, evidence, None);
    Ok(())
}

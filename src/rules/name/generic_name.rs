//! Nobody finds it, and nobody can tell whether it may be deleted.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;
use crate::text::fold;

/// The rule's name.
pub const ID: &str = "generic-name";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-06",
    severity: Severity::Low,
    title: crate::text!(ja: "何のアプリか分からない名前が付いている", en: "A name that says nothing"),
    reach: Reach::Inspection,
    needs: &[Part::Settings],
    params: &[Param::Words { key: "names" }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリ名「{name}」からは、何のアプリか分かりません。", en: "the app name “{name}” does not tell what the app is."),
        )],
        why: crate::text!(ja: "ほかの職員が探せず、要らなくなっても、消してよいかをだれも判断できません。", en: "nobody finds it, and nobody can tell whether it may be deleted."),
        fix: crate::text!(ja: "課名と業務が分かる名前に変えてください。使わないアプリは廃止してください。", en: "give it a name that tells department and purpose, or close it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let name = &case.app.settings()?.name;
    let said = fold::label(name);
    let said = said.trim_end_matches(|c: char| c.is_ascii_digit() || "()-_".chars().any(|mark| mark == c));
    if case.policy.words(ID, "names").iter().any(|word| fold::label(word) == said) {
        let evidence = Evidence::new().and("name", Datum::Word(name.clone()));
        sink.report(Place::Name, Because::new().and("name", name.as_str()), evidence, None);
    }
    Ok(())
}

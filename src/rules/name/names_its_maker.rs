//! When that person moves on nobody knows whose app it is, and what it is for was never said.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::text::fold;
use crate::text::search::holds;

/// The rule's name.
pub const ID: &str = "names-its-maker";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-06",
    severity: Severity::Low,
    title: crate::text!(ja: "アプリ名に職員の氏名が入っている", en: "The name of a person in the app name"),
    reach: Reach::Inspection,
    needs: &[Part::People, Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリ名「{name}」に、職員の氏名「{person}」が入っています。", en: "the app name “{name}” holds the name of a member of staff, “{person}”."),
        )],
        why: crate::text!(ja: "その人が異動すると、だれのアプリか、何のためのアプリかが分からなくなります。", en: "when that person moves on nobody knows whose app it is or what it is for."),
        fix: crate::text!(ja: "「アプリの設定」画面の「アプリ名」から氏名を外し、課名と業務が分かる名前にしてください。", en: "take the name of the person out of the app name, and tell department and purpose instead."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let name = &case.app.settings()?.name;
    let people = case.people()?;
    let said = fold::label(name);
    // A name shown in two parts is a person's; shorter than three letters it may be a word, as 森 林 is.
    let named = people.users.iter().find(|user| {
        let full = fold::label(&user.name);
        let office = |part: &str| ["課", "係", "局", "班", "窓口", "担当"].iter().any(|end| part.ends_with(end));
        user.name.split_whitespace().count() == 2
            && !user.name.split_whitespace().any(office)
            && full.chars().count() >= 3
            && holds(&said, &full)
    });
    if let Some(user) = named {
        let because = Because::new().and("name", name.as_str()).and("user", user.code.as_str());
        let evidence =
            Evidence::new().and("name", Datum::Word(name.clone())).and("person", Datum::Word(user.name.clone()));
        sink.report(Place::Name, because, evidence, None);
    }
    Ok(())
}

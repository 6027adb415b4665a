//! Permissions of test apps are often loose, and a real person’s data in them may leak.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, fields};
use crate::text::search;

/// The rule's name.
pub const ID: &str = "test-app-holds-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "LIF-03",
    severity: Severity::High,
    title: crate::text!(ja: "試験用のアプリに個人情報の項目がある", en: "A test app has personal fields"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Settings],
    params: &[Param::Words { key: "marks" }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "名前に「{mark}」とあるアプリに、{labels}の項目があります。", en: "an app called “{mark}” has the fields {labels}."),
        )],
        why: crate::text!(ja: "試験用のアプリは権限がゆるいことが多く、実在する人の情報を入れると、そのまま漏れるおそれがあります。", en: "permissions of test apps are often loose, and a real person’s data in them may leak."),
        fix: crate::text!(ja: "架空の情報だけを使い、試験が終わったらアプリを消してください。運用を始めるときは名前を改めてください。", en: "use made-up data only and delete the app after the test; give it its real name when it goes into use."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let name = &case.app.settings()?.name;
    let personal = case.personal()?;
    let Some(mark) = case.policy.words(ID, "marks").iter().find(|mark| search::holds(name, mark)) else {
        return Ok(());
    };
    let held: Vec<&Classified> = personal.iter().filter(|field| field.sure()).collect();
    if !held.is_empty() {
        let because = Because::new().and("mark", mark.as_str()).and("personal", true);
        let evidence = Evidence::new().and("mark", Datum::Word(mark.clone())).and("labels", fields::labels(&held));
        sink.report(Place::Name, because, evidence, None);
    }
    Ok(())
}

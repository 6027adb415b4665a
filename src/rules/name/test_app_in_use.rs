//! A trial that became work without anybody deciding so.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, sampled};
use crate::text::search::holds;

/// The rule's name.
pub const ID: &str = "test-app-in-use";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-03",
    severity: Severity::Medium,
    title: crate::text!(ja: "試験用の名前のまま使われている", en: "A test app is in use"),
    reach: Reach::Inspection,
    needs: &[Part::Records, Part::Settings],
    params: &[Param::Words { key: "marks" }, Param::Number { key: "most", least: 1, most: 100_000, default: 50 }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "名前に「{mark}」とありますが、レコードが{count}件あります(めやすは{most}件まで)。", en: "its name says “{mark}”, but it holds {count} records ({most} at most)."),
        )],
        why: crate::text!(ja: "試験のつもりで権限がゆるいまま、実際の業務の情報がたまっていきます。", en: "real data gathers in an app whose rights were meant for trying things out."),
        fix: crate::text!(ja: "業務で使っているときは、権限を見直してから名前を改めてください。試験が終わったときは、アプリを廃止してください。", en: "if it is in use, review its rights and then its name; if the trial is over, close it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let name = &case.app.settings()?.name;
    let Some(mark) = case.policy.words(ID, "marks").iter().find(|mark| holds(name, mark)) else { return Ok(()) };
    let most = case.policy.number(&RULE, "most");
    if let Some(sample) = sampled::records(case)?.filter(|sample| sample.total > most) {
        let evidence = Evidence::new()
            .and("mark", Datum::Word(mark.clone()))
            .and("count", Datum::Count(u64::from(sample.total)))
            .and("most", Datum::Count(u64::from(most)));
        sink.report(Place::Name, Because::new().and("name", name.as_str()).and("in-use", true), evidence, None);
    }
    Ok(())
}

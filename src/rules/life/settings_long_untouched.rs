//! It may be left over from a work that is done, still open to everybody.

use time::Duration;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::{Reason, Unread};
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;
use crate::text::day;

/// The rule's name.
pub const ID: &str = "settings-long-untouched";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "LIF-02",
    severity: Severity::Low,
    title: crate::text!(ja: "設定が長く見直されないまま全員に開かれている", en: "Open to everybody, and its settings long untouched"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights, Part::Info],
    params: &[Param::Number { key: "days", least: 30, most: 3650, default: 730 }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリの設定は{since}から変わっておらず、いまもEveryone(全員)が閲覧できます。", en: "the settings have been untouched since {since}, and Everyone can still view its records."),
        )],
        why: crate::text!(ja: "見直されないうちに業務や担当が変わり、使い終わったアプリが全員に開かれたまま残っているおそれがあります。", en: "the work and those who did it may have changed, and an app that is done with may still be open to everybody."),
        fix: crate::text!(ja: "いまも使っているかを確かめてください。使っているときは閲覧できる人を必要な組織かグループに絞り、使っていないときは廃止してください。", en: "find out whether it is still used: if so, let only the departments or groups that need it view it; if not, close it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rights = &case.app.rights()?.rights;
    let Some(row) = rights.iter().find(|row| row.entity.everyone() && row.record_viewable) else { return Ok(()) };
    // An app that was never deployed bears no such day.
    let Some(modified) = &case.app.info()?.modified_at else { return Ok(()) };
    let Some(since) = modified.get(..10).and_then(day::read) else {
        return Err(Unread::new(Part::Info, Reason::Malformed { detail: "modifiedAt".to_owned() }));
    };
    if case.today - since > Duration::days(i64::from(case.policy.number(&RULE, "days"))) {
        let because = Because::new().and("since", since.to_string());
        let evidence = Evidence::new().and("since", Datum::Word(since.to_string()));
        sink.report(Place::AppRight { entity: row.entity.clone() }, because, evidence, None);
    }
    Ok(())
}

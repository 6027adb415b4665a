//! An app that is no longer looked after keeps personal data that may leak.

use time::Duration;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "use-period-over";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-05",
    severity: Severity::Medium,
    title: crate::text!(ja: "利用期限を過ぎている", en: "Its period of use is over"),
    reach: Reach::Inspection,
    needs: &[Part::Declaration],
    params: &[Param::Number { key: "ahead", least: 0, most: 365, default: 30 }],
    speech: Speech::Plain {
        what: &[
            (
                "expired",
                crate::text!(ja: "利用期限({until})を過ぎています。", en: "its period of use ended on {until}."),
            ),
            ("soon", crate::text!(ja: "利用期限({until})が近づいています。", en: "its period of use ends on {until}.")),
        ],
        why: crate::text!(ja: "使い終わったアプリに個人情報が残り、だれも見ないまま漏れるおそれがあります。", en: "an app that is no longer looked after keeps personal data that may leak."),
        fix: crate::text!(ja: "使い続けるときは利用期限を届け出直し、使わないときは記録を移してアプリを廃止してください。", en: "declare a new period, or move the records and close the app."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let Some(until) = case.declaration()?.until else { return Ok(()) };
    let ahead = Duration::days(i64::from(case.policy.number(&RULE, "ahead")));
    let fault = match until - case.today {
        left if left.is_negative() => "expired",
        left if left <= ahead => "soon",
        _ => return Ok(()),
    };
    let until = until.to_string();
    let because = Because::new().and("until", until.clone()).and("fault", fault);
    let evidence = Evidence::new().and("until", Datum::Word(until)).and("fault", Datum::Word(fault.to_owned()));
    sink.report(Place::Declared { item: Item::Until }, because, evidence, None);
    Ok(())
}

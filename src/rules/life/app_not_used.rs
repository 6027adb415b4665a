//! What nobody uses nobody looks after.

use time::Duration;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, sampled};

/// The rule's name.
pub const ID: &str = "app-not-used";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "LIF-02",
    severity: Severity::Low,
    title: crate::text!(ja: "長く使われていない", en: "An app that is no longer used"),
    reach: Reach::Inspection,
    needs: &[Part::Records, Part::Info],
    params: &[Param::Number { key: "days", least: 30, most: 3650, default: 365 }],
    speech: Speech::Plain {
        what: &[
            (
                "old",
                crate::text!(ja: "最後にレコードが変わったのは{newest}で、{days}日を超えています。", en: "no record has changed since {newest}, more than {days} days ago."),
            ),
            (
                "empty",
                crate::text!(ja: "作られてから{days}日を超えていますが、レコードが1件もありません。", en: "the app was made more than {days} days ago and holds no record."),
            ),
        ],
        why: crate::text!(ja: "使い終わったアプリに情報が残り、だれも見ないまま漏れるおそれがあります。", en: "what it holds may be lost without anybody noticing."),
        fix: crate::text!(ja: "これからも使うかを確かめ、使わないときは、必要な記録を移してからアプリを廃止してください。", en: "find out whether it is needed; if not, move what must be kept and close it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let Some(sample) = sampled::records(case)? else { return Ok(()) };
    let days = case.policy.number(&RULE, "days");
    let (fault, day) = match sample.newest() {
        Some(newest) => ("old", Some(newest)),
        None => ("empty", case.app.info()?.made()),
    };
    let limit = Duration::days(i64::from(days));
    if let Some(day) = day.filter(|day| case.today - *day > limit) {
        let evidence = Evidence::new()
            .and("fault", Datum::Word(fault.to_owned()))
            .and("newest", Datum::Word(day.to_string()))
            .and("days", Datum::Count(u64::from(days)));
        sink.report(Place::Whole { part: Part::Records }, Because::new().and("unused", fault), evidence, None);
    }
    Ok(())
}

//! The screens get slow, and nobody can tell which of them went wrong.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "too-many-plugins";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-08",
    severity: Severity::Low,
    title: crate::text!(ja: "プラグインが多すぎる", en: "Too many plug-ins"),
    reach: Reach::Inspection,
    needs: &[Part::Plugins],
    params: &[Param::Number { key: "most", least: 1, most: 20, default: 15 }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "プラグインが{count}個動いています(めやすは{most}個まで)。", en: "{count} plug-ins are at work; {most} are meant to do."),
        )],
        why: crate::text!(ja: "不具合のときに、どのプラグインが原因かが分かりにくくなります。kintoneでは、1つのアプリに20個までしか追加できません。", en: "when something goes wrong nobody can tell which of them did it; and kintone takes no more than 20 for an app."),
        fix: crate::text!(ja: "使っていないものと、役割が重なるものを取り外してください。", en: "remove those that are not used, or that do the same."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let count = case.app.plugins()?.plugins.iter().filter(|plugin| plugin.enabled).count() as u64;
    let most = u64::from(case.policy.number(&RULE, "most"));
    if count > most {
        let because = Because::new().and("most", most);
        let evidence = Evidence::new().and("count", Datum::Count(count)).and("most", Datum::Count(most));
        sink.report(Place::Whole { part: Part::Plugins }, because, evidence, None);
    }
    Ok(())
}

//! A plug-in reads data with its user’s rights and can send it elsewhere.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::policy::approves;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, plugins};

/// The rule's name.
pub const ID: &str = "plugin-not-approved";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-01",
    severity: Severity::High,
    title: crate::text!(ja: "承認のないプラグインがある", en: "A plug-in without approval"),
    reach: Reach::Inspection,
    needs: &[Part::Plugins],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "プラグイン「{name}」は、承認の一覧にありません。", en: "the plug-in “{name}” is not among the approved ones."),
        )],
        why: crate::text!(ja: "プラグインは、利用者の権限でデータを読み、外へ送ることもできます。", en: "a plug-in reads data with its user’s rights and can send it elsewhere."),
        fix: crate::text!(ja: "主管課に申請するか、取り外してください。", en: "apply to the office for it, or remove it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let approved = &case.policy.document().approved.plugins;
    let known = |name: &str| approves(approved, name, case.today);
    // An office that keeps no list yet has nothing that a plug-in could be missing from.
    plugins::each(case, sink, |plugin| {
        !approved.is_empty() && !known(&plugin.id) && !plugin.name.as_deref().is_some_and(known)
    })
}

//! Nobody remembers what it is for, and it is no longer looked after.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, plugins};

/// The rule's name.
pub const ID: &str = "plugin-switched-off";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-02",
    severity: Severity::Low,
    title: crate::text!(ja: "無効のプラグインが残っている", en: "A plug-in that is switched off remains"),
    reach: Reach::Inspection,
    needs: &[Part::Plugins],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "プラグイン「{name}」が、無効のまま追加されています。", en: "the plug-in “{name}” was added and is switched off."),
        )],
        why: crate::text!(ja: "何に使うものかを知る人がいなくなり、更新されないまま残ります。", en: "nobody remembers what it is for, and it is no longer looked after."),
        fix: crate::text!(ja: "使わないプラグインは、アプリの設定から取り外してください。", en: "remove plug-ins that are not used."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    plugins::each(case, sink, |plugin| !plugin.enabled)
}

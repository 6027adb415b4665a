//! Changes that were never deployed: told by the survey of all apps, which is the only one to see them together.

use crate::finding::Severity;
use crate::kintone::Part;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "changes-not-deployed";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "LIF-04",
    severity: Severity::Low,
    title: crate::text!(ja: "反映していない変更が残っている", en: "Changes that were never deployed"),
    reach: Reach::Survey,
    needs: &[Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "運用環境に反映していない変更が、{days}日を超えて残っています。", en: "changes have been waiting for [Update App] for more than {days} days."),
        )],
        why: crate::text!(ja: "ほかの人が[アプリを更新]を押したときに、途中の変更まで一緒に反映されます。", en: "when somebody presses [Update App], unfinished changes go out as well."),
        fix: crate::text!(ja: "変更を確かめて、[アプリを更新]か[変更を中止]を選んでください。", en: "look at them, then update the app or discard them."),
    },
};

/// Acts in the survey of all apps.
pub const ON: On = On { app: None, record: None };

//! Naiki Guard was removed or switched off: told by the survey of all apps, which is the only one to see them together.

use crate::finding::Severity;
use crate::kintone::Part;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "guard-removed";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-02",
    severity: Severity::High,
    title: crate::text!(ja: "内規ガードが外されているか無効になっている", en: "Naiki Guard was removed or switched off"),
    reach: Reach::Survey,
    needs: &[Part::Plugins],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "前に点検したこのアプリから、内規ガードが外されたか、無効にされています。", en: "this app was inspected before, and Naiki Guard was since removed or switched off."),
        )],
        why: crate::text!(ja: "設定の点検も入力時チェックも働かず、だれも気付きません。", en: "neither settings nor entries are checked any more, and nobody notices."),
        fix: crate::text!(ja: "プラグインの設定で内規ガードを有効に戻し、[アプリを更新]してください。外した理由は主管課に伝えてください。", en: "switch it on again and update the app; tell the office why it was removed."),
    },
};

/// Acts in the survey of all apps.
pub const ON: On = On { app: None, record: None };

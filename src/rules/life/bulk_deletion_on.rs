//! Many records can be deleted at once, and do not come back.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "bulk-deletion-on";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-11",
    severity: Severity::Medium,
    title: crate::text!(ja: "一括削除を使える", en: "Bulk deletion is on"),
    reach: Reach::Inspection,
    needs: &[Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "「レコードの一括削除」が有効です。", en: "bulk deletion of records is switched on."),
        )],
        why: crate::text!(ja: "一度の操作で多くの記録が消え、元に戻せません。", en: "many records can be deleted at once, and do not come back."),
        fix: crate::text!(ja: "必要なとき以外は、高度な設定の「レコードの一括削除を有効にする」を外してください。", en: "switch it off in Advanced Settings unless it is needed now."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    if case.app.settings()?.enable_bulk_deletion {
        let fix = Fix::off(Part::Settings, &Address::Top, &["enableBulkDeletion"]);
        sink.report(
            Place::Whole { part: Part::Settings },
            Because::new().and("bulk-deletion", true),
            Evidence::new(),
            Some(fix),
        );
    }
    Ok(())
}

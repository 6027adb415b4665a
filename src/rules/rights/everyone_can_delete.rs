//! Anybody can delete records, and what is deleted does not come back.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::rules::everyone;

/// The rule's name.
pub const ID: &str = "everyone-can-delete";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-03",
    severity: Severity::High,
    title: crate::text!(ja: "全員がレコードを削除できる", en: "Everybody can delete records"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリのアクセス権で、Everyoneに「レコード削除」が許可されています。", en: "Everyone has the right to delete records in Permissions for App."),
        )],
        why: crate::text!(ja: "だれでも記録を消すことができ、消えた記録は元に戻せません。", en: "anybody can delete records, and what is deleted does not come back."),
        fix: crate::text!(ja: "Everyoneの「レコード削除」を外し、必要な組織かグループにだけ許可してください。", en: "take the right to delete records from Everyone and give it to the departments or groups that need it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    everyone::with(case, sink, "recordDeletable", |row| row.record_deletable)
}

//! Anybody can add or overwrite many records at once from a file.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::rules::everyone;

/// The rule's name.
pub const ID: &str = "everyone-can-import";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "S26",
    severity: Severity::Medium,
    title: crate::text!(ja: "全員がデータを読み込める", en: "Everybody can import records"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリのアクセス権で、Everyoneに「ファイル読み込み」が許可されています。", en: "Everyone has the right to import records in Permissions for App."),
        )],
        why: crate::text!(ja: "だれでもファイルから大量の記録を書き込み、今ある記録を一度に書き換えることができます。", en: "anybody can add or overwrite many records at once from a file."),
        fix: crate::text!(ja: "Everyoneの「ファイル読み込み」を外し、必要な組織かグループにだけ許可してください。", en: "take the right to import records from Everyone and give it to the departments or groups that need it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    everyone::with(case, sink, "recordImportable", |row| row.record_importable)
}

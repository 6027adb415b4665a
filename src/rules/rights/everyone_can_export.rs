//! Anybody can take all records out of kintone in one file.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::rules::everyone;

/// The rule's name.
pub const ID: &str = "everyone-can-export";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXP-01",
    severity: Severity::High,
    title: crate::text!(ja: "全員がデータを書き出せる", en: "Everybody can export records"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリのアクセス権で、Everyoneに「ファイル書き出し」が許可されています。", en: "Everyone has the right to export records in Permissions for App."),
        )],
        why: crate::text!(ja: "だれでもすべての記録をファイルに書き出し、庁外へ持ち出すことができます。", en: "anybody can take all records out of kintone in one file."),
        fix: crate::text!(ja: "Everyoneの「ファイル書き出し」を外し、必要な組織かグループにだけ許可してください。", en: "take the right to export records from Everyone and give it to the departments or groups that need it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    everyone::with(case, sink, "recordExportable", |row| row.record_exportable)
}

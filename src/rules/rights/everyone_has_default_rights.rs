//! Who may use the app is what kintone put there: nobody has decided it.

use crate::case::{Case, Sink};
use crate::finding::{Because, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{AppRight, EntityKind};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "everyone-has-default-rights";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-01",
    severity: Severity::Low,
    title: crate::text!(ja: "アプリのアクセス権が初期設定のままになっている", en: "Permissions for App left as they were made"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights, Part::Space],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリのアクセス権が、アプリを作ったときのまま変更されていません。", en: "Permissions for App stand as kintone made them with the app."),
        )],
        why: crate::text!(ja: "このアプリをだれが使うのかを、まだだれも決めていないことになります。業務に関係のない職員が、記録を見たり直したりするおそれがあります。", en: "nobody has decided who may use the app, and staff who have no business with it may view and change records."),
        fix: crate::text!(ja: "アプリを使う組織かグループの行を加え、Everyoneに許可する操作を見直してください。", en: "add the departments or groups that use the app, and reconsider what Everyone may do."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// As kintone makes the row of Everyone: view, add, edit and delete.
const fn made(row: &AppRight) -> bool {
    let kept = row.app_editable || row.record_importable || row.record_exportable;
    row.record_viewable && row.record_addable && row.record_editable && row.record_deletable && !kept
}

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rows = &case.app.rights()?.rights;
    let untouched = |row: &AppRight| row.entity.kind == EntityKind::Creator || row.entity.everyone() && made(row);
    let Some(row) = rows.iter().find(|row| row.entity.everyone()).filter(|_| rows.iter().all(untouched)) else {
        return Ok(());
    };
    // Whoever chose the members of a closed space has decided who may use its apps.
    if case.app.home()?.is_none_or(|home| !home.space.is_private && !home.space.is_guest) {
        let place = Place::AppRight { entity: row.entity.clone() };
        sink.report(place, Because::new().and("rights", "default"), Evidence::new(), None);
    }
    Ok(())
}

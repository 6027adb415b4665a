//! The administrators of cybozu.com can manage every app; who answers for this one is nobody's affair.

use crate::case::{Case, Sink};
use crate::finding::{Because, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::AppRight;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, keeper};

/// The rule's name.
pub const ID: &str = "administrator-manages";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "S18",
    severity: Severity::Low,
    title: crate::text!(ja: "共通管理者だけがアプリを管理している", en: "Only administrators of cybozu.com manage the app"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリのアクセス権で「アプリ管理」を許可されているのは、Administrators(cybozu.com共通管理者のグループ)だけです。", en: "only Administrators, the group of the administrators of cybozu.com, may manage the app by Permissions for App."),
        )],
        why: crate::text!(ja: "共通管理者はもともとすべてのアプリを管理できます。所管課に管理する人がいないと、設定を業務に合わせて見直す人がいません。", en: "they can manage every app anyhow; without a manager in the department nobody keeps the settings in step with its work."),
        fix: crate::text!(ja: "所管課の組織かグループに「アプリ管理」を許可してください。", en: "give “Manage app” to a department or group of those who keep the app."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let managers: Vec<&AppRight> = case.app.rights()?.rights.iter().filter(|row| row.app_editable).collect();
    if let Some(row) = managers.first()
        && managers.iter().all(|row| row.entity.administrators())
    {
        let place = Place::AppRight { entity: row.entity.clone() };
        sink.report(place, Because::new().and("managers", "administrators"), Evidence::new(), keeper::manages(case));
    }
    Ok(())
}

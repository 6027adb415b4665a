//! After that person leaves nobody can change the settings.

use crate::case::{Case, Sink};
use crate::finding::{Because, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{AppRight, EntityKind};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, keeper};

/// The rule's name.
pub const ID: &str = "creator-manages-alone";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-07",
    severity: Severity::Medium,
    title: crate::text!(ja: "アプリを作った人だけが管理者になっている", en: "Only its creator manages the app"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリを管理できるのは、アプリを作った人(作成者)だけです。", en: "only the person who made the app can manage it."),
        )],
        why: crate::text!(ja: "異動や退職のあとに、設定を直せる人がいなくなります。", en: "after that person leaves nobody can change the settings."),
        fix: crate::text!(ja: "所管課の管理者のグループか組織に「アプリ管理」を許可してください。", en: "give “Manage app” to a group or department of managers."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rows = &case.app.rights()?.rights;
    let creator = |row: &&AppRight| row.entity.kind == EntityKind::Creator;
    let mut managers = rows.iter().filter(|row| row.app_editable);
    let alone = rows.iter().find(creator).filter(|row| row.app_editable);
    if let Some(row) = alone
        && managers.all(|row| creator(&row))
    {
        let place = Place::AppRight { entity: row.entity.clone() };
        sink.report(place, Because::new().and("managers", "creator"), Evidence::new(), keeper::manages(case));
    }
    Ok(())
}

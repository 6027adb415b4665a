//! Whoever may manage an app may open all of it: no lock holds where everybody holds the key.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, everyone};

/// The rule's name.
pub const ID: &str = "everyone-can-manage";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-02",
    severity: Severity::Critical,
    title: crate::text!(ja: "全員がアプリを管理できる", en: "Everybody can manage the app"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(
                ja: "アプリのアクセス権で、Everyoneに「アプリ管理」が許可されています。",
                en: "Everyone has “Manage app” in Permissions for App."
            ),
        )],
        why: crate::text!(
            ja: "だれでも設定を変え、閲覧の制限を外し、アプリを消すことができます。",
            en: "anybody can change the settings, take away limits on viewing, and delete the app."
        ),
        fix: crate::text!(
            ja: "Everyoneの「アプリ管理」を外し、所管課の管理者のグループに許可してください。システム管理の「アプリの共通設定」で、Everyoneへの許可そのものを禁じることもできます。",
            en: "take “Manage app” from Everyone and give it to the managers of the department; the system administration can forbid giving it to Everyone."
        ),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    everyone::with(case, sink, "appEditable", |row| row.app_editable)
}

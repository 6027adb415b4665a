//! Each has to be changed by hand at personnel changes, and who is forgotten keeps the right.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::EntityKind;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "rights-by-name";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-05",
    severity: Severity::Medium,
    title: crate::text!(ja: "個人を名指しした権限が多い", en: "Many rights name single persons"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights],
    params: &[Param::Number { key: "most", least: 1, most: 50, default: 2 }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリのアクセス権で、{people}人が名指しされています。内規の上限は{most}人です。", en: "Permissions for App name {people} persons; the policy allows {most}."),
        )],
        why: crate::text!(ja: "人事異動のたびに一人ずつ直す必要があり、直し忘れると、異動した人に権限が残ります。", en: "each has to be changed by hand at personnel changes, and who is forgotten keeps the right."),
        fix: crate::text!(ja: "個人の行を、組織かグループの行に置き換えてください。", en: "replace the rows of persons by rows of departments or groups."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rows = &case.app.rights()?.rights;
    let named: Vec<Value> =
        rows.iter().filter(|row| row.entity.kind == EntityKind::User).map(|row| row.entity.key().into()).collect();
    let most = case.policy.number(&RULE, "most");
    if named.len() > most as usize {
        let evidence =
            Evidence::new().and("people", Datum::Count(named.len() as u64)).and("most", Datum::Count(u64::from(most)));
        sink.report(Place::Whole { part: Part::AppRights }, Because::new().and("named", named), evidence, None);
    }
    Ok(())
}

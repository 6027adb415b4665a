//! People from outside may see citizens’ data.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::policy::draft::Permit;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, fields};

/// The rule's name.
pub const ID: &str = "guest-space-holds-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "SPC-02",
    severity: Severity::High,
    title: crate::text!(ja: "ゲストスペースに個人情報がある", en: "A guest space holds personal information"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Space],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "ゲストスペースのアプリに、{labels}の項目があります。", en: "an app of a guest space has the fields {labels}."),
        )],
        why: crate::text!(ja: "庁外の参加者が、住民の個人情報を見られるおそれがあります。", en: "people from outside may see citizens’ data."),
        fix: crate::text!(ja: "主管課の承認を確かめてください。承認がなければ、個人情報の項目をなくすか、庁内のスペースに移してください。", en: "make sure that the office approved it; otherwise remove the fields, or keep the app in a space of the office."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let guests = case.app.home()?.is_some_and(|home| home.space.is_guest);
    let held: Vec<&Classified> = case.personal()?.iter().filter(|field| field.sure()).collect();
    if !guests || held.is_empty() {
        return Ok(());
    }
    let permit = case.policy.observed(case.personal()?).map_or(Permit::No, |class| class.uses.guests);
    let allowed = match permit {
        Permit::Yes => true,
        // A declaration without a number is no approval; where nobody declared anything, nobody approved it.
        Permit::Declared => case.declaration().is_ok(),
        Permit::Approved => case.declaration().is_ok_and(|declared| !declared.approval.trim().is_empty()),
        Permit::No => false,
    };
    if !allowed {
        fields::together(sink, &held);
    }
    Ok(())
}

//! Staff who have no business with it get titles and parts of records.

use crate::case::{Case, Sink};
use crate::finding::{Because, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::notification::Notices;
use crate::kintone::refusal::Unread;
use crate::kintone::right::Entity;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, without};

/// The rule's name.
pub const ID: &str = "notice-goes-to-everyone";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NTF-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "通知が全員に届く", en: "A notice goes to everybody"),
    reach: Reach::Inspection,
    needs: &[Part::GeneralNotices, Part::RecordNotices, Part::Reminders],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "通知の宛先に、Everyone(全員)があります。", en: "Everyone is among those who are notified."),
        )],
        why: crate::text!(ja: "業務に関係のない職員に、記録の題名や内容の一部が届きます。", en: "staff who have no business with it get titles and parts of records."),
        fix: crate::text!(ja: "宛先を、必要な組織かグループに変えてください。", en: "send it to the departments or groups that need it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let general = case.app.general_notices()?.notifications.iter().any(|notice| notice.entity.everyone());
    let all = |notices: &Notices| {
        notices.notifications.iter().flat_map(|notice| &notice.targets).any(|one| one.entity.everyone())
    };
    let (by_record, by_date) = (all(case.app.record_notices()?), all(case.app.reminders()?));
    let parts = [(Part::GeneralNotices, general), (Part::RecordNotices, by_record), (Part::Reminders, by_date)];
    for (part, _) in parts.into_iter().filter(|(_, found)| *found) {
        let fix = without::people(case.app, part, &Entity::everyone);
        sink.report(Place::Whole { part }, Because::new().and("everyone", part.key()), Evidence::new(), fix);
    }
    Ok(())
}

//! Staff who have no business with it get titles and parts of records.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{Entity, EntityKind};
use crate::personal::labels::Classified;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, without};

/// The rule's name.
pub const ID: &str = "notice-goes-to-many";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NTF-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "個人情報のあるアプリの通知が大勢に届く", en: "Notices of an app with personal information go to many"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::GeneralNotices, Part::RecordNotices, Part::Reminders, Part::People],
    params: &[Param::Number { key: "most", least: 1, most: 100_000, default: 100 }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "通知の宛先にある「{name}」は{count}人で、めやすの{most}人を超えています。", en: "“{name}”, which is notified, has {count} people; {most} are the limit."),
        )],
        why: crate::text!(ja: "業務に関係のない職員にまで、記録の題名や内容の一部が届くおそれがあります。", en: "staff who have no business with it may get titles and parts of records."),
        fix: crate::text!(ja: "宛先を、担当の係やグループに絞ってください。", en: "send it only to the section or group in charge."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    if !case.personal()?.iter().any(Classified::sure) {
        return Ok(());
    }
    let mut outcome = Ok(());
    let mut told: Vec<(Part, &Entity, bool)> = Vec::new();
    match case.app.general_notices() {
        Ok(general) => {
            let all = general.notifications.iter();
            told.extend(all.map(|notice| (Part::GeneralNotices, &notice.entity, notice.include_subs)));
        }
        Err(unread) => outcome = Err(unread),
    }
    for (part, notices) in [(Part::RecordNotices, case.app.record_notices()), (Part::Reminders, case.app.reminders())] {
        match notices {
            Ok(notices) => {
                let all = notices.notifications.iter().flat_map(|notice| &notice.targets);
                told.extend(all.map(|one| (part, &one.entity, one.include_subs)));
            }
            Err(unread) => outcome = Err(unread),
        }
    }
    let most = u64::from(case.policy.number(&RULE, "most"));
    // Everyone is a matter of its own: `notice-goes-to-everyone`.
    let several =
        |entity: &Entity| matches!(entity.kind, EntityKind::Group | EntityKind::Organization) && !entity.everyone();
    let mut seen: Vec<(Part, &Entity)> = Vec::new();
    for (part, entity, below) in told.into_iter().filter(|(_, entity, _)| several(entity)) {
        let directory = case.people()?;
        let count = match directory.of(entity, below, None) {
            Ok(people) => people.unwrap_or_default().len() as u64,
            Err(unread) => {
                outcome = Err(unread);
                continue;
            }
        };
        if count > most && !seen.contains(&(part, entity)) {
            seen.push((part, entity));
            let code = entity.code.as_deref().unwrap_or_default();
            let department = directory.organizations.iter().find(|department| department.code == code);
            let department = department.filter(|_| entity.kind == EntityKind::Organization);
            let name = department.map_or(code, |department| &department.name).to_owned();
            let because = Because::new().and("entity", entity.key()).and("below", below).and("most", most);
            let evidence = Evidence::new()
                .and("name", Datum::Word(name.clone()))
                .and("count", Datum::Count(count))
                .and("most", Datum::Count(most));
            let fix = without::people(case.app, part, &|other| other == entity);
            sink.report(Place::In { part, name }, because, evidence, fix);
        }
    }
    outcome
}

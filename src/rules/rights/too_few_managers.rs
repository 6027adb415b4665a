//! When that person is away nobody can change or stop the app.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{AppRight, EntityKind};
use crate::people::{self, Doing};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, keeper};

/// The rule's name.
pub const ID: &str = "too-few-managers";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-04",
    severity: Severity::High,
    title: crate::text!(ja: "アプリの管理者が足りない", en: "Too few managers"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights, Part::Info, Part::People, Part::Space],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "one",
                crate::text!(ja: "アプリを管理できる人が1人しかいません。", en: "only one person can manage the app."),
            ),
            ("none", crate::text!(ja: "アプリを管理できる人がいません。", en: "nobody can manage the app.")),
        ],
        why: crate::text!(ja: "その人の異動や不在のときに、だれも設定を直せず、事故のときに止めることもできません。", en: "when that person is away nobody can change or stop the app."),
        fix: crate::text!(ja: "所管課から2人以上が管理できるように、組織かグループに「アプリ管理」を許可してください。", en: "let at least two people of the department manage it, by a department or group."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// The department that keeps the app manages it: where two of its people reach it and stand in no row but that of
/// Everyone.
fn enough(case: &Case<'_>) -> Option<Fix> {
    let people = case.people().ok()?;
    let (entity, below) = keeper::entity(case)?;
    let mut own = people.of(&entity, below, None).ok()??;
    for row in &case.app.rights().ok()?.rights {
        // Below its own row nothing takes anything from it.
        if row.entity == entity {
            break;
        }
        if !row.entity.everyone() {
            let creator = case.app.info().ok().map(|info| info.creator.code.as_str());
            let _ = own.take(&people.of(&row.entity, row.include_subs, creator).ok()??);
        }
    }
    // Whom the space keeps out cannot manage, whatever the row says.
    if own.take(&people::inside(case.app, people).least).len() < 2 { None } else { keeper::manages(case) }
}

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let managers = people::audience(case.app, case.people()?, Doing::Manage, None)?;
    // What could not be read may hold managers.
    if let Some(unread) = managers.unsure.first() {
        return if managers.least.len() >= 2 { Ok(()) } else { Err(unread.clone()) };
    }
    let fault = match managers.people.len() {
        0 => "none",
        1 => "one",
        _ => return Ok(()),
    };
    // Whoever made the app may be the one who is missing; without the app's information nobody knows who that is.
    let creator = |row: &AppRight| row.app_editable && row.entity.kind == EntityKind::Creator;
    if case.app.rights()?.rights.iter().any(creator) {
        case.app.info()?;
    }
    let because = Because::new().and("by", managers.by.into_iter().map(Value::from).collect::<Vec<_>>());
    let evidence = Evidence::new().and("fault", Datum::Word(fault.to_owned()));
    sink.report(Place::Whole { part: Part::AppRights }, because, evidence, enough(case));
    Ok(())
}

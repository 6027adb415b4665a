//! Settings that name who is no longer there are gaps, and come back to life with a new account of that name.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::{Reason, Unread};
use crate::kintone::right::{Entity, EntityKind};
use crate::people::Directory;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, without};
use crate::text::sorted::include;

/// The rule's name.
pub const ID: &str = "rights-of-nobody";

/// Where people are named.
const PARTS: &[Part] = &[
    Part::AppRights,
    Part::RecordRights,
    Part::FieldRights,
    Part::GeneralNotices,
    Part::RecordNotices,
    Part::Reminders,
    Part::Process,
    Part::People,
];

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-06",
    severity: Severity::Medium,
    title: crate::text!(ja: "いない利用者や組織が設定に残っている", en: "Settings name who is no longer there"),
    reach: Reach::Inspection,
    needs: PARTS,
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "stopped",
                crate::text!(ja: "使用を停止された{names}が、設定に残っています。", en: "the settings name {names}, who are stopped."),
            ),
            (
                "unseen",
                crate::text!(ja: "設定に残っている{names}は、いま見える利用者、組織、グループの中にありません。", en: "the settings name {names}, not among the users, departments and groups that can be seen now."),
            ),
        ],
        why: crate::text!(ja: "通知や承認がだれにも届かないことがあります。権限の行は、使用が再開されたり、同じログイン名やコードが再び使われたりすると、思わぬ人に権限を与えます。", en: "notices and approvals may reach nobody, and a right goes to whom nobody thought of once the account, or another of that name, is in use again."),
        fix: crate::text!(ja: "異動や廃止を確かめて、その行を消すか、後任の組織かグループに置き換えてください。", en: "make sure that they left, then delete the row or name the department or group that follows."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// What is wrong with whom a setting names, if anything. What only a record can resolve is somebody; a guest is in no
/// directory.
fn fault(people: &Directory, entity: &Entity) -> Result<Option<&'static str>, Reason> {
    let Some(code) = entity.code.as_deref() else { return Ok(None) };
    let there = match entity.kind {
        EntityKind::User if people.stopped.iter().any(|one| one.code == code) => return Ok(Some("stopped")),
        EntityKind::User => entity.guest() || people.users.iter().any(|one| one.code == code),
        EntityKind::Organization => people.organizations.iter().any(|one| one.code == code),
        EntityKind::Group if !entity.everyone() && !entity.administrators() => {
            match people.members.get(&entity.key()) {
                Some(Ok(_)) => true,
                Some(Err(Reason::NotFound)) => false,
                Some(Err(reason)) => return Err(reason.clone()),
                // Nobody has asked for its people.
                None => return Err(Reason::NotFound),
            }
        }
        _ => true,
    };
    Ok((!there).then_some("unseen"))
}

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let people = case.people()?;
    let mut unsure = None;
    for &part in PARTS {
        let whom = case.app.whom(part).unwrap_or_else(|unread| {
            unsure = Some(unread);
            Vec::new()
        });
        for what in ["stopped", "unseen"] {
            let (mut keys, mut names) = (Vec::new(), Vec::new());
            for entity in &whom {
                match fault(people, entity) {
                    Ok(found) if found == Some(what) => {
                        include(&mut keys, entity.key());
                        include(&mut names, people.name(entity).to_owned());
                    }
                    Ok(_) => {}
                    Err(reason) => unsure = Some(Unread::new(Part::People, reason)),
                }
            }
            if !keys.is_empty() {
                let keys: Vec<Value> = keys.into_iter().map(Value::from).collect();
                let evidence =
                    Evidence::new().and("fault", Datum::Word(what.to_owned())).and("names", Datum::Words(names));
                let gone = |entity: &Entity| matches!(fault(people, entity), Ok(Some(found)) if found == what);
                let fix = without::people(case.app, part, &gone);
                sink.report(Place::Whole { part }, Because::new().and(what, keys), evidence, fix);
            }
        }
    }
    unsure.map_or(Ok(()), Err)
}

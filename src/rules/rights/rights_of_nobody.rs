//! Settings that name who is no longer there are gaps, and come back to life with a new account of that name.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::{Reason, Unread};
use crate::kintone::right::{Entity, EntityKind};
use crate::people::Directory;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
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
    title: crate::said!(ja: "いない利用者や組織が設定に残っている", en: "Settings name who is no longer there"),
    reach: Reach::Inspection,
    needs: PARTS,
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::said!(ja: "{codes}が設定に残っていますが、使用を停止されているか、いま見える利用者、組織、グループの中にありません。", en: "the settings name {codes}, who are stopped, or not among the users, departments and groups that can be seen now."),
        )],
        why: crate::said!(ja: "通知や承認がだれにも届かないことがあります。権限の行は、同じログイン名やコードが再び使われると、別の人に権限を与えます。", en: "notices and approvals may reach nobody, and a right goes to somebody else once the login name or code is used again."),
        fix: crate::said!(ja: "異動や廃止を確かめて、その行を消すか、後任の組織かグループに置き換えてください。", en: "make sure that they left, then delete the row or name the department or group that follows."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// Whether whom a setting names is not there. What only a record can resolve is somebody; a guest is in no directory.
fn gone(people: &Directory, entity: &Entity) -> Result<bool, Reason> {
    let Some(code) = entity.code.as_deref() else { return Ok(false) };
    Ok(match entity.kind {
        EntityKind::User => !entity.guest() && people.users.iter().all(|one| one.code != code),
        EntityKind::Organization => people.organizations.iter().all(|one| one.code != code),
        EntityKind::Group if !entity.everyone() && !entity.administrators() => {
            match people.members.get(&entity.key()) {
                Some(Ok(_)) => false,
                Some(Err(Reason::NotFound)) => true,
                Some(Err(reason)) => return Err(reason.clone()),
                // Nobody has asked for its people.
                None => return Err(Reason::NotFound),
            }
        }
        _ => false,
    })
}

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let people = case.people()?;
    let mut unsure = None;
    for &part in PARTS {
        let (mut keys, mut codes) = (Vec::new(), Vec::new());
        match case.app.whom(part) {
            Ok(whom) => {
                for entity in whom {
                    match gone(people, entity) {
                        Ok(true) => {
                            include(&mut keys, entity.key());
                            include(&mut codes, entity.code.clone().unwrap_or_default());
                        }
                        Ok(false) => {}
                        Err(reason) => unsure = Some(Unread::new(Part::People, reason)),
                    }
                }
            }
            Err(unread) => unsure = Some(unread),
        }
        if !keys.is_empty() {
            let keys: Vec<Value> = keys.into_iter().map(Value::from).collect();
            let evidence = Evidence::new().and("codes", Datum::Words(codes));
            sink.report(Place::Whole { part }, Because::new().and("gone", keys), evidence, None);
        }
    }
    unsure.map_or(Ok(()), Err)
}

//! Whoever sees the record takes it on, or nobody can.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::process::Step;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{EntityKind, Whom};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, keeper};

/// The rule's name.
pub const ID: &str = "nobody-assigned";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "WFL-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "ステータスに作業者がいない", en: "A state without assignees"),
    reach: Reach::Inspection,
    needs: &[Part::People, Part::Process],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "empty",
                crate::text!(ja: "ステータス「{state}」には次に進むアクションがありますが、作業者が指定されていません。", en: "the state “{state}” has actions that lead on, but names no assignees."),
            ),
            (
                "gone",
                crate::text!(ja: "ステータス「{state}」の作業者に、いま在籍している人がいません。", en: "nobody whom the state “{state}” names as assignee is here any more."),
            ),
        ],
        why: crate::text!(ja: "作業者のいないステータスは、レコードを見られる人ならだれでも次へ進められるか、だれも進められずに止まります。", en: "where nobody is assigned, whoever sees the record can take it on, or nobody can."),
        fix: crate::text!(ja: "プロセス管理の設定で、作業者を、組織かグループ、またはフォームの項目で決めてください。", en: "name a department, a group or a field of the form as assignee."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let process = case.app.process()?;
    let mut told = Ok(());
    for (name, state) in process.states.iter().flatten().filter(|_| process.enable) {
        let entities = &state.assignee.entities;
        // Where records begin it is their makers who take them on, unless others are named.
        if !process.out_of(name).any(Step::assigned) || (entities.is_empty() && state.first()) {
            continue;
        }
        let fault = match nobody(case, entities) {
            Ok(true) if entities.is_empty() => "empty",
            Ok(true) => "gone",
            Ok(false) => continue,
            Err(unread) => {
                told = Err(unread);
                continue;
            }
        };
        let because = Because::new().and("state", name.as_str()).and("fault", fault);
        let evidence =
            Evidence::new().and("fault", Datum::Word(fault.to_owned())).and("state", Datum::Word(name.clone()));
        let gone = entities.iter().map(|one| &one.entity).collect();
        let fix = keeper::assigned(case, name, &state.assignee.kind, gone);
        sink.report(Place::In { part: Part::Process, name: name.clone() }, because, evidence, fix);
    }
    told
}

/// Whether all that are named are nobody. Whom only the record knows, and guests, are taken for somebody.
fn nobody(case: &Case<'_>, entities: &[Whom]) -> Result<bool, Unread> {
    let mut told = Ok(true);
    for whom in entities {
        let guest = whom.entity.code.as_ref().is_some_and(|code| code.starts_with("guest/"));
        if guest || !matches!(whom.entity.kind, EntityKind::User | EntityKind::Group | EntityKind::Organization) {
            return Ok(false);
        }
        match case.people().and_then(|people| people.of(&whom.entity, whom.include_subs, None)) {
            Ok(Some(people)) if people.is_empty() => {}
            Ok(_) => return Ok(false),
            Err(unread) => told = Err(unread),
        }
    }
    told
}

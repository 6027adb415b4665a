//! The work stops when that person is away or leaves.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{Entity, EntityKind};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, keeper};

/// The rule's name.
pub const ID: &str = "assignee-by-name";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "WFL-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "作業者が個人で決まっている", en: "An assignee is a named person"),
    reach: Reach::Inspection,
    needs: &[Part::Process],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "ステータス「{state}」の作業者に、個人が名指しされています。", en: "the state “{state}” names a person as assignee."),
        )],
        why: crate::text!(ja: "その人の異動や不在のときに、手続きが止まります。", en: "the work stops when that person is away or leaves."),
        fix: crate::text!(ja: "作業者を、組織かグループ、またはフォームの項目で決めてください。", en: "choose a department, a group or a field of the form instead."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let process = case.app.process()?;
    if !process.enable {
        return Ok(());
    }
    for (name, state) in process.states.iter().flatten() {
        if state.assignee.entities.iter().any(|one| one.entity.kind == EntityKind::User) {
            let all = state.assignee.entities.iter().map(|one| &one.entity);
            let persons: Vec<&Entity> = all.filter(|one| one.kind == EntityKind::User).collect();
            // Others who are named take it on; where nobody is left, the department does.
            let fix = if persons.len() < state.assignee.entities.len() {
                let at = |one: &&Entity| Address::State { name: name.clone(), entity: Some((*one).clone()) };
                let take = |one| Edit::Remove { part: Part::Process, address: at(one) };
                keeper::review(persons.iter().map(take).collect())
            } else {
                keeper::assigned(case, name, &state.assignee.kind, persons)
            };
            let evidence = Evidence::new().and("state", Datum::Word(name.clone()));
            sink.report(
                Place::In { part: Part::Process, name: name.clone() },
                Because::new().and("state", name.as_str()),
                evidence,
                fix,
            );
        }
    }
    Ok(())
}

//! One person can put through what nobody else has seen.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::field::Kind;
use crate::kintone::process::State;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{EntityKind, Whom};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, approval, keeper};

/// The rule's name.
pub const ID: &str = "self-approval-possible";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "WFL-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "作成した人が自分で承認できる", en: "Whoever makes a record can approve it"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Process],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "レコードの作成者が、承認のアクションを自分で行い、1人で「{state}」まで進められます。", en: "whoever makes a record can approve it and take it to “{state}” alone."),
        )],
        why: crate::text!(ja: "ほかの人の目が入らないまま、申請が通ってしまいます。", en: "one person can put through what nobody else has seen."),
        fix: crate::text!(ja: "プロセス管理の設定で、承認するステータスの作業者から、作成者を外してください。", en: "take the maker of the record out of the assignees of the states where others approve."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let process = case.app.process()?;
    let Some(states) = process.states.as_ref().filter(|_| process.enable) else { return Ok(()) };
    let fields = case.app.fields()?;
    let maker = |whom: &Whom| {
        whom.entity.kind == EntityKind::FieldEntity
            && fields.iter().any(|one| one.kind == Kind::Creator && Some(&one.code) == whom.entity.code.as_ref())
    };
    let works = |state: &State| match (state.assignee.entities.as_slice(), state.assignee.kind.as_str()) {
        ([], _) => state.first(),
        (all, "ALL") => all.iter().all(maker),
        (some, _) => some.iter().any(|whom| maker(whom) || whom.entity.everyone()),
    };
    // Where the maker can come, and whether something was approved on the way.
    let first = states.iter().filter(|(_, state)| state.first());
    let mut reached: Vec<(&str, bool)> = first.map(|(name, _)| (name.as_str(), false)).collect();
    let mut next = 0;
    while let Some((name, approved)) = reached.get(next).copied() {
        next += 1;
        if approved && process.out_of(name).next().is_none() && !approval::withdrawn(name) {
            let because = Because::new().and("to", name).and("by", "creator");
            let evidence = Evidence::new().and("state", Datum::Word(name.to_owned()));
            let steps = process.actions.iter().flatten();
            let approving = steps.filter(|step| approval::by(step)).map(|step| &step.from);
            let mut edits = Vec::new();
            for (name, state) in states.iter().filter(|(name, _)| approving.clone().any(|one| one == name)) {
                let all = &state.assignee.entities;
                let makers: Vec<&Whom> = all.iter().filter(|one| maker(one) || one.entity.everyone()).collect();
                // A state that would name nobody is no better.
                if makers.len() < all.len() {
                    let at = |one: &&Whom| Address::State { name: name.clone(), entity: Some(one.entity.clone()) };
                    edits.extend(makers.iter().map(|one| Edit::Remove { part: Part::Process, address: at(one) }));
                } else {
                    sink.report(Place::Whole { part: Part::Process }, because, evidence, None);
                    return Ok(());
                }
            }
            sink.report(Place::Whole { part: Part::Process }, because, evidence, keeper::review(edits));
            return Ok(());
        }
        if states.get(name).is_some_and(works) {
            for step in process.out_of(name).filter(|step| step.assigned() && step.condition.trim().is_empty()) {
                let one = (step.to.as_str(), approved || approval::by(step));
                if !reached.contains(&one) {
                    reached.push(one);
                }
            }
        }
    }
    Ok(())
}

//! What was approved can be another thing afterwards.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::field::Kind;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{AppRight, Entity, EntityKind, RecordEntity, RecordRight};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, approval, keeper};
use crate::text::search::holds;

/// The rule's name.
pub const ID: &str = "approved-still-editable";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "WFL-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "承認のあとの編集を止めていない", en: "What was approved can still be edited"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights, Part::Fields, Part::Process, Part::RecordRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "{states}になったあとのレコードの編集を限る設定が、レコードのアクセス権にありません。", en: "no permissions for records limit who edits a record in the state {states}."),
        )],
        why: crate::text!(ja: "承認のあとに内容を書き換えられると、何を承認したのかが分からなくなります。", en: "where a record is changed after its approval nobody knows what was approved."),
        fix: crate::text!(ja: "レコードのアクセス権に、承認後のステータスを条件とする設定を加え、編集できる人を必要な人だけにしてください。", en: "add permissions for records with that state as their condition, and let only those edit who need it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let process = case.app.process()?;
    let steps = || process.actions.iter().flatten();
    let ends = |name: &str| {
        process.out_of(name).next().is_none()
            && !approval::withdrawn(name)
            && (approval::named(name) || steps().any(|step| step.to == name && approval::by(step)))
    };
    let names = process.states.iter().flatten().map(|(name, _)| name).filter(|name| process.enable && ends(name));
    let names: Vec<String> = names.cloned().collect();
    if names.is_empty() {
        return Ok(());
    }
    let rows = &case.app.rights()?.rights;
    let rights = &case.app.record_rights()?.rights;
    let fields = case.app.fields()?;
    let states = fields.iter().filter(|field| matches!(field.kind, Kind::Status | Kind::StatusAssignee));
    let states: Vec<&str> = states.map(|field| field.code.as_str()).chain(["ステータス", "作業者"]).collect();
    let limits = |right: &RecordRight| {
        let condition = right.filter_cond.as_deref().unwrap_or_default();
        let assignee = |row: &RecordEntity| {
            row.entity.kind == EntityKind::FieldEntity
                && states.iter().any(|code| row.entity.code.as_deref() == Some(*code))
        };
        states.iter().any(|code| holds(condition, code))
            || right.entities.iter().any(assignee)
            || (condition.trim().is_empty() && !right.entities.iter().any(|row| row.editable))
    };
    if rows.iter().any(|row| row.record_editable) && !rights.iter().any(limits) {
        let codes: Vec<Value> = names.iter().map(|name| name.as_str().into()).collect();
        let fix = frozen(case, rows, rights, &names);
        let because = Because::new().and("states", codes);
        let evidence = Evidence::new().and("states", Datum::Words(names));
        sink.report(Place::Whole { part: Part::RecordRights }, because, evidence, fix);
    }
    Ok(())
}

/// A condition for these states that changes nothing for viewing, and lets only managers of the app edit. None where
/// there are conditions already: which of them comes first is for a person to say.
fn frozen(case: &Case<'_>, rows: &[AppRight], conditions: &[RecordRight], states: &[String]) -> Option<Fix> {
    let field = case.app.fields().ok()?.iter().find(|field| field.kind == Kind::Status)?;
    let odd = |name: &String| name.chars().any(|c| c == '"' || c == '\\');
    if !conditions.is_empty() || states.iter().any(odd) {
        return None;
    }
    let names: Vec<String> = states.iter().map(|name| ["\"", name, "\""].concat()).collect();
    let condition = [&field.code, " in (", &names.join(", "), ")"].concat();
    let row = |entity: &Entity, below: bool, may: bool| {
        Value::from_iter([
            ("entity", keeper::written(entity)),
            ("includeSubs", below.into()),
            ("viewable", true.into()),
            ("editable", may.into()),
            ("deletable", false.into()),
        ])
    };
    let mut managers: Vec<(Entity, bool)> = Vec::new();
    for one in rows.iter().filter(|row| row.app_editable && !row.entity.everyone()) {
        let entity = match one.entity.kind {
            // 「作成者」 stands in the permissions of apps only: here its person has to be named.
            EntityKind::Creator => {
                let creator = &case.app.info().ok()?.creator.code;
                Entity { kind: EntityKind::User, code: (!creator.is_empty()).then(|| creator.clone()) }
            }
            _ => one.entity.clone(),
        };
        entity.code.as_ref()?;
        if !managers.iter().any(|(other, _)| *other == entity) {
            managers.push((entity, one.include_subs));
        }
    }
    let everyone = Entity { kind: EntityKind::Group, code: Some("everyone".to_owned()) };
    let managers = managers.iter().map(|(entity, below)| row(entity, *below, true));
    let entities: Vec<Value> = managers.chain([row(&everyone, false, false)]).collect();
    let whole = Value::from_iter([("filterCond", Value::from(condition.as_str())), ("entities", entities.into())]);
    let address = Address::RecordRight { condition, entity: None };
    keeper::review(vec![Edit::Put { part: Part::RecordRights, address, row: whole }])
}

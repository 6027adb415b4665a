//! What the policy says of a class of information, against what the app does with it.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::declaration::Opening;
use crate::finding::{Address, Because, Datum, Evidence, Fix, Item, Place, Safety, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::AppRight;
use crate::policy::draft::Permit;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "use-beyond-class";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-02",
    severity: Severity::High,
    title: crate::said!(ja: "情報区分で認めていない使い方をしている", en: "A use that the class of information does not allow"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::AppRights, Part::Declaration],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "export",
                crate::said!(ja: "「{class}」のアプリで、{rows}にファイルへの書き出しが許可されています。", en: "in an app of the class “{class}”, {rows} may export records."),
            ),
            (
                "intake",
                crate::said!(ja: "「{class}」のアプリで、受付フォームを公開していると届け出ています。", en: "an app of the class “{class}” is declared to have a public form."),
            ),
            (
                "viewer",
                crate::said!(ja: "「{class}」のアプリで、閲覧ページを公開していると届け出ています。", en: "an app of the class “{class}” is declared to have a public page."),
            ),
        ],
        why: crate::said!(ja: "内規は、この区分の情報にこの使い方を認めていません。漏れたときの被害が大きいためです。", en: "the policy does not allow it for this class, since too much would be lost with it."),
        fix: crate::said!(ja: "書き出しの許可を外すか、公開をやめてください。業務にどうしても要るときは、主管課に相談してください。", en: "take the right away, or end the publication; ask the office if the work cannot be done without it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let Some(class) = case.policy.observed(case.personal()?) else { return Ok(()) };
    let uses = &class.uses;
    let told =
        |fault: &str| Evidence::new().and("fault", Datum::Word(fault.to_owned())).and("class", class.name.datum());
    if uses.export == Permit::No {
        let rows: Vec<_> = case.app.rights()?.rights.iter().filter(|row| row.record_exportable).collect();
        if !rows.is_empty() {
            let keys: Vec<Value> = rows.iter().map(|row| row.entity.key().into()).collect();
            let names = rows.iter().map(|row| {
                let people = case.people().ok();
                people.map_or_else(|| row.entity.key(), |people| people.name(&row.entity).to_owned())
            });
            let evidence = told("export").and("rows", Datum::Words(names.collect()));
            let address = |row: &&AppRight| Address::AppRight { entity: row.entity.clone() };
            let off = |row| Fix::off(Part::AppRights, &address(row), &["recordExportable"]).edits;
            let fix = Fix { safety: Safety::Review, edits: rows.iter().flat_map(off).collect() };
            sink.report(
                Place::Whole { part: Part::AppRights },
                Because::new().and("export", keys),
                evidence,
                Some(fix),
            );
        }
    }
    if uses.intake != Permit::No && uses.viewer != Permit::No {
        return Ok(());
    }
    let opening = case.declaration()?.opening;
    let open = [
        ("intake", uses.intake, matches!(opening, Some(Opening::Intake | Opening::Both))),
        ("viewer", uses.viewer, matches!(opening, Some(Opening::Viewer | Opening::Both))),
    ];
    for (fault, permit, open) in open {
        if permit == Permit::No && open {
            let because = Because::new().and(fault, class.id.as_str());
            sink.report(Place::Declared { item: Item::Public }, because, told(fault), None);
        }
    }
    Ok(())
}

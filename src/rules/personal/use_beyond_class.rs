//! What the policy says of a class of information, against what the app does with it.

use crate::case::{Case, Sink};
use crate::declaration::Opening;
use crate::finding::{Address, Because, Datum, Evidence, Fix, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
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
    title: crate::text!(ja: "情報区分で認めていない使い方をしている", en: "A use that the class of information does not allow"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::AppRights, Part::Declaration],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "export",
                crate::text!(ja: "「{class}」のアプリで、ファイルへの書き出しが許可されています。", en: "in an app of the class “{class}”, this row may export records."),
            ),
            (
                "intake",
                crate::text!(ja: "「{class}」のアプリで、受付フォームを公開していると届け出ています。", en: "an app of the class “{class}” is declared to have a public form."),
            ),
            (
                "viewer",
                crate::text!(ja: "「{class}」のアプリで、閲覧ページを公開していると届け出ています。", en: "an app of the class “{class}” is declared to have a public page."),
            ),
        ],
        why: crate::text!(ja: "内規は、この区分の情報にこの使い方を認めていません。漏れたときの被害が大きいためです。", en: "the policy does not allow it for this class, since too much would be lost with it."),
        fix: crate::text!(ja: "書き出しの許可を外すか、公開をやめてください。業務にどうしても要るときは、主管課に相談してください。", en: "take the right away, or end the publication; ask the office if the work cannot be done without it."),
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
        for row in case.app.rights()?.rights.iter().filter(|row| row.record_exportable) {
            let address = Address::AppRight { entity: row.entity.clone() };
            let fix = Fix::off(Part::AppRights, &address, &["recordExportable"]);
            let because = Because::new().and("export", row.entity.key()).and("class", class.id.as_str());
            sink.report(Place::AppRight { entity: row.entity.clone() }, because, told("export"), Some(fix));
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

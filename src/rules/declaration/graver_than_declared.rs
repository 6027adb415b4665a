//! With too light a class the limits that protect citizens’ data are not asked for.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "graver-than-declared";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-04",
    severity: Severity::High,
    title: crate::text!(ja: "届け出た情報区分より重い情報がある", en: "Graver information than declared"),
    reach: Reach::Inspection,
    needs: &[Part::Declaration, Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "differs",
            crate::text!(ja: "届け出た情報区分は「{declared}」ですが、項目からは「{observed}」に当たる情報があると判断しました。", en: "its fields speak of a graver class of information than was declared."),
        )],
        why: crate::text!(ja: "軽い区分のまま使うと、必要な閲覧の制限や承認がかからず、住民の情報を守れません。", en: "with too light a class the limits that protect citizens’ data are not asked for."),
        fix: crate::text!(ja: "届出の情報区分を見直してください。判断が実際と違うときは、「個人情報と判断した項目」で直してください。", en: "review the declared class, or correct the list of personal fields where it is wrong."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let declared = case.declaration()?;
    let classes = &case.policy.document().classes;
    let at = |id: &str| classes.iter().position(|class| class.id == id);
    let (Some(said), Some(seen)) = (case.policy.class(&declared.data_class), case.policy.observed(case.personal()?))
    else {
        return Ok(());
    };
    if at(&seen.id) > at(&said.id) {
        let because = Because::new().and("declared", declared.data_class.as_str()).and("observed", seen.id.as_str());
        let evidence = Evidence::new()
            .and("declared", said.name.datum())
            .and("observed", seen.name.datum())
            .and("fault", Datum::Word("differs".to_owned()));
        sink.report(Place::Declared { item: Item::DataClass }, because, evidence, None);
    }
    Ok(())
}

//! What is kept to a few in its own field is written into remarks that everybody sees.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::field::{Field, Kind};
use crate::kintone::refusal::Unread;
use crate::personal::Class;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, closed, fields, keeper};

/// The rule's name.
pub const ID: &str = "remarks-hold-anything";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-10",
    severity: Severity::Medium,
    title: crate::text!(ja: "自由に書ける項目だけが閉じられていない", en: "Remarks stay open where fields are closed"),
    reach: Reach::Inspection,
    needs: &[Part::FieldRights, Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "{closed}は限られた人にしか見せていませんが、自由に書ける{labels}にはフィールドのアクセス権がありません。", en: "{closed} is kept to a few, but {labels}, where anything can be written, has no field permissions."),
        )],
        why: crate::text!(ja: "閉じた項目の内容も、備考などには書かれがちです。そこから、見せないはずの人に見えてしまいます。", en: "what is kept to a few in its own field is easily written into remarks that more people see."),
        fix: crate::text!(ja: "フィールドのアクセス権で自由に書ける項目も同じ人だけに見せるか、個人情報を書かないことを項目のそばに示してください。", en: "give these fields the same field permissions, or say beside them that no personal information is to be written."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rights = &case.app.field_rights()?.rights;
    let personal = case.personal()?;
    let right = |one: &Classified| closed::right(rights, &one.code, one.table.as_deref());
    let closed: Vec<&Classified> =
        personal.iter().filter(|one| one.sure() && right(one).is_some_and(closed::keeps_out)).collect();
    // A field whose own label says what stands in it is no remark; the rule on special-care fields speaks of those.
    let told = |field: &Field| {
        let says =
            |one: &&Classified| one.sure() && (one.class == Class::SpecialCare || one.category != Some("OTHER_PI"));
        personal.iter().filter(says).any(|one| one.code == field.code)
    };
    let free = |field: &&Field| {
        matches!(field.kind, Kind::MultiLineText | Kind::RichText)
            && closed::right(rights, &field.code, field.table.as_deref()).is_none()
            && !told(field)
    };
    let free: Vec<&Field> = case.app.fields()?.iter().filter(free).collect();
    if !closed.is_empty() && !free.is_empty() {
        let codes: Vec<Value> = free.iter().map(|field| field.code.as_str().into()).collect();
        let labels = free.iter().map(|field| field.label.clone()).collect();
        let because = Because::new().and("fields", codes).and("closed", true);
        let evidence = Evidence::new().and("labels", Datum::Words(labels)).and("closed", fields::labels(&closed));
        let fields: Vec<_> = free.iter().map(|field| (field.code.as_str(), field.table.as_deref())).collect();
        let like = closed.first().and_then(|one| right(one));
        let fix = like.and_then(|like| keeper::closed_like(case.app, like, &fields, false));
        sink.report(Place::Whole { part: Part::FieldRights }, because, evidence, fix);
    }
    Ok(())
}

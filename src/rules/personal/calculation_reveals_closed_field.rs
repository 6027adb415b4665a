//! Whoever may not see the field may work out what stands in it from the result.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::field::Field;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, closed, keeper};

/// The rule's name.
pub const ID: &str = "calculation-reveals-closed-field";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-10",
    severity: Severity::High,
    title: crate::text!(ja: "見せない項目の中身が計算の結果から分かる", en: "A calculation may tell a closed field"),
    reach: Reach::Inspection,
    needs: &[Part::FieldRights, Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "計算の項目「{field}」にはフィールドのアクセス権がありません。計算のもとになる{labels}は、限られた人にしか見せていない項目です。", en: "the calculated field “{field}” has no field permissions, though {labels}, which it is computed from, is kept to a few."),
        )],
        why: crate::text!(ja: "もとの項目を隠していても、計算の結果から中身が分かってしまうおそれがあります。", en: "whoever may not see the field may work out what stands in it from the result."),
        fix: crate::text!(ja: "フィールドのアクセス権で、計算の項目も、もとの項目と同じ人だけに見せてください。", en: "give the calculated field the same field permissions."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rights = &case.app.field_rights()?.rights;
    let fields = case.app.fields()?;
    let right = |field: &Field| closed::right(rights, &field.code, field.table.as_deref());
    for field in fields.iter().filter(|field| !field.inputs.is_empty() && right(field).is_none()) {
        let hidden = |one: &&Field| field.inputs.contains(&one.code) && right(one).is_some_and(closed::keeps_out);
        let hidden: Vec<&Field> = fields.iter().filter(hidden).collect();
        if !hidden.is_empty() {
            let codes: Vec<Value> = hidden.iter().map(|one| one.code.as_str().into()).collect();
            let labels = hidden.iter().map(|one| one.label.clone()).collect();
            let because = Because::new().and("field", field.code.as_str()).and("from", codes);
            let evidence =
                Evidence::new().and("field", Datum::Word(field.label.clone())).and("labels", Datum::Words(labels));
            let mut rights = hidden.iter().filter_map(|one| right(one));
            // Where the fields are kept to different people, who may see the result is for a person to say.
            let like = rights.next().filter(|like| rights.all(|other| other.entities == like.entities));
            let field = (field, [(field.code.as_str(), field.table.as_deref())]);
            let fix = like.and_then(|like| keeper::closed_like(case.app, like, &field.1, true));
            let place = Place::Field { code: field.0.code.clone(), label: field.0.label.clone() };
            sink.report(place, because, evidence, fix);
        }
    }
    Ok(())
}

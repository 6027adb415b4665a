//! Who closed some personal fields meant to close those like them, too.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{Accessibility, FieldRight};
use crate::personal::Class;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, fields, keeper};

/// The rule's name.
pub const ID: &str = "field-left-open";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-10",
    severity: Severity::Medium,
    title: crate::text!(ja: "閉じ忘れたとみられる個人情報の項目がある", en: "Personal fields left open beside closed ones"),
    reach: Reach::Inspection,
    needs: &[Part::FieldRights, Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "{closed}はフィールドのアクセス権で閲覧を絞っていますが、同じくらい注意が要る{labels}には設定がありません。", en: "Permissions for Fields narrow who can view {closed}, but say nothing of {labels}, which need as much care."),
        )],
        why: crate::text!(ja: "あとから加えた項目は、フィールドのアクセス権に加えるまで、アプリを見られる全員に見えます。", en: "a field that was added later is seen by whoever sees the app, until it is added to Permissions for Fields."),
        fix: crate::text!(ja: "閉じるべき項目は、フィールドのアクセス権に加えてください。見せてよい項目なら、全員に閲覧を許可する行を加えると、決めたことが残ります。", en: "add the field to Permissions for Fields; if it may be seen, add it with a row that lets Everyone view, so that the decision stands there."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// Whether it keeps somebody from viewing: without Everyone the others may nothing.
fn closes(right: &FieldRight) -> bool {
    !right.entities.iter().any(|row| row.entity.everyone() && row.accessibility != Accessibility::None)
}

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rights = &case.app.field_rights()?.rights;
    // A table that is closed closes its columns.
    let of = |field: &Classified| {
        rights.iter().find(|right| right.code == field.code || Some(&right.code) == field.table.as_ref())
    };
    let (mut closed, mut open) = (Vec::new(), Vec::new());
    for field in case.personal()?.iter().filter(|field| field.sure()) {
        match of(field) {
            Some(right) if closes(right) => closed.push(field),
            Some(_) => {}
            // Special care has a rule of its own. By its name people tell a record from others.
            None if field.class == Class::SpecialCare || field.category == Some("NAME") => {}
            None => open.push(field),
        }
    }
    let Some(least) = closed.iter().map(|field| field.class).min() else { return Ok(()) };
    open.retain(|field| field.class >= least);
    if !open.is_empty() {
        let codes: Vec<Value> = open.iter().map(|field| field.code.as_str().into()).collect();
        let evidence = Evidence::new().and("labels", fields::labels(&open)).and("closed", fields::labels(&closed));
        // As the field beside them that needs as little care as they do.
        let like = closed.iter().find(|field| field.class == least).and_then(|field| of(field));
        let fields: Vec<_> = open.iter().map(|field| (field.code.as_str(), field.table.as_deref())).collect();
        let fix = like.and_then(|like| keeper::closed_like(case.app, like, &fields, false));
        sink.report(
            Place::PersonalFields,
            Because::new().and("closed", least.id()).and("fields", codes),
            evidence,
            fix,
        );
    }
    Ok(())
}

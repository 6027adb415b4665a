//! Whoever sees the app sees what is said of illness, disability and the like.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::Class;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, closed, fields, keeper};

/// The rule's name.
pub const ID: &str = "special-care-field-open";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-03",
    severity: Severity::High,
    title: crate::text!(ja: "要配慮個人情報の項目に個別の制限がない", en: "A special-care field without rights of its own"),
    reach: Reach::Inspection,
    needs: &[Part::FieldRights, Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "{labels}(要配慮個人情報の可能性)に、フィールドのアクセス権が設定されていません。", en: "no field permissions are set for {labels} (possible special-care information)."),
        )],
        why: crate::text!(ja: "アプリを見られる人すべてが、病気や障害などの情報を見られます。", en: "whoever sees the app sees what is said of illness, disability and the like."),
        fix: crate::text!(ja: "フィールドのアクセス権で、必要な人だけに見せてください。要配慮個人情報でないときは、「個人情報と判断した項目」で直してください。", en: "let only those who need it view the field, or correct the list of personal fields."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rights = &case.app.field_rights()?.rights;
    let limited = |field: &Classified| rights.iter().any(|right| right.code == field.code);
    let open = |field: &&Classified| field.sure() && field.class == Class::SpecialCare && !limited(field);
    let open: Vec<&Classified> = case.personal()?.iter().filter(open).collect();
    // As another field of this class is closed, else to the department that keeps the app.
    let like = case.personal()?.iter().filter(|field| field.sure() && field.class == Class::SpecialCare);
    let mut like = like.filter_map(|field| rights.iter().find(|right| right.code == field.code));
    let like = like.find(|right| closed::keeps_out(right));
    let fields: Vec<_> = open.iter().map(|field| (field.code.as_str(), field.table.as_deref())).collect();
    let fix = match like {
        Some(like) => keeper::closed_like(case.app, like, &fields, false),
        None => keeper::closed_to_owner(case, &fields),
    };
    fields::together_with(sink, &open, fix);
    Ok(())
}

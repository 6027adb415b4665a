//! The law allows it to be kept only for the work it names (My Number Act art. 9, 20, 29).

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::Class;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, fields};

/// The rule's name.
pub const ID: &str = "my-number-field";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-01",
    severity: Severity::Critical,
    title: crate::text!(ja: "マイナンバーの項目がある", en: "A field for the My Number"),
    reach: Reach::Inspection,
    needs: &[Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "「{label}」は、マイナンバーを記録する項目と判断しました。", en: "“{label}” is a field for the My Number."),
        )],
        why: crate::text!(ja: "マイナンバーは、法律で定めた事務のほかに記録することができません(番号法9条、20条、29条)。", en: "the law allows it to be kept only for the work it names (My Number Act art. 9, 20, 29)."),
        fix: crate::text!(ja: "主管課に報告し、項目を削除してください。承認を受けた専用のアプリなら、そのことを届け出てください。", en: "tell the office and remove the field, or declare that this is an approved app."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    fields::each(case, sink, "my-number", |field| field.class == Class::MyNumber)
}

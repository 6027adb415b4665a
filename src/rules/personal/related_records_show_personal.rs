//! Where the other app is open to many, whoever opens a record here sees it.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::field::Field;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::personal::whole_form::{self, Form};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, elsewhere};

/// The rule's name.
pub const ID: &str = "related-records-show-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-06",
    severity: Severity::Medium,
    title: crate::text!(ja: "関連レコード一覧に個人情報が出ている", en: "Related records show personal information"),
    reach: Reach::Inspection,
    needs: &[Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "関連レコード一覧「{field}」が、アプリ(ID: {app})の{labels}を表示しています。フィールドコードから見て、個人情報と思われます。", en: "the related records “{field}” show {labels} of the app with ID {app}; their field codes tell that they are personal."),
        )],
        why: crate::text!(ja: "元のアプリを見られる人が広いと、このアプリを開いた人に、ほかの業務の個人情報まで見えてしまいます。", en: "where the other app is open to many, whoever opens a record here sees personal data of other work."),
        fix: crate::text!(ja: "表示する項目を必要なものだけにし、元のアプリを見られる人を確かめてください。", en: "show only what is needed, and make sure who can view the other app."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    elsewhere::each(case, sink, true, |other| {
        let fields: Vec<Field> = other.codes.iter().map(|code| Field::named(code)).collect();
        let form = Form { fields: &fields, app: "", office: case.policy.labels(), decided: &[] };
        whole_form::classify(form).into_iter().filter(Classified::sure).collect()
    })
}

//! The form is almost that of another app: told by the survey of all apps, which is the only one to see them together.

use crate::finding::Severity;
use crate::kintone::Part;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "same-fields";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-05",
    severity: Severity::Low,
    title: crate::text!(ja: "項目の作りがほかのアプリとほとんど同じである", en: "The form is almost that of another app"),
    reach: Reach::Survey,
    needs: &[Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリ(ID: {app})と、{count}項目のうちほとんどが同じです。", en: "almost all of its {count} fields are those of the app with ID {app}."),
        )],
        why: crate::text!(ja: "複製して作ったアプリに、元の個人情報の項目や設定が残っていることがあります。", en: "an app made from a copy may keep personal fields and settings of the other."),
        fix: crate::text!(ja: "元のアプリと分けて使う理由を確かめ、要らない項目は消してください。", en: "make sure why there are two, and delete fields that are not needed."),
    },
};

/// Acts in the survey of all apps.
pub const ON: On = On { app: None, record: None };

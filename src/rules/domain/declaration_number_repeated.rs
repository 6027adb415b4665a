//! The approval number is that of another app: told by the survey of all apps, which is the only one to see them together.

use crate::finding::Severity;
use crate::kintone::Part;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "declaration-number-repeated";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-03",
    severity: Severity::High,
    title: crate::text!(ja: "届出や承認の番号がほかのアプリと重なっている", en: "The approval number is that of another app"),
    reach: Reach::Survey,
    needs: &[Part::Declaration],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "承認番号「{number}」が、アプリ(ID: {app})にも書かれています。", en: "the approval number “{number}” stands in the app with ID {app}, too."),
        )],
        why: crate::text!(ja: "複製したアプリが、承認を受けていないのに受けたように見えます。", en: "a copied app looks approved though nobody approved it."),
        fix: crate::text!(ja: "このアプリの承認を受けていないときは、届出を書き直し、主管課の承認を受けてください。", en: "if this app was not approved, declare it anew and get the approval of the office."),
    },
};

/// Acts in the survey of all apps.
pub const ON: On = On { app: None, record: None };

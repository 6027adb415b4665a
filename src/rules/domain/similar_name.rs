//! The name is much like that of another app: told by the survey of all apps, which is the only one to see them together.

use crate::finding::Severity;
use crate::kintone::Part;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "similar-name";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-04",
    severity: Severity::Low,
    title: crate::text!(ja: "ほかのアプリと名前がよく似ている", en: "The name is much like that of another app"),
    reach: Reach::Survey,
    needs: &[Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "「{name}」は、アプリ(ID: {app})の名前とよく似ています。", en: "“{name}” is much like the name of the app with ID {app}."),
        )],
        why: crate::text!(ja: "同じ用途のアプリが二つあると、どちらが正しいか分からなくなり、片方が見直されないまま残ります。", en: "of two apps for one purpose nobody knows which is right, and one is left without care."),
        fix: crate::text!(ja: "用途が同じならまとめ、違うなら、違いが分かる名前に変えてください。", en: "join them if they serve one purpose, or give them names that tell them apart."),
    },
};

/// Acts in the survey of all apps.
pub const ON: On = On { app: None, record: None };

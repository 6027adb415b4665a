//! The same list of people is kept in several apps: told by the survey of all apps, which is the only one to see them together.

use crate::finding::Severity;
use crate::kintone::Part;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "personal-list-scattered";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-11",
    severity: Severity::Medium,
    title: crate::text!(ja: "住民や職員の名簿がいくつものアプリにある", en: "The same list of people is kept in several apps"),
    reach: Reach::Survey,
    needs: &[Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "氏名と番号を持つ名簿とみられるアプリが、このほかに{count}個あります。", en: "{count} other apps seem to be lists of people with names and numbers."),
        )],
        why: crate::text!(ja: "同じ人の情報があちこちにあると、直し忘れや消し忘れが起こり、漏れる場所も増えます。", en: "the same people in many places are forgotten when data is mended or deleted, and may be lost from each."),
        fix: crate::text!(ja: "もとになる名簿を一つに決め、ほかのアプリはルックアップで参照し、要らない名簿は廃止してください。", en: "settle on one list, refer to it from the others, and close those that are not needed."),
    },
};

/// Acts in the survey of all apps.
pub const ON: On = On { app: None, record: None };

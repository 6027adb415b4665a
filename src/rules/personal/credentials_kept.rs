//! Whoever sees the app can get into other systems.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, fields};

/// The rule's name.
pub const ID: &str = "credentials-kept";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "S1",
    severity: Severity::High,
    title: crate::text!(ja: "認証に使う情報の項目がある", en: "Credentials are kept"),
    reach: Reach::Inspection,
    needs: &[Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "「{label}」は、パスワードなど認証に使う情報の項目と判断しました。", en: "“{label}” is a field for a password or the like."),
        )],
        why: crate::text!(ja: "アプリを見られる人すべてが、ほかの仕組みに入れるようになります。書き出しや通知からも漏れます。", en: "whoever sees the app can get into other systems."),
        fix: crate::text!(ja: "項目を削除し、認証に使う情報は専用の方法で管理してください。", en: "remove the field and keep credentials where they belong."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    fields::each(case, sink, "credential", |field| field.category == Some("CREDENTIAL"))
}

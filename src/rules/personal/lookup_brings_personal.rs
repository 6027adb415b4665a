//! What few may see in the other app is seen by everybody who can open this one.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, elsewhere};

/// The rule's name.
pub const ID: &str = "lookup-brings-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-05",
    severity: Severity::High,
    title: crate::text!(ja: "ルックアップで個人情報を写している", en: "A lookup copies personal information"),
    reach: Reach::Inspection,
    needs: &[Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "ルックアップ「{field}」が、アプリ(ID: {app})から個人情報の{count}項目({labels})を写しています。", en: "the lookup “{field}” copies {count} personal fields ({labels}) from the app with ID {app}."),
        )],
        why: crate::text!(ja: "写し元のアプリで見られる人を絞っていても、写した内容は、このアプリを見られる人に見えます。", en: "whoever may see this app sees the copies, however few may see the other app."),
        fix: crate::text!(ja: "写す項目を必要なものだけにし、このアプリを見られる人が写し元より広くないかを確かめてください。", en: "copy only what is needed, and make sure that no more people see this app than the other one."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let personal = case.personal()?;
    elsewhere::each(case, sink, false, |other| {
        let filled = |field: &&Classified| field.sure() && other.codes.contains(&field.code);
        personal.iter().filter(filled).cloned().collect()
    })
}

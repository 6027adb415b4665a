//! What is written in comments is kept apart from the fields, and outside their permissions.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::Class;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, fields};

/// The rule's name.
pub const ID: &str = "comments-on-with-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "CMT-01",
    severity: Severity::Low,
    title: crate::text!(ja: "特に注意する個人情報のアプリでコメントが使える", en: "Comments beside special-care information"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "{labels}の項目があるアプリで、コメント機能が有効です。", en: "comments are on in an app with the fields {labels}."),
        )],
        why: crate::text!(ja: "コメントにはフィールドのアクセス権が効きません。病気や障害、マイナンバーのことを書くと、レコードを見られる人すべてに見えます。", en: "field permissions do not reach comments: what is written there of illness, disability or the My Number is seen by whoever sees the record."),
        fix: crate::text!(ja: "必要がなければ、高度な設定の「コメント機能を有効にする」を外してください。使うときは、個人情報を書かないことを周知してください。", en: "switch comments off in Advanced Settings unless they are needed; otherwise tell everybody to keep personal information out of them."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let comments = case.app.settings()?.enable_comments;
    let grave = |field: &&Classified| field.sure() && matches!(field.class, Class::SpecialCare | Class::MyNumber);
    let held: Vec<&Classified> = case.personal()?.iter().filter(grave).collect();
    if comments && !held.is_empty() {
        let because = Because::new().and("comments", true).and("grave", true);
        let evidence = Evidence::new().and("labels", fields::labels(&held));
        let fix = Fix::off(Part::Settings, &Address::Top, &["enableComments"]);
        sink.report(Place::Whole { part: Part::Settings }, because, evidence, Some(fix));
    }
    Ok(())
}

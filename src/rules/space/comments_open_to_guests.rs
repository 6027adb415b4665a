//! What staff write for each other is seen by people from outside.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "comments-open-to-guests";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "CMT-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "ゲストにコメントが見える", en: "Guests see comments"),
    reach: Reach::Inspection,
    needs: &[Part::Settings, Part::Space],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "ゲストスペースのアプリで、コメント機能が有効です。", en: "comments are on in an app of a guest space."),
        )],
        why: crate::text!(ja: "職員どうしのやり取りのつもりで書いたことが、庁外の参加者に見えます。", en: "what staff write for each other is seen by people from outside."),
        fix: crate::text!(ja: "必要がなければ、高度な設定の「コメント機能を有効にする」を外してください。", en: "switch comments off in Advanced Settings unless they are needed."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let comments = case.app.settings()?.enable_comments;
    let guests = case.app.home()?.is_some_and(|home| home.space.is_guest);
    if comments && guests {
        let because = Because::new().and("comments", true).and("guests", true);
        let fix = Fix::off(Part::Settings, &Address::Top, &["enableComments"]);
        sink.report(Place::Whole { part: Part::Settings }, because, Evidence::new(), Some(fix));
    }
    Ok(())
}

//! Nobody but its maker looks after it, and no list of members stands between it and everybody.

use crate::case::{Case, Sink};
use crate::finding::{Because, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "app-outside-spaces";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "SPC-01",
    severity: Severity::Low,
    title: crate::text!(ja: "個人情報のアプリがスペースの外にある", en: "An app with personal fields in no space"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Space],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "個人情報の項目があるアプリが、どのスペースにも属していません。", en: "an app with personal fields belongs to no space."),
        )],
        why: crate::text!(ja: "どの課のアプリかが分かりにくく、参加メンバーによる守りもありません。アプリの権限を誤ると、全職員に見えてしまいます。", en: "nobody sees whose app it is, and no list of members guards it: one mistake in its permissions shows it to everybody."),
        fix: crate::text!(ja: "所管課の非公開のスペースにアプリを移してください。", en: "move the app to a private space of its department."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let outside = case.app.home()?.is_none();
    if case.personal()?.iter().any(Classified::sure) && outside {
        let because = Because::new().and("space", "none").and("personal", true);
        sink.report(Place::Whole { part: Part::Space }, because, Evidence::new(), None);
    }
    Ok(())
}

//! One mistake in the permissions shows it to everybody; a private space is a second lock.

use crate::case::{Case, Sink};
use crate::finding::{Because, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "personal-outside-private-space";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "SPC-01",
    severity: Severity::Low,
    title: crate::text!(ja: "個人情報のアプリが公開のスペースにある", en: "Personal information in an open space"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Space],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "個人情報の項目があるアプリが、だれでも参加できるスペースにあります。", en: "an app with personal fields stands in a space that anybody can join."),
        )],
        why: crate::text!(ja: "アプリの権限を誤ると、全職員に見えてしまいます。スペースを非公開にしておけば、もう一つの守りになります。", en: "one mistake in the permissions shows it to everybody; a private space is a second lock."),
        fix: crate::text!(ja: "所管課の非公開のスペースにアプリを置いてください。", en: "keep the app in a private space of the department."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let open = case.app.home()?.is_some_and(|home| !home.space.is_private && !home.space.is_guest);
    if case.personal()?.iter().any(Classified::sure) && open {
        let because = Because::new().and("space", "open");
        sink.report(Place::Whole { part: Part::Space }, because, Evidence::new(), None);
    }
    Ok(())
}

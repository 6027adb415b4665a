//! Nobody answers for the app any more, and nobody notices when something is wrong with it.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::user::User;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::text::fold;

/// The rule's name.
pub const ID: &str = "declared-person-gone";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-06",
    severity: Severity::High,
    title: crate::text!(ja: "責任者か保守担当が在籍していない", en: "The owner or maintainer has left"),
    reach: Reach::Inspection,
    needs: &[Part::Declaration, Part::People],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "owner",
                crate::text!(ja: "届出の責任者「{name}」のアカウントは、使用停止になっています。", en: "the account of “{name}”, the declared owner, is deactivated."),
            ),
            (
                "maintainer",
                crate::text!(ja: "届出の保守担当「{name}」のアカウントは、使用停止になっています。", en: "the account of “{name}”, the declared maintainer, is deactivated."),
            ),
        ],
        why: crate::text!(ja: "アプリに責任を持つ人がいないため、誤りや事故があっても対応されず、使い終わったあとも残り続けます。", en: "nobody answers for the app: faults and accidents are not dealt with, and it stays on when it is no longer used."),
        fix: crate::text!(ja: "引き継いだ人を確かめ、届出を書きかえてください。個人の名前ではなく、「市民課長」のような職の名前で書くと、異動のたびに直さずに済みます。", en: "find out who took over and change the declaration; a post, not a person’s name, outlasts personnel changes."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let declared = case.declaration()?;
    if declared.owner.is_empty() && declared.maintainer.is_empty() {
        return Ok(());
    }
    let people = case.people()?;
    for (item, text) in [(Item::Owner, &declared.owner), (Item::Maintainer, &declared.maintainer)] {
        let between = |c: char| matches!(fold::width(c), ',' | '、' | '，' | '・' | '/' | ';' | '(' | ')' | '\n');
        for name in text.split(between).map(str::trim) {
            let key = fold::label(name);
            let is = |user: &User| fold::label(&user.code) == key || fold::label(&user.name) == key;
            // A colleague of the same name may be meant, and a department may once have shared an account.
            let stays = people.users.iter().any(is)
                || people.organizations.iter().any(|department| fold::label(&department.name) == key);
            if !key.is_empty() && people.stopped.iter().any(is) && !stays {
                let because = Because::new().and("item", item.id()).and("name", name);
                let evidence = Evidence::new()
                    .and("fault", Datum::Word(item.id().to_owned()))
                    .and("name", Datum::Word(name.to_owned()));
                sink.report(Place::Declared { item }, because, evidence, None);
            }
        }
    }
    Ok(())
}

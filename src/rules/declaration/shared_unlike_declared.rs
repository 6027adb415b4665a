//! What was declared to stay with one section is open to others: the office approved another use than there is.

use crate::case::{Case, Sink};
use crate::declaration::Sharing;
use crate::finding::{Because, Datum, Evidence, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "shared-unlike-declared";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-04",
    severity: Severity::Medium,
    title: crate::text!(ja: "届け出た提供・共有の範囲より広く見える", en: "Open to more people than the declaration says"),
    reach: Reach::Inspection,
    needs: &[Part::Declaration, Part::AppRights, Part::Actions, Part::Space],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "shared-with-guests",
                crate::text!(ja: "庁外には提供していないと届け出ていますが、ゲストスペースのアプリなので、庁外の人が参加できます。", en: "the declaration says that nothing goes outside, but the app lies in a guest space, which people outside can join."),
            ),
            (
                "shared-with-everyone",
                crate::text!(ja: "提供・共有していないと届け出ていますが、Everyoneがレコードを閲覧できます。", en: "the declaration says that nothing is given to others, but Everyone can view records."),
            ),
            (
                "shared-by-action",
                crate::text!(ja: "提供・共有していないと届け出ていますが、アクション{names}でほかのアプリに写せます。", en: "the declaration says that nothing is given to others, but the action {names} copies into other apps."),
            ),
        ],
        why: crate::text!(ja: "承認された使い方と実際の使い方が違い、本人に説明した範囲を超えて情報が使われるおそれがあります。", en: "the app is used otherwise than was approved, and otherwise than the people whom it is about were told."),
        fix: crate::text!(ja: "届出の「ほかへの提供・共有」を実際に合わせるか、設定を届出に合わせてください。", en: "make the declaration say what is so, or the settings do what it says."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let Some(sharing) = case.declaration()?.sharing else { return Ok(()) };
    let mut tell = |fault: &str, names: Vec<String>| {
        let because = Because::new().and("sharing", sharing.id()).and("fault", fault).and("names", names.clone());
        let evidence = Evidence::new().and("fault", Datum::Word(fault.to_owned())).and("names", Datum::Words(names));
        sink.report(Place::Declared { item: Item::Sharing }, because, evidence, None);
    };
    if !matches!(sharing, Sharing::None | Sharing::Inside) {
        return Ok(());
    }
    let home = case.app.home()?;
    if home.is_some_and(|home| home.space.is_guest) {
        tell("shared-with-guests", Vec::new());
    }
    if sharing == Sharing::Inside {
        return Ok(());
    }
    let closed = home.is_some_and(|home| home.space.is_private || home.space.is_guest);
    let everyone = case.app.rights()?.rights.iter().any(|row| row.entity.everyone() && row.record_viewable);
    if everyone && !closed {
        tell("shared-with-everyone", Vec::new());
    }
    let own = &case.app.snapshot.app;
    let away = case.app.actions()?.actions.iter().filter(|(_, action)| action.dest_app.app != *own);
    let names: Vec<String> = away.map(|(name, _)| name.clone()).collect();
    if !names.is_empty() {
        tell("shared-by-action", names);
    }
    Ok(())
}

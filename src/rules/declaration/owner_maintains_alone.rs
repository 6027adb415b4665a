//! When that person is away or leaves nobody knows the app.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::text::fold;

/// The rule's name.
pub const ID: &str = "owner-maintains-alone";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-06",
    severity: Severity::Low,
    title: crate::text!(ja: "責任者と保守担当が同じ人になっている", en: "Owner and maintainer are one person"),
    reach: Reach::Inspection,
    needs: &[Part::Declaration],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "届出の責任者と保守担当が、どちらも「{name}」になっています。", en: "“{name}” is both owner and maintainer in the declaration."),
        )],
        why: crate::text!(ja: "その人の異動や不在のときに、アプリのことが分かる人がいなくなります。設定の誤りにも、ほかの人の目が届きません。", en: "when that person is away or leaves nobody knows the app, and nobody else sees mistakes in its settings."),
        fix: crate::text!(ja: "保守担当に、責任者とは別の人か係を届け出てください。", en: "declare somebody else, or a section, as maintainer."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// How names of departments and teams end: they hold more than one person.
const TEAMS: [&str; 10] = ["課", "係", "室", "部", "局", "班", "担当", "センター", "チーム", "グループ"];

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let declared = case.declaration()?;
    let owner = fold::label(&declared.owner);
    let team = TEAMS.iter().any(|end| owner.ends_with(end));
    if !owner.is_empty() && !team && owner == fold::label(&declared.maintainer) {
        let name = declared.owner.trim().to_owned();
        let because = Because::new().and("name", name.clone());
        let evidence = Evidence::new().and("name", Datum::Word(name));
        sink.report(Place::Declared { item: Item::Maintainer }, because, evidence, None);
    }
    Ok(())
}

//! Nobody can tell who uses the app for what, so it cannot be approved, handed over or closed.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;


/// The rule's name.
pub const ID: &str = "declaration-incomplete";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-02",
    severity: Severity::Medium,
    title: crate::text!(ja: "届出に書かれていない項目がある", en: "The declaration is incomplete"),
    reach: Reach::Inspection,
    needs: &[Part::Declaration],
    params: &[],
    speech: Speech::Plain {
        what: &[
            ("", crate::text!(ja: "届出の「{item}」が書かれていません。", en: "“{item}” is missing in the declaration.")),
        ],
        why: crate::text!(ja: "だれが何のために使うアプリかが残らず、承認や引継ぎ、廃止の判断ができません。", en: "nobody can tell who uses the app for what, so it cannot be approved, handed over or closed."),
        fix: crate::text!(ja: "届出に記入してください。", en: "fill in the declaration."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let declared = case.declaration()?;
    let empty = [
        (Item::Purpose, declared.purpose.trim().is_empty()),
        (Item::Owner, declared.owner.trim().is_empty()),
        (Item::Maintainer, declared.maintainer.trim().is_empty()),
        (Item::DataClass, declared.data_class.is_empty()),
        (Item::People, declared.people.is_none()),
        (Item::Until, declared.until.is_none()),
    ];
    for (item, _) in empty.into_iter().filter(|(_, empty)| *empty) {
        let evidence = Evidence::new().and("item", Datum::Word(item.text().ja.to_owned()));
        sink.report(Place::Declared { item }, Because::new().and("empty", item.id()), evidence, None);
    }
    Ok(())
}

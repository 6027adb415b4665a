//! Nobody can tell who uses the app for what, so it cannot be approved, handed over or closed.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Finding, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::text::{self, Lang};

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
    speech: Speech::Made(words),
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let declared = case.declaration()?;
    let asked = |item: &Item| case.policy.requires(*item, &declared.data_class) && declared.asks(*item);
    let empty = Item::ALL.into_iter().filter(asked).filter(|item| declared.said(*item).trim().is_empty());
    let empty: Vec<&str> = empty.map(Item::id).collect();
    if !empty.is_empty() {
        let because = Because::new().and("empty", empty.iter().map(|id| (*id).into()).collect::<Vec<Value>>());
        let evidence = Evidence::new()
            .and("items", Datum::Words(empty.into_iter().map(str::to_owned).collect()))
            .and("fault", Datum::Word("incomplete".to_owned()));
        sink.report(Place::Whole { part: Part::Declaration }, because, evidence, None);
    }
    Ok(())
}

fn words(finding: &Finding, lang: Lang) -> Words {
    let items = finding.evidence.words("items").iter().filter_map(|id| Item::of(id));
    let names: Vec<String> = items.map(|item| item.text().get(lang).to_owned()).collect();
    let names = text::listed(&names, lang);
    let why = crate::text!(
        ja: "だれが何のために使うアプリかが残らず、承認や引継ぎ、廃止の判断ができません。",
        en: "nobody can tell who uses the app for what, so it cannot be approved, handed over or closed."
    );
    Words {
        what: crate::say!(lang, ja: "届出の{names}が書かれていません。", en: "the declaration does not say {names}.", names),
        why: why.get(lang).to_owned(),
        fix: crate::text!(ja: "届出に記入してください。", en: "fill in the declaration.").get(lang).to_owned(),
    }
}

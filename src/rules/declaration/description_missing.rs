//! Its users do not know what it is for, nor whom to ask.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Edit, Evidence, Fix, Place, Safety, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::text::fold;
use crate::text::search::replaced;

/// The rule's name.
pub const ID: &str = "description-missing";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-07",
    severity: Severity::Low,
    title: crate::text!(ja: "アプリの説明がない", en: "No description"),
    reach: Reach::Inspection,
    needs: &[Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[("", crate::text!(ja: "アプリの説明が書かれていません。", en: "the app has no description."))],
        why: crate::text!(ja: "利用する職員が、何のためのアプリか、困ったときにだれに聞けばよいかが分かりません。", en: "its users do not know what it is for, nor whom to ask."),
        fix: crate::text!(ja: "一般設定の「説明」に、目的と問い合わせ先(課名と係名)を書いてください。", en: "write its purpose and a contact (department and section) into the description."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// What the declaration says, as a description; none while it does not say what for, and whom to ask.
fn template(case: &Case<'_>) -> Option<Fix> {
    let declared = case.declaration().ok()?;
    let told = |text: &str| !text.trim().is_empty();
    if !told(&declared.purpose) || !told(&declared.owner) {
        return None;
    }
    let mut html = String::new();
    for (name, text) in
        [("利用目的", &declared.purpose), ("責任者", &declared.owner), ("保守担当", &declared.maintainer)]
    {
        if told(text) {
            let text = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")]
                .iter()
                .fold(text.trim().to_owned(), |text, (sign, by)| replaced(&text, sign, by));
            html.push_str(&["<div>", name, ": ", &text, "</div>"].concat());
        }
    }
    let (part, address) = (Part::Settings, Address::Top);
    let edits = vec![Edit::Set { part, address, key: "description".to_owned(), value: html.into() }];
    Some(Fix { safety: Safety::Safe, edits })
}

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let description = case.app.settings()?.description.as_deref().unwrap_or_default();
    if fold::plain(description).trim().is_empty() {
        sink.report(
            Place::Whole { part: Part::Settings },
            Because::new().and("description", ""),
            Evidence::new(),
            template(case),
        );
    }
    Ok(())
}

//! The title appears in notices, mails and search results, before eyes it is not for.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Severity};
use crate::kintone::Part;
use crate::kintone::field::Kind;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, keeper};
use serde_json::Value;

/// The rule's name.
pub const ID: &str = "title-is-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-07",
    severity: Severity::Medium,
    title: crate::text!(ja: "レコードのタイトルが個人情報になっている", en: "The title of records is personal"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "レコードのタイトルに、個人情報の「{label}」を使っています。", en: "“{label}”, which is personal, stands as the title of records."),
        )],
        why: crate::text!(ja: "タイトルは、通知やメール、検索の結果に出ます。本来は見られない人の目に触れるおそれがあります。", en: "the title appears in notices, mails and search results, before eyes it is not for."),
        fix: crate::text!(ja: "一般設定の「レコードのタイトル」を、受付番号などの個人情報でない項目に変えてください。", en: "choose a field that is not personal, such as a number, as the title of records in General Settings."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let settings = case.app.settings()?;
    let personal = case.personal()?;
    let chosen = settings.title_field.as_ref().filter(|title| title.selection_mode == "MANUAL");
    let Some(code) = chosen.and_then(|title| title.code.as_ref()) else { return Ok(()) };
    if let Some(field) = personal.iter().find(|field| field.sure() && field.code == *code) {
        let because = Because::new().and("title", code.as_str()).and("class", field.class.id());
        let evidence = Evidence::new()
            .and("label", Datum::Word(field.label.clone()))
            .and("class", Datum::Word(field.class.id().to_owned()));
        // Never what kintone chooses by itself: that may be personal again.
        let number = case.app.fields()?.iter().find(|field| field.kind == Kind::RecordNumber);
        let fix = number.and_then(|number| {
            let value = Value::from_iter([("selectionMode", "MANUAL"), ("code", &number.code)]);
            let (part, address) = (Part::Settings, Address::Top);
            keeper::review(vec![Edit::Set { part, address, key: "titleField".to_owned(), value }])
        });
        sink.report(field.place(), because, evidence, fix);
    }
    Ok(())
}

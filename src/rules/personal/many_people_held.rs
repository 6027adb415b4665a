//! From how many people on the law asks for more.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::app_class::{self, Duty};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "many-people-held";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-10",
    severity: Severity::Info,
    title: crate::text!(ja: "大勢の個人情報を扱っている", en: "Personal information of many people"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Declaration],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "large",
                crate::text!(ja: "届け出た人数は{people}人です。100人を超えるので、漏えいしたときは個人情報保護委員会への報告が必要です。", en: "{people} people are declared: above 100 a leak is reported to the commission."),
            ),
            (
                "register",
                crate::text!(ja: "届け出た人数は{people}人です。1,000人以上なので、個人情報ファイル簿に載せるかを確かめる必要があります。", en: "{people} people are declared: from 1,000 on it may belong in the register of personal information files."),
            ),
        ],
        why: crate::text!(ja: "事故のときに、何人分の何が漏れたかをすぐに言えるかどうかで、報告の速さが決まります(個人情報保護法68条、75条)。", en: "how soon a leak can be reported depends on knowing at once whose data it was (Act art. 68 and 75)."),
        fix: crate::text!(ja: "連絡先と手順を主管課と確かめ、1,000人以上のときは個人情報ファイル簿への記載を主管課に確かめてください。", en: "settle with the office whom to call, and from 1,000 people on ask whether it is registered."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let personal = case.personal()?;
    if app_class::gravest(personal).is_none() {
        return Ok(());
    }
    let people = case.declaration()?.people;
    let duties = app_class::duties(personal, people);
    let fault = match (people, &duties) {
        (Some(_), duties) if duties.contains(&Duty::Register) => "register",
        (Some(_), duties) if duties.contains(&Duty::ReportLarge) => "large",
        _ => return Ok(()),
    };
    let evidence = Evidence::new()
        .and("fault", Datum::Word(fault.to_owned()))
        .and("people", Datum::Count(u64::from(people.unwrap_or_default())));
    sink.report(Place::Declared { item: Item::People }, Because::new().and("people", fault), evidence, None);
    Ok(())
}

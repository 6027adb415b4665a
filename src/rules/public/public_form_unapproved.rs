//! What is open to the whole world should be known to somebody, and looked at again now and then.

use time::Duration;

use crate::case::{Case, Sink};
use crate::declaration::Declaration;
use crate::finding::{Because, Datum, Evidence, Finding, Item, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::{Reason, Unread};
use crate::policy::approves;
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::{On, services, written};
use crate::text::Lang;
use crate::text::sorted::Sorted;

/// The rule's name.
pub const ID: &str = "public-form-unapproved";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PUB-01",
    severity: Severity::High,
    title: crate::text!(ja: "公開フォームの承認か確認がない", en: "Public form without approval or check"),
    reach: Reach::Inspection,
    needs: &[Part::Settings, Part::Fields, Part::Customize, Part::Plugins, Part::Declaration],
    params: &[Param::Words { key: "services" }, Param::Number { key: "days", least: 1, most: 3650, default: 90 }],
    speech: Speech::Made(words),
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let mut traces: Sorted<String, &'static str> = Sorted::new();
    let mut unread = None;
    let known = case.policy.words(ID, "services");
    for part in [Part::Settings, Part::Fields, Part::Customize, Part::Plugins] {
        match written::texts(case, part) {
            Ok(all) => {
                let texts = all.iter().flat_map(|(_, texts)| texts);
                for service in texts.flat_map(|text| services::named(text, known)) {
                    if !traces.contains_key(service) {
                        traces.insert(service.to_owned(), part.key());
                    }
                }
            }
            Err(error) => unread = Some(error),
        }
    }
    let declared = case.declaration();
    let public = declared.as_ref().is_ok_and(|declaration| declaration.public());
    if !public {
        for (service, part) in &traces {
            let because = Because::new().and("service", service.clone()).and("public", false);
            let evidence = Evidence::new()
                .and("fault", Datum::Word("undeclared".to_owned()))
                .and("service", Datum::Word(service.clone()))
                .and("part", Datum::Word((*part).to_owned()));
            sink.report(Place::PublicForm { service: service.clone() }, because, evidence, None);
        }
    }
    let declared = declared?;
    if declared.opening.is_none() && traces.is_empty() {
        return Err(Unread::new(Part::Declaration, Reason::NotTold));
    }
    if declared.public() {
        switched_on(case, declared, sink);
    }
    unread.map_or(Ok(()), Err)
}

/// A form that the owner says is open: service, approval, and a check that is not too old.
fn switched_on(case: &Case<'_>, declared: &Declaration, sink: &mut Sink) {
    let days = case.policy.number(&RULE, "days");
    let late = declared.checked.is_some_and(|checked| case.today - checked > Duration::days(i64::from(days)));
    let ahead = declared.checked.is_some_and(|checked| checked > case.today);
    let services = &case.policy.document().approved.services;
    let service = declared.service.trim();
    let unlisted = !service.is_empty() && !services.is_empty() && !approves(services, service, case.today);
    let faults = [
        (Item::Service, "service", service.is_empty()),
        (Item::Service, "unlisted", unlisted),
        (Item::Approval, "approval", declared.approval.trim().is_empty()),
        (Item::Checked, "unchecked", declared.checked.is_none()),
        (Item::Checked, "late", late),
        (Item::Checked, "ahead", ahead),
    ];
    for (item, fault, _) in faults.into_iter().filter(|(_, _, found)| *found) {
        let checked = declared.checked.map_or_else(String::new, |day| day.to_string());
        let because = Because::new().and("public", true).and("fault", fault).and("checked", checked.clone());
        let evidence = Evidence::new()
            .and("fault", Datum::Word(fault.to_owned()))
            .and("days", Datum::Count(u64::from(days)))
            .and("checked", Datum::Word(checked));
        sink.report(Place::Declared { item }, because, evidence, None);
    }
}

fn place(key: &str, lang: Lang) -> &'static str {
    let text = match key {
        "settings" => crate::text!(ja: "アプリの説明", en: "the app's description"),
        "fields" => crate::text!(ja: "フォームの設定", en: "the form"),
        "customize" => {
            crate::text!(ja: "「JavaScript / CSSでカスタマイズ」の設定", en: "JavaScript and CSS Customization")
        }
        _ => crate::text!(ja: "プラグインの名前", en: "the name of a plug-in"),
    };
    text.get(lang)
}

fn words(finding: &Finding, lang: Lang) -> Words {
    let service = finding.evidence.word("service");
    let part = place(finding.evidence.word("part"), lang);
    let days = finding.evidence.count("days");
    let checked = finding.evidence.word("checked");
    let (what, fix) = match finding.evidence.word("fault") {
        "undeclared" => (
            crate::say!(lang,
                ja: "{part}に「{service}」のアドレスがありますが、公開していることが届出に書かれていません。",
                en: "{part} holds an address of “{service}”, but the declaration does not say that the app is public.",
                part, service),
            crate::text!(
                ja: "使っているときは、届出の「公開フォーム・公開ページ」に記入し、主管課の承認を受けてください。使っていないときは、アドレスを消し、サービス側でも公開を止めてください。",
                en: "if it is in use, say so in the declaration and get the office's approval; if not, remove the address and stop it at the service, too."
            ),
        ),
        "service" => (
            crate::text!(ja: "公開していると届け出ていますが、使っているサービスの名前が書かれていません。", en: "the app is declared public, but the service is not named.").get(lang).to_owned(),
            crate::text!(ja: "届出の「公開サービス」に、サービスの名前を記入してください。", en: "name the service in the declaration."),
        ),
        "unlisted" => (
            crate::text!(ja: "公開していると届け出たサービスは、主管課が承認した一覧にありません。", en: "the service that is declared is not among those that the office approved.").get(lang).to_owned(),
            crate::text!(ja: "承認されたサービスに替えるか、主管課の承認を受けてください。", en: "use an approved one, or get the office's approval."),
        ),
        "approval" => (
            crate::text!(ja: "公開していると届け出ていますが、承認番号がありません。", en: "the app is declared public, but there is no approval number.").get(lang).to_owned(),
            crate::text!(ja: "主管課の承認を受け、届出の「承認番号」に記入してください。", en: "get the office's approval and enter its number."),
        ),
        "unchecked" => (
            crate::text!(ja: "公開していると届け出ていますが、公開設定を確認した日が書かれていません。", en: "nobody has said when the public settings were checked.").get(lang).to_owned(),
            crate::text!(ja: "サービス側の公開設定を確認し、届出にその日付を記入してください。", en: "check the settings at the service and enter the date."),
        ),
        "ahead" => (
            crate::say!(lang, ja: "公開設定を確認した日として、先の日付({checked})が書かれています。",
                en: "the date of the check, {checked}, is in the future.", checked),
            crate::text!(ja: "実際に確認した日付を記入してください。", en: "enter the day on which it was checked."),
        ),
        _ => (
            crate::say!(lang,
                ja: "公開設定を最後に確認した日({checked})から、{days}日を過ぎています。",
                en: "the last check of the public settings is more than {days} days old ({checked}).", checked, days),
            crate::text!(ja: "サービス側の公開設定をもう一度確認し、届出の日付を更新してください。", en: "check the settings at the service again and enter the new date."),
        ),
    };
    let why = crate::text!(
        ja: "公開フォームからの漏えい事故の多くは、初期設定のままの公開や、見直されないままの設定から起きています。",
        en: "most leaks from public forms come from default settings, or from settings that nobody looked at again."
    );
    Words { what, why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

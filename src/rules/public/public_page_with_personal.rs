//! One wrong condition on the public side, and citizens’ data is seen by anybody.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, fields, services, written};
use crate::text::{fold, search};

/// The rule's name.
pub const ID: &str = "public-page-with-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PUB-06",
    severity: Severity::Critical,
    title: crate::text!(ja: "閲覧を公開するサービスと個人情報が同じアプリにある", en: "Public viewing in an app with personal information"),
    reach: Reach::Inspection,
    needs: PARTS,
    params: &[Param::Words { key: "services" }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "レコードを庁外に見せるサービス「{service}」のアドレスかプラグインがあり、このアプリには個人情報の{labels}があります。", en: "there is an address or a plug-in of “{service}”, which shows records to people outside, and the app holds {labels}, which is personal."),
        )],
        why: crate::text!(ja: "サービス側の条件や項目の設定を一つ誤るだけで、住民の情報がだれにでも見えてしまいます。", en: "one wrong condition at the service, and citizens’ data is seen by anybody."),
        fix: crate::text!(ja: "公開してよい情報だけを入れた別のアプリに分け、そちらを公開してください。分けられないときは、サービス側で、見せる項目とレコードの条件、本人の確認を点検してください。", en: "move what may be public to an app of its own; where that cannot be, check at the service which fields and records are shown, and to whom."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

const PARTS: &[Part] = &[Part::Settings, Part::Fields, Part::Customize, Part::Views, Part::Notes, Part::Plugins];

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let personal: Vec<&Classified> = case.personal()?.iter().filter(|field| field.sure()).collect();
    if personal.is_empty() {
        return Ok(());
    }
    let mut outcome = Ok(());
    let mut written: Vec<(Part, String)> = Vec::new();
    for part in PARTS {
        match written::texts(case, *part) {
            Ok(all) => {
                let texts = all.iter().flat_map(|(_, texts)| texts);
                let possible = texts.filter(|text| *part == Part::Plugins || services::addressed(text));
                written.extend(possible.map(|text| (*part, text.to_ascii_lowercase())));
            }
            Err(unread) => outcome = Err(unread),
        }
    }
    let codes: Vec<Value> = personal.iter().map(|field| field.code.as_str().into()).collect();
    for line in case.policy.words(ID, "services") {
        let service = services::name(line);
        let label = fold::label(service);
        // A plug-in has no address; it bears the name of its service.
        let bears = |part: Part, text: &str| {
            part == Part::Plugins && !label.is_empty() && search::holds(&fold::label(text), &label)
        };
        if written.iter().any(|(part, text)| services::names(text, line) || bears(*part, text)) {
            let because = Because::new().and("service", service).and("fields", codes.clone());
            let evidence = Evidence::new()
                .and("service", Datum::Word(service.to_owned()))
                .and("labels", fields::labels(&personal));
            sink.report(Place::PublicForm { service: service.to_owned() }, because, evidence, None);
        }
    }
    outcome
}

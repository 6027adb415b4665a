//! If it changes over there, data on the screen can be read and sent away unnoticed; on closed networks it does not work.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::customize::Resource;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, without};
use crate::text::address::Address;

/// The rule's name.
pub const ID: &str = "script-from-outside";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-03",
    severity: Severity::High,
    title: crate::text!(ja: "庁外から読み込むJavaScriptかCSSがある", en: "JavaScript or CSS from outside"),
    reach: Reach::Inspection,
    needs: &[Part::Customize],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "{urls}を読み込んでいます。承認された置き場所ではありません。", en: "{urls} is loaded, from a place that is not approved."),
        )],
        why: crate::text!(ja: "置き場所の側で中身が変わると、気付かないうちに、画面の情報を読まれたり外へ送られたりします。LGWANにつながる端末では動きません。", en: "if it changes over there, data on the screen can be read and sent away unnoticed; on closed networks it does not work."),
        fix: crate::text!(ja: "主管課の検証を受け、ファイルとしてアプリに登録してください。", en: "have it examined and upload it as a file."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let approved = &case.policy.document().approved.hosts;
    let customize = case.app.customize()?;
    let addresses = customize.urls().map(Address::of);
    let outside = addresses.filter(|address| !approved.iter().any(|host| address.is_of(host)));
    let shown: Vec<String> = outside.map(|address| address.shown).collect();
    if !shown.is_empty() {
        let because = Because::new().and("urls", shown.iter().map(|url| url.as_str().into()).collect::<Vec<Value>>());
        let evidence = Evidence::new().and("urls", Datum::Words(shown));
        let away = |resource: &Resource| match resource {
            Resource::Url { url } => {
                let address = Address::of(url);
                let known = approved.iter().any(|host| address.is_of(host));
                (!known).then_some(address.shown)
            }
            Resource::File { .. } | Resource::Unknown => None,
        };
        sink.report(Place::Whole { part: Part::Customize }, because, evidence, without::resources(customize, &away));
    }
    Ok(())
}

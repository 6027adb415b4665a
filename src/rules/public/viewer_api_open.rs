//! Whoever knows the address can fetch the records behind it.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, written};
use crate::text::search::holds;

/// The rule's name.
pub const ID: &str = "viewer-api-open";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PUB-03",
    severity: Severity::Critical,
    title: crate::text!(ja: "kViewerの公開APIのアドレスが書かれている", en: "The address of a kViewer public API stands in the settings"),
    reach: Reach::Inspection,
    needs: PARTS,
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "open",
            crate::text!(ja: "kViewerの公開API(…/public/api/records/…)のアドレスが書かれています。認証なしで読める設定になっているおそれがあります。", en: "the address of a kViewer public API (…/public/api/records/…) stands here; it may be readable without signing in."),
        )],
        why: crate::text!(ja: "フォームに認証をかけていても、このAPIが制限されていなければ、アドレスを知った人はだれでも元のレコードを取り出せます。", en: "even where the form asks for a sign-in, whoever knows this address can fetch the records behind it unless the API is limited, too."),
        fix: crate::text!(ja: "kViewer側でAPIの公開範囲を制限し、アドレスを発行し直してください。そのあとで、ここから古いアドレスを消してください。", en: "limit the API in kViewer and have a new address issued; then take the old one out."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

const PARTS: &[Part] = &[Part::Settings, Part::Fields, Part::Customize, Part::Views, Part::Notes];

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    written::search(case, sink, PARTS, |text| {
        holds(&text.to_ascii_lowercase(), "viewer.kintoneapp.com/public/api/records").then_some("open")
    })
}

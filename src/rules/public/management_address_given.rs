//! Who follows it stands before the settings, not before the form.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, written};
use crate::text::search::holds;

/// The rule's name.
pub const ID: &str = "management-address-given";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PUB-04",
    severity: Severity::Medium,
    title: crate::text!(ja: "管理用のアドレスを案内している", en: "The address of an administration page is given out"),
    reach: Reach::Inspection,
    needs: PARTS,
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "private",
            crate::text!(ja: "フォームブリッジかkViewerの管理用のアドレス(…/private/…)が書かれています。", en: "an address of FormBridge or kViewer for administrators (…/private/…) stands here."),
        )],
        why: crate::text!(ja: "管理用のアドレスを公開用と取り違えて案内し、開けるように共有の範囲を広げたために、個人情報が漏れた事故があります。", en: "an administration address was given out as the public one, opened to all so that it worked, and personal data leaked."),
        fix: crate::text!(ja: "公開用のアドレス(…/public/…)に書きかえてください。", en: "give the public address (…/public/…) instead."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

// Notes for app administrators are read by those whom the address is for.
const PARTS: &[Part] = &[Part::Settings, Part::Fields, Part::Views];

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    written::search(case, sink, PARTS, |text| {
        let text = text.to_ascii_lowercase();
        let hosts = ["formbridge.kintoneapp.com/private/", "kviewer.kintoneapp.com/private/"];
        hosts.iter().any(|address| holds(&text, address)).then_some("private")
    })
}

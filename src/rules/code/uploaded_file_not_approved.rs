//! An uploaded script runs with everybody's rights, and nothing in kintone tells who tested it.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::customize::Resource;
use crate::kintone::refusal::{Reason, Unread};
use crate::policy::approves;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, without};
use crate::text::sorted::include;

/// The rule's name.
pub const ID: &str = "uploaded-file-not-approved";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-03",
    severity: Severity::High,
    title: crate::text!(ja: "承認のないJavaScriptかCSSのファイルがある", en: "An uploaded script without approval"),
    reach: Reach::Inspection,
    needs: &[Part::Customize],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アップロードされた「{name}」は、承認の一覧にありません。", en: "the uploaded file “{name}” is not among the approved ones."),
        )],
        why: crate::text!(ja: "JavaScriptは、開いた人の権限でデータを読み、書き換え、外へ送ることができます。", en: "a script reads, changes and sends data with the rights of whoever opens the app."),
        fix: crate::text!(ja: "主管課の検証と承認を受けるか、取り外してください。", en: "have the office test and approve it, or remove it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let approved = &case.policy.document().approved.files;
    let mut names = Vec::new();
    let mut hashed = false;
    // An office that keeps no list yet has nothing that a file could be missing from.
    let customize = case.app.customize()?;
    for name in customize.files().filter(|_| !approved.is_empty()) {
        if !approves(approved, name, case.today) {
            include(&mut names, name.to_owned());
        }
        hashed |= approved.iter().any(|one| one.name == name && !one.sha256.is_empty());
    }
    for name in names {
        let because = Because::new().and("file", name.as_str());
        let evidence = Evidence::new().and("name", Datum::Word(name.clone()));
        let fix = without::resources(customize, &|one| match one {
            Resource::File { file } => (file.name == name).then(|| name.clone()),
            Resource::Url { .. } | Resource::Unknown => None,
        });
        sink.report(Place::In { part: Part::Customize, name }, because, evidence, fix);
    }
    // Approved by its contents, which nobody has compared.
    if hashed { Err(Unread::new(Part::Customize, Reason::Contents)) } else { Ok(()) }
}

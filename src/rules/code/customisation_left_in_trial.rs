//! Whoever manages the app works with another app than its users, and what nobody uses is no longer looked after.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::customize::Resource;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, without};
use crate::text::address::Address;

/// The rule's name.
pub const ID: &str = "customisation-left-in-trial";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-02",
    severity: Severity::Low,
    title: crate::text!(ja: "JavaScript / CSSが試用のまま残っている", en: "JavaScript or CSS left in trial"),
    reach: Reach::Inspection,
    needs: &[Part::Customize],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "ADMIN",
                crate::text!(ja: "JavaScriptかCSSが登録されていますが、適用範囲が「アプリ管理者だけに適用」になっています。", en: "there is JavaScript or CSS that is applied to the app’s administrators only."),
            ),
            (
                "NONE",
                crate::text!(ja: "JavaScriptかCSSが登録されていますが、適用範囲が「適用しない」になっています。", en: "there is JavaScript or CSS that is applied to nobody."),
            ),
        ],
        why: crate::text!(ja: "管理者と利用者とで画面の動きが違い、不具合に気付きにくくなります。使わないものは、見直されないまま残ります。", en: "the app works in another way for its managers than for its users, and what nobody uses is no longer looked after."),
        fix: crate::text!(ja: "試用を終えたものは適用範囲を「すべてのユーザーに適用」に変え、使わないものは削除してください。試用中のときは、終わる日を決めてください。", en: "apply it to all users when the trial is over, or remove it; while it lasts, set a day for its end."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let customize = case.app.customize()?;
    let (desktop, mobile) = (&customize.desktop, &customize.mobile);
    let empty = [&desktop.js, &desktop.css, &mobile.js, &mobile.css].into_iter().all(Vec::is_empty);
    let scope = customize.scope.as_str();
    if !empty && matches!(scope, "ADMIN" | "NONE") {
        let evidence = Evidence::new().and("fault", Datum::Word(scope.to_owned()));
        // What is applied to nobody can go: nobody's screen changes.
        let fix = if scope == "NONE" { without::resources(customize, &|one| Some(named(one))) } else { None };
        sink.report(Place::Whole { part: Part::Customize }, Because::new().and("scope", scope), evidence, fix);
    }
    Ok(())
}

/// The name that a script or style sheet is shown by; none for kinds that kintone added.
fn named(resource: &Resource) -> String {
    match resource {
        Resource::Url { url } => Address::of(url).shown,
        Resource::File { file } => file.name.clone(),
        Resource::Unknown => String::new(),
    }
}

//! It runs on the screen of whoever opens the view and can send away what is shown.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::text::{fold, search};

/// The rule's name.
pub const ID: &str = "custom-view-runs-code";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-09",
    severity: Severity::Medium,
    title: crate::text!(ja: "一覧のHTMLが外の部品を使っている", en: "A custom view uses parts from outside"),
    reach: Reach::Inspection,
    needs: &[Part::Views],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "カスタマイズした一覧「{view}」のHTMLに、スクリプトや外部の埋め込みがあります。", en: "the markup of the custom view “{view}” holds a script or something embedded from outside."),
        )],
        why: crate::text!(ja: "一覧を開いた人の画面で動き、表示された情報を外へ送ることもできます。", en: "it runs on the screen of whoever opens the view and can send away what is shown."),
        fix: crate::text!(ja: "中身を確かめ、要らなければ取り除いてください。必要なものは主管課の検証を受けてください。", en: "look at it, and remove it or have it examined by the office."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    for (name, view) in case.app.views()?.views.iter().filter(|(_, view)| view.kind == "CUSTOM") {
        let html = fold::label(view.html.as_deref().unwrap_or_default());
        let marks = ["<script", "<iframe", "<form", "<embed", "<object", "javascript:"];
        if let Some(mark) = marks.into_iter().find(|mark| search::holds(&html, mark)) {
            let because = Because::new().and("view", name.as_str()).and("mark", mark);
            let evidence = Evidence::new().and("view", Datum::Word(name.clone()));
            sink.report(Place::In { part: Part::Views, name: name.clone() }, because, evidence, None);
        }
    }
    Ok(())
}

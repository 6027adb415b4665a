//! A copy of such a paper is enough to pose as somebody, and the longer it is kept, the more are lost at once.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::field::{Field, Kind};
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;
use crate::text::fold;
use crate::text::search::holds;

/// The rule's name.
pub const ID: &str = "identity-papers-attached";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-08",
    severity: Severity::High,
    title: crate::text!(ja: "本人確認書類などの写しに保存期間がない", en: "Copies of identity papers kept without a term"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Notes, Part::Settings],
    params: &[Param::Words { key: "papers" }, Param::Words { key: "retention" }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "添付ファイルの項目{labels}に、本人確認書類などの写しが残ります。アプリの説明にも、アプリ管理者用メモにも、保存期間が書かれていません。", en: "the attachments {labels} keep copies of identity papers, and neither the description nor the notes for app administrators say for how long."),
        )],
        why: crate::text!(ja: "書類の写しは、それだけで本人になりすませるほどの情報です。ためるほど、漏れたときの被害が大きくなります。", en: "a copy of such a paper is enough to pose as somebody, and the longer it is kept, the more are lost at once."),
        fix: crate::text!(ja: "確認が済んだら写しを消す運用にし、保存期間と消す手順を、アプリの説明かアプリ管理者用メモに書いてください。", en: "delete copies once they were checked, and write in the description or the notes how long they are kept and who deletes them."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// Ends of labels that speak of an empty form.
const EMPTY_FORMS: [&str; 5] = ["様式", "ひな形", "ひな型", "見本", "記入例"];

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let words: Vec<String> = case.policy.words(ID, "papers").iter().map(|word| fold::label(word)).collect();
    let speaks = |text: &str| {
        let text = fold::label(text);
        words.iter().any(|word| holds(&text, word)) && !EMPTY_FORMS.iter().any(|end| text.ends_with(end))
    };
    let paper = |field: &&Field| field.kind == Kind::File && (speaks(&field.label) || speaks(&field.code));
    let papers: Vec<&Field> = case.app.fields()?.iter().filter(paper).collect();
    if papers.is_empty() {
        return Ok(());
    }
    let tells = |text: &str| case.policy.words(ID, "retention").iter().any(|word| holds(text, word));
    if tells(case.app.settings()?.description.as_deref().unwrap_or_default()) || tells(&case.app.notes()?.content) {
        return Ok(());
    }
    let codes: Vec<Value> = papers.iter().map(|field| field.code.as_str().into()).collect();
    let labels = papers.iter().map(|field| field.label.clone()).collect();
    let evidence = Evidence::new().and("labels", Datum::Words(labels));
    sink.report(Place::Whole { part: Part::Fields }, Because::new().and("fields", codes), evidence, None);
    Ok(())
}

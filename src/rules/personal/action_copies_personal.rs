//! Where the other app is more open, the data is seen there.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::action::Mapping;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, fields, keeper};

/// The rule's name.
pub const ID: &str = "action-copies-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-06",
    severity: Severity::Medium,
    title: crate::text!(ja: "アクションで個人情報がほかのアプリに写る", en: "An action copies personal information"),
    reach: Reach::Inspection,
    needs: &[Part::Actions, Part::Fields],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アクション「{action}」が、{labels}をほかのアプリに写します。", en: "the action “{action}” copies {labels} to another app."),
        )],
        why: crate::text!(ja: "写した先のアプリの権限がゆるいと、そこから見えてしまいます。", en: "where the other app is more open, the data is seen there."),
        fix: crate::text!(ja: "写す必要がある項目だけにし、写す先のアプリの閲覧範囲を確かめてください。", en: "copy only what is needed, and make sure who can view the other app."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let personal = case.personal()?;
    for (name, action) in &case.app.actions()?.actions {
        let source =
            |field: &Classified| action.mappings.iter().any(|mapping| mapping.src_field.as_ref() == Some(&field.code));
        let copied: Vec<&Classified> = personal.iter().filter(|field| field.sure() && source(field)).collect();
        if !copied.is_empty() {
            let because = Because::new().and("action", name.as_str()).and("to", action.dest_app.app.as_str());
            let evidence =
                Evidence::new().and("action", Datum::Word(name.clone())).and("labels", fields::labels(&copied));
            let taken = |mapping: &&Mapping| copied.iter().any(|field| mapping.src_field.as_ref() == Some(&field.code));
            let out: Vec<&Mapping> = action.mappings.iter().filter(taken).collect();
            let take =
                |copied| Edit::Remove { part: Part::Actions, address: Address::Action { name: name.clone(), copied } };
            let one = |one: &&Mapping| take(Some((one.src_field.clone().unwrap_or_default(), one.dest_field.clone())));
            // An action that would copy nothing more goes as a whole.
            let all = out.len() == action.mappings.len();
            let edits = if all { vec![take(None)] } else { out.iter().map(one).collect() };
            let place = Place::In { part: Part::Actions, name: name.clone() };
            sink.report(place, because, evidence, keeper::review(edits));
        }
    }
    Ok(())
}

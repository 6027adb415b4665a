//! The value goes out in notices and mails, past all limits on viewing.

use crate::app::App;
use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Edit, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::field::Kind;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, fields, keeper, without};
use crate::text::search;
use serde_json::Value;

/// The rule's name.
pub const ID: &str = "notice-tells-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NTF-01",
    severity: Severity::High,
    title: crate::text!(ja: "通知の文面に個人情報が入る", en: "A notice tells personal information"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::RecordNotices, Part::Reminders],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "通知「{title}」の文面に、{labels}の値が入ります。", en: "the notice “{title}” tells the values of {labels}."),
        )],
        why: crate::text!(ja: "通知とメールに値がそのまま出て、閲覧の制限をかけていても、宛先の人に伝わります。", en: "the value goes out in notices and mails, past all limits on viewing."),
        fix: crate::text!(ja: "文面から個人情報の項目を外し、受付番号などに変えてください。", en: "take the personal fields out of its text, and use a number instead."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let personal = case.personal()?;
    let number = case.app.fields()?.iter().find(|field| field.kind == Kind::RecordNumber).map(|field| &field.code);
    for (part, notices) in [(Part::RecordNotices, case.app.record_notices()?), (Part::Reminders, case.app.reminders()?)]
    {
        for notice in &notices.notifications {
            let stands = |field: &Classified| search::holds(&notice.title, &["{", &field.code, "}"].concat());
            let told: Vec<&Classified> = personal.iter().filter(|field| field.sure() && stands(field)).collect();
            if !told.is_empty() {
                let because = Because::new().and("title", notice.title.as_str());
                let evidence = Evidence::new()
                    .and("title", Datum::Word(notice.title.clone()))
                    .and("labels", fields::labels(&told));
                let fix = number.and_then(|number| untold(case.app, part, &notice.title, number, &told));
                sink.report(Place::In { part, name: notice.title.clone() }, because, evidence, fix);
            }
        }
    }
    Ok(())
}

/// The number of the record in the place of what is personal, once; none where several notices have this text.
fn untold(app: &App, part: Part, title: &str, number: &str, told: &[&Classified]) -> Option<Fix> {
    let notices = app.snapshot.body(part)?.get("notifications")?.as_array()?;
    let mut same = notices.iter().filter(|notice| notice.get("title").and_then(Value::as_str) == Some(title));
    let (notice, None) = (same.next()?, same.next()) else { return None };
    let number = ["{", number, "}"].concat();
    let mut text = title.to_owned();
    for field in told {
        let by = if search::holds(&text, &number) { "" } else { &number };
        text = search::replaced(&text, &["{", &field.code, "}"].concat(), by);
    }
    let address = without::notice_at(notice, None);
    keeper::review(vec![Edit::Set { part, address, key: "title".to_owned(), value: text.trim().into() }])
}

//! What is exported leaves every right behind: few should be able to, and no more than may view it.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::people::{self, Doing};
use crate::personal::labels::Classified;
use crate::policy::Viewers;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, fields, keeper};

/// The rule's name.
pub const ID: &str = "many-can-export";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXP-01",
    severity: Severity::High,
    title: crate::text!(ja: "個人情報を書き出せる人が多すぎる", en: "Too many people can export personal information"),
    reach: Reach::Inspection,
    needs: &[
        Part::Fields,
        Part::AppRights,
        Part::RecordRights,
        Part::FieldRights,
        Part::Info,
        Part::Space,
        Part::People,
    ],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "個人情報の{labels}を、最大{people}人がファイルに書き出せます。内規で閲覧できる人の上限は{limit}人です。", en: "up to {people} people can export {labels}, which is personal; the policy lets {limit} view it."),
        )],
        why: crate::text!(ja: "書き出したファイルにはアクセス権が効きません。書き出せる人が多いほど、持ち出しや紛失が起こりやすくなります。", en: "no right holds in an exported file, and the more people can export, the sooner one is lost or carried away."),
        fix: crate::text!(ja: "「ファイル書き出し」を広い組織やグループの行から外し、所管課の必要な職員の組織かグループにだけ許可してください。", en: "take the right to export from the rows of large departments and groups, and give it only to those of the department who need it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rows = &case.app.rights()?.rights;
    let personal = case.personal()?;
    // What everybody can do is said by its own rule.
    if rows.iter().any(|row| row.entity.everyone() && row.record_exportable) {
        return Ok(());
    }
    let sure: Vec<&Classified> = personal.iter().filter(|field| field.sure()).collect();
    if sure.is_empty() {
        return Ok(());
    }
    let people = case.people()?;
    let everybody = people.users.len();
    // Rights of fields only narrow the circle: where it is small without them they do not matter.
    let widest = people::audience(case.app, people, Doing::Export, None)?.people.len();
    let mut unsure = None;
    // The gravest class of which too many can export a field, and its fields.
    let mut worst: Option<(&Classified, Viewers, usize, Vec<String>)> = None;
    let mut held = Vec::new();
    for field in sure {
        let Some(limit) = case.policy.class_of(field.class).and_then(|data| data.viewers) else { continue };
        if limit.fits(widest, everybody) {
            continue;
        }
        let audience = people::audience(case.app, people, Doing::Export, Some(&field.code))?;
        match audience.exceeds(&|people| limit.fits(people, everybody)) {
            Ok(true) => held.push(field),
            Ok(false) => continue,
            Err(unread) => {
                unsure = Some(unread);
                continue;
            }
        }
        if worst.as_ref().is_none_or(|(worst, ..)| worst.class < field.class) {
            worst = Some((field, limit, audience.people.len(), audience.by));
        }
    }
    if let Some((field, limit, exporters, by)) = worst {
        held.retain(|other| other.class == field.class);
        let codes: Vec<Value> = held.iter().map(|field| field.code.as_str().into()).collect();
        let by: Vec<Value> = by.into_iter().map(Value::from).collect();
        let because = Because::new().and("class", field.class.id()).and("fields", codes).and("by", by);
        let evidence = Evidence::new()
            .and("labels", fields::labels(&held))
            .and("people", Datum::Count(exporters as u64))
            .and("limit", Datum::Count(limit.most(everybody)));
        let fits = |people| limit.fits(people, everybody);
        let fix = keeper::narrowed(case, "recordExportable", |row| row.record_exportable, &fits);
        sink.report(Place::Whole { part: Part::AppRights }, because, evidence, fix);
    }
    unsure.map_or(Ok(()), Err)
}

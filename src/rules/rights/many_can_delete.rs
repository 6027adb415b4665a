//! What is deleted does not come back: deleting records about people is for few.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::people::{self, Doing};
use crate::personal::labels::Classified;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, keeper};

/// The rule's name.
pub const ID: &str = "many-can-delete";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-03",
    severity: Severity::Medium,
    title: crate::text!(ja: "個人情報の記録を消せる人が多すぎる", en: "Too many people can delete personal records"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::AppRights, Part::RecordRights, Part::Info, Part::Space, Part::People],
    params: &[Param::Number { key: "most", least: 1, most: 1_000, default: 15 }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "個人情報の項目があるアプリで、最大{people}人がレコードを削除できます。内規の上限は{most}人です。", en: "up to {people} people can delete records of an app that holds personal information; the policy allows {most}."),
        )],
        why: crate::text!(ja: "消えた記録は元に戻せません。削除できる人が多いほど、誤って消したり、わざと消されたりしやすくなります。", en: "what is deleted does not come back, and the more people can delete, the sooner it happens by mistake or on purpose."),
        fix: crate::text!(ja: "「レコード削除」を広い組織やグループの行から外し、削除を受け持つ職員のグループにだけ許可してください。", en: "take the right to delete from the rows of large departments and groups, and give it to a group of those in charge of it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rows = &case.app.rights()?.rights;
    let holds = case.personal()?.iter().any(Classified::sure);
    // What everybody can do is said by its own rule.
    if !holds || rows.iter().any(|row| row.entity.everyone() && row.record_deletable) {
        return Ok(());
    }
    let most = case.policy.number(&RULE, "most");
    let audience = people::audience(case.app, case.people()?, Doing::Delete, None)?;
    if audience.exceeds(&|people| people <= most as usize)? {
        let fits = |people| people <= most as usize;
        let fix = keeper::narrowed(case, "recordDeletable", |row| row.record_deletable, &fits);
        let by: Vec<Value> = audience.by.into_iter().map(Value::from).collect();
        let evidence = Evidence::new()
            .and("people", Datum::Count(audience.people.len() as u64))
            .and("most", Datum::Count(u64::from(most)));
        sink.report(Place::Whole { part: Part::AppRights }, Because::new().and("by", by), evidence, fix);
    }
    Ok(())
}

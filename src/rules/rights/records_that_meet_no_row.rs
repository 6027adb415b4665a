//! Records that meet no condition stand as open as the app.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Edit, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::RecordRight;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, keeper};
use crate::text::search::{holds, replaced};

/// The rule's name.
pub const ID: &str = "records-that-meet-no-row";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-09",
    severity: Severity::Medium,
    title: crate::text!(ja: "どの条件にも当てはまらないレコードが絞られない", en: "Records that meet no condition are not narrowed"),
    reach: Reach::Inspection,
    needs: &[Part::RecordRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "レコードのアクセス権で閲覧を絞っていますが、条件のない行(すべてのレコード)がありません。", en: "Permissions for Records narrow who can view, and have no row without a condition (all records)."),
        )],
        why: crate::text!(ja: "どの条件にも当てはまらないレコードは絞られず、アプリのアクセス権で閲覧を許可された全員に見えます。項目の選択肢を増やしたときや、入力が空のときに起こります。", en: "a record that meets no condition is not narrowed: whoever may view by Permissions for App sees it. It happens when choices are added or a field is left empty."),
        fix: crate::text!(ja: "レコードのアクセス権のいちばん下に、条件のない行(すべてのレコード)を加え、見てよい組織かグループだけに閲覧を許可してください。", en: "add a last row without a condition (all records) that lets only those view who may."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn condition(right: &RecordRight) -> &str {
    right.filter_cond.as_deref().unwrap_or_default().trim()
}

/// Whether it keeps somebody from viewing: without Everyone the others may nothing.
fn narrows(right: &RecordRight) -> bool {
    !right.entities.iter().any(|row| row.entity.everyone() && row.viewable)
}

/// A last row that shows all other records to those who see the others, where these are the same people everywhere.
fn rest(case: &Case<'_>) -> Option<Fix> {
    let rows = case.app.snapshot.body(Part::RecordRights)?.get("rights")?.as_array()?;
    let first = rows.first()?.get("entities")?;
    if !rows.iter().all(|row| row.get("entities") == Some(first)) {
        return None;
    }
    let row = Value::from_iter([("filterCond", Value::from("")), ("entities", first.clone())]);
    let address = Address::RecordRight { condition: String::new(), entity: None };
    keeper::review(vec![Edit::Put { part: Part::RecordRights, address, row }])
}

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let rights = &case.app.record_rights()?.rights;
    // A condition and its opposite leave no record out. Of several joined by `and` the opposite is not so simple.
    let opposite = |right: &RecordRight| {
        let one = condition(right);
        let turned = |(not, is)| {
            let plain = replaced(one, not, is);
            plain != one && rights.iter().any(|other| condition(other) == plain)
        };
        let joined = holds(one, " and ") || holds(one, " or ");
        !joined && [(" not in ", " in "), ("!=", "="), (" is not ", " is ")].into_iter().any(turned)
    };
    if rights.iter().any(narrows) && !rights.iter().any(|right| condition(right).is_empty() || opposite(right)) {
        let conditions: Vec<Value> = rights.iter().map(|right| condition(right).into()).collect();
        let because = Because::new().and("conditions", conditions);
        sink.report(Place::Whole { part: Part::RecordRights }, because, Evidence::new(), rest(case));
    }
    Ok(())
}

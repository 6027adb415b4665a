//! Takes out of a part whom or what it should not name.

use serde_json::Value;

use crate::app::App;
use crate::finding::{Address, Edit, Fix};
use crate::kintone::Part;
use crate::kintone::customize::{Customize, Resource};
use crate::kintone::right::Entity;
use crate::rules::keeper::review;
use crate::text::json;

/// The edits that take scripts and style sheets out of every list, each by the name it is shown by. None where one
/// has no name, or a list has two of one.
pub fn resources(customize: &Customize, gone: &dyn Fn(&Resource) -> Option<String>) -> Option<Fix> {
    let mut addresses = Vec::new();
    for (device, kind, list) in customize.lists() {
        for name in list.iter().filter_map(gone) {
            let unnamed = name.is_empty();
            let address = Address::File { device, kind, name };
            if unnamed || addresses.contains(&address) {
                return None;
            }
            addresses.push(address);
        }
    }
    review(addresses.into_iter().map(|address| Edit::Remove { part: Part::Customize, address }).collect())
}

/// The edits that take out everybody who is `gone`. A notice that goes to nobody else goes as a whole. None where a
/// setting would be left that names nobody: who follows is for a person to say.
pub fn people(app: &App, part: Part, gone: &dyn Fn(&Entity) -> bool) -> Option<Fix> {
    let mut edits = Vec::new();
    let mut take = |address| edits.push(Edit::Remove { part, address });
    match part {
        Part::AppRights => {
            let rows = &app.rights().ok()?.rights;
            if rows.iter().all(|row| gone(&row.entity)) {
                return None;
            }
            let rows = rows.iter().filter(|row| gone(&row.entity));
            rows.for_each(|row| take(Address::AppRight { entity: row.entity.clone() }));
        }
        Part::GeneralNotices => {
            let rows = app.general_notices().ok()?.notifications.iter().filter(|row| gone(&row.entity));
            rows.for_each(|row| take(Address::GeneralNotice { entity: row.entity.clone() }));
        }
        Part::RecordRights => {
            for right in &app.record_rights().ok()?.rights {
                let rows: Vec<&Entity> = right.entities.iter().map(|row| &row.entity).filter(|one| gone(one)).collect();
                if rows.len() == right.entities.len() && !rows.is_empty() {
                    return None;
                }
                let condition = right.filter_cond.clone().unwrap_or_default();
                for entity in rows {
                    take(Address::RecordRight { condition: condition.clone(), entity: Some(entity.clone()) });
                }
            }
        }
        Part::FieldRights => {
            for right in &app.field_rights().ok()?.rights {
                let rows: Vec<&Entity> = right.entities.iter().map(|row| &row.entity).filter(|one| gone(one)).collect();
                if rows.len() == right.entities.len() && !rows.is_empty() {
                    return None;
                }
                for entity in rows {
                    take(Address::FieldRight { code: right.code.clone(), entity: Some(entity.clone()) });
                }
            }
        }
        Part::RecordNotices | Part::Reminders => {
            let notices = app.snapshot.body(part)?.get("notifications")?.as_array()?;
            for notice in notices {
                let targets = notice.get("targets").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                let whom = |row: &Value| json::understand::<Entity>(row.get("entity")?).ok();
                let out: Vec<Entity> = targets.iter().filter_map(whom).filter(|one| gone(one)).collect();
                if out.len() == targets.len() && !out.is_empty() {
                    take(notice_at(notice, None));
                    continue;
                }
                for entity in out {
                    take(notice_at(notice, Some(entity)));
                }
            }
        }
        Part::Process => {
            for (name, state) in app.process().ok()?.states.iter().flatten() {
                let all = &state.assignee.entities;
                let out: Vec<&Entity> = all.iter().map(|one| &one.entity).filter(|one| gone(one)).collect();
                if out.len() == all.len() && !out.is_empty() {
                    return None;
                }
                for entity in out {
                    take(Address::State { name: name.clone(), entity: Some(entity.clone()) });
                }
            }
        }
        _ => {}
    }
    review(edits)
}

/// Where a notice of records or a reminder is.
pub fn notice_at(notice: &Value, entity: Option<Entity>) -> Address {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    Address::Notice {
        condition: text(notice.get("filterCond")),
        title: text(notice.get("title")),
        timing: text(notice.get("timing").and_then(|timing| timing.get("code"))),
        entity,
    }
}

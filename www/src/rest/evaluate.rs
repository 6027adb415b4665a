//! `records/acl/evaluate.json`: what the caller may do with records and their fields.

use serde_json::{Map, Value, json};

use super::Call;
use super::record::{eyes, find};
use crate::city::City;
use crate::form;
use crate::refusal::{Refusal, required};

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    if ask.value("ids").is_none() {
        ask.refuse("ids", required());
    }
    let ids = ask.ids("ids", 100);
    ask.done()?;
    city.readable(app, false, &call.person)?;
    let eyes = eyes(city, call, app)?;
    let rights = city.rights(eyes.app, &call.person);
    let mut rows = Vec::new();
    for id in ids {
        let record = find(eyes.app, id)?;
        let may = eyes.on_record(rights, record);
        let mut fields = Map::new();
        // Official page: the fields that the update API works on, those of tables on the same level.
        let unwritable =
            ["RECORD_NUMBER", "CALC", "STATUS", "STATUS_ASSIGNEE", "CATEGORY", "GROUP", "REFERENCE_TABLE", "SUBTABLE"];
        for field in form::all(&eyes.side.properties) {
            if unwritable.contains(&field.kind) {
                continue;
            }
            let own = eyes.on_field(field.code, Some(record));
            fields.insert(
                field.code.to_owned(),
                json!({ "viewable": may.view && own.view, "editable": may.edit && own.edit }),
            );
        }
        rows.push(json!({
            "id": id.to_string(),
            "record": { "viewable": may.view, "editable": may.edit, "deletable": may.delete },
            "fields": fields,
        }));
    }
    Ok(json!({ "rights": rows }))
}

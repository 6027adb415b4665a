//! `records/cursor.json`: a result set read in portions.

use serde_json::{Value, json};

use super::Call;
use super::record::{eyes, shown};
use super::records::{found, wanted};
use crate::city::{City, Cursor};
use crate::query;
use crate::refusal::{Refusal, Text};
use crate::store::new_key;

/// Most cursors of one domain (official page).
const LIMIT: usize = 10;

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let text = ask.text_or("query").unwrap_or_default();
    let fields = wanted(&mut ask);
    let size = ask.count("size", 100, 1, 500);
    ask.done()?;
    let ids: Vec<u64> = {
        let eyes = eyes(city, call, app)?;
        if !city.rights(eyes.app, &call.person).view {
            return Err(Refusal::no_right());
        }
        let query = query::parse(&text)?;
        // Official page: limit and offset cannot be given to a cursor.
        if query.limit.is_some() || query.offset.is_some() {
            let text = Text::new("limitおよびoffsetは指定できません。", "limit and offset cannot be specified.");
            return Err(Refusal::at("query", text));
        }
        found(&eyes, &query)?.iter().map(|record| record.id).collect()
    };
    if city.cursors.len() >= LIMIT {
        let text = Text::new("作成できるカーソルの上限を超えています。", "The number of cursors exceeds the limit.");
        return Err(Refusal::new(429, "GAIA_CU01", text));
    }
    let id = new_key(call.now);
    let total = ids.len().to_string();
    city.cursors.insert(id.clone(), Cursor { owner: call.person.code.clone(), app, fields, ids, at: 0, size });
    Ok(json!({ "id": id, "totalCount": total }))
}

fn own<'a>(city: &'a City, call: &Call, id: &str) -> Result<&'a Cursor, Refusal> {
    city.cursors.get(id).filter(|cursor| cursor.owner == call.person.code).ok_or_else(|| {
        let text = Text::new(
            format!("指定したカーソル（id: {id}）が見つかりません。"),
            format!("The specified cursor (ID: {id}) is not found."),
        );
        Refusal::new(404, "GAIA_CN01", text)
    })
}

/// The next portion; the last one ends the cursor.
pub(super) fn get(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.text("id");
    ask.done()?;
    let (records, next) = {
        let cursor = own(city, call, &id)?;
        let eyes = eyes(city, call, cursor.app)?;
        let rights = city.rights(eyes.app, &call.person);
        let end = (cursor.at + cursor.size).min(cursor.ids.len());
        let portion = cursor.ids.get(cursor.at..end).unwrap_or_default();
        let records: Vec<Value> = portion
            .iter()
            .filter_map(|id| eyes.app.records.get(id))
            .filter(|record| eyes.on_record(rights, record).view)
            .map(|record| Value::Object(shown(&eyes, record, &cursor.fields)))
            .collect();
        (records, (end < cursor.ids.len()).then_some(end))
    };
    match next {
        Some(end) => {
            if let Some(cursor) = city.cursors.get_mut(&id) {
                cursor.at = end;
            }
        }
        None => {
            city.cursors.remove(&id);
        }
    }
    Ok(json!({ "records": records, "next": next.is_some() }))
}

pub(super) fn delete(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.text("id");
    ask.done()?;
    own(city, call, &id)?;
    city.cursors.remove(&id);
    Ok(json!({}))
}

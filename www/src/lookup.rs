//! ルックアップ: the key is looked for in another app, and values are copied from the record found.

use serde_json::{Map, Value};

use crate::form::{self, Field, inside};
use crate::record::{Record, empty};
use crate::refusal::{Refusal, Text};
use crate::rights::Eyes;

/// Codes of fields that lookups fill: what is written to them is ignored (observed).
pub(crate) fn copied(properties: &Map<String, Value>) -> Vec<String> {
    let lookups = form::top(properties).filter(Field::is_lookup);
    lookups.flat_map(|field| mappings(&field).into_iter().map(|(to, _)| to)).collect()
}

fn mappings(field: &Field<'_>) -> Vec<(String, String)> {
    let list = inside(field.property, &["lookup", "fieldMappings"]).as_array().into_iter().flatten();
    list.map(|mapping| (form::plain(&mapping["field"]), form::plain(&mapping["relatedField"]))).collect()
}

/// Copies from the record whose key equals the value just entered; an empty key clears the copies.
pub(crate) fn take(eyes: Eyes<'_>, field: &Field<'_>, values: &mut Map<String, Value>) -> Result<(), Refusal> {
    let key = values.get(field.code).map(form::plain).unwrap_or_default();
    let target = &field.property["lookup"];
    let related = form::plain(inside(target, &["relatedApp", "app"])).parse().unwrap_or_default();
    let key_field = form::plain(&target["relatedKeyField"]);
    let source = if key.is_empty() { None } else { Some(find(eyes, related, &key_field, &key, field.code)?) };
    for (to, from) in mappings(field) {
        let kind = form::find(&eyes.side.properties, &to).map_or("", |field| field.kind);
        let value = match &source {
            Some((record, side)) => form::find(side, &from).map(|from| {
                let app = eyes.city.apps.get(&related);
                app.map_or(Value::Null, |app| record.bare(app, app.in_force(), &from))
            }),
            None => None,
        };
        values.insert(to, value.unwrap_or_else(|| empty(kind)));
    }
    Ok(())
}

fn find<'a>(
    eyes: Eyes<'a>,
    related: u64,
    key_field: &str,
    key: &str,
    code: &str,
) -> Result<(&'a Record, &'a Map<String, Value>), Refusal> {
    let (app, side) = eyes.city.side(related, false)?;
    let rights = eyes.city.rights(app, eyes.person);
    let their = Eyes { app, side, ..eyes };
    let Some(key_field) = form::find(&side.properties, key_field) else { return Err(missing(code, key)) };
    let mut found = app.records.values().filter(|record| {
        form::plain(&record.bare(app, side, &key_field)) == key && their.on_record(rights, record).view
    });
    let Some(first) = found.next() else { return Err(missing(code, key)) };
    if found.next().is_some() {
        let text = Text::new(
            format!("フィールド「{code}」の値が、参照先のフィールドで重複しています。"),
            format!("The value of field \"{code}\" is not unique in the related key field."),
        );
        return Err(Refusal::new(400, "GAIA_LO03", text));
    }
    Ok((first, &side.properties))
}

fn missing(code: &str, value: &str) -> Refusal {
    let text = Text::new(
        format!(
            "フィールド「{code}」の値「{value}」が、ルックアップの参照先のフィールドにないか、またはアプリやフィールドの閲覧権限がありません。"
        ),
        format!(
            "A value {value} in the field {code} does not exist in the datasource app for lookup, or you do not have permission to view the app or the field."
        ),
    );
    Refusal::new(400, "GAIA_LO04", text)
}

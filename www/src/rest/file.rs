//! `file.json`: upload and download.

use std::sync::Arc;

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::record::shown;
use super::{Answer, Call};
use crate::city::City;
use crate::people::Person;
use crate::refusal::{Refusal, Text, required};
use crate::rights::Eyes;
use crate::store::{Holder, StoredFile};

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let Some(upload) = &call.upload else { return Err(Refusal::at("file", required())) };
    let file = StoredFile {
        name: bare_name(&upload.name),
        content_type: upload.content_type.clone(),
        bytes: Arc::new(upload.bytes.clone()),
        holder: Holder::Uploaded { by: call.person.code.clone() },
    };
    if file.name.is_empty() {
        return Err(Refusal::at("file", Text::new("ファイル名が必要です。", "A file name is required.")));
    }
    let key = city.keep(file, call.now);
    Ok(json!({ "fileKey": key }))
}

/// What stands after the last slash of either kind: a name is never a path.
fn bare_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|char| !char.is_control()).collect();
    if name.chars().all(|char| char == '.') { String::new() } else { name }
}

pub(super) fn get(city: &City, call: &Call) -> Result<Answer, Refusal> {
    let mut ask = call.ask();
    let key = ask.text("fileKey");
    ask.done()?;
    may_fetch(city, &call.person, &key, call.now).map(Answer::File)
}

/// The file, if the person may have it: one of a record needs a field that shows it.
pub(crate) fn may_fetch(
    city: &City,
    person: &Person,
    key: &str,
    now: OffsetDateTime,
) -> Result<Arc<StoredFile>, Refusal> {
    let file = city.files.get(key).ok_or_else(|| Refusal::file_not_found(key))?;
    let open = match &file.holder {
        // Official page: the key of an upload is for attaching, not for downloading.
        Holder::Uploaded { .. } => return Err(Refusal::file_not_found(key)),
        Holder::Record { app, record } => {
            let (app, side) = city.side(*app, false)?;
            let eyes = Eyes { city, app, side, person, now };
            let rights = city.rights(app, person);
            eyes.app.records.get(record).is_some_and(|record| {
                let body = Value::Object(shown(&eyes, record, &[]));
                eyes.on_record(rights, record).view && mentions(&body, key)
            })
        }
        Holder::Customize { app } => managed(city, person, *app),
        Holder::Domain => person.administers_kintone(),
        Holder::Space { space } => city.spaces.get(space).is_some_and(|space| space.admits(&city.people, person)),
    };
    if open { Ok(Arc::clone(file)) } else { Err(Refusal::no_right()) }
}

fn managed(city: &City, person: &Person, app: u64) -> bool {
    city.apps.get(&app).is_some_and(|app| city.rights(app, person).manage)
}

fn mentions(value: &Value, key: &str) -> bool {
    match value {
        Value::String(text) => text == key,
        Value::Array(items) => items.iter().any(|item| mentions(item, key)),
        Value::Object(object) => object.values().any(|item| mentions(item, key)),
        _ => false,
    }
}

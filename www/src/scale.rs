//! `--seed N`: the city with N apps, for load. Copies of its own apps, the same every time.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::app::{App, Settings};
use crate::city::City;
use crate::form;
use crate::record::Record;

/// Records of a copy: 3,000 apps, most of them copies, then hold 200,000.
const RECORDS: u64 = 68;

/// Fills the city up to `apps` apps.
pub(crate) fn to(city: &mut City, apps: u64) {
    // A guest space answers by paths of its own; nobody asks for thousands of apps there.
    let models = city.apps.values().filter(|app| app.live.is_some() && city.guest_space_of(app.id).is_none());
    let models: Vec<App> = models.map(|app| filled(app)).collect();
    for id in city.last_app + 1..=apps {
        let place = usize::try_from(id).unwrap_or_default().checked_rem(models.len());
        let Some(model) = place.and_then(|place| models.get(place)) else { return };
        city.apps.insert(id, Arc::new(copy(model, id)));
        city.last_app = id;
    }
}

fn copy(model: &App, id: u64) -> App {
    let name = |side: &Settings| {
        let mut side = side.clone();
        let name = format!("{} {id}", side.name());
        side.general.insert("name".into(), json!(name.chars().take(64).collect::<String>()));
        side
    };
    App { id, code: String::new(), live: model.live.as_ref().map(name), preview: name(&model.preview), ..model.clone() }
}

/// The app with its records repeated. All copies share them until one changes.
fn filled(app: &App) -> App {
    let models: Vec<&Arc<Record>> = app.records.values().collect();
    let mut records = BTreeMap::new();
    for id in 1..=RECORDS {
        let place = usize::try_from(id - 1).unwrap_or_default().checked_rem(models.len());
        let Some(model) = place.and_then(|place| models.get(place)) else { break };
        let mut record = Record { id, ..(***model).clone() };
        if id > models.len() as u64 {
            part_ways(app, &mut record);
        }
        records.insert(id, Arc::new(record));
    }
    App { last_record: records.len() as u64, records, ..app.clone() }
}

/// Values that no two records may share get the record's number.
fn part_ways(app: &App, record: &mut Record) {
    for field in form::top(&app.in_force().properties).filter(|field| field.is_on("unique")) {
        let Some(value) = record.values.get_mut(field.code) else { continue };
        *value = match (field.kind, value.as_str()) {
            ("SINGLE_LINE_TEXT" | "LINK", Some(text)) if !text.is_empty() => json!(format!("{text}-{}", record.id)),
            ("NUMBER", _) => json!((1_000_000 + record.id).to_string()),
            ("DATE" | "DATETIME", _) => Value::Null,
            _ => continue,
        };
    }
}

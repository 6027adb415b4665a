//! The city of Midori, from the data files in `city/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::app::{App, Deployed, Settings};
use crate::city::City;
use crate::entry;
use crate::form;
use crate::people::{People, Person};
use crate::record::Record;
use crate::rest::layout::default_layout;

const APPS: [&str; 9] = [
    include_str!("../city/app-1.json"),
    include_str!("../city/app-2.json"),
    include_str!("../city/app-3.json"),
    include_str!("../city/app-4.json"),
    include_str!("../city/app-5.json"),
    include_str!("../city/app-6.json"),
    include_str!("../city/app-7.json"),
    include_str!("../city/app-8.json"),
    include_str!("../city/app-9.json"),
];

/// The password of everybody in the demo.
const PASSWORD: &str = "midori2026";

/// An app as its data file tells it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SeedApp {
    id: u64,
    name: String,
    description: String,
    creator: String,
    space: Option<u64>,
    thread: Option<u64>,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    modified_at: OffsetDateTime,
    deployed: bool,
    title_field: Option<String>,
    properties: Map<String, Value>,
    layout: Vec<Value>,
    views: Vec<Map<String, Value>>,
    app_rights: Vec<Value>,
    record_rights: Vec<Value>,
    field_rights: Vec<Value>,
    records: Vec<SeedRecord>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SeedRecord {
    creator: String,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    values: Map<String, Value>,
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))
}

/// The seeded city.
pub(crate) fn midori() -> Result<City, String> {
    let persons: Vec<Person> = read("people.json", include_str!("../city/people.json"))?;
    let spaces: Vec<crate::space::Space> = read("spaces.json", include_str!("../city/spaces.json"))?;
    let people = People {
        persons: persons.into_iter().map(|person| (person.code.clone(), person)).collect(),
        organizations: read("organizations.json", include_str!("../city/organizations.json"))?,
        groups: read("groups.json", include_str!("../city/groups.json"))?,
    };
    let mut apps = BTreeMap::new();
    for text in APPS {
        let app = raise(read("app", text)?);
        apps.insert(app.id, Arc::new(app));
    }
    Ok(City {
        people,
        password: PASSWORD.to_owned(),
        spaces: spaces.into_iter().map(|space| (space.id, space)).collect(),
        last_app: apps.keys().next_back().copied().unwrap_or_default(),
        apps,
        plugins: BTreeMap::new(),
        last_plugin: 0,
        files: BTreeMap::new(),
        domain: read("domain.json", include_str!("../city/domain.json"))?,
        sessions: BTreeMap::new(),
        cursors: BTreeMap::new(),
        deploying: Vec::new(),
    })
}

/// 一般設定 of a new app.
pub(crate) fn general(name: &str, description: &str) -> Map<String, Value> {
    let general = json!({
        "name": name,
        "description": description,
        "icon": { "type": "PRESET", "key": "APP72" },
        "theme": "WHITE",
        "titleField": { "selectionMode": "AUTO" },
        "enableThumbnails": true,
        "enableBulkDeletion": false,
        "enableComments": true,
        "enableDuplicateRecord": true,
        "enableInlineRecordEditing": true,
        "numberPrecision": { "digits": "16", "decimalPlaces": "4", "roundingMode": "HALF_EVEN" },
        "firstMonthOfFiscalYear": "4",
    });
    general.as_object().cloned().unwrap_or_default()
}

/// Settings that nobody has touched yet.
pub(crate) fn untouched(
    general: Map<String, Value>,
    properties: Map<String, Value>,
    app_rights: Vec<Value>,
) -> Settings {
    Settings {
        revision: 1,
        general,
        properties,
        layout: Vec::new(),
        views: Map::new(),
        status: json!({ "enable": false, "states": null, "actions": null }),
        app_rights,
        record_rights: Vec::new(),
        field_rights: Vec::new(),
        customize: json!({ "scope": "ALL", "desktop": { "js": [], "css": [] }, "mobile": { "js": [], "css": [] } }),
        plugins: Vec::new(),
        configs: BTreeMap::new(),
        admin_notes: json!({ "content": "", "includeInTemplateAndDuplicates": false })
            .as_object()
            .cloned()
            .unwrap_or_default(),
        renamed: Vec::new(),
    }
}

fn raise(seed: SeedApp) -> App {
    let mut settings = untouched(general(&seed.name, &seed.description), seed.properties, seed.app_rights);
    if let Some(code) = seed.title_field {
        settings.general.insert("titleField".into(), json!({ "selectionMode": "MANUAL", "code": code }));
    }
    settings.revision = 5;
    settings.layout = if seed.layout.is_empty() { default_layout(&settings.properties) } else { seed.layout };
    settings.record_rights = seed.record_rights;
    settings.field_rights = seed.field_rights;
    for (index, mut view) in seed.views.into_iter().enumerate() {
        let name = view.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut full = Map::new();
        full.insert("type".into(), json!("LIST"));
        full.insert("name".into(), json!(name));
        full.insert("id".into(), json!((seed.id * 100 + index as u64 + 1).to_string()));
        for key in ["filterCond", "sort"] {
            full.insert(key.into(), view.shift_remove(key).unwrap_or_default());
        }
        full.insert("index".into(), json!(index.to_string()));
        full.insert("fields".into(), view.shift_remove("fields").unwrap_or_default());
        settings.views.insert(name, Value::Object(full));
    }
    let mut app = App {
        id: seed.id,
        code: String::new(),
        space: seed.space,
        thread: seed.thread,
        creator: seed.creator.clone(),
        created_at: seed.created_at,
        modifier: seed.creator,
        modified_at: seed.modified_at,
        live: seed.deployed.then(|| settings.clone()),
        preview: settings,
        deployed: Deployed::Success,
        records: BTreeMap::new(),
        last_record: 0,
        last_inner_id: 1000 * seed.id,
    };
    for record in seed.records {
        plant(&mut app, record);
    }
    app
}

fn plant(app: &mut App, seed: SeedRecord) {
    let mut values = seed.values;
    for field in form::top(&app.preview.properties.clone()).filter(|field| field.kind == "SUBTABLE") {
        let rows = values.get(field.code).and_then(Value::as_array).cloned().unwrap_or_default();
        let rows = rows.into_iter().map(|row| json!({ "id": app.next_inner_id(), "value": row })).collect();
        values.insert(field.code.to_owned(), Value::Array(rows));
    }
    entry::calculate(&app.preview.properties, &mut values);
    app.last_record += 1;
    let record = Record {
        id: app.last_record,
        revision: 1,
        creator: seed.creator.clone(),
        created: seed.created_at,
        modifier: seed.creator,
        updated: seed.created_at,
        status: None,
        values,
    };
    app.records.insert(record.id, Arc::new(record));
}

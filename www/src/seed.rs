//! The city of Midori, from the data files in `city/`.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rust_embed::RustEmbed;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::app::{App, AppPlugin, Deployed, Settings};
use crate::calc;
use crate::city::City;
use crate::form;
use crate::people::{People, Person};
use crate::record::Record;
use crate::rest::layout::default_layout;
use crate::rest::status::switch;

/// The data files; each `app-*.json` is an app.
#[derive(RustEmbed)]
#[folder = "city"]
struct Files;

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
    /// アプリコード.
    #[serde(default)]
    code: String,
    /// Process management as `app/status.json` answers it.
    status: Option<Value>,
    /// `{scope, desktop, mobile}`; addresses only, as data files hold no uploads.
    customize: Option<Value>,
    /// Ids of plugins, installed or not.
    #[serde(default)]
    plugins: Vec<String>,
    admin_notes: Option<String>,
    /// Notifications, actions and graphs by their path: `app/notifications/perRecord` and so on.
    #[serde(default)]
    parts: Map<String, Value>,
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

/// The seeded city; its files are read once.
pub(crate) fn midori() -> Result<City, String> {
    static CITY: OnceLock<Result<City, String>> = OnceLock::new();
    CITY.get_or_init(build).clone()
}

fn build() -> Result<City, String> {
    let persons: Vec<Person> = read("people.json", include_str!("../city/people.json"))?;
    let spaces: Vec<crate::space::Space> = read("spaces.json", include_str!("../city/spaces.json"))?;
    let people = People {
        persons: persons.into_iter().map(|person| (person.code.clone(), person)).collect(),
        organizations: read("organizations.json", include_str!("../city/organizations.json"))?,
        groups: read("groups.json", include_str!("../city/groups.json"))?,
    };
    let mut apps = BTreeMap::new();
    for name in Files::iter().filter(|name| name.starts_with("app-")) {
        let file = Files::get(&name).ok_or_else(|| format!("{name}: not there"))?;
        let app = raise(read(&name, &String::from_utf8_lossy(&file.data))?);
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
        shared: crate::shared_settings::SharedSettings::default(),
        wide: false,
        tokens: BTreeMap::new(),
        requests: BTreeMap::new(),
        rights_step: std::time::Duration::ZERO,
        sessions: BTreeMap::new(),
        cursors: BTreeMap::new(),
        deploying: Vec::new(),
        doomed: Vec::new(),
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
        parts: Map::new(),
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
    settings.customize = seed.customize.unwrap_or(settings.customize);
    settings.plugins = seed.plugins.into_iter().map(|id| AppPlugin { id, enabled: true }).collect();
    if let Some(notes) = seed.admin_notes {
        settings.admin_notes.insert("content".into(), json!(notes));
    }
    settings.parts = seed.parts;
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
    if let Some(status) = seed.status {
        let on = form::is_true(form::inside(&status, &["enable"]));
        settings.status = status;
        switch(&mut settings, on);
    }
    let mut app = App {
        id: seed.id,
        code: seed.code,
        space: seed.space,
        thread: seed.thread,
        creator: seed.creator.clone(),
        created_at: seed.created_at,
        modifier: seed.creator,
        modified_at: seed.modified_at,
        live: seed.deployed.then(|| settings.clone()),
        preview: settings,
        deployed: Deployed::Success,
        old_rights: None,
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
    let stamped = calc::Stamped {
        creator: seed.creator.clone(),
        modifier: seed.creator.clone(),
        created: Some(seed.created_at),
        updated: Some(seed.created_at),
    };
    calc::calculate(&app.preview, &stamped, &mut values);
    app.last_record += 1;
    let record = Record {
        id: app.last_record,
        revision: 1,
        creator: seed.creator.clone(),
        created: seed.created_at,
        modifier: seed.creator,
        updated: seed.created_at,
        status: None,
        assignees: Vec::new(),
        history: Vec::new(),
        changes: Vec::new(),
        comments: Vec::new(),
        last_comment: 0,
        values,
    };
    app.records.insert(record.id, Arc::new(record));
}

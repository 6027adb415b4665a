//! What a page is told when it starts: the boot JSON.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::app::{App, Settings};
use crate::city::City;
use crate::clock::millis;
use crate::form::{self, inside};
use crate::kintone::CONCURRENCY;
use crate::people::Person;
use crate::rest::fields::seen_by;
use crate::rights::{Eyes, names};

/// Boot JSON without an app.
pub(crate) fn plain(page: &str, lang: &str, person: Option<&Person>, token: &str) -> Map<String, Value> {
    let boot = json!({
        "page": page,
        "lang": lang,
        "user": person.map(login_user),
        "rights": person.map(|person| json!({
            "systemAdmin": person.administers_kintone(),
            "commonAdmin": person.common_admin,
            "createApp": person.create_app || person.administers_kintone(),
        })),
        "token": token,
        "domain": "localhost",
        "app": null,
        "plugins": [],
        "configs": {},
        "concurrency": { "limit": CONCURRENCY },
    });
    boot.as_object().cloned().unwrap_or_default()
}

/// As `kintone.getLoginUser()` gives it.
fn login_user(person: &Person) -> Value {
    json!({
        "id": person.id.to_string(),
        "code": person.code,
        "name": person.name,
        "email": person.email(),
        "url": "",
        "employeeNumber": person.employee_number.clone().unwrap_or_default(),
        "phone": "",
        "mobilePhone": "",
        "extensionNumber": "",
        "timezone": "Asia/Tokyo",
        "isGuest": person.is_guest(),
        "language": person.lang,
    })
}

/// Adds an app, one side of it, with its plugins and their configs.
pub(crate) fn with_app(boot: &mut Map<String, Value>, city: &City, app: &App, side: &Settings, person: &Person) {
    let rights = city.rights(app, person);
    let settings = side.with_revision(side.general.clone());
    let status = side.with_revision(side.status.as_object().cloned().unwrap_or_default());
    let about = json!({
        "id": app.id.to_string(),
        "name": side.name(),
        "description": side.general.get("description"),
        "code": app.code,
        "spaceId": app.space.map(|id| id.to_string()),
        "spaceAdministration": app.space.and_then(|id| city.spaces.get(&id)).map(|space| space.is_run_by(&city.people, person)),
        "threadId": app.thread.map(|id| id.to_string()),
        "revision": side.revision.to_string(),
        "liveRevision": app.live.as_ref().map(|live| live.revision.to_string()),
        "creator": city.people.badge(&app.creator),
        "createdAt": millis(app.created_at),
        "modifier": city.people.badge(&app.modifier),
        "modifiedAt": millis(app.modified_at),
        "properties": seen_by(city, side, person),
        "layout": side.layout,
        "views": side.views,
        "settings": settings,
        "status": status,
        "permissions": {
            "view": rights.view,
            "add": rights.add,
            "edit": rights.edit,
            "delete": rights.delete,
            "manage": rights.manage,
            "import": rights.import,
            "export": rights.export,
        },
        "fieldRights": closed_on_new(city, app, side, person),
        "deployed": app.live.is_some(),
        "previewChanged": app.live.as_ref().is_none_or(|live| live.revision != app.preview.revision),
    });
    boot.insert("app".into(), about);
    boot.insert("plugins".into(), plugins(city, side, &person.lang));
    let config = |id: &str| Value::Object(side.configs.get(id).cloned().unwrap_or_default());
    let configs: Map<String, Value> =
        side.plugins.iter().map(|plugin| (plugin.id.clone(), config(&plugin.id))).collect();
    boot.insert("configs".into(), Value::Object(configs));
}

/// What the record screens name without opening the settings: アプリアクション the person may take, and graphs.
pub(crate) fn shortcuts(city: &City, side: &Settings, person: &Person) -> Value {
    let listed = |part: &str, list: &str| {
        let entries = side.parts.get(part).map(|body| inside(body, &[list])).and_then(Value::as_object);
        let mut entries: Vec<Value> = entries.into_iter().flatten().map(|(_, entry)| entry.clone()).collect();
        entries.sort_by_key(|entry| form::plain(&entry["index"]).parse::<u64>().unwrap_or(u64::MAX));
        entries
    };
    let mine = |action: &Value| {
        let entities = action["entities"].as_array().into_iter().flatten();
        let mut rows = entities.map(|entity| json!({ "entity": entity, "includeSubs": true }));
        rows.any(|row| names(city, &row, person))
    };
    let actions = listed("app/actions", "actions").into_iter().filter(mine);
    json!({
        "actions": actions.map(|action| json!({ "id": inside(&action, &["id"]), "name": inside(&action, &["name"]) })).collect::<Vec<_>>(),
        "reports": listed("app/reports", "reports"),
    })
}

/// The guest spaces that let the person in, with the apps that the person may open there.
pub(crate) fn guest_spaces(city: &City, person: &Person) -> Value {
    let apps = |space: u64| {
        let here = city.apps.values().filter(move |app| app.space == Some(space));
        let open = here.filter(|app| {
            app.live.is_some() && {
                let rights = city.rights(app, person);
                rights.view || rights.add
            }
        });
        open.map(|app| {
            json!({
                "appId": app.id.to_string(),
                "name": app.in_force().name(),
                "description": app.in_force().general.get("description"),
                "spaceId": space.to_string(),
            })
        })
        .collect::<Vec<Value>>()
    };
    let spaces = city.spaces.values().filter(|space| space.is_guest && space.admits(&city.people, person));
    spaces.map(|space| json!({ "id": space.id.to_string(), "name": space.name, "apps": apps(space.id) })).collect()
}

/// The fields of a record yet to be added that are closed to the person, wholly or for writing. No condition is judged, so the time is nobody's.
fn closed_on_new(city: &City, app: &App, side: &Settings, person: &Person) -> Value {
    let eyes = Eyes { city, app, side, person, now: OffsetDateTime::UNIX_EPOCH };
    let closed = |field: form::Field<'_>| {
        let own = eyes.on_field(field.code, None);
        let rights = json!({ "viewable": own.view, "editable": own.edit });
        (!own.edit).then(|| (field.code.to_owned(), rights))
    };
    form::all(&side.properties).into_iter().filter_map(closed).collect::<Map<String, Value>>().into()
}

fn plugins(city: &City, side: &Settings, lang: &str) -> Value {
    side.plugins
        .iter()
        .map(|held| {
            let plugin = city.plugins.get(&held.id);
            json!({
                "id": held.id,
                "name": plugin.map_or(held.id.as_str(), |plugin| plugin.name(lang)),
                "version": plugin.map(|plugin| plugin.version()),
                "enabled": held.enabled,
                "configurable": plugin.is_some_and(|plugin| plugin.has_config()),
                "icon": plugin.map(|plugin| plugin.icon()),
            })
        })
        .collect()
}

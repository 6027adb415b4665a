//! What a page is told when it starts: the boot JSON.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::app::{App, Settings};
use crate::city::City;
use crate::clock::millis;
use crate::form;
use crate::kintone::CONCURRENCY;
use crate::people::Person;
use crate::rest::fields::seen_by;
use crate::rights::Eyes;

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
        "isGuest": false,
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

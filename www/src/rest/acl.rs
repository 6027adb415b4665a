//! `app/acl.json`, `record/acl.json`, `field/acl.json`.

use serde_json::{Map, Value, json};

use super::Call;
use crate::app::Settings;
use crate::city::City;
use crate::form::{self, inside, is_true};
use crate::people::EVERYONE;
use crate::query::{self, Scope};
use crate::refusal::{Refusal, Text, not_in_enum, required};

fn rights_of<'a>(side: &'a Settings, name: &str) -> &'a [Value] {
    match name {
        "app/acl" => &side.app_rights,
        "record/acl" => &side.record_rights,
        _ => &side.field_rights,
    }
}

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.one_of("lang", &["default", "ja", "en", "zh", "user"]);
    ask.done()?;
    let (_, side) = city.managed(id, call.preview, &call.person)?;
    let mut body = Map::new();
    body.insert("rights".into(), json!(rights_of(side, &call.name)));
    Ok(side.with_revision(body))
}

/// Replaces all rows. On the live path everything that was prepared goes live with them (official page).
pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    // Official page of record/acl: `id` or `app`, and `id` wins.
    let id = match ask.value("id").filter(|_| call.name == "record/acl") {
        Some(_) => ask.id("id"),
        None => ask.id("app"),
    };
    let rights = ask.list("rights");
    let revision = ask.revision("revision");
    ask.done()?;
    if !call.preview {
        city.managed(id, false, &call.person)?;
    }
    city.edit(call, id, revision, |city, draft| {
        match call.name.as_str() {
            "app/acl" => {
                draft.app_rights = app_rows(city, &rights)?;
                city.shared.admit("rights", &rights)?;
            }
            "record/acl" => draft.record_rights = record_settings(city, call, id, draft, &rights)?,
            _ => draft.field_rights = field_settings(city, draft, &rights)?,
        }
        Ok(())
    })?;
    if !call.preview {
        city.shared.admit("rights", &city.side(id, true)?.1.app_rights)?;
        city.start_deploy(&[id], &call.person.code, call.now, std::time::Duration::ZERO);
    }
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}

/// The entity of a row, checked: it must exist.
pub(super) fn entity(
    city: &City,
    at: &str,
    row: &Value,
    kinds: &[&str],
    draft: Option<&Settings>,
) -> Result<Value, Refusal> {
    let entity = &row["entity"];
    let Some(kind) = entity["type"].as_str() else {
        return Err(Refusal::at(format!("{at}.entity.type"), required()));
    };
    if !kinds.contains(&kind) {
        return Err(Refusal::at(format!("{at}.entity.type"), not_in_enum()));
    }
    if kind == "CREATOR" {
        return Ok(json!({ "type": kind, "code": null }));
    }
    let code = entity["code"].as_str().unwrap_or_default();
    let known = match kind {
        "USER" => city.people.person(code).is_some(),
        "GROUP" => code == EVERYONE || city.people.group(code).is_some(),
        "ORGANIZATION" => city.people.organization(code).is_some(),
        _ => draft.is_some_and(|draft| form::find(&draft.properties, code).is_some()),
    };
    if !known {
        let text = Text::new(
            format!("指定されたユーザー、組織、グループまたはフィールド（code：{code}）が見つかりません。"),
            format!("The specified user, organization, group or field (code：{code}) not found."),
        );
        return Err(Refusal::new(400, "GAIA_IL26", text));
    }
    Ok(json!({ "type": kind, "code": code }))
}

fn app_rows(city: &City, rights: &[Value]) -> Result<Vec<Value>, Refusal> {
    let mut rows = Vec::new();
    for (index, row) in rights.iter().enumerate() {
        let at = format!("rights[{index}]");
        let entity = entity(city, &at, row, &["USER", "GROUP", "ORGANIZATION", "CREATOR"], None)?;
        let subs = is_true(&row["includeSubs"]) && inside(&entity, &["type"]) == "ORGANIZATION";
        let on = |key: &str| is_true(&row[key]);
        // Official page: edit and delete need view, import needs add.
        let needs_view =
            (on("recordEditable") || on("recordDeletable") || on("recordExportable")) && !on("recordViewable");
        if needs_view || on("recordImportable") && !on("recordAddable") {
            let text =
                Text::new("関連する権限も許可する必要があります。", "The related permissions must be allowed as well.");
            return Err(Refusal::at(at, text));
        }
        rows.push(json!({
            "entity": entity,
            "includeSubs": subs,
            "appEditable": on("appEditable"),
            "recordViewable": on("recordViewable"),
            "recordAddable": on("recordAddable"),
            "recordEditable": on("recordEditable"),
            "recordDeletable": on("recordDeletable"),
            "recordImportable": on("recordImportable"),
            "recordExportable": on("recordExportable"),
        }));
    }
    Ok(everyone_last(rows))
}

fn everyone_last(rows: Vec<Value>) -> Vec<Value> {
    let is_everyone =
        |row: &Value| inside(row, &["entity", "type"]) == "GROUP" && inside(row, &["entity", "code"]) == EVERYONE;
    let (last, mut first): (Vec<Value>, Vec<Value>) = rows.into_iter().partition(is_everyone);
    first.extend(last);
    first
}

fn record_settings(
    city: &City,
    call: &Call,
    id: u64,
    draft: &Settings,
    rights: &[Value],
) -> Result<Vec<Value>, Refusal> {
    let (app, _) = city.side(id, true)?;
    let scope = Scope { city, app, side: draft, person: &call.person, now: call.now };
    let mut settings = Vec::new();
    for (index, right) in rights.iter().enumerate() {
        let condition = form::plain(&right["filterCond"]);
        let read = query::parse(&condition)?;
        scope.check(&read)?;
        let Some(entities) = right["entities"].as_array() else {
            return Err(Refusal::at(format!("rights[{index}].entities"), required()));
        };
        let mut rows = Vec::new();
        for (row_index, row) in entities.iter().enumerate() {
            let at = format!("rights[{index}].entities[{row_index}]");
            let kinds = ["USER", "GROUP", "ORGANIZATION", "FIELD_ENTITY"];
            let entity = entity(city, &at, row, &kinds, Some(draft))?;
            let on = |key: &str| is_true(&row[key]);
            if (on("editable") || on("deletable")) && !on("viewable") {
                let text = Text::new(
                    "関連する権限も許可する必要があります。",
                    "The related permissions must be allowed as well.",
                );
                return Err(Refusal::at(at, text));
            }
            rows.push(json!({
                "entity": entity,
                "viewable": on("viewable"),
                "editable": on("editable"),
                "deletable": on("deletable"),
                "includeSubs": on("includeSubs"),
            }));
        }
        settings.push(json!({ "filterCond": condition, "entities": everyone_last(rows) }));
    }
    Ok(settings)
}

fn field_settings(city: &City, draft: &Settings, rights: &[Value]) -> Result<Vec<Value>, Refusal> {
    let mut settings = Vec::new();
    for (index, right) in rights.iter().enumerate() {
        let code = right["code"].as_str().unwrap_or_default();
        if code.is_empty() {
            return Err(Refusal::at(format!("rights[{index}].code"), required()));
        }
        if form::find(&draft.properties, code).is_none() {
            return Err(Refusal::field_not_found(code));
        }
        let mut rows = Vec::new();
        for (row_index, row) in right["entities"].as_array().into_iter().flatten().enumerate() {
            let at = format!("rights[{index}].entities[{row_index}]");
            let kinds = ["USER", "GROUP", "ORGANIZATION", "FIELD_ENTITY"];
            let entity = entity(city, &at, row, &kinds, Some(draft))?;
            let accessibility = row["accessibility"].as_str().unwrap_or_default();
            if !["READ", "WRITE", "NONE"].contains(&accessibility) {
                return Err(Refusal::at(format!("{at}.accessibility"), not_in_enum()));
            }
            rows.push(json!({
                "accessibility": accessibility,
                "entity": entity,
                "includeSubs": is_true(&row["includeSubs"]),
            }));
        }
        settings.push(json!({ "code": code, "entities": everyone_last(rows) }));
    }
    Ok(settings)
}

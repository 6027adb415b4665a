//! Who keeps an app, and rights that are given as others are: what repairs of rights are made of.

use serde_json::Value;

use crate::app::App;
use crate::case::Case;
use crate::finding::{Address, Edit, Fix, Safety};
use crate::kintone::Part;
use crate::kintone::right::{AppRight, Entity, EntityKind, FieldRight};
use crate::kintone::user::Organization;
use crate::text::search::holds;

/// The department that keeps the app, or nobody's guess: the one that the app's name tells, else the only one that has
/// a row, else, where none has, that of the person who repairs it. A name that two departments bear tells neither.
pub fn owner<'a>(case: &Case<'a>) -> Option<&'a Organization> {
    let people = case.people().ok()?;
    let one = |name: &str| {
        let mut bearers = people.organizations.iter().filter(|department| department.name == name);
        bearers.next().filter(|_| bearers.next().is_none())
    };
    let app = &case.app.settings().ok()?.name;
    let named = people.organizations.iter().filter(|department| holds(app, &department.name));
    if let Some(longest) = named.max_by_key(|department| department.name.len()) {
        return one(&longest.name);
    }
    let rows = &case.app.rights().ok()?.rights;
    let mut codes = rows.iter().filter(|row| row.entity.kind == EntityKind::Organization).map(|row| &row.entity.code);
    match (codes.next(), codes.next()) {
        (Some(code), None) => people.organizations.iter().find(|department| Some(&department.code) == code.as_ref()),
        (None, _) => case.departments().iter().find_map(|name| one(name)),
        _ => None,
    }
}

/// The same with whether departments lie below it. A guest space takes no departments, so there it is nobody.
pub fn entity(case: &Case<'_>) -> Option<(Entity, bool)> {
    if case.app.home().ok()?.is_some_and(|home| home.space.is_guest) {
        return None;
    }
    let department = owner(case)?;
    let organizations = &case.people().ok()?.organizations;
    let below = organizations.iter().any(|one| one.parent_code.as_ref() == Some(&department.code));
    Some((Entity { kind: EntityKind::Organization, code: Some(department.code.clone()) }, below))
}

/// An entity as kintone writes it.
pub fn written(entity: &Entity) -> Value {
    let code = entity.code.as_deref().map_or(Value::Null, Value::from);
    Value::from_iter([("type", Value::from(entity.kind.name())), ("code", code)])
}

/// A fix of which somebody must see who may lose something; none where nothing is to be changed.
pub fn review(edits: Vec<Edit>) -> Option<Fix> {
    (!edits.is_empty()).then_some(Fix { safety: Safety::Review, edits })
}

/// Whether all the people of a row stand in rows above it, so that it would decide nothing. Where people were not read it
/// is not known, and a new row stands below all but that of Everyone.
fn shadowed(case: &Case<'_>, rows: &[AppRight], entity: &Entity, below: bool) -> bool {
    let Ok(people) = case.people() else { return false };
    let Ok(Some(mut left)) = people.of(entity, below, None) else { return false };
    if left.is_empty() {
        return false;
    }
    let rows = rows.iter().take_while(|row| row.entity != *entity).filter(|row| !row.entity.everyone());
    let mut above = rows.filter_map(|row| people.of(&row.entity, row.include_subs, None).ok().flatten());
    above.any(|others| {
        drop(left.take(&others));
        left.is_empty()
    })
}

/// Lets the department that keeps the app manage it, by its own row or by a new one that lets it do all that Everyone
/// may. None where the row would decide nothing, or where there are two: which of them should give way is for a person to
/// say.
pub fn manages(case: &Case<'_>) -> Option<Fix> {
    let (entity, below) = entity(case)?;
    let rows = &case.app.rights().ok()?.rights;
    let own = rows.iter().filter(|row| row.entity == entity).count();
    if own > 1 || shadowed(case, rows, &entity, below) {
        return None;
    }
    let (part, address) = (Part::AppRights, Address::AppRight { entity: entity.clone() });
    if own == 1 {
        return review(vec![Edit::Set { part, address, key: "appEditable".to_owned(), value: true.into() }]);
    }
    let everyone = rows.iter().find(|row| row.entity.everyone());
    let may = |right: fn(&AppRight) -> bool| Value::Bool(everyone.is_some_and(right));
    let row = Value::from_iter([
        ("entity", written(&entity)),
        ("includeSubs", below.into()),
        ("appEditable", true.into()),
        ("recordViewable", may(|row| row.record_viewable)),
        ("recordAddable", may(|row| row.record_addable)),
        ("recordEditable", may(|row| row.record_editable)),
        ("recordDeletable", may(|row| row.record_deletable)),
        ("recordImportable", may(|row| row.record_importable)),
        ("recordExportable", may(|row| row.record_exportable)),
    ]);
    review(vec![Edit::Put { part, address, row }])
}

/// Gives fields the rights that another field has; what is computed can only be seen. None where one is a column of a
/// table: whether kintone takes rights of a column alone is not known.
pub fn closed_like(app: &App, like: &FieldRight, fields: &[(&str, Option<&str>)], computed: bool) -> Option<Fix> {
    let rights = app.snapshot.body(Part::FieldRights)?.get("rights")?.as_array()?;
    let like = rights.iter().find(|right| right.get("code").and_then(Value::as_str) == Some(&like.code))?;
    let mut edits = Vec::new();
    for (code, table) in fields {
        if table.is_some() {
            return None;
        }
        let mut row = like.clone();
        row.as_object_mut()?.insert("code".to_owned(), Value::from(*code));
        for one in row.get_mut("entities").and_then(Value::as_array_mut).into_iter().flatten() {
            if computed && one.get("accessibility").and_then(Value::as_str) == Some("WRITE") {
                one.as_object_mut()?.insert("accessibility".to_owned(), "READ".into());
            }
        }
        edits.push(Edit::Put {
            part: Part::FieldRights,
            address: Address::FieldRight { code: (*code).to_owned(), entity: None },
            row,
        });
    }
    review(edits)
}

/// Shows fields to the department that keeps the app, and to nobody else.
pub fn closed_to_owner(case: &Case<'_>, fields: &[(&str, Option<&str>)]) -> Option<Fix> {
    let (entity, below) = entity(case)?;
    let everyone = Entity { kind: EntityKind::Group, code: Some("everyone".to_owned()) };
    let row = |entity: &Entity, below: bool, access: &str| {
        Value::from_iter([
            ("accessibility", Value::from(access)),
            ("entity", written(entity)),
            ("includeSubs", below.into()),
        ])
    };
    let rows = Value::from_iter([row(&entity, below, "WRITE"), row(&everyone, false, "NONE")]);
    let mut edits = Vec::new();
    for (code, table) in fields {
        if table.is_some() {
            return None;
        }
        edits.push(Edit::Put {
            part: Part::FieldRights,
            address: Address::FieldRight { code: (*code).to_owned(), entity: None },
            row: Value::from_iter([("code", Value::from(*code)), ("entities", rows.clone())]),
        });
    }
    review(edits)
}

/// Takes a right from the rows with the most people, until the people of the others are few enough even if nobody stands
/// in two rows. None where a row's people are not known, or where the largest rows are the managers' own.
pub fn narrowed(case: &Case<'_>, key: &str, has: fn(&AppRight) -> bool, fits: &dyn Fn(usize) -> bool) -> Option<Fix> {
    let people = case.people().ok()?;
    let mut rows: Vec<(usize, &Entity)> = Vec::new();
    for row in case.app.rights().ok()?.rights.iter().filter(|row| has(row)) {
        let size = match row.entity.kind {
            EntityKind::Creator => 1,
            _ => people.size(&row.entity, row.include_subs)?,
        };
        rows.push((size, &row.entity));
    }
    rows.sort();
    let mut left: usize = rows.iter().map(|(size, _)| size).sum();
    let mut edits = Vec::new();
    while !fits(left) {
        let (size, entity) = rows.pop()?;
        left -= size;
        let address = Address::AppRight { entity: entity.clone() };
        edits.push(Edit::Set { part: Part::AppRights, address, key: key.to_owned(), value: false.into() });
    }
    review(edits)
}

/// Lets the department that keeps the app work in a state of the process, in the place of some who do. None where all
/// assignees must act: a whole department never would.
pub fn assigned(case: &Case<'_>, name: &str, kind: &str, gone: Vec<&Entity>) -> Option<Fix> {
    let (entity, below) = entity(case)?;
    if kind == "ALL" {
        return None;
    }
    let at = |entity: &Entity| Address::State { name: name.to_owned(), entity: Some(entity.clone()) };
    let row = Value::from_iter([("entity", written(&entity)), ("includeSubs", below.into())]);
    let mut edits: Vec<Edit> =
        gone.into_iter().map(|one| Edit::Remove { part: Part::Process, address: at(one) }).collect();
    edits.push(Edit::Put { part: Part::Process, address: at(&entity), row });
    review(edits)
}

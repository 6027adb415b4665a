//! Who can see what: space members x app rights x record rights x field rights x people who can sign in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::app::App;
use crate::kintone::Part;
use crate::kintone::client::Client;
use crate::kintone::refusal::{Reason, Unread};
use crate::kintone::right::{Accessibility, Entity, EntityKind};
use crate::kintone::transport::Transport;
use crate::kintone::user::{Organization, User};
use serde::Deserialize;

/// Numbers of people in the directory's list.
pub type People = BTreeSet<usize>;

/// Users, departments and groups, as far as an app's rights name them.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Everybody who can sign in.
    pub users: Vec<User>,
    /// All departments.
    pub organizations: Vec<Organization>,
    /// The people of a named department or group, without departments below, by [`Entity::key`].
    pub members: BTreeMap<String, Result<People, Reason>>,
}

impl Directory {
    /// Reads everybody, all departments, and the people of those departments and groups that the apps name.
    ///
    /// # Errors
    /// When users or departments cannot be read at all.
    pub async fn read<T: Transport>(client: &Client<'_, T>, apps: &[&App]) -> Result<Self, Unread> {
        let unread = |reason| Unread::new(Part::People, reason);
        let rows = client.directory("users", "users", &json!({})).await.map_err(unread)?;
        let users: Vec<User> = understand(&rows)?;
        let rows = client.directory("organizations", "organizations", &json!({})).await.map_err(unread)?;
        let organizations = understand(&rows)?;
        let users = users.into_iter().filter(|user| user.valid).collect();
        let mut directory = Self { users, organizations, members: BTreeMap::new() };
        let named: BTreeSet<(Entity, bool)> = apps.iter().flat_map(|app| named(app)).collect();
        for (entity, below) in named {
            for entity in directory.with_below(&entity, below) {
                directory.read_members(client, &entity).await;
            }
        }
        Ok(directory)
    }

    async fn read_members<T: Transport>(&mut self, client: &Client<'_, T>, entity: &Entity) {
        let Some(code) = &entity.code else { return };
        if entity.everyone() || self.members.contains_key(&entity.key()) {
            return;
        }
        let rows = match entity.kind {
            EntityKind::Organization => {
                client.directory("organization/users", "userTitles", &json!({"code": code})).await
            }
            EntityKind::Group => client.directory("group/users", "users", &json!({"code": code})).await,
            _ => return,
        };
        let people = rows.map(|rows| {
            let codes = rows.iter().filter_map(|row| row.get("user").unwrap_or(row).get("code")?.as_str());
            codes.filter_map(|code| self.users.iter().position(|user| user.code == code)).collect()
        });
        self.members.insert(entity.key(), people);
    }

    /// The department and, where asked for, all departments below it.
    fn with_below(&self, entity: &Entity, below: bool) -> Vec<Entity> {
        let mut out = vec![entity.clone()];
        if !below || entity.kind != EntityKind::Organization {
            return out;
        }
        let mut next = 0;
        while let Some(code) = out.get(next).and_then(|entity| entity.code.clone()) {
            for organization in &self.organizations {
                let seen = out.iter().any(|entity| entity.code.as_ref() == Some(&organization.code));
                if organization.parent_code.as_ref() == Some(&code) && !seen {
                    out.push(Entity { kind: EntityKind::Organization, code: Some(organization.code.clone()) });
                }
            }
            next += 1;
        }
        out
    }

    /// Everybody.
    pub fn everybody(&self) -> People {
        (0..self.users.len()).collect()
    }

    /// The people that a row names; `None` for a row that only the record can resolve (the people in a field).
    fn of(&self, entity: &Entity, below: bool, creator: Option<&str>) -> Result<Option<People>, Unread> {
        let user = |code: &str| self.users.iter().position(|user| user.code == code).into_iter().collect();
        Ok(Some(match (entity.kind, &entity.code) {
            (EntityKind::User, Some(code)) => user(code),
            (EntityKind::Creator, _) => match creator {
                Some(code) => user(code),
                None => return Ok(None),
            },
            (EntityKind::Group | EntityKind::Organization, _) if entity.everyone() => self.everybody(),
            (EntityKind::Group | EntityKind::Organization, _) => {
                let mut people = People::new();
                for entity in self.with_below(entity, below) {
                    match self.members.get(&entity.key()) {
                        Some(Ok(members)) => people.extend(members),
                        Some(Err(reason)) => return Err(Unread::new(Part::People, reason.clone())),
                        None => return Err(Unread::new(Part::People, Reason::NotFound)),
                    }
                }
                people
            }
            (EntityKind::FieldEntity, _) => return Ok(None),
            _ => {
                let detail = entity.key();
                return Err(Unread::new(Part::People, Reason::Malformed { detail }));
            }
        }))
    }

    /// The department of this name, as kintone's administrators wrote it.
    pub fn department(&self, name: &str) -> Option<&Organization> {
        self.organizations.iter().find(|organization| organization.name == name)
    }
}

fn understand<T: for<'a> Deserialize<'a>>(rows: &[serde_json::Value]) -> Result<Vec<T>, Unread> {
    rows.iter().map(|row| T::deserialize(row).map_err(|error| Unread::malformed(Part::People, &error))).collect()
}

/// Whom the rights of an app and its space name.
fn named(app: &App) -> Vec<(Entity, bool)> {
    let mut out = Vec::new();
    for row in app.rights().iter().flat_map(|rights| &rights.rights) {
        out.push((row.entity.clone(), row.include_subs));
    }
    for row in app.record_rights().iter().flat_map(|rights| &rights.rights).flat_map(|right| &right.entities) {
        out.push((row.entity.clone(), row.include_subs));
    }
    for row in app.field_rights().iter().flat_map(|rights| &rights.rights).flat_map(|right| &right.entities) {
        out.push((row.entity.clone(), row.include_subs));
    }
    if let Ok(Some(home)) = app.home() {
        out.extend(home.members.members.iter().map(|member| (member.entity.clone(), member.include_subs)));
    }
    out
}

/// The people who can view something, at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Who.
    pub people: People,
    /// Why there may be fewer: what narrows the circle and could not be read, so that the widest reading was taken.
    pub unsure: Vec<Unread>,
    /// Fields whose people see the record, too, whoever they are.
    pub fields: BTreeSet<String>,
}

/// One row of any rights: whom it names, and whether it lets them view.
struct Row<'a> {
    entity: &'a Entity,
    below: bool,
    view: bool,
}

/// Who gets a view from rows of which the first that names a person wins, out of `candidates`. Everyone comes last
/// whatever the order is; whoever no row names gets nothing (`governance-rules.md` §5).
fn first_wins(
    rows: &[Row<'_>],
    candidates: &People,
    directory: &Directory,
    creator: Option<&str>,
    audience: &mut Audience,
) -> People {
    let mut open = candidates.clone();
    let mut out = People::new();
    let (last, first): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.entity.everyone());
    for row in first.into_iter().chain(last) {
        match directory.of(row.entity, row.below, creator) {
            Ok(Some(people)) => {
                let hit: People = open.intersection(&people).copied().collect();
                open.retain(|person| !hit.contains(person));
                if row.view {
                    out.extend(hit);
                }
            }
            Ok(None) => {
                if row.view && row.entity.kind == EntityKind::FieldEntity {
                    audience.fields.extend(row.entity.code.clone());
                }
            }
            // Widest reading: a row that cannot be resolved and lets people view may let all of them.
            Err(unread) => {
                if row.view {
                    out.extend(open.iter().copied());
                }
                audience.unsure.push(unread);
            }
        }
    }
    out
}

/// Who can view the values of a field, at most: in the record that most people can see.
///
/// # Errors
/// When a part without which nothing can be said is unread. What only narrows the circle (the space) does not stop it.
pub fn viewers(app: &App, directory: &Directory, field: &str) -> Result<Audience, Unread> {
    let mut audience = Audience::default();
    let creator = app.info().ok().map(|info| info.creator.code.as_str()).filter(|code| !code.is_empty());
    let mut people = directory.everybody();
    match app.home() {
        Ok(Some(home)) if home.space.is_private || home.space.is_guest => {
            let mut members = People::new();
            for member in &home.members.members {
                match directory.of(&member.entity, member.include_subs, creator) {
                    Ok(found) => members.extend(found.unwrap_or_default()),
                    Err(unread) => {
                        members.clone_from(&people);
                        audience.unsure.push(unread);
                    }
                }
            }
            people = people.intersection(&members).copied().collect();
        }
        Ok(_) => {}
        Err(unread) => audience.unsure.push(unread),
    }
    let rows: Vec<Row<'_>> = app
        .rights()?
        .rights
        .iter()
        .map(|row| Row { entity: &row.entity, below: row.include_subs, view: row.record_viewable })
        .collect();
    people = first_wins(&rows, &people, directory, creator, &mut audience);
    let rights = app.field_rights()?;
    if let Some(right) = rights.rights.iter().find(|right| right.code == field) {
        let rows: Vec<Row<'_>> = right
            .entities
            .iter()
            .map(|row| Row {
                entity: &row.entity,
                below: row.include_subs,
                view: row.accessibility != Accessibility::None,
            })
            .collect();
        people = first_wins(&rows, &people, directory, creator, &mut audience);
    }
    audience.people = widest_record(app, people, directory, creator, &mut audience)?;
    Ok(audience)
}

/// The record that most people can see. Records that meet no condition stay at the app's rights.
fn widest_record(
    app: &App,
    people: People,
    directory: &Directory,
    creator: Option<&str>,
    audience: &mut Audience,
) -> Result<People, Unread> {
    let rights = &app.record_rights()?.rights;
    let all = |cond: &Option<String>| cond.as_deref().unwrap_or_default().trim().is_empty();
    if !rights.iter().any(|right| all(&right.filter_cond)) {
        return Ok(people);
    }
    let mut widest = People::new();
    for right in rights {
        let rows: Vec<Row<'_>> = right
            .entities
            .iter()
            .map(|row| Row { entity: &row.entity, below: row.include_subs, view: row.viewable })
            .collect();
        let found = first_wins(&rows, &people, directory, creator, audience);
        if found.len() > widest.len() {
            widest = found;
        }
        if all(&right.filter_cond) {
            // INVARIANT: what stands below a row for all records is never reached.
            break;
        }
    }
    Ok(widest)
}

/// The departments of one person, the first one first; empty when nobody tells.
pub async fn departments<T: Transport>(client: &Client<'_, T>, user: &str) -> Vec<String> {
    let rows = client.directory("user/organizations", "organizationTitles", &json!({"code": user})).await;
    let names = |row: &serde_json::Value| Some(row.get("organization")?.get("name")?.as_str()?.to_owned());
    rows.unwrap_or_default().iter().filter_map(names).collect()
}

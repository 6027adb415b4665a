//! Who there is, and who can do what: people who can sign in, their departments and groups.

mod audience;
mod crowd;
mod powers;
mod set;
mod worlds;

use serde_json::{Value, json};

use crate::app::App;
use crate::kintone::Part;
use crate::kintone::client::Client;
use crate::kintone::refusal::{Reason, Unread};
use crate::kintone::right::{Entity, EntityKind};
use crate::kintone::transport::Transport;
use crate::kintone::user::{Organization, User};
use crate::text::json::{self, Told};
use crate::text::sorted::Sorted;

pub use audience::{Audience, Doing, Within, audience, circle, decider, inside, viewers};
pub use crowd::Crowd;
pub use powers::{Answer, Decider, Power, Why, powers};
pub use set::People;

/// Users, departments and groups, as far as an app's rights and notices name them.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Everybody who can sign in.
    pub users: Vec<User>,
    /// Who was stopped.
    pub stopped: Vec<User>,
    /// All departments.
    pub organizations: Vec<Organization>,
    /// The people of a named department or group, without departments below, by [`Entity::key`].
    pub members: Sorted<String, Result<People, Reason>>,
}

impl Directory {
    /// Reads everybody, all departments, and the people of those departments and groups that the apps name.
    ///
    /// # Errors
    /// When users or departments cannot be read at all.
    pub async fn read<T: Transport>(client: &Client<'_, T>, apps: &[&App]) -> Result<Self, Unread> {
        let unread = |reason| Unread::new(Part::People, reason);
        let rows = client.directory("users", "users", &json!({})).await.map_err(unread)?;
        let (users, stopped) = apart(&rows)?;
        let rows = client.directory("organizations", "organizations", &json!({})).await.map_err(unread)?;
        let organizations = understand(&rows)?;
        let mut directory = Self { users, stopped, organizations, members: Sorted::new() };
        for app in apps {
            directory.complete(client, app).await;
        }
        Ok(directory)
    }

    /// Understands a file: `users` and `organizations` as the User API sends them, `members` with login names by
    /// [`Entity::key`].
    ///
    /// # Errors
    /// When one of them is not as it should be.
    pub fn told(file: &Value) -> Result<Self, Unread> {
        let list = |key| file.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let (users, stopped) = apart(list("users"))?;
        let organizations = understand(list("organizations"))?;
        let mut directory = Self { users, stopped, organizations, members: Sorted::new() };
        for (key, codes) in file.get("members").and_then(Value::as_object).into_iter().flatten() {
            let codes = codes.as_array().into_iter().flatten().filter_map(Value::as_str);
            let people = codes.filter_map(|code| directory.users.iter().position(|user| user.code == code)).collect();
            directory.members.insert(key.clone(), Ok(people));
        }
        Ok(directory)
    }

    /// Reads the people of those departments and groups that an app names and that are not known yet.
    pub async fn complete<T: Transport>(&mut self, client: &Client<'_, T>, app: &App) {
        for (entity, below) in named(app) {
            for entity in self.with_below(&entity, below) {
                self.read_members(client, &entity).await;
            }
        }
    }

    async fn read_members<T: Transport>(&mut self, client: &Client<'_, T>, entity: &Entity) {
        let Some(code) = &entity.code else { return };
        if entity.everyone() || self.members.contains_key(&entity.key()) {
            return;
        }
        let (resource, key) = match entity.kind {
            EntityKind::Organization => ("organization/users", "userTitles"),
            EntityKind::Group => ("group/users", "users"),
            _ => return,
        };
        let rows = client.directory(resource, key, &Value::from_iter([("code", code.as_str())])).await;
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

    /// The people that a row names; `None` for a row that only the record can resolve (the people in a field), and for
    /// the creator when nobody tells who that is.
    ///
    /// # Errors
    /// When the people of a department or group were not read, or the row is of a kind that nobody knows.
    pub fn of(&self, entity: &Entity, below: bool, creator: Option<&str>) -> Result<Option<People>, Unread> {
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
                        Some(Ok(members)) => people.add(members),
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

    /// How many people a department or group holds; `None` when its members were not read.
    pub fn size(&self, entity: &Entity, below: bool) -> Option<usize> {
        Some(self.of(entity, below, None).ok()??.len())
    }

    /// The name of a person or department as people know it; the code where no name is known.
    pub fn name<'a>(&'a self, entity: &'a Entity) -> &'a str {
        let code = entity.code.as_deref().unwrap_or_default();
        let name = match entity.kind {
            EntityKind::User => {
                let mut all = self.users.iter().chain(&self.stopped);
                all.find(|one| one.code == code).map(|one| &one.name)
            }
            EntityKind::Organization => self.organizations.iter().find(|one| one.code == code).map(|one| &one.name),
            _ => None,
        };
        name.filter(|name| !name.is_empty()).map_or(code, String::as_str)
    }

    /// Whether a department or group holds a person; `None` when its members could not be read.
    pub fn holds(&self, entity: &Entity, below: bool, user: &str) -> Option<bool> {
        let people = self.of(entity, below, None).ok()??;
        Some(people.iter().filter_map(|at| self.users.get(at)).any(|one| one.code == user))
    }
}

/// Who can sign in, and who was stopped.
fn apart(rows: &[Value]) -> Result<(Vec<User>, Vec<User>), Unread> {
    Ok(understand(rows)?.into_iter().partition(|user: &User| user.valid))
}

fn understand<T: Told>(rows: &[Value]) -> Result<Vec<T>, Unread> {
    rows.iter().map(|row| json::understand(row).map_err(|error| Unread::malformed(Part::People, &error))).collect()
}

/// Whom the rights, the process, the notices and the space of an app name.
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
    for state in app.process().iter().flat_map(|process| &process.states).flat_map(Sorted::values) {
        out.extend(state.assignee.entities.iter().map(|whom| (whom.entity.clone(), whom.include_subs)));
    }
    for notice in app.general_notices().iter().flat_map(|notices| &notices.notifications) {
        out.push((notice.entity.clone(), notice.include_subs));
    }
    for notices in [app.record_notices(), app.reminders()] {
        for one in notices.iter().flat_map(|notices| &notices.notifications).flat_map(|notice| &notice.targets) {
            out.push((one.entity.clone(), one.include_subs));
        }
    }
    if let Ok(Some(home)) = app.home() {
        out.extend(home.members.members.iter().map(|member| (member.entity.clone(), member.include_subs)));
    }
    out
}

/// The departments of one person, the first one first; empty when nobody tells.
pub async fn departments<T: Transport>(client: &Client<'_, T>, user: &str) -> Vec<String> {
    let rows = client.directory("user/organizations", "organizationTitles", &Value::from_iter([("code", user)])).await;
    let names = |row: &Value| Some(row.get("organization")?.get("name")?.as_str()?.to_owned());
    rows.unwrap_or_default().iter().filter_map(names).collect()
}

//! Who can see what: space members x app rights x record rights x field rights x people who can sign in.

mod set;

use serde_json::{Value, json};

use crate::app::{App, Home};
use crate::kintone::Part;
use crate::kintone::client::Client;
use crate::kintone::refusal::{Reason, Unread};
use crate::kintone::right::{Accessibility, AppRight, Entity, EntityKind, FieldEntity, RecordEntity, RecordRight};
use crate::kintone::transport::Transport;
use crate::kintone::user::{Organization, User};
use crate::text::json::{self, Told};
use crate::text::sorted::{Sorted, include};

pub use set::People;

/// Users, departments and groups, as far as an app's rights name them.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Everybody who can sign in.
    pub users: Vec<User>,
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
        let users: Vec<User> = understand(&rows)?;
        let rows = client.directory("organizations", "organizations", &json!({})).await.map_err(unread)?;
        let organizations = understand(&rows)?;
        let users = users.into_iter().filter(|user| user.valid).collect();
        let mut directory = Self { users, organizations, members: Sorted::new() };
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
        let users: Vec<User> = understand(list("users"))?.into_iter().filter(|user: &User| user.valid).collect();
        let mut directory = Self { users, organizations: understand(list("organizations"))?, members: Sorted::new() };
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

    /// Whether a department or group holds a person; `None` when its members could not be read.
    pub fn holds(&self, entity: &Entity, below: bool, user: &str) -> Option<bool> {
        let people = self.of(entity, below, None).ok()??;
        Some(people.iter().filter_map(|at| self.users.get(at)).any(|one| one.code == user))
    }
}

fn understand<T: Told>(rows: &[Value]) -> Result<Vec<T>, Unread> {
    rows.iter().map(|row| json::understand(row).map_err(|error| Unread::malformed(Part::People, &error))).collect()
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

/// The people who can do something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Who, at most: whatever could not be read is taken as wide as it may be.
    pub people: People,
    /// Who, at least: they see it whatever the rest would say.
    pub least: People,
    /// What could not be read; without it both readings are one.
    pub unsure: Vec<Unread>,
    /// Fields whose people see the record, too, whoever they are.
    pub fields: Vec<String>,
    /// The settings that decide it, in order of their names: rows that let somebody in, and rows that keep somebody out
    /// whom a row below would let in.
    pub by: Vec<String>,
}

/// One row of any rights: whom it names, and whether it lets them do what is asked.
struct Row<'a> {
    entity: &'a Entity,
    below: bool,
    lets: bool,
}

impl Row<'_> {
    /// The row as a setting that decides, such as `app GROUP:everyone view`.
    fn name(&self, of: &str, doing: Doing) -> String {
        let below = if self.below { " subs" } else { "" };
        let lets = if self.lets { doing.word() } else { "none" };
        format!("{of} {}{below} {lets}", self.entity.key())
    }
}

/// The people who are left, in both readings.
#[derive(Clone, Default)]
struct Circle {
    most: People,
    least: People,
}

impl Circle {
    /// Without some people, who are returned.
    fn take(&mut self, people: &People) -> Self {
        Self { most: self.most.take(people), least: self.least.take(people) }
    }

    fn add(&mut self, other: &Self) {
        self.most.add(&other.most);
        self.least.add(&other.least);
    }
}

/// Whose rights are read, and what is told about them.
struct Reader<'a> {
    directory: &'a Directory,
    creator: Option<&'a str>,
    doing: Doing,
    audience: Audience,
}

impl Reader<'_> {
    fn of(&self, entity: &Entity, below: bool) -> Result<Option<People>, Unread> {
        self.directory.of(entity, below, self.creator)
    }

    /// Who gets a view from rows of which the first that names a person wins, out of `candidates`. Everyone comes last
    /// whatever the order is; whoever no row names gets nothing (`governance-rules.md` §5).
    fn first_wins(&mut self, of: &str, rows: &[Row<'_>], candidates: &Circle) -> Circle {
        let mut open = candidates.clone();
        let mut out = Circle::default();
        let mut kept_out: Vec<(String, People)> = Vec::new();
        let (last, first): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.entity.everyone());
        for row in first.into_iter().chain(last) {
            match self.of(row.entity, row.below) {
                Ok(Some(people)) => {
                    let hit = open.take(&people);
                    if !row.lets {
                        kept_out.push((row.name(of, self.doing), hit.most));
                        continue;
                    }
                    let missed = kept_out.iter().filter(|(_, kept)| !kept.is_disjoint(&people));
                    for (name, _) in missed {
                        include(&mut self.audience.by, name.clone());
                    }
                    if !hit.most.is_empty() {
                        include(&mut self.audience.by, row.name(of, self.doing));
                    }
                    out.add(&hit);
                }
                Ok(None) => {
                    if row.lets && row.entity.kind == EntityKind::FieldEntity {
                        if let Some(code) = &row.entity.code {
                            include(&mut self.audience.fields, code.clone());
                        }
                        include(&mut self.audience.by, row.name(of, self.doing));
                    }
                }
                // A row that cannot be resolved may let all of them view, or take the view from all of them.
                Err(unread) => {
                    if row.lets {
                        out.most.add(&open.most);
                    } else {
                        open.least = People::new();
                    }
                    include(&mut self.audience.by, row.name(of, self.doing));
                    self.audience.unsure.push(unread);
                }
            }
        }
        out
    }

    /// Who can reach the app at all.
    fn space(&mut self, home: Result<Option<&Home>, Unread>) -> Circle {
        let everybody = self.directory.everybody();
        let home = match home {
            Ok(Some(home)) if home.space.is_private || home.space.is_guest => home,
            Ok(_) => return Circle { most: everybody.clone(), least: everybody },
            Err(unread) => {
                self.audience.unsure.push(unread);
                return Circle { most: everybody, least: People::new() };
            }
        };
        let mut members = Circle::default();
        for member in &home.members.members {
            let row = Row { entity: &member.entity, below: member.include_subs, lets: true };
            // People come and go; that a department or a group is a member is a setting.
            if member.entity.kind != EntityKind::User {
                include(&mut self.audience.by, row.name("space", Doing::View));
            }
            match self.of(row.entity, row.below) {
                Ok(people) => {
                    let people = people.unwrap_or_default();
                    members.add(&Circle { most: people.clone(), least: people });
                }
                Err(unread) => {
                    members.most.clone_from(&everybody);
                    self.audience.unsure.push(unread);
                }
            }
        }
        include(&mut self.audience.by, "space closed".to_owned());
        members
    }
}

/// What may be done with the records of an app, or with the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// レコード閲覧.
    View,
    /// レコード追加.
    Add,
    /// レコード編集.
    Edit,
    /// レコード削除.
    Delete,
    /// ファイル読み込み.
    Import,
    /// ファイル書き出し.
    Export,
    /// アプリ管理.
    Manage,
}

impl Doing {
    /// Whether a row of アプリのアクセス権 lets its people do it.
    pub const fn by(self, row: &AppRight) -> bool {
        match self {
            Self::View => row.record_viewable,
            Self::Add => row.record_addable,
            Self::Edit => row.record_editable,
            Self::Delete => row.record_deletable,
            Self::Import => row.record_importable,
            Self::Export => row.record_exportable,
            Self::Manage => row.app_editable,
        }
    }

    /// Whether a row of レコードのアクセス権 does; none where those rights have no say.
    const fn by_record(self, row: &RecordEntity) -> Option<bool> {
        match self {
            Self::View | Self::Export => Some(row.viewable),
            Self::Edit => Some(row.editable),
            Self::Delete => Some(row.deletable),
            Self::Add | Self::Import | Self::Manage => None,
        }
    }

    /// Whether a row of a field's rights does; none where those rights have no say.
    fn by_field(self, row: &FieldEntity) -> Option<bool> {
        match self {
            Self::View | Self::Export => Some(row.accessibility != Accessibility::None),
            Self::Add | Self::Edit | Self::Import => Some(row.accessibility == Accessibility::Write),
            Self::Delete | Self::Manage => None,
        }
    }

    /// As settings that decide are named.
    const fn word(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Add => "add",
            Self::Edit => "edit",
            Self::Delete => "delete",
            Self::Import => "import",
            Self::Export => "export",
            Self::Manage => "manage",
        }
    }
}

/// Who can view the values of a field, at most and at least: in the record that most people can see.
///
/// # Errors
/// As [`audience`].
pub fn viewers(app: &App, directory: &Directory, field: &str) -> Result<Audience, Unread> {
    audience(app, directory, Doing::View, Some(field))
}

/// Who can do something with the records of an app, or with one field of them, at most and at least: in the record that
/// most people can do it with. cybozu.com共通管理者 can manage every app and stand in no row; they are not counted.
///
/// # Errors
/// When a part without which nothing can be said is unread. What only narrows the circle (the space) does not stop it.
pub fn audience(app: &App, directory: &Directory, doing: Doing, field: Option<&str>) -> Result<Audience, Unread> {
    let creator = app.info().ok().map(|info| info.creator.code.as_str()).filter(|code| !code.is_empty());
    let mut reader = Reader { directory, creator, doing, audience: Audience::default() };
    let mut circle = reader.space(app.home());
    let rows: Vec<Row<'_>> = app
        .rights()?
        .rights
        .iter()
        .map(|row| Row { entity: &row.entity, below: row.include_subs, lets: doing.by(row) })
        .collect();
    circle = reader.first_wins("app", &rows, &circle);
    if let Some(field) = field {
        let rights = app.field_rights()?;
        if let Some(right) = rights.rights.iter().find(|right| right.code == field) {
            let row = |row| -> Option<Row<'_>> {
                let row: &FieldEntity = row;
                Some(Row { entity: &row.entity, below: row.include_subs, lets: doing.by_field(row)? })
            };
            let rows: Option<Vec<Row<'_>>> = right.entities.iter().map(row).collect();
            if let Some(rows) = rows {
                circle = reader.first_wins(&format!("field {field}"), &rows, &circle);
            }
        }
    }
    if !matches!(doing, Doing::Add | Doing::Import | Doing::Manage) {
        circle = widest_record(&mut reader, &app.record_rights()?.rights, circle);
    }
    Ok(Audience { people: circle.most, least: circle.least, ..reader.audience })
}

/// The record that most people can do it with. Records that meet no condition stay at the app's rights.
fn widest_record(reader: &mut Reader<'_>, rights: &[RecordRight], circle: Circle) -> Circle {
    let all = |right: &RecordRight| right.filter_cond.as_deref().unwrap_or_default().trim().is_empty();
    let Some(last) = rights.iter().position(all) else { return circle };
    let mut widest = Circle::default();
    // INVARIANT: what stands below a row for all records is never reached.
    for right in rights.iter().take(last + 1) {
        let row = |row| {
            let row: &RecordEntity = row;
            let lets = reader.doing.by_record(row).unwrap_or(true);
            Row { entity: &row.entity, below: row.include_subs, lets }
        };
        let rows: Vec<Row<'_>> = right.entities.iter().map(row).collect();
        let condition = right.filter_cond.as_deref().unwrap_or_default().trim();
        let found = reader.first_wins(&format!("record [{condition}]"), &rows, &circle);
        if found.most.len() > widest.most.len() {
            widest.most = found.most;
        }
        if found.least.len() > widest.least.len() {
            widest.least = found.least;
        }
    }
    widest
}

/// The departments of one person, the first one first; empty when nobody tells.
pub async fn departments<T: Transport>(client: &Client<'_, T>, user: &str) -> Vec<String> {
    let rows = client.directory("user/organizations", "organizationTitles", &Value::from_iter([("code", user)])).await;
    let names = |row: &Value| Some(row.get("organization")?.get("name")?.as_str()?.to_owned());
    rows.unwrap_or_default().iter().filter_map(names).collect()
}

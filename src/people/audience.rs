//! Who can do what: space members x app rights x record rights x field rights x people who can sign in.

use super::{Directory, People};
use crate::app::{App, Home};
use crate::kintone::refusal::Unread;
use crate::kintone::right::{Accessibility, AppRight, Entity, EntityKind, FieldEntity, RecordEntity, RecordRight};
use crate::text::Text;
use crate::text::sorted::include;

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

impl Audience {
    /// Whether they are more people than `fits`.
    ///
    /// # Errors
    /// When what was not read could narrow them enough: nobody may call that a fault, nor fine.
    pub fn exceeds(&self, fits: &dyn Fn(usize) -> bool) -> Result<bool, Unread> {
        match self.unsure.first() {
            _ if fits(self.people.len()) => Ok(false),
            Some(unread) if fits(self.least.len()) => Err(unread.clone()),
            _ => Ok(true),
        }
    }
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
    /// All of them, in the order of kintone's screen.
    pub const ALL: [Self; 7] =
        [Self::View, Self::Add, Self::Edit, Self::Delete, Self::Manage, Self::Import, Self::Export];

    /// kintone's own words.
    pub const fn text(self) -> Text {
        match self {
            Self::View => crate::text!(ja: "レコード閲覧", en: "View records"),
            Self::Add => crate::text!(ja: "レコード追加", en: "Add records"),
            Self::Edit => crate::text!(ja: "レコード編集", en: "Edit records"),
            Self::Delete => crate::text!(ja: "レコード削除", en: "Delete records"),
            Self::Manage => crate::text!(ja: "アプリ管理", en: "Manage app"),
            Self::Import => crate::text!(ja: "ファイル読み込み", en: "Import from file"),
            Self::Export => crate::text!(ja: "ファイル書き出し", en: "Export to file"),
        }
    }

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
    pub(super) const fn by_record(self, row: &RecordEntity) -> Option<bool> {
        match self {
            Self::View | Self::Export => Some(row.viewable),
            Self::Edit => Some(row.editable),
            Self::Delete => Some(row.deletable),
            Self::Add | Self::Import | Self::Manage => None,
        }
    }

    /// Whether a row of a field's rights does; none where those rights have no say.
    pub(super) fn by_field(self, row: &FieldEntity) -> Option<bool> {
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

/// The row of アプリのアクセス権 that decides what one person, by the place in the directory, may do: the first that names
/// the person, Everyone last wherever it stands. None when no row does.
///
/// # Errors
/// When the permissions of the app were not read, or whom a row names before that.
pub fn decider<'a>(app: &'a App, directory: &Directory, person: usize) -> Result<Option<&'a AppRight>, Unread> {
    let rows = &app.rights()?.rights;
    let (everyone, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.entity.everyone());
    for row in others.into_iter().chain(everyone) {
        // Without the app's information nobody knows whether the creator is this person.
        let creator =
            if row.entity.kind == EntityKind::Creator { Some(app.info()?.creator.code.as_str()) } else { None };
        if directory.of(&row.entity, row.include_subs, creator)?.is_some_and(|people| people.contains(person)) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Who can view the values of a field, at most and at least: in the record that most people can see.
///
/// # Errors
/// As [`audience`].
pub fn viewers(app: &App, directory: &Directory, field: &str) -> Result<Audience, Unread> {
    audience(app, directory, Doing::View, Some(field))
}

/// Who can reach an app at all: everybody, or the members of its private or guest space.
pub fn inside(app: &App, directory: &Directory) -> Audience {
    let mut reader = Reader { directory, creator: None, doing: Doing::View, audience: Audience::default() };
    let circle = reader.space(app.home());
    Audience { people: circle.most, least: circle.least, ..reader.audience }
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

/// What people are counted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// The app, whatever the rights of its records and fields say.
    App,
    /// The records that meet a condition of レコードのアクセス権; those that meet none where it is empty.
    Records(String),
    /// One field, by its code, whatever the rights of records say.
    Field(String),
}

/// The rights of the records that meet a condition: what stands below a row for all records is never reached.
pub(super) fn reached<'a>(rights: &'a [RecordRight], condition: &str) -> Option<&'a RecordRight> {
    let own = |right: &RecordRight| right.filter_cond.as_deref().unwrap_or_default().trim().to_owned();
    rights.iter().find(|right| own(right).is_empty() || own(right) == condition)
}

/// Who can do something, each person by that person's own rows. Other than in [`audience`], no record is chosen for all:
/// so two states of an app can be compared person by person.
///
/// # Errors
/// As [`audience`].
pub fn circle(app: &App, directory: &Directory, doing: Doing, within: &Within) -> Result<Audience, Unread> {
    let creator = app.info().ok().map(|info| info.creator.code.as_str()).filter(|code| !code.is_empty());
    let mut reader = Reader { directory, creator, doing, audience: Audience::default() };
    let mut circle = reader.space(app.home());
    let app_row = |row| -> Option<Row<'_>> {
        let row: &AppRight = row;
        Some(Row { entity: &row.entity, below: row.include_subs, lets: doing.by(row) })
    };
    let rows: Option<Vec<Row<'_>>> = app.rights()?.rights.iter().map(app_row).collect();
    circle = reader.first_wins("app", &rows.unwrap_or_default(), &circle);
    let rows: Option<Vec<Row<'_>>> = match within {
        Within::App => None,
        Within::Records(condition) => reached(&app.record_rights()?.rights, condition).and_then(|right| {
            let row = |row: &'_ RecordEntity| doing.by_record(row);
            let each = right.entities.iter();
            each.map(|one| Some(Row { entity: &one.entity, below: one.include_subs, lets: row(one)? })).collect()
        }),
        Within::Field(code) => app.field_rights()?.rights.iter().find(|right| right.code == *code).and_then(|right| {
            let row = |row: &'_ FieldEntity| doing.by_field(row);
            let each = right.entities.iter();
            each.map(|one| Some(Row { entity: &one.entity, below: one.include_subs, lets: row(one)? })).collect()
        }),
    };
    if let Some(rows) = rows {
        // The people in a field of the record let the app's rights in further, never by themselves.
        reader.audience.fields.clear();
        circle = reader.first_wins("own", &rows, &circle);
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

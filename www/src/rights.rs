//! Who may do what: app rights, record rights and field rights, the first matching row of each.
//!
//! Official pages `update-app-permissions`, `update-record-permissions`, `update-field-permissions`: rows stand in
//! order of priority, Everyone is always the last, and without an Everyone row everybody else gets nothing. An action
//! needs the app's right, then the record's, then the field's.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use crate::app::{App, OldRights, Settings};
use crate::city::City;
use crate::form::{self, inside};
use crate::people::{EVERYONE, People, Person};
use crate::query::{self, Scope};
use crate::record::Record;

/// What a person may do with an app.
#[expect(clippy::struct_excessive_bools, reason = "kintone's own seven switches")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AppRights {
    pub(crate) manage: bool,
    pub(crate) view: bool,
    pub(crate) add: bool,
    pub(crate) edit: bool,
    pub(crate) delete: bool,
    pub(crate) import: bool,
    pub(crate) export: bool,
}

/// What a person may do with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordRights {
    pub(crate) view: bool,
    pub(crate) edit: bool,
    pub(crate) delete: bool,
}

/// What a person may do with a field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldRights {
    pub(crate) view: bool,
    pub(crate) edit: bool,
}

/// Rows in the order in which they count: Everyone last, wherever it was written.
fn in_order(rows: &[Value]) -> impl Iterator<Item = &Value> {
    let is_everyone =
        |row: &&Value| inside(row, &["entity", "type"]) == "GROUP" && inside(row, &["entity", "code"]) == EVERYONE;
    rows.iter().filter(move |row| !is_everyone(row)).chain(rows.iter().filter(move |row| is_everyone(row)))
}

/// The rights of a person on an app.
pub(crate) fn of_app(city: &City, app: &App, person: &Person) -> AppRights {
    if !person.tokens.is_empty() {
        let token = person.tokens.iter().find(|token| token.app == app.id);
        return token.map(|token| token.rights).unwrap_or_default();
    }
    let space = app.space.and_then(|id| city.spaces.get(&id));
    let admitted = space.map_or(!person.is_guest(), |space| space.admits(&city.people, person));
    if !admitted || !person.may_enter() {
        return AppRights::default();
    }
    let row = in_order(&app.in_force().app_rights).find(|row| {
        let entity = &row["entity"];
        entity["type"] == "CREATOR" && app.creator == person.code || names(city, row, person)
    });
    let on = |key: &str| row.is_some_and(|row| form::is_true(&row[key]));
    let (view, add) = (on("recordViewable"), on("recordAddable"));
    AppRights {
        manage: person.common_admin || on("appEditable"),
        view,
        add,
        edit: view && on("recordEditable"),
        delete: view && on("recordDeletable"),
        import: add && on("recordImportable"),
        export: view && on("recordExportable"),
    }
}

/// Whether the row names the person by user, organisation or group.
pub(crate) fn names(city: &City, row: &Value, person: &Person) -> bool {
    let code = inside(row, &["entity", "code"]).as_str().unwrap_or_default();
    match inside(row, &["entity", "type"]).as_str() {
        Some("USER") => code == person.code,
        Some("GROUP") => People::in_group(person, code),
        Some("ORGANIZATION") => city.people.in_organization(person, code, form::is_true(&row["includeSubs"])),
        _ => false,
    }
}

/// Whether the row names the person through a field of the record (`FIELD_ENTITY`).
pub(crate) fn names_by_field(
    city: &City,
    app: &App,
    side: &Settings,
    row: &Value,
    person: &Person,
    record: &Record,
) -> bool {
    if inside(row, &["entity", "type"]) != "FIELD_ENTITY" {
        return false;
    }
    let code = inside(row, &["entity", "code"]).as_str().unwrap_or_default();
    let Some(field) = form::find(&side.properties, code) else { return false };
    let bare = record.bare(app, side, &field);
    let subs = form::is_true(&row["includeSubs"]);
    let codes = || bare.as_array().into_iter().flatten().filter_map(Value::as_str);
    match field.kind {
        "CREATOR" | "MODIFIER" => bare == person.code.as_str(),
        "USER_SELECT" | "STATUS_ASSIGNEE" => codes().any(|code| code == person.code),
        "ORGANIZATION_SELECT" => codes().any(|code| city.people.in_organization(person, code, subs)),
        "GROUP_SELECT" => codes().any(|code| People::in_group(person, code)),
        _ => false,
    }
}

/// Somebody looking at the records of an app: what rights need to be judged.
#[derive(Clone, Copy)]
pub(crate) struct Eyes<'a> {
    pub(crate) city: &'a City,
    pub(crate) app: &'a App,
    pub(crate) side: &'a Settings,
    pub(crate) person: &'a Person,
    pub(crate) now: OffsetDateTime,
}

impl Eyes<'_> {
    fn scope(&self) -> Scope<'_> {
        Scope { city: self.city, app: self.app, side: self.side, person: self.person, now: self.now }
    }

    /// The rights on one record: the first setting whose condition the record meets decides.
    pub(crate) fn on_record(&self, rights: AppRights, record: &Record) -> RecordRights {
        let own = RecordRights { view: rights.view, edit: rights.edit, delete: rights.delete };
        // A token has the rights of its app and is not narrowed by those of people.
        if !self.person.tokens.is_empty() {
            return own;
        }
        let settings = self.not_yet(Some(record)).map_or(&self.side.record_rights, |old| &old.record_rights);
        let setting = settings.iter().find(|setting| {
            let condition = setting["filterCond"].as_str().unwrap_or_default();
            query::parse(condition).is_ok_and(|query| self.scope().meets(&query, record))
        });
        let Some(setting) = setting else { return own };
        let rows = setting["entities"].as_array().map_or(&[][..], Vec::as_slice);
        let row = in_order(rows).find(|row| self.is_named(row, Some(record)));
        let on = |key: &str| row.is_some_and(|row| form::is_true(&row[key]));
        let view = own.view && on("viewable");
        RecordRights { view, edit: view && own.edit && on("editable"), delete: view && own.delete && on("deletable") }
    }

    /// The rights from before the deploy, while the new ones have not reached the record.
    fn not_yet(&self, record: Option<&Record>) -> Option<&OldRights> {
        let (old, record) = (self.app.old_rights.as_ref()?, record?);
        let step = self.city.rights_step;
        let all = u32::try_from(self.app.records.len()).unwrap_or(u32::MAX);
        if self.now >= old.since + step.saturating_mul(all) {
            return None;
        }
        let place = u32::try_from(self.app.records.range(..=record.id).count()).unwrap_or(u32::MAX);
        (self.now < old.since + step.saturating_mul(place)).then_some(old)
    }

    fn is_named(&self, row: &Value, record: Option<&Record>) -> bool {
        names(self.city, row, self.person)
            || record.is_some_and(|record| names_by_field(self.city, self.app, self.side, row, self.person, record))
    }

    /// The rights on a field of a record (`None`: a record yet to be added).
    pub(crate) fn on_field(&self, code: &str, record: Option<&Record>) -> FieldRights {
        let own = self.field_row(code, record);
        let table = form::find(&self.side.properties, code).and_then(|field| field.table);
        match table {
            Some(table) => {
                let outer = self.field_row(table, record);
                FieldRights { view: own.view && outer.view, edit: own.edit && outer.edit }
            }
            None => own,
        }
    }

    fn field_row(&self, code: &str, record: Option<&Record>) -> FieldRights {
        let settings = self.not_yet(record).map_or(&self.side.field_rights, |old| &old.field_rights);
        let settings = if self.person.tokens.is_empty() { settings.as_slice() } else { &[] };
        let Some(setting) = settings.iter().find(|setting| setting["code"] == code) else {
            return FieldRights { view: true, edit: true };
        };
        let rows = setting["entities"].as_array().map_or(&[][..], Vec::as_slice);
        let row = in_order(rows).find(|row| self.is_named(row, record));
        match row.and_then(|row| row["accessibility"].as_str()) {
            Some("WRITE") => FieldRights { view: true, edit: true },
            Some("READ") => FieldRights { view: true, edit: false },
            _ => FieldRights { view: false, edit: false },
        }
    }
}

//! 関連レコード一覧 in conditions: `list.field` is met when one of the related records meets it (official page).

use serde_json::Value;

use super::{Condition, Query, Scope, parse};
use crate::form::{self, inside, plain};
use crate::record::Record;
use crate::rights::{AppRights, Eyes};

/// The app behind a list of related records, and which of its records belong to a record.
pub(super) struct Related<'a> {
    pub(super) scope: Scope<'a>,
    rights: AppRights,
    /// The field on this side and the one on theirs that must hold the same.
    pair: (String, String),
    /// The condition that the list adds of itself.
    filter: Query,
}

impl<'a> Scope<'a> {
    /// The related app of that list; `None` without such a list, or when the app is closed to the person.
    pub(super) fn related(&self, list: &str) -> Option<Related<'a>> {
        let field = form::find(&self.side.properties, list).filter(|field| field.kind == "REFERENCE_TABLE")?;
        let target = &field.property["referenceTable"];
        let (app, side) = self.city.side(plain(inside(target, &["relatedApp", "app"])).parse().ok()?, false).ok()?;
        let rights = self.city.rights(app, self.person);
        if !rights.view {
            return None;
        }
        let filter = parse(&plain(&target["filterCond"])).ok()?;
        // A filter that names related records again could lead back here without end.
        if filter.condition.as_ref().is_some_and(names_related) {
            return None;
        }
        Some(Related {
            scope: Scope { app, side, ..*self },
            rights,
            pair: (
                plain(inside(target, &["condition", "field"])),
                plain(inside(target, &["condition", "relatedField"])),
            ),
            filter,
        })
    }
}

impl<'a> Related<'a> {
    /// The related records of a record that the person may see. Nothing is related to an empty value.
    pub(super) fn of(&self, here: &Scope<'_>, record: &Record) -> impl Iterator<Item = &'a Record> {
        let own = value_of(here, &self.pair.0, record);
        let Scope { city, app, side, person, now } = self.scope;
        let eyes = Eyes { city, app, side, person, now };
        app.records.values().map(AsRef::as_ref).filter(move |record| {
            own.as_deref().is_some_and(|own| value_of(&self.scope, &self.pair.1, record).as_deref() == Some(own))
                && self.scope.meets(&self.filter, record)
                && eyes.on_record(self.rights, record).view
        })
    }
}

fn names_related(condition: &Condition) -> bool {
    match condition {
        Condition::And(left, right) | Condition::Or(left, right) => names_related(left) || names_related(right),
        Condition::Test { field, .. } => field.contains('.'),
    }
}

fn value_of(scope: &Scope<'_>, code: &str, record: &Record) -> Option<String> {
    let field = form::find(&scope.side.properties, code)?;
    let value = match field.table {
        None => record.bare(scope.app, scope.side, &field),
        Some(_) => Value::Null,
    };
    Some(plain(&value)).filter(|text| !text.is_empty())
}

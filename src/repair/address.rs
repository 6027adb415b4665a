//! Finds what an edit is about in the body of a part, and makes the edit there.

use serde_json::Value;

use super::Misfit;
use crate::finding::{Address, Edit};
use crate::kintone::right::Entity;
use crate::text::address::Address as Link;
use crate::text::json;

/// One step from a body to what an address names.
enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// The one row of a list that names an entity.
    Whom(&'a Entity),
    /// The one row of a list that says all of this; a key that is not there says nothing.
    Says(Vec<(&'a str, &'a str)>),
    /// The one JavaScript or CSS of a list that has this address or file name.
    File(&'a str),
}

/// The way to what an address names; empty for the part itself.
fn steps(address: &Address) -> Vec<Step<'_>> {
    use Step::{File, Key, Says, Whom};
    let (mut way, inner, whom) = match address {
        Address::Top => (Vec::new(), "", &None),
        Address::AppRight { entity } => (vec![Key("rights"), Whom(entity)], "", &None),
        Address::RecordRight { condition, entity } => {
            (vec![Key("rights"), Says(vec![("filterCond", condition)])], "entities", entity)
        }
        Address::FieldRight { code, entity } => (vec![Key("rights"), Says(vec![("code", code)])], "entities", entity),
        Address::GeneralNotice { entity } => (vec![Key("notifications"), Whom(entity)], "", &None),
        Address::Notice { condition, title, timing, entity } => {
            let says = vec![("filterCond", condition.as_str()), ("title", title), ("timing", timing)];
            (vec![Key("notifications"), Says(says)], "targets", entity)
        }
        Address::View { name } => (vec![Key("views"), Key(name)], "", &None),
        Address::State { name, entity } => {
            let mut way = vec![Key("states"), Key(name)];
            if entity.is_some() {
                way.push(Key("assignee"));
            }
            (way, "entities", entity)
        }
        Address::Action { name, copied } => {
            let mut way = vec![Key("actions"), Key(name)];
            if let Some((from, to)) = copied {
                way.extend([Key("mappings"), Says(vec![("srcField", from), ("destField", to)])]);
            }
            (way, "", &None)
        }
        Address::File { device, kind, name } => (vec![Key(device), Key(kind), File(name)], "", &None),
    };
    if let Some(entity) = whom {
        way.extend([Key(inner), Whom(entity)]);
    }
    way
}

/// Whom a row names.
pub(super) fn named(row: &Value) -> Option<Entity> {
    json::understand(row.get("entity")?).ok()
}

impl Step<'_> {
    fn fits(&self, row: &Value) -> bool {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        match self {
            Self::Key(_) => false,
            Self::Whom(entity) => named(row).as_ref() == Some(*entity),
            Self::Says(says) => says.iter().all(|(key, said)| {
                let value = row.get(*key);
                // A reminder tells its field inside of `timing`.
                text(value.filter(|value| value.is_object()).map_or(value, |inner| inner.get("code"))) == said.trim()
            }),
            Self::File(name) => {
                let file = row.get("file").and_then(|file| file.get("name"));
                let url = row.get("url").and_then(Value::as_str);
                file.and_then(Value::as_str) == Some(name) || url.is_some_and(|url| Link::of(url).shown == *name)
            }
        }
    }

    /// Where it is in a list; two rows are as bad as a wrong one.
    fn only(&self, rows: &[Value]) -> Result<Option<usize>, Misfit> {
        let mut hits = rows.iter().enumerate().filter(|(_, row)| self.fits(row));
        match (hits.next(), hits.next()) {
            (found, None) => Ok(found.map(|(at, _)| at)),
            _ => Err(Misfit::Moved),
        }
    }

    fn go<'v>(&self, value: &'v mut Value) -> Result<&'v mut Value, Misfit> {
        if let Self::Key(key) = self {
            return value.get_mut(*key).ok_or(Misfit::Moved);
        }
        let rows = value.as_array_mut().ok_or(Misfit::Moved)?;
        let at = self.only(rows)?.ok_or(Misfit::Moved)?;
        rows.get_mut(at).ok_or(Misfit::Moved)
    }
}

/// What an address names in a body; none where it is not there or not alone.
pub(super) fn look<'v>(body: &'v Value, address: &Address) -> Option<&'v Value> {
    steps(address).iter().try_fold(body, |value, step| {
        if let Step::Key(key) = step {
            return value.get(*key);
        }
        let rows = value.as_array()?;
        rows.get(step.only(rows).ok()??)
    })
}

/// Makes one edit.
///
/// # Errors
/// When the address does not find exactly one place.
pub(super) fn make(body: &mut Value, edit: &Edit) -> Result<(), Misfit> {
    let (Edit::Set { address, .. } | Edit::Put { address, .. } | Edit::Remove { address, .. }) = edit;
    let mut way = steps(address);
    if let Edit::Set { key, value, .. } = edit {
        let place = way.iter().try_fold(body, |value, step| step.go(value))?;
        place.as_object_mut().ok_or(Misfit::Moved)?.insert(key.clone(), value.clone());
        return Ok(());
    }
    let last = way.pop().ok_or(Misfit::Moved)?;
    let holder = way.iter().try_fold(body, |value, step| step.go(value))?;
    let row = if let Edit::Put { row, .. } = edit { Some(row) } else { None };
    if let Step::Key(key) = last {
        let map = holder.as_object_mut().ok_or(Misfit::Moved)?;
        match row {
            Some(row) => drop(map.insert(key.to_owned(), row.clone())),
            None => drop(map.remove(key).ok_or(Misfit::Moved)?),
        }
        return Ok(());
    }
    let rows = holder.as_array_mut().ok_or(Misfit::Moved)?;
    match (last.only(rows)?, row) {
        (Some(at), Some(row)) => {
            let slot = rows.get_mut(at).ok_or(Misfit::Moved)?;
            row.clone_into(slot);
        }
        // Below everybody who is named already, so that nobody loses a right to the new row; above Everyone.
        (None, Some(row)) => {
            let everyone = |row: &Value| named(row).is_some_and(|entity| entity.everyone());
            let at = rows.iter().position(everyone).filter(|_| matches!(last, Step::Whom(_)));
            rows.insert(at.unwrap_or(rows.len()), row.clone());
        }
        (Some(at), None) => drop(rows.remove(at)),
        (None, None) => return Err(Misfit::Moved),
    }
    Ok(())
}

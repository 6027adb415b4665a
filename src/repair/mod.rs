//! 設定を直す: what an edit would do, what kintone is sent for it, and how it is taken back.
//!
//! Edits find their row by whom it names, in the body just read; raw JSON and keys that we do not know stay as they are.

pub mod consequence;
pub mod uses;

use serde_json::{Map, Value};

use crate::app::App;
use crate::finding::{Address, Edit, Place};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{AppRight, AppRights, Entity, EntityKind};
use crate::people::Directory;
use crate::text::{Lang, Text, json};

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The part was not read.
    Unread(Unread),
    /// No row, or more than one, is at the address: somebody changed the settings.
    Moved,
    /// The person at the screen would no longer manage the app.
    LockedOut,
}

impl Misfit {
    /// The reason as a sentence.
    pub fn say(&self, lang: Lang) -> String {
        let fixed: Text = match self {
            Self::Unread(unread) => return unread.reason.say(lang),
            Self::Moved => crate::text!(
                ja: "直す場所が見つかりません。設定が変わったようです。読み込み直してください",
                en: "the place was not found; the settings seem to have changed: please reload"
            ),
            Self::LockedOut => crate::text!(
                ja: "この変更をすると、あなたがこのアプリを管理できなくなるため、行いません",
                en: "you would no longer be able to manage this app, so this change is not made"
            ),
        };
        fixed.get(lang).to_owned()
    }
}

/// One line of the difference that is shown before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, in the words of kintone's screens.
    pub place: String,
    /// What is there now.
    pub before: String,
    /// What will be there.
    pub after: String,
}

/// What a fix would do to one part.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The part.
    pub part: Part,
    /// The keys that are sent, in full.
    pub put: Value,
    /// What takes it back.
    pub undo: Value,
    /// The whole part as it would be.
    pub after: Value,
}

/// Plans edits of one part on the body that was read.
///
/// # Errors
/// When the part is unread or an address does not find exactly one row.
pub fn plan(app: &App, edits: &[Edit]) -> Result<Planned, Misfit> {
    let Some(part) = edits.first().map(Edit::part) else { return Err(Misfit::Moved) };
    let unread = || Misfit::Unread(Unread::new(part, app.snapshot.reason(part)));
    let before = app.snapshot.body(part).and_then(Value::as_object).ok_or_else(unread)?;
    let mut after = before.clone();
    for edit in edits {
        if edit.part() != part {
            return Err(Misfit::Moved);
        }
        make(&mut after, edit)?;
    }
    let changed = after.iter().filter(|(key, value)| before.get(*key) != Some(value));
    let put: Map<String, Value> = changed.map(|(key, value)| (key.clone(), value.clone())).collect();
    let undo = put.keys().map(|key| (key.clone(), before.get(key).cloned().unwrap_or(Value::Null))).collect();
    Ok(Planned { part, put: Value::Object(put), undo: Value::Object(undo), after: Value::Object(after) })
}

/// Makes one edit.
fn make(body: &mut Map<String, Value>, edit: &Edit) -> Result<(), Misfit> {
    match edit {
        Edit::Set { address: Address::Top, key, value, .. } => {
            body.insert(key.clone(), value.clone());
        }
        Edit::Set { address: Address::AppRight { entity }, key, value, .. } => {
            let rows = rows(body)?;
            let at = only(rows, entity)?.ok_or(Misfit::Moved)?;
            let row = rows.get_mut(at).and_then(Value::as_object_mut).ok_or(Misfit::Moved)?;
            row.insert(key.clone(), value.clone());
        }
        Edit::Put { address: Address::AppRight { entity }, row, .. } => {
            let rows = rows(body)?;
            if let Some(at) = only(rows, entity)? {
                let slot = rows.get_mut(at).ok_or(Misfit::Moved)?;
                row.clone_into(slot);
            } else {
                // Below everybody who is named already, so that nobody loses a right to the new row; above Everyone.
                let at = rows.iter().position(|row| named(row).is_some_and(|entity| entity.everyone()));
                rows.insert(at.unwrap_or(rows.len()), row.clone());
            }
        }
        Edit::Remove { address: Address::AppRight { entity }, .. } => {
            let rows = rows(body)?;
            let at = only(rows, entity)?.ok_or(Misfit::Moved)?;
            rows.remove(at);
        }
        Edit::Put { address: Address::Top, .. } | Edit::Remove { address: Address::Top, .. } => {
            return Err(Misfit::Moved);
        }
    }
    Ok(())
}

fn rows(body: &mut Map<String, Value>) -> Result<&mut Vec<Value>, Misfit> {
    body.get_mut("rights").and_then(Value::as_array_mut).ok_or(Misfit::Moved)
}

fn named(row: &Value) -> Option<Entity> {
    json::understand(row.get("entity")?).ok()
}

/// The one row that names an entity; two rows are as bad as a wrong one.
fn only(rows: &[Value], entity: &Entity) -> Result<Option<usize>, Misfit> {
    let mut hits = rows.iter().enumerate().filter(|(_, row)| named(row).as_ref() == Some(entity));
    match (hits.next(), hits.next()) {
        (found, None) => Ok(found.map(|(at, _)| at)),
        _ => Err(Misfit::Moved),
    }
}

/// Refuses a change of アプリのアクセス権 after which the person at the screen would no longer manage the app.
///
/// # Errors
/// [`Misfit::LockedOut`]. A row that cannot be resolved counts against the change, not for it.
pub fn keeps_manager(app: &App, planned: &Planned, people: &Directory, actor: &str) -> Result<(), Misfit> {
    if planned.part != Part::AppRights {
        return Ok(());
    }
    let before = app.rights().map_err(Misfit::Unread)?;
    let after: AppRights = json::understand(&planned.after).map_err(|_| Misfit::Moved)?;
    let creator = app.info().ok().map(|info| info.creator.code.as_str());
    let knows = |row: &AppRight| match row.entity.kind {
        EntityKind::Creator => creator.map(|creator| creator == actor),
        EntityKind::User => Some(row.entity.code.as_deref() == Some(actor)),
        _ => people.holds(&row.entity, row.include_subs, actor),
    };
    // Each group of which nobody knows whether it holds the person either does, or does not, before and after alike.
    let mut unknown: Vec<(&Entity, bool)> = Vec::new();
    for row in before.rights.iter().chain(&after.rights).filter(|row| knows(row).is_none()) {
        if !unknown.contains(&(&row.entity, row.include_subs)) {
            unknown.push((&row.entity, row.include_subs));
        }
    }
    let ways = 1_u32 << unknown.len().min(UNKNOWN);
    for way in 0..ways {
        let holds = |row: &AppRight, favour: bool| {
            let at = unknown.iter().position(|one| *one == (&row.entity, row.include_subs));
            let guess = || {
                at.map_or(row.app_editable == favour, |at| {
                    if at < UNKNOWN { way >> at & 1 == 1 } else { row.app_editable == favour }
                })
            };
            knows(row).unwrap_or_else(guess)
        };
        if manages(before, &|row| holds(row, true)) && !manages(&after, &|row| holds(row, false)) {
            return Err(Misfit::LockedOut);
        }
    }
    Ok(())
}

/// So many groups whose members nobody knows are tried both ways; any more count against the change.
const UNKNOWN: usize = 6;

/// Whether the first row that names a person, Everyone last, lets that person manage the app.
fn manages(rights: &AppRights, names: &dyn Fn(&AppRight) -> bool) -> bool {
    let (last, first): (Vec<_>, Vec<_>) = rights.rights.iter().partition(|row| row.entity.everyone());
    first.into_iter().chain(last).find(|row| names(row)).is_some_and(|row| row.app_editable)
}

/// kintone's own words for the check boxes of アプリのアクセス権.
const RIGHTS: [(&str, Text); 7] = [
    ("recordViewable", crate::text!(ja: "レコード閲覧", en: "View records")),
    ("recordAddable", crate::text!(ja: "レコード追加", en: "Add records")),
    ("recordEditable", crate::text!(ja: "レコード編集", en: "Edit records")),
    ("recordDeletable", crate::text!(ja: "レコード削除", en: "Delete records")),
    ("appEditable", crate::text!(ja: "アプリ管理", en: "Manage app")),
    ("recordImportable", crate::text!(ja: "ファイル読み込み", en: "Import from file")),
    ("recordExportable", crate::text!(ja: "ファイル書き出し", en: "Export to file")),
];

/// The difference that edits make, for reading. Keys that stay as they are do not stand in it.
pub fn changes(app: &App, edits: &[Edit], people: Option<&Directory>, lang: Lang) -> Vec<Change> {
    let none = crate::text!(ja: "(なし)", en: "(none)").get(lang);
    let mut out = Vec::new();
    for edit in edits {
        let body = app.snapshot.body(edit.part());
        match edit {
            Edit::Set { address: Address::Top, key, value, .. } => {
                let place = if key == "name" { Place::Name.say(lang) } else { key.clone() };
                let before = body.and_then(|body| body.get(key)).map_or_else(|| none.to_owned(), plain);
                out.push(Change { place, before, after: plain(value) });
            }
            Edit::Set { address: Address::AppRight { entity }, key, value, .. } => {
                let row = body.and_then(|body| {
                    body.get("rights")?.as_array()?.iter().find(|row| named(row).as_ref() == Some(entity))
                });
                let Some(before) = row.and_then(|row| row.get(key)).filter(|before| *before != value) else { continue };
                let name = who(entity, people);
                let right = RIGHTS.iter().find(|(id, _)| id == key).map_or(key.as_str(), |(_, text)| text.get(lang));
                let place = crate::say!(lang, ja: "「{name}」の行の「{right}」", en: "“{right}” of row “{name}”");
                out.push(Change { place, before: tick(before, lang), after: tick(value, lang) });
            }
            Edit::Put { address: Address::AppRight { entity }, row, .. } => {
                let name = who(entity, people);
                let given = RIGHTS.iter().filter(|(id, _)| row.get(*id) == Some(&Value::Bool(true)));
                let given: Vec<&str> = given.map(|(_, text)| text.get(lang)).collect();
                let after = given.join(crate::text!(ja: "、", en: ", ").get(lang));
                let place = crate::say!(lang, ja: "「{name}」の行を追加", en: "new row “{name}”");
                out.push(Change { place, before: none.to_owned(), after });
            }
            Edit::Remove { address: Address::AppRight { entity }, .. } => {
                let name = who(entity, people);
                let place = crate::say!(lang, ja: "「{name}」の行", en: "row “{name}”");
                let after = crate::text!(ja: "(削除)", en: "(removed)").get(lang).to_owned();
                out.push(Change { place, before: name, after });
            }
            Edit::Put { address: Address::Top, .. } | Edit::Remove { address: Address::Top, .. } => {}
        }
    }
    out
}

/// The name of an entity as the screens show it.
fn who(entity: &Entity, people: Option<&Directory>) -> String {
    if entity.everyone() {
        return "Everyone".to_owned();
    }
    people.map_or_else(|| entity.code.as_deref().unwrap_or_default(), |people| people.name(entity)).to_owned()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| serde_json::to_string(value).unwrap_or_default(), str::to_owned)
}

fn tick(value: &Value, lang: Lang) -> String {
    let text = match value {
        Value::Bool(true) => crate::text!(ja: "できる", en: "yes"),
        Value::Bool(false) => crate::text!(ja: "できない", en: "no"),
        other => return plain(other),
    };
    text.get(lang).to_owned()
}

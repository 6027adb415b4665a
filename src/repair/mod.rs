//! 設定を直す: what an edit would do, what kintone is sent for it, and how it is taken back.
//!
//! Edits find their row by whom it names, in the body just read; raw JSON and keys that we do not know stay as they are.

mod address;
mod brought;
pub mod consequence;
mod difference;
pub mod files;
pub mod uses;

use serde_json::{Map, Value};

use crate::app::App;
use crate::finding::Edit;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{AppRight, AppRights, Entity, EntityKind};
use crate::people::Directory;
use crate::text::{Lang, Text, json};

pub use brought::Brought;
pub use difference::{Change, changes};

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The part was not read.
    Unread(Unread),
    /// No row, or more than one, is at the address: somebody changed the settings.
    Moved,
    /// The person at the screen would no longer manage the app.
    LockedOut,
    /// A finding would come of it that stops saving.
    Stops,
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
            Self::Stops => crate::text!(
                ja: "この変更をすると、保存を止める指摘が新しく出るため、行いません",
                en: "this change would bring a finding that stops saving, so it is not made"
            ),
        };
        fixed.get(lang).to_owned()
    }
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
    let body = app.snapshot.body(part).ok_or_else(unread)?;
    let before = body.as_object().ok_or_else(unread)?;
    let mut after = body.clone();
    for edit in edits {
        if edit.part() != part {
            return Err(Misfit::Moved);
        }
        address::make(&mut after, edit)?;
    }
    let changed = after.as_object().into_iter().flatten().filter(|(key, value)| before.get(*key) != Some(value));
    let put: Map<String, Value> = changed.map(|(key, value)| (key.clone(), value.clone())).collect();
    let undo = put.keys().map(|key| (key.clone(), before.get(key).cloned().unwrap_or(Value::Null))).collect();
    Ok(Planned { part, put: Value::Object(put), undo: Value::Object(undo), after })
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

//! Members that were not read: what holds whoever they are.

use std::borrow::Cow;

use super::Directory;
use crate::app::App;
use crate::kintone::right::{Entity, EntityKind};
use crate::text::sorted::include;

/// With more departments and groups unread, the ways become too many; then one reading stands for all.
const MOST: usize = 3;

/// Whom the rights and the space of an app name.
fn by_rights(app: &App) -> Vec<(&Entity, bool)> {
    let mut out = Vec::new();
    for row in app.rights().iter().flat_map(|rights| &rights.rights) {
        out.push((&row.entity, row.include_subs));
    }
    for row in app.record_rights().iter().flat_map(|rights| &rights.rights).flat_map(|right| &right.entities) {
        out.push((&row.entity, row.include_subs));
    }
    for row in app.field_rights().iter().flat_map(|rights| &rights.rights).flat_map(|right| &right.entities) {
        out.push((&row.entity, row.include_subs));
    }
    if let Ok(Some(home)) = app.home() {
        out.extend(home.members.members.iter().map(|member| (&member.entity, member.include_subs)));
    }
    out
}

impl Directory {
    /// The keys of departments and groups that the rights of apps name and whose members were not read.
    pub fn unread(&self, apps: &[&App]) -> Vec<String> {
        let mut out = Vec::new();
        for (entity, below) in apps.iter().flat_map(|app| by_rights(app)) {
            let resolved = matches!(entity.kind, EntityKind::Group | EntityKind::Organization) && !entity.everyone();
            for entity in self.with_below(entity, below).iter().filter(|_| resolved) {
                let key = entity.key();
                if !matches!(self.members.get(&key), Some(Ok(_))) {
                    include(&mut out, key);
                }
            }
        }
        out
    }

    /// The directory with everybody in those departments and groups, and with nobody, in every combination. A person
    /// is in each of them or not, so that every person's case is among them. Where there are too many, the directory as
    /// it is: an audience then says itself what is unsure.
    pub fn worlds(&self, apps: &[&App]) -> Vec<Cow<'_, Self>> {
        let unread = self.unread(apps);
        if unread.is_empty() || unread.len() > MOST {
            return vec![Cow::Borrowed(self)];
        }
        let mut out = vec![self.clone()];
        for key in unread {
            let mut with = out.clone();
            for world in &mut out {
                world.members.insert(key.clone(), Ok(super::People::new()));
            }
            for world in &mut with {
                world.members.insert(key.clone(), Ok(self.everybody()));
            }
            out.append(&mut with);
        }
        out.into_iter().map(Cow::Owned).collect()
    }
}

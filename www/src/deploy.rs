//! [アプリを更新]: preview becomes live, app by app, and a batch as a whole or not at all.

use serde_json::{Map, Value};
use time::OffsetDateTime;

use crate::app::{App, Deployed, OldRights};
use crate::city::City;
use crate::form::{self, inside};
use crate::record::Record;
use crate::store::Holder;

impl City {
    /// Ends the deploys whose time has come.
    pub(crate) fn settle(&mut self, now: OffsetDateTime) {
        let due: Vec<Vec<u64>> =
            self.deploying.iter().filter(|(_, end)| *end <= now).map(|(ids, _)| ids.clone()).collect();
        self.deploying.retain(|(_, end)| *end > now);
        for batch in due {
            self.finish(&batch, now);
        }
    }

    /// Starts a deploy that ends after `takes`.
    pub(crate) fn start_deploy(&mut self, ids: &[u64], by: &str, now: OffsetDateTime, takes: std::time::Duration) {
        for id in ids {
            if let Ok(app) = self.app_mut(*id) {
                app.deployed = Deployed::Processing;
                by.clone_into(&mut app.modifier);
            }
        }
        self.deploying.push((ids.to_vec(), now + takes));
        self.settle(now);
    }

    /// One failure takes the batch back: the app that failed says FAIL, the others CANCEL (official page).
    fn finish(&mut self, batch: &[u64], now: OffsetDateTime) {
        let failed: Vec<u64> = batch
            .iter()
            .copied()
            .filter(|id| self.doomed.contains(id) || self.apps.get(id).is_some_and(|app| !fits(app)))
            .collect();
        self.doomed.retain(|id| !batch.contains(id));
        for id in batch {
            let Ok(app) = self.app_mut(*id) else { continue };
            if failed.contains(id) {
                app.deployed = Deployed::Fail;
            } else if failed.is_empty() {
                go_live(app, now);
            } else {
                app.deployed = Deployed::Cancel;
            }
        }
        self.drop_unused_customize_files();
    }

    /// Throws away what was prepared (`revert`).
    pub(crate) fn revert(&mut self, id: u64) {
        if let Ok(app) = self.app_mut(id)
            && let Some(live) = app.live.clone()
        {
            app.preview = live;
        }
    }

    /// Observed: after a deploy the files of a removed customisation are gone, and their keys answer `GAIA_BL01`.
    fn drop_unused_customize_files(&mut self) {
        let used: Vec<String> = self
            .apps
            .values()
            .flat_map(|app| app.live.iter().chain(std::iter::once(&app.preview)))
            .flat_map(|side| file_keys(&side.customize))
            .collect();
        self.files.retain(|key, file| !matches!(file.holder, Holder::Customize { .. }) || used.contains(key));
    }
}

/// The file keys of a customisation.
pub(crate) fn file_keys(customize: &Value) -> Vec<String> {
    let lists = ["desktop", "mobile"]
        .into_iter()
        .flat_map(|device| ["js", "css"].map(|list| inside(customize, &[device, list])));
    let entries = lists.flat_map(|list| list.as_array().into_iter().flatten());
    entries.filter_map(|entry| Some(inside(entry, &["file", "fileKey"]).as_str()?.to_owned())).collect()
}

/// Whether the records allow the constraints of the preview side: a field made unique must hold no value twice.
fn fits(app: &App) -> bool {
    form::top(&app.preview.properties).filter(|field| field.is_on("unique")).all(|field| {
        let mut values: Vec<String> = app.records.values().map(|record| held(record, app, field.code)).collect();
        values.retain(|value| !value.is_empty());
        values.sort();
        values.windows(2).all(|pair| pair.first() != pair.last())
    })
}

fn held(record: &Record, app: &App, code: &str) -> String {
    let old = app.preview.renamed.iter().rev().find(|(_, new)| new == code).map_or(code, |(old, _)| old.as_str());
    record.values.get(old).map(form::plain).unwrap_or_default()
}

fn go_live(app: &mut App, now: OffsetDateTime) {
    let renamed = std::mem::take(&mut app.preview.renamed);
    if !renamed.is_empty() {
        for record in app.records.values_mut() {
            let record = std::sync::Arc::make_mut(record);
            for (old, new) in &renamed {
                rename(&mut record.values, old, new);
                let rows = record.values.values_mut().filter_map(Value::as_array_mut).flatten();
                for cells in rows.filter_map(|row| row.get_mut("value")?.as_object_mut()) {
                    rename(cells, old, new);
                }
            }
        }
    }
    app.old_rights = app.live.as_ref().and_then(|live| {
        let same = live.record_rights == app.preview.record_rights && live.field_rights == app.preview.field_rights;
        (!same).then(|| OldRights {
            since: now,
            record_rights: live.record_rights.clone(),
            field_rights: live.field_rights.clone(),
        })
    });
    app.live = Some(app.preview.clone());
    app.modified_at = now;
    app.deployed = Deployed::Success;
}

fn rename(values: &mut Map<String, Value>, old: &str, new: &str) {
    if let Some(value) = values.shift_remove(old) {
        values.insert(new.to_owned(), value);
    }
}

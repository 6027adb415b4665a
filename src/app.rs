//! The typed reading of one side of an app; the raw bodies stay in the snapshot beside it.

use serde_json::Value;

use crate::kintone::action::Actions;
use crate::kintone::customize::Customize;
use crate::kintone::field::{Field, Form};
use crate::kintone::info::Info;
use crate::kintone::notes::Notes;
use crate::kintone::notification::{GeneralNotices, Notices};
use crate::kintone::plugin::Plugins;
use crate::kintone::process::Process;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{AppRights, Entity, FieldRights, RecordRights};
use crate::kintone::sample::Sample;
use crate::kintone::settings::Settings;
use crate::kintone::space::{Members, Space};
use crate::kintone::view::Views;
use crate::kintone::{Part, Side};
use crate::snapshot::Snapshot;
use crate::text::json::{Keys, Shape, Told, Trouble};

/// The space of an app: who can reach the app at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// What the space is.
    pub space: Space,
    /// Who belongs to it.
    pub members: Members,
}

impl Shape for Home {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { space: keys.must("space"), members: Members { members: keys.must("members") } }
    }
}

/// One side of an app, understood. Every part is there or says why not.
#[derive(Clone, Debug)]
pub struct App {
    /// The raw bodies.
    pub snapshot: Snapshot,
    settings: Result<Settings, Unread>,
    fields: Result<Vec<Field>, Unread>,
    rights: Result<AppRights, Unread>,
    record_rights: Result<RecordRights, Unread>,
    field_rights: Result<FieldRights, Unread>,
    customize: Result<Customize, Unread>,
    plugins: Result<Plugins, Unread>,
    info: Result<Info, Unread>,
    home: Result<Option<Home>, Unread>,
    sample: Result<Sample, Unread>,
    views: Result<Views, Unread>,
    general_notices: Result<GeneralNotices, Unread>,
    record_notices: Result<Notices, Unread>,
    reminders: Result<Notices, Unread>,
    process: Result<Process, Unread>,
    actions: Result<Actions, Unread>,
    notes: Result<Notes, Unread>,
}

/// Reads one part.
// What is read goes straight to its place in the app; inlined, every part would be moved once more.
#[inline(never)]
fn typed<T: Told>(snapshot: &Snapshot, part: Part, trouble: &mut Trouble) -> Result<T, Unread> {
    let told = T::told(snapshot.body(part).unwrap_or(&Value::Null), trouble);
    unread(snapshot, part, trouble).map_or(Ok(told), Err)
}

fn unread(snapshot: &Snapshot, part: Part, trouble: &mut Trouble) -> Option<Unread> {
    let first = trouble.first();
    match snapshot.body(part) {
        Some(_) => first.map(|error| Unread::malformed(part, &error)),
        None => Some(Unread::new(part, snapshot.reason(part))),
    }
}

impl App {
    /// Understands a snapshot. Nothing fails as a whole: what cannot be read says so when it is asked for.
    pub fn of(snapshot: Snapshot) -> Self {
        // What is told of a part is gone before the next is read.
        let trouble = &mut Trouble::default();
        Self {
            settings: typed(&snapshot, Part::Settings, trouble),
            fields: typed::<Form>(&snapshot, Part::Fields, trouble).map(|form| form.0),
            rights: typed(&snapshot, Part::AppRights, trouble),
            record_rights: typed(&snapshot, Part::RecordRights, trouble),
            field_rights: typed(&snapshot, Part::FieldRights, trouble),
            customize: typed(&snapshot, Part::Customize, trouble),
            plugins: typed(&snapshot, Part::Plugins, trouble),
            info: typed(&snapshot, Part::Info, trouble),
            views: typed(&snapshot, Part::Views, trouble),
            general_notices: typed(&snapshot, Part::GeneralNotices, trouble),
            record_notices: typed(&snapshot, Part::RecordNotices, trouble),
            reminders: typed(&snapshot, Part::Reminders, trouble),
            process: typed(&snapshot, Part::Process, trouble),
            actions: typed(&snapshot, Part::Actions, trouble),
            notes: typed(&snapshot, Part::Notes, trouble),
            home: typed(&snapshot, Part::Space, trouble),
            sample: typed(&snapshot, Part::Records, trouble),
            snapshot,
        }
    }

    /// The app's ID.
    pub fn id(&self) -> &str {
        &self.snapshot.app
    }

    /// Its name; empty when the general settings could not be read.
    pub fn name(&self) -> &str {
        self.settings.as_ref().map_or("", |settings| &settings.name)
    }

    /// Which side this is.
    pub const fn side(&self) -> Side {
        self.snapshot.side
    }

    /// 一般設定.
    ///
    /// # Errors
    /// When the part was not read or not understood; so for every part below.
    pub fn settings(&self) -> Result<&Settings, Unread> {
        self.settings.as_ref().map_err(Clone::clone)
    }

    /// フォーム, table columns included.
    pub fn fields(&self) -> Result<&[Field], Unread> {
        self.fields.as_deref().map_err(Clone::clone)
    }

    /// アプリのアクセス権.
    pub fn rights(&self) -> Result<&AppRights, Unread> {
        self.rights.as_ref().map_err(Clone::clone)
    }

    /// レコードのアクセス権.
    pub fn record_rights(&self) -> Result<&RecordRights, Unread> {
        self.record_rights.as_ref().map_err(Clone::clone)
    }

    /// フィールドのアクセス権.
    pub fn field_rights(&self) -> Result<&FieldRights, Unread> {
        self.field_rights.as_ref().map_err(Clone::clone)
    }

    /// JavaScript / CSSでカスタマイズ.
    pub fn customize(&self) -> Result<&Customize, Unread> {
        self.customize.as_ref().map_err(Clone::clone)
    }

    /// プラグイン.
    pub fn plugins(&self) -> Result<&Plugins, Unread> {
        self.plugins.as_ref().map_err(Clone::clone)
    }

    /// アプリの情報.
    pub fn info(&self) -> Result<&Info, Unread> {
        self.info.as_ref().map_err(Clone::clone)
    }

    /// 一覧.
    pub fn views(&self) -> Result<&Views, Unread> {
        self.views.as_ref().map_err(Clone::clone)
    }

    /// アプリの条件通知.
    pub fn general_notices(&self) -> Result<&GeneralNotices, Unread> {
        self.general_notices.as_ref().map_err(Clone::clone)
    }

    /// レコードの条件通知.
    pub fn record_notices(&self) -> Result<&Notices, Unread> {
        self.record_notices.as_ref().map_err(Clone::clone)
    }

    /// リマインダーの条件通知.
    pub fn reminders(&self) -> Result<&Notices, Unread> {
        self.reminders.as_ref().map_err(Clone::clone)
    }

    /// プロセス管理.
    pub fn process(&self) -> Result<&Process, Unread> {
        self.process.as_ref().map_err(Clone::clone)
    }

    /// アプリアクション.
    pub fn actions(&self) -> Result<&Actions, Unread> {
        self.actions.as_ref().map_err(Clone::clone)
    }

    /// アプリ管理者用メモ.
    pub fn notes(&self) -> Result<&Notes, Unread> {
        self.notes.as_ref().map_err(Clone::clone)
    }

    /// Whom a part names: rights, notices, or the assignees of a process that is switched on; nobody in any other part.
    pub fn whom(&self, part: Part) -> Result<Vec<&Entity>, Unread> {
        let mut out = Vec::new();
        match part {
            Part::AppRights => out.extend(self.rights()?.rights.iter().map(|row| &row.entity)),
            Part::RecordRights => {
                for right in &self.record_rights()?.rights {
                    out.extend(right.entities.iter().map(|row| &row.entity));
                }
            }
            Part::FieldRights => {
                for right in &self.field_rights()?.rights {
                    out.extend(right.entities.iter().map(|row| &row.entity));
                }
            }
            Part::GeneralNotices => out.extend(self.general_notices()?.notifications.iter().map(|one| &one.entity)),
            Part::RecordNotices | Part::Reminders => {
                let notices = if part == Part::Reminders { self.reminders()? } else { self.record_notices()? };
                for notice in &notices.notifications {
                    out.extend(notice.targets.iter().map(|one| &one.entity));
                }
            }
            Part::Process => {
                let process = self.process()?;
                for (_, state) in process.states.iter().flatten().filter(|_| process.enable) {
                    out.extend(state.assignee.entities.iter().map(|one| &one.entity));
                }
            }
            _ => {}
        }
        Ok(out)
    }

    /// Figures about its newest records.
    ///
    /// # Errors
    /// When they could not be read.
    pub fn sample(&self) -> Result<&Sample, Unread> {
        self.sample.as_ref().map_err(Clone::clone)
    }

    /// The space with its members; none when the app is in no space.
    pub fn home(&self) -> Result<Option<&Home>, Unread> {
        self.home.as_ref().map(Option::as_ref).map_err(Clone::clone)
    }
}

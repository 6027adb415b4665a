//! Where the settings of an app use a field: what stands to break when it is closed.

use serde_json::Value;

use crate::app::App;
use crate::kintone::Part;
use crate::kintone::field::{Field, Kind};
use crate::kintone::notification::Notice;
use crate::kintone::right::{Entity, EntityKind, Whom};
use crate::text::search::around;
use crate::text::{Lang, Text};

/// How a field is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It must be filled, and nothing fills it.
    Required,
    /// Its values must differ.
    Unique,
    /// It looks up a record of another app.
    LookupKey,
    /// A lookup copies into it.
    LookupCopy,
    /// A calculation takes it.
    Calculation,
    /// An action copies it.
    Action,
    /// A view chooses by it.
    ViewFilter,
    /// A view sorts by it.
    ViewSort,
    /// A condition of レコードのアクセス権 names it.
    RecordRight,
    /// The people in it have rights on the record.
    RecordPeople,
    /// It is the title of records.
    Title,
    /// A step of the process depends on it.
    Step,
    /// The people in it work on a state of the process.
    Assignee,
    /// A notice depends on it, tells it, or goes to the people in it.
    Notice,
    /// The same of a reminder.
    Reminder,
}

impl Use {
    /// The use in the words of kintone's screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Required => crate::text!(ja: "必須の項目(初期値なし)", en: "required, without an initial value"),
            Self::Unique => crate::text!(ja: "値の重複を禁止している項目", en: "values must be unique"),
            Self::LookupKey => crate::text!(ja: "ルックアップの項目", en: "lookup field"),
            Self::LookupCopy => crate::text!(ja: "ルックアップのコピー先", en: "filled by lookup"),
            Self::Calculation => crate::text!(ja: "計算式", en: "formula of"),
            Self::Action => crate::text!(ja: "アクションのコピー元", en: "copied by action"),
            Self::ViewFilter => crate::text!(ja: "一覧の絞り込み", en: "filter of view"),
            Self::ViewSort => crate::text!(ja: "一覧の並べ替え", en: "sort order of view"),
            Self::RecordRight => {
                crate::text!(ja: "レコードのアクセス権の条件", en: "condition of Permissions for Records")
            }
            Self::RecordPeople => {
                crate::text!(ja: "レコードのアクセス権の対象者", en: "people in Permissions for Records")
            }
            Self::Title => crate::text!(ja: "レコードのタイトル", en: "record title"),
            Self::Step => crate::text!(ja: "プロセス管理のアクションの条件", en: "condition of process action"),
            Self::Assignee => crate::text!(ja: "プロセス管理の作業者", en: "assignee of process status"),
            Self::Notice => crate::text!(ja: "レコードの条件通知", en: "per-record notification"),
            Self::Reminder => crate::text!(ja: "リマインダーの条件通知", en: "reminder notification"),
        }
    }
}

/// One use, with the name of the setting where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// How.
    pub how: Use,
    /// Where: the name of a view, a step, a notice.
    pub name: String,
}

impl Used {
    /// The use for a list.
    pub fn say(&self, lang: Lang) -> String {
        let (how, name) = (self.how.text().get(lang), self.name.as_str());
        if name.is_empty() {
            return how.to_owned();
        }
        crate::say!(lang, ja: "{how}「{name}」", en: "{how} “{name}”", how = &how, name = &name)
    }
}

/// Parts that are looked through.
const LOOKED: [Part; 8] = [
    Part::Fields,
    Part::Settings,
    Part::Views,
    Part::Actions,
    Part::RecordRights,
    Part::Process,
    Part::RecordNotices,
    Part::Reminders,
];

/// Parts that were not read, in which a field may be used.
pub fn unread(app: &App) -> Vec<Part> {
    let mut out: Vec<Part> = LOOKED.into_iter().filter(|part| app.snapshot.body(*part).is_none()).collect();
    // An automatic title is chosen by kintone, which does not tell the field.
    let title = app.settings().ok().and_then(|settings| settings.title_field.as_ref());
    if title.is_none_or(|title| title.selection_mode != "MANUAL") && !out.contains(&Part::Settings) {
        out.push(Part::Settings);
    }
    out
}

/// The uses of a field that can be read. Those of the columns of a table are told of the table.
pub fn of(app: &App, code: &str) -> Vec<Used> {
    let mut out = Vec::new();
    let mut add = |how, name: &str| {
        let used = Used { how, name: name.to_owned() };
        if !out.contains(&used) {
            out.push(used);
        }
    };
    let fields = app.fields().unwrap_or_default();
    for field in fields.iter().filter(|field| field.code == code || field.table.as_deref() == Some(code)) {
        let name = if field.code == code { "" } else { &field.label };
        for (how, is) in by_itself(app, field) {
            if is {
                add(how, name);
            }
        }
    }
    for field in fields.iter().filter(|field| field.inputs.iter().any(|input| input == code)) {
        add(Use::Calculation, &field.label);
    }
    for (name, action) in app.actions().iter().flat_map(|actions| &actions.actions) {
        if action.mappings.iter().any(|mapping| mapping.src_field.as_deref() == Some(code)) {
            add(Use::Action, name);
        }
    }
    let views = app.snapshot.body(Part::Views);
    for (name, view) in views.and_then(|body| body.get("views")?.as_object()).into_iter().flatten() {
        for (how, key) in [(Use::ViewFilter, "filterCond"), (Use::ViewSort, "sort")] {
            if view.get(key).and_then(Value::as_str).is_some_and(|query| names(query, code)) {
                add(how, name);
            }
        }
    }
    for right in app.record_rights().iter().flat_map(|rights| &rights.rights) {
        let condition = right.filter_cond.as_deref().unwrap_or_default();
        if names(condition, code) {
            add(Use::RecordRight, condition);
        }
        if right.entities.iter().any(|row| people_in(&row.entity, code)) {
            add(Use::RecordPeople, condition);
        }
    }
    let title = app.settings().ok().and_then(|settings| settings.title_field.as_ref());
    if title.is_some_and(|title| title.code.as_deref() == Some(code)) {
        add(Use::Title, "");
    }
    if let Some(process) = app.process().ok().filter(|process| process.enable) {
        for step in process.actions.iter().flatten().filter(|step| names(&step.condition, code)) {
            add(Use::Step, &step.name);
        }
        for (name, state) in process.states.iter().flatten() {
            if goes_to(&state.assignee.entities, code) {
                add(Use::Assignee, name);
            }
        }
    }
    for (how, notices) in [(Use::Notice, app.record_notices()), (Use::Reminder, app.reminders())] {
        for notice in notices.iter().flat_map(|notices| &notices.notifications).filter(|one| tells(one, code)) {
            add(how, &notice.title);
        }
    }
    for title in timed_by(app, code) {
        add(Use::Reminder, title);
    }
    out
}

/// What a field is by its own settings.
fn by_itself(app: &App, field: &Field) -> [(Use, bool); 4] {
    let own = property(app, field);
    let on = |key: &str| own.and_then(|own| own.get(key)) == Some(&Value::Bool(true));
    let key = field.elsewhere.is_some() && field.kind != Kind::ReferenceTable;
    [
        (Use::Required, on("required") && !filled(field, own)),
        (Use::Unique, on("unique")),
        (Use::LookupKey, key),
        (Use::LookupCopy, !key && field.copied_from.is_some()),
    ]
}

/// Whether kintone fills a field of a new record: an initial value, or a kind that is never empty. 必須 on a calculation
/// or a radio button has no effect (`kintone-rest-api.md` §3.5).
fn filled(field: &Field, own: Option<&Value>) -> bool {
    let given = match own.and_then(|own| own.get("defaultValue")) {
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        _ => false,
    };
    let now = own.and_then(|own| own.get("defaultNowValue")) == Some(&Value::Bool(true));
    given || now || matches!(field.kind, Kind::Calc | Kind::RadioButton) || !field.kind.given()
}

/// Whether a new record cannot be saved by somebody who cannot fill a field. A column is asked for in every row.
pub fn required(app: &App, field: &Field) -> bool {
    by_itself(app, field).iter().any(|(how, is)| *how == Use::Required && *is)
}

/// What kintone sent of a field.
fn property<'a>(app: &'a App, field: &Field) -> Option<&'a Value> {
    let all = app.snapshot.body(Part::Fields)?.get("properties")?;
    match &field.table {
        None => all.get(&field.code),
        Some(table) => all.get(table)?.get("fields")?.get(&field.code),
    }
}

/// Whether a query names a field: as a word of its own, not between `"`. `_` is the only symbol of a code
/// (`kintone-rest-api.md` §3.5).
pub fn names(query: &str, code: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    around(query, code).any(|(before, after)| {
        let quoted = before.chars().filter(|c| *c == '"').count() % 2 == 1;
        !quoted && !before.ends_with(in_word) && !after.starts_with(in_word)
    })
}

fn people_in(entity: &Entity, code: &str) -> bool {
    entity.kind == EntityKind::FieldEntity && entity.code.as_deref() == Some(code)
}

fn goes_to(whom: &[Whom], code: &str) -> bool {
    whom.iter().any(|one| people_in(&one.entity, code))
}

fn tells(notice: &Notice, code: &str) -> bool {
    names(notice.filter_cond.as_deref().unwrap_or_default(), code)
        || around(&notice.title, code).any(|(before, after)| before.ends_with('{') && after.starts_with('}'))
        || goes_to(&notice.targets, code)
}

/// The titles of reminders that count from the day in a field.
fn timed_by<'a>(app: &'a App, code: &'a str) -> impl Iterator<Item = &'a str> {
    let all = app.snapshot.body(Part::Reminders).and_then(|body| body.get("notifications")?.as_array());
    let at = move |one: &&Value| one.get("timing").and_then(|timing| timing.get("code")?.as_str()) == Some(code);
    all.into_iter().flatten().filter(at).map(|one| one.get("title").and_then(Value::as_str).unwrap_or_default())
}

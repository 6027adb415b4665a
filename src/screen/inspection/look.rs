//! だれが何をできるか: who is looked at, and what the table says of them.

use crate::app::App;
use crate::kintone::Part;
use crate::kintone::right::{Entity, EntityKind};
use crate::people::{self, Audience, Crowd, Directory, Doing, People, Power};
use crate::screen::inspection::model::{Material, Model};
use crate::snapshot::Reading;
use crate::text::search::{holds, replaced};
use crate::text::{Lang, Text};

/// The tabs of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// 点検と届出.
    #[default]
    Inspection,
    /// だれが何をできるか.
    Powers,
}

impl Tab {
    /// All tabs, in the order of the screen.
    pub const ALL: [Self; 2] = [Self::Inspection, Self::Powers];

    /// The value of its button.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::Powers => "powers",
        }
    }

    /// From the value of its button.
    pub fn of(id: &str) -> Self {
        if id == Self::Powers.id() { Self::Powers } else { Self::Inspection }
    }

    /// The words on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Inspection => crate::text!(ja: "点検と届出", en: "Inspection and declaration"),
            Self::Powers => crate::text!(ja: "だれが何をできるか", en: "Who can do what"),
        }
    }
}

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One person.
    #[default]
    Person,
    /// A department or group as a whole.
    Group,
    /// The personal information of one data class.
    Class,
}

impl Kind {
    /// All kinds, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Person, Self::Group, Self::Class];

    /// The value of the control.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Class => "class",
        }
    }

    /// From the value of the control.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The words on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Person => crate::text!(ja: "人", en: "A person"),
            Self::Group => crate::text!(ja: "組織・グループ", en: "A department or group"),
            Self::Class => crate::text!(ja: "個人情報", en: "Personal information"),
        }
    }
}

/// What was chosen in the tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The kind.
    pub kind: Kind,
    /// A part of a name that is looked for.
    pub find: String,
    /// Whom or what: a login name, the key of a department or group, the id of a data class; empty for none.
    pub subject: String,
}

/// So many choices are listed at once: a city has thousands of people.
pub const LISTED: usize = 50;

/// One choice: its key, and its name.
pub type Choice = (String, String);

/// The choices, those that the rights name first, and how many there are in all.
pub fn choices(model: &Model) -> (Vec<Choice>, usize) {
    let Some(material) = model.material() else { return (Vec::new(), 0) };
    let lang = model.visit.lang;
    let Ok(directory) = &material.directory else { return (Vec::new(), 0) };
    let all = match model.look.kind {
        Kind::Person => persons(material, directory),
        Kind::Group => groups(material, directory),
        Kind::Class => classes(model, lang),
    };
    let find = &model.look.find;
    let fits = |(key, name): &Choice| find.is_empty() || holds(name, find) || holds(key, find);
    let mut found: Vec<Choice> = all.into_iter().filter(fits).collect();
    let count = found.len();
    found.truncate(LISTED);
    (found, count)
}

/// Whom the rights of the app name.
fn named(app: &App) -> Vec<&Entity> {
    let parts = [Part::AppRights, Part::RecordRights, Part::FieldRights, Part::Process];
    parts.into_iter().flat_map(|part| app.whom(part).unwrap_or_default()).collect()
}

fn persons(material: &Material, directory: &Directory) -> Vec<Choice> {
    let named = named(&material.preview);
    let first =
        |code: &str| named.iter().any(|entity| entity.kind == EntityKind::User && entity.code.as_deref() == Some(code));
    let choice = |at: &usize| {
        let user = directory.users.get(*at)?;
        let name = if user.name.is_empty() { &user.code } else { &user.name };
        Some((user.code.clone(), if *name == user.code { name.clone() } else { format!("{name} ({})", user.code) }))
    };
    let (before, after): (Vec<usize>, Vec<usize>) =
        (0..directory.users.len()).partition(|at| directory.users.get(*at).is_some_and(|user| first(&user.code)));
    before.iter().chain(&after).filter_map(choice).collect()
}

fn groups(material: &Material, directory: &Directory) -> Vec<Choice> {
    let mut out: Vec<Choice> = vec![(EVERYONE.to_owned(), "Everyone".to_owned())];
    for entity in named(&material.preview) {
        let group = matches!(entity.kind, EntityKind::Group | EntityKind::Organization);
        if group && !out.iter().any(|(key, _)| *key == entity.key()) {
            out.push((entity.key(), directory.name(entity).to_owned()));
        }
    }
    for (key, members) in &directory.members {
        if members.is_ok() && !out.iter().any(|(other, _)| other == key) {
            let name = entity(key).map(|entity| directory.name(&entity).to_owned());
            out.extend(name.map(|name| (key.clone(), name)));
        }
    }
    out
}

const EVERYONE: &str = "GROUP:everyone";

/// The department or group of a key.
fn entity(key: &str) -> Option<Entity> {
    let (kind, code) = key.split_once(':')?;
    let kind = [EntityKind::Group, EntityKind::Organization].into_iter().find(|one| one.name() == kind)?;
    Some(Entity { kind, code: Some(code.to_owned()) })
}

/// The data classes of which the app holds fields.
fn classes(model: &Model, lang: Lang) -> Vec<Choice> {
    let Some(policy) = &model.policy else { return Vec::new() };
    let held = policy.document().classes.iter().filter(|class| !codes(model, &class.id).is_empty());
    held.map(|class| (class.id.clone(), class.name.get(lang).to_owned())).collect()
}

/// The fields of a data class: code and label.
fn codes(model: &Model, class: &str) -> Vec<(String, String)> {
    let Some(policy) = &model.policy else { return Vec::new() };
    let own = |one: &crate::personal::Class| policy.class_of(*one).is_some_and(|data| data.id == class);
    let fields = model.personal.iter().filter(|field| field.sure() && own(&field.class));
    fields.map(|field| (field.code.clone(), field.label.clone())).collect()
}

/// What one side says: the answer, and the rows that decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The answer.
    pub answer: String,
    /// The rows.
    pub by: String,
}

/// One line of the table, on both sides where both were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The setting that says it.
    pub part: &'static str,
    /// What it is about.
    pub what: String,
    /// As prepared; none where that side has no such setting.
    pub preview: Option<Said>,
    /// As it runs now.
    pub live: Option<Said>,
}

impl Line {
    /// Whether both sides answer alike.
    pub fn same(&self) -> bool {
        let answer = |said: &Option<Said>| said.as_ref().map(|said| said.answer.clone());
        answer(&self.preview) == answer(&self.live)
    }
}

/// The table of a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Whom or what it is about.
    pub name: String,
    /// Whether the running settings were read, too.
    pub both: bool,
    /// The lines.
    pub lines: Vec<Line>,
}

/// The running side, where it was read. What lies around an app is the same for both.
fn live(material: &Material) -> Option<App> {
    let snapshot = &material.both.live;
    let read = |part| matches!(snapshot.parts.get(&part), Some(Reading::Read(_)));
    read(Part::AppRights).then(|| App::of(snapshot.clone()))
}

/// What the table says of whom was chosen; none where nothing is chosen, or people were not read.
pub fn table(model: &Model) -> Option<Table> {
    let material = model.material()?;
    let directory = material.directory.as_ref().ok()?;
    let (look, lang) = (&model.look, model.visit.lang);
    let live = live(material);
    let apps = [Some(&material.preview), live.as_ref()];
    let both = live.is_some();
    if look.kind == Kind::Class {
        let (_, name) = classes(model, lang).into_iter().find(|(id, _)| *id == look.subject)?;
        let [preview, live] = apps.map(|app| app.map(|app| exposures(model, app, directory)).unwrap_or_default());
        return Some(Table { name, both, lines: beside(preview, live) });
    }
    let (name, people) = subject(look, directory, lang)?;
    let [preview, live] = apps.map(|app| {
        let powers = app.map(|app| people::powers(app, directory, &people)).unwrap_or_default();
        powers.iter().map(|power| told(&material.preview, power, directory, lang)).collect()
    });
    Some(Table { name, both, lines: beside(preview, live) })
}

/// A person, or a department with all below it, or a group; none where the members are not known.
fn subject(look: &Look, directory: &Directory, lang: Lang) -> Option<(String, People)> {
    if look.kind == Kind::Person {
        let at = directory.users.iter().position(|user| user.code == look.subject)?;
        let user = directory.users.get(at)?;
        let name = if user.name.is_empty() { &user.code } else { &user.name };
        return Some((name.clone(), std::iter::once(at).collect()));
    }
    let entity = entity(&look.subject)?;
    let own = directory.of(&entity, false, None).ok()??;
    let name = if entity.everyone() { "Everyone" } else { directory.name(&entity) };
    // Where the people of a department below were not read, the department is shown by itself.
    if let Some(all) = directory.of(&entity, true, None).ok().flatten().filter(|all| *all != own) {
        let below = crate::text!(ja: "(下位組織を含む)", en: " with departments below");
        return Some((name.to_owned() + below.get(lang), all));
    }
    Some((name.to_owned(), own))
}

/// The key of a line, and what one side says.
type Told = (&'static str, String, Said);

/// Puts the lines of both sides beside each other.
fn beside(preview: Vec<Told>, mut live: Vec<Told>) -> Vec<Line> {
    let mut out = Vec::new();
    for (part, what, said) in preview {
        let at = live.iter().position(|(other, about, _)| *other == part && *about == what);
        let other = at.map(|at| live.remove(at).2);
        out.push(Line { part, what, preview: Some(said), live: other });
    }
    out.extend(live.into_iter().map(|(part, what, said)| Line { part, what, preview: None, live: Some(said) }));
    out
}

fn told(app: &App, power: &Power, directory: &Directory, lang: Lang) -> Told {
    let said = Said { answer: power.answer.say(lang), by: power.answer.reasons(directory, lang) };
    (power.part.name().get(lang), about(app, power, lang), said)
}

fn about(app: &App, power: &Power, lang: Lang) -> String {
    let what = &power.what;
    let doing = power.doing.map(|doing| match doing {
        Doing::View => crate::text!(ja: "閲覧", en: "view"),
        Doing::Edit => crate::text!(ja: "編集", en: "edit"),
        Doing::Delete => crate::text!(ja: "削除", en: "delete"),
        other => other.text(),
    });
    match (power.part, doing) {
        (Part::AppRights, _) => power.doing.map_or("", |doing| doing.text().get(lang)).to_owned(),
        (Part::Space, _) => crate::text!(ja: "スペースに入る", en: "Enter the space").get(lang).to_owned(),
        (Part::Process, None) if !what.is_empty() => {
            crate::say!(lang, ja: "ステータス「{what}」で作業する", en: "Work in the status “{what}”", what)
        }
        (Part::RecordRights, Some(doing)) => {
            let doing = doing.get(lang);
            if what.is_empty() {
                return crate::say!(lang, ja: "すべてのレコード(上の条件に当てはまるものを除く): {doing}",
                    en: "All records (but those of a condition above): {doing}", doing);
            }
            crate::say!(lang, ja: "条件「{what}」のレコード: {doing}", en: "Records with “{what}”: {doing}", what, doing)
        }
        (_, Some(doing)) => {
            let fields = app.fields().unwrap_or_default();
            let label = fields.iter().find(|field| field.code == *what).map_or(what.as_str(), |field| &field.label);
            let doing = doing.get(lang);
            crate::say!(lang, ja: "項目「{label}」: {doing}", en: "Field “{label}”: {doing}", label, doing)
        }
        (_, None) => crate::text!(ja: "すべて", en: "all of it").get(lang).to_owned(),
    }
}

/// Who can view and export each field of a data class, in the record that most people can see.
fn exposures(model: &Model, app: &App, directory: &Directory) -> Vec<Told> {
    let lang = model.visit.lang;
    let mut out = Vec::new();
    for (code, label) in codes(model, &model.look.subject) {
        for doing in [Doing::View, Doing::Export] {
            let said = match people::audience(app, directory, doing, Some(&code)) {
                Ok(audience) => circle(&audience, directory, lang),
                Err(unread) => {
                    let (part, reason) = (unread.part.name().get(lang), unread.reason.say(lang));
                    Said {
                        answer: crate::say!(lang, ja: "分からない({part}: {reason})",
                            en: "unknown ({part}: {reason})", part, reason),
                        by: String::new(),
                    }
                }
            };
            let what = if doing == Doing::View {
                crate::say!(lang, ja: "「{label}」を閲覧できる人", en: "Who can view “{label}”", label)
            } else {
                crate::say!(lang, ja: "「{label}」を書き出せる人", en: "Who can export “{label}”", label)
            };
            out.push((Part::People.name().get(lang), what, said));
        }
    }
    out
}

fn circle(audience: &Audience, directory: &Directory, lang: Lang) -> Said {
    let who = Crowd::of(directory, &audience.people).say(lang);
    let mut answer = match audience.unsure.first() {
        None => who,
        Some(unread) => {
            let (part, reason) = (unread.part.name().get(lang), unread.reason.say(lang));
            crate::say!(lang, ja: "最大で{who}。{part}を読み取れない({reason})",
                en: "at most {who}; {part} unknown ({reason})", who, part, reason)
        }
    };
    if !audience.fields.is_empty() {
        let fields = crate::text::listed(&audience.fields, lang);
        answer.push_str(
            &crate::say!(lang, ja: "。ほかに項目{fields}に入っている人", en: "; and the people in the field {fields}", fields),
        );
    }
    Said { answer, by: String::new() }
}

/// The table as a file for spreadsheet programs: with the mark that tells those in Japan its letters are UTF-8.
pub fn csv(table: &Table, lang: Lang) -> String {
    let heads = [
        crate::text!(ja: "対象", en: "Subject"),
        crate::text!(ja: "設定の種類", en: "Setting"),
        crate::text!(ja: "内容", en: "What"),
        crate::text!(ja: "準備中", en: "As prepared"),
        crate::text!(ja: "準備中の根拠", en: "As prepared, by"),
        crate::text!(ja: "運用中", en: "Running now"),
        crate::text!(ja: "運用中の根拠", en: "Running now, by"),
    ];
    let mut out = "\u{feff}".to_owned();
    row(&mut out, &heads.map(|head| head.get(lang)));
    for line in &table.lines {
        let cells = |said: &'_ Option<Said>| said.clone().unwrap_or(Said { answer: String::new(), by: String::new() });
        let (preview, live) = (cells(&line.preview), cells(&line.live));
        row(&mut out, &[&table.name, line.part, &line.what, &preview.answer, &preview.by, &live.answer, &live.by]);
    }
    out
}

fn row(out: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        out.push_str(if at == 0 { "\"" } else { ",\"" });
        // A spreadsheet program would take it for a formula.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
            out.push('\'');
        }
        out.push_str(&replaced(cell, "\"", "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

//! What a change of rights takes away, and from whom: told before it is made.
//!
//! Two states of an app are compared person by person. Where members of a department or group were not read, whoever may
//! lose something in either case counts as losing it.

use super::Planned;
use super::uses::{self, Used};
use crate::app::App;
use crate::kintone::Part;
use crate::kintone::customize::Customize;
use crate::kintone::field::Field;
use crate::kintone::refusal::Unread;
use crate::people::{Crowd, Directory, Doing, People, Within, circle};
use crate::snapshot::Reading;
use crate::text::sorted::include;
use crate::text::{Lang, Text, joined, listed};

/// With so many records times rows of rights and more, [アプリを更新] is better done outside office hours: kintone works out
/// rights of records and fields in advance for every pair of a record and a row, and until that is done the update takes
/// its time and records may be locked (`cybozu.dev/ja/kintone/tips/development/customize/columns/access-permissions-evaluation-app-update`).
/// No figure is published; this is where a city's larger apps begin, such as 10,000 records with ten rows.
pub const MANY: u64 = 100_000;

/// Something that some people can do in one state of an app only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What, in the order of kintone's screen.
    pub doings: Vec<Doing>,
    /// With what.
    pub within: Within,
    /// The label of the field, where it is one.
    pub label: String,
    /// Who, by their places in the directory.
    pub people: People,
    /// The same people as they can be told.
    pub crowd: Crowd,
    /// The labels of fields of the record: whoever stands in them is concerned, too.
    pub fields: Vec<String>,
    /// Whether the person at the screen is one of them.
    pub yourself: bool,
}

/// A field that is closed to people who work with it, and where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// Its uses that could be read.
    pub uses: Vec<Used>,
    /// Who can add a record and can no longer fill this field, though it must be filled.
    pub stuck: People,
    /// The same people as they can be told.
    pub crowd: Crowd,
}

/// A coarser lock that would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coarser {
    /// A private space.
    Space,
    /// アプリのアクセス権.
    App,
}

/// What a change would do to people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequence {
    /// What somebody can no longer do.
    pub losses: Vec<Shift>,
    /// What somebody can do anew.
    pub gains: Vec<Shift>,
    /// Fields that are closed to somebody.
    pub closed: Vec<Closed>,
    /// A coarser lock that would do as well.
    pub coarser: Option<Coarser>,
    /// Whether [アプリを更新] may take long.
    pub long: bool,
    /// Departments and groups whose members were not read: those who lose are told as many as they may be.
    pub unread: Vec<String>,
    /// Parts that were not read, in which a closed field may be used.
    pub unseen: Vec<Part>,
    /// Whether there are scripts, which may use a closed field and cannot be read here.
    pub scripts: bool,
}

/// Whether a part says who may do what.
pub const fn of_rights(part: Part) -> bool {
    matches!(part, Part::AppRights | Part::RecordRights | Part::FieldRights)
}

/// The app as it would be after a change.
pub fn after(app: &App, planned: &Planned) -> App {
    let mut snapshot = app.snapshot.clone();
    snapshot.parts.insert(planned.part, Reading::Read(planned.after.clone()));
    App::of(snapshot)
}

/// The people and the fields of people in which two states of an app differ.
#[derive(Default)]
struct Differ {
    people: People,
    fields: Vec<String>,
}

/// Two states of an app, and the people in every way they may be.
struct Compared<'a> {
    before: &'a App,
    after: &'a App,
    worlds: &'a [std::borrow::Cow<'a, Directory>],
    directory: &'a Directory,
    actor: Option<usize>,
}

impl Compared<'_> {
    /// Who may do something in one state and not in the other.
    fn only(&self, one: &App, other: &App, doing: Doing, within: &Within) -> Result<Differ, Unread> {
        let mut out = Differ::default();
        for world in self.worlds {
            let (mut ones, others) = (circle(one, world, doing, within)?, circle(other, world, doing, within)?);
            drop(ones.people.take(&others.least));
            out.people.add(&ones.people);
            for field in ones.fields.into_iter().filter(|field| !others.fields.contains(field)) {
                include(&mut out.fields, field);
            }
        }
        Ok(out)
    }

    fn lost(&self, doing: Doing, within: &Within) -> Result<Differ, Unread> {
        self.only(self.before, self.after, doing, within)
    }

    fn gained(&self, doing: Doing, within: &Within) -> Result<Differ, Unread> {
        self.only(self.after, self.before, doing, within)
    }

    fn field(&self, code: &str) -> Option<&Field> {
        self.before.fields().ok()?.iter().find(|field| field.code == code)
    }

    fn label(&self, code: &str) -> String {
        self.field(code).map_or_else(|| code.to_owned(), |field| field.label.clone())
    }

    /// Puts one more into a list, together with what the same people lose or get beside it.
    fn put(&self, out: &mut Vec<Shift>, doing: Doing, within: &Within, differ: Differ) {
        if differ.people.is_empty() && differ.fields.is_empty() {
            return;
        }
        let fields: Vec<String> = differ.fields.iter().map(|code| self.label(code)).collect();
        let same = |one: &&mut Shift| one.within == *within && one.people == differ.people && one.fields == fields;
        if let Some(one) = out.iter_mut().find(same) {
            one.doings.push(doing);
            return;
        }
        let label = if let Within::Field(code) = within { self.label(code) } else { String::new() };
        out.push(Shift {
            doings: vec![doing],
            within: within.clone(),
            label,
            crowd: Crowd::of(self.directory, &differ.people),
            yourself: self.actor.is_some_and(|actor| differ.people.contains(actor)),
            people: differ.people,
            fields,
        });
    }

    /// What the rights of the app, of records and of fields differ in, each with what one can do there.
    fn places(&self) -> Result<Vec<(Within, &'static [Doing])>, Unread> {
        const RECORD: &[Doing] = &[Doing::View, Doing::Edit, Doing::Delete];
        const FIELD: &[Doing] = &[Doing::View, Doing::Add, Doing::Edit];
        let (before, after) = (self.before, self.after);
        let mut out: Vec<(Within, &'static [Doing])> = Vec::new();
        if before.rights()? != after.rights()? {
            out.push((Within::App, &Doing::ALL));
        }
        if before.record_rights() != after.record_rights() {
            let mut conditions = vec![String::new()];
            for right in before.record_rights()?.rights.iter().chain(&after.record_rights()?.rights) {
                include(&mut conditions, right.filter_cond.as_deref().unwrap_or_default().trim().to_owned());
            }
            out.extend(conditions.into_iter().map(|condition| (Within::Records(condition), RECORD)));
        }
        if before.field_rights() != after.field_rights() {
            let (old, new) = (&before.field_rights()?.rights, &after.field_rights()?.rights);
            let mut codes = Vec::new();
            for right in old.iter().filter(|right| !new.contains(right)) {
                include(&mut codes, right.code.clone());
            }
            for right in new.iter().filter(|right| !old.contains(right)) {
                include(&mut codes, right.code.clone());
            }
            out.extend(codes.into_iter().map(|code| (Within::Field(code), FIELD)));
        }
        Ok(out)
    }

    /// A field that is closed to some people: where it is used, and who cannot save a new record any more.
    fn closed(&self, code: &str, lost_add: &People, lost_app: &People) -> Closed {
        let fields = self.before.fields().unwrap_or_default();
        let mut own = fields.iter().filter(|field| field.code == code || field.table.as_deref() == Some(code));
        let mut stuck = People::new();
        if own.any(|field| uses::required(self.before, field)) {
            stuck.add(lost_add);
            drop(stuck.take(lost_app));
        }
        Closed {
            code: code.to_owned(),
            label: self.label(code),
            uses: uses::of(self.before, code),
            crowd: Crowd::of(self.directory, &stuck),
            stuck,
        }
    }

    /// The coarsest lock that would do, where those who no longer see something can do nothing else in the app, so that
    /// closing all of it takes no work from them.
    fn coarser(&self, losses: &[Shift]) -> Result<Option<Coarser>, Unread> {
        let blind = |loss: &&Shift| loss.doings.contains(&Doing::View);
        let mut out = People::new();
        for loss in losses.iter().filter(blind) {
            out.add(&loss.people);
        }
        if out.is_empty() {
            return Ok(None);
        }
        let finer = losses.iter().all(|loss| loss.within != Within::App);
        let works = [Doing::Add, Doing::Edit, Doing::Delete, Doing::Import, Doing::Manage];
        let more: &[Doing] = if finer { &works } else { &Doing::ALL };
        for doing in more {
            let able = circle(self.after, self.directory, *doing, &Within::App)?.people;
            if !able.is_disjoint(&out) {
                return Ok(None);
            }
        }
        let open = match self.before.home() {
            Ok(None) => true,
            Ok(Some(home)) => !home.space.is_private && !home.space.is_guest,
            Err(_) => false,
        };
        Ok(if open { Some(Coarser::Space) } else { finer.then_some(Coarser::App) })
    }
}

impl Consequence {
    /// Compares an app before and after a change; `actor` is the login name of the person at the screen.
    ///
    /// # Errors
    /// When rights that are compared were not read or not understood: then nothing can be told.
    pub fn of(before: &App, after: &App, directory: &Directory, actor: &str) -> Result<Self, Unread> {
        // No change here moves anybody into or out of the space. Whoever loses something loses it as a member of it.
        let (before, after) = (&opened(before), &opened(after));
        let apps = [before, after];
        let worlds = directory.worlds(&apps);
        let actor = directory.users.iter().position(|user| user.code == actor);
        let compared = Compared { before, after, worlds: &worlds, directory, actor };
        let mut out = Self::default();
        let (mut lost_app, mut lost_add_app) = (Vec::new(), People::new());
        for (within, doings) in compared.places()? {
            let (mut hit, mut lost_add) = (false, People::new());
            for doing in doings {
                let (mut lost, gained) = (compared.lost(*doing, &within)?, compared.gained(*doing, &within)?);
                if within == Within::App {
                    lost_app.push((*doing, lost.people.clone()));
                    if *doing == Doing::Add {
                        lost_add_app.clone_from(&lost.people);
                    }
                } else if let Some((_, already)) = lost_app.iter().find(|(one, _)| one == doing) {
                    // Who loses it for the whole app need not be told it again for each part.
                    drop(lost.people.take(already));
                }
                hit |= !lost.people.is_empty();
                if *doing == Doing::Add {
                    lost_add.clone_from(&lost.people);
                }
                compared.put(&mut out.losses, *doing, &within, lost);
                compared.put(&mut out.gains, *doing, &within, gained);
            }
            if let (Within::Field(code), true) = (&within, hit) {
                out.closed.push(compared.closed(code, &lost_add, &lost_add_app));
            }
        }
        out.coarser = compared.coarser(&out.losses)?;
        out.long = long(before, after);
        let changed = !out.losses.is_empty() || !out.gains.is_empty();
        if changed {
            out.unread = directory.unread(&apps).iter().map(|key| name(directory, key)).collect();
        }
        if !out.closed.is_empty() {
            out.unseen = uses::unread(before);
            out.scripts = before.customize().map_or(true, runs);
        }
        Ok(out)
    }

    /// Whether the person at the screen loses something.
    pub fn yourself(&self) -> bool {
        self.losses.iter().any(|loss| loss.yourself)
    }
}

/// The app in no closed space, where it cannot be read whether the space is one.
fn opened(app: &App) -> App {
    let mut snapshot = app.snapshot.clone();
    if app.home().is_err() {
        snapshot.parts.insert(Part::Space, Reading::Read(serde_json::Value::Null));
    }
    App::of(snapshot)
}

/// Whether kintone has many rights to work out anew.
fn long(before: &App, after: &App) -> bool {
    if before.record_rights() == after.record_rights() && before.field_rights() == after.field_rights() {
        return false;
    }
    let rows = |app: &App| {
        let records = app.record_rights().map_or(0, |rights| rights.rights.iter().map(|one| one.entities.len()).sum());
        let fields: usize =
            app.field_rights().map_or(0, |rights| rights.rights.iter().map(|one| one.entities.len()).sum());
        (records + fields) as u64
    };
    let records = before.sample().map_or(0, |sample| u64::from(sample.total));
    records.saturating_mul(rows(before).max(rows(after))) >= MANY
}

/// Whether a customisation runs scripts for anybody.
fn runs(customize: &Customize) -> bool {
    let scripts = [&customize.desktop, &customize.mobile].into_iter().any(|device| !device.js.is_empty());
    customize.scope != "NONE" && scripts
}

/// The name of a department or group of a key.
fn name(directory: &Directory, key: &str) -> String {
    let code = key.split_once(':').map_or(key, |(_, code)| code);
    let department = directory.organizations.iter().find(|one| one.code == code && key.starts_with("ORG"));
    department.map_or(code, |one| one.name.as_str()).to_owned()
}

impl Shift {
    /// What they can no longer do, or can do anew, and who they are.
    pub fn say(&self, gained: bool, lang: Lang) -> String {
        let doings = self.doings(lang);
        let mut who = Vec::new();
        if !self.people.is_empty() {
            who.push(self.crowd.say(lang));
        }
        if !self.fields.is_empty() {
            let fields = listed(&self.fields, lang);
            who.push(crate::say!(lang,
                ja: "レコードの項目{fields}に入っている人", en: "the people in the field {fields} of a record", fields = &fields));
        }
        let who = who.join(crate::text!(ja: "と、", en: ", and ").get(lang));
        let line = if gained {
            crate::say!(lang,
                ja: "{doings}が新しくできるようになる人: {who}", en: "{doings}: newly possible for {who}",
                doings = &doings, who = &who)
        } else {
            crate::say!(lang,
                ja: "{doings}ができなくなる人: {who}", en: "{doings}: no longer possible for {who}",
                doings = &doings, who = &who)
        };
        match (self.yourself, gained) {
            (true, false) => {
                let you = crate::text!(ja: "(あなた自身も含みます)", en: " — including you").get(lang);
                line + you
            }
            _ => line,
        }
    }

    fn doings(&self, lang: Lang) -> String {
        let words: Vec<&str> = self.doings.iter().map(|doing| self.word(*doing).get(lang)).collect();
        let words = words.join(crate::text!(ja: "・", en: ", ").get(lang));
        match &self.within {
            Within::App => words,
            Within::Records(condition) if condition.is_empty() => crate::say!(lang,
                ja: "ほかの条件に当てはまらないレコードの{words}",
                en: "Records that meet no other condition: {words}", words = &words),
            Within::Records(condition) => crate::say!(lang,
                ja: "条件「{condition}」のレコードの{words}",
                en: "Records with “{condition}”: {words}", condition = &condition, words = &words),
            Within::Field(_) => {
                let label = &self.label;
                crate::say!(lang, ja: "項目「{label}」の{words}",
                    en: "Field “{label}”: {words}", label = &label, words = &words)
            }
        }
    }

    const fn word(&self, doing: Doing) -> Text {
        match (&self.within, doing) {
            (Within::App, _) => doing.text(),
            (_, Doing::View) => crate::text!(ja: "閲覧", en: "view"),
            (_, Doing::Add) => crate::text!(ja: "新しいレコードへの入力", en: "fill in new records"),
            (_, Doing::Edit) => crate::text!(ja: "編集", en: "edit"),
            (_, Doing::Delete) => crate::text!(ja: "削除", en: "delete"),
            (_, _) => doing.text(),
        }
    }
}

impl Closed {
    /// What the closed field is used for, and who cannot save any more.
    pub fn say(&self, lang: Lang) -> Vec<String> {
        let label = &self.label;
        let mut out = Vec::new();
        if !self.stuck.is_empty() {
            let who = self.crowd.say(lang);
            out.push(crate::say!(lang,
                ja: "「{label}」は必須で初期値がないため、{who}は新しいレコードを保存できなくなります",
                en: "“{label}” is required and has no initial value: {who} will not be able to save new records",
                label = &label, who = &who));
        }
        if !self.uses.is_empty() {
            let uses: Vec<String> = self.uses.iter().map(|used| used.say(lang)).collect();
            let uses = uses.join(crate::text!(ja: "、", en: "; ").get(lang));
            out.push(crate::say!(lang,
                ja: "「{label}」の使われ方: {uses}。見られなくなる人や入力できなくなる人の画面で、働きが変わらないか確かめてください",
                en: "“{label}” is used as: {uses}. Check that this still works for those who can no longer view or fill it",
                label = &label, uses = &uses));
        }
        out
    }
}

impl Coarser {
    /// The recommendation.
    pub const fn text(self) -> Text {
        match self {
            Self::Space => crate::text!(
                ja: "見られなくなる人には、この変更のあと、このアプリで登録や編集をする権限がありません。アプリを、担当する人だけが参加する非公開のスペースに移せば、それだけで閉じられ、設定が最も少なくて済みます",
                en: "those who will no longer view may neither add nor edit anything in this app after this change: moving it into a private space of those in charge would close it alone, with the fewest settings"
            ),
            Self::App => crate::text!(
                ja: "見られなくなる人には、この変更のあと、このアプリで登録や編集をする権限がありません。アプリのアクセス権で閉じるほうが、設定が少なく、後から項目を増やしても閉じたままです",
                en: "those who will no longer view may neither add nor edit anything in this app after this change: Permissions for App would close it with fewer settings, and keep fields closed that are added later"
            ),
        }
    }
}

impl Consequence {
    /// What is lost and won, line by line. Empty where nobody loses or gets anything.
    pub fn people(&self, lang: Lang) -> Vec<String> {
        let lost = self.losses.iter().map(|one| one.say(false, lang));
        lost.chain(self.gains.iter().map(|one| one.say(true, lang))).collect()
    }

    /// What would break, what cannot be judged, and what is advised, line by line.
    pub fn care(&self, lang: Lang) -> Vec<String> {
        let mut out: Vec<String> = self.closed.iter().flat_map(|one| one.say(lang)).collect();
        if !self.closed.is_empty() {
            out.push(self.unknown(lang));
        }
        if !self.unread.is_empty() {
            let names = listed(&self.unread, lang);
            out.push(crate::say!(lang,
                ja: "{names}の構成員を読み取れないため、影響を受けうる人をすべて挙げています",
                en: "the members of {names} could not be read: everybody who may be concerned is told",
                names = &names));
        }
        if let Some(coarser) = self.coarser {
            out.push(coarser.text().get(lang).to_owned());
        }
        if self.long {
            let advice = crate::text!(
                ja: "レコードとアクセス権の行が多いため、[アプリを更新]に時間がかかり、その間にレコードを保存できないことがあります。業務時間外の更新をお勧めします",
                en: "with so many records and rows of permissions, [Update App] may take long and keep records from being saved meanwhile: better do it outside office hours"
            );
            out.push(advice.get(lang).to_owned());
        }
        out
    }

    /// What nobody can judge here of closed fields.
    fn unknown(&self, lang: Lang) -> String {
        let elsewhere = crate::text!(
            ja: "ほかのアプリのルックアップや関連レコード一覧、APIトークンを使う連携で使われているかは、ここでは分かりません",
            en: "whether lookups and related records of other apps, or programs with API tokens, use it cannot be told here"
        );
        let mut out = elsewhere.get(lang).to_owned();
        if self.scripts {
            out.push_str(
                crate::text!(
                    ja: "。JavaScriptのカスタマイズも使っている可能性がありますが、ここでは読み取れません",
                    en: "; the JavaScript customization may use it, too, and cannot be read here"
                )
                .get(lang),
            );
        }
        if !self.unseen.is_empty() {
            let parts: Vec<String> = self.unseen.iter().map(|part| part.name().get(lang).to_owned()).collect();
            let parts = listed(&parts, lang);
            out.push_str(&crate::say!(lang,
                ja: "。{parts}での使われ方も、すべては確かめられません",
                en: "; nor can all uses in {parts} be told", parts = &parts));
        }
        out
    }

    /// Everything in one paragraph.
    pub fn say(&self, lang: Lang) -> String {
        let mut all = self.people(lang);
        all.extend(self.care(lang));
        let end = crate::text!(ja: "。", en: ".").get(lang);
        let all: Vec<String> = all.into_iter().map(|line| line + end).collect();
        joined(&all.iter().map(String::as_str).collect::<Vec<_>>(), lang)
    }
}

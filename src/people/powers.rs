//! What one person, or a department or group as a whole, can do with an app, and by which row.

use super::audience::reached;
use super::{Directory, Doing, People};
use crate::app::App;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{Entity, EntityKind};
use crate::text::Lang;

/// A row that decides: whom it names, or nobody when no row names these people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decider {
    /// In which part.
    pub part: Part,
    /// Whom it names, with the departments below where it says so; none when no row names these people.
    pub row: Option<(Entity, bool)>,
    /// Whether it lets them.
    pub lets: bool,
}

impl Decider {
    /// The row in the words of kintone's screens.
    pub fn say(&self, directory: &Directory, lang: Lang) -> String {
        let part = self.part.name().get(lang);
        let Some((entity, below)) = &self.row else {
            return crate::say!(lang, ja: "{part}: どの行にもない", en: "{part}: in no row", part);
        };
        let name = match entity.kind {
            _ if entity.everyone() => "Everyone",
            EntityKind::Creator => crate::text!(ja: "アプリ作成者", en: "App creator").get(lang),
            _ => directory.name(entity),
        };
        let below = if *below {
            crate::text!(ja: "(下位組織を含む)", en: " with departments below").get(lang)
        } else {
            ""
        };
        crate::say!(lang, ja: "{part}: 「{name}」{below}の行", en: "{part}: row “{name}”{below}", part, name, below)
    }
}

/// Why something cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Something was not read.
    Unread(Unread),
    /// It depends on the people in a field of the record, by its code.
    Field(String),
    /// Whoever made the record can.
    Maker,
}

impl Why {
    /// The reason as a part of a sentence.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Unread(unread) => {
                crate::say!(lang, ja: "{part}: {reason}", en: "{part}: {reason}",
                    part = unread.part.name().get(lang), reason = unread.reason.say(lang))
            }
            Self::Field(code) => crate::say!(lang,
                ja: "レコードの項目「{code}」にだれが入っているかによる", en: "depends on who is in the field “{code}” of the record", code),
            Self::Maker => crate::text!(
                ja: "そのレコードを登録した人かどうかによる",
                en: "depends on who added the record"
            )
            .get(lang)
            .to_owned(),
        }
    }
}

/// Who of some people can do something, and who cannot; of all others it cannot be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Who can.
    pub yes: People,
    /// Who cannot.
    pub no: People,
    /// How many were asked for.
    pub of: usize,
    /// The rows that decide.
    pub by: Vec<Decider>,
    /// Why the others are not told.
    pub why: Option<Why>,
}

impl Answer {
    fn unknown(subject: &People, why: Why) -> Self {
        Self { of: subject.len(), why: Some(why), ..Self::default() }
    }

    /// What two kinds of rights allow together: each of them may forbid it.
    fn and(&self, finer: &Self) -> Self {
        let mut no = self.no.clone();
        no.add(&finer.no);
        // Whoever a coarser lock keeps out is not kept out by the finer one.
        let shut = self.by.iter().filter(|row| !row.lets);
        let mut by: Vec<Decider> = shut.cloned().collect();
        let nobody_left = self.yes.is_empty() && self.no.len() == self.of;
        by.extend(finer.by.iter().filter(|_| !nobody_left).cloned());
        let why = self.why.clone().or_else(|| finer.why.clone());
        Self { yes: self.yes.clone().take(&finer.yes), no, of: self.of, by, why }
    }

    /// The answer as a cell of a table.
    pub fn say(&self, lang: Lang) -> String {
        let (yes, no, of) = (self.yes.len(), self.no.len(), self.of);
        let open = of.saturating_sub(yes + no);
        if of == 0 {
            return crate::text!(ja: "対象の人がいません", en: "nobody is in it").get(lang).to_owned();
        }
        if open > 0 {
            let why = self.why.as_ref().map(|why| why.say(lang)).unwrap_or_default();
            if open == of {
                return crate::say!(lang, ja: "分からない({why})", en: "unknown ({why})", why);
            }
            return crate::say!(lang,
                ja: "{of}人のうち{yes}人ができ、{open}人は分からない({why})", en: "{yes} of {of} can, {open} unknown ({why})", of, yes, open, why);
        }
        match (yes, no) {
            (_, 0) => crate::text!(ja: "できる", en: "can").get(lang).to_owned(),
            (0, _) => crate::text!(ja: "できない", en: "cannot").get(lang).to_owned(),
            _ => crate::say!(lang, ja: "{of}人のうち{yes}人ができる", en: "{yes} of {of} can", of, yes),
        }
    }

    /// The rows that decide, as a cell of a table; the first three of them.
    pub fn reasons(&self, directory: &Directory, lang: Lang) -> String {
        let rows: Vec<String> = self.by.iter().take(3).map(|row| row.say(directory, lang)).collect();
        let more = self.by.len() - rows.len();
        let rows = rows.join(crate::text!(ja: "、", en: "; ").get(lang));
        if more == 0 {
            rows
        } else {
            crate::say!(lang, ja: "{rows}、ほか{more}行", en: "{rows}; {more} more", rows, more)
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    /// Which rights say it.
    pub part: Part,
    /// The condition of the records, the code of the field, or the state; empty for the app.
    pub what: String,
    /// What it is about; none for entering the space, and for working on a state.
    pub doing: Option<Doing>,
    /// Who of the people can.
    pub answer: Answer,
}

/// A row of any rights: whom it names, with those below, and whether it lets them.
type Row<'a> = (&'a Entity, bool, bool);

struct Asked<'a> {
    app: &'a App,
    directory: &'a Directory,
    subject: &'a People,
}

impl Asked<'_> {
    /// What rows decide of which the first that names a person wins, Everyone last.
    fn rows(&self, part: Part, rows: &[Row<'_>]) -> Answer {
        let mut out = Answer { of: self.subject.len(), ..Answer::default() };
        let mut open = self.subject.clone();
        let mut unsure: Vec<bool> = Vec::new();
        let (last, first): (Vec<&Row<'_>>, Vec<&Row<'_>>) = rows.iter().partition(|(entity, ..)| entity.everyone());
        for (entity, below, lets) in first.into_iter().chain(last) {
            let mut hit = match self.whom(entity, *below) {
                Ok(people) => open.take(&people),
                Err(why) => {
                    unsure.push(*lets);
                    out.why.get_or_insert(why);
                    continue;
                }
            };
            // A row above that may name them and says otherwise leaves it open.
            if unsure.iter().any(|other| other != lets) {
                hit = People::new();
            }
            if !hit.is_empty() {
                out.by.push(Decider { part, row: Some(((*entity).clone(), *below)), lets: *lets });
                if *lets { out.yes.add(&hit) } else { out.no.add(&hit) }
            }
        }
        if !open.is_empty() && !unsure.contains(&true) {
            out.by.push(Decider { part, row: None, lets: false });
            out.no.add(&open);
        }
        if out.yes.len() + out.no.len() == out.of {
            out.why = None;
        }
        out
    }

    /// The people that a row names, or why nobody can tell.
    fn whom(&self, entity: &Entity, below: bool) -> Result<People, Why> {
        let creator = match entity.kind {
            EntityKind::FieldEntity => return Err(Why::Field(entity.code.clone().unwrap_or_default())),
            EntityKind::Creator => Some(self.app.info().map_err(Why::Unread)?.creator.code.as_str()),
            _ => None,
        };
        self.directory.of(entity, below, creator).map(Option::unwrap_or_default).map_err(Why::Unread)
    }

    /// Who can reach the app: everybody, or the members of a closed space; none where no space closes it.
    fn space(&self) -> Option<Answer> {
        let home = match self.app.home() {
            Ok(Some(home)) if home.space.is_private || home.space.is_guest => home,
            Ok(_) => return None,
            Err(unread) => return Some(Answer::unknown(self.subject, Why::Unread(unread))),
        };
        let rows: Vec<Row<'_>> =
            home.members.members.iter().map(|member| (&member.entity, member.include_subs, true)).collect();
        Some(self.rows(Part::Space, &rows))
    }

    /// What the space and the rights of the app say.
    fn app(&self, doing: Doing) -> Answer {
        let rights = match self.app.rights() {
            Ok(rights) => rights,
            Err(unread) => return Answer::unknown(self.subject, Why::Unread(unread)),
        };
        let rows: Vec<Row<'_>> =
            rights.rights.iter().map(|row| (&row.entity, row.include_subs, doing.by(row))).collect();
        let own = self.rows(Part::AppRights, &rows);
        self.space().map_or_else(|| own.clone(), |space| space.and(&own))
    }

    fn records(&self, out: &mut Vec<Power>) {
        let part = Part::RecordRights;
        let rights = match self.app.record_rights() {
            Ok(rights) => &rights.rights,
            Err(unread) => {
                let answer = Answer::unknown(self.subject, Why::Unread(unread));
                return out.push(Power { part, what: String::new(), doing: None, answer });
            }
        };
        for right in rights {
            let what = right.filter_cond.as_deref().unwrap_or_default().trim();
            // What stands below a row for all records, or below the same condition, is never reached.
            if !reached(rights, what).is_some_and(|found| std::ptr::eq(found, right)) {
                continue;
            }
            for doing in [Doing::View, Doing::Edit, Doing::Delete] {
                let rows: Vec<Row<'_>> = right
                    .entities
                    .iter()
                    .map(|row| (&row.entity, row.include_subs, doing.by_record(row).unwrap_or(true)))
                    .collect();
                let answer = self.app(doing).and(&self.rows(part, &rows));
                out.push(Power { part, what: what.to_owned(), doing: Some(doing), answer });
            }
        }
    }

    fn fields(&self, out: &mut Vec<Power>) {
        let part = Part::FieldRights;
        let rights = match self.app.field_rights() {
            Ok(rights) => &rights.rights,
            Err(unread) => {
                let answer = Answer::unknown(self.subject, Why::Unread(unread));
                return out.push(Power { part, what: String::new(), doing: None, answer });
            }
        };
        for right in rights {
            for doing in [Doing::View, Doing::Edit] {
                let rows: Vec<Row<'_>> = right
                    .entities
                    .iter()
                    .map(|row| (&row.entity, row.include_subs, doing.by_field(row).unwrap_or(true)))
                    .collect();
                let answer = self.app(doing).and(&self.rows(part, &rows));
                out.push(Power { part, what: right.code.clone(), doing: Some(doing), answer });
            }
        }
    }

    /// In which states of the process they may be made to act.
    fn process(&self, out: &mut Vec<Power>) {
        let part = Part::Process;
        let process = match self.app.process() {
            Ok(process) => process,
            Err(unread) => {
                let answer = Answer::unknown(self.subject, Why::Unread(unread));
                return out.push(Power { part, what: String::new(), doing: None, answer });
            }
        };
        let mut states: Vec<_> = process.states.iter().flatten().filter(|_| process.enable).collect();
        states.sort_by_key(|(_, state)| state.index.parse().unwrap_or(u32::MAX));
        for (name, state) in states {
            let rows: Vec<Row<'_>> =
                state.assignee.entities.iter().map(|one| (&one.entity, one.include_subs, true)).collect();
            let own = if rows.is_empty() && state.first() {
                Answer::unknown(self.subject, Why::Maker)
            } else {
                self.rows(part, &rows)
            };
            let answer = self.app(Doing::View).and(&own);
            out.push(Power { part, what: name.clone(), doing: None, answer });
        }
    }
}

/// What people can do with an app: entering its space, where that is closed; the seven rights of the app; records by
/// condition, fields with rights of their own, and states of the process, each together with the rights of the app.
/// What cannot be told says why. cybozu.com共通管理者 can manage every app and stand in no row; they are not counted.
pub fn powers(app: &App, directory: &Directory, subject: &People) -> Vec<Power> {
    let asked = Asked { app, directory, subject };
    let mut out = Vec::new();
    if let Some(answer) = asked.space() {
        out.push(Power { part: Part::Space, what: String::new(), doing: None, answer });
    }
    for doing in Doing::ALL {
        out.push(Power { part: Part::AppRights, what: String::new(), doing: Some(doing), answer: asked.app(doing) });
    }
    asked.records(&mut out);
    asked.fields(&mut out);
    asked.process(&mut out);
    out
}

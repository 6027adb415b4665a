//! Personal information is protected by how few can see it, whichever lock does it.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Finding, Fix, Place, Safety, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{Entity, EntityKind};
use crate::people::{self, Audience};
use crate::personal::Class;
use crate::personal::labels::Classified;
use crate::policy::Viewers;
use crate::rule::{Reach, Rule, Speech, Words};
use crate::rules::entry::{Entry, Notes};
use crate::rules::{On, closed, keeper};
use crate::text::sorted::include;
use crate::text::{self, Lang};
use serde_json::Value;

/// The rule's name.
pub const ID: &str = "seen-by-too-many";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-02",
    severity: Severity::Critical,
    title: crate::text!(ja: "個人情報を見られる人が多すぎる", en: "Too many people can view personal information"),
    reach: Reach::Both,
    needs: &[
        Part::Fields,
        Part::AppRights,
        Part::RecordRights,
        Part::FieldRights,
        Part::Info,
        Part::Space,
        Part::People,
    ],
    params: &[],
    speech: Speech::Made(words),
};

/// Acts on settings, and on what is added to fields that stand open.
pub const ON: On = On { app: Some(check), record: Some(enter) };

/// Fields of one data class that too many can view.
struct Open<'a> {
    class: Class,
    limit: Viewers,
    fields: Vec<&'a Classified>,
    /// Who can view the one of them that most people can view.
    people: usize,
    /// The settings that let them.
    by: Vec<String>,
}

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let personal = case.personal()?;
    let sure: Vec<&Classified> = personal.iter().filter(|field| field.sure()).collect();
    if sure.is_empty() {
        return Ok(());
    }
    let people = case.people()?;
    let everybody = people.users.len();
    let rights = case.app.field_rights();
    let mut plain: Option<Audience> = None;
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut unsure = None;
    for field in sure {
        let Some(data) = case.policy.class_of(field.class) else { continue };
        let Some(limit) = data.viewers else { continue };
        let own =
            rights.iter().any(|rights| closed::right(&rights.rights, &field.code, field.table.as_deref()).is_some());
        // Fields without rights of their own are seen by the same people.
        let alone;
        let audience = match &plain {
            Some(plain) if !own => plain,
            _ => {
                alone = people::viewers(case.app, people, &field.code)?;
                if own { &alone } else { plain.insert(alone) }
            }
        };
        match audience.exceeds(&|people| limit.fits(people, everybody)) {
            Ok(true) => {}
            Ok(false) => continue,
            Err(unread) => {
                unsure = Some(unread);
                continue;
            }
        }
        let (people, by) = (audience.people.len(), &audience.by);
        if let Some(open) = open.iter_mut().find(|open| open.class == field.class) {
            for setting in by {
                if !open.by.contains(setting) {
                    include(&mut open.by, setting.clone());
                }
            }
            open.people = open.people.max(people);
            open.fields.push(field);
        } else {
            open.push(Open { class: field.class, limit, fields: vec![field], people, by: by.clone() });
        }
    }
    for class in Class::ALL.into_iter().rev() {
        if let Some(open) = open.iter().find(|open| open.class == class) {
            report(case, open, everybody, sink)?;
        }
    }
    unsure.map_or(Ok(()), Err)
}

fn report(case: &Case<'_>, open: &Open<'_>, everybody: usize, sink: &mut Sink) -> Result<(), Unread> {
    let rights = case.app.rights()?;
    let labels: Vec<String> = open.fields.iter().map(|field| field.label.clone()).collect();
    let mut codes = Vec::new();
    for field in &open.fields {
        include(&mut codes, field.code.clone());
    }
    let because = Because::new()
        .and("class", open.class.id())
        .and("fields", codes.iter().map(|code| Value::from(code.as_str())).collect::<Vec<_>>())
        .and("by", open.by.iter().map(|setting| Value::from(setting.as_str())).collect::<Vec<_>>());
    let evidence = Evidence::new()
        .and("people", Datum::Count(open.people as u64))
        .and("everybody", Datum::Count(everybody as u64))
        .and("limit", Datum::Count(open.limit.most(everybody)))
        .and("class", Datum::Word(open.class.id().to_owned()))
        .and("labels", Datum::Words(labels))
        .and("codes", Datum::Words(codes));
    let everyone = rights.rights.iter().find(|row| row.entity.everyone() && row.record_viewable);
    let evidence = match everyone {
        Some(_) => evidence.and("row", Datum::Word("everyone".to_owned())),
        None => evidence,
    };
    let place = match open.fields.as_slice() {
        [one] => Place::Field { code: one.code.clone(), label: one.label.clone() },
        _ => everyone.map_or(Place::PersonalFields, |row| Place::AppRight { entity: row.entity.clone() }),
    };
    let fix = close(case, open.limit).or_else(|| close_fields(case, open));
    sink.report(place, because, evidence, fix);
    Ok(())
}

/// The coarsest lock that we can turn: the department gets a row of its own and Everyone sees nothing.
fn close(case: &Case<'_>, limit: Viewers) -> Option<Fix> {
    let rights = &case.app.rights().ok()?.rights;
    let everyone = rights.iter().find(|row| row.entity.everyone() && row.record_viewable)?;
    let people = case.people().ok()?;
    let department = keeper::owner(case)?;
    let entity = Entity { kind: EntityKind::Organization, code: Some(department.code.clone()) };
    let below = people.organizations.iter().any(|one| one.parent_code.as_ref() == Some(&department.code));
    // Together with a department that is too large, or with other rows that let too many view, it is no way out. Whom
    // nobody knows is told when the change is shown.
    let mut left = people.of(&entity, below, None).ok().flatten().unwrap_or_default();
    let creator = case.app.info().ok().map(|info| info.creator.code.as_str());
    for row in rights.iter().filter(|row| row.record_viewable && !row.entity.everyone()) {
        left.add(&people.of(&row.entity, row.include_subs, creator).ok().flatten().unwrap_or_default());
    }
    if !limit.fits(left.take(&people::inside(case.app, people).people).len(), people.users.len()) {
        return None;
    }
    let set = |entity: &Entity, key: &str, value: bool| Edit::Set {
        part: Part::AppRights,
        address: Address::AppRight { entity: entity.clone() },
        key: key.to_owned(),
        value: value.into(),
    };
    let mut edits = Vec::new();
    match rights.iter().find(|row| row.entity == entity) {
        Some(own) if own.record_viewable => {}
        // A row that lets the department do everything but view would shut it out once Everyone sees nothing.
        Some(_) => edits.push(set(&entity, "recordViewable", true)),
        None => {
            let row = Value::from_iter([
                ("entity", Value::from_iter([("type", entity.kind.name()), ("code", &department.code)])),
                ("includeSubs", below.into()),
                ("appEditable", false.into()),
                ("recordViewable", true.into()),
                ("recordAddable", everyone.record_addable.into()),
                ("recordEditable", everyone.record_editable.into()),
                ("recordDeletable", false.into()),
                ("recordImportable", false.into()),
                ("recordExportable", false.into()),
            ]);
            edits.push(Edit::Put { part: Part::AppRights, address: Address::AppRight { entity }, row });
        }
    }
    for key in
        ["recordViewable", "recordAddable", "recordEditable", "recordDeletable", "recordImportable", "recordExportable"]
    {
        edits.push(set(&everyone.entity, key, false));
    }
    Some(Fix { safety: Safety::Review, edits })
}

/// Where no row of the app can be turned: the department alone sees the fields. Only where it is small enough by itself,
/// and no field has rights of its own that somebody thought of.
fn close_fields(case: &Case<'_>, open: &Open<'_>) -> Option<Fix> {
    let rights = &case.app.field_rights().ok()?.rights;
    let own = |field: &&Classified| closed::right(rights, &field.code, field.table.as_deref()).is_some();
    let (people, (entity, below)) = (case.people().ok()?, keeper::entity(case)?);
    let size = people.size(&entity, below)?;
    if !open.limit.fits(size, people.users.len()) || open.fields.iter().any(own) {
        return None;
    }
    let fields: Vec<_> = open.fields.iter().map(|field| (field.code.as_str(), field.table.as_deref())).collect();
    keeper::closed_to_owner(case, &fields)
}

fn words(finding: &Finding, lang: Lang) -> Words {
    let people = finding.evidence.count("people");
    let everybody = finding.evidence.count("everybody");
    let limit = finding.evidence.count("limit");
    let labels = text::listed(finding.evidence.words("labels"), lang);
    let key = finding.evidence.word("class");
    let class = Class::ALL.iter().find(|class| class.id() == key).map_or("", |class| class.text().get(lang));
    let circle = if people == everybody {
        crate::say!(lang, ja: "利用者全員(最大{people}人)", en: "everybody (up to {people} people)", people)
    } else {
        crate::say!(lang, ja: "最大{people}人", en: "up to {people} people", people)
    };
    let what = crate::say!(lang,
        ja: "{labels}({class})を、{circle}が閲覧できます。内規の上限は{limit}人です。",
        en: "{labels} ({class}) can be viewed by {circle}; the policy allows {limit}.", labels, class, circle, limit);
    let why = crate::text!(
        ja: "業務に関係のない職員にも住民の情報が見え、検索や通知、書き出しから漏れるおそれがあります。",
        en: "staff who have no business with it can see citizens' data, and it can leak through search, notices and export."
    );
    let close = crate::text!(
        ja: "所管課だけが閲覧できるようにしてください。非公開のスペースと、アプリ、レコード、フィールドのアクセス権の、どれで閉じても構いません。",
        en: "let only the department view it: by a private space, or by permissions of the app, its records or its fields."
    );
    let simplest = crate::text!(
        ja: "アプリのアクセス権で、Everyoneの「レコード閲覧」を外すのが最も簡単です。",
        en: " Taking viewing from Everyone in Permissions for App is the simplest."
    );
    let mut fix = close.get(lang).to_owned();
    if finding.evidence.word("row") == "everyone" {
        fix.push_str(simplest.get(lang));
    }
    Words { what, why: why.get(lang).to_owned(), fix }
}

/// Values added to fields that stand open. Emptying such a field is never stopped.
fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    for changed in entry.changed.iter().filter(|changed| changed.open && !changed.value.trim().is_empty()) {
        let label = changed.label;
        let text = crate::say!(entry.lang,
            ja: "「{label}」は個人情報ですが、このアプリは閲覧できる人が多すぎるため、いまは登録できません。アプリの管理者に、閲覧範囲の見直しを依頼してください。",
            en: "“{label}” is personal information, and too many people can view this app; it cannot be saved now. Ask the app's manager to narrow who can view it.",
            label);
        let tip = crate::say!(entry.lang,
            ja: "「{label}」は個人情報ですが、このアプリは閲覧できる人が多すぎます。アプリの管理者に、閲覧範囲の見直しを依頼してください。",
            en: "“{label}” is personal information, and too many people can view this app. Ask the app's manager to narrow who can view it.",
            label);
        notes.say(changed, true, text, tip);
    }
}

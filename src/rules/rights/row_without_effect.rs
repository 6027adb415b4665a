//! The upper row wins, so a row whose people all stand in rows above never decides anything.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::{Entity, EntityKind};
use crate::people::{Directory, People};
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, keeper};

/// The rule's name.
pub const ID: &str = "row-without-effect";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-08",
    severity: Severity::Low,
    title: crate::text!(ja: "効いていないアクセス権の行がある", en: "A row of rights without effect"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights, Part::People, Part::RecordRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "「{row}」の行は効いていません。この行の人は全員、上にある{above}の行で決まります。", en: "the row “{row}” has no effect: all its people are decided by the rows {above} above it."),
        )],
        why: crate::text!(ja: "1人に複数の行があるときは、上の行が優先されます。効いていない行を直しても何も変わらず、権限の見落としのもとになります。", en: "the upper row wins where several name a person; changing this one changes nothing, and misleads whoever reads the rights."),
        fix: crate::text!(ja: "要らない行は消してください。この行の設定を効かせたいときは、行を上に移してください。", en: "delete the row, or move it up if it is meant to decide."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// Whom a row names, departments below too, and where it stands.
type Row<'a> = (&'a Entity, bool, Place);

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let people = case.people()?;
    let rows = case.app.rights().map(|rights| {
        let row = |entity: &Entity| Place::AppRight { entity: entity.clone() };
        rights.rights.iter().map(|one| (&one.entity, one.include_subs, row(&one.entity))).collect()
    });
    let mut unsure = match rows {
        Ok(rows) => shadowed(people, rows, None, sink),
        Err(unread) => Some(unread),
    };
    for right in &case.app.record_rights()?.rights {
        let place = match right.filter_cond.as_deref().unwrap_or_default().trim() {
            "" => Place::Whole { part: Part::RecordRights },
            name => Place::In { part: Part::RecordRights, name: name.to_owned() },
        };
        let rows = right.entities.iter().map(|one| (&one.entity, one.include_subs, place.clone())).collect();
        unsure = unsure.or(shadowed(people, rows, right.filter_cond.as_deref().or(Some("")), sink));
    }
    unsure.map_or(Ok(()), Err)
}

/// Reports the rows that never decide anything; returns why one may be such a row without anybody knowing it. The row of
/// Everyone is last whatever the order is, and stands for people who come later; the creator and people in a field are
/// other people from app to app and from record to record.
fn shadowed(people: &Directory, rows: Vec<Row<'_>>, condition: Option<&str>, sink: &mut Sink) -> Option<Unread> {
    let mut above: Vec<(&Entity, People)> = Vec::new();
    let mut blind = None;
    let mut unsure = None;
    // Two rows of the same department cannot be told apart by whom they name: which of them goes is for a person.
    let twice: Vec<&Entity> = rows.iter().map(|(entity, ..)| *entity).collect();
    for (entity, below, place) in rows {
        if entity.everyone() || matches!(entity.kind, EntityKind::Creator | EntityKind::FieldEntity) {
            continue;
        }
        let own = match people.of(entity, below, None) {
            Ok(own) => own.unwrap_or_default(),
            Err(unread) => {
                if !above.is_empty() || blind.is_some() {
                    unsure = Some(unread.clone());
                }
                blind = Some(unread);
                continue;
            }
        };
        // Nobody now, somebody later: that is not for this rule.
        if own.is_empty() {
            continue;
        }
        let mut left = own.clone();
        let deciding: Vec<&Entity> =
            above.iter().filter(|(_, people)| !left.take(people).is_empty()).map(|(entity, _)| *entity).collect();
        if left.is_empty() {
            let keys: Vec<Value> = deciding.iter().map(|entity| entity.key().into()).collect();
            let names = deciding.iter().map(|entity| people.name(entity).to_owned()).collect();
            let evidence = Evidence::new()
                .and("row", Datum::Word(people.name(entity).to_owned()))
                .and("above", Datum::Words(names));
            let one = entity.clone();
            let (part, address) = match condition {
                None => (Part::AppRights, Address::AppRight { entity: one }),
                Some(condition) => {
                    let condition = condition.to_owned();
                    (Part::RecordRights, Address::RecordRight { condition, entity: Some(one) })
                }
            };
            let alone = twice.iter().filter(|other| **other == entity).count() == 1;
            let fix = alone.then(|| keeper::review(vec![Edit::Remove { part, address }])).flatten();
            sink.report(place, Because::new().and("row", entity.key()).and("above", keys), evidence, fix);
        } else if let Some(unread) = &blind {
            unsure = Some(unread.clone());
        }
        above.push((entity, own));
    }
    unsure
}

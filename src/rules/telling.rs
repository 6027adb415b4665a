//! Rows of アプリのアクセス権 whose code or name tells what kind of people stand behind it.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Evidence, Fix, Place};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::EntityKind;
use crate::text::fold;
use crate::text::search::holds;

/// Reports the rows that are `meant`, have one of some rights, and whose code or name holds one of the policy's words, with
/// the edits that take these rights. A group has a code only:
/// nothing that we read tells its name.
///
/// # Errors
/// When the permissions of the app were not read, or names that may hold such a word were not.
pub fn rows(
    case: &Case<'_>,
    sink: &mut Sink,
    words: &[String],
    meant: &[EntityKind],
    rights: &[&str],
) -> Result<(), Unread> {
    let words: Vec<String> = words.iter().map(|word| fold::label(word)).collect();
    let mut unsure = None;
    for row in case.app.rights()?.rights.iter().filter(|row| meant.contains(&row.entity.kind)) {
        let held: Vec<&str> = row.strong().into_iter().filter(|right| rights.contains(right)).collect();
        if held.is_empty() {
            continue;
        }
        let entity = &row.entity;
        let code = entity.code.as_deref().unwrap_or_default();
        let people = case.people();
        let name = people.as_ref().map_or(code, |people| people.name(entity));
        let both = fold::label(&[code, "|", name].concat());
        if let Some(word) = words.iter().find(|word| !word.is_empty() && holds(&both, word)) {
            let because =
                Because::new().and("row", entity.key()).and("word", word.as_str()).and("rights", row.strong());
            let evidence =
                Evidence::new().and("name", Datum::Word(name.to_owned())).and("word", Datum::Word(word.clone()));
            let fix = Fix::off(Part::AppRights, &Address::AppRight { entity: entity.clone() }, &held);
            sink.report(Place::AppRight { entity: entity.clone() }, because, evidence, Some(fix));
        } else if let Err(unread) = people
            && entity.kind != EntityKind::Group
        {
            unsure = Some(unread);
        }
    }
    unsure.map_or(Ok(()), Err)
}

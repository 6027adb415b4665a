//! What fields take from other apps, field by field, as rules report it.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place};
use crate::kintone::Part;
use crate::kintone::field::{Elsewhere, Kind};
use crate::kintone::refusal::{Reason, Unread};
use crate::personal::labels::Classified;
use crate::rules::fields;

/// A finding for each lookup, or for each 関連レコード一覧 where `shows`, that takes something personal from another app.
///
/// # Errors
/// When the form was not read, or kintone does not tell what one of them takes.
pub fn each(
    case: &Case<'_>,
    sink: &mut Sink,
    shows: bool,
    personal: impl Fn(&Elsewhere) -> Vec<Classified>,
) -> Result<(), Unread> {
    let mut told = Ok(());
    for field in case.app.fields()? {
        let Some(other) = field.elsewhere.as_ref().filter(|_| (field.kind == Kind::ReferenceTable) == shows) else {
            continue;
        };
        let Some(app) = &other.app else {
            told = Err(Unread::new(Part::Fields, Reason::Elsewhere));
            continue;
        };
        let taken = personal(other);
        // What an app takes from itself goes nowhere.
        if app != case.app.id() && !taken.is_empty() {
            let codes: Vec<Value> = taken.iter().map(|one| one.code.as_str().into()).collect();
            let because =
                Because::new().and("field", field.code.as_str()).and("from", app.as_str()).and("fields", codes);
            let evidence = Evidence::new()
                .and("field", Datum::Word(field.label.clone()))
                .and("app", Datum::Word(app.clone()))
                .and("count", Datum::Count(taken.len() as u64))
                .and("labels", fields::labels(&taken.iter().collect::<Vec<_>>()));
            sink.report(Place::Field { code: field.code.clone(), label: field.label.clone() }, because, evidence, None);
        }
    }
    told
}

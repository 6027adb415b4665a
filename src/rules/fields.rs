//! Personal fields, one by one or all together, as rules report them.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Fix, Place};
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;

/// A finding for each field that an app should not have, under `key` in what the verdict rests on.
///
/// # Errors
/// When the form was not read.
pub fn each(case: &Case<'_>, sink: &mut Sink, key: &str, held: fn(&Classified) -> bool) -> Result<(), Unread> {
    for field in case.personal()?.iter().filter(|field| field.sure() && held(field)) {
        let evidence = Evidence::new().and("label", Datum::Word(field.label.clone()));
        sink.report(field.place(), Because::new().and(key, field.code.as_str()), evidence, None);
    }
    Ok(())
}

/// One finding for some fields; none where there are none.
pub fn together(sink: &mut Sink, fields: &[&Classified]) {
    together_with(sink, fields, None);
}

/// The same with what would clear it.
pub fn together_with(sink: &mut Sink, fields: &[&Classified], fix: Option<Fix>) {
    if !fields.is_empty() {
        let codes: Vec<Value> = fields.iter().map(|field| field.code.as_str().into()).collect();
        let evidence = Evidence::new().and("labels", labels(fields));
        sink.report(Place::PersonalFields, Because::new().and("fields", codes), evidence, fix);
    }
}

/// Their labels, for the reader.
pub fn labels(fields: &[&Classified]) -> Datum {
    Datum::Words(fields.iter().map(|field| field.label.clone()).collect())
}

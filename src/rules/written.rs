//! What people wrote into the settings of an app, as rules search it: whoever may read it reads all of it.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;

/// Looks through what stands in some parts and reports, for each view, each field, or a part as a whole, the first fault.
/// What was found stands before the part that could not be read.
///
/// # Errors
/// When one of the parts was not read.
pub fn search(
    case: &Case<'_>,
    sink: &mut Sink,
    parts: &[Part],
    fault: fn(&str) -> Option<&'static str>,
) -> Result<(), Unread> {
    let mut outcome = Ok(());
    for part in parts {
        match texts(case, *part) {
            Err(unread) => outcome = Err(unread),
            Ok(all) => {
                for (place, texts) in all {
                    if let Some(fault) = texts.into_iter().find_map(fault) {
                        let because = Because::new().and("place", place.key()).and("fault", fault);
                        let evidence = Evidence::new().and("fault", Datum::Word(fault.to_owned()));
                        sink.report(place, because, evidence, None);
                    }
                }
            }
        }
    }
    outcome
}

/// What stands in a part, by place.
///
/// # Errors
/// When the part was not read.
pub fn texts<'a>(case: &Case<'a>, part: Part) -> Result<Vec<(Place, Vec<&'a str>)>, Unread> {
    let app = case.app;
    let named = |name: &str| Place::In { part, name: name.to_owned() };
    let whole = match part {
        Part::Views => {
            let views = app.views()?.views.iter();
            return Ok(views.map(|(name, view)| (named(name), view.html.as_deref().into_iter().collect())).collect());
        }
        Part::Fields => {
            app.fields()?;
            let fields = app.snapshot.body(part).and_then(|body| body.get("properties")?.as_object());
            return Ok(fields.into_iter().flatten().map(|(code, field)| (named(code), strings(field))).collect());
        }
        Part::Customize => app.customize()?.urls().collect(),
        Part::Notes => vec![app.notes()?.content.as_str()],
        Part::Plugins => app.plugins()?.plugins.iter().filter_map(|plugin| plugin.name.as_deref()).collect(),
        _ => app.settings()?.description.as_deref().into_iter().collect(),
    };
    Ok(vec![(Place::Whole { part }, whole)])
}

/// All strings of a body: a default value, a label or a formula may hold an address.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        // Kinds are words of kintone, not of people.
        Value::Object(map) => {
            map.iter().filter(|(key, _)| *key != "type").flat_map(|(_, value)| strings(value)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

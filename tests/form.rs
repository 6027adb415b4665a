//! What is held of the fields of a form, as lines: natively and in a wasm the same.

use naiki::kintone::field;
use naiki::personal::overrule::OfficeWords;
use naiki::personal::whole_form::{Form, classify};
use naiki::text::Lang;

/// A line a field: code, class, confidence, reason; or why the form cannot be read.
pub fn judged(form: &str, app: &str) -> String {
    let read = serde_json::from_str(form).map_err(|_| "no JSON".to_owned());
    let fields = match read.and_then(|raw| field::read(&raw).map_err(|misread| misread.to_string())) {
        Ok(fields) => fields,
        Err(why) => return why,
    };
    let found = classify(Form { fields: &fields, app, office: &OfficeWords::default(), decided: &[] });
    let line = |one: &naiki::personal::labels::Classified| {
        format!("{} {} {:?} {}\n", one.code, one.class.id(), one.confidence, one.why.text(Lang::Ja))
    };
    found.iter().map(line).collect()
}

//! JavaScript and CSS customisation: of one app and of all kintone.

use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::city::City;
use crate::form::inside;
use crate::refusal::{Refusal, Text, not_in_enum, required};
use crate::store::Holder;

/// Most entries of one list (official page).
const LIST_LIMIT: usize = 30;

/// Reads one list: URLs as they are, files attached to `holder`.
fn entries(city: &mut City, at: &str, given: &Value, holder: &Holder, now: OffsetDateTime) -> Result<Value, Refusal> {
    let given = given.as_array().cloned().unwrap_or_default();
    if given.len() > LIST_LIMIT {
        let text = Text::new("0から30の間でなければなりません。", "size must be between 0 and 30");
        return Err(Refusal::at(at, text));
    }
    let mut list = Vec::new();
    for (index, entry) in given.iter().enumerate() {
        match entry["type"].as_str() {
            Some("URL") => {
                let url = entry["url"].as_str().unwrap_or_default();
                if !url.starts_with("https://") {
                    return Err(Refusal::at(format!("{at}[{index}].url"), required()));
                }
                list.push(json!({ "type": "URL", "url": url }));
            }
            Some("FILE") => {
                let key = inside(entry, &["file", "fileKey"]).as_str().unwrap_or_default();
                let file = city.attach(key, holder.clone(), now).ok_or_else(|| Refusal::file_not_found(key))?;
                list.push(json!({ "type": "FILE", "file": file }));
            }
            _ => return Err(Refusal::at(format!("{at}[{index}].type"), not_in_enum())),
        }
    }
    Ok(Value::Array(list))
}

/// A customisation with the given lists replaced; lists that are absent stay.
pub(crate) fn changed(
    city: &mut City,
    before: &Value,
    given: &serde_json::Map<String, Value>,
    holder: &Holder,
    now: OffsetDateTime,
) -> Result<Value, Refusal> {
    let scope = match given.get("scope").filter(|scope| !scope.is_null()) {
        None => before["scope"].clone(),
        Some(scope) if ["ALL", "ADMIN", "NONE"].iter().any(|word| scope == word) => scope.clone(),
        Some(_) => return Err(Refusal::at("scope", not_in_enum())),
    };
    let mut after = json!({ "scope": scope });
    for device in ["desktop", "mobile"] {
        let mut lists = json!({});
        for kind in ["js", "css"] {
            let list = match given.get(device).and_then(|device| device.get(kind)).filter(|list| !list.is_null()) {
                Some(list) => entries(city, &format!("{device}.{kind}"), list, holder, now)?,
                None => inside(before, &[device, kind]).clone(),
            };
            if let Some(lists) = lists.as_object_mut() {
                lists.insert(kind.into(), list);
            }
        }
        if let Some(after) = after.as_object_mut() {
            after.insert(device.into(), lists);
        }
    }
    Ok(after)
}

/// The addresses of a list, in order.
pub(crate) fn addresses(customize: &Value, device: &str, kind: &str) -> Vec<String> {
    let list = inside(customize, &[device, kind]).as_array().into_iter().flatten();
    list.filter_map(|entry| {
        if let Some(url) = entry["url"].as_str() {
            return Some(url.to_owned());
        }
        let name: String =
            form_urlencoded::byte_serialize(inside(entry, &["file", "name"]).as_str()?.as_bytes()).collect();
        Some(format!("/local/download/{}/{}", inside(entry, &["file", "fileKey"]).as_str()?, name.replace('+', "%20")))
    })
    .collect()
}

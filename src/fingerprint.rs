//! A name for exactly this setting: the same while nothing that matters changed, another as soon as it did.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::text::sorted::Sorted;

/// SHA-256 over rule id, place and what the verdict rests on, the first 16 bytes in hexadecimal.
pub fn of(finding: &Finding) -> String {
    let mut text = format!("{}\n{}\n", finding.rule, finding.place.key());
    for (setting, value) in finding.because.settings() {
        text.push_str(setting);
        text.push('=');
        canonical(value, &mut text);
        text.push('\n');
    }
    hex(&text)
}

/// The fingerprint of a whole part, without its revision: what kintone gives no meaning to does not count. A file counts
/// by what is told of it; by its key it is only fetched, and the two sides of an app have keys of their own
/// (`kintone-rest-api.md` §3.14).
pub fn of_part(body: &Value) -> String {
    let mut text = String::new();
    match body.as_object() {
        Some(map) => {
            for (key, value) in sorted(map).into_iter().filter(|(key, _)| *key != "revision") {
                measured(key, &mut text);
                write(value, false, &mut text);
            }
        }
        None => write(body, false, &mut text),
    }
    hex(&text)
}

fn hex(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let head: [u8; 16] = std::array::from_fn(|at| digest.get(at).copied().unwrap_or_default());
    format!("{:032x}", u128::from_be_bytes(head))
}

/// JSON with sorted keys; numbers and the strings that kintone sends for them are one.
fn canonical(value: &Value, out: &mut String) {
    write(value, true, out);
}

/// The same, with or without the keys of files.
fn write(value: &Value, files: bool, out: &mut String) {
    match value {
        Value::Object(map) => {
            out.push('{');
            // A field may be called so, too: that is no text.
            for (key, value) in
                sorted(map).into_iter().filter(|(key, value)| files || *key != "fileKey" || !value.is_string())
            {
                measured(key, out);
                write(value, files, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(list) => {
            out.push('[');
            for value in list {
                write(value, files, out);
                out.push(',');
            }
            out.push(']');
        }
        Value::String(text) => measured(text, out),
        Value::Number(number) => measured(&number.to_string(), out),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Null => out.push_str("null"),
    }
}

/// The entries of a map in order of their keys.
fn sorted(map: &Map<String, Value>) -> Sorted<&String, &Value> {
    map.iter().collect()
}

/// Length first: a quote inside a name must not look like the end of it.
fn measured(text: &str, out: &mut String) {
    out.push_str(&text.len().to_string());
    out.push('"');
    out.push_str(text);
}

//! Uploaded scripts and style sheets in a change: their bytes must not be lost, and each is sent by the key it has now.
//!
//! Observed: kintone throws removed files away when the app is deployed, and their keys are then refused
//! (`kintone-rest-api.md` §3.14).

use serde_json::{Map, Value};

/// An uploaded file in one of the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// `desktop` or `mobile`, and `js` or `css`.
    pub list: (&'static str, &'static str),
    /// The key it is fetched and sent by.
    pub key: String,
    /// Its name.
    pub name: String,
}

const LISTS: [(&str, &str); 4] = [("desktop", "js"), ("desktop", "css"), ("mobile", "js"), ("mobile", "css")];

fn text<'a>(entry: &'a Value, key: &str) -> Option<&'a str> {
    entry.get("file")?.get(key)?.as_str()
}

fn list<'a>(body: &'a Value, (device, kind): (&str, &str)) -> &'a [Value] {
    let list = body.get(device).and_then(|device| device.get(kind));
    list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The uploaded files of a customisation.
pub fn files(body: &Value) -> Vec<File> {
    let mut out = Vec::new();
    for at in LISTS {
        for entry in list(body, at) {
            if let (Some(key), Some(name)) = (text(entry, "fileKey"), text(entry, "name")) {
                out.push(File { list: at, key: key.to_owned(), name: name.to_owned() });
            }
        }
    }
    out
}

/// The files that a change takes out: lists that it does not name stay as they are.
pub fn going(now: &Value, put: &Value) -> Vec<File> {
    let stays = files(put);
    let out = files(now).into_iter().filter(|file| put.get(file.list.0).is_some());
    out.filter(|file| !stays.iter().any(|one| one.key == file.key)).collect()
}

/// The key that kintone knows a file by now: its own, or that of the one file of its name in its list.
fn known<'a>(now: &'a [File], file: &File) -> Option<&'a str> {
    let mut named = now.iter().filter(|one| one.list == file.list && one.name == file.name);
    let only = named.next().filter(|_| named.next().is_none());
    now.iter().find(|one| one.key == file.key).or(only).map(|one| one.key.as_str())
}

/// The files that a change brings back, of which kintone may have no bytes any more.
pub fn coming(now: &Value, put: &Value) -> Vec<File> {
    let now = files(now);
    files(put).into_iter().filter(|file| known(&now, file).is_none()).collect()
}

/// The body as kintone takes it: of an uploaded file the key only, for those that were brought anew their new one, by
/// pairs of old and new.
pub fn sent(now: &Value, put: &Value, brought: &[(String, String)]) -> Value {
    let now = files(now);
    let mut out = put.clone();
    for at in LISTS {
        let entries = out.get_mut(at.0).and_then(|device| device.get_mut(at.1)).and_then(Value::as_array_mut);
        for entry in entries.into_iter().flatten() {
            let (Some(key), Some(name)) = (text(entry, "fileKey"), text(entry, "name")) else { continue };
            let file = File { list: at, key: key.to_owned(), name: name.to_owned() };
            let new = brought.iter().find(|(old, _)| *old == file.key).map(|(_, new)| new.as_str());
            let key = new.or_else(|| known(&now, &file)).unwrap_or(&file.key).to_owned();
            if let Some(entry) = entry.as_object_mut() {
                let only = Map::from_iter([("fileKey".to_owned(), Value::from(key))]);
                entry.insert("file".to_owned(), Value::Object(only));
            }
        }
    }
    out
}

/// Whether two customisations are one but for the keys of their files, which are new whenever a file is attached.
pub fn same(one: &Value, other: &Value) -> bool {
    let plain = |body: &Value| {
        let lists = LISTS.map(|at| {
            let named = |entry: &Value| text(entry, "name").or_else(|| entry.get("url")?.as_str()).map(str::to_owned);
            list(body, at).iter().map(named).collect::<Vec<_>>()
        });
        (lists, body.get("scope").cloned())
    };
    plain(one) == plain(other)
}

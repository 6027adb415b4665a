//! Uploaded scripts in a change: which bytes must be kept, which come back, and by which key each is sent.

use naiki::repair::files::{coming, files, going, same, sent};
use serde_json::{Value, json};

fn file(key: &str, name: &str) -> Value {
    json!({"type": "FILE", "file": {"fileKey": key, "name": name, "contentType": "text/javascript", "size": "12"}})
}

fn body(desktop: Vec<Value>, mobile: Vec<Value>) -> Value {
    json!({"scope": "ALL", "desktop": {"js": desktop, "css": []}, "mobile": {"js": mobile, "css": []}, "revision": "7"})
}

fn keys(list: &[naiki::repair::files::File]) -> Vec<&str> {
    list.iter().map(|file| file.key.as_str()).collect()
}

#[test]
fn what_goes_is_kept_and_what_a_change_does_not_name_stays() {
    let now = body(vec![file("k1", "a.js"), file("k2", "b.js")], vec![file("k3", "c.js")]);
    assert_eq!(keys(&files(&now)), ["k1", "k2", "k3"]);
    let put = json!({"desktop": {"js": [file("k2", "b.js")], "css": []}});
    assert_eq!(keys(&going(&now, &put)), ["k1"], "the phone's list is not named");
    assert!(coming(&now, &put).is_empty());
    let sent = sent(&now, &put, &[]);
    assert_eq!(sent["desktop"]["js"], json!([{"type": "FILE", "file": {"fileKey": "k2"}}]), "the key only");
}

#[test]
fn what_comes_back_is_sent_by_its_new_key_and_what_stayed_by_the_one_it_has_now() {
    let undo = json!({"desktop": {"js": [file("k1", "a.js"), file("k2", "b.js")], "css": []}});
    // kintone gave the file that stayed another key.
    let now = body(vec![file("k2-new", "b.js")], Vec::new());
    assert_eq!(keys(&coming(&now, &undo)), ["k1"]);
    let sent = sent(&now, &undo, &[("k1".to_owned(), "up".to_owned())]);
    let list = json!([{"type": "FILE", "file": {"fileKey": "up"}}, {"type": "FILE", "file": {"fileKey": "k2-new"}}]);
    assert_eq!(sent["desktop"]["js"], list);
    assert!(going(&now, &undo).iter().all(|file| file.key == "k2-new"), "nothing else goes");
}

#[test]
fn two_files_of_one_name_are_not_taken_for_each_other() {
    let undo = json!({"desktop": {"js": [file("k1", "a.js")], "css": []}});
    let now = body(vec![file("x", "a.js"), file("y", "a.js")], Vec::new());
    assert_eq!(keys(&coming(&now, &undo)), ["k1"], "nobody knows which of the two it is");
}

#[test]
fn customisations_are_compared_by_names_and_addresses() {
    let now = body(vec![file("k1", "a.js"), json!({"type": "URL", "url": "https://a.example/1.js"})], Vec::new());
    let again = body(vec![file("k9", "a.js"), json!({"type": "URL", "url": "https://a.example/1.js"})], Vec::new());
    assert!(same(&now, &again), "a new key is not another file");
    assert!(!same(&now, &body(vec![file("k1", "a.js")], Vec::new())));
    assert!(!same(
        &now,
        &body(vec![json!({"type": "URL", "url": "https://a.example/1.js"}), file("k1", "a.js")], Vec::new())
    ));
}

#[test]
fn addresses_pass_through() {
    let put = json!({"desktop": {"js": [{"type": "URL", "url": "https://a.example/1.js"}], "css": []}});
    assert_eq!(sent(&Value::Null, &put, &[]), put);
}

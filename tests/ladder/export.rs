//! Exported snapshots: what is written is read again, and what is no snapshot says where.

use naiki::app::App;
use naiki::kintone::Part;
use naiki::kintone::refusal::Reason;
use naiki::people::Directory;
use naiki::snapshot::export;
use naiki::snapshot::{Reading, Snapshot};
use proptest::prelude::*;
use serde_json::{Value, json};
use tests::city::Example;

#[test]
fn what_is_written_is_read_again() {
    let example = json!({"name": "【市民課】相談", "fields": {"氏名": "SINGLE_LINE_TEXT"}, "field-rights": "forbidden", "info": "never-deployed"});
    let snapshot = Example::new(example, &[]).snapshot();
    assert_eq!(export::read(&export::write(&snapshot)), Ok(snapshot));
}

#[test]
fn answers_are_taken_as_kintone_gave_them() {
    let file = json!({
        "naiki-snapshot": 1, "app": "7",
        "parts": {
            "settings": {"status": 200, "body": {"name": "相談", "revision": "7", "tomorrow": 1}},
            "fields": {"status": 403, "body": {"code": "CB_NO02", "id": "x", "message": "権限がありません。"}},
            "plugins": {"status": 502, "body": "<html>"},
            "views": {"status": 520, "body": {"code": "GAIA_XX99", "message": "?"}},
        },
    });
    let snapshot: Snapshot = export::read(&file).unwrap();
    assert_eq!(snapshot.body(Part::Settings).unwrap()["tomorrow"], 1, "unknown keys stay");
    assert_eq!(snapshot.reason(Part::Fields), Reason::Forbidden);
    assert_eq!(snapshot.reason(Part::Plugins), Reason::Network);
    let other = Reason::Other { code: "GAIA_XX99".to_owned(), message: "?".to_owned() };
    assert_eq!(snapshot.parts.get(&Part::Views), Some(&Reading::Unread(other)));
    assert_eq!(App::of(snapshot).name(), "相談");
}

#[test]
fn what_is_no_snapshot_says_where() {
    let cases = [
        (json!([]), "naiki-snapshot"),
        (json!({"naiki-snapshot": "1"}), "naiki-snapshot"),
        (json!({"naiki-snapshot": 2}), "naiki-snapshot"),
        (json!({"naiki-snapshot": 1}), "app"),
        (json!({"naiki-snapshot": 1, "app": "7", "side": "left"}), "side"),
        (json!({"naiki-snapshot": 1, "app": "7"}), "parts"),
        (json!({"naiki-snapshot": 1, "app": "7", "parts": {"colour": {}}}), "parts.colour"),
        (json!({"naiki-snapshot": 1, "app": "7", "parts": {"fields": {"body": {}}}}), "parts.fields.status"),
        (json!({"naiki-snapshot": 1, "app": "7", "parts": {"fields": {"status": 200}}}), "parts.fields.body"),
    ];
    for (file, place) in cases {
        assert_eq!(export::read(&file).map_err(|wrong| wrong.place), Err(place.to_owned()), "{file}");
    }
}

#[test]
fn people_come_from_a_file() {
    let file = json!({
        "users": [{"code": "sato", "name": "佐藤", "valid": true}, {"code": "gone", "name": "退職", "valid": false}],
        "organizations": [{"code": "shimin", "name": "市民課", "parentCode": null}],
        "members": {"ORGANIZATION:shimin": ["sato", "gone"]},
    });
    let directory = Directory::told(&file).unwrap();
    assert_eq!(directory.users.len(), 1);
    assert!(
        directory
            .members
            .get("ORGANIZATION:shimin")
            .is_some_and(|people| people.as_ref().is_ok_and(|people| people.len() == 1))
    );
    assert!(Directory::told(&json!({"users": [{"name": "x"}]})).is_err());
}

proptest! {
    #[test]
    fn any_text_is_refused_or_read(key in any::<String>(), text in any::<String>(), status in any::<u64>()) {
        let file = json!({"naiki-snapshot": 1, "app": text.clone(), "parts": {key: {"status": status, "body": Value::from(text.clone())}}});
        let _ = export::read(&file).map(App::of);
        for part in Part::ALL {
            prop_assert_eq!(json!(part), part.key(), "one name for a part");
            let file = json!({"naiki-snapshot": 1, "app": "7", "parts": {part.key(): {"status": status, "body": [text.clone()]}}});
            prop_assert!(export::read(&file).is_ok());
        }
    }
}

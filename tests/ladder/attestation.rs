//! 自己点検の答え: dated, by whom, for as long as they hold; what was answered before names were kept still counts.

use naiki::declaration::{Attestation, Declaration};
use naiki::policy::built_in::{BuiltIn, Documents};
use naiki::seal::chunks;
use naiki::text::json;
use naiki::text::sorted::Sorted;
use serde_json::json;
use tests::screen::Screen;

#[test]
fn an_answer_says_when_by_whom_and_until_when() {
    let policy = Documents::in_the_box().policy(BuiltIn::default()).unwrap();
    let asked = Declaration::default().asked(&policy, false).next().unwrap().id.clone();
    let mut screen = Screen::open(json!({"name": "【市民課】台帳", "fields": {}}), &Sorted::new());
    screen.act("attest", &asked, "yes");
    let held = screen.region(&format!("naiki-held-{asked}")).unwrap();
    assert!(held.contains("2026-11-25に回答(佐藤 昇)") && held.contains("まで有効です"), "{held}");
    let config = screen.saved();
    let declaration = chunks::join("declaration", &config).unwrap();
    assert!(declaration.contains("\"by\":\"sato\""), "{declaration}");
    assert!(!chunks::join("seal", &config).unwrap().contains("sato"), "the seal names nobody");
    // The next visit finds it.
    let screen = Screen::open(json!({"name": "【市民課】台帳", "fields": {}}), &config);
    assert_eq!(screen.region(&format!("naiki-held-{asked}")).unwrap(), held);
}

#[test]
fn answers_from_before_names_were_kept_still_count() {
    let old: Attestation = json::read(r#"{"yes": true, "on": "2026-01-15"}"#).unwrap();
    assert!(old.yes && old.by.is_empty());
    assert_eq!(serde_json::to_string(&old).unwrap(), r#"{"yes":true,"on":"2026-01-15"}"#);
}

//! A fix clears its finding, costs nobody the management of the app, and can be taken back.

use naiki::app::App;
use naiki::finding::{Address, Edit};
use naiki::kintone::Part;
use naiki::kintone::right::{Entity, EntityKind};
use naiki::repair::{self, Misfit};
use naiki::rule::Stage;
use naiki::text::Lang;
use serde_json::{Map, Value, json};
use tests::city::{Example, directory};

/// The app after a plan was sent: only the keys that were sent change.
fn sent(example: &Example, part: Part, put: &Value) -> App {
    let mut snapshot = example.snapshot();
    let mut body = snapshot.body(part).unwrap().clone();
    for (key, value) in put.as_object().unwrap() {
        body[key] = value.clone();
    }
    snapshot.parts.insert(part, naiki::snapshot::Reading::Read(body));
    App::of(snapshot)
}

fn audit(app: &App) -> Vec<(&'static str, Stage)> {
    let policy = naiki::policy::built_in::BuiltIn::Standard.policy().unwrap();
    let directory = directory();
    let departments = ["市民課".to_owned()];
    let today = naiki::text::day::read("2026-11-25").unwrap();
    let declaration = naiki::declaration::Declaration {
        opening: Some(naiki::declaration::Opening::None),
        ..naiki::declaration::Declaration::default()
    };
    let case = naiki::case::Case::new(app, &policy, today)
        .declared(Some(&declaration))
        .among(Ok(&directory))
        .seen_from(&departments);
    naiki::audit::audit(&case).findings.iter().map(|judged| (judged.finding.rule, judged.stage)).collect()
}

#[test]
fn a_fix_clears_its_finding_adds_none_and_undo_restores() {
    let apps = [
        json!({"name": "相談受付簿", "fields": {"氏名": "SINGLE_LINE_TEXT", "生年月日": "DATE", "備考": "NUMBER"}}),
        json!({"name": "【市民課】a", "fields": {"マイナンバー": "SINGLE_LINE_TEXT"}}),
        json!({"name": "福祉課の訪問記録", "fields": {"氏名": "SINGLE_LINE_TEXT", "病歴": "MULTI_LINE_TEXT"},
               "app-rights": ["CREATOR manage view", "ORGANIZATION:fukushi view add", "GROUP:everyone view add edit delete export"]}),
    ];
    let mut fixed = 0;
    for json in apps {
        let example = Example::new(json, &[]);
        let app = App::of(example.snapshot());
        let policy = naiki::policy::built_in::BuiltIn::Standard.policy().unwrap();
        let (directory, departments) = (directory(), ["市民課".to_owned()]);
        let today = naiki::text::day::read("2026-11-25").unwrap();
        let case = naiki::case::Case::new(&app, &policy, today).among(Ok(&directory)).seen_from(&departments);
        let before = audit(&app);
        for judged in naiki::audit::audit(&case).findings {
            let Some(fix) = &judged.finding.fix else { continue };
            let planned = repair::plan(&app, &fix.edits).unwrap();
            repair::keeps_manager(&app, &planned, &directory, "sato").unwrap();
            assert!(!repair::changes(&app, &fix.edits, Some(&directory), Lang::Ja).is_empty());
            let after = audit(&sent(&example, planned.part, &planned.put));
            assert!(!after.iter().any(|(rule, _)| *rule == judged.finding.rule), "{after:?}");
            assert!(after.iter().all(|finding| before.contains(finding)), "{before:?} -> {after:?}");
            let back = sent(&example, planned.part, &planned.undo);
            assert_eq!(back.snapshot, app.snapshot, "undo restores the part");
            fixed += 1;
        }
    }
    assert!(fixed >= 4, "{fixed} fixes were tried");
}

#[test]
fn closing_an_app_leaves_its_department_inside() {
    let example = Example::new(
        json!({"name": "【市民課】a", "fields": {"氏名": "SINGLE_LINE_TEXT"},
               "app-rights": ["CREATOR manage view", "ORGANIZATION:shimin add", "GROUP:everyone view add"]}),
        &[],
    );
    let app = App::of(example.snapshot());
    let planned = repair::plan(&app, &fix(&app, "seen-by-too-many")).unwrap();
    let rows = planned.put["rights"].as_array().unwrap();
    assert_eq!(rows[1]["recordViewable"], json!(true), "its own row let it add, not view: {rows:#?}");
    assert_eq!(rows[2]["recordViewable"], json!(false));
}

#[test]
fn closing_an_app_gives_it_to_the_department_that_keeps_it() {
    let row = |json: Value| {
        let app = App::of(Example::new(json, &[]).snapshot());
        let planned = repair::plan(&app, &fix(&app, "seen-by-too-many")).unwrap();
        let rows = planned.put["rights"].as_array().unwrap().clone();
        let own = rows.iter().find(|row| row["entity"]["type"] == "ORGANIZATION").unwrap();
        (own["entity"]["code"].as_str().unwrap().to_owned(), own["includeSubs"].as_bool().unwrap())
    };
    let fields = json!({"氏名": "SINGLE_LINE_TEXT"});
    let named = json!({"name": "【市民課】a", "fields": fields});
    assert_eq!(row(named), ("shimin".to_owned(), true), "its section works with the app, too");
    let kept = json!({"name": "a", "fields": fields,
        "app-rights": ["CREATOR manage view", "ORGANIZATION:fukushi add", "GROUP:everyone view add"]});
    assert_eq!(row(kept).0, "fukushi", "not the department of whoever opened the screen");
}

/// The edits that a rule proposes for an app.
fn fix(app: &App, rule: &str) -> Vec<Edit> {
    let policy = naiki::policy::built_in::BuiltIn::Standard.policy().unwrap();
    let (directory, today) = (directory(), naiki::text::day::read("2026-11-25").unwrap());
    let case = naiki::case::Case::new(app, &policy, today).among(Ok(&directory));
    let findings = naiki::audit::audit(&case).findings;
    findings.into_iter().find(|judged| judged.finding.rule == rule).unwrap().finding.fix.unwrap().edits
}

#[test]
fn a_new_row_goes_above_everyone_and_below_all_others_and_unknown_keys_stay() {
    let rights = json!([
        {"entity": {"type": "CREATOR", "code": null}, "appEditable": true, "recordViewable": true, "recordAddable": true, "recordEditable": true, "recordDeletable": true, "newKey": [1]},
        {"entity": {"type": "GROUP", "code": "everyone"}, "appEditable": false, "recordViewable": true, "recordAddable": true, "recordEditable": true, "recordDeletable": true},
    ]);
    let example = Example::new(json!({"app-rights": {"rights": rights, "revision": "7"}}), &[]);
    let app = App::of(example.snapshot());
    let entity = Entity { kind: EntityKind::Organization, code: Some("shimin".to_owned()) };
    let row = json!({"entity": entity, "appEditable": false, "recordViewable": true, "recordAddable": true, "recordEditable": true, "recordDeletable": false});
    let put = Edit::Put { part: Part::AppRights, address: Address::AppRight { entity }, row };
    let planned = repair::plan(&app, &[put]).unwrap();
    let rows = planned.put["rights"].as_array().unwrap();
    let who: Vec<&str> = rows.iter().map(|row| row["entity"]["type"].as_str().unwrap()).collect();
    assert_eq!(who, ["CREATOR", "ORGANIZATION", "GROUP"]);
    assert_eq!(rows[0]["newKey"], json!([1]));
    assert_eq!(planned.put.as_object().map(Map::len), Some(1), "the revision is the client's business");
}

#[test]
fn nobody_locks_themselves_out() {
    let example = Example::new(json!({"app-rights": ["USER:sato manage view", "GROUP:everyone view"]}), &[]);
    let app = App::of(example.snapshot());
    let entity = Entity { kind: EntityKind::User, code: Some("sato".to_owned()) };
    let address = Address::AppRight { entity };
    let set = Edit::Set {
        part: Part::AppRights,
        address: address.clone(),
        key: "appEditable".to_owned(),
        value: false.into(),
    };
    let remove = Edit::Remove { part: Part::AppRights, address };
    for edit in [set, remove] {
        let planned = repair::plan(&app, &[edit]).unwrap();
        assert_eq!(repair::keeps_manager(&app, &planned, &directory(), "sato"), Err(Misfit::LockedOut));
        assert_eq!(
            repair::keeps_manager(&app, &planned, &directory(), "tanaka"),
            Ok(()),
            "who did not manage loses nothing"
        );
    }
}

#[test]
fn an_address_that_finds_none_or_two_refuses() {
    let rights = json!([
        {"entity": {"type": "USER", "code": "sato"}, "appEditable": true, "recordViewable": true, "recordAddable": true, "recordEditable": true, "recordDeletable": true},
        {"entity": {"type": "USER", "code": "sato"}, "appEditable": true, "recordViewable": true, "recordAddable": true, "recordEditable": true, "recordDeletable": true},
    ]);
    let app = App::of(Example::new(json!({"app-rights": {"rights": rights, "revision": "7"}}), &[]).snapshot());
    for code in ["sato", "nobody"] {
        let entity = Entity { kind: EntityKind::User, code: Some(code.to_owned()) };
        let set = Edit::Set {
            part: Part::AppRights,
            address: Address::AppRight { entity },
            key: "recordViewable".to_owned(),
            value: false.into(),
        };
        assert_eq!(repair::plan(&app, &[set]), Err(Misfit::Moved), "{code}");
    }
    let forbidden = App::of(Example::new(json!({"app-rights": "forbidden"}), &[]).snapshot());
    let entity = Entity { kind: EntityKind::User, code: Some("sato".to_owned()) };
    let remove = Edit::Remove { part: Part::AppRights, address: Address::AppRight { entity } };
    assert!(matches!(repair::plan(&forbidden, &[remove]), Err(Misfit::Unread(_))));
}

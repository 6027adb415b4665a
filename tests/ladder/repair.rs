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
fn no_fix_is_offered_where_two_rows_cannot_be_told_apart() {
    let offers = |rights: Value| {
        let app = App::of(Example::new(json!({"name": "【市民課】a", "app-rights": rights}), &[]).snapshot());
        let policy = naiki::policy::built_in::BuiltIn::Standard.policy().unwrap();
        let (directory, today) = (directory(), naiki::text::day::read("2026-11-25").unwrap());
        let case = naiki::case::Case::new(&app, &policy, today).among(Ok(&directory));
        let findings = naiki::audit::audit(&case).findings;
        findings.into_iter().find(|judged| judged.finding.rule == "row-without-effect").unwrap().finding.fix.is_some()
    };
    assert!(!offers(json!(["CREATOR manage view", "ORGANIZATION:shimin view add", "ORGANIZATION:shimin view"])));
    assert!(offers(json!(["CREATOR manage view", "ORGANIZATION:shimin view add", "USER:sato view"])));
}

#[test]
fn a_manager_is_not_put_where_the_row_decides_nothing() {
    let offers = |rights: Value| {
        let app = App::of(Example::new(json!({"name": "【市民課】a", "app-rights": rights}), &[]).snapshot());
        let policy = naiki::policy::built_in::BuiltIn::Standard.policy().unwrap();
        let (directory, today) = (directory(), naiki::text::day::read("2026-11-25").unwrap());
        let case = naiki::case::Case::new(&app, &policy, today).among(Ok(&directory));
        let findings = naiki::audit::audit(&case).findings;
        let rule = "creator-manages-alone";
        findings.into_iter().find(|judged| judged.finding.rule == rule).unwrap().finding.fix.is_some()
    };
    assert!(offers(json!(["CREATOR manage view", "GROUP:everyone view"])));
    assert!(!offers(json!(["CREATOR manage view", "ORGANIZATION:shicho subs view", "GROUP:everyone view"])));
    assert!(offers(json!(["CREATOR manage view", "ORGANIZATION:shimin view add"])));
    assert!(!offers(json!(["CREATOR manage view", "ORGANIZATION:shimin view add", "ORGANIZATION:shimin view"])));
}

#[test]
fn the_creator_is_named_where_kintone_knows_no_creator() {
    let process = json!({"states": {"申請": [], "承認済": []}, "steps": ["承認する 申請 承認済"]});
    let app = json!({"name": "【市民課】a", "fields": {"氏名": "SINGLE_LINE_TEXT", "状況": "STATUS"}, "process": process,
        "app-rights": ["CREATOR manage view edit", "ORGANIZATION:shimin manage view edit", "GROUP:everyone view edit"]});
    let app = App::of(Example::new(app, &[]).snapshot());
    let creator = app.info().unwrap().creator.code.clone();
    let planned = repair::plan(&app, &fix(&app, "approved-still-editable")).unwrap();
    let rows = planned.put["rights"][0]["entities"].as_array().unwrap();
    let who: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row["entity"]["type"].as_str().unwrap(), row["entity"]["code"].as_str().unwrap()))
        .collect();
    assert_eq!(who, [("USER", creator.as_str()), ("ORGANIZATION", "shimin"), ("GROUP", "everyone")]);
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

fn entity(key: &str) -> Entity {
    let (kind, code) = key.split_once(':').unwrap();
    serde_json::from_value(json!({"type": kind, "code": code})).unwrap()
}

/// An app with something at every kind of address; each row bears a key that we do not know.
fn settled() -> Value {
    json!({
        "fields": {"氏名": "SINGLE_LINE_TEXT", "期限": "DATE"},
        "record-rights": [{"if": "氏名 = \"a\"", "who": ["USER:sato view", "GROUP:everyone view"]}, {"who": ["USER:sato view"]}],
        "field-rights": {"氏名": ["USER:sato write", "GROUP:everyone none"]},
        "general-notices": ["USER:sato recordAdded", "GROUP:everyone recordAdded"],
        "record-notices": [{"title": "新着", "if": "", "who": ["USER:sato", "GROUP:everyone"]}],
        "reminders": {"notifications": [
            {"timing": {"code": "期限", "daysLater": "0", "time": "09:00"}, "filterCond": "", "title": "期限", "new": 1,
             "targets": [{"entity": {"type": "GROUP", "code": "everyone"}, "includeSubs": false}]},
            {"timing": {"code": "更新日時", "daysLater": "0", "time": "09:00"}, "filterCond": "", "title": "期限", "targets": []},
        ], "timezone": "Asia/Tokyo", "revision": "7"},
        "views": {"一覧1": {"type": "LIST", "new": 1}},
        "process": {"states": {"申請": [], "承認": ["USER:sato", "USER:ito"]}, "steps": ["提出 申請 承認"]},
        "actions": {"転記": {"to": "12", "copies": ["氏名", "期限"]}},
        "customize": {"scope": "ALL", "desktop": {"js": [
            {"type": "URL", "url": "https://a.example/x.js"}, {"type": "FILE", "file": {"fileKey": "k1", "name": "a.js"}},
        ], "css": []}, "mobile": {"js": [], "css": []}, "revision": "7"},
    })
}

/// Every kind of address, with the part that it is of.
fn addresses() -> Vec<(Part, Address)> {
    let whom = || Some(entity("USER:sato"));
    let everyone = || Some(entity("GROUP:everyone"));
    let notice = |title: &str, timing: &str, entity| Address::Notice {
        condition: String::new(),
        title: title.to_owned(),
        timing: timing.to_owned(),
        entity,
    };
    let right = |condition: &str, entity| Address::RecordRight { condition: condition.to_owned(), entity };
    let file = |name: &str| Address::File { device: "desktop", kind: "js", name: name.to_owned() };
    let copied = Some(("氏名".to_owned(), "氏名".to_owned()));
    vec![
        (Part::RecordRights, right("氏名 = \"a\"", None)),
        (Part::RecordRights, right("", None)),
        (Part::RecordRights, right("氏名 = \"a\"", whom())),
        (Part::FieldRights, Address::FieldRight { code: "氏名".to_owned(), entity: None }),
        (Part::FieldRights, Address::FieldRight { code: "氏名".to_owned(), entity: whom() }),
        (Part::GeneralNotices, Address::GeneralNotice { entity: entity("USER:sato") }),
        (Part::RecordNotices, notice("新着", "", None)),
        (Part::RecordNotices, notice("新着", "", whom())),
        (Part::Reminders, notice("期限", "期限", None)),
        (Part::Reminders, notice("期限", "期限", everyone())),
        (Part::Views, Address::View { name: "一覧1".to_owned() }),
        (Part::Process, Address::State { name: "承認".to_owned(), entity: None }),
        (Part::Process, Address::State { name: "承認".to_owned(), entity: whom() }),
        (Part::Actions, Address::Action { name: "転記".to_owned(), copied: None }),
        (Part::Actions, Address::Action { name: "転記".to_owned(), copied }),
        (Part::Customize, file("a.js")),
        (Part::Customize, file("https://a.example/x.js")),
    ]
}

#[test]
fn every_address_finds_its_row_and_nothing_else_changes() {
    let app = App::of(Example::new(settled(), &[]).snapshot());
    for (part, address) in addresses() {
        let body = app.snapshot.body(part).unwrap();
        let set = Edit::Set { part, address: address.clone(), key: "title".to_owned(), value: "別の文面".into() };
        let planned = repair::plan(&app, &[set]).unwrap_or_else(|misfit| panic!("{address:?}: {misfit:?}"));
        let (before, after) = (body.to_string(), planned.after.to_string());
        assert_ne!(before, after, "{address:?}");
        let remove = Edit::Remove { part, address: address.clone() };
        let planned = repair::plan(&app, std::slice::from_ref(&remove)).unwrap();
        let rest = planned.after.to_string();
        assert!(rest.len() < before.len(), "{address:?}");
        for lang in [Lang::Ja, Lang::En] {
            let told = repair::changes(&app, std::slice::from_ref(&remove), Some(&directory()), lang);
            assert!(told.len() == 1 && !told[0].place.is_empty() && !told[0].before.is_empty(), "{told:?}");
            assert!(!told[0].place.contains('{'), "{told:?}");
        }
        // What is gone is not there a second time.
        let mut snapshot = app.snapshot.clone();
        snapshot.parts.insert(part, naiki::snapshot::Reading::Read(planned.after));
        assert_eq!(repair::plan(&App::of(snapshot), &[remove]), Err(Misfit::Moved), "{address:?}");
    }
}

#[test]
fn two_rows_at_one_address_are_left_alone() {
    let mut json = settled();
    let twice = |list: &mut Value| {
        let first = list[0].clone();
        list.as_array_mut().unwrap().push(first);
    };
    twice(&mut json["record-rights"]);
    twice(&mut json["general-notices"]);
    twice(&mut json["record-notices"]);
    twice(&mut json["reminders"]["notifications"]);
    twice(&mut json["process"]["states"]["承認"]);
    twice(&mut json["actions"]["転記"]["copies"]);
    for at in ["/desktop/js/0", "/desktop/js/1"] {
        let one = json["customize"].pointer(at).unwrap().clone();
        json["customize"]["desktop"]["js"].as_array_mut().unwrap().push(one);
    }
    let app = App::of(Example::new(json, &[]).snapshot());
    let mut refused = 0;
    for (part, address) in addresses() {
        match (part, repair::plan(&app, &[Edit::Remove { part, address: address.clone() }])) {
            // What kintone keys by name cannot be there twice.
            (Part::Views | Part::FieldRights, _) => {}
            (_, Err(misfit)) => {
                assert_eq!(misfit, Misfit::Moved);
                refused += 1;
            }
            (_, Ok(planned)) => assert!(
                matches!(&address, Address::State { entity: None, .. } | Address::Action { copied: None, .. })
                    || address == Address::RecordRight { condition: String::new(), entity: None },
                "{address:?}: {planned:?}"
            ),
        }
    }
    assert!(refused >= 10, "{refused}");
}

#[test]
fn a_new_row_goes_above_everyone_in_lists_of_people_and_last_elsewhere() {
    let app = App::of(Example::new(settled(), &[]).snapshot());
    let new = entity("ORGANIZATION:shimin");
    let row = json!({"entity": new, "includeSubs": true, "accessibility": "WRITE"});
    let address = Address::FieldRight { code: "氏名".to_owned(), entity: Some(new) };
    let planned = repair::plan(&app, &[Edit::Put { part: Part::FieldRights, address, row: row.clone() }]).unwrap();
    assert_eq!(planned.put["rights"][0]["entities"][1], row);
    let whole = json!({"code": "期限", "entities": [row]});
    let address = Address::FieldRight { code: "期限".to_owned(), entity: None };
    let put = Edit::Put { part: Part::FieldRights, address, row: whole.clone() };
    assert_eq!(repair::plan(&app, std::slice::from_ref(&put)).unwrap().put["rights"][1], whole);
    let told = repair::changes(&app, &[put], Some(&directory()), Lang::Ja);
    assert_eq!(
        (told[0].place.as_str(), told[0].after.as_str()),
        ("フィールド「期限」の設定を追加", "市民課: 閲覧、編集")
    );
}

//! What a change takes away is told before it is made: from whom, and what would break.

use naiki::app::App;
use naiki::finding::Edit;
use naiki::people::{Crowd, Doing, People, Within, audience, circle};
use naiki::repair::consequence::{Closed, Coarser, Consequence, MANY, after};
use naiki::repair::uses::{self, Use};
use naiki::repair::{self, Misfit};
use naiki::text::Lang;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};
use tests::city::{Example, directory, names};

fn app(rest: Value) -> App {
    let mut short = json!({"fields": {"氏名": "SINGLE_LINE_TEXT", "担当": "USER_SELECT", "受付番号": "NUMBER"}});
    short.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    App::of(Example::new(short, &[]).snapshot())
}

/// What changes between two apps written shortly, with 佐藤 at the screen.
fn told(before: Value, after: Value) -> Consequence {
    Consequence::of(&app(before), &app(after), &directory(), "sato").unwrap()
}

fn lines(before: Value, after: Value) -> Vec<String> {
    told(before, after).people(Lang::Ja)
}

#[test]
fn whole_departments_come_first_then_five_names_then_how_many() {
    let directory = directory();
    let people = |codes: &[&str]| -> People {
        codes.iter().map(|code| directory.users.iter().position(|one| one.code == *code).unwrap()).collect()
    };
    let say = |codes: &[&str]| Crowd::of(&directory, &people(codes)).say(Lang::Ja);
    assert_eq!(say(&[]), "だれもいません");
    assert_eq!(say(&["sato", "ito", "kato"]), "「市民課」(3人)");
    assert_eq!(
        say(&["sato", "ito", "kato", "mori", "ono", "kondo"]),
        "「市民課」、「kondo」(6人)",
        "with 窓口係 below"
    );
    assert_eq!(say(&["sato", "ito"]), "「佐藤 昇」、「ito」(2人)");
    let some = ["sato", "mori", "abe", "yamada", "suzuki", "oka", "kondo"];
    assert_eq!(
        say(&some),
        "「佐藤 昇」、「森 林」、「abe」、「yamada」、「kondo」、ほか2人(7人)",
        "no department is whole"
    );
    let all: Vec<&str> = directory.users.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(say(&all), "全員(20人)");
    let others: Vec<&str> =
        all.iter().copied().filter(|one| !["sato", "ito", "kato", "mori", "ono"].contains(one)).collect();
    assert_eq!(say(&others), "「市民課」以外の全員(15人)");
    assert_eq!(Crowd::of(&directory, &people(&others)).say(Lang::En), "everybody but “市民課” (15)");
}

#[test]
fn closing_an_app_to_its_department_names_everybody_else() {
    let open = json!({});
    let closed = json!({"app-rights": ["CREATOR manage view add edit delete import export", "ORGANIZATION:shimin subs view add edit", "GROUP:everyone"]});
    assert_eq!(
        lines(open, closed),
        [
            "レコード閲覧・レコード追加・レコード編集ができなくなる人: 「市民課」以外の全員(15人)",
            "レコード削除ができなくなる人: 「佐藤 昇」以外の全員(19人)"
        ]
    );
}

#[test]
fn who_gets_something_is_told_too_and_who_keeps_it_is_not() {
    let rows = |rows: Value| json!({"app-rights": rows});
    assert_eq!(
        lines(rows(json!(["USER:oka view"])), rows(json!(["USER:oka view", "ORGANIZATION:zeimu view"]))),
        ["レコード閲覧が新しくできるようになる人: 「税務課」(2人)"]
    );
    let same = rows(json!(["ORGANIZATION:zeimu view", "USER:oka view"]));
    assert_eq!(told(rows(json!(["USER:oka view", "ORGANIZATION:zeimu view"])), same), Consequence::default());
    assert_eq!(
        told(json!({"app-rights": ["GROUP:himitsu view"]}), json!({"app-rights": ["GROUP:himitsu view"]}))
            .people(Lang::Ja),
        [""; 0]
    );
}

#[test]
fn a_group_that_cannot_be_read_counts_only_where_it_matters() {
    let rows = |rows: Value| json!({"app-rights": rows});
    let before = rows(json!(["GROUP:himitsu view", "ORGANIZATION:zeimu view", "USER:oka view"]));
    let found = told(before.clone(), rows(json!(["GROUP:himitsu view", "ORGANIZATION:zeimu view"])));
    assert_eq!(names(&found.losses[0].people), ["oka"], "whoever is in the group keeps it, nobody else had it");
    assert_eq!(found.unread, ["himitsu"]);
    let found = told(before, rows(json!(["ORGANIZATION:zeimu view", "USER:oka view"])));
    assert_eq!(found.losses[0].people.len(), 17, "anybody else may be in the group");
    let found = told(
        rows(json!(["GROUP:kaisan view", "GROUP:himitsu", "GROUP:everyone view"])),
        rows(json!(["GROUP:himitsu", "GROUP:everyone view"])),
    );
    assert_eq!(found.losses[0].people.len(), 20, "in both groups: then the lower row takes it");
    let unread =
        told(json!({"space": "forbidden"}), json!({"space": "forbidden", "app-rights": ["GROUP:everyone view"]}));
    assert!(unread.losses.iter().all(|loss| !loss.doings.contains(&Doing::View)), "{:?}", unread.losses);
    assert_eq!(unread.coarser, None);
}

#[test]
fn rights_that_cannot_be_read_tell_nothing() {
    let closed = app(json!({"app-rights": "forbidden"}));
    assert!(Consequence::of(&closed, &app(json!({})), &directory(), "sato").is_err());
}

#[test]
fn the_person_at_the_screen_is_warned() {
    let found = told(json!({}), json!({"app-rights": ["CREATOR manage", "GROUP:everyone view"]}));
    assert!(found.yourself());
    assert!(found.people(Lang::Ja).iter().any(|line| line.ends_with("(あなた自身も含みます)")), "{found:?}");
    let other = told(json!({}), json!({"app-rights": ["USER:sato manage view add edit delete import export"]}));
    assert!(!other.yourself(), "{other:?}");
}

#[test]
fn a_field_is_closed_to_those_who_fill_it() {
    let fields = json!({
        "受付番号": {"type": "NUMBER", "label": "受付番号", "required": true, "unique": true, "defaultValue": ""},
        "状況": {"type": "DROP_DOWN", "label": "状況", "required": true, "defaultValue": "未", "options": {}},
        "氏名": "SINGLE_LINE_TEXT", "担当": "USER_SELECT",
    });
    let rest = |rights: Value| {
        json!({"fields": fields, "field-rights": rights,
            "settings": {"titleField": {"selectionMode": "MANUAL", "code": "受付番号"}},
            "views": {"窓口": {"type": "LIST", "fields": [], "filterCond": "受付番号 > 3", "sort": "旧受付番号 desc"},
                      "全部": {"type": "LIST", "fields": ["受付番号"], "filterCond": "氏名 = \"受付番号\"", "sort": "受付番号 asc"}},
            "record-rights": [{"if": "受付番号 > 100", "who": ["GROUP:everyone view edit"]}],
            "reminders": [{"title": "{受付番号}の期限", "who": ["USER:sato"]}],
            "customize": ["https://example.com/a.js"],
        })
    };
    let closed = json!({"受付番号": ["ORGANIZATION:shimin subs write", "GROUP:everyone read"]});
    let found = told(rest(json!({})), rest(closed.clone()));
    assert_eq!(found.losses.len(), 1, "{:?}", found.losses);
    assert_eq!(found.losses[0].doings, [Doing::Add, Doing::Edit], "they still view it");
    let [Closed { uses, stuck, .. }] = found.closed.as_slice() else { panic!("{found:?}") };
    assert_eq!(stuck.len(), 15);
    let how: Vec<String> = uses.iter().map(|used| used.say(Lang::Ja)).collect();
    assert_eq!(
        how,
        [
            "必須の項目(初期値なし)",
            "値の重複を禁止している項目",
            "一覧の絞り込み「窓口」",
            "一覧の並べ替え「全部」",
            "レコードのアクセス権の条件「受付番号 > 100」",
            "レコードのタイトル",
            "リマインダーの条件通知「{受付番号}の期限」",
        ],
        "and neither 旧受付番号 nor a text in quotes"
    );
    assert!(found.scripts && found.care(Lang::Ja).iter().any(|line| line.contains("JavaScript")));
    assert!(
        !told(rest(json!({})), rest(json!({"状況": ["GROUP:everyone read"]}))).closed[0]
            .uses
            .iter()
            .any(|used| used.how == Use::Required),
        "an initial value fills it"
    );
    let nobody = told(rest(closed.clone()), rest(closed));
    assert_eq!((nobody.closed.as_slice(), nobody.scripts), ([].as_slice(), false));
}

#[test]
fn people_in_a_field_process_lookups_and_actions_count_as_uses() {
    let app = app(json!({
        "fields": {"担当": "USER_SELECT", "顧客番号": {"type": "NUMBER", "lookup": {"relatedApp": {"app": "9"}, "relatedKeyField": "番号",
                   "fieldMappings": [{"field": "氏名", "relatedField": "氏名"}]}}, "氏名": "SINGLE_LINE_TEXT",
                   "敬称": {"type": "CALC", "label": "敬称付き", "expression": "氏名 & \"様\""}},
        "record-rights": [{"if": "", "who": ["FIELD_ENTITY:担当 view"]}],
        "process": {"states": {"申請": ["FIELD_ENTITY:担当"], "済": []}, "steps": ["提出 申請 済"]},
        "actions": {"転記": {"to": "12", "copies": ["氏名"]}},
    }));
    let how = |code: &str| uses::of(&app, code).iter().map(|used| used.how).collect::<Vec<_>>();
    assert_eq!(how("担当"), [Use::RecordPeople, Use::Assignee]);
    assert_eq!(how("顧客番号"), [Use::LookupKey]);
    assert_eq!(how("氏名"), [Use::LookupCopy, Use::Calculation, Use::Action]);
    assert_eq!(how("無い項目"), []);
}

#[test]
fn a_word_of_a_query_is_a_field_only_as_a_whole_and_outside_quotes() {
    for (query, is) in [
        ("氏名 = \"山田\"", true),
        ("作成日時 > NOW() and 氏名 != \"\"", true),
        ("(氏名 like \"a\")", true),
        ("旧氏名 = \"a\"", false),
        ("氏名_2 = \"a\"", false),
        ("備考 = \"氏名\"", false),
        ("備考 = \"a\" order by 氏名 desc", true),
        ("", false),
    ] {
        assert_eq!(uses::names(query, "氏名"), is, "{query}");
    }
}

#[test]
fn the_people_of_a_field_lose_with_its_row() {
    let rights = |who: Value| json!({"record-rights": [{"if": "", "who": who}]});
    let found = told(rights(json!(["FIELD_ENTITY:担当 view", "USER:oka view"])), rights(json!(["USER:oka view"])));
    assert_eq!(found.people(Lang::Ja).len(), 1, "{found:?}");
    assert!(found.people(Lang::Ja)[0].contains("レコードの項目「担当」に入っている人"), "{:?}", found.people(Lang::Ja));
}

#[test]
fn records_are_compared_condition_by_condition() {
    let rights = |a: &str, b: &str| json!({"record-rights": [{"if": "担当 in (LOGINUSER())", "who": [a, "USER:sato view"]}, {"if": "", "who": [b]}]});
    let found = told(rights("ORGANIZATION:zeimu view", "USER:oka view"), rights("USER:kondo view", "USER:oka view"));
    assert_eq!(
        found.people(Lang::Ja),
        ["条件「担当 in (LOGINUSER())」のレコードの閲覧ができなくなる人: 「murata」(1人)"],
        "another record that more people see does not hide it"
    );
    let opened = told(rights("USER:oka view", "USER:oka view"), json!({}));
    assert!(opened.losses.is_empty() && !opened.gains.is_empty());
}

#[test]
fn the_coarsest_lock_that_would_do_is_recommended() {
    let viewers = json!(["ORGANIZATION:shimin subs view add edit", "GROUP:everyone view"]);
    let field = |more: Value| {
        let mut all = json!({"app-rights": viewers, "field-rights": {"氏名": ["ORGANIZATION:shimin subs write", "GROUP:everyone none"]}});
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let private = json!({"private": true, "members": ["GROUP:everyone"]});
    assert_eq!(told(json!({"app-rights": viewers}), field(json!({}))).coarser, Some(Coarser::Space));
    let inside = json!({"app-rights": viewers, "space": private});
    assert_eq!(told(inside, field(json!({"space": private}))).coarser, Some(Coarser::App));
    let adding = json!(["ORGANIZATION:shimin subs view add edit", "GROUP:everyone view add"]);
    assert_eq!(
        told(json!({"app-rights": adding}), field(json!({"app-rights": adding}))).coarser,
        None,
        "they have work to do in the app"
    );
    let shut = json!({"app-rights": ["ORGANIZATION:shimin subs view add edit", "GROUP:everyone"]});
    assert_eq!(told(json!({"app-rights": viewers}), shut).coarser, Some(Coarser::Space));
    assert_eq!(told(json!({}), json!({"app-rights": ["GROUP:everyone view"]})).coarser, None, "nothing was closed");
}

#[test]
fn a_large_app_is_better_updated_outside_office_hours() {
    let app = |records: u64, rights: Value| json!({"field-rights": rights, "records": {"total": records, "looked": 100, "tokens": 0, "newest": null}});
    let rows = json!({"氏名": ["ORGANIZATION:shimin subs write", "GROUP:everyone none"]});
    let long = |records: u64| told(app(records, json!({})), app(records, rows.clone())).long;
    assert_eq!((long(MANY / 2 - 1), long(MANY / 2)), (false, true), "two rows");
    let other = json!({"app-rights": ["GROUP:everyone view"], "records": {"total": 4_000_000, "looked": 100, "tokens": 0, "newest": null}});
    assert!(!told(app(4_000_000, json!({})), other).long, "rights of the app are not worked out by record");
}

/// Rows of アプリのアクセス権 as anybody may write them.
fn app_rights() -> impl Strategy<Value = Value> {
    let whom = select(&[
        "CREATOR",
        "USER:ito",
        "USER:oka",
        "GROUP:kanri",
        "GROUP:himitsu",
        "GROUP:nobody",
        "ORGANIZATION:shimin",
        "ORGANIZATION:shimin subs",
        "ORGANIZATION:zeimu",
        "GROUP:everyone",
    ]);
    let may = subsequence(vec!["view", "add", "edit", "delete", "manage", "export"], 0..=6);
    proptest::collection::vec((whom, may), 0..5).prop_map(|rows| {
        let mut seen: Vec<&str> = Vec::new();
        let mut out = Vec::new();
        for (whom, may) in rows {
            if !seen.contains(&whom) {
                seen.push(whom);
                out.push(Value::from([vec![whom], may].concat().join(" ")));
            }
        }
        Value::from(out)
    })
}

/// Rights of two fields: one that must be filled, one that need not.
fn field_rights() -> impl Strategy<Value = Value> {
    let whom = select(&["USER:ito", "GROUP:kanri", "ORGANIZATION:shimin subs", "GROUP:himitsu", "GROUP:everyone"]);
    let rows = proptest::collection::vec((whom, select(&["write", "read", "none"])), 1..4).prop_map(|rows| {
        Value::from(rows.into_iter().map(|(whom, may)| Value::from(format!("{whom} {may}"))).collect::<Vec<_>>())
    });
    (proptest::option::of(rows.clone()), proptest::option::of(rows)).prop_map(|(number, name)| {
        let all = [("受付番号", number), ("氏名", name)];
        Value::Object(all.into_iter().filter_map(|(code, rows)| Some((code.to_owned(), rows?))).collect())
    })
}

fn generated(app_rights: &Value, field_rights: &Value) -> Value {
    json!({
        "name": "相談受付簿",
        "fields": {"受付番号": {"type": "NUMBER", "label": "受付番号", "required": true, "defaultValue": ""},
                   "氏名": "SINGLE_LINE_TEXT", "生年月日": "DATE", "備考": "NUMBER"},
        "app-rights": app_rights, "field-rights": field_rights,
    })
}

/// Who can save a new record at most, and at least: by the app's rights and those of the field that must be filled.
fn savers(app: &App) -> (People, People) {
    let found = circle(app, &directory(), Doing::Add, &Within::Field("受付番号".to_owned())).unwrap();
    (found.people, found.least)
}

/// Everybody who is told to lose the right to add, or to be stuck at a field that must be filled.
fn told_to_lose(told: &Consequence, doing: Doing) -> People {
    let mut out = People::new();
    for loss in told.losses.iter().filter(|loss| loss.doings.contains(&doing)) {
        out.add(&loss.people);
    }
    for closed in told.closed.iter().filter(|_| doing == Doing::Add) {
        out.add(&closed.stuck);
    }
    out
}

/// Some people without others.
fn without(people: &People, others: &People) -> People {
    let mut left = people.clone();
    drop(left.take(others));
    left
}

fn holds(before: &App, after: &App) -> Result<(), TestCaseError> {
    let directory = directory();
    let told = Consequence::of(before, after, &directory, "sato").unwrap();
    let ((_, least_before), (most_after, _)) = (savers(before), savers(after));
    let missing = without(&without(&least_before, &most_after), &told_to_lose(&told, Doing::Add));
    prop_assert!(missing.is_empty(), "{:?} cannot add any more and are not told: {told:?}", names(&missing));
    for field in ["受付番号", "氏名", "生年月日"] {
        let view = |app: &App| audience(app, &directory, Doing::View, Some(field)).unwrap();
        let (before, after) = (view(before), view(after));
        let missing = without(&without(&before.least, &after.people), &told_to_lose(&told, Doing::View));
        prop_assert!(missing.is_empty(), "{:?} cannot view {field} any more: {told:?}", names(&missing));
    }
    // And nobody is told who certainly keeps all.
    let app_view = |app: &App| circle(app, &directory, Doing::View, &Within::App).unwrap();
    let sure = app_view(after).least;
    for loss in told.losses.iter().filter(|loss| loss.within == Within::App && loss.doings.contains(&Doing::View)) {
        prop_assert!(loss.people.is_disjoint(&sure), "they view it after the change");
    }
    prop_assert!(told.people(Lang::Ja).len() == told.losses.len() + told.gains.len());
    let _ = (told.say(Lang::Ja), told.say(Lang::En));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_loses_something_is_named(
        (old, new) in (app_rights(), app_rights()), (old_fields, new_fields) in (field_rights(), field_rights()),
    ) {
        let of = |app: &Value, fields: &Value| App::of(Example::new(generated(app, fields), &[]).snapshot());
        holds(&of(&old, &old_fields), &of(&new, &new_fields))?;
        holds(&of(&old, &old_fields), &of(&old, &new_fields))?;
        prop_assert_eq!(told(generated(&old, &old_fields), generated(&old, &old_fields)), Consequence::default());
    }

    #[test]
    fn whoever_loses_something_by_a_fix_is_named(rights in app_rights(), fields in field_rights()) {
        let before = App::of(Example::new(generated(&rights, &fields), &[]).snapshot());
        for edits in fixes(&before) {
            let Ok(planned) = repair::plan(&before, &edits) else { continue };
            holds(&before, &after(&before, &planned))?;
        }
    }

    #[test]
    fn whoever_is_let_through_still_manages(old in app_rights(), new in app_rights(), holds in any::<bool>()) {
        let (before, changed) = (app(json!({"app-rights": old})), app(json!({"app-rights": new})));
        let body = changed.snapshot.body(naiki::kintone::Part::AppRights).unwrap();
        let planned = repair::Planned {
            part: naiki::kintone::Part::AppRights, put: body.clone(), undo: Value::Null, after: body.clone(),
        };
        let verdict = repair::keeps_manager(&before, &planned, &directory(), "ito");
        // Whichever it is, of the group that cannot be read.
        let mut world = directory();
        let members = if holds { world.everybody() } else { People::new() };
        world.members.insert("GROUP:himitsu".to_owned(), Ok(members));
        let at = world.users.iter().position(|one| one.code == "ito").unwrap();
        let manages = |app: &App| circle(app, &world, Doing::Manage, &Within::App).unwrap().people.contains(at);
        if manages(&before) && !manages(&changed) {
            prop_assert_eq!(verdict, Err(Misfit::LockedOut));
        }
    }
}

/// The edits that the rules propose.
fn fixes(app: &App) -> Vec<Vec<Edit>> {
    let policy = naiki::policy::built_in::BuiltIn::Strict.policy().unwrap();
    let (directory, today) = (directory(), naiki::text::day::read("2026-11-25").unwrap());
    let departments = ["市民課".to_owned()];
    let case = naiki::case::Case::new(app, &policy, today).among(Ok(&directory)).seen_from(&departments);
    naiki::audit::audit(&case).findings.into_iter().filter_map(|judged| Some(judged.finding.fix?.edits)).collect()
}

#[test]
fn a_change_that_leaves_an_unreadable_row_alone_locks_nobody_out() {
    let rows = |rows: Value| app(json!({"app-rights": rows}));
    let before = rows(json!(["GROUP:himitsu manage", "GROUP:everyone view add"]));
    let planned = |after: Value| {
        let body = rows(after).snapshot.body(naiki::kintone::Part::AppRights).unwrap().clone();
        repair::Planned { part: naiki::kintone::Part::AppRights, put: body.clone(), undo: Value::Null, after: body }
    };
    let kept = planned(json!(["GROUP:himitsu manage", "GROUP:everyone view"]));
    assert_eq!(repair::keeps_manager(&before, &kept, &directory(), "ito"), Ok(()));
    let gone = planned(json!(["GROUP:everyone view"]));
    assert_eq!(repair::keeps_manager(&before, &gone, &directory(), "ito"), Err(Misfit::LockedOut));
}

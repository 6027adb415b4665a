//! Who can see what, as kintone has it (`governance-rules.md` §5, `kintone-rest-api.md` §3.10 to §3.12).

use naiki::kintone::Part;
use naiki::kintone::refusal::{Reason, Unread};
use naiki::people::{self, Audience, Doing, decider, viewers};
use serde_json::{Value, json};
use tests::city::{app, directory, names};

/// Who can view 氏名 in an app written shortly.
fn audience(rest: Value) -> Audience {
    let mut short = json!({"fields": {"氏名": "SINGLE_LINE_TEXT", "担当": "USER_SELECT"}});
    short.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    viewers(&app(short), &directory(), "氏名").unwrap()
}

fn seen_by(rest: Value) -> Vec<String> {
    let audience = audience(rest);
    assert_eq!(audience.unsure, [], "all of this could be read");
    assert_eq!(audience.people, audience.least, "what is sure has one reading");
    names(&audience.people)
}

const EVERYBODY: usize = 20;

#[test]
fn one_row_decides_for_each_person() {
    let rights = json!([
        "CREATOR manage view",
        "USER:ito",
        "GROUP:everyone view",
        "ORGANIZATION:shimin subs view edit",
        "GROUP:himitsu view"
    ]);
    let app = app(json!({"app-rights": rights, "info": {"creator": {"code": "sato"}}}));
    let directory = directory();
    let row = |code: &str| {
        let at = directory.users.iter().position(|user| user.code == code).unwrap();
        decider(&app, &directory, at).map(|row| row.map(|row| row.entity.key()))
    };
    assert_eq!(row("sato"), Ok(Some("CREATOR:".to_owned())));
    assert_eq!(row("ito"), Ok(Some("USER:ito".to_owned())));
    assert_eq!(row("mori"), Ok(Some("ORGANIZATION:shimin".to_owned())));
    // A group that nobody may read stands before Everyone: whether it decides is not known.
    assert_eq!(row("tanaka"), Err(Unread::new(Part::People, Reason::Forbidden)));
}

#[test]
fn whoever_can_do_something_is_let_by_the_row_that_decides() {
    let apps = [
        json!(["ORGANIZATION:shimin subs view edit", "GROUP:kanri manage view", "GROUP:everyone add"]),
        json!(["USER:ito", "GROUP:kanri view export", "ORGANIZATION:shicho subs view"]),
    ];
    let directory = directory();
    for rights in apps {
        let app = app(json!({"app-rights": rights}));
        for doing in [Doing::View, Doing::Add, Doing::Edit, Doing::Manage, Doing::Export] {
            let all = people::audience(&app, &directory, doing, None).unwrap().people;
            for at in 0..directory.users.len() {
                let lets = decider(&app, &directory, at).unwrap().is_some_and(|row| doing.by(row));
                assert_eq!(lets, all.contains(at), "{doing:?} {}", directory.users[at].code);
            }
        }
    }
}

#[test]
fn a_new_app_is_open_to_everybody() {
    assert_eq!(seen_by(json!({})).len(), EVERYBODY);
}

#[test]
fn the_first_row_that_names_a_person_wins() {
    let rights = |rows: Value| seen_by(json!({"app-rights": rows}));
    assert_eq!(rights(json!(["USER:ito", "ORGANIZATION:shimin view"])), ["sato", "kato"]);
    assert_eq!(rights(json!(["ORGANIZATION:shimin view", "USER:ito"])), ["sato", "ito", "kato"]);
    assert_eq!(rights(json!(["GROUP:kanri", "ORGANIZATION:soumu view"])), ["abe", "goto"]);
}

#[test]
fn everyone_comes_last_wherever_it_stands() {
    let rights = |rows: Value| seen_by(json!({"app-rights": rows}));
    assert_eq!(rights(json!(["GROUP:everyone view", "ORGANIZATION:shimin"])).len(), EVERYBODY - 3);
    assert_eq!(rights(json!(["GROUP:everyone", "ORGANIZATION:zeimu view"])), ["kondo", "murata"]);
    let fields = json!({"氏名": ["GROUP:everyone none", "ORGANIZATION:zeimu read"]});
    assert_eq!(seen_by(json!({"field-rights": fields})), ["kondo", "murata"]);
    let records = json!([{"who": ["GROUP:everyone", "ORGANIZATION:zeimu view"]}]);
    assert_eq!(seen_by(json!({"record-rights": records})), ["kondo", "murata"]);
}

#[test]
fn whom_no_row_names_sees_nothing() {
    assert_eq!(seen_by(json!({"app-rights": []})), [""; 0]);
    assert_eq!(seen_by(json!({"app-rights": ["USER:oka view"]})), ["oka"]);
    assert_eq!(seen_by(json!({"field-rights": {"氏名": ["USER:oka write"]}})), ["oka"]);
    assert_eq!(seen_by(json!({"record-rights": [{"who": ["USER:oka view"]}]})), ["oka"]);
}

#[test]
fn departments_below_count_only_when_the_row_says_so() {
    let rights = |rows: Value| seen_by(json!({"app-rights": rows}));
    assert_eq!(rights(json!(["ORGANIZATION:shimin view"])), ["sato", "ito", "kato"]);
    assert_eq!(rights(json!(["ORGANIZATION:shimin subs view"])), ["sato", "ito", "kato", "mori", "ono"]);
    assert_eq!(rights(json!(["ORGANIZATION:shicho subs view"])).len(), EVERYBODY);
}

#[test]
fn departments_in_a_ring_come_to_an_end() {
    let mut directory = directory();
    directory.organizations[0].parent_code = Some("madoguchi".to_owned());
    let app = app(json!({"app-rights": ["ORGANIZATION:shimin subs view"]}));
    assert_eq!(viewers(&app, &directory, "氏名").unwrap().people.len(), EVERYBODY);
}

#[test]
fn the_creator_is_one_person_or_nobody() {
    let rows = json!(["CREATOR manage view"]);
    assert_eq!(seen_by(json!({"app-rights": rows})), ["sato"]);
    let left = json!({"appId": "7", "spaceId": null, "creator": {"code": "", "name": ""}});
    assert_eq!(seen_by(json!({"app-rights": rows, "info": left})), [""; 0]);
    assert_eq!(seen_by(json!({"app-rights": ["CREATOR", "ORGANIZATION:shimin view"]})), ["ito", "kato"]);
}

#[test]
fn people_in_a_field_of_the_record_are_told_apart() {
    let rows = json!([{"who": ["FIELD_ENTITY:担当 view", "ORGANIZATION:zeimu view"]}]);
    let found = audience(json!({"record-rights": rows}));
    assert_eq!(names(&found.people), ["kondo", "murata"]);
    assert_eq!(found.fields.into_iter().collect::<Vec<_>>(), ["担当"]);
}

#[test]
fn only_a_closed_space_closes() {
    let space = |private: bool, guest: bool| {
        seen_by(
            json!({"space": {"private": private, "guest": guest, "members": ["ORGANIZATION:shimin subs", "USER:oka"]}}),
        )
    };
    assert_eq!(space(true, false), ["sato", "ito", "kato", "mori", "ono", "oka"]);
    assert_eq!(space(false, true).len(), 6);
    assert_eq!(space(false, false).len(), EVERYBODY);
    assert_eq!(seen_by(json!({"space": {"private": true, "members": ["GROUP:everyone"]}})).len(), EVERYBODY);
}

#[test]
fn all_locks_close_together() {
    let found = seen_by(json!({
        "space": {"private": true, "members": ["ORGANIZATION:shimin subs", "ORGANIZATION:soumu"]},
        "app-rights": ["USER:kato", "GROUP:everyone view"],
        "field-rights": {"氏名": ["USER:mori none", "GROUP:everyone read"]},
        "record-rights": [{"who": ["ORGANIZATION:shimin subs view"]}],
    }));
    assert_eq!(found, ["sato", "ito", "ono"]);
}

#[test]
fn record_rights_close_only_when_they_reach_every_record() {
    let rights = |rows: Value| seen_by(json!({"record-rights": rows}));
    let some = json!({"if": "担当 in (LOGINUSER())", "who": ["USER:oka view"]});
    assert_eq!(rights(json!([some.clone()])).len(), EVERYBODY, "a record that meets no condition stays open");
    assert_eq!(rights(json!([some.clone(), {"if": "", "who": ["ORGANIZATION:zeimu view"]}])), ["kondo", "murata"]);
    assert_eq!(
        rights(json!([{"if": " ", "who": ["USER:oka view"]}, {"if": "", "who": ["GROUP:everyone view"]}])),
        ["oka"],
        "nothing below a row for all records is reached"
    );
}

#[test]
fn only_the_rights_of_that_field_count() {
    assert_eq!(seen_by(json!({"field-rights": {"担当": ["USER:oka write"]}})).len(), EVERYBODY);
    assert_eq!(seen_by(json!({"field-rights": {"氏名": ["GROUP:kanri read"]}})).len(), 4);
    let new = json!({"rights": [{"code": "氏名", "entities": [
        {"accessibility": "MASKED", "entity": {"type": "USER", "code": "oka"}, "includeSubs": false}]}]});
    assert_eq!(seen_by(json!({"field-rights": new})), ["oka"], "a kind that we do not know may let view");
}

#[test]
fn a_group_that_cannot_be_read_is_taken_as_wide_as_it_may_be() {
    let found = audience(json!({"app-rights": ["GROUP:himitsu view", "USER:oka view"]}));
    assert_eq!((found.people.len(), names(&found.least)), (EVERYBODY, vec!["oka".to_owned()]));
    assert_eq!((found.unsure[0].part, &found.unsure[0].reason), (Part::People, &Reason::Forbidden));

    let found = audience(json!({"app-rights": ["GROUP:himitsu", "GROUP:everyone view"]}));
    assert_eq!(
        (found.people.len(), found.least.len()),
        (EVERYBODY, 0),
        "it may take the right from everybody, or nobody"
    );

    let found = audience(json!({"app-rights": ["USER:oka view", "GROUP:himitsu", "GROUP:everyone view"]}));
    assert_eq!(names(&found.least), ["oka"], "a row above it is certain");

    let found = audience(json!({"app-rights": ["GROUP:himitsu view", "GROUP:everyone view"]}));
    assert_eq!(found.least.len(), EVERYBODY, "whoever is in the group, everybody sees it");

    let found = audience(json!({"space": {"private": true, "members": ["GROUP:himitsu", "USER:oka"]}}));
    assert_eq!((found.people.len(), names(&found.least)), (EVERYBODY, vec!["oka".to_owned()]));
}

#[test]
fn an_entity_of_a_kind_that_we_do_not_know_is_taken_wide() {
    for kind in ["CUSTOM_FIELD:x", "ROBOT:y"] {
        let found = audience(json!({"app-rights": [format!("{kind} view")]}));
        assert_eq!((found.people.len(), found.least.len(), found.unsure.len()), (EVERYBODY, 0, 1), "{kind}");
    }
}

#[test]
fn a_space_that_cannot_be_read_may_be_closed() {
    for why in ["forbidden", "never-deployed"] {
        let found = audience(json!({"space": why}));
        assert_eq!((found.people.len(), found.least.len(), found.unsure[0].part), (EVERYBODY, 0, Part::Space));
    }
}

#[test]
fn rights_that_cannot_be_read_say_so() {
    for (key, part) in
        [("app-rights", Part::AppRights), ("record-rights", Part::RecordRights), ("field-rights", Part::FieldRights)]
    {
        let found = viewers(&app(json!({key: "forbidden"})), &directory(), "氏名");
        assert_eq!(found.unwrap_err().part, part);
    }
}

#[test]
fn the_settings_that_decide_are_named_and_no_others() {
    let by = |rest: Value| audience(rest).by.into_iter().collect::<Vec<_>>();
    let rows = |rows: Value| by(json!({"app-rights": rows}));
    assert_eq!(rows(json!(["CREATOR view", "GROUP:everyone view"])), ["app CREATOR: view", "app GROUP:everyone view"]);
    assert_eq!(
        rows(json!(["USER:oka view", "ORGANIZATION:zeimu view"])),
        rows(json!(["ORGANIZATION:zeimu view", "USER:oka view"])),
        "the order of rows that do not meet says nothing"
    );
    let plain = rows(json!(["GROUP:everyone view"]));
    assert_eq!(plain, rows(json!(["GROUP:nobody", "GROUP:everyone view"])), "an empty group decides nothing");
    assert_eq!(plain, rows(json!(["GROUP:everyone view", "GROUP:nobody view"])));
    assert_ne!(plain, rows(json!(["ORGANIZATION:zeimu", "GROUP:everyone view"])), "a row above takes effect");
    let closed = rows(json!(["USER:oka view"]));
    assert_eq!(closed, rows(json!(["ORGANIZATION:zeimu", "USER:oka view", "GROUP:everyone"])), "they had nothing");
    assert_ne!(
        rows(json!(["ORGANIZATION:shimin view"])),
        rows(json!(["ORGANIZATION:shimin subs view"])),
        "departments below"
    );
    let private = json!({"private": true, "members": ["ORGANIZATION:shicho subs"]});
    assert_ne!(plain, by(json!({"app-rights": ["GROUP:everyone view"], "space": private})), "a closed space");
    let fields = json!({"氏名": ["GROUP:everyone read"]});
    assert_ne!(plain, by(json!({"app-rights": ["GROUP:everyone view"], "field-rights": fields})));
}

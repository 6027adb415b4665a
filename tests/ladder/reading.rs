//! Reading an app and its people from a kintone that answers, refuses, is busy, or has never seen the app live.

use std::cell::RefCell;
use std::time::Duration;

use naiki::app::App;
use naiki::kintone::client::{Client, Door};
use naiki::kintone::refusal::Reason;
use naiki::kintone::transport::{Ask, Method, Transport};
use naiki::kintone::{Part, Side};
use naiki::people::{Directory, departments, viewers};
use naiki::snapshot::{self, Both, Reading};
use serde_json::{Value, json};
use tests::city::{Example, app};

/// A kintone made of one function.
struct Fake<F> {
    answer: F,
    asked: RefCell<Vec<Ask>>,
    rested: RefCell<Vec<u64>>,
}

impl<F: Fn(&Ask, usize) -> Result<Value, Reason>> Fake<F> {
    /// `answer` is told how often the same was asked before.
    fn new(answer: F) -> Self {
        Self { answer, asked: RefCell::default(), rested: RefCell::default() }
    }
}

impl<F: Fn(&Ask, usize) -> Result<Value, Reason>> Transport for Fake<F> {
    async fn send(&self, ask: Ask) -> Result<Value, Reason> {
        let before = self.asked.borrow().iter().filter(|other| **other == ask).count();
        self.asked.borrow_mut().push(ask.clone());
        (self.answer)(&ask, before)
    }

    async fn rest(&self, time: Duration) {
        self.rested.borrow_mut().push(u64::try_from(time.as_millis()).unwrap());
    }

    fn now(&self) -> i64 {
        0
    }
}

/// What a whole kintone says of the app 7 in the space 12.
fn whole(path: &str) -> Result<Value, Reason> {
    let example = Example::new(json!({"space": {"private": true, "members": ["ORGANIZATION:shimin subs"]}}), &[]);
    let snapshot = example.snapshot();
    let body = |part: Part| snapshot.body(part).unwrap().clone();
    let mut parts = Part::GOVERNANCE.into_iter().chain(Part::MORE);
    let part = parts.find(|part| path.ends_with(&format!("/{}.json", part.path().unwrap())));
    match (part, path.rsplit_once("/v1/").unwrap().1) {
        (Some(part), _) => Ok(body(part)),
        (None, "app.json") => Ok(body(Part::Info)),
        (None, "records.json") => Ok(json!({
            "records": [
                {"更新日時": {"value": "2026-11-20T01:00:00Z"}, "作成者": {"value": {"code": "Administrator", "name": "Administrator"}}},
                {"更新日時": {"value": "2026-11-19T01:00:00Z"}, "作成者": {"value": {"code": "sato", "name": "佐藤 昇"}}}
            ],
            "totalCount": "12"
        })),
        (None, "space.json") => Ok(body(Part::Space)["space"].clone()),
        (None, "space/members.json") => Ok(json!({"members": body(Part::Space)["members"]})),
        _ => panic!("asked for {path}"),
    }
}

async fn read<F: Fn(&Ask, usize) -> Result<Value, Reason>>(fake: &Fake<F>) -> Both {
    read_with(fake, None).await
}

async fn read_with<F: Fn(&Ask, usize) -> Result<Value, Reason>>(fake: &Fake<F>, own: Option<Value>) -> Both {
    let mut steps = Vec::new();
    let both =
        snapshot::read(&Client::new(fake, Door::default()), "7", own, |done, total| steps.push((done, total))).await;
    assert!(
        steps.windows(2).all(|pair| pair[0].0 <= pair[1].0) && steps.last().is_some_and(|(done, total)| done == total)
    );
    both
}

#[tokio::test]
async fn both_sides_and_the_space_are_read() {
    let fake = Fake::new(|ask, _| whole(&ask.path));
    let both = read(&fake).await;
    for snapshot in [&both.preview, &both.live] {
        let more = if snapshot.side == Side::Preview { Part::MORE.len() } else { 1 };
        assert_eq!(snapshot.parts.len(), 10 + more);
        assert!(snapshot.parts.values().all(|reading| matches!(reading, Reading::Read(_))));
        assert_eq!(snapshot.revision(), Some("7"));
        let app = App::of(snapshot.clone());
        assert!(app.home().unwrap().unwrap().space.is_private);
        assert!(app.settings().is_ok() && app.fields().is_ok() && app.plugins().is_ok() && app.customize().is_ok());
    }
    let asked = fake.asked.borrow();
    let ask = |path: &str| asked.iter().find(|ask| ask.path == path).unwrap();
    assert_eq!(ask("/k/v1/preview/app/settings.json").params, json!({"app": "7", "lang": "default"}));
    assert_eq!(ask("/k/v1/preview/app/acl.json").params, json!({"app": "7"}));
    assert_eq!(ask("/k/v1/app.json").params, json!({"id": "7"}));
    assert!(asked.iter().all(|ask| ask.method == Method::Get));
    assert_eq!(
        ask("/k/v1/records.json").params,
        json!({"app": "7", "query": "order by 更新日時 desc limit 100", "fields": ["作成者", "更新日時"], "totalCount": true}),
        "no value of any field but these is asked for"
    );
    // Of what came only figures are kept.
    let figures = json!({"total": 12, "looked": 2, "tokens": 1, "newest": "2026-11-20T01:00:00Z"});
    assert_eq!(both.preview.body(Part::Records), Some(&figures));
    assert_eq!(asked.len(), 26, "one request a part and side, and four for the surroundings");
    assert!(
        asked.iter().any(|ask| ask.path == "/k/v1/app/status.json"),
        "who works in which state is told of both sides"
    );
}

#[tokio::test]
async fn an_app_outside_spaces_has_none() {
    let fake = Fake::new(|ask, _| match ask.path.as_str() {
        "/k/v1/app.json" => Ok(json!({"appId": "7", "spaceId": null, "creator": {"code": "sato"}})),
        path => whole(path),
    });
    let app = App::of(read(&fake).await.preview);
    assert_eq!(app.home(), Ok(None));
}

#[tokio::test]
async fn an_app_never_deployed_has_no_live_side() {
    let fake =
        Fake::new(|ask, _| if ask.path.contains("/preview/") { whole(&ask.path) } else { Err(Reason::NotFound) });
    let both = read(&fake).await;
    assert!(both.live.parts.values().all(|reading| *reading == Reading::NeverDeployed));
    let app = App::of(both.preview);
    assert!(app.rights().is_ok());
    assert_eq!(app.home().unwrap_err().reason, Reason::NeverDeployed);
}

#[tokio::test]
async fn the_screen_knows_the_space_of_an_app_never_deployed() {
    let fake = Fake::new(|ask, _| match ask.path.as_str() {
        "/k/v1/space.json" | "/k/v1/space/members.json" => whole(&ask.path),
        path if path.contains("/preview/") => whole(path),
        _ => Err(Reason::NotFound),
    });
    let own = |space: Value| Some(json!({"spaceId": space, "creator": {"code": "sato"}}));
    let inside = read_with(&fake, own("12".into())).await;
    assert!(inside.live.parts.values().all(|reading| *reading == Reading::NeverDeployed));
    assert!(App::of(inside.preview).home().unwrap().unwrap().space.is_private);
    let outside = read_with(&fake, own(Value::Null)).await;
    assert_eq!(App::of(outside.preview).home(), Ok(None));
    let silent = read_with(&fake, Some(json!({"creator": {"code": "sato"}}))).await;
    let reason = App::of(silent.preview).home().unwrap_err().reason;
    assert_eq!(reason, Reason::Malformed { detail: "spaceId".to_owned() });
}

#[tokio::test]
async fn an_app_that_is_gone_is_not_taken_for_new() {
    let both = read(&Fake::new(|_, _| Err(Reason::NotFound))).await;
    for reading in both.preview.parts.values().chain(both.live.parts.values()) {
        assert_eq!(*reading, Reading::Unread(Reason::NotFound));
    }
}

#[tokio::test]
async fn one_refused_part_leaves_the_others() {
    for part in Part::GOVERNANCE {
        let refused = format!("/k/v1/preview/{}.json", part.path().unwrap());
        let both =
            read(&Fake::new(|ask, _| if ask.path == refused { Err(Reason::Forbidden) } else { whole(&ask.path) }))
                .await;
        for (other, reading) in &both.preview.parts {
            assert_eq!(*reading == Reading::Unread(Reason::Forbidden), *other == part, "{other:?}");
        }
        assert!(both.live.parts.values().all(|reading| matches!(reading, Reading::Read(_))));
    }
    let both =
        read(&Fake::new(|ask, _| if ask.path.contains("space/") { Err(Reason::Forbidden) } else { whole(&ask.path) }))
            .await;
    assert_eq!(
        both.preview.parts.get(&Part::Space),
        Some(&Reading::Unread(Reason::Forbidden)),
        "a space without members is not read"
    );
}

#[tokio::test]
async fn a_busy_kintone_is_asked_again_and_not_for_ever() {
    let fake = Fake::new(|ask, before| if before < 2 { Err(Reason::Busy) } else { whole(&ask.path) });
    let client = Client::new(&fake, Door::default());
    assert!(client.part(Side::Live, Part::Settings, "7").await.is_ok());
    assert_eq!(*fake.rested.borrow(), [500, 1000]);

    let fake = Fake::new(|_, _| Err(Reason::Busy));
    let client = Client::new(&fake, Door::default());
    assert_eq!(client.part(Side::Live, Part::Settings, "7").await, Err(Reason::Busy));
    assert_eq!(fake.asked.borrow().len(), 4);

    let fake = Fake::new(|_, _| Err(Reason::Forbidden));
    let client = Client::new(&fake, Door::default());
    assert_eq!(client.part(Side::Live, Part::Settings, "7").await, Err(Reason::Forbidden));
    assert_eq!(fake.asked.borrow().len(), 1, "a refusal is an answer");
}

#[tokio::test]
async fn apps_of_guest_spaces_are_behind_their_door() {
    let fake = Fake::new(|ask, _| whole(&ask.path));
    let client = Client::new(&fake, Door(Some("12".to_owned())));
    client.part(Side::Preview, Part::AppRights, "7").await.unwrap();
    client.part(Side::Live, Part::AppRights, "7").await.unwrap();
    let paths: Vec<String> = fake.asked.borrow().iter().map(|ask| ask.path.clone()).collect();
    assert_eq!(paths, ["/k/guest/12/v1/preview/app/acl.json", "/k/guest/12/v1/app/acl.json"]);
}

#[tokio::test]
async fn a_part_is_put_on_the_preview_side_at_its_revision() {
    let fake = Fake::new(|_, before| if before == 0 { Ok(json!({"revision": "8"})) } else { Err(Reason::Conflict) });
    let client = Client::new(&fake, Door::default());
    let put = || client.put_part(Part::AppRights, "7", json!({"rights": []}), "7");
    assert_eq!(put().await, Ok("8".to_owned()));
    assert_eq!(put().await, Err(Reason::Conflict));
    let asked = fake.asked.borrow();
    assert_eq!((asked[0].method, asked[0].path.as_str()), (Method::Put, "/k/v1/preview/app/acl.json"));
    assert_eq!(asked[0].params, json!({"rights": [], "app": "7", "revision": "7"}));
}

/// 230 people, of whom the 200th was stopped; a department with one below; a group that nobody may read.
fn people(ask: &Ask) -> Result<Value, Reason> {
    let user =
        |at: usize| json!({"code": format!("u{at}"), "name": format!("職員{at}"), "valid": at != 200, "email": null});
    let page = |all: Vec<Value>| {
        let (from, size) = (ask.params["offset"].as_u64().unwrap(), ask.params["size"].as_u64().unwrap());
        assert!(size <= 100);
        all.into_iter().skip(usize::try_from(from).unwrap()).take(usize::try_from(size).unwrap()).collect::<Vec<_>>()
    };
    let code = ask.params["code"].as_str().unwrap_or_default();
    match (ask.path.as_str(), code) {
        ("/v1/users.json", _) => Ok(json!({"users": page((0..230).map(user).collect())})),
        ("/v1/organizations.json", _) => Ok(json!({"organizations": page(vec![
            json!({"code": "ka", "name": "市民課", "parentCode": null}),
            json!({"code": "kakari", "name": "窓口係", "parentCode": "ka"}),
        ])})),
        ("/v1/organization/users.json", "ka") => {
            Ok(json!({"userTitles": page((0..100).map(|at| json!({"user": user(at), "title": null})).collect())}))
        }
        ("/v1/organization/users.json", "kakari") => {
            Ok(json!({"userTitles": page([150, 200].map(|at| json!({"user": user(at), "title": null})).to_vec())}))
        }
        ("/v1/organization/users.json", "soto") => Err(Reason::NotFound),
        ("/v1/group/users.json", "kanri") => Ok(json!({"users": page(vec![user(3)])})),
        ("/v1/group/users.json", _) => Err(Reason::Forbidden),
        ("/v1/user/organizations.json", "u1") => {
            Ok(json!({"organizationTitles": [{"organization": {"code": "ka", "name": "市民課"}, "title": null}]}))
        }
        (path, code) => panic!("asked for {path} of {code}"),
    }
}

#[tokio::test]
async fn people_are_read_as_far_as_an_app_names_them() {
    let fake = Fake::new(|ask, _| people(ask));
    let client = Client::new(&fake, Door::default());
    let app = app(json!({"fields": {"氏名": "SINGLE_LINE_TEXT"},
        "app-rights": ["GROUP:kanri", "ORGANIZATION:ka subs view", "GROUP:himitsu", "USER:u220 view", "CREATOR manage view"],
        "general-notices": ["GROUP:renraku recordAdded", "ORGANIZATION:ka recordAdded", "ORGANIZATION:soto recordAdded"]}));
    let directory = Directory::read(&client, &[&app]).await.unwrap();
    assert_eq!(directory.users.len(), 229, "whom kintone stopped cannot view");
    assert_eq!(directory.stopped.iter().map(|user| user.code.as_str()).collect::<Vec<_>>(), ["u200"]);
    assert_eq!(
        directory.members.keys().collect::<Vec<_>>(),
        [
            "GROUP:himitsu",
            "GROUP:kanri",
            "GROUP:renraku",
            "ORGANIZATION:ka",
            "ORGANIZATION:kakari",
            "ORGANIZATION:soto"
        ],
        "those whom only a notice names, too"
    );
    let found = viewers(&app, &directory, "氏名").unwrap();
    assert_eq!((found.people.len(), found.least.len()), (101, 100), "99 of the department, one below, u220 or not");
    let pages = fake.asked.borrow().iter().filter(|ask| ask.path == "/v1/users.json").count();
    assert_eq!(pages, 3);
    let whole = fake.asked.borrow().iter().filter(|ask| ask.params["code"] == "ka").count();
    assert_eq!(whole, 2, "a full page may not be the last");
}

#[tokio::test]
async fn without_people_nothing_can_be_counted() {
    let fake = Fake::new(|_, _| Err(Reason::Network));
    let client = Client::new(&fake, Door::default());
    let unread = Directory::read(&client, &[]).await.unwrap_err();
    assert_eq!((unread.part, unread.reason), (Part::People, Reason::Network));
    let fake = Fake::new(|_, _| Ok(json!({"users": [{"code": 1}]})));
    let client = Client::new(&fake, Door::default());
    assert!(matches!(Directory::read(&client, &[]).await.unwrap_err().reason, Reason::Malformed { .. }));
}

#[tokio::test]
async fn the_departments_of_a_person_are_a_convenience() {
    let fake = Fake::new(|ask, _| people(ask));
    assert_eq!(departments(&Client::new(&fake, Door::default()), "u1").await, ["市民課"]);
    let fake = Fake::new(|_, _| Err(Reason::Forbidden));
    assert!(departments(&Client::new(&fake, Door::default()), "u1").await.is_empty());
}

//! 公示: what a guard makes of the record that the office publishes.

use naiki::policy::built_in::BuiltIn;
use naiki::rule::{Override, Stage};
use naiki::seal::chunks::Damage;
use naiki::seal::orders::{Order, Orders};
use naiki::seal::published::{self, Halt, LIMIT, NOTICE, Published, fits, in_force, read};
use naiki::text::{Lang, day};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use time::Duration;

const TODAY: &str = "2026-11-24";
const DOMAIN: &str = "midori.cybozu.com";

/// A record with what differs from an empty one.
fn record(more: Value) -> String {
    let mut record: Map<String, Value> = Map::new();
    for (key, value) in [("schema", json!(1)), ("domain", json!(DOMAIN)), ("app", json!("32"))] {
        record.insert(key.to_owned(), value);
    }
    let Value::Object(more) = more else { panic!("{more}") };
    record.extend(more);
    Value::Object(record).to_string()
}

fn told(more: Value) -> Published {
    read(&record(more), DOMAIN, "32").unwrap()
}

fn orders(policy: BuiltIn) -> Orders {
    Orders::compile(&policy.policy().unwrap())
}

/// One order, as every version of the format has it.
fn order(stage: &str, from: &str) -> Order {
    serde_json::from_value(
        json!({"rule": "my-number-typed", "stage": stage, "from": from, "ja": "第7条", "en": "Article 7"}),
    )
    .unwrap()
}

fn announced(from: &str) -> Halt {
    Halt::Announced { from: Some(from.to_owned()) }
}

#[test]
fn a_record_says_as_little_as_it_likes_and_more_than_we_know() {
    let least = told(json!({}));
    assert_eq!((least.orders.as_ref(), least.hours, least.life()), (None, 24, 24));
    assert_eq!((least.stop("1", TODAY), least.contact("1", Lang::Ja), least.closes("x")), (Halt::None, None, false));
    let more = json!({"organisations": [{"code": 1}], "aliases": null, "later": {"a": [1.5]}, "orders": orders(BuiltIn::Strict)});
    assert_eq!(told(more).orders, Some(orders(BuiltIn::Strict)));
    assert_eq!(serde_json::from_str::<Published>(&serde_json::to_string(&least).unwrap()).unwrap(), least);
}

#[test]
fn a_record_of_another_app_or_domain_is_none_and_a_newer_one_is_told_whatever_it_holds() {
    let text = record(json!({}));
    assert_eq!(read("", DOMAIN, "32"), Err(Damage::Absent));
    for (domain, app) in [("other.cybozu.com", "32"), (DOMAIN, "33"), (DOMAIN, "")] {
        assert_eq!(read(&text, domain, app), Err(Damage::Absent), "{domain} {app}");
    }
    let newer = |more: Value| read(&more.to_string(), DOMAIN, "32");
    assert_eq!(newer(json!({"schema": 2, "app": 32, "stops": "elsewhere"})), Err(Damage::Newer));
    assert_eq!(newer(json!({"schema": published::SCHEMA, "app": 32, "stops": "elsewhere"})), Err(Damage::Damaged));
    for damaged in [&text[..text.len() - 1], "null", "[]", "{}", r#"{"schema":"2"}"#, r#"{"schema":-1}"#] {
        assert_eq!(read(damaged, DOMAIN, "32"), Err(Damage::Damaged), "{damaged}");
    }
}

#[test]
fn the_published_orders_come_first_then_the_seals_then_those_of_the_box() {
    let (built_in, sealed) =
        (orders(BuiltIn::Standard), Orders { version: "99".to_owned(), ..orders(BuiltIn::Strict) });
    let published = told(json!({"orders": Orders { version: "2".to_owned(), ..orders(BuiltIn::Standard) }}));
    let switches = told(json!({"stops": [{"app": "1", "announced": TODAY, "from": TODAY}]}));
    for (published, sealed, version) in [
        (Some(&published), Some(&sealed), "2"),
        (Some(&published), None, "2"),
        (Some(&switches), Some(&sealed), "99"),
        (None, Some(&sealed), "99"),
        (Some(&switches), None, "1.0"),
        (None, None, "1.0"),
    ] {
        assert_eq!(in_force(published, sealed, &built_in).version, version);
    }
}

#[test]
fn tightening_waits_for_its_day_and_under_the_emergency_switch_everything_warns_at_most() {
    let calm = told(json!({}));
    let eased =
        |until: &str| told(json!({"emergency": {"until": until, "ja": "選挙の投票日のため", "en": "polling day"}}));
    for (published, stage, from, expected) in [
        (&calm, "block", "2026-11-24", Stage::Block),
        (&calm, "block", "2026-11-25", Stage::Warn),
        (&calm, "warn", "2027-01-01", Stage::Warn),
        (&eased(TODAY), "block", "2026-04-01", Stage::Warn),
        (&eased(TODAY), "observe", "2026-04-01", Stage::Observe),
        (&eased(TODAY), "off", "2026-04-01", Stage::Off),
        (&eased("2026-11-23"), "block", "2026-04-01", Stage::Block),
        // A day that nobody can read ends nothing; compared as text it would be over.
        (&eased("2026-11-1"), "block", "2026-04-01", Stage::Warn),
        (&eased(""), "block", "2026-04-01", Stage::Warn),
    ] {
        assert_eq!(published.stage_on(&order(stage, from), TODAY), expected, "{published:?} {stage} {from}");
    }
    let eased = eased(TODAY);
    let why = eased.eased(TODAY).unwrap();
    assert_eq!((why.why(Lang::Ja), why.why(Lang::En)), ("選挙の投票日のため", "polling day"));
    assert!(eased.eased("2026-11-25").is_none());
}

#[test]
fn a_stop_acts_from_its_day_but_never_earlier_than_announced() {
    let stop = |announced: &str, from: &str| {
        told(json!({"stops": [{"app": "9", "announced": announced, "from": from}]})).stop("9", TODAY)
    };
    for (given, from, expected) in [
        ("2026-11-10", "2026-11-24", Halt::InForce { over: Override::Reason }),
        ("2026-11-10", "2026-11-10", Halt::InForce { over: Override::Reason }),
        ("2026-11-10", "2026-11-25", announced("2026-11-25")),
        ("2026-11-11", "2026-11-24", announced("2026-11-25")),
        ("2026-11-24", "2026-11-24", announced("2026-12-08")),
        ("2026-12-24", "2026-11-24", announced("2027-01-07")),
        ("2026-02-30", "2026-11-24", Halt::Announced { from: None }),
        ("2026-11-10", "", Halt::Announced { from: None }),
        ("", "2026-1-1", Halt::Announced { from: None }),
        ("9999-12-31", "2026-11-24", Halt::Announced { from: None }),
    ] {
        assert_eq!(stop(given, from), expected, "{given} {from}");
    }
    let acting = json!({"app": "9", "announced": "2026-10-01", "from": "2026-11-01"});
    let with = |more: Value| {
        let mut all = json!({"stops": [{"app": "9", "announced": "2026-11-20", "from": "2027-01-01"}, acting]});
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        told(all)
    };
    assert_eq!(
        with(json!({})).stop("9", TODAY),
        Halt::InForce { over: Override::Reason },
        "the earliest of several counts"
    );
    assert_eq!(with(json!({})).stop("9", "2026-10-20"), announced("2026-11-01"));
    assert_eq!(with(json!({})).stop("9", "nonsense"), announced("2026-11-01"), "a clock that is wrong stops nobody");
    assert_eq!(with(json!({})).stop("8", TODAY), Halt::None);
    assert_eq!(with(json!({"exempt": ["8", "9"]})).stop("9", TODAY), Halt::None);
    assert_eq!(with(json!({"emergency": {"until": "2026-12-01"}})).stop("9", TODAY), announced("2026-12-02"));
    assert_eq!(
        with(json!({"emergency": {"until": "2026-11-23"}})).stop("9", TODAY),
        Halt::InForce { over: Override::Reason }
    );
    assert_eq!(with(json!({"emergency": {}})).stop("9", TODAY), Halt::Announced { from: None });
}

#[test]
fn the_contact_of_the_app_goes_before_the_one_for_all() {
    let published = told(json!({"contacts": [
        {"ja": "情報政策課", "en": "Digital Policy"}, {"apps": ["3", "15"], "ja": "福祉課", "en": "Welfare"}, {"apps": [], "ja": "ほか"},
    ]}));
    assert_eq!(published.contact("15", Lang::Ja), Some("福祉課"));
    assert_eq!(published.contact("15", Lang::En), Some("Welfare"));
    assert_eq!(published.contact("1", Lang::En), Some("Digital Policy"));
    assert_eq!(told(json!({"contacts": [{"apps": ["3"], "ja": "福祉課"}]})).contact("1", Lang::Ja), None);
}

#[test]
fn a_copy_lives_for_an_hour_at_least_and_a_week_at_most() {
    for (hours, life) in [(0, 1), (1, 1), (24, 24), (168, 168), (u32::MAX, 168)] {
        assert_eq!(told(json!({"hours": hours})).life(), life);
    }
}

#[test]
fn what_is_published_stays_under_its_limit() {
    assert!(fits(&"あ".repeat(LIMIT / 3)) && !fits(&"a".repeat(LIMIT)));
    // A city of 400 departments and 60 apps under 保存停止 has room.
    let organisations: Vec<Value> =
        (0..400).map(|at| json!({"code": format!("soshiki-{at}"), "name": "都市整備部道路河川課管理係", "parent": "toshi-seibi"})).collect();
    let stops: Vec<Value> =
        (0..60).map(|app| json!({"app": app.to_string(), "announced": TODAY, "from": "2026-12-24"})).collect();
    assert!(fits(&record(json!({"orders": orders(BuiltIn::Strict), "organisations": organisations, "stops": stops}))));
}

/// Days that exist, near today, and texts that are none.
fn days() -> impl Strategy<Value = String> {
    let near = (-40_i64..40).prop_map(|days| day::written(day::read(TODAY).unwrap() + Duration::days(days)));
    prop_oneof![8 => near, 1 => select(&["", "2026-02-30", "9999-12-31", "0000-01-01", "11/24"][..]).prop_map(str::to_owned)]
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof!["\\PC{0,80}", "[{}\\[\\]\":,a-z0-9]{0,60}"], cut in 0_usize..400) {
        let _ = read(&text, "", "");
        let whole = record(json!({"orders": orders(BuiltIn::Standard), "contacts": [{"ja": text}]}));
        prop_assert!(read(&whole, DOMAIN, "32").is_ok());
        let cut: String = whole.chars().take(cut).collect();
        prop_assert!(matches!(read(&cut, DOMAIN, "32"), Ok(_) | Err(Damage::Damaged | Damage::Absent)));
    }

    #[test]
    fn any_value_under_any_key_is_read_or_refused(
        key in select(&["schema", "domain", "app", "at", "orders", "emergency", "stops", "exempt", "contacts", "reasons", "closed", "hours", "x"][..]),
        value in select(vec![json!(null), json!(true), json!(-1), json!(1.5), json!(2), json!("a"), json!([]), json!({}), json!([{}]), json!([[]]), json!(["a"])]),
    ) {
        let read = read(&record(json!({key: value})), DOMAIN, "32");
        prop_assert_eq!(read == Err(Damage::Newer), key == "schema" && value == 2);
        prop_assert!(key != "x" || read.is_ok());
    }

    #[test]
    fn no_stop_acts_under_the_emergency_switch_nor_where_exempt_nor_before_it_was_announced_for_its_days(
        given in prop::collection::vec((days(), days()), 0..4), today in days(),
        until in prop::option::of(days()), exempt in any::<bool>(),
    ) {
        let stops: Vec<Value> = given.iter().map(|(announced, from)| json!({"app": "9", "announced": announced, "from": from})).collect();
        let emergency = until.map(|until| json!({"until": until}));
        let published = told(json!({"stops": stops, "emergency": emergency, "exempt": if exempt { vec!["9"] } else { vec![] }}));
        // Told apart from how the room counts: by days alone, each announcement 14 of them before today.
        let lawful = given.iter().any(|(announced, from)| match (day::read(announced), day::read(from), day::read(&today)) {
            (Some(announced), Some(from), Some(today)) => today >= from && (today - announced).whole_days() >= NOTICE,
            _ => false,
        });
        let acts = matches!(published.stop("9", &today), Halt::InForce { .. });
        prop_assert_eq!(acts, lawful && !exempt && published.eased(&today).is_none());
        if let Halt::Announced { from: Some(from) } = published.stop("9", &today) {
            prop_assert!(day::read(&today).is_none() || today < from, "{} is no day to come", from);
            prop_assert_eq!(published.stop("9", &from), Halt::InForce { over: Override::Reason }, "the day that is shown is the day on which it acts");
        }
    }

    #[test]
    fn the_emergency_switch_never_makes_an_order_stricter_and_refuses_nothing(
        stage in select(&["off", "observe", "warn", "block"][..]), from in days(), today in days(), until in prop::option::of(days()),
    ) {
        let published = told(json!({"emergency": until.map(|until| json!({"until": until}))}));
        let order = order(stage, &from);
        let acts = published.stage_on(&order, &today);
        prop_assert!(acts <= order.stage_on(&today));
        prop_assert!(published.eased(&today).is_none() || acts < Stage::Block);
    }
}

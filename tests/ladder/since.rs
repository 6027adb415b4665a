//! What changed since the last inspection record, and where the settings as prepared differ from those that run.

use naiki::app::App;
use naiki::kintone::Part;
use naiki::policy::built_in::BuiltIn;
use naiki::screen::inspection::model::{Material, Shown};
use naiki::screen::inspection::msg::Msg;
use naiki::seal::Seal;
use naiki::seal::baseline::{Baseline, prints};
use naiki::seal::chunks;
use naiki::snapshot::{Both, Reading};
use naiki::text::sorted::Sorted;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use tests::city::{Example, directory};
use tests::screen::Screen;

const LATER: &str = "2026-12-10";
const SAME: &str = "設定も点検結果も、前回から変わっていません。";

type Config = Sorted<String, String>;

/// Rights that are narrow, personal fields, a name off the convention.
fn story() -> Value {
    json!({
        "name": "相談受付簿",
        "fields": {"氏名": "SINGLE_LINE_TEXT", "住所": "SINGLE_LINE_TEXT", "備考": "MULTI_LINE_TEXT"},
        "app-rights": ["CREATOR manage view add edit", "ORGANIZATION:shimin view add edit"],
        "space": {"private": true, "members": ["ORGANIZATION:shimin subs"]},
    })
}

/// The settings that were saved for an app on 25 November.
fn sealed(app: Value) -> Config {
    Screen::open(app, &Sorted::new()).saved()
}

/// The same app opened again, with what became of it.
fn later(app: Value, config: &Config) -> Screen {
    Screen::on("7", LATER, app.clone(), app, config)
}

fn since(screen: &Screen) -> String {
    screen.region("naiki-since").unwrap()
}

/// The items of the list of changes.
fn lines(screen: &Screen) -> Vec<String> {
    let html = since(screen);
    html.split("<li>").skip(1).map(|rest| rest.split("</li>").next().unwrap().to_owned()).collect()
}

/// The rules whose findings bear a word in their heading.
fn marked(screen: &Screen, word: &str) -> Vec<&'static str> {
    let badge = format!("<span class=\"naiki-badge\">{word}</span>");
    let findings = &screen.model.report.as_ref().unwrap().findings;
    let bears = |fingerprint: &str| screen.region(&format!("naiki-at-{fingerprint}")).unwrap().contains(&badge);
    let mut rules: Vec<&str> =
        findings.iter().filter(|judged| bears(&judged.fingerprint)).map(|judged| judged.finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

#[test]
fn without_a_record_there_is_nothing_to_compare_with() {
    let screen = Screen::open(story(), &Sorted::new());
    assert_eq!(screen.region("naiki-since"), None);
    assert!(!screen.markup().contains("value=\"new\""), "what is new cannot be chosen");
    assert_eq!(marked(&screen, "新しい"), Vec::<&str>::new());
}

#[test]
fn an_app_that_stayed_as_it_was_takes_one_line() {
    let config = sealed(story());
    let screen = later(story(), &config);
    let html = since(&screen);
    assert!(html.contains("前回の点検記録: 不適合(2026-11-25)") && html.contains(SAME), "{html}");
    assert_eq!(lines(&screen), Vec::<String>::new());
    assert_eq!(marked(&screen, "新しい"), Vec::<&str>::new());
    assert!(screen.markup().contains("value=\"new\""));
}

#[test]
fn what_changed_is_told_by_kintones_own_names_and_what_is_new_is_marked() {
    let config = sealed(story());
    let mut app = story();
    app["app-rights"] = json!(["CREATOR manage view add edit", "GROUP:everyone view add edit export"]);
    app["space"]["private"] = false.into();
    app["name"] = "【市民課】相談受付簿".into();
    let mut screen = later(app, &config);
    let lines = lines(&screen);
    assert_eq!(lines[0], "変わった設定: 一般設定、アプリのアクセス権、スペースとその参加メンバー");
    assert!(!since(&screen).contains(SAME));
    let new = marked(&screen, "新しい");
    assert!(new.contains(&"seen-by-too-many") && !new.contains(&"name-off-template"), "{new:?}");
    let before: Baseline = serde_json::from_str(&chunks::join("baseline", &config).unwrap()).unwrap();
    let report = screen.model.report.clone().unwrap();
    let known = |print: &str| before.found.iter().any(|found| found.ends_with(print));
    let count = report.findings.iter().filter(|judged| !known(&judged.fingerprint)).count();
    assert_eq!(lines[1], format!("新しく見つかったこと: {count}件"));
    assert!(lines[2].starts_with("見つからなくなったこと: ") && !lines[2].contains(" 0件"), "{lines:?}");

    // The filter shows these, and nothing else.
    screen.act("filter", "", Shown::New.id());
    for judged in &report.findings {
        assert_eq!(screen.model.shows(judged), !known(&judged.fingerprint), "{}", judged.finding.rule);
    }
    // Saved again, all of it is known.
    let config = screen.saved();
    let mut app = story();
    app["app-rights"] = json!(["CREATOR manage view add edit", "GROUP:everyone view add edit export"]);
    app["space"]["private"] = false.into();
    app["name"] = "【市民課】相談受付簿".into();
    let screen = later(app, &config);
    assert!(since(&screen).contains(SAME) && since(&screen).contains(LATER), "{}", since(&screen));
}

#[test]
fn the_tab_of_powers_tells_whether_permissions_changed_since_the_record() {
    let config = sealed(story());
    let head = |app: Value| {
        let mut screen = later(app, &config);
        screen.act("tab", "powers", "");
        screen.region("naiki-powers-head").unwrap()
    };
    assert!(head(story()).contains("前回の点検記録(2026-11-25)から、アクセス権は変わっていません。"));
    let mut wider = story();
    wider["app-rights"].as_array_mut().unwrap().push("GROUP:everyone view".into());
    wider["description"] = "何かを書いた".into();
    let told = head(wider);
    assert!(told.contains("次の設定が変わりました: アプリのアクセス権<"), "rights only, not the description: {told}");
    let mut hidden = story();
    hidden["field-rights"] = "forbidden".into();
    let told = head(hidden);
    assert!(told.contains("比べられない設定: フィールドのアクセス権") && !told.contains("変わっていません"), "{told}");
    assert!(!Screen::open(story(), &Sorted::new()).markup().contains("前回の点検記録"), "nothing to compare with");
}

#[test]
fn fields_of_the_record_that_are_gone_or_of_another_class_are_named() {
    let config = sealed(story());
    let mut app = story();
    app["fields"] = json!({"住所": "SINGLE_LINE_TEXT", "備考": "MULTI_LINE_TEXT", "生年月日": "DATE"});
    let mut screen = later(app, &config);
    screen.act("decide", "住所", "special-care");
    let lines = lines(&screen).join("\n");
    for words in [
        "変わった設定: フォーム",
        "いまはフォームにない項目: 「氏名」",
        "「住所」(個人情報 → 要配慮個人情報の可能性)",
        "「生年月日」(個人情報と判断していない → ",
    ] {
        assert!(lines.contains(words), "{words}\n{lines}");
    }
    assert!(!lines.contains("備考"), "{lines}");
}

#[test]
fn what_was_not_read_both_times_is_neither_the_same_nor_changed() {
    let mut unread = story();
    unread["app-rights"] = "forbidden".into();
    let unequal = "比べられない設定: アプリのアクセス権";
    for (before, now) in [(unread.clone(), story()), (story(), unread)] {
        let screen = later(now, &sealed(before));
        let lines = lines(&screen).join("\n");
        assert!(lines.contains(unequal) && !lines.contains("変わった設定"), "{lines}");
        assert!(!since(&screen).contains(SAME));
        // A rule that was judged only once tells neither of something new nor of something gone.
        for rule in marked(&screen, "新しい") {
            let before = screen.model.baseline.as_ref().unwrap();
            assert!(before.judged.iter().any(|id| id == rule), "{rule}");
        }
        assert!(!lines.contains("見つからなくなったこと"), "{lines}");
    }
}

#[test]
fn what_could_not_be_judged_then_is_not_called_new() {
    let mut open = story();
    open["app-rights"] = json!(["CREATOR manage view add edit", "GROUP:everyone view add edit export"]);
    open["space"]["private"] = false.into();
    let mut unread = open.clone();
    unread["app-rights"] = "forbidden".into();
    let screen = later(open, &sealed(unread));
    assert!(screen.found("seen-by-too-many").is_some());
    assert!(!marked(&screen, "新しい").contains(&"seen-by-too-many"));
    assert!(lines(&screen).join("\n").contains("最後まで点検できなかったため、比べられないこと"));
}

#[test]
fn a_record_of_an_older_version_says_that_nothing_was_kept() {
    let mut config = sealed(story());
    config.remove("baseline");
    let mut app = story();
    app["fields"] = json!({"住所": "SINGLE_LINE_TEXT"});
    let screen = later(app, &config);
    let html = since(&screen);
    assert!(html.contains("前回は設定の控えがない") && html.contains("前回の点検記録: 不適合"), "{html}");
    assert_eq!(
        lines(&screen),
        [
            "前回は個人情報と記録し、いまはフォームにない項目: 「氏名」",
            "区分が変わった項目: 「住所」(個人情報 → 個人情報と判断していない)"
        ],
        "the seal tells of fields; an address without a name is nobody's"
    );
    assert!(!screen.markup().contains("value=\"new\""));
    config.insert("baseline".to_owned(), "1 1 0".to_owned());
    assert!(since(&later(story(), &config)).contains("前回は設定の控えがない"), "a damaged one is none");
}

#[test]
fn another_policy_is_said_to_be_one() {
    let config = sealed(story());
    let mut screen = later(story(), &config);
    screen.act("policy", "", BuiltIn::Strict.id());
    assert!(lines(&screen).join("\n").contains("内規が前回と違います"));
    let mut copy = Screen::on("8", LATER, story(), story(), &config);
    assert_eq!((copy.model.baseline.clone(), copy.region("naiki-since")), (None, None), "a copy is another app");
    copy.send(Msg::Read);
    assert!(copy.model.report.is_none());
}

#[test]
fn the_baseline_holds_hashes_and_rules_and_stands_beside_the_seal() {
    let mut app = story();
    app["description"] = "市民課の佐藤が使います".into();
    let config = sealed(app);
    let document = chunks::join("baseline", &config).unwrap();
    assert!(document.is_ascii(), "no name, no label, no code: {document}");
    let baseline: Baseline = serde_json::from_str(&document).unwrap();
    assert_eq!(baseline.on, "2026-11-25");
    for print in
        baseline.parts.values().map(String::as_str).chain(baseline.found.iter().map(|found| &found[found.len() - 32..]))
    {
        assert!(print.len() == 32 && print.chars().all(|c| c.is_ascii_hexdigit()), "{print}");
    }
    for found in &baseline.found {
        assert!(naiki::audit::rule(found.split_once(' ').unwrap().0).is_some(), "{found}");
    }
    assert!(!baseline.found.is_empty() && baseline.parts.len() > 10);
    assert!(document.len() < 8_000, "{} bytes of 256 KB", document.len());
    let seal = chunks::join("seal", &config).unwrap();
    assert!(!seal.contains(baseline.parts.values().next().unwrap()), "what the guard reads is as small as it was");
    serde_json::from_str::<Seal>(&seal).unwrap();
}

#[test]
fn what_only_helps_the_next_inspection_gives_way() {
    let mut screen = Screen::open(story(), &Sorted::new());
    let without = chunks::size(&{
        let mut config = screen.saved();
        config.remove("baseline");
        config.remove("baseline.0");
        config
    });
    // So long that everything else just fits.
    screen.act("type", "purpose", &"a".repeat(chunks::TOTAL - without - 600));
    let config = screen.saved();
    assert!(chunks::fits(&config) && !config.contains_key("baseline"), "{}", chunks::size(&config));
}

/// The same JSON with the keys of every object turned round.
fn turned(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            map.iter().rev().map(|(key, value)| (key.clone(), turned(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(list) => list.iter().map(turned).collect(),
        other => other.clone(),
    }
}

/// Settings of which single ones may be another.
fn settings() -> impl Strategy<Value = Value> {
    let kind = select(&["SINGLE_LINE_TEXT", "DATE", "NUMBER"]);
    let fields = prop::collection::btree_map("[a-c氏名]{1,3}", kind, 0..4);
    let words = select(&["view", "view add", "view add edit export"]);
    (fields, words, any::<bool>(), "[a-zあ-ん]{0,6}").prop_map(|(fields, words, private, name)| {
        json!({
            "name": name, "fields": fields,
            "app-rights": [format!("CREATOR manage {words}"), "ORGANIZATION:shimin view"],
            "space": {"private": private, "members": ["ORGANIZATION:shimin subs"]},
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_part_differs_exactly_if_its_body_does(one in settings(), other in settings()) {
        let [one, other] = [one, other].map(|app| Example::new(app, &[]).snapshot());
        let [left, right] = [&one, &other].map(prints);
        prop_assert_eq!(left.len(), 15);
        for (key, print) in left.iter() {
            let part = Part::of(key).unwrap();
            prop_assert_eq!(Some(print) == right.get(key), one.body(part) == other.body(part), "{}", key);
        }
        let mut reordered = one.clone();
        for part in Part::ALL {
            if let Some(body) = one.body(part) {
                let mut body = turned(body);
                body["revision"] = "99".into();
                reordered.parts.insert(part, Reading::Read(body));
            }
        }
        prop_assert_eq!(prints(&reordered), left);
    }
}

#[test]
fn a_file_counts_by_what_is_told_of_it_and_not_by_the_key_that_fetches_it() {
    let customize = |key: &str, size: &str| {
        let file = json!({"type": "FILE", "file": {"fileKey": key, "name": "a.js", "contentType": "text/javascript", "size": size}});
        let body = json!({"scope": "ALL", "desktop": {"js": [file], "css": []}, "mobile": {"js": [], "css": []}, "revision": "7"});
        prints(&Example::new(json!({"customize": body}), &[]).snapshot())
    };
    assert_eq!(customize("1", "10"), customize("2", "10"));
    assert_ne!(customize("1", "10"), customize("1", "11"));
    let form = |kind: &str| prints(&Example::new(json!({"fields": {"fileKey": kind}}), &[]).snapshot());
    assert_ne!(form("NUMBER"), form("DATE"), "a field of that name is a field");
}

#[test]
fn a_space_counts_by_its_people_and_not_by_what_is_written_in_it() {
    let space = |body: &str, member: &str| {
        let space = json!({"id": "12", "name": "市民課", "isPrivate": true, "isGuest": false, "body": body});
        let members = json!([{"entity": {"type": "USER", "code": member}, "isAdmin": false}]);
        prints(&Example::new(json!({"space": {"space": space, "members": members}}), &[]).snapshot())
    };
    assert_eq!(space("今日のお知らせ", "sato"), space("", "sato"));
    assert_ne!(space("", "sato"), space("", "ito"));
}

fn open_rights() -> Value {
    let mut app = story();
    app["app-rights"] = json!(["CREATOR manage view add edit", "GROUP:everyone view add edit"]);
    app["space"]["private"] = false.into();
    app
}

fn result(screen: &Screen) -> String {
    screen.region("naiki-result").unwrap()
}

#[test]
fn what_waits_for_the_update_is_named_and_findings_say_on_which_side_they_stand() {
    let mut closed = open_rights();
    closed["app-rights"] = story()["app-rights"].clone();
    let screen = Screen::on("7", LATER, open_rights(), closed.clone(), &Sorted::new());
    let html = result(&screen);
    assert!(html.contains("まだ[アプリを更新]していない変更があります: アプリのアクセス権<"), "{html}");
    let title = naiki::audit::rule("seen-by-too-many").unwrap().title.ja;
    assert!(html.contains("[アプリを更新]すると解消すること") && html.contains(title), "{html}");
    assert_eq!(screen.found("seen-by-too-many"), None, "it is repaired in what is judged");
    assert!(marked(&screen, "いまの運用でも").contains(&"name-off-template"));
    assert_eq!(marked(&screen, "更新後だけ"), Vec::<&str>::new());

    let screen = Screen::on("7", LATER, closed, open_rights(), &Sorted::new());
    assert!(marked(&screen, "更新後だけ").contains(&"seen-by-too-many"));
    assert!(!marked(&screen, "いまの運用でも").contains(&"seen-by-too-many"));
    assert!(!result(&screen).contains("解消すること"), "{}", result(&screen));
}

#[test]
fn another_setting_that_is_wrong_at_the_same_place_neither_begins_nor_ends() {
    let mut renamed = story();
    renamed["name"] = "相談の記録".into();
    let screen = Screen::on("7", LATER, story(), renamed, &Sorted::new());
    assert!(marked(&screen, "いまの運用でも").contains(&"name-off-template"));
    let html = result(&screen);
    assert!(html.contains("していない変更があります: 一般設定<") && !html.contains("解消すること"), "{html}");
}

#[test]
fn what_only_one_side_tells_is_neither_new_nor_ended_by_the_update() {
    let mut unread = story();
    unread["fields"] = "forbidden".into();
    let screen = Screen::on("7", LATER, unread.clone(), open_rights(), &Sorted::new());
    assert!(screen.found("seen-by-too-many").is_some());
    for word in ["いまの運用でも", "更新後だけ"] {
        assert!(!marked(&screen, word).contains(&"seen-by-too-many"), "{word}");
    }
    let screen = Screen::on("7", LATER, open_rights(), unread, &Sorted::new());
    let title = naiki::audit::rule("seen-by-too-many").unwrap().title.ja;
    assert!(screen.model.running.as_ref().unwrap().findings.iter().any(|one| one.finding.rule == "seen-by-too-many"));
    assert!(!result(&screen).contains(title), "{}", result(&screen));
}

#[test]
fn what_is_only_recorded_is_not_counted_among_what_ends() {
    let mut mended = story();
    mended["description"] = "窓口の相談を記録する".into();
    let screen = Screen::on("7", LATER, open_rights(), mended, &Sorted::new());
    let now = screen.model.report.as_ref().unwrap();
    let gone = |judged: &&naiki::audit::Judged| !now.findings.iter().any(|one| one.finding.rule == judged.finding.rule);
    let gone: Vec<_> = screen.model.running.as_ref().unwrap().findings.iter().filter(gone).collect();
    let counted = gone.iter().filter(|judged| judged.counts()).count();
    assert!(counted > 0 && counted < gone.len(), "{counted} of {}", gone.len());
    assert!(result(&screen).contains(&format!("解消すること({counted}件)")), "{}", result(&screen));
}

#[test]
fn two_sides_that_are_the_same_say_nothing() {
    let screen = Screen::open(open_rights(), &Sorted::new());
    assert!(!result(&screen).contains("していない変更") && !result(&screen).contains("比べていない"));
    for word in ["いまの運用でも", "更新後だけ"] {
        assert_eq!(marked(&screen, word), Vec::<&str>::new());
    }
}

#[test]
fn a_fix_that_was_made_here_waits_for_the_update() {
    let mut screen = Screen::open(story(), &Sorted::new());
    let name = screen.found("name-off-template").unwrap();
    screen.act("apply", &name, "");
    screen.send(Msg::Wrote(1, Ok("8".to_owned())));
    let mut body = screen.model.material().unwrap().both.preview.body(Part::Settings).unwrap().clone();
    body["name"] = "【市民課】相談受付簿".into();
    body["revision"] = "8".into();
    screen.send(Msg::Again(1, Part::Settings, Reading::Read(body.clone()), Ok(directory())));
    assert!(result(&screen).contains("していない変更があります: 一般設定<"), "{}", result(&screen));
    assert!(result(&screen).contains("解消すること(1件)"), "{}", result(&screen));
    // Taken back, it waits no more.
    screen.act("undo", "", "");
    screen.send(Msg::Wrote(1, Ok("9".to_owned())));
    body["name"] = "相談受付簿".into();
    body["revision"] = "9".into();
    screen.send(Msg::Again(1, Part::Settings, Reading::Read(body), Ok(directory())));
    assert!(!result(&screen).contains("していない変更"), "{}", result(&screen));
}

/// As an app is really read: of the running side only the seven parts, its space and its records.
fn really(screen: &mut Screen, live: Value, preview: Value) {
    let [mut live, preview] = [live, preview].map(|app| Example::new(app, &[]).snapshot());
    for part in Part::MORE {
        live.parts.remove(&part);
    }
    screen.send(Msg::Read);
    let generation = screen.model.generation;
    let app = App::of(preview.clone());
    let material =
        Material { both: Both { live, preview }, preview: app, directory: Ok(directory()), departments: Vec::new() };
    screen.send(Msg::Came(generation, Box::new(material)));
}

#[test]
fn what_of_the_running_side_was_not_read_is_said_where_it_matters() {
    let mut screen = Screen::open(story(), &Sorted::new());
    really(&mut screen, story(), story());
    assert!(!result(&screen).contains("比べていない"), "nobody asked for them, and nothing is claimed");
    let mut unread = story();
    unread["fields"] = "forbidden".into();
    really(&mut screen, unread, story());
    assert!(result(&screen).contains("運用中の設定と比べていないもの: フォーム<"), "{}", result(&screen));
    let mut views = open_rights();
    views["views"] = json!({"一覧1": {"type": "LIST"}});
    really(&mut screen, story(), views);
    let html = result(&screen);
    assert!(html.contains("していない変更があります: アプリのアクセス権、スペースとその参加メンバー<"), "{html}");
    assert!(html.contains("比べていないもの: 一覧、アプリの条件通知、"), "{html}");
    // A rule that needs what was not read says nothing of sides.
    let running = screen.model.running.as_ref().unwrap();
    let unknown: Vec<&str> = running.unknowns.iter().map(|unjudged| unjudged.rule).collect();
    assert!(!unknown.is_empty());
    for rule in marked(&screen, "更新後だけ") {
        assert!(!unknown.contains(&rule), "{rule}");
    }
}

#[test]
fn an_app_that_never_ran_has_nothing_to_wait_for() {
    let mut never = json!({});
    for part in Part::GOVERNANCE.into_iter().chain(Part::MORE).chain([Part::Info, Part::Space, Part::Records]) {
        never[part.key()] = "never-deployed".into();
    }
    never["notes"] = json!("");
    let screen = Screen::on("7", LATER, never, open_rights(), &Sorted::new());
    let html = result(&screen);
    assert!(html.contains("まだ一度も公開されていません"), "{html}");
    assert!(!html.contains("していない変更") && !html.contains("比べていない"), "{html}");
    assert_eq!(marked(&screen, "更新後だけ"), Vec::<&str>::new());
}

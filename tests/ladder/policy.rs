//! The policy as a document: what is wrong is told at its place, old forms are read, dates and scopes act as written.

use naiki::app::App;
use naiki::audit::what_if::Shift;
use naiki::audit::{self, Report};
use naiki::case::Case;
use naiki::finding::{Nature, Verdict};
use naiki::policy::built_in::BuiltIn;
use naiki::policy::check::{LONGEST, adopt};
use naiki::policy::difference::difference;
use naiki::policy::draft::number;
use naiki::policy::hours::{Hours, check, closed};
use naiki::policy::{Policy, read};
use naiki::rule::Stage;
use naiki::rules::ALL;
use naiki::text::json::{MOST, put_over};
use naiki::text::search::fits;
use naiki::text::{Lang, day};
use serde_json::{Value, json};

use tests::city::{self, Example};

fn document(says: Value) -> Value {
    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, says);
    document
}

/// Places and English sentences of all mistakes.
fn mistakes(document: &Value) -> Vec<String> {
    told(&document.to_string())
}

fn told(text: &str) -> Vec<String> {
    match read(text, ALL) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes.iter().map(|mistake| mistake.say(Lang::En)).collect(),
    }
}

#[test]
fn the_policies_of_the_box_have_no_mistakes_and_are_small() {
    for policy in BuiltIn::ALL {
        let document = policy.document();
        assert_eq!(mistakes(&document), Vec::<String>::new());
        assert!(document.to_string().len() < 40_000, "{}", document.to_string().len());
        assert_eq!(read(&document.to_string(), ALL).unwrap(), policy.policy().unwrap());
    }
}

#[test]
fn each_mistake_is_told_at_its_place() {
    let rule = |setting: Value| json!({"rules": {"name-off-template": setting}});
    let hours = |lines: &[&str]| json!({"rules": {"outside-hours": {"words": {"hours": lines}}}});
    let closed = |lines: &[&str]| json!({"rules": {"outside-hours": {"words": {"closed": lines}}}});
    for (says, place) in [
        (json!({"schema": 3}), "schema: a newer form"),
        (json!({"schema": 0}), "schema: not the number"),
        (json!({"schema": "2"}), "schema: not a whole number"),
        (json!({"id": "Midori City"}), "id: small letters"),
        (json!({"title": {"ja": " "}}), "title.ja: empty"),
        (json!({"version": ""}), "version: empty"),
        (json!({"effective": "2026-02-30"}), "effective: not a day"),
        (json!({"colour": "red"}), "colour: unknown key"),
        (
            json!({"articles": [{"number": "7", "heading": {"ja": "a"}, "text": {"ja": "b"}}]}),
            "articles[0].number: not of the form",
        ),
        (json!({"articles": [{"number": "第1条", "heading": {"ja": "a"}}]}), "articles[0].text: missing"),
        (
            json!({"articles": [
                {"number": "第2条", "heading": {"ja": "a"}, "text": {"ja": "b"}},
                {"number": "第1条", "heading": {"ja": "a"}, "text": {"ja": "b"}}
            ]}),
            "articles[1].number: out of order",
        ),
        (
            json!({"articles": [
                {"number": "第1条", "heading": {"ja": "a"}, "text": {"ja": "b"}},
                {"number": "第1条", "heading": {"ja": "a"}, "text": {"ja": "b"}}
            ]}),
            "articles[1].number: stands here twice",
        ),
        (json!({"supplementary": [{"rules": ["no-such"]}]}), "supplementary[0].rules[0]: no such rule"),
        (json!({"supplementary": [{"until": "2026-03-31"}]}), "supplementary[0].until: before"),
        (json!({"supplementary": [{"until": "soon"}]}), "supplementary[0].until: not a day"),
        (
            json!({"classes": [{"id": "a", "name": {"ja": "b"}}, {"id": "a", "name": {"ja": "b"}}]}),
            "classes[1].id: stands here twice",
        ),
        (
            json!({"classes": [{"id": "a", "name": {"ja": "b"}, "viewers": {"people": 5, "share": 101}}]}),
            "classes[0].viewers.share: at most",
        ),
        (
            json!({"classes": [{"id": "a", "name": {"ja": "b"}, "uses": {"export": "maybe"}}]}),
            "classes[0].uses.export: unknown word",
        ),
        (json!({"aliases": [{"old": "a", "new": "b"}, {"old": "b", "new": "c"}]}), "aliases[0].new: an old name"),
        (json!({"approved": {"hosts": ["https://cdn.example.com/a.js"]}}), "approved.hosts[0]: no host"),
        (json!({"approved": {"hosts": ["*"]}}), "approved.hosts[0]: no host"),
        (
            json!({"approved": {"plugins": [{"name": "a", "until": "2026-03-31"}]}}),
            "approved.plugins[0].until: ends before",
        ),
        (json!({"approved": {"files": [{"name": "a", "sha256": "12"}]}}), "approved.files[0].sha256: not a SHA-256"),
        (json!({"approved": {"services": [{"name": "a"}, {"name": "a"}]}}), "approved.services[1]: stands here twice"),
        (json!({"staff": [{"kind": "robot", "groups": ["a"]}]}), "staff[0].kind: unknown word"),
        (json!({"staff": [{"kind": "guest", "groups": []}]}), "staff[0].groups: empty"),
        (json!({"season": {"from": "02-30", "to": "04-30", "rules": []}}), "season.from: not a day of the year"),
        (json!({"season": {"rules": ["no-such"]}}), "season.rules[0]: no such rule"),
        (
            json!({"questions": [{"id": "a", "article": "第99条", "about": "app", "text": {"ja": "b"}, "days": 1}]}),
            "questions[0].article: no such article",
        ),
        (
            json!({"questions": [{"id": "a", "article": "第1条", "about": "app", "text": {"ja": "b"}, "days": 0}]}),
            "questions[0].days: 1 to",
        ),
        (json!({"rules": {"no-such": {"article": "第1条"}}}), "rules.no-such: no such rule"),
        (rule(json!({"article": "第99条"})), "rules.name-off-template.article: no such article"),
        (rule(json!({"inspection": "stop"})), "rules.name-off-template.inspection: unknown word"),
        (rule(json!({"inspecton": "block"})), "rules.name-off-template.inspecton: unknown key"),
        (rule(json!({"entry": "block"})), "rules.name-off-template.entry: this rule does not act at entry"),
        (rule(json!({"numbers": {"least": 41}})), "rules.name-off-template.numbers.least: out of range"),
        (rule(json!({"numbers": {"most": 1}})), "rules.name-off-template.numbers.most: no such number"),
        (rule(json!({"words": {"names": ["a"]}})), "rules.name-off-template.words.names: no such list"),
        (rule(json!({"words": {"templates": ["【{課名】"]}})), "rules.name-off-template.words.templates[0]: a brace"),
        (
            rule(json!({"words": {"templates": ["{係名}"]}})),
            "rules.name-off-template.words.templates[0]: unknown placeholder",
        ),
        (
            rule(json!({"words": {"templates": ["a".repeat(65)]}})),
            "rules.name-off-template.words.templates[0]: can never match",
        ),
        (hours(&["月-金 08:30-17:15"]), "rules.outside-hours.words.hours[0]: not of the form"),
        (hours(&["土 09:00-12:00", "月火水木金 8時30分から"]), "rules.outside-hours.words.hours[1]: not of the form"),
        (hours(&["月 08:30-24:01"]), "rules.outside-hours.words.hours[0]: not of the form"),
        (hours(&["月 08:60-17:15"]), "rules.outside-hours.words.hours[0]: not of the form"),
        (hours(&["08:30-17:15"]), "rules.outside-hours.words.hours[0]: not of the form"),
        (hours(&["月 08:30"]), "rules.outside-hours.words.hours[0]: not of the form"),
        (hours(&["月 08:30-08:30"]), "rules.outside-hours.words.hours[0]: not of the form"),
        (closed(&["02-30"]), "rules.outside-hours.words.closed[0]: not a day"),
        (closed(&["2026-11-23", "祝日"]), "rules.outside-hours.words.closed[1]: not a day"),
        (closed(&["2026-12-29/01-03"]), "rules.outside-hours.words.closed[0]: not a day"),
        (closed(&["2027-01-03/2026-12-29"]), "rules.outside-hours.words.closed[0]: ends before"),
        (
            json!({"rules": {"phone-used": {"words": {"classes": ["secret"]}}}}),
            "rules.phone-used.words.classes[0]: no such class",
        ),
        (rule(json!({"words": {"departments": [""]}})), "rules.name-off-template.words.departments[0]: an empty word"),
        (rule(json!({"scope": {"classes": ["secret"]}})), "rules.name-off-template.scope.classes[0]: no such class"),
        (
            rule(json!({"scope": {"names": ["a".repeat(65)]}})),
            "rules.name-off-template.scope.names[0]: can never match",
        ),
        (rule(json!({"scope": {"colours": []}})), "rules.name-off-template.scope.colours: unknown key"),
    ] {
        let told = mistakes(&document(says.clone()));
        assert!(told.iter().any(|said| said.starts_with(place)), "{says}: {told:?}");
    }
}

#[test]
fn all_mistakes_of_one_document_are_told_together() {
    let told = mistakes(&document(json!({
        "version": 1, "effective": "2026-13-01", "rules": {"rights-by-name": {"article": 7}, "too-few-managers": 0}
    })));
    for place in ["version: ", "effective: ", "rules.rights-by-name.article: ", "rules.too-few-managers: "] {
        assert!(told.iter().any(|said| said.starts_with(place)), "{place} {told:?}");
    }
}

#[test]
fn a_key_that_stands_twice_is_told() {
    let text = BuiltIn::Standard.document().to_string();
    let twice =
        text.replacen("\"rights-by-name\":", "\"too-few-managers\":{\"article\":\"第23条\"},\"rights-by-name\":", 1);
    assert_eq!(told(&twice), ["rules.too-few-managers: stands here twice"]);
}

#[test]
fn what_is_no_policy_at_all_is_told_in_one_sentence() {
    assert_eq!(told("{\"schema\": 2"), ["not JSON"]);
    assert_eq!(told("[]"), ["not a map"]);
    assert_eq!(told(&" ".repeat(LONGEST + 1)), ["too long to be read (1 MB at most)"]);
    assert_eq!(told(&format!("{{\"title\":\"{}\"}}", "a".repeat(5_000_000))), ["too long to be read (1 MB at most)"]);
    // Of a newer form nothing else is said, whatever it holds.
    assert_eq!(told("{\"schema\": 9, \"rules\": []}").len(), 1);
    // Deeply nested, and with very many mistakes.
    assert_eq!(told(&"[".repeat(100_000)), ["not JSON"]);
    let many: Vec<Value> = (0..5_000).map(|_| json!({"number": 1})).collect();
    assert_eq!(mistakes(&document(json!({"articles": many}))).len(), MOST);
}

#[test]
fn the_last_good_policy_stays_in_force() {
    let good = BuiltIn::Strict.policy().unwrap();
    let (kept, mistakes) = adopt(good.clone(), "{}", ALL);
    assert_eq!(kept, good);
    assert!(!mistakes.is_empty());
    let (new, mistakes) = adopt(good, &BuiltIn::Standard.document().to_string(), ALL);
    assert_eq!((new, mistakes), (BuiltIn::Standard.policy().unwrap(), Vec::new()));
}

#[test]
fn form_1_is_read_as_it_was_meant() {
    let mut old = BuiltIn::Standard.document();
    old["schema"] = 1.into();
    for key in ["supplementary", "season", "hours", "devices", "questions"] {
        old.as_object_mut().unwrap().shift_remove(key);
    }
    old["rules"]["plugin-not-approved"]["words"] = json!({"approved": ["aaaa", "bbbb"]});
    old["rules"]["script-from-outside"]["words"] = json!({"hosts": ["cdn.example.jp"]});
    let policy = read(&old.to_string(), ALL).unwrap();
    let approved = &policy.document().approved;
    assert_eq!(approved.plugins.iter().map(|plugin| plugin.name.as_str()).collect::<Vec<_>>(), ["aaaa", "bbbb"]);
    assert_eq!(approved.hosts, ["cdn.example.jp"]);
    assert_eq!(policy.document().schema, 2);
    // A list that is none is told where it stood.
    old["rules"]["script-from-outside"]["words"] = json!({"hosts": 5});
    assert_eq!(mistakes(&old), ["rules.script-from-outside.words.hosts: not a list"]);
}

#[test]
fn a_policy_goes_out_and_comes_back_whole() {
    for policy in BuiltIn::ALL {
        let policy = policy.policy().unwrap();
        let out = serde_json::to_string_pretty(policy.document()).unwrap();
        assert_eq!(read(&out, ALL).unwrap(), policy);
    }
}

#[test]
fn articles_follow_each_other() {
    let order =
        ["第1条", "第2条", "第2条第1項", "第2条第2項", "第2条の2", "第2条の2第1項", "第2条の10", "第3条", "第10条"];
    let numbers: Vec<_> = order.iter().map(|text| number(text).unwrap()).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
    for none in ["", "1", "第条", "第一条", "第1", "第1条の", "第1条第", "第1条第2", "第1条x", "第1条第2項x"]
    {
        assert_eq!(number(none), None, "{none}");
    }
}

#[test]
fn an_article_is_cited_in_the_readers_language() {
    let cited = |number: &str| {
        let mut article = BuiltIn::Standard.policy().unwrap().document().articles[0].clone();
        article.number = number.to_owned();
        [Lang::Ja, Lang::En].map(|lang| article.cited(lang))
    };
    for (number, english) in [
        ("第7条", "Article 7"),
        ("第7条の2", "Article 7-2"),
        ("第7条第3項", "Article 7(3)"),
        ("第7条の2第10項", "Article 7-2(10)"),
        ("別記", "別記"),
    ] {
        assert_eq!(cited(number), [number.to_owned(), english.to_owned()]);
    }
}

#[test]
fn what_differs_between_versions_is_found() {
    let old = BuiltIn::Standard.policy().unwrap();
    let new = read(
        &document(json!({
            "version": "1.1",
            "rules": {"rights-by-name": {"inspection": "warn"}, "everyone-can-manage": {"numbers": {}}}
        }))
        .to_string(),
        ALL,
    )
    .unwrap();
    let found = difference(old.document(), new.document());
    assert!(found.articles.is_empty());
    assert_eq!(found.rules.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["rights-by-name"]);
    assert_eq!(found.others, [("version".to_owned(), json!("1.0"), json!("1.1"))]);
    assert!(difference(old.document(), old.document()).is_empty());
}

fn judged(says: Value, example: Value, today: &str, known: Option<&[String]>) -> Report {
    let policy: Policy = read(&document(says).to_string(), ALL).unwrap();
    let app = App::of(Example::new(example, &[]).snapshot());
    let directory = city::directory();
    let case = Case::new(&app, &policy, day::read(today).unwrap()).known_before(known).among(Ok(&directory));
    audit::audit(&case)
}

fn stage(report: &Report, rule: &str) -> Option<Stage> {
    report.findings.iter().find(|judged| judged.finding.rule == rule).map(|judged| judged.stage)
}

const OPEN: &str = "everyone-can-manage";

fn open() -> Value {
    json!({"name": "【市民課】受付", "app-rights": ["GROUP:everyone manage view"], "info": {"creator": {"code": "sato"}, "createdAt": "2025-06-01T00:00:00.000Z"}})
}

#[test]
fn a_rule_refuses_from_its_day_on() {
    let says = json!({"supplementary": [{"rules": [OPEN], "from": "2027-01-01"}]});
    assert_eq!(stage(&judged(says.clone(), open(), "2026-12-31", None), OPEN), Some(Stage::Warn));
    assert_eq!(stage(&judged(says, open(), "2027-01-01", None), OPEN), Some(Stage::Block));
    let before = json!({"effective": "2027-01-01", "supplementary": []});
    assert_eq!(stage(&judged(before, open(), "2026-12-31", None), OPEN), Some(Stage::Warn));
}

#[test]
fn in_the_season_of_personnel_changes_its_rules_warn_at_most() {
    let says = json!({"season": {"from": "12-20", "to": "04-30", "rules": [OPEN]}});
    for (today, expected) in [
        ("2026-12-19", Stage::Block),
        ("2026-12-20", Stage::Warn),
        ("2027-02-28", Stage::Warn),
        ("2027-04-30", Stage::Warn),
        ("2027-05-01", Stage::Block),
    ] {
        assert_eq!(stage(&judged(says.clone(), open(), today, None), OPEN), Some(expected), "{today}");
    }
}

#[test]
fn during_transition_only_what_is_new_or_worse_counts() {
    let says = || json!({"supplementary": [{"until": "2027-03-31"}]});
    // The first inspection of an app that was there before: everything is recorded only.
    let first = judged(says(), open(), "2026-11-24", None);
    assert_eq!(stage(&first, OPEN), Some(Stage::Observe));
    assert!(first.findings.iter().all(|judged| judged.spared && judged.stage < Stage::Warn));
    let known: Vec<String> = first.spared().into_iter().map(str::to_owned).collect();
    assert!(!known.is_empty());
    // The same at the next one.
    assert_eq!(stage(&judged(says(), open(), "2027-03-31", Some(&known)), OPEN), Some(Stage::Observe));
    // What was not there before counts, and so does everything once the day is over.
    let mut worse = open();
    worse["app-rights"] = json!(["GROUP:everyone manage view delete export"]);
    let worse = judged(says(), worse, "2026-11-24", Some(&known));
    assert!(worse.findings.iter().any(|judged| judged.finding.rule == "everyone-can-delete" && !judged.spared));
    assert_eq!(stage(&judged(says(), open(), "2026-11-24", Some(&[])), OPEN), Some(Stage::Block));
    assert_eq!(stage(&judged(says(), open(), "2027-04-01", Some(&known)), OPEN), Some(Stage::Block));
    // An app that was made since, or of which nobody knows when, is spared nothing.
    for info in [json!({"creator": {"code": "sato"}, "createdAt": "2026-06-01T00:00:00.000Z"}), json!("forbidden")] {
        let mut example = open();
        example["info"] = info;
        assert_eq!(stage(&judged(says(), example, "2026-11-24", None), OPEN), Some(Stage::Block));
    }
}

#[test]
fn a_rule_is_about_the_apps_of_its_scope() {
    let scope = |scope: Value| json!({"rules": {OPEN: {"scope": scope}}});
    let fires = |says: Value, example: Value| stage(&judged(says, example, "2026-11-24", None), OPEN).is_some();
    let mut placed = open();
    placed["info"]["spaceId"] = "12".into();
    assert!(fires(scope(json!({"names": ["【市民課】*"]})), open()));
    assert!(!fires(scope(json!({"names": ["【福祉課】*"]})), open()));
    assert!(fires(scope(json!({"spaces": ["3", "12"]})), placed.clone()));
    assert!(!fires(scope(json!({"spaces": ["3"]})), placed));
    assert!(!fires(scope(json!({"spaces": ["3"]})), open()));
    let mut held = open();
    held["fields"] = json!({"氏名": "SINGLE_LINE_TEXT", "生年月日": "DATE"});
    assert!(fires(scope(json!({"classes": ["personal"]})), held.clone()));
    assert!(!fires(scope(json!({"classes": ["my-number"]})), held));
    assert!(!fires(scope(json!({"classes": ["personal"]})), open()));
    // Where it cannot be told whether the app is one of them, it is.
    let mut unread = open();
    unread["fields"] = "forbidden".into();
    unread["info"] = "forbidden".into();
    assert!(fires(scope(json!({"classes": ["my-number"], "spaces": ["3"]})), unread));
}

#[test]
fn a_rule_out_of_scope_is_not_judged_at_all() {
    let nowhere = json!({"rules": {OPEN: {"scope": {"names": ["ほか"]}}}});
    let mut unread = open();
    unread["app-rights"] = "forbidden".into();
    let report = judged(nowhere, unread, "2026-11-24", None);
    assert!(report.unknowns.iter().all(|unjudged| unjudged.rule != OPEN));
    assert_ne!(report.verdict, Verdict::Pass);
}

#[test]
fn patterns_fit_as_their_stars_say() {
    for (pattern, text, expected) in [
        ("", "", true),
        ("", "a", false),
        ("a", "a", true),
        ("a", "ab", false),
        ("*", "", true),
        ("*", "何でも", true),
        ("【市民課】*", "【市民課】受付", true),
        ("*受付", "【市民課】受付", true),
        ("*受付", "【市民課】受付票", false),
        ("a*b*c", "a-b-b-c", true),
        ("a*b*c", "a-c-b", false),
        ("aa*aa", "aaa", false),
        ("*a*", "bab", true),
    ] {
        assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
    }
}

#[test]
fn a_department_that_was_renamed_is_suggested_by_its_name_of_today() {
    let says = json!({"aliases": [{"old": "市民生活課", "new": "市民課"}]});
    let report = judged(says, json!({"name": "【市民生活課】相談記録"}), "2026-11-24", None);
    let found = report.findings.iter().find(|judged| judged.finding.rule == "name-off-template").unwrap();
    assert_eq!(found.finding.evidence.word("suggestion"), "【市民課】相談記録");
}

#[test]
fn a_draft_is_tried_on_apps_before_it_is_published() {
    let report = |says: Value| judged(says, open(), "2026-11-24", None);
    let in_force = report(json!({}));
    let shift = |says: Value| Shift::between(&in_force, &report(says));
    let rules = |found: &[naiki::audit::Judged]| found.iter().map(|judged| judged.finding.rule).collect::<Vec<_>>();
    assert!(shift(json!({"version": "1.1"})).is_nothing());
    // What was only recorded counts by the draft.
    let stricter = shift(json!({"rules": {"description-missing": {"inspection": "warn"}}}));
    assert_eq!((rules(&stricter.new), rules(&stricter.gone)), (vec!["description-missing"], vec![]));
    assert!(!stricter.refuses && !stricter.is_nothing());
    // What stopped no longer does: the app passes, or is at least let through.
    let looser =
        shift(json!({"rules": {OPEN: {"inspection": "observe"}, "public-form-unapproved": {"inspection": "observe"}}}));
    assert_eq!((rules(&looser.new), rules(&looser.gone)), (vec![], vec![OPEN]));
    assert!(looser.lets && !looser.refuses);
    let back = Shift::between(
        &report(
            json!({"rules": {OPEN: {"inspection": "observe"}, "public-form-unapproved": {"inspection": "observe"}}}),
        ),
        &in_force,
    );
    assert!(back.refuses && !back.lets);
}

/// 届出 against what is there: each nature of a finding comes from somewhere.
#[test]
fn what_was_declared_is_held_against_what_is_there() {
    let natures = |example: Value| {
        let report = Example::new(example, &[]).audit("public-form-unapproved");
        report.findings.into_iter().map(|judged| (judged.finding.rule, judged.nature)).collect::<Vec<_>>()
    };
    let form = "https://midori.form.kintoneapp.com/public/0123";
    for (example, expected) in [
        (
            json!({"description": form, "declaration": {"opening": "none"}}),
            ("public-form-unapproved", Nature::Undeclared),
        ),
        (
            json!({"declaration": {"opening": "intake", "service": "FormBridge", "approval": "1", "checked": "2026-01-01"}}),
            ("public-form-unapproved", Nature::Expired),
        ),
        (json!({"declaration": {"until": "2026-03-31"}}), ("use-period-over", Nature::Expired)),
        (
            json!({"fields": {"氏名": "SINGLE_LINE_TEXT", "病歴": "SINGLE_LINE_TEXT"}, "declaration": {"data-class": "open"}}),
            ("graver-than-declared", Nature::Differs),
        ),
        (json!({"declaration": {"purpose": "相談"}}), ("declaration-incomplete", Nature::Undeclared)),
        (json!({"app-rights": ["GROUP:everyone manage view"]}), ("everyone-can-manage", Nature::Violation)),
    ] {
        let found = natures(example.clone());
        assert!(found.contains(&expected), "{example}: {found:?}");
    }
}

#[test]
fn hours_and_closed_days_are_read_as_written() {
    let hours = |line: &str| Hours::read(line).unwrap();
    let day = hours("月火水木金 08:30-17:15");
    let at = |hour: u32, minute: u32| hour * 60 + minute;
    for (weekday, minutes, holds) in [
        (1, at(8, 29), false),
        (1, at(8, 30), true),
        (5, at(17, 15), true),
        (5, at(17, 16), false),
        (0, at(12, 0), false),
        (6, at(12, 0), false),
        (7, at(12, 0), false),
    ] {
        assert_eq!(day.hold(weekday, minutes), holds, "{weekday} {minutes}");
    }
    assert_eq!(hours("金土 8:30－17：15").ends(), ("8:30".to_owned(), "17:15".to_owned()), "as keyboards write it");
    let night = hours("土 22:00-06:00");
    for (weekday, minutes, holds) in
        [(6, at(21, 59), false), (6, at(22, 0), true), (0, at(6, 0), true), (0, at(6, 1), false), (6, at(3, 0), false)]
    {
        assert_eq!(night.hold(weekday, minutes), holds, "{weekday} {minutes}");
    }
    assert!(hours("日 00:00-24:00").hold(0, at(23, 59)));
    for (line, today, is) in [
        ("2026-12-29", "2026-12-29", true),
        ("2026-12-29", "2027-12-29", false),
        ("12-29", "2027-12-29", true),
        ("12-29/01-03", "2026-12-28", false),
        ("12-29/01-03", "2026-12-31", true),
        ("12-29/01-03", "2027-01-03", true),
        ("12-29/01-03", "2027-01-04", false),
        ("08-13/08-15", "2027-08-14", true),
        ("08-13/08-15", "2027-08-16", false),
        ("2026-12-29/2027-01-03", "2027-01-01", true),
        ("2026-12-29/2027-01-03", "2028-01-01", false),
        ("12-29/01-03", "", false),
    ] {
        assert_eq!(closed(line, today), is, "{line} {today}");
        assert_eq!(check(line), Ok(()), "{line}");
    }
}

//! What holds for every input, also for those that nobody thought of.

use std::collections::{BTreeMap, BTreeSet};

use naiki::app::App;
use naiki::audit::{self, Report};
use naiki::case::Case;
use naiki::fingerprint;
use naiki::guard::{Guard, Labelled, Now, Proceeding, Setting};
use naiki::kintone::action::Actions;
use naiki::kintone::customize::Customize;
use naiki::kintone::info::Info;
use naiki::kintone::notes::Notes;
use naiki::kintone::notification::{GeneralNotices, Notices};
use naiki::kintone::plugin::Plugins;
use naiki::kintone::process::Process;
use naiki::kintone::refusal::{ErrorBody, Reason, Unread};
use naiki::kintone::right::{AppRights, FieldRights, RecordRights};
use naiki::kintone::sample::Sample;
use naiki::kintone::settings::Settings;
use naiki::kintone::space::{Members, Space};
use naiki::kintone::user::{Organization, User};
use naiki::kintone::view::Views;
use naiki::kintone::{Part, Side};
use naiki::people::People;
use naiki::personal::identifiers::{Context, Find, Identifier, check_digit, my_numbers, scan};
use naiki::personal::labels;
use naiki::personal::{Class, Confidence};
use naiki::policy::Draft;
use naiki::policy::built_in::BuiltIn;
use naiki::policy::template::{LONGEST_NAME, Template};
use naiki::rule::{Rule, Stage};
use naiki::rules::ON_APP;
use naiki::rules::remark::{Bounds, Excusing};
use naiki::screen::inspection::model::Draft as Kept;
use naiki::seal::baseline::Baseline;
use naiki::seal::chunks::{self, Damage};
use naiki::seal::orders::Orders;
use naiki::seal::{Seal, SealedField};
use naiki::snapshot::{Reading, Snapshot};
use naiki::text::sorted::Sorted;
use naiki::text::{Lang, day, fold, json, search};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use tests::city::{self, Example};
use tests::entry;

const LANGS: [Lang; 2] = [Lang::Ja, Lang::En];

/// Text as people, machines and enemies write it.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "\\PC{0,8}",
        "[0-9０-９ー－‐ 　.,/-]{0,20}",
        select(&[
            "氏名",
            "マイナンバー",
            "個人番号",
            "【",
            "】",
            "{課名}",
            "{業務名}",
            "{",
            "}",
            "市民課",
            "𠮷",
            "ｶﾞ",
            "<b>",
            "</p>",
            "<",
            "&amp;",
            "&",
            "\"",
            "\\",
            "\n",
            "\0",
            "`",
            "https://x.form.kintoneapp.com/public/1",
            "forms.gle",
            "everyone",
            "👩‍👩‍👧",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(word, 0..6).prop_map(|words| words.concat())
}

/// Pieces of identifiers, whole ones and broken ones.
fn value_like() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9０-９]{1,8}",
        "[-ー〜 　().,/:@+〒]{1,2}",
        "[MTSHRmtshr][0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{1,2}",
        "[A-Z]{2}[0-9]{7,8}[A-Z]{0,2}",
        "[a-z.]{1,6}@[a-z.]{1,6}",
        "[〇一二三四五六七八九十元]{1,4}(丁目|番地|番|号|年|月|日)",
        select(&[
            "昭和",
            "令和",
            "㍼",
            "生年月日",
            "生まれ",
            "東京都",
            "千代田区",
            "市",
            "氏名:",
            "山田 太郎",
            "様",
            "電話",
            "ﾏｲﾅﾝﾊﾞｰ",
            "ﾞ",
            "円",
            "施設",
            "注文番号",
            "1234 5678 9018",
            "03-1234-5678",
            "〒100-0001 ",
            "\u{301}",
            "\u{200F}",
            "\u{FFFD}",
            "。",
            "\n",
        ])
        .prop_map(str::to_owned),
    ]
}

/// JSON with kintone's keys in any place.
fn json_like() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 8.0)),
        select(&[
            "SINGLE_LINE_TEXT",
            "SUBTABLE",
            "REFERENCE_TABLE",
            "GROUP",
            "USER",
            "ORGANIZATION",
            "CREATOR",
            "FIELD_ENTITY",
            "NONE",
            "URL",
            "shimin"
        ])
        .prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 5, |inner| {
        let key = prop_oneof![
            4 => select(&[
                "properties", "rights", "entities", "entity", "type", "code", "label", "fields", "options", "index", "name",
                "description", "revision", "includeSubs", "recordViewable", "viewable", "accessibility", "filterCond", "desktop",
                "mobile", "js", "css", "url", "file", "plugins", "id", "enabled", "space", "members", "isPrivate", "creator",
                "spaceId", "scope", "lookup", "referenceTable", "relatedApp", "displayFields", "fieldMappings", "field",
                "expression", "states", "actions", "assignee", "from", "to",
            ])
            .prop_map(str::to_owned),
            1 => text(),
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..6).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// A body that is nearly one of kintone's: a good one with something in it replaced.
fn nearly(body: Value) -> impl Strategy<Value = Value> {
    (any::<prop::sample::Index>(), json_like(), 0..4_u8).prop_map(move |(at, other, how)| {
        let mut body = body.clone();
        let mut paths = Vec::new();
        pointers(&body, String::new(), &mut paths);
        let place = body.pointer_mut(&paths[at.index(paths.len())]).unwrap();
        match (how, place) {
            (0, place) => *place = other,
            (1, place) => *place = Value::Null,
            (2, Value::Object(map)) => drop(map.remove(&map.keys().next().cloned().unwrap_or_default())),
            (3, Value::Object(map)) => drop(map.insert("new".to_owned(), other)),
            (_, Value::Array(list)) => list.push(other),
            _ => {}
        }
        body
    })
}

fn pointers(value: &Value, at: String, out: &mut Vec<String>) {
    let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| pointers(value, format!("{at}/{}", escape(key)), out)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(key, value)| pointers(value, format!("{at}/{key}"), out))
        }
        _ => {}
    }
    out.push(at);
}

/// An app that uses everything.
fn full() -> Example {
    let json = json!({
        "name": "【テスト】相談記録(停止)", "description": "<a href=\"https://midori.form.kintoneapp.com/public/1\">申込</a>",
        "fields": {"氏名": "SINGLE_LINE_TEXT", "障害等級": {"type": "DROP_DOWN", "options": {"1級": {"label": "1級", "index": "0"}}},
                   "家族": {"続柄": "SINGLE_LINE_TEXT"}, "担当": "USER_SELECT", "免許証の写し": "FILE"},
        "app-rights": ["CREATOR manage view", "ORGANIZATION:shimin subs view", "GROUP:himitsu", "GROUP:everyone view add"],
        "record-rights": [{"if": "担当 in (LOGINUSER())", "who": ["FIELD_ENTITY:担当 view"]}, {"who": ["GROUP:everyone view delete"]}],
        "field-rights": {"障害等級": ["GROUP:kanri write", "GROUP:everyone none"]},
        "customize": ["https://static.line-scdn.net/liff/edge/2/sdk.js"], "plugins": ["帳票"],
        "process": {"states": {"申請": [], "承認待ち": ["GROUP:kanri"], "承認済": []},
                    "steps": ["提出 申請 承認待ち", "承認 承認待ち 承認済"]},
        "general-notices": ["ORGANIZATION:shimin subs recordAdded"],
        "space": {"private": true, "members": ["ORGANIZATION:shicho subs"]},
    });
    Example::new(json, &[])
}

/// A snapshot of which each part is good, nearly good, or anything.
fn snapshot() -> impl Strategy<Value = Snapshot> {
    let parts = full().snapshot().parts.into_iter().map(|(part, reading)| {
        let Reading::Read(body) = reading else { panic!("the full app is read") };
        let reading = prop_oneof![
            4 => Just(Reading::Read(body.clone())),
            4 => nearly(body).prop_map(Reading::Read),
            2 => json_like().prop_map(Reading::Read),
            1 => select(&[Reason::Forbidden, Reason::Busy, Reason::NotFound]).prop_map(Reading::Unread),
            1 => Just(Reading::NeverDeployed),
        ];
        reading.prop_map(move |reading| (part, reading))
    });
    parts.collect::<Vec<_>>().prop_map(|parts| Snapshot {
        app: "7".to_owned(),
        side: Side::Preview,
        parts: parts.into_iter().collect(),
    })
}

fn report(snapshot: Snapshot) -> Report {
    let app = App::of(snapshot);
    let (policy, directory) = (BuiltIn::Standard.policy().unwrap(), city::directory());
    let today = day::read("2026-11-24").unwrap();
    let departments = ["市民課".to_owned()];
    audit::audit(&Case::new(&app, &policy, today).among(Ok(&directory)).seen_from(&departments))
}

#[test]
fn what_an_address_tells_of_a_caller_is_told_to_nobody() {
    let address = "https://user:KEYWORD@cdn.example.com/a.js?token=SECRET#MARK";
    let report = report(city::Example::new(json!({ "customize": [address] }), &[]).snapshot());
    let all = said(&report) + &serde_json::to_string(&report).unwrap();
    assert!(all.contains("cdn.example.com/a.js"), "{all}");
    for part in ["KEYWORD", "SECRET", "MARK"] {
        assert!(!all.contains(part), "{part}");
    }
}

/// Everything a report says.
fn said(report: &Report) -> String {
    let mut out = String::new();
    for lang in LANGS {
        for judged in &report.findings {
            let words = audit::rule(judged.finding.rule).unwrap().words(&judged.finding, lang);
            out += &format!("{}\n{}\n{}\n{}\n", judged.finding.place.say(lang), words.what, words.why, words.fix);
        }
        for unjudged in &report.unknowns {
            out += &unjudged.unread.reason.say(lang);
        }
    }
    out
}

/// A My Number made from eleven digits, not one of those that are nobody's.
fn my_number() -> impl Strategy<Value = String> {
    (10_000_000_000_u64..99_999_999_999).prop_filter_map("all digits the same", |head| {
        let digits: Vec<u8> = head.to_string().bytes().map(|byte| byte - b'0').collect();
        let whole = (0..10).map(|last| [digits.as_slice(), &[last]].concat());
        let good = whole.into_iter().find(|digits| check_digit(digits.clone().try_into().unwrap()))?;
        let same = good.iter().all(|digit| *digit == good[0]);
        (!same).then(|| good.iter().map(|digit| char::from(digit + b'0')).collect())
    })
}

/// Our reader of values agrees with serde's, but takes no list for a struct, and no map for a word.
macro_rules! understood {
    ($kind:ty, $body:expr) => {
        match (json::understand::<$kind>($body), serde_json::from_value::<$kind>($body.clone())) {
            (Ok(ours), serdes) => assert_eq!(ours, serdes.unwrap()),
            (Err(ours), Ok(_)) => {
                let ours = ours.to_string();
                let stricter = ["not a map", "not a string"].iter().any(|what| ours.contains(what));
                assert!(stricter, "{ours}");
            }
            (Err(_), Err(_)) => {}
        }
    };
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What goes into JSON comes out of it again.
macro_rules! round {
    ($kind:ty, $value:expr) => {{
        let json = serde_json::to_string($value).unwrap();
        let back: $kind = serde_json::from_str(&json).unwrap();
        assert_eq!(&back, $value);
        assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }};
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn any_app_can_be_audited_and_spoken_of(snapshot in snapshot()) {
        let report = report(snapshot);
        let _ = (said(&report), report.refuses(), serde_json::to_value(&report).unwrap());
    }

    #[test]
    fn reading_keeps_what_it_does_not_know(snapshot in snapshot()) {
        round!(Snapshot, &snapshot);
        let kept = App::of(snapshot.clone()).snapshot;
        prop_assert_eq!(serde_json::to_string(&kept).unwrap(), serde_json::to_string(&snapshot).unwrap());
    }

    #[test]
    fn a_suggested_name_follows_its_template_and_fits(
        name in text(),
        literals in proptest::collection::vec(text(), 3),
        slots in proptest::collection::vec(select(&["{課名}", "{業務名}", ""]), 2),
        department in prop_oneof![Just("市民課".to_owned()), text()],
    ) {
        let literals: Vec<String> = literals.into_iter().map(|text| text.replace(['{', '}'], "")).collect();
        let written = format!("{}{}{}{}{}", literals[0], slots[0], literals[1], slots[1], literals[2]);
        let Ok(template) = Template::parse(&written) else { return Ok(()) };
        // What can never match and empty words are refused when the policy is read.
        prop_assume!(template.least() <= LONGEST_NAME && !written.trim().is_empty() && !department.trim().is_empty());
        let example = Example::new(json!({"name": name, "words": {"templates": [written], "departments": [department]}}), &[]);
        for judged in example.audit("name-off-template").findings {
            let suggestion = judged.finding.evidence.word("suggestion").to_owned();
            if !suggestion.is_empty() {
                prop_assert!(suggestion.chars().count() <= LONGEST_NAME);
                let city = city::directory();
                let mut departments: Vec<&str> = city.organizations.iter().map(|one| one.name.as_str()).collect();
                departments.push(&department);
                prop_assert_eq!(template.check(&suggestion, &departments, 2), Ok(()));
                prop_assert_ne!(&suggestion, &name);
                prop_assert!(judged.finding.fix.is_some());
            }
        }
    }

    #[test]
    fn a_made_name_is_recognised(head in text(), subject in text(), tail in text()) {
        let plain = |text: &str| text.replace(['{', '}'], "");
        let (head, tail) = (plain(&head), plain(&tail));
        prop_assume!(subject.trim().chars().count() >= 2 && !tail.is_empty());
        let template = Template::parse(&format!("{head}{{業務名}}{tail}{{課名}}")).unwrap();
        prop_assert_eq!(template.check(&format!("{head}{subject}{tail}市民課"), &["市民", "市民課", "課"], 2), Ok(()));
    }

    #[test]
    fn any_text_can_be_a_template_or_a_name(written in text(), name in text(), department in text(), least in 0..4_usize) {
        if let Ok(template) = Template::parse(&written) {
            let _ = template.check(&name, &[&department, "市民課", ""], least);
            if let Some(suggestion) = template.suggest(&name, &department) {
                prop_assert!(suggestion.chars().count() <= LONGEST_NAME);
            }
        }
    }

    #[test]
    fn any_text_can_be_folded_and_searched(text in text(), chars in 0..8_usize, labelled in any::<bool>()) {
        let _ = (fold::label(&text), labels::speaks_of_my_number(&text), labels::holds_my_number(&text, &text));
        prop_assert!(fold::cut(&text, chars).chars().count() <= chars + 1);
        prop_assert!(fold::plain(&text).len() <= text.len());
        for hit in my_numbers(&text, labelled) {
            let number: String = text[hit.start..hit.end].chars().map(fold::width).filter(char::is_ascii_digit).collect();
            prop_assert_eq!(number.len(), 12);
        }
    }

    #[test]
    fn any_text_can_be_scanned(
        text in proptest::collection::vec(prop_oneof![text(), value_like()], 0..6).prop_map(|words| words.concat()),
        label in prop_oneof![text(), select(&["", "マイナンバー", "住所", "氏名", "電話番号", "生年月日", "被保険者番号", "メール"]).prop_map(str::to_owned)],
    ) {
        let finds = scan(&text, Context::of_label(&label));
        let mut ends = [0; Identifier::ALL.len()];
        let mut start = 0;
        for find in &finds {
            let value = text.get(find.start..find.end);
            prop_assert!(value.is_some_and(|value| !value.is_empty()), "{:?}", find);
            prop_assert!(start <= find.start, "in order");
            start = find.start;
            let end = &mut ends[find.class as usize];
            prop_assert!(*end <= find.start, "finds of one kind do not overlap");
            *end = find.end;
            prop_assert!(find.mask.chars().all(|c| matches!(c, '*' | '-' | '@')), "{}", find.mask);
        }
        prop_assert_eq!(finds, scan(&text, Context::of_label(&label)));
    }

    #[test]
    fn a_my_number_for_the_guard_is_one_for_the_scanner(number in my_number(), grouped in any::<bool>()) {
        let written = if grouped { format!("{} {} {}", &number[..4], &number[4..8], &number[8..]) } else { number };
        let text = format!("マイナンバー {written}");
        let hit = my_numbers(&text, false)[0];
        let finds = scan(&text, Context::NONE);
        let same = finds.iter().any(|find| {
            (find.class, find.confidence, find.start, find.end) == (Identifier::MyNumber, hit.confidence, hit.start, hit.end)
        });
        prop_assert!(same, "{:?} {:?}", hit, finds);
    }

    #[test]
    fn a_day_is_written_as_it_is_read(text in prop_oneof![text(), "[+2]026-[+01][1-9]-[+012][1-9]", "20[0-9]{2}-[01][0-9]-[0-3][0-9]"]) {
        if let Some(day) = day::read(&text) {
            prop_assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn rich_text_keeps_what_is_written(words in proptest::collection::vec("[a-zあ-ん0-9]{1,6}", 1..5)) {
        let html = words.iter().map(|word| format!("<div><b style=\"color: red\">{word}</b></div>")).collect::<String>();
        let plain = fold::plain(&html);
        prop_assert_eq!(plain.lines().collect::<Vec<_>>(), words);
    }

    #[test]
    fn any_settings_and_values_can_be_guarded(
        head in prop_oneof![text(), json_like().prop_map(|json| json.to_string())],
        chunk in prop_oneof![text(), json_like().prop_map(|json| json.to_string())],
        words in proptest::collection::vec(text(), 8),
        rows in proptest::collection::vec((text(), any::<bool>(), 0..4_usize, text(), any::<bool>()), 0..8),
    ) {
        let [app, domain, lang, today, code, label, table, old] = <[String; 8]>::try_from(words).unwrap();
        let whole = chunks::split("seal", &chunk);
        for config in [Sorted::from_iter([("seal".to_owned(), head), ("seal.0".to_owned(), chunk)]), whole] {
            let (app, domain, lang, today) = (app.clone(), domain.clone(), lang.clone(), today.clone());
            let now = Now { today, ..Now::default() };
            let mut guard = Guard::new(Setting { config: Some(config), app, domain, lang, now, built_in: None });
            guard.form(vec![Labelled { code: code.clone(), label: label.clone(), kind: table.clone(), fixed: true }]);
            let columns: Vec<_> = rows
                .iter()
                .map(|(code, in_table, row, value, rich)| {
                    let values = vec![""; *row].into_iter().chain([value.as_str()]);
                    entry::column(code, in_table.then_some(table.as_str()), *rich, values)
                })
                .collect();
            let before = entry::column(&code, None, false, [old.as_str()]);
            let step = Proceeding { action: label.clone(), from: old.clone(), to: table.clone(), states: vec![table.clone(), old.clone()] };
            let saved = guard.submit(&columns);
            guard.allow(&saved.questions.iter().map(|question| question.mark.clone()).collect::<Vec<_>>());
            prop_assert_eq!(guard.submit(&columns).questions, Vec::new(), "nobody is asked twice");
            let _ = (guard.plan(), guard.opened(&[before]), guard.deleting(), guard.proceeding(&step, &columns));
        }
    }

    #[test]
    fn no_answer_holds_what_was_typed(number in my_number(), secret in "[a-z]{12}", english in any::<bool>(), old in any::<bool>()) {
        let spaced = format!("{} {} {}", &number[..4], &number[4..8], &number[8..]);
        let orders = Orders::compile(&BuiltIn::Strict.policy().unwrap());
        let config = entry::config(&entry::seal(orders, vec![entry::sealed("氏名", true)]));
        let lang = if english { "en" } else { "ja" };
        let mut guard = Guard::new(Setting { lang: lang.to_owned(), ..entry::setting(Some(config), "2026-11-24") });
        let one = |code: &str, value: &str| entry::column(code, None, false, [value]);
        let columns = [
            one("氏名", &format!("{secret} マイナンバー {number}")),
            one("備考", &format!("{secret} 個人番号 {spaced}")),
            one("番号", &spaced),
        ];
        let mut answer = if old { guard.opened(&columns) } else { guard.submit(&columns) };
        // Groups that begin like a year are told only where a word names them.
        let told = |find: &Find| find.class == Identifier::MyNumber && find.confidence > Confidence::Low;
        let alone = usize::from(scan(&spaced, Context::NONE).iter().any(told));
        prop_assert_eq!((answer.cells.len(), answer.tips.len()), if old { (0, 3 + alone) } else { (3, alone) });
        // A mark is a hash: four digits of it may be any four.
        answer.questions.iter_mut().for_each(|question| question.mark.clear());
        let said = format!("{answer:?}");
        for part in [secret.as_str(), &number, &spaced, &number[..4], &number[8..]] {
            prop_assert!(!said.contains(part), "{}", said);
        }
    }

    #[test]
    fn a_number_is_found_however_wide_it_is_typed(
        number in my_number(),
        wide in proptest::collection::vec(any::<bool>(), 12),
        separator in select(&["", "-", "－", "‐", "―", "−", "ー", "ｰ", "─", " ", "\u{3000}", "\u{A0}"]),
        before in select(&["", "番号は", "電話 03-1234-5678、", "①②③件", "１２３円\n", "ー市"]),
        after in select(&["", "です", "、電話 03-1234-5678", "\n1"]),
    ) {
        let mut typed = before.to_owned();
        for (at, (digit, wide)) in number.chars().zip(wide).enumerate() {
            typed.push_str(if at == 4 || at == 8 { separator } else { "" });
            typed.push(if wide { char::from_u32(digit as u32 + 0xFEE0).unwrap() } else { digit });
        }
        typed.push_str(after);
        prop_assume!(number.bytes().take_while(|byte| *byte == b'0').count() < 6);
        prop_assert_eq!(my_numbers(&typed, false).len(), 1, "{}", typed);
    }

    #[test]
    fn what_differs_is_what_was_not_there_so_often(
        old in proptest::collection::vec("[ab]?", 0..6), new in proptest::collection::vec("[abc]?", 0..6),
    ) {
        let orders = Orders::compile(&BuiltIn::Strict.policy().unwrap());
        let config = entry::config(&entry::seal(orders, vec![entry::sealed("氏名", true)]));
        let mut guard = Guard::new(entry::setting(Some(config), "2026-11-24"));
        let rows = |values: &[String]| [entry::column("氏名", Some("家族"), false, values.iter().map(String::as_str))];
        guard.opened(&rows(&old));
        let mut left = old;
        let mut differs = Vec::new();
        for (row, value) in new.iter().enumerate() {
            match left.iter().position(|old| old == value) {
                Some(at) => drop(left.swap_remove(at)),
                None if value.is_empty() => {}
                None => differs.push(Some(row)),
            }
        }
        let refused: Vec<_> = guard.submit(&rows(&new)).cells.iter().map(|cell| cell.2).collect();
        prop_assert_eq!(refused, differs);
    }

    #[test]
    fn a_value_is_understood_as_serde_understands_it(snapshot in snapshot()) {
        for reading in snapshot.parts.values() {
            let Reading::Read(body) = reading else { continue };
            understood!(Settings, body);
            understood!(AppRights, body);
            understood!(RecordRights, body);
            understood!(FieldRights, body);
            understood!(Customize, body);
            understood!(Plugins, body);
            understood!(Info, body);
            understood!(Option<ErrorBody>, body);
        }
    }

    #[test]
    fn a_list_in_order_is_the_map_of_the_library(
        steps in proptest::collection::vec(("[a-c]{0,2}", proptest::option::weighted(0.7, any::<u32>())), 0..40),
    ) {
        let (mut ours, mut theirs) = (Sorted::new(), BTreeMap::new());
        for (key, value) in steps {
            match value {
                Some(value) => {
                    ours.insert(key.clone(), value);
                    theirs.insert(key, value);
                }
                None => {
                    ours.remove(&key);
                    theirs.remove(&key);
                }
            }
            prop_assert!(ours.keys().eq(theirs.keys()) && ours.values().eq(theirs.values()));
            prop_assert!(["", "a", "bb", "ca"].iter().all(|key| ours.get(*key) == theirs.get(*key)));
        }
        let json = serde_json::to_value(&theirs).unwrap();
        prop_assert_eq!(&json::understand::<Sorted<String, u32>>(&json).unwrap(), &ours);
        prop_assert_eq!(serde_json::to_value(&ours).unwrap(), json);
    }

    #[test]
    fn a_search_is_the_search_of_the_library(text in "[aあ💧]{0,9}", word in "[aあ💧]{0,3}", by in "[aあ]{0,2}") {
        prop_assert_eq!(search::find(&text, &word), text.find(&word));
        prop_assert_eq!(search::holds(&text, &word), text.contains(&word));
        if !word.is_empty() {
            prop_assert_eq!(search::replaced(&text, &word, &by), text.replace(&word, &by));
            let theirs = text.match_indices(&word).map(|(at, _)| (&text[..at], &text[at + word.len()..]));
            prop_assert!(search::around(&text, &word).eq(theirs));
        }
    }

    #[test]
    fn words_sought_together_are_found_as_one_by_one(
        text in "[aあい💧ｱ\n 。]{0,12}",
        words in proptest::collection::vec("[aあい💧ア]{0,3}", 0..4),
    ) {
        let (folded, sought) = (fold::lines(&text), search::Sought::of(words.iter().map(String::as_str)));
        prop_assert_eq!(folded.lines().count(), text.lines().count());
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let whole = |at: usize, word: &str| {
            let (before, after) = (folded[..at].chars().last(), folded[at + word.len()..].chars().next());
            !(latin(before) && latin(word.chars().next()) || latin(after) && latin(word.chars().last()))
        };
        let (mut theirs, mut from) = (Vec::new(), 0);
        for (at, _) in folded.char_indices() {
            let here = words.iter().filter(|word| !word.is_empty() && folded[at..].starts_with(*word) && whole(at, word));
            if let Some(word) = here.max_by_key(|word| word.len()).filter(|_| at >= from) {
                theirs.push((at, word.as_str()));
                from = at + word.len();
            }
        }
        prop_assert_eq!(sought.all(&folded).collect::<Vec<_>>(), theirs.clone());
        prop_assert_eq!(sought.stand_in(&folded), !theirs.is_empty());
    }

    #[test]
    fn a_word_is_taken_back_wherever_it_stands(text in prop_oneof![text(), "[あ「」『』。、\n]{0,12}"], letters in 0..6_usize) {
        let folded = fold::lines(&text);
        let excusing = Excusing::of(&["あ".to_owned(), "*」".to_owned()]);
        let ends: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
        for pair in ends.windows(2) {
            for bounds in [Bounds::Clause(letters), Bounds::Sentence] {
                let back = excusing.takes_back(&folded, pair[0], pair[1], bounds);
                prop_assert!(back || &folded[pair[0]..pair[1]] != "あ", "a word that is one of them is taken back");
                prop_assert!(!back || folded.contains('あ') || folded.contains('」'));
            }
        }
    }

    #[test]
    fn people_are_the_set_of_the_library(
        ours in proptest::collection::btree_set(0..200_usize, 0..40),
        others in proptest::collection::btree_set(0..200_usize, 0..40),
    ) {
        let of = |set: &BTreeSet<usize>| set.iter().copied().collect::<People>();
        let (mut all, mut left) = (of(&ours), of(&ours));
        prop_assert!(all.iter().eq(ours.iter().copied()) && all.len() == ours.len() && all.is_empty() == ours.is_empty());
        prop_assert_eq!(all.is_disjoint(&of(&others)), ours.is_disjoint(&others));
        all.add(&of(&others));
        prop_assert_eq!(all, of(&(&ours | &others)));
        prop_assert_eq!(left.take(&of(&others)), of(&(&ours & &others)));
        prop_assert_eq!(left, of(&(&ours - &others)));
    }

    #[test]
    fn what_cannot_be_read_is_told_without_its_value(name in "[a-zA-Z\"\\\\`]{6,20}", number in 100_000_000_000_i64..) {
        for value in [json!(name), json!(number), json!({&name: 1}), json!([name])] {
            for part in Part::GOVERNANCE.into_iter().chain([Part::Info, Part::Space, Part::Records]) {
                let mut snapshot = Snapshot::new("7", Side::Preview);
                let body = json!({
                    "name": value, "revision": value, "properties": {"x": {"type": value, "code": value}}, "rights": value,
                    "scope": value, "desktop": value, "plugins": value, "creator": value, "space": value, "members": value,
                });
                snapshot.parts.insert(part, Reading::Read(body));
                let app = App::of(snapshot);
                let unread: Vec<Unread> = [
                    app.settings().err(), app.fields().err(), app.rights().err(), app.record_rights().err(), app.field_rights().err(),
                    app.customize().err(), app.plugins().err(), app.info().err(), app.home().err(),
                ].into_iter().flatten().filter(|unread| unread.part == part).collect();
                let said = format!("{unread:?}{}", unread.iter().map(|one| one.reason.say(Lang::Ja)).collect::<String>());
                prop_assert!(!said.contains(&number.to_string()), "{}", said);
                prop_assert!(!said.contains(&name[..6]), "{}", said);
            }
        }
    }

    #[test]
    fn a_document_survives_its_settings(document in text(), times in 1..4_usize, key in "[a-z]{1,8}") {
        let document = document.repeat(times);
        let config = chunks::split(&key, &document);
        prop_assert_eq!(chunks::join(&key, &config), Ok(document));
        prop_assert_eq!(chunks::join("another", &config), Err(Damage::Absent));
    }

    #[test]
    fn a_damaged_document_is_never_taken_for_whole(document in text(), at in any::<prop::sample::Index>(), to in any::<char>()) {
        let mut config = chunks::split("seal", &document);
        let head = config.get("seal").unwrap().clone();
        let mut chars: Vec<char> = document.chars().collect();
        if let Some(count) = Some(chars.len()).filter(|count| *count > 0) {
            let old = std::mem::replace(&mut chars[at.index(count)], to);
            config.insert("seal.0".to_owned(), chars.iter().collect());
            prop_assert_eq!(chunks::join("seal", &config), if old == to { Ok(document.clone()) } else { Err(Damage::Damaged) });
        }
        config.remove("seal.0");
        prop_assert_eq!(chunks::join("seal", &config), Err(Damage::Damaged));
        let cut: String = head.chars().take(at.index(head.len())).collect();
        config.insert("seal".to_owned(), cut);
        prop_assert_eq!(chunks::join("seal", &config), Err(Damage::Damaged));
    }

    #[test]
    fn any_settings_can_be_joined(head in text(), chunk in text()) {
        for head in [head.clone(), format!("1 {head}"), format!("1 1 {head}"), "1 1 0".to_owned()] {
            let config = Sorted::from_iter([("seal".to_owned(), head), ("seal.0".to_owned(), chunk.clone())]);
            prop_assert!(chunks::join("seal", &config).is_err());
        }
    }

    #[test]
    fn a_newer_document_is_told_apart(head in text(), schema in 2..u32::MAX, chunk in text()) {
        let config = Sorted::from_iter([("seal".to_owned(), format!("{schema} {head}")), ("seal.0".to_owned(), chunk)]);
        prop_assert_eq!(chunks::join("seal", &config), Err(Damage::Newer));
    }

    #[test]
    fn any_refusal_has_words(code in prop_oneof![text(), select(&["CB_NO02", "GAIA_AP01", "GAIA_TO04"]).prop_map(str::to_owned)], message in text()) {
        let reason = Reason::of(ErrorBody { code, message });
        for lang in LANGS {
            prop_assert!(!reason.say(lang).is_empty());
        }
        round!(Reason, &reason);
    }

    #[test]
    fn a_part_has_one_fingerprint_whatever_its_keys_order_and_revision(body in json_like()) {
        let mut other = turned(&body);
        if let Some(map) = other.as_object_mut() {
            map.insert("revision".to_owned(), "another".into());
        }
        prop_assert_eq!(fingerprint::of_part(&body), fingerprint::of_part(&other));
    }
}

/// The same JSON with the keys of every object turned round.
fn turned(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            map.iter().rev().map(|(key, value)| (key.clone(), turned(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(list) => list.iter().map(turned).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}

#[test]
fn what_only_looks_like_a_tag_is_still_read() {
    assert_eq!(fold::plain("5 &lt; 6 &amp;amp; <b>x</b><br>y"), "5 < 6 &amp; x\ny");
    assert_eq!(fold::plain("x < マイナンバー 1234"), "x < マイナンバー 1234");
}

#[test]
fn different_parts_have_different_fingerprints() {
    let bodies = [
        json!({}),
        json!([]),
        json!(null),
        json!(""),
        json!("{}"),
        json!(1),
        json!({"a": null}),
        json!({"a": ""}),
        json!({"a": "b"}),
        json!({"a": ["b"]}),
        json!({"a": ["b", "c"]}),
        json!({"a": ["c", "b"]}),
        json!({"a": "b", "c": "d"}),
        json!({"a": {"b": "c"}}),
        json!({"a": "1\"b,c:1\"d"}),
        json!({"x": {"a:1\"b,c": "d"}}),
        json!({"x": {"a": "b", "c": "d"}}),
        json!({"x": ["a", "b,c"]}),
        json!({"a": true}),
        json!({"a": "true"}),
        json!({"a=": "b"}),
    ];
    let prints: std::collections::BTreeSet<String> = bodies.iter().map(fingerprint::of_part).collect();
    assert_eq!(prints.len(), bodies.len());
    assert_eq!(fingerprint::of_part(&json!({"a": 5})), fingerprint::of_part(&json!({"a": "5"})), "kintone sends both");
}

/// The fingerprints of the findings of a rule.
fn prints(rule: &str, json: Value) -> Vec<String> {
    let report = Example::new(json, &[]).audit(rule);
    report.findings.into_iter().filter(|judged| judged.finding.rule == rule).map(|judged| judged.fingerprint).collect()
}

#[test]
fn a_fingerprint_follows_what_the_verdict_rests_on() {
    let open = |more: Value| {
        let mut json = json!({"fields": {"氏名": "SINGLE_LINE_TEXT", "住所": "SINGLE_LINE_TEXT"},
            "app-rights": ["USER:oka view", "ORGANIZATION:zeimu view", "GROUP:everyone view"]});
        json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let found = prints("seen-by-too-many", json);
        assert_eq!(found.len(), 1, "{more}");
        found[0].clone()
    };
    let first = open(json!({}));
    let same = [
        (
            "rows that do not meet",
            json!({"app-rights": ["ORGANIZATION:zeimu view", "GROUP:everyone view", "USER:oka view"]}),
        ),
        (
            "a right that is not viewing",
            json!({"app-rights": ["USER:oka view add export", "ORGANIZATION:zeimu view edit", "GROUP:everyone view delete"]}),
        ),
        (
            "a row without effect",
            json!({"app-rights": ["USER:oka view", "ORGANIZATION:zeimu view", "GROUP:nobody", "GROUP:everyone view"]}),
        ),
        ("the order of fields", json!({"fields": {"住所": "SINGLE_LINE_TEXT", "氏名": "SINGLE_LINE_TEXT"}})),
        (
            "a label",
            json!({"fields": {"氏名": {"type": "SINGLE_LINE_TEXT", "label": "お名前"}, "住所": "SINGLE_LINE_TEXT"}}),
        ),
        ("other fields", json!({"fields": {"氏名": "SINGLE_LINE_TEXT", "住所": "SINGLE_LINE_TEXT", "件名": "NUMBER"}})),
        ("the name of the app", json!({"name": "別の名前", "description": "別"})),
        (
            "record rights that reach some records",
            json!({"record-rights": [{"if": "氏名 = \"\"", "who": ["USER:oka view"]}]}),
        ),
    ];
    for (what, more) in same {
        assert_eq!(open(more), first, "{what}");
    }
    let other = [
        (
            "a row above takes effect",
            json!({"app-rights": ["ORGANIZATION:zeimu", "USER:oka view", "GROUP:everyone view"]}),
        ),
        (
            "another department",
            json!({"app-rights": ["USER:oka view", "ORGANIZATION:soumu view", "GROUP:everyone view"]}),
        ),
        (
            "another personal field",
            json!({"fields": {"氏名": "SINGLE_LINE_TEXT", "住所": "SINGLE_LINE_TEXT", "生年月日": "DATE"}}),
        ),
        ("a closed space", json!({"space": {"private": true, "members": ["ORGANIZATION:shicho subs"]}})),
        ("record rights", json!({"record-rights": [{"who": ["ORGANIZATION:shicho subs view"]}]})),
        (
            "field rights",
            json!({"field-rights": {"氏名": ["ORGANIZATION:shicho subs read"], "住所": ["GROUP:everyone read"]}}),
        ),
    ];
    let mut seen = vec![first];
    for (what, more) in other {
        let print = open(more);
        assert!(!seen.contains(&print), "{what}");
        seen.push(print);
    }
}

#[test]
fn a_fingerprint_does_not_count_people() {
    let json = json!({"fields": {"氏名": "SINGLE_LINE_TEXT"}});
    let app = App::of(Example::new(json, &[]).snapshot());
    let policy = BuiltIn::Standard.policy().unwrap();
    let today = day::read("2026-11-24").unwrap();
    let mut directory = city::directory();
    let judge = |directory: &_| {
        let report = audit::audit(&Case::new(&app, &policy, today).among(Ok(directory)));
        let judged = report.findings.into_iter().find(|judged| judged.finding.rule == "seen-by-too-many").unwrap();
        (judged.finding.evidence.count("people"), judged.fingerprint)
    };
    let before = judge(&directory);
    let mut new = directory.users[0].clone();
    new.code = "shinjin".to_owned();
    directory.users.push(new);
    let after = judge(&directory);
    assert_eq!((before.0 + 1, before.1), after);
}

/// What a rule says about an app, without advice: suggestions may look at more than verdicts do.
fn verdict(rule: &Rule, example: &Example) -> Vec<String> {
    let report = example.audit(rule.id);
    let found =
        report.findings.iter().filter(|judged| judged.finding.rule == rule.id).map(|judged| judged.fingerprint.clone());
    let unknown = report
        .unknowns
        .iter()
        .filter(|unjudged| unjudged.rule == rule.id)
        .map(|unjudged| format!("{:?}", unjudged.unread));
    found.chain(unknown).collect()
}

#[test]
fn a_rule_needs_what_it_asks_for_and_nothing_else() {
    let mut example = full();
    example.0.insert(
        "declaration".to_owned(),
        json!({"opening": "none", "sharing": "none", "owner": "市民課長", "purpose": "窓口で受けた相談の記録"}),
    );
    example.0.insert("app-rights".to_owned(), json!(["CREATOR manage view", "GROUP:everyone view"]));
    example.0.remove("space");
    // Some parts matter only where the rights of the app are narrow, wide, or as they were made.
    let with = |rights: &[&str]| {
        let mut example = example.clone();
        example.0.insert("app-rights".to_owned(), json!(rights));
        example
    };
    let mut made = example.clone();
    made.0.remove("app-rights");
    let narrow = with(&["CREATOR manage view", "GROUP:everyone view"]);
    let wide =
        with(&["CREATOR manage view export delete", "USER:oka export", "ORGANIZATION:shicho subs view export delete"]);
    let examples = [narrow, wide, made];
    for (rule, _) in ON_APP.iter().flatten() {
        let whole = examples.each_ref().map(|example| verdict(rule, example));
        for part in Part::GOVERNANCE.into_iter().chain([Part::Info, Part::Space, Part::Records, Part::People]) {
            let without = examples.each_ref().map(|example| {
                let mut without = example.clone();
                without.0.insert(part.key().to_owned(), "forbidden".into());
                verdict(rule, &without)
            });
            assert_eq!(without != whole, rule.needs.contains(&part), "{} and {part:?}", rule.id);
        }
    }
}

#[test]
fn a_secret_is_told_of_and_never_shown() {
    let secret = "Himitsu2026abcd";
    let json = json!({
        "description": format!("パスワード: {secret}"), "notes": format!("https://midori:{secret}@ftp.example.com/"),
        "customize": [format!("https://js.example.com/a.js?token={secret}")],
        "fields": {"案内": {"type": "LINK", "defaultValue": format!("https://example.com/?token={secret}")}},
        "views": {"地図": {"type": "CUSTOM", "html": format!("<iframe src='https://example.com/?token={secret}'></iframe>")}},
    });
    let report = Example::new(json, &[]).audit("secret-in-settings");
    let told = report.findings.iter().filter(|judged| judged.finding.rule == "secret-in-settings").count();
    assert_eq!(told, 5);
    assert!(!format!("{:?}", report.findings).contains(secret));
}

#[test]
fn long_documents_are_cut_where_kintone_takes_them() {
    for (unit, times) in [("a", 200_000), ("字", 130_000), ("𠮷", 90_001), ("a𠮷", 60_000)] {
        let document = unit.repeat(times);
        let config = chunks::split("seal", &document);
        assert!(config.len() > 2, "{unit}");
        for value in config.values() {
            assert!(value.encode_utf16().count() <= 65_535, "{unit}");
        }
        assert_eq!(chunks::join("seal", &config).as_ref(), Ok(&document), "{unit}");
        let mut swapped = config.clone();
        let (first, second) = (config.get("seal.0").unwrap().clone(), config.get("seal.1").unwrap().clone());
        swapped.insert("seal.0".to_owned(), second);
        swapped.insert("seal.1".to_owned(), first.clone());
        if config.get("seal.0").unwrap() != config.get("seal.1").unwrap() {
            assert_eq!(chunks::join("seal", &swapped), Err(Damage::Damaged), "{unit}");
        }
        swapped.clone_from(&config);
        swapped.remove("seal.1");
        assert_eq!(chunks::join("seal", &swapped), Err(Damage::Damaged), "{unit}");
        let mut longer = config.clone();
        longer.insert(format!("seal.{}", config.len() - 1), first);
        assert_eq!(chunks::join("seal", &longer).as_ref(), Ok(&document), "a chunk of an older, longer document");
    }
    assert!(chunks::fits(&chunks::split("seal", &"a".repeat(200_000))));
    assert!(!chunks::fits(&chunks::split("seal", &"字".repeat(90_000))), "256 KB together");
    let lies = Sorted::from_iter([("seal".to_owned(), format!("1 {} ", u64::MAX))]);
    assert_eq!(chunks::join("seal", &lies), Err(Damage::Damaged));
}

/// A body, and what becomes of it when anything in it is absent, null, or of another kind.
fn spoilt(body: &Value) -> Vec<Value> {
    let mut out = vec![body.clone()];
    let put = |out: &mut Vec<Value>, key: &dyn Fn(&mut Value) -> &mut Value, inner: &Value| {
        for inner in spoilt(inner).into_iter().chain([Value::Null, json!([]), json!({}), json!("?"), json!(1)]) {
            let mut one = body.clone();
            *key(&mut one) = inner;
            out.push(one);
        }
    };
    for (key, inner) in body.as_object().into_iter().flatten() {
        let mut without = body.clone();
        without.as_object_mut().unwrap().remove(key);
        out.push(without);
        put(&mut out, &|one| &mut one[key], inner);
    }
    for (at, inner) in body.as_array().into_iter().flatten().enumerate() {
        put(&mut out, &|one| &mut one[at], inner);
    }
    out
}

#[test]
fn every_key_that_serde_reads_is_read() {
    macro_rules! whole {
        ($kind:ty, $body:tt) => {
            let body = json!($body);
            json::understand::<$kind>(&body).unwrap();
            for body in spoilt(&body) {
                understood!($kind, &body);
            }
        };
    }
    whole!(Settings, {
        "name": "a", "description": "b", "titleField": {"selectionMode": "MANUAL", "code": "c"}, "enableBulkDeletion": true,
        "enableComments": true, "enableDuplicateRecord": true, "enableInlineRecordEditing": true, "revision": "3"
    });
    whole!(AppRights, {"rights": [{
        "entity": {"type": "GROUP", "code": "everyone"}, "includeSubs": true, "appEditable": true, "recordViewable": true,
        "recordAddable": true, "recordEditable": true, "recordDeletable": true, "recordImportable": true, "recordExportable": true
    }]});
    whole!(RecordRights, {"rights": [{"filterCond": "a", "entities": [
        {"entity": {"type": "USER", "code": "b"}, "includeSubs": true, "viewable": true, "editable": true, "deletable": true}
    ]}]});
    whole!(FieldRights, {"rights": [{"code": "a", "entities": [
        {"accessibility": "WRITE", "entity": {"type": "ORGANIZATION", "code": "b"}, "includeSubs": true}
    ]}]});
    whole!(Customize, {
        "scope": "ALL",
        "desktop": {"js": [{"type": "URL", "url": "a"}], "css": [{"type": "FILE", "file": {"name": "b"}}]},
        "mobile": {"js": [{"type": "?"}], "css": []}
    });
    whole!(Plugins, {"plugins": [{"id": "a", "name": "b", "enabled": true}]});
    whole!(Info, {"spaceId": "1", "creator": {"code": "a"}, "createdAt": "2026-04-01T00:00:00.000Z"});
    whole!(Sample, {"total": 120, "looked": 100, "tokens": 3, "newest": "2026-11-20T01:00:00Z"});
    whole!(Space, {"name": "a", "isPrivate": true, "isGuest": true});
    whole!(Members, {"members": [{"entity": {"type": "USER", "code": "a"}, "includeSubs": true}]});
    whole!(User, {"code": "a", "name": "b", "valid": true});
    whole!(Organization, {"code": "a", "name": "b", "parentCode": "c"});
    whole!(Views, {"views": {"a": {"type": "CUSTOM", "html": "b", "fields": ["c"], "filterCond": "d"}}});
    whole!(GeneralNotices, {"notifications": [{
        "entity": {"type": "USER", "code": "a"}, "includeSubs": true, "recordAdded": true, "recordEdited": true,
        "commentAdded": true, "statusChanged": true, "fileImported": true
    }]});
    whole!(Notices, {"notifications": [{
        "filterCond": "a", "title": "b", "targets": [{"entity": {"type": "USER", "code": "c"}, "includeSubs": true}]
    }]});
    whole!(Process, {
        "enable": true,
        "states": {"a": {"assignee": {"type": "ONE", "entities": [{"entity": {"type": "USER", "code": "b"}, "includeSubs": true}]}}},
        "actions": [{"name": "c", "from": "a", "to": "d"}]
    });
    whole!(Actions, {"actions": {"a": {"destApp": {"app": "7"}, "mappings": [{"srcField": "b", "destField": "c"}]}}});
    whole!(Notes, {"content": "a", "includeInTemplateAndDuplicates": true});
    whole!(ErrorBody, {"code": "a", "message": "b"});
    whole!(Kept, {
        "user": "a", "policy": "b", "decided": [{"code": "c", "label": "d", "class": "my-number"}],
        "declaration": {
            "purpose": "e", "owner": "f", "maintainer": "g", "data-class": "h", "people": 5, "until": "2027-03-31", "opening": "intake", "service": "i",
            "approval": "j", "checked": "2026-11-24", "attested": {"k": {"yes": true, "on": "2026-11-24"}}
        }
    });
    whole!(Seal, {
        "schema": 1, "app": "a", "domain": "b", "verdict": "pass", "at": "c", "revision": "d",
        "fields": [{"code": "e", "class": "ordinary", "open": true, "for_my_number": true}],
        "orders": {"policy": "f", "version": "g", "rules": [{"rule": "h", "stage": "warn", "from": "i", "ja": "j", "en": "k"}]}
    });
    whole!(Baseline, {"on": "2026-11-25", "parts": {"fields": "a"}, "judged": ["b"], "found": ["b c"]});
    whole!(Draft, {
        "schema": 2, "id": "a", "title": {"ja": "b", "en": "c"}, "organisation": {"ja": "b", "en": "c"}, "version": "d",
        "based-on": {"id": "e", "version": "f"}, "effective": "2026-11-24",
        "articles": [{"number": "e", "heading": {"ja": "f", "en": "g"}, "text": {"ja": "h", "en": "i"}}],
        "supplementary": [{"text": {"ja": "b", "en": "c"}, "rules": ["o"], "from": "2027-01-01", "until": "2027-03-31"}],
        "classes": [{
            "id": "j", "name": {"ja": "k", "en": "l"}, "viewers": {"people": 5, "share": 6}, "holds": ["code"],
            "uses": {
                "everyone": "no", "export": "approved", "intake": "declared", "viewer": "yes", "guests": "no", "copies": "no"
            }
        }],
        "labels": {"personal": [{"word": "m", "class": "sensitive"}], "not-personal": ["n"]},
        "departments": ["o"], "aliases": [{"old": "p", "new": "q"}],
        "approved": {
            "plugins": [{"name": "r", "number": "s", "until": "2027-03-31"}], "hosts": ["t"],
            "files": [{"name": "u", "sha256": "v"}], "services": [{"name": "w"}]
        },
        "staff": [{"kind": "fixed-term", "groups": ["x"]}],
        "season": {"from": "03-15", "to": "04-30", "rules": ["o"]},
        "hours": {"ja": "y", "en": "z"}, "devices": [{"ja": "y", "en": "z"}],
        "questions": [{"id": "a", "article": "e", "about": "guest-space", "text": {"ja": "b", "en": "c"}, "days": 90}],
        "rules": {"o": {
            "article": "e", "inspection": "block", "entry": "warn", "severity": "low", "numbers": {"p": 7}, "words": {"q": ["r"]},
            "scope": {"spaces": ["1"], "names": ["*"], "classes": ["j"]}
        }}
    });
}

#[test]
fn a_policy_with_a_mistyped_key_or_without_one_is_told() {
    for policy in BuiltIn::ALL {
        let document = policy.document();
        assert_eq!(json::understand::<Draft>(&document).unwrap(), serde_json::from_value(document.clone()).unwrap());
        let mut mistyped = document.clone();
        mistyped["rules"]["seen-by-too-many"]["inspecton"] = "block".into();
        assert_eq!(
            json::understand::<Draft>(&mistyped).unwrap_err().to_string(),
            "rules.seen-by-too-many.inspecton: unknown key"
        );
        for key in ["schema", "effective", "rules"] {
            let mut without = document.clone();
            without.as_object_mut().unwrap().remove(key);
            let said = json::understand::<Draft>(&without).unwrap_err().to_string();
            assert_eq!(said, format!("{key}: missing"));
        }
    }
}

/// A guard of the strict policy with every stage as high as it goes, on a form with a field for a name.
fn severe(lang: Lang) -> (Orders, Guard) {
    let mut orders = Orders::compile(&BuiltIn::Strict.policy().unwrap());
    orders.rules.iter_mut().for_each(|order| order.stage = Stage::Block);
    let class = |class| SealedField { class, ..entry::sealed("症状", false) };
    let config = entry::config(&entry::seal(orders.clone(), vec![class(Class::SpecialCare)]));
    let lang = if lang == Lang::En { "en" } else { "ja" };
    let mut guard = Guard::new(Setting { lang: lang.to_owned(), ..entry::setting(Some(config), "2026-11-24") });
    let told = |(code, kind): (&str, &str)| Labelled {
        code: code.to_owned(),
        label: code.to_owned(),
        kind: kind.to_owned(),
        fixed: false,
    };
    let line = "SINGLE_LINE_TEXT";
    let homes = ["氏名", "電話番号", "メールアドレス", "住所", "生年月日", "取扱注意", "症状"].map(|code| (code, line));
    let rest = [("所見", "MULTI_LINE_TEXT"), ("写し", "FILE")];
    guard.form(homes.into_iter().chain(rest).map(told).collect());
    (orders, guard)
}

/// A word of a policy is no more repeated than a number is.
#[test]
fn no_answer_holds_a_word_that_was_typed() {
    for lang in LANGS {
        let (orders, mut guard) = severe(lang);
        let mut met = 0;
        for (rule, keys, code) in [
            ("special-care-typed", &["words", "sensitive"][..], "所見"),
            ("unsuitable-remark", &["words"], "所見"),
            ("papers-named-in-file", &["identity", "health", "household", "money", "lists"], "写し"),
        ] {
            let words = &orders.get(rule).unwrap().words;
            for word in keys.iter().flat_map(|key| words.get(*key).unwrap()) {
                let columns = [entry::column(code, None, false, [format!("({word})").as_str()])];
                let answer = if code == "写し" { guard.opened(&columns) } else { guard.submit(&columns) };
                assert_eq!(
                    (answer.cells.len(), answer.tips.len()),
                    if code == "写し" { (0, 1) } else { (1, 0) },
                    "{word}"
                );
                assert!(!format!("{answer:?}").contains(word.as_str()), "{word}: {answer:?}");
                met += 1;
            }
        }
        assert!(met > 100, "{met}");
        let (_, guard) = severe(lang);
        for (before, secret) in [
            ("携帯電話 ", "090-1234-5678"),
            ("メール ", "hanako@example.jp"),
            ("住所 ", "東京都千代田区丸の内1-2-3"),
            ("生年月日 ", "昭和60年4月1日"),
            ("氏名:", "山田 花子"),
        ] {
            let homes = ["氏名", "電話番号", "メールアドレス", "住所", "生年月日", "取扱注意"];
            let mut columns: Vec<_> = homes.iter().map(|code| entry::column(code, None, false, [""])).collect();
            columns.push(entry::column("所見", None, false, [format!("{before}{secret}").as_str()]));
            columns.push(entry::column("症状", None, false, [secret]));
            let answer = guard.submit(&columns);
            assert_eq!(entry::refused(&answer), ["取扱注意", "所見"], "{secret}: {answer:?}");
            assert!(!format!("{answer:?}").contains(secret), "{secret}: {answer:?}");
        }
    }
}

#[test]
fn built_in_orders_can_be_read() {
    for policy in BuiltIn::ALL {
        round!(Orders, &Orders::compile(&policy.policy().unwrap()));
    }
    let standard: Orders = naiki::text::json::read(entry::BUILT_IN).unwrap();
    assert!(!standard.rules.is_empty());
}

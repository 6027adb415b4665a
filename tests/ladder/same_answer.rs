//! One corpus, answered here and by the shipped wasm (`tests/contract/same-answer.test.mjs`): the answers are equal.
//!
//! The file holds what the boot script would send, as text, and what the native guard answers. `UPDATE=1` rewrites it.

use naiki::guard::{Guard, record};
use naiki::policy::built_in::BuiltIn;
use naiki::seal::chunks;
use naiki::seal::orders::Orders;
use naiki::seal::{Seal, SealedClass};
use naiki::snapshot::{Snapshot, export};
use naiki::text::json::read;
use serde_json::{Value, json};
use tests::audited::Audited;
use tests::city::{self, Example};
use tests::entry;

/// Typed texts: identifiers and their false friends, widths, hyphens, eras, markup, emoji, a long one.
fn texts() -> Vec<String> {
    let mut out: Vec<String> = [
        "マイナンバー 1234 5678 9018",
        "個人番号:１２３４－５６７８－９０１８",
        "ﾏｲﾅﾝﾊﾞｰは123456789018です",
        "1234 5678 9018",
        "1234ー5678ー9018",
        "202610160001",
        "注文 202610160001",
        "983205673210",
        "123456789018円",
        "1234.5678.9018",
        "電話 03-1234-5678 内線 9018",
        "<div>マイナンバー <b>1234</b> <i>5678</i> 9018</div>",
        "マイナンバー&nbsp;1234&nbsp;5678&nbsp;9018",
        "𠮷野家 🏠 \u{200B}1234\u{3000}5678\u{3000}9018 マイナンバー",
        "\"\\\n\t\u{0}\u{FFFF}",
        "",
    ]
    .map(str::to_owned)
    .to_vec();
    out.push(format!("{}マイナンバー 1234 5678 9018", "住民から相談があった。".repeat(12)));
    out
}

fn config(policy: BuiltIn) -> Value {
    let orders = Orders::compile(&policy.policy().unwrap());
    serde_json::to_value(entry::config(&entry::seal(
        orders,
        vec![entry::sealed("氏名", true), entry::sealed("住所", false)],
    )))
    .unwrap()
}

/// Everything that is about the whole stops, in an app of grave information.
fn stopping() -> Value {
    let mut document = BuiltIn::Standard.document();
    for rule in ["outside-hours", "phone-used", "step-before-cure", "typed-beyond-class"] {
        document["rules"][rule]["entry"] = json!("block");
    }
    let policy = naiki::policy::read(&document.to_string(), naiki::rules::ALL).unwrap();
    let class = Some(SealedClass::of(&policy, policy.class("special-care").unwrap()));
    let seal = Seal { class, ..entry::seal(Orders::compile(&policy), vec![entry::sealed("氏名", true)]) };
    serde_json::to_value(entry::config(&seal)).unwrap()
}

fn settings() -> Vec<Value> {
    let mut damaged = config(BuiltIn::Strict);
    damaged["seal.0"] = json!("{}");
    let newer = json!(chunks::split("seal", "{}"))
        .to_string()
        .replace("\"1 ", "\"9 ")
        .replace(r#"\"schema\":1"#, r#"\"schema\":9"#);
    let configs = [
        Value::Null,
        json!({}),
        config(BuiltIn::Standard),
        config(BuiltIn::Strict),
        damaged,
        serde_json::from_str(&newer).unwrap(),
    ];
    let orders: Value = serde_json::from_str(entry::BUILT_IN).unwrap();
    let setting = |config: &Value, lang: &str, today: &str| json!({"config": config, "app": "7", "domain": "midori.cybozu.com", "lang": lang, "now": {"today": today}, "orders": orders});
    let mut out: Vec<Value> = configs.iter().map(|config| setting(config, "ja", "2026-11-25")).collect();
    out.extend(configs.iter().take(4).map(|config| setting(config, "en", "2026-03-31")));
    out.extend(["ja", "en"].map(|lang| setting(&stopping(), lang, "2026-11-25")));
    // Of a file that lacks the built-in orders.
    out.extend(["ja", "en"].map(|lang| json!({"app": "7", "domain": "midori.cybozu.com", "lang": lang})));
    out
}

fn form() -> Value {
    json!([
        {"code": "氏名", "label": "お名前", "kind": "SINGLE_LINE_TEXT", "fixed": false},
        {"code": "住所", "label": "住所", "kind": "SINGLE_LINE_TEXT", "fixed": true},
        {"code": "番号", "label": "マイナンバー（個人番号）", "kind": "NUMBER", "fixed": false},
        {"code": "備考", "label": "備考<欄>", "kind": "RICH_TEXT", "fixed": false},
        {"code": "家族", "label": "世帯員", "kind": "SUBTABLE", "fixed": false},
        {"code": "メモ", "label": "メモ", "kind": "MULTI_LINE_TEXT", "fixed": false},
    ])
}

/// A record with one text in every kind of place.
fn record(text: &str) -> Value {
    json!([
        ["氏名", null, false, [text]],
        ["住所", null, false, [text]],
        ["番号", null, false, [text]],
        ["備考", null, true, [text]],
        ["メモ", "家族", false, ["", text, text]],
        ["知らない", null, false, [text]],
    ])
}

/// What the office published: nothing special, a stop, the emergency switch, and what a newer version wrote.
fn published() -> Vec<Value> {
    let with = |more: Value| {
        let mut document = json!({"schema": 1, "domain": "midori.cybozu.com", "app": "32", "contacts": [{"ja": "情報政策課", "en": "Digital"}]});
        naiki::text::json::put_over(&mut document, more);
        document
    };
    vec![
        with(json!({"reasons": "33", "hours": 24})),
        with(json!({"stops": [{"app": "7", "announced": "2026-11-20", "from": "2026-12-10"}]})),
        with(json!({"stops": [{"app": "7", "announced": "2026-11-01", "from": "2026-11-20", "over": "acknowledge"}]})),
        with(json!({"emergency": {"until": "2026-12-01", "ja": "災害の対応", "en": "disaster"}})),
        with(json!({"schema": 9})),
    ]
}

fn step() -> Value {
    json!({"action": "承認する", "from": "申請中", "to": "承認済み", "states": ["申請中", "承認済み"]})
}

/// What the native guard answers to one call, as the boot script would read it.
fn answer(guard: &mut Option<Guard>, call: &str, text: &str) -> Value {
    if call == "start" {
        let started = Guard::new(read(text).unwrap());
        let plan = serde_json::to_value(started.plan()).unwrap();
        *guard = Some(started);
        return plan;
    }
    let guard = guard.as_mut().unwrap();
    match call {
        "form" => {
            guard.form(read(text).unwrap());
            Value::Null
        }
        "now" => {
            guard.now(read(text).unwrap());
            Value::Null
        }
        "learn" => {
            guard.learn(read(text).unwrap());
            Value::Null
        }
        "publish" => serde_json::to_value(guard.publish(text, "32")).unwrap(),
        "standing" => serde_json::to_value(guard.standing()).unwrap(),
        "reason" => serde_json::to_value(guard.reason(text)).unwrap(),
        "counted" => serde_json::to_value(guard.counted(&record::read(text).unwrap())).unwrap(),
        "deleting" => serde_json::to_value(guard.deleting()).unwrap(),
        "proceeding" => {
            let step = read(&step().to_string()).unwrap();
            serde_json::to_value(guard.proceeding(&step, &record::read(text).unwrap())).unwrap()
        }
        "opened" => serde_json::to_value(guard.opened(&record::read(text).unwrap())).unwrap(),
        _ => serde_json::to_value(guard.submit(&record::read(text).unwrap())).unwrap(),
    }
}

#[test]
fn the_corpus_and_its_answers() {
    let mut out = String::from("[\n");
    let mut guard = None;
    let mut refused = 0;
    for setting in settings() {
        let mut calls = vec![("start", setting), ("form", form())];
        for text in texts() {
            calls.push(("opened", record("")));
            calls.push(("submit", record(&text)));
            calls.push(("counted", record(&text)));
            calls.push(("opened", record(&text)));
            calls.push(("submit", record(&text)));
            calls.push(("proceeding", record(&text)));
            calls.push(("reason", Value::String(text)));
        }
        calls.push(("now", json!({"today": "2026-11-28", "minutes": 20 * 60, "weekday": 6, "phone": true})));
        calls.extend([("opened", record("")), ("submit", record("受付済み")), ("deleting", Value::Null)]);
        calls.push((
            "learn",
            json!({"manager": true, "revision": "99", "name": "相談受付簿", "space": "3", "entities": ["GROUP:somu"]}),
        ));
        for document in published() {
            calls.extend([("publish", document), ("standing", Value::Null), ("opened", record(""))]);
            calls.push(("submit", record("うつ病で通院。マイナンバー 1234 5678 9018")));
        }
        for (call, body) in calls {
            // A reason is a text as it was typed; all else is JSON.
            let text = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
            let answer = answer(&mut guard, call, &text);
            refused += usize::from(answer["top"].is_string());
            let given = match call {
                "deleting" | "standing" => json!([]),
                "publish" => json!([text, "32"]),
                "proceeding" => json!([step().to_string(), text]),
                _ => json!([text]),
            };
            out.push_str(&json!([call, given, answer]).to_string());
            out.push_str(",\n");
        }
    }
    assert!(refused > 40, "the corpus has something to refuse: {refused}");
    out.truncate(out.len() - 2);
    out.push_str("\n]\n");
    tests::generated("tests/corpus/same-answer.json", &out);
}

/// A consultation office's app as large as they get: a hundred fields, columns in tables, rights of all kinds, notices, a
/// process, views, scripts.
fn large() -> Example {
    let mut fields = serde_json::Map::new();
    let labels = [
        "氏名",
        "フリガナ",
        "生年月日",
        "住所",
        "電話番号",
        "メールアドレス",
        "相談内容",
        "対応記録",
        "病歴",
        "障害等級",
    ];
    for at in 0..10 {
        for label in labels {
            let kind =
                if label.ends_with('録') || label.ends_with('容') { "MULTI_LINE_TEXT" } else { "SINGLE_LINE_TEXT" };
            fields.insert(format!("{label}{at}"), json!({"type": kind, "label": format!("{label}({})", at + 1)}));
        }
    }
    fields
        .insert("家族".to_owned(), json!({"続柄": "SINGLE_LINE_TEXT", "勤務先": "SINGLE_LINE_TEXT", "年収": "NUMBER"}));
    fields.insert("免許証の写し".to_owned(), json!("FILE"));
    Example::new(
        json!({
            "name": "相談記録", "description": "お問い合わせは市民課へ。 https://midori.form.kintoneapp.com/public/1",
            "fields": fields,
            "app-rights": ["CREATOR manage view", "ORGANIZATION:shimin subs view add edit export", "GROUP:kanri manage view",
                "USER:sato view delete", "USER:taishoku view", "GROUP:everyone view add edit delete"],
            "record-rights": [{"if": "状況 in (\"済\")", "who": ["GROUP:kanri view"]}, {"who": ["GROUP:everyone view edit"]}],
            "field-rights": {"病歴0": ["GROUP:kanri write", "GROUP:everyone none"], "障害等級0": ["ORGANIZATION:fukushi write"]},
            "customize": ["https://cdn.example.com/a.js", "https://static.line-scdn.net/liff/edge/2/sdk.js"],
            "plugins": ["帳票", "採番", "カレンダー"],
            "views": {"一覧": {"type": "LIST"}, "地図": {"type": "CUSTOM", "html": "<iframe src=\"https://maps.example.com/\"></iframe>"}},
            "general-notices": ["GROUP:everyone recordAdded", "ORGANIZATION:shimin subs commentAdded"],
            "record-notices": [{"title": "{氏名0}さんの相談", "if": "", "who": ["GROUP:everyone"]}],
            "process": {"states": {"申請": [], "承認待ち": ["USER:sato"], "承認済": []}, "steps": ["提出 申請 承認待ち", "承認 承認待ち 承認済"]},
            "actions": {"転記": {"to": "12", "copies": ["氏名0", "住所0"]}},
            "notes": "届出番号: R8-情-0123",
            "space": {"private": false, "members": ["ORGANIZATION:shicho subs"]},
            "info": {"creator": {"code": "sato"}, "createdAt": "2026-06-01T00:00:00.000Z"}
        }),
        &[],
    )
}

fn declared() -> Value {
    json!({
        "purpose": "窓口で受けた相談の記録", "owner": "市民課長", "maintainer": "窓口係", "data-class": "personal", "people": 300,
        "until": "2027-03-31", "opening": "intake", "service": "FormBridge", "approval": "情-7", "checked": "2026-11-01"
    })
}

/// Snapshots with what an audit says of each, for the wasm too (`tests/contract/values.test.mjs`). The last is the large one
/// that the bench times.
#[test]
fn one_corpus_of_audits_for_the_wasm_too() {
    let mut names: Vec<_> = std::fs::read_dir(tests::root().join("tests/golden"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    names.sort();
    let golden = names.iter().map(|path| {
        let golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let snapshot: Snapshot = serde_json::from_value(golden["snapshot"].clone()).unwrap();
        (snapshot, golden.get("declaration").cloned())
    });
    let people = city::file().to_string();
    let cases: Vec<Value> = golden
        .chain([(large().snapshot(), Some(declared()))])
        .map(|(snapshot, declared)| {
            let mut file = export::write(&snapshot);
            if let Some(declared) = declared {
                file["declaration"] = declared;
            }
            let file = file.to_string();
            let report = Audited::read(&file, &people).unwrap().report();
            json!([file, serde_json::to_string(&report).unwrap()])
        })
        .collect();
    assert!(cases.len() > 10);
    let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
    tests::generated("tests/corpus/people.json", &people);
    tests::generated("tests/corpus/audits.json", &format!("[\n{}\n]\n", lines.join(",\n")));
}

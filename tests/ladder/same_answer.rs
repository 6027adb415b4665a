//! One corpus, answered here and by the shipped wasm (`tests/contract/same-answer.test.mjs`): the answers are equal.
//!
//! The file holds what the boot script would send, as text, and what the native guard answers. `UPDATE=1` rewrites it.

use naiki::guard::Guard;
use naiki::policy::built_in::BuiltIn;
use naiki::seal::chunks;
use naiki::seal::orders::Orders;
use serde_json::{Value, json};
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
    let setting = |config: &Value, lang: &str, today: &str| json!({"config": config, "app": "7", "domain": "midori.cybozu.com", "lang": lang, "today": today});
    let mut out: Vec<Value> = configs.iter().map(|config| setting(config, "ja", "2026-11-25")).collect();
    out.extend(configs.iter().take(4).map(|config| setting(config, "en", "2026-03-31")));
    out
}

fn form() -> Value {
    json!([
        {"code": "氏名", "label": "お名前", "table": null, "fixed": false},
        {"code": "住所", "label": "住所", "table": null, "fixed": true},
        {"code": "番号", "label": "マイナンバー（個人番号）", "table": null, "fixed": false},
        {"code": "備考", "label": "備考<欄>", "table": null, "fixed": false},
        {"code": "家族", "label": "世帯員", "table": null, "fixed": false},
        {"code": "メモ", "label": "メモ", "table": "家族", "fixed": false},
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

/// What the native guard answers to one call, as the boot script would read it.
fn answer(guard: &mut Option<Guard>, call: &str, text: &str) -> Value {
    if call == "start" {
        let started = Guard::new(serde_json::from_str(text).unwrap());
        let plan = serde_json::to_value(started.plan()).unwrap();
        *guard = Some(started);
        return plan;
    }
    let guard = guard.as_mut().unwrap();
    match call {
        "form" => {
            guard.form(serde_json::from_str(text).unwrap());
            Value::Null
        }
        "opened" => serde_json::to_value(guard.opened(&serde_json::from_str::<Vec<_>>(text).unwrap())).unwrap(),
        _ => serde_json::to_value(guard.submit(&serde_json::from_str::<Vec<_>>(text).unwrap())).unwrap(),
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
            calls.push(("opened", record(&text)));
            calls.push(("submit", record(&text)));
        }
        for (call, body) in calls {
            let text = body.to_string();
            let answer = answer(&mut guard, call, &text);
            refused += usize::from(answer["top"].is_string());
            out.push_str(&json!([call, text, answer]).to_string());
            out.push_str(",\n");
        }
    }
    assert!(refused > 40, "the corpus has something to refuse: {refused}");
    out.truncate(out.len() - 2);
    out.push_str("\n]\n");
    tests::generated("tests/corpus/same-answer.json", &out);
}

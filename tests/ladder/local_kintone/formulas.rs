//! Calculated fields and texts.

use serde_json::{Value, json};

use super::Door;

fn text(code: &str) -> Value {
    json!({ "type": "SINGLE_LINE_TEXT", "code": code, "label": code })
}

fn field(kind: &str, code: &str) -> Value {
    json!({ "type": kind, "code": code, "label": code })
}

/// An app with one field of each kind that formulas may name, and `formulas` as fields f0, f1, …
async fn with(door: &Door, kind: &str, format: &str, formulas: &[&str]) -> u64 {
    let made = door.post("builder", "/k/v1/preview/app.json", json!({ "name": "計算" })).await;
    let app: u64 = made["app"].as_str().unwrap().parse().unwrap();
    let mut properties = json!({
        "a": field("NUMBER", "a"), "b": field("NUMBER", "b"), "空": field("NUMBER", "空"),
        "日": field("DATE", "日"), "日時": field("DATETIME", "日時"), "時刻": field("TIME", "時刻"),
        "文": text("文"), "備考": field("MULTI_LINE_TEXT", "備考"),
        "選": { "type": "CHECK_BOX", "code": "選", "label": "選", "options": {
            "甲": { "label": "甲", "index": "0" }, "乙": { "label": "乙", "index": "1" } } },
        "明細": { "type": "SUBTABLE", "code": "明細", "label": "明細", "fields": {
            "個": field("NUMBER", "個"), "品": text("品"),
            "倍": { "type": "CALC", "code": "倍", "label": "倍", "expression": "個 * a" } } },
    });
    for (index, formula) in formulas.iter().enumerate() {
        let code = format!("f{index}");
        let mut property = field(kind, &code);
        property["expression"] = json!(formula);
        if kind == "CALC" {
            property["format"] = json!(format);
        }
        properties[&code] = property;
    }
    door.post("builder", "/k/v1/preview/app/form/fields.json", json!({ "app": app, "properties": properties })).await;
    app
}

/// What the formulas come to in one record.
async fn results(kind: &str, format: &str, formulas: &[&str]) -> Vec<String> {
    let door = Door::midori();
    let app = with(&door, kind, format, formulas).await;
    door.deploy("builder", app).await;
    let value = |value: Value| json!({ "value": value });
    let row = |count: &str, name: &str| json!({ "value": { "個": value(json!(count)), "品": value(json!(name)) } });
    let record = json!({
        "a": value(json!("7")), "b": value(json!("0.1")), "日": value(json!("2026-04-25")),
        "日時": value(json!("2026-04-25T10:00:00Z")), "時刻": value(json!("01:30")), "文": value(json!("みどり")),
        "選": value(json!(["甲"])), "明細": value(json!([row("10", "鉛筆"), row("20", "紙"), row("", "")])),
        // What is calculated cannot be written.
        "f0": value(json!("999")),
    });
    door.post("staff", "/k/v1/record.json", json!({ "app": app, "record": record })).await;
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": app, "id": 1 })).await["record"].clone();
    (0..formulas.len()).map(|index| record[format!("f{index}")]["value"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn numbers() {
    let cases = [
        ("1 / 3", "0.3333"),
        ("1 / 7", "0.1429"),
        ("2 / 3 * 3", "2.0001"),
        ("1 / 0", ""),
        ("a * b", "0.7"),
        ("0.1 + 0.2", "0.3"),
        ("空 + 空", "0"),
        ("空", "0"),
        ("-a + 3", "-4"),
        ("+a", "7"),
        ("1 + 2 * 3 ^ 2", "19"),
        ("-2 ^ 2", "4"),
        ("4 ^ 1.5", "4"),
        ("4 ^ -2", "0.0625"),
        ("2 ^ 101", ""),
        ("(1 + 2) * (3 - 1)", "6"),
        ("9999999999999999 + 1", ""),
        ("a > b", "1"),
        ("a <= b", "0"),
        ("a = 7", "1"),
        ("a = \"7\"", "0"),
        ("a <> \"7\"", "1"),
        ("文 = \"みどり\"", "1"),
        ("空 = \"\"", "1"),
        ("IF(a > 5, a * 2, a / 2)", "14"),
        ("if(and(a > 5, b > 5), 1, 2)", "2"),
        ("IF(OR(a > 5, b > 5), 1, 2)", "1"),
        ("NOT(a > 5)", "0"),
        ("SUM(個)", "30"),
        ("SUM(個, a, 1)", "38"),
        ("SUM(倍)", "210"),
        ("ROUND(3.14159, 2)", "3.14"),
        ("ROUND(-2.5)", "-3"),
        ("ROUNDUP(3.14159, 2)", "3.15"),
        ("ROUNDDOWN(-3.149, 2)", "-3.14"),
        ("ROUND(1250, -2)", "1300"),
        ("CONTAINS(選, \"甲\")", "1"),
        ("CONTAINS(選, \"乙\")", "0"),
        ("CONTAINS(品, \"紙\")", "1"),
        ("日時 - 日", "36000"),
        ("時刻", "5400"),
        // A text is nothing that a calculation can hold.
        ("\"大\" & a", ""),
        ("f1 + f0", "0.4762"),
    ];
    let formulas: Vec<&str> = cases.iter().map(|(formula, _)| *formula).collect();
    let found = results("CALC", "NUMBER", &formulas).await;
    for ((formula, expected), found) in cases.iter().zip(found) {
        assert_eq!(found, *expected, "{formula}");
    }
}

#[tokio::test]
async fn dates_and_times() {
    for (format, formula, expected) in [
        ("DATETIME", "90061 * 3600", "1980-04-10T13:00:00Z"),
        ("DATE", "90061 * 3600", "1980-04-10"),
        ("TIME", "90061", "01:01"),
        ("HOUR_MINUTE", "90061", "25:01"),
        ("DAY_HOUR_MINUTE", "90061", "25:01"),
        ("HOUR_MINUTE", "0 - 90061", "-25:01"),
        ("DATE", "日 + 86400", "2026-04-26"),
        ("DATETIME", "日時 + 3600", "2026-04-25T11:00:00Z"),
        ("DATE", "空", ""),
        ("NUMBER_DIGIT", "a * 1000000", "7000000"),
    ] {
        assert_eq!(results("CALC", format, &[formula]).await, [expected], "{format} {formula}");
    }
}

#[tokio::test]
async fn texts() {
    let cases = [
        ("文 & \" \" & a", "みどり 7"),
        ("空 & \"個\"", "個"),
        ("IF(a > 5, \"大\", \"小\")", "大"),
        ("YEN(1234567.5, 0)", "¥1,234,568"),
        ("YEN(a * 1000 + b, 2)", "¥7,000.10"),
        ("YEN(0 - 999, 0)", "-¥999"),
        ("DATE_FORMAT(日, \"YYYY年M月d日\", \"Etc/GMT\")", "2026年4月25日"),
        ("DATE_FORMAT(日時, \"YYYY-MM-dd HH:mm Z\", \"Asia/Tokyo\")", "2026-04-25 19:00 +0900"),
        ("DATE_FORMAT(日時, \"a h:mm\", \"system\")", "午後 7:00"),
        ("DATE_FORMAT(1745574000, \"YYYY-MM-dd\", \"Asia/Tokyo\") & \" \" & a", "2025-04-25 7"),
        ("SUM(個) & \"\"", "30"),
        ("作成者", "窓口 さくら"),
        ("DATE_FORMAT(作成日時, \"YYYY/MM/dd HH:mm\", \"Asia/Tokyo\")", "2026/11/25 10:30"),
    ];
    let formulas: Vec<&str> = cases.iter().map(|(formula, _)| *formula).collect();
    let found = results("SINGLE_LINE_TEXT", "", &formulas).await;
    for ((formula, expected), found) in cases.iter().zip(found) {
        assert_eq!(found, *expected, "{formula}");
    }
}

#[tokio::test]
async fn precision_is_a_setting_of_the_app() {
    for (digits, places, mode, formula, expected) in [
        ("16", "2", "HALF_EVEN", "1 / 8", "0.12"),
        ("16", "2", "UP", "1 / 8", "0.13"),
        ("16", "2", "DOWN", "0 - 199 / 100 / 2", "-0.99"),
        ("16", "10", "HALF_EVEN", "1 / 3", "0.3333333333"),
        ("5", "4", "HALF_EVEN", "99999 + 1", ""),
        ("30", "4", "HALF_EVEN", "9999999999999999 + 1", "10000000000000000"),
    ] {
        let door = Door::midori();
        let app = with(&door, "CALC", "NUMBER", &[formula]).await;
        let precision = json!({ "digits": digits, "decimalPlaces": places, "roundingMode": mode });
        let body = json!({ "app": app, "numberPrecision": precision });
        door.put("builder", "/k/v1/preview/app/settings.json", body).await;
        door.deploy("builder", app).await;
        door.post("staff", "/k/v1/record.json", json!({ "app": app, "record": {} })).await;
        let record = door.get("staff", "/k/v1/record.json", json!({ "app": app, "id": 1 })).await;
        assert_eq!(record["record"]["f0"]["value"], expected, "{formula} {mode}");
    }
}

#[tokio::test]
async fn what_cannot_be_computed_is_refused_at_the_deploy() {
    for (formula, reason) in [
        ("ない + 1", "計算式に含まれるフィールドコード（ない）が存在しません。"),
        ("AVERAGE(個)", "AVERAGE関数は使用できません。"),
        ("1 +", "計算式の文法が正しくありません。"),
        ("(1", "計算式の文法が正しくありません。"),
        ("\"x", "計算式の文法が正しくありません。"),
        ("f0 + 1", "フィールドの参照が循環しています。"),
        ("IF(a > 1, 2)", "IF関数には3個の引数が必要です。"),
        ("SUM()", "SUM関数には1個以上の引数が必要です。"),
        ("NOT(a > 1, b > 1)", "NOT関数に指定できる引数は1個までです。"),
        ("a ＋ b", "全角記号「＋」が入力されています。半角記号「+」を入力してください。"),
        ("備考 & \"\"", "計算式で利用できないフィールドタイプ(備考)が指定されています。"),
        ("文 + 1", "演算子「+」とデータ型の組み合わせが正しくありません。"),
        ("ROUND(文, 1)", "ROUND関数と引数のデータ型の組み合わせが正しくありません。"),
        ("個 + 1", "配列型の値に対して適切な関数が利用されていません。"),
        ("選 & \"\"", "配列型の値に対して適切な関数が利用されていません。"),
        ("DATE_FORMAT(日, \"d\", \"Europe/Paris\")", "タイムゾーン「Europe/Paris」は使用できません。"),
    ] {
        let door = Door::midori();
        let app = with(&door, "CALC", "NUMBER", &[formula]).await;
        let (status, body) =
            door.ask("builder", "POST", "/k/v1/preview/app/deploy.json", json!({ "apps": [{ "app": app }] })).await;
        assert_eq!((status, body["code"].as_str()), (400, Some("GAIA_IL01")), "{formula}: {body}");
        let said = format!("フィールド「f0」の計算式が正しくありません。(エラーの内容：{reason})");
        assert_eq!(body["message"], said, "{formula}");
    }
}

#[tokio::test]
async fn a_hostile_formula_is_refused_in_good_time() {
    let deep = format!("{}1{}", "(".repeat(50_000), ")".repeat(50_000));
    let signs = format!("{}1", "-".repeat(50_000));
    let long = format!("1{}", "+1".repeat(50_000));
    let power = "9 ^ 100 ^ 100".to_owned();
    for formula in [deep, signs, long] {
        let door = Door::midori();
        let app = with(&door, "CALC", "NUMBER", &[&formula]).await;
        let deploy = json!({ "apps": [{ "app": app }] });
        let refused = door.refused("builder", "POST", "/k/v1/preview/app/deploy.json", deploy).await;
        assert_eq!(refused, (400, "GAIA_IL01".into()));
    }
    assert_eq!(results("CALC", "NUMBER", &[&power]).await, [""]);
}

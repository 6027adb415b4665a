//! The query language: every operator on every kind of field, functions, tables, related records.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::Door;

const OPERATORS: [&str; 12] =
    ["=", "!=", ">", "<", ">=", "<=", "in", "not in", "like", "not like", "is empty", "is not empty"];

/// What an answer comes to: ids in ascending order, or the code of the refusal.
async fn answer(door: &Door, app: u64, query: &str) -> String {
    let body = json!({ "app": app, "query": format!("{query} order by $id asc") });
    let (status, body) = door.ask("office", "GET", "/k/v1/records.json", body).await;
    if status != 200 {
        return body["code"].as_str().unwrap_or_default().to_owned();
    }
    let records = body["records"].as_array().unwrap();
    records.iter().map(|record| record["$id"]["value"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

/// Field, operand, and what each operator of [`OPERATORS`] finds: `IQ03` stands for `GAIA_IQ03`, `VA01` for `CB_VA01`.
const GRID: [(&str, &str, [&str; 12]); 30] = {
    const NO: &str = "IQ03";
    const BAD: &str = "VA01";
    [
        ("品名", "\"プロジェクター\"", ["4", "1 2 3 5", NO, NO, NO, NO, "4", "1 2 3 5", "4", "1 2 3 5", NO, NO]),
        (
            "製品ページ",
            "\"https://example.jp/product\"",
            ["1 2", "3 4 5", NO, NO, NO, NO, "1 2", "3 4 5", "1 2", "3 4 5", NO, NO],
        ),
        ("数量", "5", ["5", "1 2 3 4", "1 3", "2 4", "1 3 5", "2 4 5", "5", "1 2 3 4", NO, NO, NO, NO]),
        ("金額", "120000", ["4", "1 2 3 5", "1 3", "2 5", "1 3 4", "2 4 5", "4", "1 2 3 5", NO, NO, NO, NO]),
        ("$id", "3", ["3", "1 2 4 5", "4 5", "1 2", "3 4 5", "1 2 3", "3", "1 2 4 5", NO, NO, NO, NO]),
        ("レコード番号", "3", ["3", "1 2 4 5", "4 5", "1 2", "3 4 5", "1 2 3", "3", "1 2 4 5", NO, NO, NO, NO]),
        ("説明", "\"備品\"", [NO, NO, NO, NO, NO, NO, NO, NO, "1 2 3 4 5", "", "", "1 2 3 4 5"]),
        ("取扱注意", "\"落とさない\"", [NO, NO, NO, NO, NO, NO, NO, NO, "1", "2 3 4 5", "2 3 4 5", "1"]),
        ("写真", "\"写真\"", [NO, NO, NO, NO, NO, NO, NO, NO, "", "1 2 3 4 5", "1 2 3 4 5", ""]),
        ("状態", "\"保管\"", [NO, NO, NO, NO, NO, NO, "2 5", "1 3 4", NO, NO, NO, NO]),
        ("区分", "\"その他\"", [NO, NO, NO, NO, NO, NO, "4 5", "1 2 3", NO, NO, NO, NO]),
        ("付属品", "\"電源\"", [NO, NO, NO, NO, NO, NO, "1 2", "3 4 5", NO, NO, NO, NO]),
        ("設置場所", "\"\"", [NO, NO, NO, NO, NO, NO, "5", "1 2 3 4", NO, NO, NO, NO]),
        ("購入日", "\"2025-06-01\"", ["3", "1 2 4 5", "4 5", "1 2", "3 4 5", "1 2 3", NO, NO, NO, NO, NO, NO]),
        ("購入日", "LAST_YEAR()", ["1 2 3 4 5", "", "", "", "1 2 3 4 5", "1 2 3 4 5", NO, NO, NO, NO, NO, NO]),
        ("購入日", "NOW()", [BAD, BAD, BAD, BAD, BAD, BAD, NO, NO, NO, NO, NO, NO]),
        ("点検時刻", "\"09:30\"", ["1", "2 3 4 5", "", "", "1", "1", NO, NO, NO, NO, NO, NO]),
        (
            "最終点検日時",
            "\"2026-09-01T09:30:00+09:00\"",
            ["1 2 3", "4 5", "", "", "1 2 3", "1 2 3", NO, NO, NO, NO, NO, NO],
        ),
        (
            "作成日時",
            "\"2026-10-03T03:12:00Z\"",
            ["3", "1 2 4 5", "4 5", "1 2", "3 4 5", "1 2 3", NO, NO, NO, NO, NO, NO],
        ),
        ("更新日時", "LAST_MONTH(3)", ["3", "1 2 4 5", "4 5", "1 2", "3 4 5", "1 2 3", NO, NO, NO, NO, NO, NO]),
        ("作成者", "LOGINUSER()", [NO, NO, NO, NO, NO, NO, "1 2 3 4 5", "", NO, NO, NO, NO]),
        ("更新者", "\"staff\"", [NO, NO, NO, NO, NO, NO, "", "1 2 3 4 5", NO, NO, NO, NO]),
        ("管理者", "LOGINUSER(), \"staff\"", [NO, NO, NO, NO, NO, NO, "1 2 3 4 5", "", NO, NO, NO, NO]),
        ("管理部署", "PRIMARY_ORGANIZATION()", [NO, NO, NO, NO, NO, NO, "1 2 3 4 5", "", NO, NO, NO, NO]),
        ("管理部署", "LOGINUSER()", [NO, NO, NO, NO, NO, NO, BAD, BAD, NO, NO, NO, NO]),
        ("利用グループ", "\"johoka-suishin\"", [NO, NO, NO, NO, NO, NO, "1", "2 3 4 5", NO, NO, NO, NO]),
        ("ステータス", "\"未処理\"", [NO; 12]),
        ("カテゴリー", "\"庁舎\"", [NO; 12]),
        ("保守情報", "\"x\"", [NO; 12]),
        ("保守履歴", "\"x\"", [NO; 12]),
    ]
};

/// In tables and related records: `=` and `!=` are `GAIA_IQ07`, negations are refused as bad queries.
const SEVERAL: [(&str, &str, [&str; 12]); 8] = {
    const NO: &str = "IQ03";
    const BAD: &str = "VA01";
    const ROW: &str = "IQ07";
    [
        ("作業", "\"清掃\"", [ROW, ROW, NO, NO, NO, NO, "1 2", BAD, "1 2", BAD, NO, NO]),
        ("保守費", "4000", [ROW, ROW, "1 2", "1 2", "1 2", "1 2", "", BAD, NO, NO, NO, NO]),
        ("保守日", "\"2026-08-01\"", [ROW, ROW, "", "1 2", "1 2", "1 2", "1 2", NO, NO, NO, NO, NO]),
        ("結果", "\"交換\"", [ROW, ROW, NO, NO, NO, NO, "1 2", BAD, NO, NO, NO, NO]),
        ("同じ区分の備品.品名", "\"プロジェクター\"", [ROW, ROW, NO, NO, NO, NO, "4 5", BAD, "4 5", BAD, NO, NO]),
        ("同じ区分の備品.数量", "5", [ROW, ROW, "1 3", "2 4 5", "1 3 4 5", "2 4 5", "4 5", BAD, NO, NO, NO, NO]),
        ("同じ区分の備品.$id", "4", [ROW, ROW, "4 5", "1 2 3", "4 5", "1 2 3 4 5", "4 5", BAD, NO, NO, NO, NO]),
        ("同じ区分の備品.説明", "\"備品\"", [ROW, ROW, NO, NO, NO, NO, NO, NO, "1 2 3 4 5", BAD, BAD, BAD]),
    ]
};

#[tokio::test]
async fn every_operator_on_every_kind_of_field() {
    let door = Door::midori();
    for (field, operand, expected) in GRID.iter().chain(&SEVERAL) {
        for (operator, expected) in OPERATORS.iter().zip(expected) {
            let condition = match *operator {
                "in" | "not in" => format!("{field} {operator} ({operand})"),
                "is empty" | "is not empty" => format!("{field} {operator}"),
                _ => format!("{field} {operator} {}", operand.split(',').next().unwrap()),
            };
            let found = answer(&door, 8, &condition).await;
            let found = found.strip_prefix("GAIA_").or_else(|| found.strip_prefix("CB_")).unwrap_or(&found);
            assert_eq!(found, *expected, "{condition}");
        }
    }
}

#[tokio::test]
async fn states_and_assignees_are_asked_for_while_process_management_is_on() {
    let door = Door::midori();
    let state =
        |name: &str, index: u64| json!({ "name": name, "index": index, "assignee": { "type": "ONE", "entities": [] } });
    let body = json!({
        "app": 8, "enable": true,
        "states": { "未処理": state("未処理", 0), "完了": state("完了", 1) },
        "actions": [{ "name": "済ませる", "from": "未処理", "to": "完了" }],
    });
    door.put("office", "/k/v1/preview/app/status.json", body).await;
    door.deploy("office", 8).await;
    door.put("office", "/k/v1/record/status.json", json!({ "app": 8, "id": 2, "action": "済ませる" })).await;
    for (query, expected) in [
        ("ステータス = \"完了\"", "2"),
        ("ステータス != \"完了\"", "1 3 4 5"),
        ("ステータス in (\"完了\", \"ない\")", "2"),
        ("ステータス not in (\"未処理\")", "2"),
        ("ステータス > \"完了\"", "GAIA_IQ03"),
        ("作業者 in (\"\")", "1 2 3 4 5"),
        ("作業者 in (LOGINUSER())", ""),
        ("作業者 = \"office\"", "GAIA_IQ03"),
    ] {
        assert_eq!(answer(&door, 8, query).await, expected, "{query}");
    }
}

/// The clock of these tests stands on Wednesday, 25 November 2026, 10:30 in Tokyo.
#[tokio::test]
async fn date_functions_name_their_days() {
    let door = Door::midori();
    for (function, day) in [
        ("TODAY()", "2026-11-25"),
        ("YESTERDAY()", "2026-11-24"),
        ("TOMORROW()", "2026-11-26"),
        ("FROM_TODAY(-5, DAYS)", "2026-11-20"),
        ("FROM_TODAY(2, WEEKS)", "2026-12-09"),
        ("FROM_TODAY(3, MONTHS)", "2027-02-25"),
        ("FROM_TODAY(-1, YEARS)", "2025-11-25"),
        ("THIS_WEEK(SUNDAY)", "2026-11-22"),
        ("LAST_WEEK(SATURDAY)", "2026-11-21"),
        ("NEXT_WEEK(MONDAY)", "2026-11-30"),
        ("THIS_MONTH(LAST)", "2026-11-30"),
        ("THIS_MONTH(31)", "2026-12-01"),
        ("LAST_MONTH(31)", "2026-10-31"),
        ("NEXT_MONTH(1)", "2026-12-01"),
    ] {
        door.put("office", "/k/v1/record.json", json!({ "app": 8, "id": 1, "record": { "購入日": { "value": day } } }))
            .await;
        assert_eq!(answer(&door, 8, &format!("購入日 = {function}")).await, "1", "{function}");
        assert!(!answer(&door, 8, &format!("購入日 < {function}")).await.contains('1'), "{function}");
    }
    for (function, first, last) in [
        ("THIS_WEEK()", "2026-11-22", "2026-11-28"),
        ("NEXT_WEEK()", "2026-11-29", "2026-12-05"),
        ("LAST_MONTH()", "2026-10-01", "2026-10-31"),
        ("THIS_MONTH()", "2026-11-01", "2026-11-30"),
        ("THIS_YEAR()", "2026-01-01", "2026-12-31"),
        ("NEXT_YEAR()", "2027-01-01", "2027-12-31"),
    ] {
        for day in [first, last] {
            let body = json!({ "app": 8, "id": 1, "record": { "購入日": { "value": day } } });
            door.put("office", "/k/v1/record.json", body).await;
            assert_eq!(answer(&door, 8, &format!("購入日 = {function}")).await, "1", "{function} {day}");
        }
    }
    for (function, code) in [
        ("FROM_TODAY(1)", "GAIA_IL08"),
        ("FROM_TODAY(1, HOURS)", "GAIA_IQ25"),
        ("FROM_TODAY(x, DAYS)", "CB_VA01"),
        ("THIS_MONTH(32)", "GAIA_IQ23"),
        ("NEXT_MONTH(0)", "GAIA_IQ23"),
        ("THIS_WEEK(HOLIDAY)", "CB_VA01"),
        ("TODAY(1)", "GAIA_IL08"),
        ("SOMEDAY()", "CB_VA01"),
    ] {
        assert_eq!(answer(&door, 8, &format!("購入日 = {function}")).await, code, "{function}");
    }
}

#[tokio::test]
async fn texts_are_escaped_and_conditions_bound() {
    let door = Door::midori();
    let name = "表\t\"二\"\\行";
    door.put("office", "/k/v1/record.json", json!({ "app": 8, "id": 1, "record": { "品名": { "value": name } } }))
        .await;
    for (query, expected) in [
        ("品名 = \"表\\t\\\"二\\\"\\\\行\"", "1"),
        ("品名 = \"表\t\"", "CB_VA01"),
        ("品名　=\n\"プロジェクター\"", "4"),
        ("$id = 1 or $id = 2 and $id = 3", "1"),
        ("($id = 1 or $id = 2) and $id = 2", "2"),
        ("$id in (1, 2) AND 数量 > 5 OR $id = 5", "1 5"),
        ("limit 10 $id = 1", "CB_VA01"),
        ("同じ区分の備品.ない in (\"x\")", "GAIA_IQ11"),
        ("ない.品名 in (\"x\")", "GAIA_IQ11"),
    ] {
        assert_eq!(answer(&door, 8, query).await, expected, "{query}");
    }
    let ordered = |query: &str| {
        let body = json!({ "app": 8, "query": query, "fields": ["$id"] });
        let door = door.clone();
        async move {
            let body = door.get("office", "/k/v1/records.json", body).await;
            let ids = body["records"].as_array().unwrap().iter();
            ids.map(|record| record["$id"]["value"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
        }
    };
    assert_eq!(ordered("order by 区分 asc, 数量 desc").await, "1 2 3 5 4");
    assert_eq!(ordered("order by 状態 desc, 購入日 asc limit 3 offset 1").await, "2 5 1");
}

/// A related app that is closed to the reader cannot be asked through the list.
#[tokio::test]
async fn related_records_of_a_closed_app_are_no_way_in() {
    let door = Door::midori();
    let list = json!({ "関連": {
        "type": "REFERENCE_TABLE", "code": "関連", "label": "関連",
        "referenceTable": {
            "relatedApp": { "app": "5" },
            "condition": { "field": "品名", "relatedField": "氏名" },
            "filterCond": "", "displayFields": ["氏名"], "sort": "", "size": "5",
        },
    } });
    door.post("office", "/k/v1/preview/app/form/fields.json", json!({ "app": 8, "properties": list })).await;
    door.deploy("office", 8).await;
    assert_eq!(answer(&door, 8, "関連.氏名 like \"架空\"").await, "GAIA_IQ11");
}

/// A condition on 数量 as its author meant it, beside the query that says so.
#[derive(Clone, Debug)]
enum Meant {
    Test(&'static str, i64),
    Both(Box<Meant>, Box<Meant>),
    One(Box<Meant>, Box<Meant>),
}

impl Meant {
    fn query(&self) -> String {
        match self {
            Self::Test(operator, number) => format!("数量 {operator} {number}"),
            Self::Both(left, right) => format!("({} and {})", left.query(), right.query()),
            Self::One(left, right) => format!("({} or {})", left.query(), right.query()),
        }
    }

    fn holds(&self, number: i64) -> bool {
        match self {
            Self::Test("=", other) => number == *other,
            Self::Test("!=", other) => number != *other,
            Self::Test("<", other) => number < *other,
            Self::Test(_, other) => number >= *other,
            Self::Both(left, right) => left.holds(number) && right.holds(number),
            Self::One(left, right) => left.holds(number) || right.holds(number),
        }
    }
}

fn meant() -> impl Strategy<Value = Meant> {
    let test = (prop::sample::select(vec!["=", "!=", "<", ">="]), 0_i64..14).prop_map(|(op, n)| Meant::Test(op, n));
    test.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(left, right)| Meant::Both(Box::new(left), Box::new(right))),
            (inner.clone(), inner).prop_map(|(left, right)| Meant::One(Box::new(left), Box::new(right))),
        ]
    })
}

fn settled<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered_or_refused(words in prop::collection::vec(prop::sample::select(vec![
        "数量", "品名", "区分", "ない", "同じ区分の備品.品名", "=", "!=", "<", ">=", "in", "not", "like", "is", "empty", "(", ")",
        ",", "\"x\"", "\"", "\\", "5", "-", "and", "or", "order", "by", "asc", "limit", "offset", "TODAY", "FROM_TODAY(1,",
        "LOGINUSER()", "。", "\u{3000}", "𠮷",
    ]), 0..12)) {
        let query = words.join(" ");
        let door = Door::midori();
        let body = json!({ "app": 8, "query": query });
        let (status, body): (u16, Value) = settled(door.ask("office", "GET", "/k/v1/records.json", body));
        prop_assert!(status == 200 || status == 400 && body["code"].is_string(), "{}: {}", query, body);
    }

    #[test]
    fn conditions_find_what_they_mean(meant in meant()) {
        let quantities = [12, 2, 8, 1, 5];
        let expected: Vec<String> =
            (1..=5).filter(|id| meant.holds(quantities[id - 1])).map(|id: usize| id.to_string()).collect();
        let found = settled(answer(&Door::midori(), 8, &meant.query()));
        prop_assert_eq!(found, expected.join(" "), "{}", meant.query());
    }
}

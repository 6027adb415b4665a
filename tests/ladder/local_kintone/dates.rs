//! The date functions of queries, on Wednesday 2026-11-25 in Tokyo.

use serde_json::json;

use super::Door;

#[tokio::test]
async fn date_functions_mean_days_weeks_months_and_years() {
    let door = Door::midori();
    let days = [
        "2025-12-31",
        "2026-10-31",
        "2026-11-01",
        "2026-11-15",
        "2026-11-22",
        "2026-11-24",
        "2026-11-25",
        "2026-11-26",
        "2026-11-28",
        "2026-11-29",
        "2026-12-31",
        "2027-01-01",
    ];
    for day in days {
        let record = json!({ "氏名": { "value": "日付" }, "対応日": { "value": day } });
        door.post("staff", "/k/v1/record.json", json!({ "app": 1, "record": record })).await;
    }
    let found = async |condition: &str| {
        let query = format!("氏名 = \"日付\" and 対応日 {condition} order by 対応日 asc");
        let body = door.get("staff", "/k/v1/records.json", json!({ "app": 1, "query": query })).await;
        let found = body["records"].as_array().unwrap().iter();
        found.map(|record| record["対応日"]["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (condition, expected) in [
        ("= TODAY()", &days[6..7]),
        ("= YESTERDAY()", &days[5..6]),
        ("= TOMORROW()", &days[7..8]),
        ("= FROM_TODAY(-1, DAYS)", &days[5..6]),
        ("= FROM_TODAY(3, DAYS)", &days[8..9]),
        ("> FROM_TODAY(1, WEEKS)", &days[10..]),
        ("< FROM_TODAY(-10, MONTHS)", &days[..1]),
        (">= FROM_TODAY(1, YEARS)", &[][..]),
        ("= THIS_WEEK()", &days[4..9]),
        ("= THIS_WEEK(SUNDAY)", &days[4..5]),
        ("= THIS_WEEK(SATURDAY)", &days[8..9]),
        ("= LAST_WEEK(SUNDAY)", &days[3..4]),
        ("= NEXT_WEEK()", &days[9..10]),
        ("= THIS_MONTH()", &days[2..10]),
        ("= THIS_MONTH(1)", &days[2..3]),
        ("= LAST_MONTH(LAST)", &days[1..2]),
        ("= NEXT_MONTH(31)", &days[10..11]),
        ("= THIS_YEAR()", &days[1..11]),
        ("= LAST_YEAR()", &days[..1]),
        ("= NEXT_YEAR()", &days[11..]),
    ] {
        assert_eq!(found(condition).await, expected, "{condition}");
    }
    for wrong in [
        "= SOMEDAY()",
        "= FROM_TODAY(1)",
        "= FROM_TODAY(1, HOURS)",
        "= THIS_WEEK(FUNDAY)",
        "= THIS_MONTH(x)",
        "like \"2026\"",
    ] {
        let query = format!("対応日 {wrong}");
        let (status, body) = door.ask("staff", "GET", "/k/v1/records.json", json!({ "app": 1, "query": query })).await;
        assert_eq!(status, 400, "{wrong}: {body}");
    }
}

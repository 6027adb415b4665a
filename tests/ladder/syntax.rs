//! JSON is read as `serde_json` reads it, and a record as serde would; a mistake has its place.

use std::borrow::Cow;

use naiki::guard::record;
use naiki::text::syntax;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Letters that mean something in JSON, and some that do not.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[\\[\\]{}:,\"\\\\0-9eE.+ \n\t-]{1,6}",
        1 => "\\\\u[dD][89a-fA-F0-9][0-9a-fA-F]{2}",
        1 => "\"[^\"\\\\]{0,20}\"",
        1 => prop_oneof![Just("true"), Just("false"), Just("null"), Just("nul"), Just("[["), Just("[[\"")].prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// JSON of all kinds.
fn documents() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 8.0)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

type Row = (String, Option<String>, bool, Vec<String>);

/// A record as the boot script writes it.
fn records() -> impl Strategy<Value = Vec<Row>> {
    let value = prop_oneof![any::<String>(), "[あ-ん \"\\\\\n]{0,40}"];
    proptest::collection::vec(
        (any::<String>(), any::<Option<String>>(), any::<bool>(), proptest::collection::vec(value, 0..4)),
        0..5,
    )
}

/// The same with one letter gone or another one in its place, or cut short.
fn harmed(text: &str, at: usize, how: u8, by: &str) -> String {
    let mut letters: Vec<String> = text.chars().map(String::from).collect();
    let at = at % letters.len().max(1);
    match how % 3 {
        0 => letters.truncate(at),
        1 if at < letters.len() => drop(letters.remove(at)),
        _ => letters.insert(at, by.to_owned()),
    }
    letters.concat()
}

/// Numbers that are no counts may differ in their last digit.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) if a.is_f64() && b.is_f64() => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= a.abs() * 1e-12 + 1e-300
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && alike(a.1, b.1))
        }
        (one, other) => one == other,
    }
}

fn same_document(text: &str) -> Result<(), TestCaseError> {
    match (syntax::read(text), serde_json::from_str::<Value>(text)) {
        (Ok(ours), Ok(theirs)) => prop_assert!(alike(&ours, &theirs), "{text}: {ours} {theirs}"),
        (Err(at), Err(_)) => prop_assert!(at <= text.len()),
        (ours, theirs) => prop_assert!(false, "{text}: {ours:?} {theirs:?}"),
    }
    Ok(())
}

fn same_record(text: &str) -> Result<(), TestCaseError> {
    let ours = record::read(text).map(|columns| {
        let owned = |text: Cow<'_, str>| text.into_owned();
        let row = |column: record::Column<'_>| -> Row {
            (
                column.code.into_owned(),
                column.table.map(owned),
                column.rich,
                column.values.iter().map(|value| value.to_string()).collect(),
            )
        };
        columns.into_iter().map(row).collect::<Vec<_>>()
    });
    let theirs = serde_json::from_str::<Vec<Row>>(text).ok();
    prop_assert_eq!(ours.as_ref().ok(), theirs.as_ref(), "{}", text);
    prop_assert!(ours.err().is_none_or(|at| at <= text.len()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn documents_are_read_as_serde_json_reads_them(document in documents(), at in any::<usize>(), how in any::<u8>(), by in soup()) {
        for text in [document.to_string(), serde_json::to_string_pretty(&document).unwrap()] {
            prop_assert!(serde_json::from_str::<Value>(&text).is_ok());
            same_document(&text)?;
            same_document(&harmed(&text, at, how, &by))?;
        }
        same_document(&by)?;
    }

    #[test]
    fn records_are_read_as_serde_reads_them(rows in records(), at in any::<usize>(), how in any::<u8>(), by in soup()) {
        let text = serde_json::to_string(&rows).unwrap();
        prop_assert!(record::read(&text).is_ok());
        same_record(&text)?;
        same_record(&harmed(&text, at, how, &by))?;
        same_record(&by)?;
    }
}

#[test]
fn edges() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for text in [
        "0",
        "-0",
        "00",
        "01",
        "-",
        "-1",
        "- 1",
        "1.",
        ".1",
        "1.5",
        "1e",
        "1e+",
        "1E2",
        "1e-2",
        "0e99999",
        "1e99999",
        "-1e400",
        "1e-400",
        "1e99999999999999999999",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "+1",
        "0x1",
        "1 2",
        "NaN",
        r#""\ud83c\udfe0""#,
        r#""\ud83c""#,
        r#""\ud83c\n""#,
        r#""\ud83c\ud83c""#,
        r#""\udfe0""#,
        r#""\u+123""#,
        r#""\u12""#,
        r#""\x""#,
        r#""\"#,
        "\"",
        "\"\t\"",
        "\"\u{7f}\"",
        r#"{"a": 1, "b": 2, "a": 3}"#,
        r#"{"a" 1}"#,
        r#"{a: 1}"#,
        r#"{"a": 1,}"#,
        "[1,]",
        "[,1]",
        "[1 2]",
        "{",
        "[",
        "",
        " ",
        "\u{feff}[]",
        " [ ] \r\n\t",
        "nulll",
        "truefalse",
        &deep(127),
        &deep(128),
        &deep(100_000),
    ] {
        same_document(text).unwrap();
    }
}

#[test]
fn texts_without_escapes_are_borrowed_and_a_mistake_has_its_place() {
    let text = json!([["備考", "家族", true, ["相談", "改\n行"]]]).to_string();
    let [column] = <[record::Column<'_>; 1]>::try_from(record::read(&text).unwrap()).unwrap();
    assert!(
        [&column.code, column.table.as_ref().unwrap(), &column.values[0]]
            .iter()
            .all(|text| matches!(text, Cow::Borrowed(_)))
    );
    assert!(matches!(&column.values[1], Cow::Owned(_)));
    assert_eq!(record::read(r#"[["a", null, false, 5]]"#), Err(20));
    assert_eq!(record::read(r#"[["a", null, false, ["#), Err(21));
    assert_eq!(syntax::read("[1, x]"), Err(4));
}

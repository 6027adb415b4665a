//! The policy as papers: what they say is read before it is accepted, and the schema takes what the check takes.

use naiki::document::comparison::comparison;
use naiki::document::guideline::{MOST, guideline};
use naiki::document::printed::printed;
use naiki::document::schema::schema;
use naiki::policy::built_in::BuiltIn;
use naiki::policy::{Policy, read};
use naiki::rules::ALL;
use naiki::text::json::put_over;
use naiki::text::{Lang, day};
use serde_json::{Value, json};
use tests::accepted;

fn says(says: Value) -> Policy {
    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, says);
    read(&document.to_string(), ALL).unwrap()
}

/// A policy with everything that the one of the box leaves out.
fn whole() -> Policy {
    says(json!({
        "id": "midori", "title": {"ja": "みどり市kintone利用内規", "en": "Midori City rules for kintone"},
        "organisation": {"ja": "みどり市", "en": "Midori City"}, "version": "2.0", "effective": "2027-04-01",
        "based-on": {"id": "municipal-standard", "version": "1.0"},
        "supplementary": [
            {"text": {"ja": "この内規は、令和9年4月1日から施行する。"}},
            {"text": {"ja": "個人を名指しした権限については、令和9年10月1日から適用する。"}, "rules": ["rights-by-name"], "from": "2027-10-01"}
        ],
        "aliases": [{"old": "市民生活課", "new": "市民課"}],
        "approved": {
            "plugins": [{"name": "帳票|出力", "number": "情-12", "until": "2028-03-31"}], "hosts": ["*.example.lg.jp"],
            "services": [{"name": "FormBridge", "number": "情-13"}]
        },
        "rules": {
            "rights-by-name": {"inspection": "warn", "severity": "high", "numbers": {"most": 5}},
            "generic-name": {"scope": {"names": ["【*"]}}
        }
    }))
}

#[test]
fn printed_rules_read_as_accepted() {
    for (name, lang) in [("ja", Lang::Ja), ("en", Lang::En)] {
        accepted(&format!("printed-{name}"), &printed(&whole(), ALL, lang));
        accepted(&format!("comparison-{name}"), &comparison(&BuiltIn::Standard.policy().unwrap(), &whole(), ALL, lang));
    }
    accepted("guideline", &guideline(&BuiltIn::Standard.policy().unwrap(), ALL).0);
}

#[test]
fn two_versions_that_are_the_same_say_so() {
    let policy = whole();
    assert!(comparison(&policy, &policy, ALL, Lang::Ja).ends_with("改正はありません。\n"));
    assert!(comparison(&policy, &policy, ALL, Lang::En).ends_with("Nothing changes.\n"));
}

#[test]
fn every_check_in_force_is_in_the_guideline_or_named_as_left_out() {
    let policy = BuiltIn::Standard.policy().unwrap();
    let (text, left) = guideline(&policy, ALL);
    assert!(text.len() <= MOST);
    for rule in ALL.iter().filter(|rule| policy.inspection(rule.id) != naiki::rule::Stage::Off && rule.reach.inspects())
    {
        let said = text.matches(&format!("：{}場合", rule.title.ja)).count();
        assert_eq!(said + left.iter().filter(|id| **id == rule.id).count(), 1, "{}", rule.id);
    }
}

#[test]
fn a_title_without_end_leaves_the_guideline_within_what_kintone_takes() {
    let long = says(json!({"title": {"ja": "内".repeat(21_700)}}));
    let (text, left) = guideline(&long, ALL);
    assert!(text.len() <= MOST, "{}", text.len());
    assert!(left.contains(&"everyone-can-manage"));
}

#[test]
fn the_published_schema_is_that_of_the_rules_and_takes_the_policies_of_the_box() {
    let schema = schema(ALL);
    tests::generated("docs/policy.schema.json", &(serde_json::to_string_pretty(&schema).unwrap() + "\n"));
    let schema = jsonschema::validator_for(&schema).unwrap();
    for policy in
        [BuiltIn::Standard.document(), BuiltIn::Strict.document(), serde_json::to_value(whole().document()).unwrap()]
    {
        let wrong: Vec<String> =
            schema.iter_errors(&policy).map(|error| format!("{}: {error}", error.instance_path)).collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
    for wrong in [
        json!({"colour": "red"}),
        json!({"schema": 3}),
        json!({"effective": "soon"}),
        json!({"rules": {"no-such": {"article": "第1条"}}}),
        json!({"rules": {"rights-by-name": {"numbers": {"most": 1000}}}}),
        json!({"rules": {"rights-by-name": {"inspection": "stop"}}}),
        json!({"classes": [{"id": "a", "name": {"ja": "b"}, "uses": {"export": "maybe"}}]}),
    ] {
        let mut document = BuiltIn::Standard.document();
        put_over(&mut document, wrong.clone());
        assert!(!schema.is_valid(&document), "{wrong}");
        assert!(read(&document.to_string(), ALL).is_err(), "{wrong}");
    }
}

#[test]
fn days_are_written_as_offices_write_them() {
    for (day, written) in [
        ("2026-04-01", "令和8年4月1日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2019-04-30", "平成31年4月30日"),
        ("1989-01-08", "平成元年1月8日"),
        ("1989-01-07", "1989年1月7日"),
    ] {
        assert_eq!(day::official(day::read(day).unwrap()), written);
    }
}

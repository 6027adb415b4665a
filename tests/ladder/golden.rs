//! Whole apps and what the report says about them, word for word, in both languages.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use naiki::app::App;
use naiki::audit::{self, Report};
use naiki::case::Case;
use naiki::declaration::Declaration;
use naiki::finding::Verdict;
use naiki::kintone::customize::Customize;
use naiki::kintone::field::{self, Kind};
use naiki::kintone::info::Info;
use naiki::kintone::plugin::Plugins;
use naiki::kintone::refusal::{ErrorBody, Reason};
use naiki::kintone::right::Whom;
use naiki::kintone::right::{AppRights, EntityKind, FieldRights, RecordRights};
use naiki::kintone::settings::Settings;
use naiki::kintone::space::Space;
use naiki::kintone::user::User;
use naiki::people::Directory;
use naiki::policy::Policy;
use naiki::policy::built_in::BuiltIn;
use naiki::rule::Stage;
use naiki::snapshot::Snapshot;
use naiki::text::{Lang, day};
use serde_json::{Value, json};
use tests::city;

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The report of a golden app on a day.
fn report(golden: &Value, policy: &Policy, people: &Directory, today: &str) -> Report {
    let snapshot: Snapshot = serde_json::from_value(golden["snapshot"].clone()).unwrap();
    let declaration: Option<Declaration> =
        golden.get("declaration").map(|value| serde_json::from_value(value.clone()).unwrap());
    let app = App::of(snapshot);
    let case = Case::new(&app, policy, day::read(today).unwrap()).declared(declaration.as_ref()).among(Ok(people));
    audit::audit(&case)
}

/// A report as a person reads it.
fn written(report: &Report, policy: &Policy, lang: Lang) -> String {
    let mut out = String::new();
    let refuses = if report.refuses() {
        "refuses 「適合として保存」"
    } else {
        "lets 「適合として保存」 through"
    };
    writeln!(out, "{} ({} rules judged, {refuses})", report.verdict.text().get(lang), report.judged).unwrap();
    for judged in &report.findings {
        let rule = audit::rule(judged.finding.rule).unwrap();
        let words = rule.words(&judged.finding, lang);
        let article = policy.article(rule.id).unwrap();
        let (severity, stage) = (judged.severity.text().get(lang), judged.stage.text().get(lang));
        writeln!(
            out,
            "\n[{severity}] [{stage}] {} — {} {}",
            rule.title.get(lang),
            article.number,
            article.heading.get(lang)
        )
        .unwrap();
        writeln!(out, "  {}", judged.finding.place.say(lang)).unwrap();
        for line in [words.what, words.why, words.fix] {
            writeln!(out, "  {line}").unwrap();
        }
        if let Some(fix) = &judged.finding.fix {
            writeln!(out, "  → {:?}, {} edits", fix.safety, fix.edits.len()).unwrap();
        }
    }
    for unjudged in &report.unknowns {
        let (title, part) =
            (audit::rule(unjudged.rule).unwrap().title.get(lang), unjudged.unread.part.name().get(lang));
        writeln!(
            out,
            "\n[{}] {title}\n  {part}: {}",
            Verdict::Unknown.text().get(lang),
            unjudged.unread.reason.say(lang)
        )
        .unwrap();
    }
    out
}

#[test]
fn golden_apps_read_as_accepted() {
    let (policy, people) = (BuiltIn::Standard.policy().unwrap(), city::directory());
    let mut count = 0;
    for entry in fs::read_dir(tests::root().join("tests/golden")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "json") {
            let golden = json(&path);
            let report = report(&golden, &policy, &people, "2026-11-24");
            let (ja, en) = (written(&report, &policy, Lang::Ja), written(&report, &policy, Lang::En));
            let name = path.file_stem().unwrap().to_str().unwrap();
            tests::accepted(
                &format!("app-{name}"),
                &format!("{}\n\n{ja}\n---\n\n{en}", golden["about"].as_str().unwrap()),
            );
            count += 1;
        }
    }
    assert!(count >= 10, "the golden apps were found");
}

fn golden(name: &str) -> Value {
    json(&tests::root().join(format!("tests/golden/{name}.json")))
}

#[test]
fn before_its_date_a_policy_refuses_nothing() {
    let (policy, people) = (BuiltIn::Standard.policy().unwrap(), city::directory());
    for (today, stage) in [("2026-03-31", Stage::Warn), ("2026-04-01", Stage::Block)] {
        let report = report(&golden("default-open"), &policy, &people, today);
        assert_eq!(report.findings.iter().map(|judged| judged.stage).max(), Some(stage), "{today}");
        assert_eq!((report.verdict, report.refuses()), (Verdict::Fail, stage == Stage::Block), "{today}");
    }
}

#[test]
fn what_the_person_can_cure_refuses_and_what_not_does_not() {
    let (policy, people) = (BuiltIn::Standard.policy().unwrap(), city::directory());
    let refuses = |name: &str| report(&golden(name), &policy, &people, "2026-11-24").refuses();
    assert!(refuses("never-deployed"), "an open app must not pass for compliant because it is new");
    assert!(!refuses("field-rights-unread"), "nobody here can give themselves the right to read");
    let mut undeclared = golden("closed");
    undeclared.as_object_mut().unwrap().remove("declaration");
    assert!(report(&undeclared, &policy, &people, "2026-11-24").refuses(), "the owner can answer");
}

#[test]
fn official_field_bodies_are_read() {
    let Some(folder) = tests::shared("fixtures/java-client") else { return };
    let mut kinds = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(rest) = name.strip_prefix("FieldPropertyDeserializerTest_deserialize_") else { continue };
        let property = json(&path)["property"].clone();
        let code = property["code"].as_str().unwrap_or("none").to_owned();
        let fields = field::read(&json!({"properties": {&code: property}, "revision": "1"}))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(fields[0].code, code, "{name}");
        // What stands only in a layout is of no kind that a form has.
        let known = !["HR.json", "LABEL.json", "SPACER.json", "invalidType.json"].contains(&rest);
        assert_eq!(fields[0].kind != Kind::Unknown, known, "{name}");
        if rest == "SUBTABLE.json" {
            assert!(
                fields.len() > 1 && fields[1..].iter().all(|field| field.table.as_deref() == Some(&code)),
                "{name}"
            );
        }
        if rest == "DROP_DOWN.json" {
            assert!(!fields[0].options.is_empty(), "{name}");
        }
        kinds.push(rest.to_owned());
    }
    assert!(kinds.len() >= 30, "{kinds:?}");
}

#[test]
fn sample_bodies_are_read() {
    let Some(folder) = tests::shared("fixtures/samples-synthetic") else { return };
    let body = |name: &str| json(&folder.join(format!("{name}.json")));
    let fields = field::read(&body("app_form_fields")).unwrap();
    assert!(fields.iter().any(|field| field.table.is_some()), "columns of tables are fields");
    assert!(fields.iter().any(|field| field.protocol.as_deref() == Some("MAIL")));
    assert!(fields.iter().all(|field| field.kind != Kind::Unknown));

    let rights = serde_json::from_value::<AppRights>(body("app_acl")).unwrap().rights;
    assert_eq!(
        (rights[0].entity.kind, &rights[0].entity.code, rights[1].include_subs),
        (EntityKind::Creator, &None, true)
    );
    assert!(rights.last().unwrap().entity.everyone());
    assert_eq!(serde_json::from_value::<AppRights>(body("app_acl_default")).unwrap().rights.len(), 2);
    assert_eq!(
        serde_json::from_value::<RecordRights>(body("record_acl")).unwrap().rights[0].entities[0].entity.kind,
        EntityKind::FieldEntity
    );
    assert_eq!(serde_json::from_value::<RecordRights>(body("record_acl_unset")).unwrap().rights.len(), 0);
    assert_eq!(serde_json::from_value::<FieldRights>(body("field_acl")).unwrap().rights.len(), 2);
    assert_eq!(serde_json::from_value::<FieldRights>(body("field_acl_unset")).unwrap().rights.len(), 0);
    assert_eq!(serde_json::from_value::<Settings>(body("app_settings")).unwrap().name, "顧客リスト");
    assert_eq!(serde_json::from_value::<Customize>(body("app_customize")).unwrap().urls().count(), 1);
    assert_eq!(serde_json::from_value::<Plugins>(body("app_plugins")).unwrap().plugins.len(), 2);
    assert_eq!(serde_json::from_value::<Info>(body("app")).unwrap().space_id.as_deref(), Some("12"));
    assert!(!serde_json::from_value::<Space>(body("space")).unwrap().is_private);
    assert_eq!(serde_json::from_value::<Vec<Whom>>(body("space_members")["members"].clone()).unwrap().len(), 3);
    assert!(serde_json::from_value::<Vec<User>>(body("users")["users"].clone()).unwrap()[0].valid);

    let reason = |name: &str| Reason::of(serde_json::from_value::<ErrorBody>(body(name)).unwrap());
    assert_eq!(reason("error_forbidden_403"), Reason::Forbidden);
    assert_eq!(reason("error_app_not_found_404"), Reason::NotFound);
    assert_eq!(reason("error_concurrency_429"), Reason::Busy);
}

/// The synthetic app is one app: its bodies together make a report, and every other body at any place makes no panic.
#[test]
fn any_sample_body_can_stand_for_any_part() {
    use naiki::kintone::{Part, Side};
    use naiki::snapshot::Reading;
    let Some(folder) = tests::shared("fixtures/samples-synthetic") else { return };
    let (policy, people) = (BuiltIn::Standard.policy().unwrap(), city::directory());
    for entry in fs::read_dir(folder).unwrap() {
        let body = json(&entry.unwrap().path());
        let mut snapshot = Snapshot::new("1001", Side::Preview);
        for part in Part::GOVERNANCE.into_iter().chain([Part::Info, Part::Space, Part::Records]) {
            snapshot.parts.insert(part, Reading::Read(body.clone()));
        }
        let golden = json!({"snapshot": snapshot});
        let report = report(&golden, &policy, &people, "2026-11-24");
        let _ = (written(&report, &policy, Lang::Ja), written(&report, &policy, Lang::En));
    }
}

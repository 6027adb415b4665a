//! Every rule has a page beside it, and every example on the page does what it says.
//!
//! An example is a fence whose first line tells what comes of it; several outcomes are joined by ` + `, and together
//! they are all that comes of it:
//!
//! ```text
//! ```json fires app-right:GROUP:everyone ordinary     a finding: its place, and a word of its evidence
//! ```json unknown field-rights forbidden              not judged: the part, and why
//! ```json passes                                      neither
//! ```json refuses 備考                                 (records) the save is refused at this field
//! ```json tells 家族.1.備考                             (records) a tip: here in row 1 of the table 家族
//! ```json silent                                      (records) nothing is said
//! ```
//!
//! What an example may hold is told in `tests/city.rs`; a record example also has `typed` (values at saving), `old`
//! (when the record was opened), `fixed` (fields nobody can type into), `open` (fields that the last inspection found open to
//! too many), `classes` (fields with the legal class that they were sealed with), `holds` (the data class of the app),
//! `minutes`, `weekday` and `phone` (when and where), `deleted` (the record is deleted instead of saved) and `step`
//! (`{"action", "from", "to", "states"}`: a step of process management is taken instead).

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use naiki::app::App;
use naiki::audit::{Judged, Report};
use naiki::finding::Finding;
use naiki::guard::{Guard, Now, Setting};
use naiki::repair;
use naiki::rule::{Rule, Speech, Stage};
use naiki::rules::{ALL, ON_APP, ON_RECORD};
use naiki::seal::orders::Orders;
use naiki::seal::{Seal, SealedClass, SealedField};
use naiki::snapshot::Reading;
use naiki::text::json::understand;
use serde_json::{Value, json};
use tests::city::Example;
use tests::entry::{self, Form};

/// What a record example has beside what an app has.
pub const RECORD: [&str; 11] =
    ["typed", "old", "fixed", "open", "classes", "holds", "minutes", "weekday", "phone", "deleted", "step"];

/// One example of a page.
struct Fence {
    line: usize,
    expected: BTreeSet<String>,
    body: String,
}

impl Fence {
    fn has(&self, verbs: &[&str]) -> bool {
        self.expected.iter().any(|outcome| verbs.iter().any(|verb| outcome.split(' ').next() == Some(*verb)))
    }
}

/// The fences of a page that hold JSON.
fn fences(page: &str) -> Vec<Fence> {
    let mut out: Vec<Fence> = Vec::new();
    let mut inside = false;
    for (line, text) in page.lines().enumerate() {
        if inside && text.trim_end() == "```" {
            inside = false;
        } else if inside {
            writeln!(out.last_mut().unwrap().body, "{text}").unwrap();
        } else if let Some(outcomes) = text.strip_prefix("```json") {
            inside = true;
            let expected = outcomes.split(" + ").map(|outcome| outcome.trim().to_owned()).collect();
            out.push(Fence { line: line + 1, expected, body: String::new() });
        }
    }
    out
}

/// The pages under `src/rules`, by the name of the rule file.
fn pages() -> Vec<PathBuf> {
    let mut out = Vec::new();
    for group in fs::read_dir(tests::root().join("src/rules")).unwrap().map(|entry| entry.unwrap().path()) {
        if group.is_dir() {
            out.extend(fs::read_dir(group).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    out.retain(|path| path.extension().is_some_and(|ext| ext == "md"));
    out.sort();
    out
}

/// The bodies of all examples on all pages.
pub fn bodies() -> Vec<Value> {
    let pages = pages().into_iter().map(|path| fs::read_to_string(path).unwrap());
    let fences = pages.flat_map(|page| fences(&page));
    fences.map(|fence| serde_json::from_str(&fence.body).unwrap()).collect()
}

/// What the examples of a rule's page make of each app that it finds something in.
pub fn found(rule: &Rule) -> Vec<Finding> {
    let fences = fences(&page(rule).unwrap_or_default());
    let examples = fences.iter().map(|fence| Example::new(serde_json::from_str(&fence.body).unwrap(), &RECORD));
    let reports = examples.filter(|example| !example.0.contains_key("typed")).map(|example| example.audit(rule.id));
    let judged = reports.flat_map(|report| report.findings);
    judged.map(|judged| judged.finding).filter(|finding| finding.rule == rule.id).collect()
}

fn page(rule: &Rule) -> Option<String> {
    let stem = rule.id.replace('-', "_");
    let path = pages().into_iter().find(|path| path.file_stem().is_some_and(|name| *name == *stem))?;
    Some(fs::read_to_string(path).unwrap())
}

/// Every `{key}` of the sentences about a finding stands in its evidence.
fn filled(rule: &Rule, finding: &Finding, evidence: &Value) {
    let Speech::Plain { what, why, fix } = &rule.speech else { return };
    let fault = finding.evidence.word("fault");
    let line = what.iter().find(|(key, _)| *key == fault);
    assert!(fault.is_empty() || line.is_some(), "{} has no sentence for the fault {fault}", rule.id);
    let line = line.or_else(|| what.first()).unwrap().1;
    for text in [line.ja, line.en, why.ja, why.en, fix.ja, fix.en] {
        for key in text.split(['{', '}']).skip(1).step_by(2) {
            assert!(evidence.get(key).is_some(), "{}: nothing is told of {{{key}}}", rule.id);
        }
    }
}

/// What one rule makes of an app.
fn inspected(rule: &Rule, example: &Example) -> BTreeSet<String> {
    let report = example.audit(rule.id);
    let mut out = BTreeSet::new();
    for judged in report.findings.iter().filter(|judged| judged.finding.rule == rule.id) {
        let evidence = serde_json::to_value(&judged.finding.evidence).unwrap();
        filled(rule, &judged.finding, &evidence);
        let fault = ["fault", "class"].iter().find_map(|key| evidence.get(key)?.as_str()).unwrap_or_default();
        out.insert(format!("fires {} {fault}", judged.finding.place.key()).trim().to_owned());
    }
    for unjudged in report.unknowns.iter().filter(|unjudged| unjudged.rule == rule.id) {
        let unread = serde_json::to_value(&unjudged.unread).unwrap();
        let word = |key: &str| unread[key].as_str().unwrap().to_owned();
        out.insert(format!("unknown {} {}", word("part"), word("why")));
    }
    if out.is_empty() {
        out.insert("passes".to_owned());
    }
    out
}

/// What one rule makes of a typed record. A step is judged by every rule: it is about what they say of the record.
fn entered(rule: &Rule, example: &Example) -> BTreeSet<String> {
    let given = |key: &str| example.0.get(key).cloned().unwrap_or_default();
    let policy = example.policy(rule.id);
    let mut orders = Orders::compile(&policy);
    orders.rules.retain(|order| order.rule == rule.id || example.0.contains_key("step"));
    let mut fields: Vec<SealedField> = example.list("open").iter().map(|code| entry::sealed(code, true)).collect();
    for (code, class) in given("classes").as_object().into_iter().flatten() {
        let class = serde_json::from_value(class.clone()).unwrap();
        fields.push(SealedField { class, ..entry::sealed(code, false) });
    }
    let held = given("holds");
    let class = held.as_str().map(|id| SealedClass::of(&policy, policy.class(id).expect("a data class of the policy")));
    let config = entry::config(&Seal { class, ..entry::seal(orders, fields) });
    let number = |key: &str| u32::try_from(given(key).as_u64().unwrap_or_default()).unwrap();
    let now = Now {
        today: example.word("today", "2026-11-24").to_owned(),
        minutes: if example.0.contains_key("minutes") { number("minutes") } else { 10 * 60 },
        weekday: if example.0.contains_key("weekday") { number("weekday") } else { 2 },
        phone: given("phone") == json!(true),
    };
    let mut guard = Guard::new(Setting { now, ..entry::setting(Some(config), "") });
    let form = Form::new(&example.form(), &example.list("fixed"));
    let old = example.0.get("old").cloned().unwrap_or_else(|| json!({}));
    let outcome = if example.0.contains_key("step") {
        let step = understand(&given("step")).unwrap();
        entry::proceed(&mut guard, &form, &example.0["typed"], &step)
    } else if given("deleted") == json!(true) {
        entry::delete(&mut guard, &form, &example.0["typed"])
    } else {
        entry::play(&mut guard, &form, &old, &example.0["typed"])
    };
    let mut out: BTreeSet<String> = outcome.refused.iter().map(|cell| format!("refuses {cell}")).collect();
    out.extend(outcome.told.iter().map(|cell| format!("tells {cell}")));
    if out.is_empty() {
        out.insert("silent".to_owned());
    }
    out
}

/// Runs one example; what is wrong with it, if anything.
fn run(rule: &Rule, fence: &Fence) -> Option<String> {
    let json: Value = match serde_json::from_str(&fence.body) {
        Ok(json) => json,
        Err(error) => return Some(format!("is not JSON: {error}")),
    };
    let example = Example::new(json, &RECORD);
    let found = if example.0.contains_key("typed") { entered(rule, &example) } else { inspected(rule, &example) };
    (found != fence.expected).then(|| format!("says {:?}, but {found:?}", fence.expected))
}

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    for rule in ALL {
        let page = page(rule).unwrap_or_else(|| panic!("no page beside the rule {}", rule.id));
        for word in [rule.id, rule.code, rule.title.ja, rule.title.en] {
            assert!(page.contains(word), "the page of {} does not say “{word}”", rule.id);
        }
    }
    for path in pages() {
        let id = path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
        assert!(ALL.iter().any(|rule| rule.id == id), "{} is beside no rule", path.display());
    }
}

#[test]
fn every_page_shows_both_sides() {
    for rule in ALL {
        let fences = fences(&page(rule).unwrap_or_default());
        let any = |verbs: &[&str]| fences.iter().any(|fence| fence.has(verbs));
        if ON_APP.iter().flatten().any(|(other, _)| other.id == rule.id) {
            assert!(any(&["fires"]), "{}: no example fires", rule.id);
            assert!(any(&["passes"]), "{}: no example passes", rule.id);
        }
        if ON_RECORD.iter().flatten().any(|(id, _)| *id == rule.id) {
            assert!(any(&["refuses", "tells"]), "{}: no example refuses or tells", rule.id);
            assert!(any(&["silent"]), "{}: no example is silent", rule.id);
        }
    }
}

/// Each fault that a rule has a sentence for is shown by an example.
#[test]
fn every_page_shows_every_fault() {
    for (rule, _) in ON_APP.iter().flatten() {
        let Speech::Plain { what, .. } = &rule.speech else { continue };
        let fences = fences(&page(rule).unwrap_or_default());
        for (fault, _) in what.iter().filter(|(fault, _)| !fault.is_empty()) {
            let shows = |said: &String| said.starts_with("fires ") && said.ends_with(&format!(" {fault}"));
            let shown = fences.iter().any(|fence| fence.expected.iter().any(shows));
            assert!(shown, "{}: no example shows the fault {fault}", rule.id);
        }
    }
}

#[test]
fn every_example_does_what_it_says() {
    let mut wrong = Vec::new();
    for rule in ALL {
        for fence in fences(&page(rule).unwrap_or_default()) {
            if let Some(what) = run(rule, &fence) {
                wrong.push(format!("{}, line {}: {what}", rule.id, fence.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every fix that an example proposes clears its finding, adds none that stops saving, and can be taken back.
#[test]
fn every_fix_of_an_example_holds() {
    let mut tried = BTreeSet::new();
    for rule in ALL {
        for fence in fences(&page(rule).unwrap_or_default()) {
            let example = Example::new(serde_json::from_str(&fence.body).unwrap(), &RECORD);
            if example.0.contains_key("typed") {
                continue;
            }
            let before = example.audit(rule.id);
            let app = App::of(example.snapshot());
            for judged in before.findings.iter().filter(|judged| judged.finding.rule == rule.id) {
                let Some(fix) = &judged.finding.fix else { continue };
                let at = format!("{}, line {}", rule.id, fence.line);
                let planned = repair::plan(&app, &fix.edits).unwrap_or_else(|misfit| panic!("{at}: {misfit:?}"));
                let sent = |keys: &Value| {
                    let mut snapshot = example.snapshot();
                    let mut body = snapshot.body(planned.part).unwrap().clone();
                    for (key, value) in keys.as_object().unwrap() {
                        body[key] = value.clone();
                    }
                    snapshot.parts.insert(planned.part, Reading::Read(body));
                    snapshot
                };
                let after = example.audit_of(sent(&planned.put), rule.id);
                // What a rule says of one place with another word is another finding.
                let said = |finding: &Finding| {
                    (finding.rule, finding.place.clone(), finding.evidence.word("fault").to_owned())
                };
                let place = |other: &&Judged| said(&other.finding) == said(&judged.finding);
                assert!(after.findings.iter().find(place).is_none(), "{at}: the finding is still there");
                let stops = |report: &Report| {
                    let stops = report.findings.iter().filter(|judged| judged.stage == Stage::Block);
                    stops.map(|judged| judged.finding.rule).collect::<BTreeSet<_>>()
                };
                assert!(stops(&after).is_subset(&stops(&before)), "{at}: {:?}", stops(&after));
                assert_eq!(sent(&planned.undo), example.snapshot(), "{at}: undo restores the part");
                tried.insert(rule.id);
            }
        }
    }
    assert!(tried.len() >= 43, "{tried:?}");
}

/// The runner itself must be able to say no.
#[test]
fn a_lying_example_is_found() {
    let rule = ALL.iter().find(|rule| rule.id == "name-off-template").unwrap();
    let page = "```json passes\n{\"name\": \"名簿\"}\n```\n\n```json fires name shape\n{\"name\": \"名簿\"}\n```\n";
    let told: Vec<bool> = fences(page).iter().map(|fence| run(rule, fence).is_some()).collect();
    assert_eq!(told, [true, false]);
}

//! Every fix, over apps that nobody thought of: settings of all examples on all pages, thrown together.

use std::collections::{BTreeMap, BTreeSet};

use naiki::app::App;
use naiki::audit::{self, Judged, Report};
use naiki::case::Case;
use naiki::declaration::Declaration;
use naiki::finding::Finding;
use naiki::people::Directory;
use naiki::policy::Policy;
use naiki::policy::built_in::BuiltIn;
use naiki::repair::{self, Brought, Misfit, Planned};
use naiki::snapshot::{Reading, Snapshot};
use naiki::text::{Lang, day};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value};
use tests::city::{self, Example};

use super::pages;

/// Keys of an example that settings stand under.
const SETTINGS: [&str; 17] = [
    "name",
    "description",
    "fields",
    "app-rights",
    "record-rights",
    "field-rights",
    "customize",
    "plugins",
    "settings",
    "views",
    "general-notices",
    "record-notices",
    "reminders",
    "process",
    "actions",
    "notes",
    "space",
];

/// What the pages put under each key.
fn pools() -> BTreeMap<&'static str, Vec<Value>> {
    let mut out: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for body in pages::bodies() {
        for key in SETTINGS {
            let pool = out.entry(key).or_default();
            // A word says why a part cannot be read: what cannot be read cannot be repaired.
            let word = key != "name" && key != "description" && key != "notes";
            match body.get(key) {
                Some(value) if word && value.is_string() => {}
                Some(value) if !pool.contains(value) => pool.push(value.clone()),
                _ => {}
            }
        }
    }
    out
}

/// Two forms in one: what one example needs does not stand in the way of another.
fn merged(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => Value::Object(other.into_iter().chain(one).collect()),
        (one, _) => one,
    }
}

fn app() -> impl Strategy<Value = Example> {
    let keys: Vec<_> = pools()
        .into_iter()
        .map(|(key, pool)| {
            let double = key == "fields";
            let value = (select(pool.clone()), select(pool))
                .prop_map(move |(one, other)| if double { merged(one, other) } else { one });
            proptest::option::weighted(0.6, value).prop_map(move |value| Some((key.to_owned(), value?)))
        })
        .collect();
    keys.prop_map(|keys| {
        let keys: Map<String, Value> = keys.into_iter().flatten().collect();
        Example::new(Value::Object(keys), &[])
    })
}

struct City {
    policy: Policy,
    directory: Directory,
    departments: Vec<String>,
    declaration: Declaration,
}

impl City {
    fn new(policy: BuiltIn) -> Self {
        Self {
            policy: policy.policy().unwrap(),
            directory: city::directory(),
            departments: vec!["市民課".to_owned()],
            declaration: Declaration::default(),
        }
    }

    fn audit(&self, app: &App) -> Report {
        let case = Case::new(app, &self.policy, day::read("2026-11-24").unwrap());
        audit::audit(&case.declared(Some(&self.declaration)).among(Ok(&self.directory)).seen_from(&self.departments))
    }
}

/// The settings after keys of one part were sent.
fn sent(before: &Snapshot, planned: &Planned, keys: &Value) -> Snapshot {
    let mut after = before.clone();
    let mut body = before.body(planned.part).unwrap().clone();
    for (key, value) in keys.as_object().unwrap() {
        body[key] = value.clone();
    }
    after.parts.insert(planned.part, Reading::Read(body));
    after
}

/// What a finding says, and where.
fn said(finding: &Finding) -> (&str, String, &str) {
    (finding.rule, finding.place.key(), finding.evidence.word("fault"))
}

/// What became of a fix.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Fate {
    Made,
    LockedOut,
    Stops,
}

/// Makes one fix, and takes it back.
fn tried(city: &City, app: &App, before: &Report, judged: &Judged) -> Result<Option<Fate>, TestCaseError> {
    let Some(fix) = &judged.finding.fix else { return Ok(None) };
    let at = format!("{:?}", said(&judged.finding));
    let planned = repair::plan(app, &fix.edits)
        .map_err(|misfit| TestCaseError::fail(format!("{at}: the fix cannot be planned: {misfit:?}")))?;
    prop_assert!(!repair::changes(app, &fix.edits, Some(&city.directory), Lang::Ja).is_empty(), "{at}: no difference");
    let after = city.audit(&App::of(sent(&app.snapshot, &planned, &planned.put)));
    // A rule may find two classes of information at one place, and says so by two findings.
    let count =
        |report: &Report| report.findings.iter().filter(|one| said(&one.finding) == said(&judged.finding)).count();
    prop_assert!(count(&after) < count(before), "{at}: the finding is still there");
    let back = sent(&app.snapshot, &planned, &planned.undo);
    prop_assert_eq!(&back, &app.snapshot, "{}: undo restores the part", at);
    let brought = Brought::of(before, after.clone());
    for new in &after.findings {
        let known =
            before.findings.iter().any(|old| said(&old.finding) == said(&new.finding) && old.stage >= new.stage);
        prop_assert!(known || brought.findings.contains(new), "{at}: {:?} comes untold", said(&new.finding));
    }
    for new in &after.unknowns {
        let known = before.unknowns.iter().any(|old| old.rule == new.rule);
        prop_assert!(known || brought.unknowns.contains(new), "{at}: {} is hidden untold", new.rule);
    }
    let stops = |report: &Report| -> BTreeSet<&str> {
        report.findings.iter().filter(|one| one.stops()).map(|one| one.finding.rule).collect()
    };
    prop_assert_eq!(brought.stops, !stops(&after).is_subset(&stops(before)), "{}", at);
    match repair::keeps_manager(app, &planned, &city.directory, "sato") {
        Err(Misfit::LockedOut) => return Ok(Some(Fate::LockedOut)),
        other => prop_assert_eq!(other, Ok(()), "{}", at),
    }
    Ok(Some(if brought.stops { Fate::Stops } else { Fate::Made }))
}

/// A fix clears its finding, hides nothing, and is taken back; what stops saving is never brought unseen.
#[test]
fn every_fix_of_any_app_clears_its_finding_and_is_taken_back() {
    let cities = [City::new(BuiltIn::Standard), City::new(BuiltIn::Strict)];
    let fates = std::cell::RefCell::new(BTreeSet::new());
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() });
    let outcome = runner.run(&(app(), any::<bool>()), |(example, strict)| {
        let city = &cities[usize::from(strict)];
        let app = App::of(example.snapshot());
        let before = city.audit(&app);
        for judged in &before.findings {
            if let Some(fate) = tried(city, &app, &before, judged)? {
                fates.borrow_mut().insert((judged.finding.rule, fate));
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let fates = fates.into_inner();
    let rules: BTreeSet<&str> = fates.iter().map(|(rule, _)| *rule).collect();
    assert!(rules.len() >= 30, "only {} rules were repaired: {rules:?}", rules.len());
}

//! Measures the label classifier: `cargo run --release --example labels -- FILE.tsv [FILE.tsv …] [--forms FILE.jsonl]`.
//!
//! A table has the columns label, category and source below a head line; `NEG…` holds no personal information, and
//! `NEG_CONTEXT…` cannot be decided from the label and is counted apart. A form is a line of JSON with `app` and `fields`
//! (`label`, `type`, `category`, `pii`). `--speed` times forms of 750, 1,500 and 3,000 fields instead.

use std::collections::BTreeMap;
use std::process::ExitCode;

use naiki::kintone::field::{Field, Kind};
use naiki::personal::classifier::{Classifier, SURE};
use naiki::personal::overrule::OfficeWords;
use naiki::personal::train::{self, Answered, CORPUS, Example, PIECES, SPECIAL_PIECES};
use naiki::personal::whole_form::{Form, classify, classify_by};
use naiki::personal::{Class, Confidence};

/// Right and wrong answers.
#[derive(Clone, Copy, Default)]
struct Tally {
    found: u32,
    personal: u32,
    wrong: u32,
    other: u32,
}

impl Tally {
    fn count(&mut self, personal: bool, flagged: bool) {
        if personal {
            self.personal += 1;
            self.found += u32::from(flagged);
        } else {
            self.other += 1;
            self.wrong += u32::from(flagged);
        }
    }

    fn line(&self) -> String {
        let share = |part: u32, whole: u32| {
            if whole == 0 {
                "     –".to_owned()
            } else {
                format!("{:5.1}%", 100.0 * f64::from(part) / f64::from(whole))
            }
        };
        format!(
            "recall {} ({}/{})  false positives {} ({}/{})",
            share(self.found, self.personal),
            self.found,
            self.personal,
            share(self.wrong, self.other),
            self.wrong,
            self.other
        )
    }
}

fn main() -> ExitCode {
    match measure(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("labels: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure(words: &[String]) -> Result<(), String> {
    let read = |path: &String| std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
    let mut examples = Vec::new();
    let mut forms = Vec::new();
    let mut words = words.iter();
    let mut asked = false;
    while let Some(word) = words.next() {
        asked = true;
        if word == "--speed" {
            speed();
            return Ok(());
        }
        if word == "--forms" {
            let path = words.next().ok_or("--forms needs a file")?;
            let read = train::answered(&read(path)?);
            forms.extend(read.map_err(|(line, error)| format!("{path}, line {line}: {error}"))?);
        } else {
            examples.extend(train::labelled(&read(word)?));
        }
    }
    if !asked {
        return Err("give tables of labels (FILE.tsv), or --forms FILE.jsonl".to_owned());
    }
    if !examples.is_empty() {
        labels_alone(&Classifier::default(), &examples);
    }
    if !forms.is_empty() {
        println!("\nWhole forms ({}), with their context, the committed tables:", forms.len());
        whole_forms(&Classifier::default(), &forms, true);
        if !examples.is_empty() {
            println!("\nWhole forms, learnt anew from the tables of labels without these forms:");
            whole_forms(&without_forms(&examples), &forms, false);
        }
    }
    Ok(())
}

fn labels_alone(classifier: &Classifier, examples: &[Example]) {
    let (undecided, decided): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|example| example.undecided());
    let sums: Vec<i32> = decided.iter().map(|example| classifier.said(&example.label).sum).collect();
    println!("Labels alone, the committed tables:");
    report(&decided, &sums);
    let mut classed = Tally::default();
    for example in decided.iter().filter(|example| example.special()) {
        let said = classifier.said(&example.label);
        classed.count(true, said.sum > 0 && said.class == Class::SpecialCare);
    }
    println!("  special care, and classed as such  {}", classed.line());
    let held = leave_one_source_out(&decided);
    println!("\nLeave one source out (learnt anew without the labels of the source that is judged):");
    report(&decided, &held);
    if !undecided.is_empty() {
        let flagged = undecided.iter().filter(|example| classifier.said(&example.label).sum > 0).count();
        println!("\nNEG_CONTEXT (undecidable alone, not counted above): {flagged} of {} flagged", undecided.len());
    }
    table("By source, the committed tables", &decided, &sums, |example| &example.source);
    table("By source, left out", &decided, &held, |example| &example.source);
    table("By category, left out", &decided, &held, |example| &example.category);
    println!("\nConfusions, the committed tables:");
    for (example, sum) in decided.iter().zip(&sums).filter(|(example, sum)| (**sum > 0) != example.personal()) {
        let what = if example.personal() { "missed" } else { "wrongly flagged" };
        println!("  {what}: {} [{}] {sum} ({})", example.label, example.category, example.source);
    }
}

fn report(examples: &[&Example], sums: &[i32]) {
    let (mut strong, mut all, mut special) = (Tally::default(), Tally::default(), Tally::default());
    for (example, sum) in examples.iter().zip(sums) {
        strong.count(example.personal(), *sum >= SURE);
        all.count(example.personal(), *sum > 0);
        if example.special() {
            special.count(true, *sum > 0);
        }
    }
    println!("  strong only   {}", strong.line());
    println!("  all           {}", all.line());
    println!("  special care  {}", special.line());
}

fn table<'a>(title: &str, examples: &[&'a Example], sums: &[i32], by: impl Fn(&'a Example) -> &'a String) {
    let mut rows: BTreeMap<&String, Tally> = BTreeMap::new();
    for (example, sum) in examples.iter().zip(sums) {
        rows.entry(by(example)).or_default().count(example.personal(), *sum > 0);
    }
    println!("\n{title}:");
    for (name, tally) in rows {
        println!("  {}  {name}", tally.line());
    }
}

/// The sum of each label by a table that was learnt without its source.
fn leave_one_source_out(examples: &[&Example]) -> Vec<i32> {
    let mut all: Vec<Example> = examples.iter().map(|example| (*example).clone()).collect();
    all.extend(CORPUS.iter().flat_map(|text| train::corpus(text)));
    let rows = train::take_apart(&all);
    let mut tables = BTreeMap::new();
    for example in examples {
        tables.entry(&example.source).or_insert_with(|| {
            let given = examples.len();
            let uses = |at: usize| at >= given || all.get(at).is_some_and(|other| other.source != example.source);
            train::learn(&rows, |at| all.get(at).filter(|_| uses(at)).map(Example::personal), PIECES)
        });
    }
    let sums = examples
        .iter()
        .zip(&rows.rows)
        .map(|(example, row)| tables.get(&example.source).map_or(0, |table| table.sum(row)));
    sums.collect()
}

/// Tables that were learnt without any of the forms.
fn without_forms(examples: &[Example]) -> Classifier {
    let mut all: Vec<Example> = examples.iter().filter(|example| !example.undecided()).cloned().collect();
    all.extend(CORPUS.iter().flat_map(|text| train::corpus(text)));
    let rows = train::take_apart(&all);
    let [personal, special] = [
        train::learn(&rows, |at| all.get(at).map(Example::personal), PIECES),
        train::learn(&rows, |at| all.get(at).filter(|one| one.personal()).map(Example::special), SPECIAL_PIECES),
    ];
    Classifier::with(personal.table(), special.table())
}

fn whole_forms(classifier: &Classifier, forms: &[Answered], details: bool) {
    let [mut alone, mut all, mut special, mut classed] = [Tally::default(); 4];
    let (mut wrong_forms, mut wrong_flags) = (0, 0);
    let mut rows: BTreeMap<&String, Tally> = BTreeMap::new();
    let mut confusions = Vec::new();
    for form in forms {
        let office = OfficeWords::default();
        let found =
            classify_by(classifier, Form { fields: &form.fields, app: &form.app, office: &office, decided: &[] });
        let personal = form.answers.iter().any(|answer| answer.personal == Some(true));
        let mut wrong = 0;
        for (field, answer) in form.fields.iter().zip(&form.answers) {
            let Some(yes) = answer.personal else { continue };
            let flagged = found.iter().any(|one| one.code == field.code && one.confidence >= Confidence::Medium);
            all.count(yes, flagged);
            rows.entry(&answer.category).or_default().count(yes, flagged);
            let sum = classifier.said(&field.label).sum;
            alone.count(yes, sum > 0);
            if answer.category.starts_with("S_") {
                let held = found.iter().find(|one| one.code == field.code);
                classed.count(yes, flagged && held.is_some_and(|one| one.class == Class::SpecialCare));
                special.count(yes, flagged);
            }
            wrong += u32::from(flagged && !yes);
            if flagged != yes {
                let what = if yes { "missed" } else { "wrongly flagged" };
                confusions.push(format!("  {what}: {} [{}] {sum} ({})", field.label, answer.category, form.app));
            }
        }
        if !personal {
            wrong_forms += 1;
            wrong_flags += wrong;
        }
    }
    println!("  labels alone  {}", alone.line());
    println!("  with context  {}", all.line());
    println!("  special care  {}", special.line());
    println!("  special care, and classed as such  {}", classed.line());
    println!(
        "  fields wrongly flagged in forms without personal information: {wrong_flags} in {wrong_forms} forms, {:.2} a form",
        f64::from(wrong_flags) / f64::from(wrong_forms.max(1))
    );
    println!(
        "  fields wrongly flagged in all forms: {} in {}, {:.2} a form",
        all.wrong,
        forms.len(),
        f64::from(all.wrong) / f64::from(u32::try_from(forms.len().max(1)).unwrap_or(u32::MAX))
    );
    if !details {
        return;
    }
    println!("\nBy category:");
    for (name, tally) in rows {
        println!("  {}  {name}", tally.line());
    }
    println!("\nConfusions:");
    for line in &confusions {
        println!("{line}");
    }
}

/// Milliseconds for forms of growing size, the fastest of some rounds: twice the fields should take twice the time.
fn speed() {
    let labels: Vec<String> = CORPUS.iter().flat_map(|text| train::corpus(text)).map(|example| example.label).collect();
    for size in [750, 1_500, 3_000] {
        let field = |(at, label): (usize, &String)| Field {
            code: format!("項目{at}"),
            label: label.clone(),
            kind: Kind::SingleLineText,
            table: None,
            options: Vec::new(),
            protocol: None,
            copied_from: None,
            inputs: Vec::new(),
            elsewhere: None,
        };
        let fields: Vec<Field> = labels.iter().cycle().take(size).enumerate().map(field).collect();
        let office = OfficeWords::default();
        let mut best = f64::MAX;
        let mut found = 0;
        for _ in 0..7 {
            let start = std::time::Instant::now();
            found = classify(Form { fields: &fields, app: "", office: &office, decided: &[] }).len();
            best = best.min(start.elapsed().as_secs_f64() * 1e3);
        }
        println!("{size}\t{best:.2}\t{found}");
    }
}

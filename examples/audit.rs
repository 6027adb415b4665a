//! Audits exported settings of apps: `cargo run --release --example audit -- SNAPSHOT.json… [--policy FILE] [--people FILE]
//! [--today 2026-11-25] [--json] [--en]`.
//!
//! `docs/snapshots.md` tells what stands in the files. Ends with 1 when a rule at stage `Block` fails or cannot be
//! judged in any of them, with 2 when a file cannot be read.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use naiki::app::App;
use naiki::audit::{self, Report};
use naiki::case::Case;
use naiki::declaration::Declaration;
use naiki::kintone::Part;
use naiki::kintone::refusal::{Reason, Unread};
use naiki::people::Directory;
use naiki::policy::built_in::BuiltIn;
use naiki::policy::{Draft, Policy};
use naiki::rule::Stage;
use naiki::rules::ALL;
use naiki::snapshot::export;
use naiki::text::{Lang, day, json};
use serde_json::Value;
use time::{Date, Duration};

const USAGE: &str = "usage: audit SNAPSHOT.json… [--policy FILE] [--people FILE] [--today DAY] [--json] [--en]";

/// What was asked for.
struct Asked {
    files: Vec<String>,
    policy: Policy,
    people: Option<Directory>,
    today: Date,
    json: bool,
    lang: Lang,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match asked(&words)
        .and_then(|asked| asked.files.iter().map(|file| one(file, &asked)).collect::<Result<Vec<_>, _>>())
    {
        Ok(refusals) => ExitCode::from(u8::from(refusals.contains(&true))),
        Err(why) => {
            eprintln!("audit: {why}");
            ExitCode::from(2)
        }
    }
}

fn asked(words: &[String]) -> Result<Asked, String> {
    let standard = || BuiltIn::Standard.policy().map_err(|_| "the built-in policy cannot be read".to_owned());
    let mut asked =
        Asked { files: Vec::new(), policy: standard()?, people: None, today: now()?, json: false, lang: Lang::Ja };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut after = || words.next().ok_or_else(|| format!("{word} needs a word after it\n{USAGE}"));
        match word.as_str() {
            "--policy" => asked.policy = policy(after()?)?,
            "--people" => asked.people = Some(people(after()?)?),
            "--today" => {
                let text = after()?;
                asked.today = day::read(text).ok_or_else(|| format!("--today: there is no day {text}"))?;
            }
            "--json" => asked.json = true,
            "--en" => asked.lang = Lang::En,
            option if option.starts_with("--") => return Err(format!("`{option}` is not understood\n{USAGE}")),
            file => asked.files.push(file.to_owned()),
        }
    }
    if asked.files.is_empty() { Err(USAGE.to_owned()) } else { Ok(asked) }
}

/// Today, in Japan.
fn now() -> Result<Date, String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| "the clock stands before 1970")?;
    let hours = i64::try_from(since.as_secs() / 3_600).map_err(|_| "the clock is off")? + 9;
    let first = Date::from_calendar_date(1970, time::Month::January, 1).map_err(|error| error.to_string())?;
    first.checked_add(Duration::hours(hours)).ok_or_else(|| "the clock is off".to_owned())
}

fn document(file: &str) -> Result<Value, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{file}: line {}: not JSON", error.line()))
}

fn policy(file: &str) -> Result<Policy, String> {
    let draft: Draft = json::understand(&document(file)?).map_err(|error| format!("{file}: {error}"))?;
    draft.validate(ALL).map_err(|mistakes| {
        let lines: Vec<String> =
            mistakes.iter().map(|mistake| format!("{file}: {}: {}", mistake.place, mistake.what.en)).collect();
        lines.join("\n")
    })
}

fn people(file: &str) -> Result<Directory, String> {
    Directory::told(&document(file)?).map_err(|unread| format!("{file}: {}", unread.reason.say(Lang::En)))
}

/// Judges one file and prints the report; whether it refuses.
fn one(file: &str, asked: &Asked) -> Result<bool, String> {
    let document = document(file)?;
    let snapshot = export::read(&document).map_err(|wrong| format!("{file}: {} {}", wrong.place, wrong.what))?;
    let declaration: Option<Declaration> = match document.get("declaration") {
        Some(declared) => Some(json::understand(declared).map_err(|error| format!("{file}: declaration: {error}"))?),
        None => None,
    };
    let app = App::of(snapshot);
    let people = asked.people.as_ref().ok_or_else(|| Unread::new(Part::People, Reason::NotTold));
    let case = Case::new(&app, &asked.policy, asked.today).declared(declaration.as_ref()).among(people);
    let report = audit::audit(&case);
    if asked.json {
        let report = serde_json::to_string(&report).map_err(|error| error.to_string())?;
        println!("{{\"file\":{},\"report\":{report}}}", Value::from(file));
    } else {
        print(file, &app, &report, asked);
    }
    Ok(report.findings.iter().any(|judged| judged.stage == Stage::Block)
        || report.unknowns.iter().any(|unjudged| unjudged.stage == Stage::Block))
}

fn print(file: &str, app: &App, report: &Report, asked: &Asked) {
    let lang = asked.lang;
    println!("{file}: {} — {}", app.name(), report.verdict.text().get(lang));
    for judged in &report.findings {
        let Some(rule) = audit::rule(judged.finding.rule) else { continue };
        let words = rule.words(&judged.finding, lang);
        let article = asked.policy.article(rule.id).map_or("", |article| article.number.as_str());
        println!(
            "  [{}] {} ({} {})",
            judged.severity.text().get(lang),
            rule.title().get(lang),
            article,
            judged.stage.text().get(lang)
        );
        println!("      {}: {}", judged.finding.place.say(lang), words.what);
        println!("      {}", words.fix);
    }
    for unjudged in &report.unknowns {
        let title = audit::rule(unjudged.rule).map_or("", |rule| rule.title().get(lang));
        let part = unjudged.unread.part.name().get(lang);
        let reason = match (&unjudged.unread.part, &unjudged.unread.reason) {
            (Part::People, Reason::NotTold) => {
                naiki::text!(ja: "一覧がありません(--people)", en: "not given (--people)").get(lang).to_owned()
            }
            (_, reason) => reason.say(lang),
        };
        println!("  [?] {title} — {part}: {reason}");
    }
}

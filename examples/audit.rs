//! Audits exported settings of apps: `cargo run --release --example audit -- SNAPSHOT.json… [--policy FILE] [--people FILE]
//! [--today 2026-11-25] [--json] [--en]`.
//!
//! `docs/snapshots.md` tells what stands in the files. Ends with 1 when a rule at stage `Block` fails or cannot be
//! judged in any of them, with 2 when a file cannot be read.

mod files;

use std::process::ExitCode;

use clap::Parser;
use files::Exported;
use naiki::audit::{self, Report};
use naiki::kintone::Part;
use naiki::kintone::refusal::Reason;
use naiki::policy::Policy;
use naiki::policy::built_in::BuiltIn;
use naiki::rule::Stage;
use naiki::text::Lang;
use serde_json::Value;
use time::Date;

/// Audits exported settings of apps.
#[derive(Parser)]
struct Asked {
    /// Files of snapshots (docs/snapshots.md).
    #[arg(required = true)]
    snapshots: Vec<String>,
    /// A policy instead of the standard one of the box.
    #[arg(long)]
    policy: Option<String>,
    /// The people of the domain.
    #[arg(long)]
    people: Option<String>,
    /// The day of the audit instead of today in Japan, as 2026-11-25.
    #[arg(long, value_parser = files::a_day)]
    today: Option<Date>,
    /// Reports as JSON, a line each.
    #[arg(long)]
    json: bool,
    /// In English.
    #[arg(long)]
    en: bool,
}

fn main() -> ExitCode {
    match run(&Asked::parse()) {
        Ok(refused) => ExitCode::from(u8::from(refused)),
        Err(why) => {
            eprintln!("audit: {why}");
            ExitCode::from(2)
        }
    }
}

/// Judges all files and prints the reports; whether any refuses.
fn run(asked: &Asked) -> Result<bool, String> {
    let lang = if asked.en { Lang::En } else { Lang::Ja };
    let policy = match &asked.policy {
        Some(file) => files::policy(file, lang)?,
        None => BuiltIn::Standard.policy().map_err(|error| error.to_string())?,
    };
    let people = asked.people.as_deref().map(files::people).transpose()?;
    let today = asked.today.map_or_else(files::now, Ok)?;
    let mut refused = false;
    for file in &asked.snapshots {
        let exported = Exported::read(file)?;
        let report = exported.audit(&policy, people.as_ref(), today);
        if asked.json {
            let report = serde_json::to_string(&report).map_err(|error| error.to_string())?;
            println!("{{\"file\":{},\"report\":{report}}}", Value::from(file.as_str()));
        } else {
            print(&exported, &report, &policy, lang);
        }
        refused |= report.findings.iter().any(naiki::audit::Judged::stops)
            || report.unknowns.iter().any(|unjudged| unjudged.stage == Stage::Block);
    }
    Ok(refused)
}

fn print(exported: &Exported, report: &Report, policy: &Policy, lang: Lang) {
    println!("{}: {} — {}", exported.file, exported.app.name(), report.verdict.text().get(lang));
    for judged in &report.findings {
        let Some(rule) = audit::rule(judged.finding.rule) else { continue };
        let words = rule.words(&judged.finding, lang);
        let article = policy.article(rule.id).map_or_else(String::new, |article| article.cited(lang));
        println!(
            "  [{}] {} ({} {})",
            judged.severity.text().get(lang),
            rule.title.get(lang),
            article,
            judged.stage.text().get(lang)
        );
        println!("      {}: {}", judged.finding.place.say(lang), words.what);
        println!("      {}", words.fix);
    }
    for unjudged in &report.unknowns {
        let title = audit::rule(unjudged.rule).map_or("", |rule| rule.title.get(lang));
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

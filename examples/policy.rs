//! The policy as papers, and what a draft of one would change: `cargo run --release --example policy -- WORD …`, where
//! `--help` tells the words. Ends with 1 when something is wrong with a policy or a file.

mod files;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use files::Exported;
use naiki::audit::what_if::Shift;
use naiki::audit::{self, Judged};
use naiki::document::comparison::comparison;
use naiki::document::guideline::guideline;
use naiki::document::printed::printed;
use naiki::document::schema::schema;
use naiki::policy::Policy;
use naiki::policy::built_in::BuiltIn;
use naiki::rules::ALL;
use naiki::text::Lang;
use time::Date;

/// The policy as papers, and what a draft of one would change. Where a FILE is left out, the standard policy of the box
/// stands in.
#[derive(Parser)]
struct Asked {
    /// In English.
    #[arg(long, global = true)]
    en: bool,
    #[command(subcommand)]
    word: Word,
}

#[derive(Subcommand)]
enum Word {
    /// Says what is wrong with a policy, each mistake with its place.
    Check { file: String },
    /// Writes out a policy as it is read: older forms come out in the form of today.
    Export { file: Option<String> },
    /// 内規 as it is printed.
    Print { file: Option<String> },
    /// 新旧対照表: what changes from one policy to another.
    Compare { old: String, new: String },
    /// The guideline for kintone's アプリ設定レビューAI.
    Guideline { file: Option<String> },
    /// The JSON Schema of policies.
    Schema,
    /// Which apps would fail or pass newly by a draft.
    WhatIf {
        /// The draft.
        draft: String,
        /// Files of snapshots (docs/snapshots.md).
        #[arg(required = true)]
        snapshots: Vec<String>,
        /// The policy in force.
        #[arg(long)]
        policy: Option<String>,
        /// The people of the domain.
        #[arg(long)]
        people: Option<String>,
        /// The day of the audit instead of today in Japan, as 2026-11-25.
        #[arg(long, value_parser = files::a_day)]
        today: Option<Date>,
    },
}

fn main() -> ExitCode {
    match run(Asked::parse()) {
        Ok(text) => {
            println!("{}", text.trim_end());
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run(asked: Asked) -> Result<String, String> {
    let lang = if asked.en { Lang::En } else { Lang::Ja };
    let or_standard = |file: Option<String>| match file {
        Some(file) => files::policy(&file, lang),
        None => BuiltIn::Standard.policy().map_err(|error| error.to_string()),
    };
    Ok(match asked.word {
        Word::Check { file } => {
            files::policy(&file, lang)?;
            naiki::text!(ja: "誤りはありません", en: "no mistakes").get(lang).to_owned()
        }
        Word::Export { file } => pretty(or_standard(file)?.document())?,
        Word::Print { file } => printed(&or_standard(file)?, ALL, lang),
        Word::Compare { old, new } => comparison(&files::policy(&old, lang)?, &files::policy(&new, lang)?, ALL, lang),
        Word::Guideline { file } => {
            let (text, left) = guideline(&or_standard(file)?, ALL);
            eprintln!("{} bytes; {} checks the AI cannot make: {}", text.len(), left.len(), left.join(" "));
            text
        }
        Word::Schema => pretty(&schema(ALL))?,
        Word::WhatIf { draft, snapshots, policy, people, today } => {
            let draft = files::policy(&draft, lang)?;
            let in_force = or_standard(policy)?;
            let people = people.as_deref().map(files::people).transpose()?;
            let today = today.map_or_else(files::now, Ok)?;
            let mut out = String::new();
            for file in &snapshots {
                let exported = Exported::read(file)?;
                let judged = |policy: &Policy| exported.audit(policy, people.as_ref(), today);
                let shift = Shift::between(&judged(&in_force), &judged(&draft));
                out.push_str(&told(&exported, &shift, lang));
            }
            out
        }
    })
}

/// Indented JSON.
fn pretty(value: &impl serde::Serialize) -> Result<String, String> {
    serde_json::to_string_pretty(value).map_err(|error| error.to_string())
}

fn told(exported: &Exported, shift: &Shift, lang: Lang) -> String {
    let (file, name) = (&exported.file, exported.app.name());
    let (before, after) = (shift.before.text().get(lang), shift.after.text().get(lang));
    let mut out = format!("{file}: {name} — {before} → {after}\n");
    if shift.is_nothing() {
        out.push_str(naiki::text!(ja: "  変わりません\n", en: "  nothing changes\n").get(lang));
    }
    if shift.refuses {
        let says = naiki::text!(ja: "  「適合として保存」ができなくなります\n", en: "  “Save as compliant” would be refused\n");
        out.push_str(says.get(lang));
    }
    if shift.lets {
        let says = naiki::text!(ja: "  「適合として保存」ができるようになります\n", en: "  “Save as compliant” would be let through\n");
        out.push_str(says.get(lang));
    }
    let line = |mark: &str, judged: &Judged| {
        let title = audit::rule(judged.finding.rule).map_or("", |rule| rule.title.get(lang));
        let (stage, place) = (judged.stage.text().get(lang), judged.finding.place.say(lang));
        format!("  {mark} [{stage}] {title} ({place})\n")
    };
    out.extend(shift.new.iter().map(|judged| line("+", judged)));
    out.extend(shift.gone.iter().map(|judged| line("-", judged)));
    out
}

//! People look for an app by its department; a name outside the convention is an app that nobody finds.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Finding, Fix, Place, Safety, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::EntityKind;
use crate::policy::template::{Fault, Template};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::text::Lang;
use crate::text::search::{holds, replaced};

/// The rule's name.
pub const ID: &str = "name-off-template";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-01",
    severity: Severity::Low,
    title: crate::text!(ja: "アプリ名が命名規則に合っていない", en: "App name does not follow the convention"),
    reach: Reach::Inspection,
    needs: &[Part::Settings, Part::People],
    params: &[
        Param::Words { key: "templates" },
        Param::Words { key: "departments" },
        Param::Number { key: "least", least: 1, most: 40, default: 2 },
    ],
    speech: Speech::Made(words),
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let name = &case.app.settings()?.name;
    let listed = &case.policy.document().departments;
    let mut departments: Vec<&str> =
        listed.iter().chain(case.policy.words(ID, "departments")).map(String::as_str).collect();
    if listed.is_empty() {
        departments.extend(case.people()?.organizations.iter().map(|department| department.name.as_str()));
    }
    let least = case.policy.number(&RULE, "least") as usize;
    let written = case.policy.words(ID, "templates");
    let templates: Vec<Template> = written.iter().filter_map(|text| Template::parse(text).ok()).collect();
    let faults: Vec<Fault> =
        templates.iter().filter_map(|template| template.check(name, &departments, least).err()).collect();
    // INVARIANT: a checked policy has templates that can be read; without any there is no convention to break.
    let (Some(fault), Some(template)) = (faults.first(), templates.first()) else { return Ok(()) };
    if faults.len() < templates.len() {
        return Ok(());
    }
    let evidence = Evidence::new()
        .and("name", Datum::Word(name.clone()))
        .and("template", Datum::Words(written.to_vec()))
        .and("fault", Datum::Word(fault_key(*fault).to_owned()));
    let suggestion = department(case, name, &departments)
        .and_then(|department| template.suggest(name, &department))
        .filter(|suggestion| suggestion != name && template.check(suggestion, &departments, least).is_ok());
    let fix = suggestion.as_ref().map(|suggestion| Fix {
        safety: Safety::Safe,
        edits: vec![Edit::Set {
            part: Part::Settings,
            address: Address::Top,
            key: "name".to_owned(),
            value: suggestion.clone().into(),
        }],
    });
    let evidence = match suggestion {
        Some(suggestion) => evidence.and("suggestion", Datum::Word(suggestion)),
        None => evidence,
    };
    sink.report(Place::Name, Because::new().and("name", name.clone()), evidence, fix);
    Ok(())
}

/// The department that the app most likely belongs to: named in its name, or the only one in its rights, or the
/// department of the person who repairs it.
fn department(case: &Case<'_>, name: &str, departments: &[&str]) -> Option<String> {
    let named =
        departments.iter().filter(|department| holds(name, department)).max_by_key(|department| department.len());
    if let Some(department) = named {
        return Some((*department).to_owned());
    }
    if let Some(alias) = case.policy.document().aliases.iter().find(|alias| holds(name, &alias.old)) {
        return Some(alias.new.clone());
    }
    let people = case.people().ok()?;
    let rights = case.app.rights().ok()?;
    let mut codes = rights
        .rights
        .iter()
        .filter(|row| row.entity.kind == EntityKind::Organization)
        .filter_map(|row| row.entity.code.as_deref());
    if let (Some(code), None) = (codes.next(), codes.next()) {
        let organization = people.organizations.iter().find(|organization| organization.code == code);
        return organization.map(|organization| organization.name.clone());
    }
    case.departments().iter().find(|department| departments.contains(&department.as_str())).cloned()
}

const fn fault_key(fault: Fault) -> &'static str {
    match fault {
        Fault::Shape => "shape",
        Fault::Department => "department",
        Fault::Subject => "subject",
    }
}

/// A template as people read it: 【課名】業務名.
fn shown(template: &str, lang: Lang) -> String {
    let words = [("{課名}", "{department}"), ("{業務名}", "{subject}")];
    words.iter().fold(template.to_owned(), |text, (ja, en)| {
        let word = if lang == Lang::En { en } else { ja }.trim_matches(['{', '}']);
        replaced(&replaced(&text, ja, word), en, word)
    })
}

fn words(finding: &Finding, lang: Lang) -> Words {
    let name = finding.evidence.word("name");
    let template = shown(&finding.evidence.words("template").join(" / "), lang);
    let suggestion = finding.evidence.word("suggestion");
    let what = match finding.evidence.word("fault") {
        "department" => crate::say!(lang,
            ja: "アプリ名「{name}」の課名が、組織の一覧にありません。",
            en: "the department in the app name “{name}” is not one of the organisation.", name),
        "subject" => crate::say!(lang,
            ja: "アプリ名「{name}」からは、何の業務か分かりません。",
            en: "the app name “{name}” does not tell what the app is for.", name),
        _ => crate::say!(lang,
            ja: "アプリ名「{name}」が、決められた形「{template}」になっていません。",
            en: "the app name “{name}” does not have the form “{template}”.", name, template),
    };
    let fix = if suggestion.is_empty() {
        crate::say!(lang,
            ja: "「アプリの設定」画面でアプリ名を「{template}」の形に直してください。",
            en: "rename the app on the App settings screen to the form “{template}”.", template)
    } else {
        crate::say!(lang,
            ja: "アプリ名を「{suggestion}」に直すことを提案します。",
            en: "we suggest the name “{suggestion}”.", suggestion)
    };
    let why = crate::text!(
        ja: "課名と業務名がそろっていないと、ほかの職員がアプリを探せず、異動のときに引き継ぎ先も分からなくなります。",
        en: "without department and subject nobody finds the app, and nobody knows whom to hand it to."
    );
    Words { what, why: why.get(lang).to_owned(), fix }
}

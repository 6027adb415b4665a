//! Findings by article, each with what, where, why and what to do; and what could not be judged.

use maud::{Markup, html};

use crate::audit::{self, Judged};
use crate::finding::{Fix, Nature, Place, Verdict};
use crate::kintone::refusal::Unread;
use crate::kintone::right::EntityKind;
use crate::policy::Article;
use crate::repair::{self, Brought};
use crate::screen::Region;
use crate::screen::inspection::drift;
use crate::screen::inspection::model::Model;
use crate::screen::inspection::update::clean as clean_rules;
use crate::screen::inspection::update::repairing::{brings, planned};
use crate::text::sentence;

use super::consequence::consequence;
use super::steps::steps;
use super::{made, waiver};

/// The id of a finding's heading: what the list of reasons leads to.
pub(super) fn heading_id(fingerprint: &str) -> String {
    format!("naiki-finding-{fingerprint}")
}

/// The findings, under the articles that they break, in the order of the written rules.
pub(super) fn findings(model: &Model) -> Vec<Region> {
    let (Some(report), Some(policy)) = (model.seen(), &model.policy) else { return Vec::new() };
    let mut out = vec![filter(model)];
    for article in &policy.document().articles {
        let mut found = report
            .findings
            .iter()
            .filter(|judged| policy.article(judged.finding.rule).is_some_and(|cited| cited.number == article.number))
            .peekable();
        if found.peek().is_none() {
            continue;
        }
        let found: Vec<&Judged> = found.collect();
        let shown = found.iter().any(|judged| model.shows(judged));
        out.push(Region::new(format!("naiki-article-{}", article.number), heading(model, article, shown)));
        for judged in found {
            out.push(Region::new(format!("naiki-at-{}", judged.fingerprint), finding(model, judged)));
            out.extend(waiver::beside(model, judged, model.shows(judged)));
        }
    }
    out
}

/// Which findings are shown; nothing where there are none to choose among.
fn filter(model: &Model) -> Region {
    let lang = model.visit.lang;
    let some = model.report.as_ref().is_some_and(|report| !report.findings.is_empty());
    let markup = html! {
        @if some {
            div class="naiki-item" {
                label for="naiki-filter-choice" { (crate::text!(ja: "表示する項目", en: "Findings to show").get(lang)) }
                select id="naiki-filter-choice" data-act="filter" {
                    @for shown in model.choices() {
                        option value=(shown.id()) selected[shown == model.shown] { (shown.text().get(lang)) }
                    }
                }
            }
        }
    };
    Region::new("naiki-filter", markup)
}

fn heading(model: &Model, article: &Article, shown: bool) -> Markup {
    let lang = model.visit.lang;
    html! {
        div hidden[!shown] {
            h3 class="naiki-article" { (article.cited(lang)) " " (article.heading.get(lang)) }
            p class="naiki-hint" { (article.text.get(lang)) }
        }
    }
}

fn finding(model: &Model, judged: &Judged) -> Markup {
    let lang = model.visit.lang;
    let Some(rule) = audit::rule(judged.finding.rule) else { return html! {} };
    let words = rule.words(&judged.finding, lang);
    let nature = judged.nature;
    html! {
        div class={ "naiki-finding" @if judged.stops() { " naiki-stops" } } hidden[!model.shows(judged)] {
            h4 id=(heading_id(&judged.fingerprint)) tabindex="-1" {
                span class="naiki-badge" { (judged.severity.text().get(lang)) }
                span class={ "naiki-badge" @if judged.stops() { " naiki-stop" } } { (judged.stage.text().get(lang)) }
                @if nature != Nature::Violation { span class="naiki-badge" { (nature.text().get(lang)) } }
                @if judged.waived { span class="naiki-badge" { (crate::text!(ja: "例外措置", en: "Exception").get(lang)) } }
                @if judged.spared { span class="naiki-badge" { (crate::text!(ja: "経過措置", en: "Transition").get(lang)) } }
                @if drift::is_new(model, judged) { span class="naiki-badge" { (crate::text!(ja: "新しい", en: "New").get(lang)) } }
                @if let Some(side) = drift::side(model, judged) { span class="naiki-badge" { (side.text().get(lang)) } }
                (rule.title.get(lang))
            }
            p class="naiki-what" { (sentence(&words.what, lang)) }
            dl class="naiki-facts" {
                dt { (crate::text!(ja: "該当箇所", en: "Where").get(lang)) }
                dd { (sentence(&place(model, &judged.finding.place), lang)) }
                dt { (crate::text!(ja: "理由", en: "Why").get(lang)) }
                dd { (sentence(&words.why, lang)) }
                dt { (crate::text!(ja: "直し方", en: "What to do").get(lang)) }
                dd {
                    @if judged.finding.fix.is_some() { (sentence(&words.fix, lang)) }
                    @else { (steps(model, &judged.finding.place, &words.fix)) }
                }
            }
            @if let Some(fix) = &judged.finding.fix { (repairing(model, judged, fix)) }
        }
    }
}

/// Where it is, with the name of whom a row names: people know each other by names, not by codes.
fn place(model: &Model, place: &Place) -> String {
    let lang = model.visit.lang;
    let people = model.material().and_then(|material| material.directory.as_ref().ok());
    match (place, people) {
        (Place::AppRight { entity }, Some(people)) if !entity.everyone() && entity.kind != EntityKind::Creator => {
            crate::say!(lang, ja: "アプリのアクセス権の「{key}」の行", en: "row “{key}” of Permissions for App",
                key = people.name(entity))
        }
        _ => place.say(lang),
    }
}

/// The fix: shown as a difference first, then made.
fn repairing(model: &Model, judged: &Judged, fix: &Fix) -> Markup {
    let lang = model.visit.lang;
    let fingerprint = &judged.fingerprint;
    if model.open.as_ref() != Some(fingerprint) {
        return html! {
            button type="button" id={ "naiki-fix-" (fingerprint) } class="naiki-button" data-act="show" data-at=(fingerprint) {
                (crate::text!(ja: "設定を直す(変更の内容を見る)", en: "Fix the setting (see the change first)").get(lang))
            }
        };
    }
    let Some(material) = model.material() else { return html! {} };
    let people = material.directory.as_ref().ok();
    html! {
        div class="naiki-diff" {
            table {
                caption { (crate::text!(ja: "変更の内容", en: "The change").get(lang)) }
                thead { tr {
                    th scope="col" { (crate::text!(ja: "設定", en: "Setting").get(lang)) }
                    th scope="col" { (crate::text!(ja: "変更前", en: "Before").get(lang)) }
                    th scope="col" { (crate::text!(ja: "変更後", en: "After").get(lang)) }
                } }
                tbody {
                    @for change in repair::changes(&material.preview, &fix.edits, people, lang) {
                        tr { th scope="row" { (change.place) } td { (change.before) } td { (change.after) } }
                    }
                }
            }
            (consequence(model, fix))
            (brought(model, fingerprint))
            (made::trouble(model))
            button type="button" id={ "naiki-apply-" (fingerprint) } class="naiki-button naiki-primary" data-act="apply" data-at=(fingerprint)
                disabled[model.pending.is_some()] {
                (crate::text!(ja: "この内容で直す", en: "Make this change").get(lang))
            }
            button type="button" id={ "naiki-hide-" (fingerprint) } class="naiki-button naiki-quiet" data-act="hide" {
                (crate::text!(ja: "やめる", en: "Not now").get(lang))
            }
        }
    }
}

/// What the change would bring, and why it cannot be made.
fn brought(model: &Model, fingerprint: &str) -> Markup {
    let lang = model.visit.lang;
    let planned = match planned(model, fingerprint) {
        Ok(planned) => planned,
        // After an attempt the reason stands with it.
        Err(_) if model.trouble.is_some() => return html! {},
        Err(misfit) => return html! { p class="naiki-error" { (sentence(&misfit.say(lang), lang)) } },
    };
    let brought = brings(model, &planned);
    let title = |rule: &str| audit::rule(rule).map_or("", |rule| rule.title.get(lang));
    html! {
        @if brought != Brought::default() {
            p { strong { (crate::text!(ja: "この変更の後、点検の結果に新しく出ること", en: "What the inspection will say after this change").get(lang)) } }
            ul class="naiki-unknowns" {
                @for judged in &brought.findings {
                    li {
                        span class="naiki-badge" { (judged.stage.text().get(lang)) }
                        (title(judged.finding.rule)) " — " (place(model, &judged.finding.place))
                    }
                }
                @for unjudged in &brought.unknowns {
                    li {
                        span class="naiki-badge" { (Verdict::Unknown.text().get(lang)) }
                        (title(unjudged.rule)) " — " (unjudged.unread.reason.say(lang))
                    }
                }
            }
        }
    }
}

/// What could not be judged, with the reason. Unknown is never shown as fine.
pub(super) fn unknowns(model: &Model) -> Option<Region> {
    let report = model.report.as_ref().filter(|report| !report.unknowns.is_empty())?;
    let lang = model.visit.lang;
    // What one reason hides stands together.
    let mut unread: Vec<(&Unread, Vec<&str>)> = Vec::new();
    for unjudged in &report.unknowns {
        let title = audit::rule(unjudged.rule).map_or("", |rule| rule.title.get(lang));
        match unread.iter_mut().find(|(other, _)| **other == unjudged.unread) {
            Some((_, titles)) => titles.push(title),
            None => unread.push((&unjudged.unread, vec![title])),
        }
    }
    let separator = crate::text!(ja: "、", en: "; ").get(lang);
    let markup = html! {
        h3 class="naiki-article" { (crate::text!(ja: "確認できなかったこと", en: "What could not be judged").get(lang)) }
        p class="naiki-hint" { (crate::text!(
            ja: "確認できなかった項目は、適合とはみなしません。",
            en: "What could not be judged does not count as conforming."
        ).get(lang)) }
        ul class="naiki-unknowns" {
            @for (unread, titles) in &unread {
                li {
                    strong { (titles.join(separator)) } ": "
                    (unread.part.name().get(lang)) " — " (unread.reason.say(lang))
                }
            }
        }
    };
    Some(Region::new("naiki-unknowns", markup))
}

/// Rules that found nothing.
pub(super) fn clean(model: &Model) -> Option<Region> {
    let lang = model.visit.lang;
    let rules = clean_rules(model);
    if rules.is_empty() {
        return None;
    }
    let count = rules.len();
    let markup = html! {
        details class="naiki-clean" {
            summary { (crate::say!(lang, ja: "問題のなかった点検項目({count})",
                en: "Rules with nothing to report ({count})", count)) }
            ul { @for rule in rules { li { (rule.title.get(lang)) } } }
        }
    };
    Some(Region::new("naiki-clean", markup))
}

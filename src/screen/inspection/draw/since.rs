//! What changed since the last inspection record, and what waits for [アプリを更新].

use maud::{Markup, html};

use crate::audit;
use crate::kintone::Part;
use crate::personal::Class;
use crate::screen::Region;
use crate::screen::inspection::drift::{self, Drift, Moved};
use crate::screen::inspection::model::Model;
use crate::text::{Lang, listed};

/// The last record and what changed since; nothing where there is no record.
pub(super) fn since(model: &Model) -> Option<Region> {
    let lang = model.visit.lang;
    let (day, verdict) = drift::last(model)?;
    let verdict = verdict.text().get(lang);
    let markup = html! {
        h3 class="naiki-subheading" { (crate::text!(ja: "前回の点検記録からの変化", en: "Since the last inspection record").get(lang)) }
        p class="naiki-saved" {
            (crate::say!(lang, ja: "前回の点検記録: {verdict}({day})",
                en: "Last inspection record: {verdict} ({day})", verdict, day))
        }
        @if let Some(drift) = drift::drift(model) { (changes(model, &drift)) }
    };
    Some(Region::new("naiki-since", markup))
}

fn changes(model: &Model, drift: &Drift) -> Markup {
    let lang = model.visit.lang;
    let lines = lines(drift, lang);
    html! {
        @if model.baseline.is_none() {
            p class="naiki-hint" { (crate::text!(
                ja: "前回は設定の控えがないため、設定と点検結果の変化は分かりません。今回保存すると、次回から分かります。",
                en: "The last record kept nothing to compare settings and findings with. Once saved this time, changes can be told from the next inspection on."
            ).get(lang)) }
        } @else if drift.is_nothing() {
            p { (if drift.unread.is_empty() {
                crate::text!(ja: "設定も点検結果も、前回から変わっていません。", en: "Neither settings nor findings have changed.")
            } else {
                crate::text!(
                    ja: "比べられた範囲では、設定も点検結果も、前回から変わっていません。",
                    en: "As far as could be compared, neither settings nor findings have changed."
                )
            }.get(lang)) }
        }
        @if !lines.is_empty() { ul class="naiki-unknowns" { @for line in &lines { li { (line) } } } }
    }
}

/// What changed, a line for each kind of change.
fn lines(drift: &Drift, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let (new, gone, unjudged) = (drift.new, drift.gone, drift.unjudged);
    if !drift.changed.is_empty() {
        out.push(crate::say!(lang, ja: "変わった設定: {parts}", en: "Settings that changed: {parts}",
            parts = names(&drift.changed, lang)));
    }
    if new > 0 {
        out.push(crate::say!(lang, ja: "新しく見つかったこと: {new}件", en: "New findings: {new}", new));
    }
    if gone > 0 {
        out.push(crate::say!(lang, ja: "見つからなくなったこと: {gone}件", en: "Findings that are gone: {gone}", gone));
    }
    if !drift.lost.is_empty() {
        out.push(crate::say!(lang, ja: "前回は個人情報と記録し、いまはフォームにない項目: {fields}",
            en: "Personal fields that the form no longer has: {fields}", fields = listed(&drift.lost, lang)));
    }
    for field in &drift.moved {
        out.push(moved(field, lang));
    }
    if drift.policy {
        out.push(
            crate::text!(
                ja: "点検に使う内規が前回と違います。見つかったことの増減には、内規の違いによるものも含まれます。",
                en: "The policy is another one than last time; some findings may be new or gone because of that."
            )
            .get(lang)
            .to_owned(),
        );
    }
    if unjudged > 0 {
        out.push(crate::say!(lang, ja: "前回か今回、最後まで点検できなかったため、比べられないこと: {unjudged}件",
            en: "Findings that cannot be compared, because their rules were not inspected to the end then or now: {unjudged}", unjudged));
    }
    if !drift.unread.is_empty() {
        out.push(crate::say!(lang, ja: "前回か今回、読み取れなかったため、比べられない設定: {parts}",
            en: "Settings that cannot be compared, because they were not read then or now: {parts}",
            parts = names(&drift.unread, lang)));
    }
    out
}

fn moved(field: &Moved, lang: Lang) -> String {
    let word = |class: Option<Class>| {
        class.map_or(crate::text!(ja: "個人情報と判断していない", en: "not held to be personal"), Class::text).get(lang)
    };
    crate::say!(lang, ja: "区分が変わった項目: 「{label}」({before} → {now})",
        en: "A field of another class: “{label}” ({before} → {now})",
        label = field.label.as_str(), before = word(field.before), now = word(field.now))
}

/// Parts by the names of kintone's menus.
fn names(parts: &[Part], lang: Lang) -> String {
    let names: Vec<&str> = parts.iter().map(|part| part.name().get(lang)).collect();
    names.join(crate::text!(ja: "、", en: "; ").get(lang))
}

/// What waits for [アプリを更新]; nothing where nothing runs yet. That a part could not be compared is said where others
/// differ, since they look like all that do; else only of what could not be read: the running side of some is not asked for.
pub(super) fn undeployed(model: &Model) -> Markup {
    let lang = model.visit.lang;
    let Some(material) = model.material().filter(|_| !model.never_deployed()) else { return html! {} };
    let (changed, mut unread) = model.sides.compared();
    if changed.is_empty() {
        unread.retain(|part| material.both.live.parts.contains_key(part));
    }
    let ending = drift::ending(model);
    let mut titles: Vec<&str> =
        ending.iter().filter_map(|judged| Some(audit::rule(judged.finding.rule)?.title.get(lang))).collect();
    titles.dedup();
    let unread = html! {
        @if !unread.is_empty() {
            p class="naiki-hint" { (crate::say!(lang, ja: "運用中の設定と比べていないもの: {parts}",
                en: "Not compared with the settings that run: {parts}", parts = names(&unread, lang))) }
        }
    };
    if changed.is_empty() {
        return unread;
    }
    html! {
        div class="naiki-note" {
            p { (crate::say!(lang, ja: "まだ[アプリを更新]していない変更があります: {parts}",
                en: "Changes wait for [Update App]: {parts}", parts = names(&changed, lang))) }
            @if !titles.is_empty() {
                p { (crate::say!(lang, ja: "いまの運用には残っていて、[アプリを更新]すると解消すること({count}件): {titles}",
                    en: "Stands now and ends with [Update App] ({count}): {titles}",
                    count = ending.len(), titles = titles.join(crate::text!(ja: "、", en: "; ").get(lang)))) }
            }
            (unread)
        }
    }
}

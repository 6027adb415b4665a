//! Fixes that were made on this screen, with the way back; and those that can be made together.

use maud::{Markup, html};

use crate::audit;
use crate::screen::Region;
use crate::screen::inspection::model::{Model, Pending, Trouble};
use crate::screen::inspection::update::UNDO;
use crate::screen::inspection::update::repairing::{finding, refused, safe};

/// The title of a rule.
fn title(rule: &str, model: &Model) -> &'static str {
    audit::rule(rule).map_or("", |rule| rule.title.get(model.visit.lang))
}

/// Fixes that were made on this screen, the newest first, with the way back; and what a batch left undone.
pub(super) fn made(model: &Model) -> Region {
    let lang = model.visit.lang;
    let left: Vec<&str> = match &model.trouble {
        Some(_) => model.queue.iter().filter_map(|at| finding(model, at)).map(|one| one.finding.rule).collect(),
        None => Vec::new(),
    };
    let busy = model.pending.is_some();
    let markup = html! {
        @if !model.made.is_empty() {
            div class="naiki-note" {
                p { (crate::text!(
                    ja: "設定を直しました。[アプリを更新]を押すまで、運用には反映されません。",
                    en: "Settings were changed. They take effect only after [Update App]."
                ).get(lang)) }
                ul { @for made in model.made.iter().rev() { li { (title(made.rule, model)) } } }
                button type="button" id=(UNDO) class="naiki-button naiki-quiet" data-act="undo" disabled[busy] {
                    @if model.made.len() > 1 {
                        (crate::text!(ja: "最後の変更を元に戻す", en: "Undo the last change").get(lang))
                    } @else {
                        (crate::text!(ja: "元に戻す", en: "Undo").get(lang))
                    }
                }
                @if model.made.len() > 1 {
                    " "
                    button type="button" id="naiki-undo-all" class="naiki-button naiki-quiet" data-act="undo-all" disabled[busy] {
                        (crate::text!(ja: "すべて元に戻す", en: "Undo all changes").get(lang))
                    }
                }
                @if matches!(model.pending, Some(Pending::Undo(_))) {
                    span { (crate::text!(ja: "戻しています。", en: "Undoing.").get(lang)) }
                }
            }
        }
        @if !model.queue.is_empty() && busy {
            p { (crate::say!(lang, ja: "設定を直しています(残り{left}件)。",
                en: "Changing settings ({left} more to come).", left = model.queue.len())) }
        }
        @if model.open.is_none() { (trouble(model)) }
        @if !left.is_empty() {
            div class="naiki-note" {
                p { (crate::text!(ja: "次の項目は、直していません。", en: "These were not changed.").get(lang)) }
                ul { @for rule in left { li { (title(rule, model)) } } }
            }
        }
    };
    Region::new("naiki-made", markup).polite()
}

/// The fixes that take nothing from anybody, where there are several.
pub(super) fn together(model: &Model) -> Region {
    let lang = model.visit.lang;
    let safe = safe(model);
    let markup = html! {
        @if safe.len() > 1 {
            div class="naiki-item" {
                button type="button" id="naiki-apply-safe" class="naiki-button" data-act="apply-safe" disabled[model.pending.is_some()] {
                    (crate::say!(lang, ja: "だれの権限も変えずに直せる{count}件をまとめて直す",
                        en: "Make all {count} fixes that change nobody's rights", count = safe.len()))
                }
                ul class="naiki-hint" {
                    @for at in &safe {
                        @if let Some(judged) = finding(model, at) { li { (title(judged.finding.rule, model)) } }
                    }
                }
            }
        }
    };
    Region::new("naiki-together", markup)
}

/// Why the last change was not made.
pub(super) fn trouble(model: &Model) -> Markup {
    let lang = model.visit.lang;
    let reason = match &model.trouble {
        None => return html! {},
        Some(Trouble::Unclear) => {
            return html! {
                p class="naiki-error" role="alert" { (crate::text!(
                    ja: "通信が切れたため、変更が届いたかどうか分かりません。「読み込み直して点検する」を押して、いまの設定を確かめてください。",
                    en: "The connection was cut, and it is not known whether the change was made. Press “Read again and inspect” to see the settings as they are."
                ).get(lang)) }
            };
        }
        Some(Trouble::Misfit(misfit)) => misfit.say(lang),
        Some(Trouble::Refused(reason)) => refused(reason, lang),
    };
    html! {
        p class="naiki-error" role="alert" { (crate::say!(lang, ja: "設定は変わっていません。{reason}。",
            en: "Nothing was changed: {reason}.", reason)) }
    }
}

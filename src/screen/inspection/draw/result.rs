//! What was inspected, by which policy, and how the app stands.

use maud::{Markup, html};

use crate::finding::Verdict;
use crate::policy::Phrase;
use crate::policy::built_in::BuiltIn;
use crate::screen::Region;
use crate::screen::inspection::model::{Model, Reading, Saved};
use crate::screen::inspection::update::TITLE;
use crate::seal::chunks::Damage;
use crate::text::Lang;

/// The title, the app, and the policy that it is judged by.
pub(super) fn head(model: &Model) -> Region {
    let lang = model.visit.lang;
    let markup = html! {
        h1 class="naiki-title" { (crate::text!(ja: "内規ガード 点検画面", en: "Naiki Guard: inspection").get(lang)) }
        @if let Some(name) = model.name() {
            p class="naiki-app" { (crate::say!(lang, ja: "アプリ「{name}」", en: "App “{name}”", name)) }
        }
        div class="naiki-item" {
            label for="naiki-policy" { (crate::text!(ja: "点検に使う内規", en: "Policy to inspect by").get(lang)) }
            select id="naiki-policy" data-act="policy" {
                @for (choice, title, version) in &model.titles {
                    option value=(choice.id()) selected[*choice == model.choice] { (named(title, version, lang)) }
                }
            }
            p class="naiki-hint" { (about(model.choice, lang)) }
        }
    };
    Region::new("naiki-head", markup)
}

fn named(title: &Phrase, version: &str, lang: Lang) -> String {
    let title = title.get(lang);
    crate::say!(lang, ja: "{title}(第{version}版)", en: "{title}, version {version}", title, version)
}

fn about(choice: BuiltIn, lang: Lang) -> &'static str {
    match choice {
        BuiltIn::Standard => crate::text!(
            ja: "入力の画面では、専用でない項目に入力されたマイナンバーの保存を止めます。",
            en: "On record screens, My Numbers typed into fields not meant for them are refused."
        ),
        BuiltIn::Strict => crate::text!(
            ja: "標準の内容に加えて、閲覧できる人が多すぎるアプリでは、個人情報の新しい登録を止めます。",
            en: "In addition, adding personal information is refused in apps that too many people can view."
        ),
    }
    .get(lang)
}

/// Work that this tab kept: offered, not imposed.
pub(super) fn offer(model: &Model) -> Option<Region> {
    model.offer.as_ref()?;
    let lang = model.visit.lang;
    let markup = html! {
        div class="naiki-note" {
            p { (crate::text!(
                ja: "この画面で前に入力し、まだ保存していない届出があります。",
                en: "A declaration was typed on this screen before and not saved."
            ).get(lang)) }
            button type="button" id="naiki-take" class="naiki-button" data-act="take" {
                (crate::text!(ja: "続きから入力する", en: "Continue with it").get(lang))
            }
            button type="button" id="naiki-drop" class="naiki-button naiki-quiet" data-act="drop" {
                (crate::text!(ja: "使わない", en: "Discard it").get(lang))
            }
        }
    };
    Some(Region::new("naiki-offer", markup).polite())
}

/// How the app stands.
pub(super) fn result(model: &Model) -> Region {
    let lang = model.visit.lang;
    let markup = html! {
        h2 id=(TITLE) class="naiki-heading" tabindex="-1" {
            (crate::text!(ja: "点検結果", en: "Result").get(lang))
        }
        (saved(model))
        @match &model.reading {
            Reading::Waiting { done, total } => (waiting(*done, *total, lang)),
            Reading::Read(_) => (stand(model)),
        }
    };
    Region::new("naiki-result", markup)
}

fn waiting(done: usize, total: usize, lang: Lang) -> Markup {
    html! {
        p {
            (crate::text!(ja: "アプリの設定を読み取っています。", en: "Reading the app's settings.").get(lang))
            @if total > 0 { " " (done) "/" (total) }
        }
        @if total > 0 {
            progress class="naiki-progress" max=(total) value=(done) aria-label=(crate::text!(ja: "読み取りの進み具合", en: "Progress").get(lang)) {}
        }
    }
}

/// What was saved before, where the person should know.
fn saved(model: &Model) -> Markup {
    let lang = model.visit.lang;
    let text = match &model.saved {
        // What is told of a record stands under the result, with what changed since.
        Saved::Nothing | Saved::Sealed(_) => return html! {},
        Saved::Copied => crate::text!(
            ja: "このアプリは、ほかのアプリから作られたようです。元のアプリの点検記録と届出は使わず、新しく点検します。",
            en: "This app seems to be a copy. The record and declaration of the original do not count; this is a new inspection."
        )
        .get(lang),
        Saved::Damaged(Damage::Newer) => crate::text!(
            ja: "点検記録が、新しい版の内規ガードで作られています。上書きを防ぐため、この画面では保存できません。kintoneシステム管理者に、プラグインの更新を依頼してください。",
            en: "The inspection record was made by a newer version. To protect it, this screen cannot save. Ask the kintone administrator to update the plug-in."
        )
        .get(lang),
        Saved::Damaged(Damage::Damaged | Damage::Absent) => crate::text!(
            ja: "前回の点検記録は壊れていて読み取れません。もう一度点検し、保存し直してください。",
            en: "The last inspection record is damaged. Please inspect and save again."
        )
        .get(lang),
    };
    html! { p class="naiki-saved" { (text) } }
}

fn stand(model: &Model) -> Markup {
    let lang = model.visit.lang;
    let Some(report) = model.seen() else {
        return html! {
            p class="naiki-error" { (crate::text!(ja: "内規を読み取れないため、点検できません。", en: "The policy cannot be read, so nothing was inspected.").get(lang)) }
        };
    };
    let class = match report.verdict {
        Verdict::Pass => "naiki-verdict naiki-pass",
        Verdict::Unknown => "naiki-verdict naiki-unknown",
        Verdict::Fail | Verdict::NotInspected => "naiki-verdict naiki-fail",
    };
    let ((findings, recorded), unknowns, clean) = (report.counts(), report.unknowns.len(), report.judged);
    html! {
        p {
            span class=(class) { (report.verdict.text().get(lang)) }
            (crate::say!(lang,
                ja: "要改善{findings}件、記録のみ{recorded}件、未確認{unknowns}件(最後まで点検できた項目: {clean})",
                en: "{findings} findings, {recorded} only recorded, {unknowns} unknown ({clean} rules inspected to the end)",
                findings, recorded, unknowns, clean))
        }
        (super::waiver::note(model))
        p class="naiki-hint" {
            (crate::text!(
                ja: "[アプリを更新]の前の、準備中の設定を点検しています。",
                en: "The settings as prepared, before [Update App], are inspected."
            ).get(lang))
            @if model.never_deployed() {
                (crate::text!(ja: "このアプリは、まだ一度も公開されていません。", en: " This app has never been deployed.").get(lang))
            }
        }
        (super::since::undeployed(model))
        button type="button" id="naiki-read" class="naiki-button" data-act="read" disabled[model.pending.is_some()] {
            (crate::text!(ja: "読み込み直して点検する", en: "Read again and inspect").get(lang))
        }
        " "
        button type="button" id="naiki-export" class="naiki-button" data-act="export" {
            (crate::text!(ja: "設定の控えをファイルに保存", en: "Save the settings as a file").get(lang))
        }
    }
}

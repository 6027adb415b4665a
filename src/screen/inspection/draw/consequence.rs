//! What a change takes away, and from whom, below the table of the change.

use maud::{Markup, html};

use crate::finding::{Fix, Safety};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::repair;
use crate::repair::consequence::{self, Consequence};
use crate::screen::inspection::model::Model;
use crate::text::{Text, sentence};

/// Who loses what by a fix, what may break, and what is advised.
pub(super) fn consequence(model: &Model, fix: &Fix) -> Markup {
    let lang = model.visit.lang;
    if fix.safety == Safety::Safe {
        return html! { p { (NOBODY.get(lang)) } };
    }
    // A fix that cannot be planned says so when it is made.
    let Some(planned) = model.material().and_then(|material| repair::plan(&material.preview, &fix.edits).ok()) else {
        return html! {};
    };
    if !consequence::of_rights(planned.part) {
        return html! {
            p { (FEATURE.get(lang)) }
            @if planned.part == Part::Customize { p { (KEPT.get(lang)) } }
        };
    }
    match told(model, &planned) {
        Some(Ok(told)) => lines(model, &told),
        Some(Err(unread)) => html! {
            p { strong { (UNTOLD.get(lang)) } " " (unread.part.name().get(lang)) " — " (unread.reason.say(lang)) }
        },
        None => html! {},
    }
}

/// The comparison, or why there is none.
fn told(model: &Model, planned: &repair::Planned) -> Option<Result<Consequence, Unread>> {
    let material = model.material()?;
    let after = consequence::after(&material.preview, planned);
    let directory = material.directory.as_ref();
    Some(match directory {
        Ok(directory) => Consequence::of(&material.preview, &after, directory, &model.visit.user),
        Err(unread) => Err(unread.clone()),
    })
}

fn lines(model: &Model, told: &Consequence) -> Markup {
    let lang = model.visit.lang;
    let (people, care) = (told.people(lang), told.care(lang));
    html! {
        @if told.losses.is_empty() { p { (NOBODY.get(lang)) } }
        @if !people.is_empty() {
            p { strong { (crate::text!(ja: "この変更で変わること", en: "What this change means for people").get(lang)) } }
            ul class="naiki-unknowns" { @for line in &people { li { (sentence(line, lang)) } } }
        }
        @if told.yourself() {
            p class="naiki-error" { (crate::text!(
                ja: "あなた自身も、できることが減ります。",
                en: "You yourself will be able to do less."
            ).get(lang)) }
        }
        @if !care.is_empty() {
            p { strong { (crate::text!(ja: "変更の前に確かめること", en: "Before the change").get(lang)) } }
            ul class="naiki-unknowns" { @for line in &care { li { (sentence(line, lang)) } } }
        }
        @if !told.losses.is_empty() { p { (SURE.get(lang)) } }
    }
}

const NOBODY: Text = crate::text!(
    ja: "この変更で、今できていることができなくなる人はいません。",
    en: "Nobody loses anything by this change."
);

const FEATURE: Text = crate::text!(
    ja: "この変更で、使えなくなる機能や変わる設定があります。業務に支障がないことを確かめてください。",
    en: "This change switches something off or changes how it works. Make sure that nobody's work depends on it."
);

const KEPT: Text = crate::text!(
    ja: "取り外すファイルの中身は、この画面を閉じるまで控えておきます。[アプリを更新]の後でも、元に戻せます。",
    en: "The contents of the files that go are kept until this screen is closed, so that they can be put back even after [Update App]."
);

const UNTOLD: Text = crate::text!(
    ja: "この変更で、だれが何をできなくなるかは分かりません。",
    en: "Who will lose what by this change cannot be told."
);

const SURE: Text = crate::text!(
    ja: "業務に支障がないことを確かめてください。cybozu.com共通管理者は、ここでは数えていません。",
    en: "Make sure that nobody's work depends on it. Administrators of cybozu.com are not counted here."
);

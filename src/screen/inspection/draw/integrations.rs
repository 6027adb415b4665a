//! Approval numbers of plug-ins and scripts, below the items of the declaration.

use maud::html;

use crate::finding::Place;
use crate::screen::Region;
use crate::screen::inspection::integrations::{Integration, Number, integrations};
use crate::screen::inspection::model::Model;
use crate::text::Lang;

/// A text box for each, with what is to be said of it; nothing where there is none.
pub(super) fn regions(model: &Model) -> Vec<Region> {
    let lang = model.visit.lang;
    let all = integrations(model);
    if all.is_empty() {
        return Vec::new();
    }
    let head = html! {
        h3 class="naiki-subheading" { (crate::text!(ja: "プラグインと連携の承認番号", en: "Approval numbers of plug-ins and scripts").get(lang)) }
        p class="naiki-hint" { (crate::text!(
            ja: "主管課の承認を受けて使っているものは、その番号を書きます。まだのものは、空欄のままにします。",
            en: "Write the number of what the office approved; leave the others empty."
        ).get(lang)) }
    };
    let mut out = vec![Region::new("naiki-numbers", head)];
    for one in &all {
        let key = one.place.key();
        let (id, note) = (format!("naiki-number-{key}"), format!("naiki-number-note-{key}"));
        let Place::In { part, name } = &one.place else { continue };
        let said = model.draft.numbers.get(&key).map_or("", String::as_str);
        let control = html! {
            div class="naiki-item" {
                label for=(id) { (crate::say!(lang, ja: "{part}「{name}」の承認番号", en: "Approval number of “{name}” ({part})",
                    part = part.name().get(lang), name = name.as_str())) }
                input id=(id) type="text" maxlength="100" value=(said) data-act="number" data-at=(key) aria-describedby=(note);
            }
        };
        out.push(Region::new(format!("naiki-number-item-{key}"), control));
        out.push(Region::new(note, told(one, lang)).polite());
    }
    out
}

fn told(one: &Integration, lang: Lang) -> maud::Markup {
    match one.number {
        Number::Untold => html! {},
        Number::Unlisted => html! {
            p class="naiki-hint" { (crate::text!(
                ja: "番号は、主管課の台帳で確かめます。",
                en: "The office checks the number in its register."
            ).get(lang)) }
        },
        Number::Ended(until) => {
            let day = until.to_string();
            html! {
                p class="naiki-error" { (crate::say!(lang, ja: "承認は{day}で終わっています。主管課に相談してください。",
                    en: "Its approval ended on {day}. Please ask the office.", day)) }
            }
        }
    }
}

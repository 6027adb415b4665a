//! 動作の確認: closed, at the end of the screen, for whoever looks after the plugin.

use maud::html;

use crate::screen::Region;
use crate::screen::inspection::model::Model;
use crate::screen::inspection::workings::{lines, narrow, room};

/// The whole of it; nothing before the reading is done.
pub(super) fn workings(model: &Model) -> Option<Region> {
    let lang = model.visit.lang;
    let lines = lines(model);
    if lines.is_empty() {
        return None;
    }
    let markup = html! {
        details class="naiki-clean" {
            summary { (crate::text!(ja: "動作の確認(管理者向け)", en: "Workings of this plug-in (for administrators)").get(lang)) }
            div class="naiki-item" {
                label for="naiki-workings-text" { (crate::text!(ja: "問い合わせのときに写して使う文章", en: "To be copied into a report").get(lang)) }
                p class="naiki-hint" id="naiki-workings-hint" { (crate::text!(
                    ja: "レコードの値と人の名前は含みません。",
                    en: "It holds no value of a record and no name of a person."
                ).get(lang)) }
                textarea id="naiki-workings-text" readonly rows="16" aria-describedby="naiki-workings-hint" { (lines.join("\n")) }
            }
        }
    };
    Some(Region::new("naiki-workings", markup))
}

/// That the settings are nearly full: outside of what is closed, before saving refuses.
pub(super) fn full(model: &Model) -> Region {
    let lang = model.visit.lang;
    let (used, of) = room(model);
    let markup = html! {
        @if narrow((used, of)) {
            p class="naiki-error" { (crate::say!(lang,
                ja: "届出と例外措置などの大きさが{used} KBになり、保存できる上限({of} KB)に近づいています。文章を短くしてください。",
                en: "Declaration, exceptions and record take {used} KB of the {of} KB that can be saved. Please shorten the texts.",
                used, of)) }
        }
    };
    Region::new("naiki-full", markup).polite()
}

//! What is so of the app, above what is said of it: nobody has to type it, and nobody can.

use maud::html;

use crate::kintone::field::Kind;
use crate::kintone::refusal::Unread;
use crate::people::{Crowd, Doing, Within, circle};
use crate::screen::Region;
use crate::screen::inspection::model::{Material, Model};
use crate::text::{Lang, Text};

/// The facts; nothing before the app was read.
pub(super) fn facts(model: &Model) -> Option<Region> {
    let material = model.material()?;
    let lang = model.visit.lang;
    let facts: [(Text, Result<String, Unread>); 5] = [
        (
            crate::text!(ja: "アプリ名", en: "App name"),
            material.preview.settings().map(|settings| settings.name.clone()),
        ),
        (crate::text!(ja: "項目の数", en: "Fields"), fields(model, material, lang)),
        (crate::text!(ja: "アプリの管理者", en: "Who can manage it"), managers(material, lang)),
        (crate::text!(ja: "スペース", en: "Space"), space(material, lang)),
        (crate::text!(ja: "レコードの数", en: "Records"), records(material, lang)),
    ];
    let markup = html! {
        dl class="naiki-facts" {
            @for (name, fact) in &facts {
                dt { (name.get(lang)) }
                dd {
                    @match fact {
                        Ok(fact) => (fact),
                        Err(unread) => (crate::say!(lang, ja: "分かりません({why})", en: "not known ({why})", why = unread.reason.say(lang))),
                    }
                }
            }
        }
    };
    Some(Region::new("naiki-declaration-facts", markup))
}

fn fields(model: &Model, material: &Material, lang: Lang) -> Result<String, Unread> {
    let all = material.preview.fields()?.iter().filter(|field| made(field.kind)).count();
    let personal = model.personal.iter().filter(|field| field.sure()).count();
    Ok(
        crate::say!(lang, ja: "{all}(個人情報と判断したもの {personal})", en: "{all}, of which {personal} are held to be personal", all, personal),
    )
}

/// Whether somebody put it into the form.
const fn made(kind: Kind) -> bool {
    !kind.kept_by_kintone() && !kind.empty() && !matches!(kind, Kind::Creator | Kind::Modifier | Kind::StatusAssignee)
}

fn managers(material: &Material, lang: Lang) -> Result<String, Unread> {
    let people = material.directory.as_ref().map_err(Clone::clone)?;
    let managers = circle(&material.preview, people, Doing::Manage, &Within::App)?;
    // Whoever is hidden in a group that cannot be read may be one, too.
    match managers.unsure.into_iter().next() {
        Some(unread) if managers.people != managers.least => Err(unread),
        _ => Ok(Crowd::of(people, &managers.people).say(lang)),
    }
}

fn space(material: &Material, lang: Lang) -> Result<String, Unread> {
    let Some(home) = material.preview.home()? else {
        return Ok(crate::text!(ja: "スペースの外", en: "in no space").get(lang).to_owned());
    };
    let (name, private, guest) = (&home.space.name, home.space.is_private, home.space.is_guest);
    let kind = match (guest, private) {
        (true, _) => crate::text!(ja: "ゲストスペース", en: "guest space"),
        (false, true) => crate::text!(ja: "非公開", en: "private"),
        (false, false) => crate::text!(ja: "公開", en: "open"),
    };
    Ok(crate::say!(lang, ja: "{name}({kind})", en: "{name} ({kind})", name = name.as_str(), kind = kind.get(lang)))
}

fn records(material: &Material, lang: Lang) -> Result<String, Unread> {
    let sample = material.preview.sample()?;
    let total = sample.total;
    let day = sample.newest.as_deref().and_then(|newest| newest.get(..10));
    Ok(match day {
        Some(day) => {
            crate::say!(lang, ja: "{total}件(最後の更新 {day})", en: "{total} (last changed on {day})", total, day)
        }
        None => crate::say!(lang, ja: "{total}件", en: "{total}", total),
    })
}

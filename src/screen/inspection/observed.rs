//! What the settings tell of an item of the declaration: shown beside it, and taken only when somebody asks for it.

use crate::finding::Item;
use crate::kintone::right::EntityKind;
use crate::text::Lang;

use super::model::Model;

/// So many labels or names are listed.
const LISTED: usize = 12;

/// What the settings tell of an item: as its control takes it, and as people read it. None where they tell nothing, or
/// were not read.
pub fn observed(model: &Model, item: Item) -> Option<(String, String)> {
    let lang = model.visit.lang;
    let plain = |text: String| (!text.is_empty()).then(|| (text.clone(), text));
    match item {
        Item::Contents => {
            let sure = model.personal.iter().filter(|field| field.sure());
            plain(joined(&sure.map(|field| field.label.as_str()).collect::<Vec<_>>(), lang))
        }
        Item::DataClass => {
            let class = model.policy.as_ref()?.observed(&model.personal)?;
            Some((class.id.clone(), class.name.get(lang).to_owned()))
        }
        Item::Users => plain(users(model, lang)?),
        _ => None,
    }
}

/// Whom the app's rights let view records, by the names that kintone shows.
fn users(model: &Model, lang: Lang) -> Option<String> {
    let material = model.material()?;
    let (rights, people) = (material.preview.rights().ok()?, material.directory.as_ref().ok()?);
    let rows = rights.rights.iter().filter(|row| row.record_viewable && row.entity.kind != EntityKind::Creator);
    let names = rows.map(|row| if row.entity.everyone() { "Everyone" } else { people.name(&row.entity) });
    Some(joined(&names.collect::<Vec<_>>(), lang))
}

fn joined(words: &[&str], lang: Lang) -> String {
    let and = crate::text!(ja: "、", en: ", ").get(lang);
    let (shown, more) = words.split_at(words.len().min(LISTED));
    let shown = shown.join(and);
    if more.is_empty() {
        return shown;
    }
    crate::say!(lang, ja: "{shown}ほか{more}件", en: "{shown} and {more} more", shown, more = more.len())
}

//! A telephone number in a remark, where the form has a field for it.

use crate::finding::{Finding, Severity};
use crate::personal::Confidence;
use crate::personal::identifiers::{Find, Identifier};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Changed, Entry, Notes, Occasion, Writing, sure};
use crate::rules::remark::written;
use crate::text::Lang;

/// The rule's name.
pub const ID: &str = "remark-holds-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-09",
    severity: Severity::Medium,
    title: crate::text!(ja: "専用の項目があるのに、備考などに個人情報が書かれた", en: "A remark holds what has a field of its own"),
    reach: Reach::Entry,
    needs: &[],
    params: &[Param::Words { key: "kinds" }, Param::Words { key: "labels" }],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let kinds = entry.words("kinds");
    let labels = entry.sought("labels");
    let looked_for = |find: &&Find| {
        let least = if find.class == Identifier::Name { Confidence::High } else { Confidence::Medium };
        find.confidence >= least && kinds.iter().any(|kind| kind == find.class.id())
    };
    // A column of a thousand rows has one label.
    let mut judged = ("", false);
    let remarks = entry.changed.iter().filter(|changed| {
        let remark = |changed: &Changed<'_>| changed.writing == Writing::Free || changed.labelled(&labels);
        if judged.0 != changed.at.code {
            judged = (changed.at.code, written(changed) && remark(changed));
        }
        judged.1
    });
    for changed in remarks {
        let homeless = |find: &&Find| !changed.says.names(find.class) && entry.home_field(find.class).is_some();
        let finds: Vec<Find> = changed.finds().iter().filter(looked_for).filter(homeless).copied().collect();
        let Some((find, typed)) = notes.surest(changed, &finds) else { continue };
        let Some((code, home)) = entry.home_field(find.class) else { continue };
        if !typed || entry.occasion == Occasion::Opened {
            continue;
        }
        let what = find.class.text().get(entry.lang);
        let home = home.label.as_str();
        let text = crate::say!(entry.lang,
            ja: "{what}が入力されています。「{home}」の項目に入力してください。",
            en: "This is a {what}. Please use the field “{home}”.", what, home);
        // A second number, or that of another person, has no other place than the remark.
        let free = entry.empty.contains(&code);
        let tip = if free && sure(&find) {
            crate::say!(entry.lang,
                ja: "{what}が入っています。「{home}」の項目に入力してください。",
                en: "There is a {what}. Please use the field “{home}”.", what, home)
        } else {
            crate::say!(entry.lang,
                ja: "{what}と思われるものが入っています。「{home}」の項目に入力できるときは、そちらに入力してください。",
                en: "There may be a {what}. If the field “{home}” can take it, please use that field.", what, home)
        };
        notes.say(changed, free && sure(&find), text, tip);
    }
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "電話番号や住所などが、専用の項目ではなく、備考などに書かれました。",
        en: "a telephone number, an address or the like was written into a remark instead of its own field."
    );
    let why = crate::text!(
        ja: "備考に書かれた個人情報は、専用の項目の閲覧の制限を受けません。開示や訂正、消去のときに見落とすもとにもなります。",
        en: "in a remark it is not kept to those who may view its own field, and is overlooked when it must be disclosed, corrected or erased."
    );
    let fix = crate::text!(ja: "専用の項目に入力し、備考からは消してください。", en: "type it into its own field and take it out of the remark.");
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

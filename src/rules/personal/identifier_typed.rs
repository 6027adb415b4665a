//! A number that marks a person, typed where nobody would look for it.

use crate::finding::{Finding, Severity};
use crate::personal::Confidence;
use crate::personal::identifiers::{Find, Identifier};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Changed, Entry, Notes, sure};
use crate::text::Lang;

/// The rule's name.
pub const ID: &str = "identifier-typed";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-09",
    severity: Severity::High,
    title: crate::text!(ja: "本人を特定する番号が、別の項目に入力された", en: "An identifying number was typed elsewhere"),
    reach: Reach::Entry,
    needs: &[],
    params: &[Param::Words { key: "kinds" }],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let kinds = entry.words("kinds");
    let looked_for =
        |find: &&Find| kinds.iter().any(|kind| kind == find.class.id()) && find.confidence > Confidence::Low;
    for changed in entry.changed {
        let strange = |find: &&Find| !meant(changed, find.class) && !changed.may_be_my_number(find);
        let finds: Vec<Find> = changed.finds().iter().filter(looked_for).filter(strange).copied().collect();
        let Some((find, typed)) = notes.surest(changed, &finds) else { continue };
        let what = find.class.text().get(entry.lang);
        let home = entry.home(find.class).map_or_else(String::new, |home| {
            crate::say!(entry.lang, ja: "「{home}」の項目に入力してください。", en: " Please use the field “{home}”.", home)
        });
        let text = crate::say!(entry.lang,
            ja: "{what}が入力されています。この項目は、そのための項目ではありません。{home}",
            en: "This is a {what}; the field is not meant for it.{home}", what, home);
        let tip = if sure(&find) {
            crate::say!(entry.lang,
                ja: "{what}が入っています。この項目は、そのための項目ではありません。{home}",
                en: "There is a {what}; the field is not meant for it.{home}", what, home)
        } else {
            crate::say!(entry.lang,
                ja: "{what}かもしれない番号が入っています。そうであれば、この項目から消してください。{home}",
                en: "There is a number that may be a {what}. If it is one, please take it out of this field.{home}", what, home)
        };
        notes.say(changed, sure(&find) && typed, text, tip);
    }
}

/// Whether a field is meant for a kind: its label names it.
fn meant(changed: &Changed<'_>, kind: Identifier) -> bool {
    changed.says.names(kind) || kind == Identifier::MyNumber && changed.for_my_number
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "免許証や年金、口座などの番号が、そのためではない項目に入力されました。",
        en: "a number of a licence, a pension, an account or the like was typed into a field that is not meant for it."
    );
    let why = crate::text!(
        ja: "専用の項目で見られる人を限っていても、ほかの項目に書かれた番号は、その項目を見られる人すべてに見え、検索や書き出しにも出ます。",
        en: "what its own field keeps to a few is seen, searched and exported by everybody who sees this one."
    );
    let fix = crate::text!(
        ja: "番号を消すか、専用の項目に移して保存してください。",
        en: "delete the number, or move it to its own field, and save."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

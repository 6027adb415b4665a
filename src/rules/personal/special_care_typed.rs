//! Special-care information, written where nobody has settled who may view it.

use crate::finding::{Finding, Severity};
use crate::personal::identifiers::Identifier;
use crate::personal::{Class, Confidence};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Changed, Entry, Notes, Occasion, hashed};
use crate::rules::remark::{Bounds, Excusing, written};
use crate::text::Lang;

/// The rule's name.
pub const ID: &str = "special-care-typed";

/// How near a word must stand to take another back, in letters: a compound and a particle.
const NEAR: usize = 8;

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-09",
    severity: Severity::High,
    title: crate::text!(ja: "要配慮個人情報が、別の項目に入力された", en: "Special-care information was typed elsewhere"),
    reach: Reach::Entry,
    needs: &[],
    params: &[
        Param::Words { key: "words" },
        Param::Words { key: "sensitive" },
        Param::Words { key: "excusing" },
        Param::Words { key: "labels" },
    ],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let lists = [(Class::SpecialCare, entry.sought("words")), (Class::Sensitive, entry.sought("sensitive"))];
    let excusing = Excusing::of(entry.words("excusing"));
    let labels = entry.sought("labels");
    let named = entry.form.values().any(|field| field.says.names(Identifier::Name))
        || entry.class.is_some_and(|class| !class.admits.is_empty());
    for changed in entry.changed.iter().filter(|changed| written(changed) && !kept(changed)) {
        let text = changed.folded();
        let mut gravest: Option<(bool, Class)> = None;
        for (class, list) in &lists {
            for (at, word) in list.all(text) {
                if !excusing.takes_back(text, at, at + word.len(), Bounds::Clause(NEAR)) {
                    gravest = gravest.max(Some((notes.typed(changed, hashed(&word)), *class)));
                }
            }
        }
        let Some((typed, class)) = gravest else { continue };
        if changed.labelled(&labels) {
            continue;
        }
        let of_a_person = named || changed.finds().iter().any(|find| find.confidence > Confidence::Low);
        if entry.occasion == Occasion::Opened && !of_a_person {
            continue;
        }
        let what = class.text().get(entry.lang);
        let text = crate::say!(entry.lang,
            ja: "{what}と思われる言葉が入力されています。この項目は、そのための項目ではありません。見られる人を限った項目に移すか、消してください。",
            en: "This may be {what}; the field is not meant for it. Move it to a field that few can view, or delete it.", what);
        let tip = if of_a_person {
            crate::say!(entry.lang,
                ja: "{what}と思われる言葉が入っています。この項目は、そのための項目ではありません。見られる人を限った項目に移すか、消してください。",
                en: "There may be {what}; the field is not meant for it. Move it to a field that few can view, or delete it.", what)
        } else {
            crate::say!(entry.lang,
                ja: "{what}かもしれない言葉が入っています。特定の人のことであれば、この項目から消してください。",
                en: "There may be {what}. If it is about a person, please take it out of this field.", what)
        };
        notes.say(changed, of_a_person && typed, text, tip);
    }
}

/// Whether the seal keeps the field for such things.
fn kept(changed: &Changed<'_>) -> bool {
    matches!(changed.class, Some(Class::SpecialCare | Class::Sensitive))
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "病歴や障害、犯罪の被害などを表す言葉が、そのためではない項目に入力されました。",
        en: "words on illness, disability, crime or the like were typed into a field that is not meant for them."
    );
    let why = crate::text!(
        ja: "要配慮個人情報は、専用の項目で見られる人を限っています。ほかの項目に書かれたものは、その項目を見られる人すべてに見え、検索や書き出しにも出ます。",
        en: "special-care information is kept to a few by its own field; elsewhere it is seen, searched and exported by everybody who sees that field."
    );
    let fix = crate::text!(
        ja: "専用の項目に移すか、消して保存してください。制度や研修の話であれば、そのままで差し支えありません。",
        en: "move it to its own field, or delete it, and save. Where it is about a service or a training, it may stay."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

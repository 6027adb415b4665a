//! A word that demeans a citizen or a colleague stands in the record for everybody who asks to see it.

use crate::finding::{Finding, Severity};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Entry, Notes, Occasion, hashed};
use crate::rules::remark::{Bounds, Excusing, written};
use crate::text::Lang;

/// The rule's name.
pub const ID: &str = "unsuitable-remark";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "CMT-02",
    severity: Severity::Low,
    title: crate::text!(ja: "職員としてふさわしくない言葉が書かれた", en: "A remark is unfit for a public servant"),
    reach: Reach::Entry,
    needs: &[],
    params: &[Param::Words { key: "words" }, Param::Words { key: "excusing" }],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let unfit = entry.sought("words");
    let excusing = Excusing::of(entry.words("excusing"));
    let quotes = entry.sought("excusing");
    for changed in entry.changed.iter().filter(|changed| written(changed)) {
        let text = changed.folded();
        let mut typed = false;
        for (at, word) in unfit.all(text) {
            if !excusing.takes_back(text, at, at + word.len(), Bounds::Sentence) {
                typed |= notes.typed(changed, hashed(&word));
            }
        }
        // Who wrote what stood there before is not known, and the reader is not to blame.
        if !typed || entry.occasion == Occasion::Opened || changed.labelled(&quotes) {
            continue;
        }
        let text = crate::text!(
            ja: "職員としてふさわしくないと受け取られるおそれのある言葉が入力されています。開示請求で公開されることもあります。事実を、ふだんの言葉で書いてください。相手の発言の記録であれば、発言であることが分かるように書いてください。",
            en: "A word here may be taken as unfit for a public servant, and records can be disclosed on request. Please write the facts in plain words; where you record what somebody said, say so."
        );
        let tip = crate::text!(
            ja: "職員としてふさわしくないと受け取られるおそれのある言葉が入っています。事実を、ふだんの言葉で書いてください。相手の発言の記録であれば、発言であることが分かるように書いてください。",
            en: "A word here may be taken as unfit for a public servant. Please write the facts in plain words; where you record what somebody said, say so."
        );
        notes.say(changed, true, text.get(entry.lang).to_owned(), tip.get(entry.lang).to_owned());
    }
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "市民や同僚をおとしめる言葉が、発言の記録としてではなく書かれました。",
        en: "a word that demeans citizens or colleagues was written, and not as a record of what somebody said."
    );
    let why = crate::text!(
        ja: "レコードの記載は公文書として開示されることがあります。書いた人の意図によらず、市民の信頼と職場の関係を損ないます。",
        en: "records may be disclosed; whatever was meant, such words cost the citizens' trust and harm colleagues."
    );
    let fix = crate::text!(
        ja: "事実を、ふだんの言葉で書いてください。相手の発言を残すときは、発言であることが分かるように書いてください。",
        en: "write the facts in plain words; where the words of another person must stand, mark them as such."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

//! A My Number in a remark is in nobody's care: it can be seen, searched and exported with the remark.

use crate::finding::{Finding, Severity};
use crate::personal::Confidence;
use crate::personal::identifiers::{Find, Identifier};
use crate::personal::labels::speaks_of_my_number;
use crate::rule::{Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Entry, Notes};
use crate::text::Lang;

/// The rule's name.
pub const ID: &str = "my-number-typed";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-09",
    severity: Severity::Critical,
    title: crate::text!(ja: "マイナンバーが入力された", en: "A My Number was typed"),
    reach: Reach::Entry,
    needs: &[],
    params: &[],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    for changed in entry.changed.iter().filter(|changed| !changed.for_my_number) {
        let finds: Vec<Find> =
            changed.finds().iter().filter(|find| find.class == Identifier::MyNumber).copied().collect();
        let Some((Find { confidence: alone, .. }, typed)) = notes.surest(changed, &finds) else { continue };
        let labelled = speaks_of_my_number(changed.label) || changed.table.is_some_and(speaks_of_my_number);
        let confidence = if labelled { Confidence::High } else { alone };
        let tip = match confidence {
            Confidence::High => crate::text!(
                ja: "マイナンバーが入っています。この項目には登録しないことになっています。削除できるときは削除し、できないときはアプリの管理者に連絡してください。",
                en: "There is a My Number, which must not be kept here. Delete it if you can; if not, tell the app's manager."
            ),
            Confidence::Medium => crate::text!(
                ja: "マイナンバーかもしれない12桁の番号が入っています。マイナンバーであれば削除してください。",
                en: "There is a 12-digit number that may be a My Number. If it is one, please delete it."
            ),
            // One bare 12-digit number in ten passes the check digit: saying so each time would teach people not to read.
            Confidence::Low => continue,
        };
        let text = crate::text!(
            ja: "マイナンバーが入力されています。この項目には登録できません。削除してから保存してください。",
            en: "This is a My Number, which must not be kept here. Please delete it before you save."
        );
        let sure = confidence == Confidence::High && typed;
        notes.say(changed, sure, text.get(entry.lang).to_owned(), tip.get(entry.lang).to_owned());
    }
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "マイナンバーのためではない項目に、マイナンバーが入力されました。",
        en: "a My Number was typed into a field that is not meant for it."
    );
    let why = crate::text!(
        ja: "番号法により、マイナンバーは決められた事務でしか扱えません。備考欄などに残ると、閲覧、検索、書き出しから漏れるおそれがあります。",
        en: "the My Number Act allows it for named tasks only; in a remark it can be seen, searched and exported."
    );
    let fix = crate::text!(
        ja: "番号を削除して保存してください。すでに保存したものは、変更履歴にも残るため、主管課に連絡してください。",
        en: "delete the number and save. If it was saved before, tell the office: the change history keeps it."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

//! What is graver than most does not belong on the screen of a phone.

use crate::finding::{Finding, Severity};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Device, Entry, Notes};
use crate::text::Lang;

/// The rule's name.
pub const ID: &str = "phone-used";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "OPS-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "スマートフォンで重い情報を扱っている", en: "Grave information is handled on a phone"),
    reach: Reach::Entry,
    needs: &[],
    params: &[Param::Words { key: "classes" }],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let Some(app) = entry.class else { return };
    if entry.moment.device != Device::Phone || !entry.words("classes").iter().any(|class| class == app.id) {
        return;
    }
    let class = app.name;
    let text = crate::say!(entry.lang,
        ja: "情報区分が「{class}」のアプリは、スマートフォンでは扱わないことになっています。庁内のパソコンで行ってください。",
        en: "Apps of the class “{class}” are not to be handled on a phone. Please use a computer of the office.", class);
    notes.say_of_all(true, app.id, text.clone(), text);
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "スマートフォンでは扱わないと決めた情報区分のアプリが、スマートフォンの画面で使われました。",
        en: "an app of a class that is not to be handled on phones was used on phone screens."
    );
    let why = crate::text!(
        ja: "スマートフォンは、紛失や盗み見、個人の端末との取り違えが起きやすく、重い情報ほど被害が大きくなります。",
        en: "a phone is easily lost, looked at or mixed up with a private one; the graver the information, the worse."
    );
    let fix = crate::text!(
        ja: "庁内のパソコンで行ってください。業務に必要なときは、情報区分ごとの決まりを主管課に相談してください。",
        en: "use a computer of the office; where the work needs a phone, ask the office about the classes."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

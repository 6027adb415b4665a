//! A number that marks a person, in an app that was not declared to hold such.

use crate::finding::{Finding, Severity};
use crate::personal::Confidence;
use crate::personal::identifiers::{Find, Identifier};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Entry, Notes, sure};
use crate::text::Lang;

/// The rule's name.
pub const ID: &str = "typed-beyond-class";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-04",
    severity: Severity::High,
    title: crate::text!(
        ja: "アプリの情報区分を超える番号などが入力された",
        en: "What was typed is beyond the class of the app"
    ),
    reach: Reach::Entry,
    needs: &[],
    params: &[Param::Words { key: "kinds" }],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let Some(app) = entry.class else { return };
    let kinds = entry.words("kinds");
    let beyond = |find: &&Find| {
        // The rule on My Numbers tells of them in every app.
        find.class != Identifier::MyNumber
            && find.confidence > Confidence::Low
            && !app.admits.contains(&find.class.class())
            && kinds.iter().any(|kind| kind == find.class.id())
    };
    let class = app.name;
    for changed in entry.changed {
        let lone = |find: &&Find| !changed.may_be_my_number(find);
        let finds: Vec<Find> = changed.finds().iter().filter(beyond).filter(lone).copied().collect();
        let Some((find, typed)) = notes.surest(changed, &finds) else { continue };
        let what = find.class.text().get(entry.lang);
        let text = crate::say!(entry.lang,
            ja: "このアプリの情報区分は「{class}」ですが、{what}が入力されています。{what}を扱えるアプリに入力するか、情報区分の見直しをアプリの管理者に相談してください。",
            en: "This app is of the class “{class}”, which does not cover this: {what}. Use an app that may hold it, or ask the app's manager to review the class.",
            class, what);
        let tip = if sure(&find) {
            crate::say!(entry.lang,
                ja: "このアプリの情報区分は「{class}」ですが、{what}が入っています。削除するか、情報区分の見直しをアプリの管理者に相談してください。",
                en: "This app is of the class “{class}”, which does not cover what stands here: {what}. Delete it, or ask the app's manager to review the class.",
                class, what)
        } else {
            crate::say!(entry.lang,
                ja: "このアプリの情報区分は「{class}」ですが、{what}かもしれないものが入っています。そうであれば、この項目から消してください。",
                en: "This app is of the class “{class}”, which does not cover what may stand here: {what}. If it is that, please take it out of this field.",
                class, what)
        };
        // Who types what the field asks for is not to blame: the form is the manager's matter.
        let asked_for = changed.says.names(find.class);
        notes.say(changed, sure(&find) && typed && !asked_for, text, tip);
    }
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "アプリの情報区分では扱えない番号などが入力されました。",
        en: "something was typed that the class of the app does not cover."
    );
    let why = crate::text!(
        ja: "アプリを見られる人や書き出せる人は、情報区分に合わせて決められています。区分を超える情報は、その守りの外に置かれます。",
        en: "who sees and exports an app is settled by its class; what is beyond the class stands outside that protection."
    );
    let fix = crate::text!(
        ja: "その情報を扱えるアプリに入力するか、情報区分を見直して届け出てください。",
        en: "use an app that may hold it, or review the class and declare it."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

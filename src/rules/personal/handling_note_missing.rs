//! What must be handled with care is typed, and how stays open.

use crate::finding::{Finding, Severity};
use crate::personal::Class;
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{By, Cell, Entry, Notes};
use crate::text::search::fits;
use crate::text::{Lang, fold};

/// The rule's name.
pub const ID: &str = "handling-note-missing";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-03",
    severity: Severity::Low,
    title: crate::text!(ja: "取扱い上の注意が書かれていない", en: "How to handle it is not said"),
    reach: Reach::Entry,
    needs: &[],
    params: &[Param::Words { key: "notes" }],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let careful = |class: Option<Class>| class.is_some_and(|class| class > Class::Ordinary);
    let mut typed = entry.changed.iter().filter(|changed| changed.by == By::Person && careful(changed.class));
    let Some(first) = typed.next() else { return };
    let patterns: Vec<String> = entry.words("notes").iter().map(|pattern| fold::label(pattern)).collect();
    for code in entry.empty {
        let Some(field) = entry.form.get(*code).filter(|field| !field.fixed) else { continue };
        let label = fold::label(&field.label);
        if !patterns.iter().any(|pattern| fits(pattern, &label)) {
            continue;
        }
        let what = first.label;
        let text = crate::say!(entry.lang,
            ja: "「{what}」を入力したときは、この項目に取扱い上の注意を書いてください。",
            en: "With “{what}” filled in, please say here how the record is to be handled.", what);
        notes.say_at(Cell { code, row: None }, true, text.clone(), text);
        return;
    }
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "取扱いに特に注意する情報が入力されましたが、取扱い上の注意の項目が空欄です。",
        en: "information that needs special care was typed, and the field on its handling is empty."
    );
    let why = crate::text!(
        ja: "誰に見せてよいか、何に使ってよいかが書かれていないと、次に見た人が判断できません。",
        en: "the next reader cannot tell to whom it may be shown and what it may be used for."
    );
    let fix =
        crate::text!(ja: "取扱い上の注意を書いて保存してください。", en: "say how it is to be handled, and save.");
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

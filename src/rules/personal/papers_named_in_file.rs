//! A file name tells of identity papers, where the field does not say that it takes them.

use crate::finding::{Finding, Severity};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Entry, Notes, Writing, hashed};
use crate::text::search::Sought;
use crate::text::{Lang, Text, fold};

/// The rule's name.
pub const ID: &str = "papers-named-in-file";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PII-08",
    severity: Severity::Medium,
    title: crate::text!(ja: "本人確認書類などと思われるファイルが添付されている", en: "A file looks like identity papers"),
    reach: Reach::Entry,
    needs: &[],
    params: &[
        Param::Words { key: "identity" },
        Param::Words { key: "health" },
        Param::Words { key: "household" },
        Param::Words { key: "money" },
        Param::Words { key: "lists" },
        Param::Words { key: "excusing" },
    ],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

/// What a file may be, by the list of words that says so. No category is called by a word of its list: what a file's name
/// says is not repeated.
const CATEGORIES: [(&str, Text); 5] = [
    ("identity", crate::text!(ja: "本人を確認するための書類", en: "papers that prove who somebody is")),
    ("health", crate::text!(ja: "健康や障害に関する書類", en: "papers on somebody's health")),
    ("household", crate::text!(ja: "身分や世帯に関する書類", en: "papers on somebody's family")),
    ("money", crate::text!(ja: "収入や口座に関する書類", en: "papers on somebody's money")),
    ("lists", crate::text!(ja: "多くの人の情報をまとめたもの", en: "a list of many people")),
];

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let lists = CATEGORIES.map(|(key, category)| (entry.sought(key), category));
    let excusing = entry.sought("excusing");
    for changed in entry.changed.iter().filter(|changed| changed.writing == Writing::Files) {
        let label = fold::label(changed.label);
        let told = |name: &str, list: &Sought| {
            let mut words = list.all(name);
            words.any(|(_, word)| !crate::text::search::holds(&label, word))
        };
        let mut said: Vec<&str> = Vec::new();
        for name in changed.folded().split(',').filter(|name| !excusing.stand_in(name)) {
            for (list, category) in &lists {
                let category = category.get(entry.lang);
                if told(name, list) && !said.contains(&category) {
                    notes.typed(changed, hashed(&category));
                    said.push(category);
                }
            }
        }
        if said.is_empty() {
            continue;
        }
        let what = said.join(crate::text!(ja: "、", en: "; ").get(entry.lang));
        // Kintone tells of files only when a record is opened: there is nothing to refuse.
        let tip = crate::say!(entry.lang,
            ja: "ファイル名から、{what}と思われるファイルがあります。業務に必要なものか、見られる人の範囲が適切かを確認してください。",
            en: "By its name, a file here may be: {what}. Please check that the work needs it and that only the right people can view it.",
            what);
        notes.say(changed, false, tip.clone(), tip);
    }
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "本人確認書類や診断書、名簿などと思われる名前のファイルが、そのためではない項目に添付されています。",
        en: "a file whose name tells of identity papers, certificates or lists of people is attached to a field that is not meant for it."
    );
    let why = crate::text!(
        ja: "書類の写しには、項目に入力するより多くの個人情報が写っています。項目の見られる人の範囲は、それを前提に決められていません。",
        en: "a copy of a paper shows more about a person than any field asks for, and the field's viewers were not chosen with that in mind."
    );
    let fix = crate::text!(
        ja: "業務に不要なものは削除してください。必要なものは、名前で分かる専用の添付ファイルの項目に移し、保存期間と見られる人を決めてください。",
        en: "delete what the work does not need; move the rest to a field that says what it takes, and settle how long it is kept and who views it."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

//! Who approves a record approves what is wrong in it, too.

use crate::finding::{Finding, Severity};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Entry, Notes, Step};
use crate::text::search::{fits, holds};
use crate::text::{Lang, fold};

/// The rule's name.
pub const ID: &str = "step-before-cure";

/// So many places are named; the others are counted.
const NAMED: usize = 5;

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "WFL-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "直さないまま次へ進めようとしている", en: "A step is taken before the record is put right"),
    reach: Reach::Entry,
    needs: &[],
    params: &[Param::Words { key: "steps" }, Param::Words { key: "back" }],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let Some(step) = entry.step else { return };
    if step.unresolved.is_empty()
        || !entry.words("steps").iter().any(|pattern| listed(pattern, &step))
        || leads_back(&step, entry.words("back"))
    {
        return;
    }
    let whole = crate::text!(ja: "レコード全体", en: "the record as a whole").get(entry.lang);
    let named = step.unresolved.iter().take(NAMED).map(|place| if place.is_empty() { whole } else { place.as_str() });
    let mut places = named.collect::<Vec<_>>().join(crate::text!(ja: "、", en: ", ").get(entry.lang));
    let more = step.unresolved.len().saturating_sub(NAMED);
    if more > 0 {
        places.push_str(&crate::say!(entry.lang, ja: "ほか{more}か所", en: " and {more} more", more));
    }
    let action = step.action;
    let text = crate::say!(entry.lang,
        ja: "「{action}」に進む前に、{places}を確認してください。",
        en: "Before “{action}”, please check {places}.", action, places);
    let tip = crate::say!(entry.lang,
        ja: "{places}に、確認が必要な内容が残ったまま「{action}」に進みます。",
        en: "“{action}” goes on with something left to check: {places}.", action, places);
    let about = format!("{action}\n{}", step.unresolved.join("\n"));
    notes.say_of_all(true, &about, text, tip);
}

/// Whether a pattern of the policy is of a step: of its action, or `from→to` of its states.
fn listed(pattern: &str, step: &Step<'_>) -> bool {
    match pattern.split_once('→') {
        Some((from, to)) => fits(from.trim(), step.from) && fits(to.trim(), step.to),
        None => fits(pattern, step.action),
    }
}

/// Whether a step leads back, by the states or by the name of its action: nobody is kept from giving a record back.
fn leads_back(step: &Step<'_>, words: &[String]) -> bool {
    let action = fold::label(step.action);
    step.back || words.iter().any(|word| holds(&action, &fold::label(word)))
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "ほかの点検項目の指摘が残ったまま、プロセスを次へ進めようとしました。",
        en: "a step of the process was about to be taken while other rules still find something in the record."
    );
    let why = crate::text!(
        ja: "承認のあとは直しにくく、誤りのある記録が承認されたものとして残ります。",
        en: "after approval a record is hard to put right, and what is wrong in it stands approved."
    );
    let fix = crate::text!(
        ja: "示された項目を確認して直すか、差し戻してください。直せない事情があるときは、理由を書いて進めます。",
        en: "check and correct what is named, or give the record back; where that cannot be, go on with a reason."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

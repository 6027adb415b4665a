//! Records are written when somebody is there who would notice.

use crate::finding::{Finding, Severity};
use crate::policy::hours::{self, Hours};
use crate::rule::{Param, Reach, Rule, Speech, Words};
use crate::rules::On;
use crate::rules::entry::{Entry, Notes};
use crate::text::Lang;

/// The rule's name.
pub const ID: &str = "outside-hours";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "OPS-01",
    severity: Severity::Info,
    title: crate::text!(ja: "利用時間の外に使われた", en: "Used outside hours"),
    reach: Reach::Entry,
    needs: &[],
    params: &[Param::Words { key: "hours" }, Param::Words { key: "closed" }],
    speech: Speech::Made(words),
};

/// Acts on records.
pub const ON: On = On { app: None, record: Some(enter) };

fn enter<'a>(entry: &Entry<'a>, notes: &mut Notes<'a>) {
    let now = entry.moment;
    if now.weekday > 6 {
        return; // who was not told what time it is cannot say that it is late
    }
    // INVARIANT: a checked policy has lines that can be read; without any, every hour of an open day is one of use.
    let all: Vec<Hours> = entry.words("hours").iter().filter_map(|line| Hours::read(line).ok()).collect();
    let closed = entry.words("closed").iter().any(|line| hours::closed(line, &now.today));
    if !closed && (all.is_empty() || all.iter().any(|hours| hours.hold(now.weekday, now.minutes))) {
        return;
    }
    let today = all.iter().filter(|hours| !closed && hours.begin_on(now.weekday));
    let spans = today.map(|hours| {
        let (from, until) = hours.ends();
        crate::say!(entry.lang, ja: "{from}から{until}まで", en: "{from} to {until}", from, until)
    });
    let spans = spans.collect::<Vec<_>>().join(crate::text!(ja: "、", en: ", ").get(entry.lang));
    let text = if spans.is_empty() {
        crate::text!(
            ja: "きょうは、kintoneを利用する日ではありません。急がないものは、利用時間に改めて行ってください。",
            en: "Today is no day of use. What is not urgent is better done within hours."
        )
        .get(entry.lang)
        .to_owned()
    } else {
        crate::say!(entry.lang,
            ja: "いまは利用時間外です(きょうは{spans})。急がないものは、利用時間に改めて行ってください。",
            en: "It is outside hours (today: {spans}). What is not urgent is better done within hours.", spans)
    };
    notes.say_of_all(true, &now.today, text.clone(), text);
}

fn words(_: &Finding, lang: Lang) -> Words {
    let what = crate::text!(
        ja: "内規で決めた利用時間の外に、レコードの保存、削除又はプロセスの処理が行われました。",
        en: "a record was saved or deleted, or a step was taken, outside the hours of the policy."
    );
    let why = crate::text!(
        ja: "人の目の少ない時間の操作は、誤りや不正に気付くのが遅れます。",
        en: "with nobody around, mistakes and misuse are noticed late."
    );
    let fix = crate::text!(
        ja: "急がないものは、利用時間に改めて行ってください。夜間や休日の業務は、利用時間に含めるよう主管課に相談してください。",
        en: "do within hours what is not urgent; for work at night or on holidays ask the office to include its hours."
    );
    Words { what: what.get(lang).to_owned(), why: why.get(lang).to_owned(), fix: fix.get(lang).to_owned() }
}

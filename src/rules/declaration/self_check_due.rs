//! What no API can read is known only from people, and their answers grow old.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "self-check-due";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "OPS-01",
    severity: Severity::Medium,
    title: crate::text!(ja: "自己点検が済んでいない", en: "Self-checks are due"),
    reach: Reach::Inspection,
    needs: &[Part::Declaration, Part::Space],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "undeclared",
                crate::text!(ja: "自己点検のうち{count}件に、まだ答えがありません。", en: "{count} of the self-checks have no answer yet."),
            ),
            (
                "expired",
                crate::text!(ja: "自己点検のうち{count}件は、答えの期限が過ぎています。", en: "the answers to {count} of the self-checks are too old."),
            ),
            (
                "no",
                crate::text!(ja: "自己点検のうち{count}件が「いいえ」になっています。", en: "{count} of the self-checks are answered with no."),
            ),
        ],
        why: crate::text!(ja: "公開サービス側の設定やコメントの中身などは、kintoneの設定からは分かりません。確かめた人と日が残らないと、事故のときに説明できません。", en: "settings at public services, comments and the like cannot be read from kintone; unless somebody says when they were checked, nobody can account for them."),
        fix: crate::text!(ja: "届出の「自己点検」を読んで確かめ、答えを選んでください。「いいえ」のものは、直してから「はい」に変えてください。", en: "go through the self-checks in the declaration and answer them; mend what is answered with no."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let declared = case.declaration()?;
    let home = case.app.home();
    let guests = matches!(&home, Ok(Some(home)) if home.space.is_guest);
    let mut faults: [(&str, Vec<Value>); 3] = [("undeclared", Vec::new()), ("expired", Vec::new()), ("no", Vec::new())];
    let [none, old, no] = &mut faults;
    for question in declared.asked(case.policy, guests) {
        let id = Value::from(question.id.as_str());
        match declared.attested.get(&question.id) {
            None => none.1.push(id),
            Some(answer) if answer.until(question.days) < case.today => old.1.push(id),
            Some(answer) if !answer.yes => no.1.push(id),
            Some(_) => {}
        }
    }
    for (fault, ids) in faults {
        if !ids.is_empty() {
            let evidence = Evidence::new()
                .and("fault", Datum::Word(fault.to_owned()))
                .and("count", Datum::Count(ids.len() as u64));
            sink.report(Place::Whole { part: Part::Declaration }, Because::new().and(fault, ids), evidence, None);
        }
    }
    // Whether guests belong to the app decides what is asked.
    home.map(|_| ())
}

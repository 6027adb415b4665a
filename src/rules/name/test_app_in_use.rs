//! A trial that became work without anybody deciding so.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Edit, Evidence, Fix, Place, Safety, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, sampled};
use crate::text::search::{holds, replaced};
use serde_json::Value;

/// The rule's name.
pub const ID: &str = "test-app-in-use";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-03",
    severity: Severity::Medium,
    title: crate::text!(ja: "試験用の名前のまま使われている", en: "A test app is in use"),
    reach: Reach::Inspection,
    needs: &[Part::Records, Part::Settings],
    params: &[Param::Words { key: "marks" }, Param::Number { key: "most", least: 1, most: 100_000, default: 50 }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "名前に「{mark}」とありますが、レコードが{count}件あります(めやすは{most}件まで)。", en: "its name says “{mark}”, but it holds {count} records ({most} at most)."),
        )],
        why: crate::text!(ja: "試験のつもりで権限がゆるいまま、実際の業務の情報がたまっていきます。", en: "real data gathers in an app whose rights were meant for trying things out."),
        fix: crate::text!(ja: "業務で使っているときは、権限を見直してから名前を改めてください。試験が終わったときは、アプリを廃止してください。", en: "if it is in use, review its rights and then its name; if the trial is over, close it."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// What a mark leaves behind.
const BRACKETS: [&str; 6] = ["【】", "()", "（）", "［］", "[]", "「」"];

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let name = &case.app.settings()?.name;
    let Some(mark) = case.policy.words(ID, "marks").iter().find(|mark| holds(name, mark)) else { return Ok(()) };
    let most = case.policy.number(&RULE, "most");
    if let Some(sample) = sampled::records(case)?.filter(|sample| sample.total > most) {
        // Without the words that mark it as a test, and the brackets that held them.
        let marks = case.policy.words(ID, "marks").iter().map(String::as_str);
        let bare = marks.chain(BRACKETS).fold(name.clone(), |name, mark| replaced(&name, mark, ""));
        let bare = bare.trim();
        let fix = (!bare.is_empty()).then(|| {
            let value = Value::from(bare);
            let edit = Edit::Set { part: Part::Settings, address: Address::Top, key: "name".to_owned(), value };
            Fix { safety: Safety::Review, edits: vec![edit] }
        });
        let evidence = Evidence::new()
            .and("mark", Datum::Word(mark.clone()))
            .and("count", Datum::Count(u64::from(sample.total)))
            .and("most", Datum::Count(u64::from(most)));
        sink.report(Place::Name, Because::new().and("name", name.as_str()).and("in-use", true), evidence, fix);
    }
    Ok(())
}

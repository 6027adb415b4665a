//! Nobody can tell whether the steps are to be followed.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "process-switched-off";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "WFL-01",
    severity: Severity::Low,
    title: crate::text!(ja: "設定したプロセス管理が無効になっている", en: "A process that is switched off"),
    reach: Reach::Inspection,
    needs: &[Part::Process],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "プロセス管理にアクションが{count}件設定されていますが、有効になっていません。", en: "the process has {count} actions, but is switched off."),
        )],
        why: crate::text!(ja: "承認の手順があるはずのアプリで、だれの確認もなく記録が進みます。", en: "records go on unseen in an app that looks as if somebody approved them."),
        fix: crate::text!(ja: "使うなら、プロセス管理の「プロセス管理を有効にする」を選んでください。使わないなら、ステータスとアクションの設定を消してください。", en: "switch Process Management on, or delete its states and actions if they are not used."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let process = case.app.process()?;
    let states = process.states.iter().flatten().count();
    let actions = process.actions.iter().flatten().count();
    if !process.enable && states > 0 && actions > 0 {
        let evidence = Evidence::new().and("count", Datum::Count(actions as u64));
        sink.report(Place::Whole { part: Part::Process }, Because::new().and("off", true), evidence, None);
    }
    Ok(())
}

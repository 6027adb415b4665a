//! What is done with a shared account was done by nobody in particular.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::EntityKind;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, telling};

/// The rule's name.
pub const ID: &str = "shared-account-has-rights";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "S2",
    severity: Severity::Medium,
    title: crate::text!(ja: "共用のアカウントに強い権限がある", en: "A shared account has strong rights"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights, Part::People],
    params: &[Param::Words { key: "accounts" }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "名前に「{word}」とあり、共用とみられるアカウント「{name}」に、アプリ管理、レコード削除、ファイル書き出しのいずれかが許可されています。", en: "the account “{name}”, a shared one to judge by “{word}” in its name, may manage the app, delete records or export them."),
        )],
        why: crate::text!(ja: "共用のアカウントで行われたことは、だれがしたのか後から分かりません。パスワードを知る人が異動しても、使い続けられます。", en: "nobody can tell afterwards who did what, and whoever knows the password can go on using it after leaving."),
        fix: crate::text!(ja: "その行を消すか権限を外し、必要な職員の組織かグループに許可してください。共用でないときは、主管課に例外の承認を求めてください。", en: "delete the row or take the rights from it, and give them to a department or group; if nobody shares the account, ask for an exception."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// What no account of many may do.
const RIGHTS: [&str; 3] = ["appEditable", "recordDeletable", "recordExportable"];

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    telling::rows(case, sink, case.policy.words(ID, "accounts"), &[EntityKind::User], &RIGHTS)
}

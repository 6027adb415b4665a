//! Who works here for a time, or for another employer, should not be able to carry the whole app away or change it.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::EntityKind;
use crate::policy::draft::StaffKind;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::{On, telling};

/// The rule's name.
pub const ID: &str = "temporary-staff-have-strong-rights";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "S5",
    severity: Severity::Medium,
    title: crate::text!(ja: "臨時の職員や委託先に強い権限がある", en: "Temporary staff or contractors have strong rights"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights, Part::People],
    params: &[Param::Words { key: "groups" }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "名前に「{word}」とある「{name}」の行に、アプリ管理、ファイル読み込み、ファイル書き出しのいずれかが許可されています。", en: "the row of “{name}”, with “{word}” in its name, may manage the app, import records or export them."),
        )],
        why: crate::text!(ja: "入れ替わりの多い人や庁外の人が、設定を変えたり、記録をまとめて持ち出したり書き換えたりできます。", en: "people who come and go, or who work for others, can change the settings and take or overwrite all records at once."),
        fix: crate::text!(ja: "この行からその権限を外し、職員の組織かグループに許可してください。契約などで必要なときは、期限を定めて主管課に例外の承認を求めてください。", en: "take these rights from the row and give them to staff of the department; where a contract needs them, ask for an exception for a limited time."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// What is not for people who come and go.
const RIGHTS: [&str; 3] = ["appEditable", "recordImportable", "recordExportable"];

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let listed = case.policy.staff(&[StaffKind::FixedTerm, StaffKind::Contractor]).map(str::to_owned);
    let words: Vec<String> = case.policy.words(ID, "groups").iter().cloned().chain(listed).collect();
    telling::rows(case, sink, &words, &[EntityKind::Group, EntityKind::Organization], &RIGHTS)
}

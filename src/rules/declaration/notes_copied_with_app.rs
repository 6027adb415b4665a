//! A copy of the app looks as if it had been declared and approved.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Edit, Evidence, Fix, Place, Safety, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;
use crate::text::{fold, search};

/// The rule's name.
pub const ID: &str = "notes-copied-with-app";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "DEC-03",
    severity: Severity::Low,
    title: crate::text!(ja: "届出番号を書いたメモが複製に引き継がれる", en: "Notes with the declaration go along with copies"),
    reach: Reach::Inspection,
    needs: &[Part::Notes],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリ管理者用メモに届出か承認の番号があり、アプリの複製やテンプレートにもメモが含まれる設定です。", en: "the notes for app administrators hold a declaration or its number, and are included in copies and templates of the app."),
        )],
        why: crate::text!(ja: "複製したアプリまで、届け出て承認を受けたように見え、同じ番号のアプリがいくつもできます。", en: "a copy looks as if it had been declared and approved, and several apps bear one number."),
        fix: crate::text!(ja: "アプリ管理者用メモを、複製やテンプレートに含めない設定に変えてください。", en: "do not include the notes in copies and templates."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let notes = case.app.notes()?;
    let text = fold::label(&fold::plain(&notes.content));
    let declared = ["届出番号", "承認番号", "【kintone届出】"].iter().any(|mark| search::holds(&text, mark));
    if declared && notes.include_in_template_and_duplicates {
        let key = "includeInTemplateAndDuplicates";
        let edits =
            vec![Edit::Set { part: Part::Notes, address: Address::Top, key: key.to_owned(), value: false.into() }];
        let fix = Fix { safety: Safety::Safe, edits };
        sink.report(Place::Whole { part: Part::Notes }, Because::new().and(key, true), Evidence::new(), Some(fix));
    }
    Ok(())
}

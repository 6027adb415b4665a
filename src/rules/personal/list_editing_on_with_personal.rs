//! One slip in a list changes another person’s record; a copied record carries the last person’s data.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::personal::labels::Classified;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "list-editing-on-with-personal";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "ACL-12",
    severity: Severity::Low,
    title: crate::text!(ja: "個人情報のアプリで再利用や一覧での編集ができる", en: "Records with personal data are edited in lists, or copied"),
    reach: Reach::Inspection,
    needs: &[Part::Fields, Part::Settings],
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "both",
                crate::text!(ja: "個人情報の項目があるアプリで、「レコードの再利用」と「一覧での編集」が有効です。", en: "in an app with personal fields, records can be copied, and edited in lists."),
            ),
            (
                "copy",
                crate::text!(ja: "個人情報の項目があるアプリで、「レコードの再利用」が有効です。", en: "in an app with personal fields, records can be copied."),
            ),
            (
                "list",
                crate::text!(ja: "個人情報の項目があるアプリで、「一覧での編集」が有効です。", en: "in an app with personal fields, records can be edited in lists."),
            ),
        ],
        why: crate::text!(ja: "再利用では前の人の情報が消されずに残り、一覧では隣の人の行を誤って書き換えることがあります。", en: "a copied record may keep the last person’s data, and in a list the row next to it is easily changed by mistake."),
        fix: crate::text!(ja: "必要がなければ、高度な設定で「レコードの再利用」と「一覧での編集」を外してください。", en: "switch them off in Advanced Settings unless they are needed."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let settings = case.app.settings()?;
    let held = case.personal()?.iter().any(Classified::sure);
    let fault = match (settings.enable_duplicate_record, settings.enable_inline_record_editing) {
        (true, true) => "both",
        (true, false) => "copy",
        (false, true) => "list",
        (false, false) => return Ok(()),
    };
    if held {
        let because = Because::new().and("on", fault).and("personal", true);
        let evidence = Evidence::new().and("fault", Datum::Word(fault.to_owned()));
        let keys: &[&str] = match fault {
            "copy" => &["enableDuplicateRecord"],
            "list" => &["enableInlineRecordEditing"],
            _ => &["enableDuplicateRecord", "enableInlineRecordEditing"],
        };
        let fix = Fix::off(Part::Settings, &Address::Top, keys);
        sink.report(Place::Whole { part: Part::Settings }, because, evidence, Some(fix));
    }
    Ok(())
}

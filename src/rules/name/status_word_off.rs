//! People go on writing into an app that says it is closed.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Datum, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::AppRight;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;
use crate::text::fold;

/// The rule's name.
pub const ID: &str = "status-word-off";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "NAM-03",
    severity: Severity::Low,
    title: crate::text!(ja: "廃止や停止と書いたアプリに入力できる", en: "An app called closed still takes entries"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights, Part::Settings],
    params: &[Param::Words { key: "marks" }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリ名に「{mark}」とありますが、全員(Everyone)がレコードを追加か編集できます。", en: "the app is called “{mark}”, but everybody can add or edit records."),
        )],
        why: crate::text!(ja: "使わないはずのアプリに入力が続き、新しいアプリと内容が食い違います。", en: "people go on writing into it, and it drifts apart from the app that replaced it."),
        fix: crate::text!(ja: "アプリのアクセス権で「レコード追加」と「レコード編集」を外してください。まだ使うアプリなら、名前を直してください。", en: "take “Add records” and “Edit records” from Everyone; if the app is still in use, give it its right name."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

/// What stands around a word that tells how an app stands, folded.
const AROUND: &str = "【】〔〕[]()<>《》「」『』_-―・:/|、,";

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let name = &case.app.settings()?.name;
    let around = |c: char| c.is_whitespace() || AROUND.chars().any(|mark| mark == fold::width(c));
    let marks = case.policy.words(ID, "marks");
    let mark = name.split(around).find_map(|piece| {
        let piece = fold::label(piece);
        marks.iter().find(|mark| fold::label(mark) == piece)
    });
    let Some(mark) = mark else { return Ok(()) };
    let rights = case.app.rights()?;
    let writes = |row: &&AppRight| row.entity.everyone() && (row.record_addable || row.record_editable);
    if let Some(row) = rights.rights.iter().find(writes) {
        let address = Address::AppRight { entity: row.entity.clone() };
        // Import is adding, too.
        let fix = Fix::off(Part::AppRights, &address, &["recordAddable", "recordEditable", "recordImportable"]);
        let because = Because::new().and("mark", mark.as_str()).and("write", true);
        let evidence = Evidence::new().and("mark", Datum::Word(mark.clone()));
        sink.report(Place::AppRight { entity: row.entity.clone() }, because, evidence, Some(fix));
    }
    Ok(())
}

//! A guest is somebody outside: what guests may do beyond viewing and adding is out of the city's hands.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Evidence, Fix, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::On;

/// The rule's name.
pub const ID: &str = "guests-have-rights";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "S21",
    severity: Severity::High,
    title: crate::text!(ja: "ゲストに閲覧と追加を超える権限がある", en: "A guest may do more than view and add"),
    reach: Reach::Inspection,
    needs: &[Part::AppRights],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "アプリのアクセス権で、ゲスト(庁外の人)に、レコード編集、レコード削除、ファイル読み込み、ファイル書き出し、アプリ管理のいずれかが許可されています。", en: "a guest, who is not of the staff, may edit or delete records, import or export them, or manage the app."),
        )],
        why: crate::text!(ja: "庁外の人が記録を書き換えたり、まとめて持ち出したりできます。相手の担当者が代わっても、ゲストのアカウントは自動では止まりません。", en: "somebody outside can change records or take them away, and the account is not stopped by itself when that person leaves."),
        fix: crate::text!(ja: "ゲストには、業務に必要な閲覧と追加だけを許可してください。ほかの権限が要るときは、期限を定めて主管課に例外の承認を求めてください。", en: "let guests view and add only, as far as the work needs it; where more is needed, ask for an exception for a limited time."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    for row in case.app.rights()?.rights.iter().filter(|row| row.entity.guest()) {
        let rights = row.strong();
        if !rights.is_empty() {
            let place = Place::AppRight { entity: row.entity.clone() };
            let fix = Fix::off(Part::AppRights, &Address::AppRight { entity: row.entity.clone() }, &rights);
            let because = Because::new().and("guest", row.entity.key()).and("rights", rights);
            sink.report(place, because, Evidence::new(), Some(fix));
        }
    }
    Ok(())
}

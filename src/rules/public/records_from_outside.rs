//! What API tokens enter, kintone keeps under the name of Administrator.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, sampled};

/// The rule's name.
pub const ID: &str = "records-from-outside";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "PUB-02",
    severity: Severity::High,
    title: crate::text!(ja: "届出のないところから登録されている", en: "Records come from where nobody declared"),
    reach: Reach::Inspection,
    needs: &[Part::Records, Part::Declaration],
    params: &[],
    speech: Speech::Plain {
        what: &[(
            "undeclared",
            crate::text!(ja: "新しい{looked}件のレコードのうち{count}件が、Administratorの名前で登録されています。公開しているとは届け出られていません。", en: "of the newest {looked} records {count} were made by Administrator, and the app is not declared to be public."),
        )],
        why: crate::text!(ja: "連携サービスやAPIトークンからの登録は、Administratorの名前で残ります。だれも知らない入口から、情報が出入りしているおそれがあります。", en: "what services and API tokens enter is kept under that name: data may come and go by a way that nobody knows."),
        fix: crate::text!(ja: "どのサービスやAPIトークンから登録されたかを確かめ、使っているものは届け出て、使っていないAPIトークンは消してください。", en: "find out which service or API token it was; declare what is in use, and delete tokens that are not."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let Some(sample) = sampled::records(case)?.filter(|sample| sample.tokens > 0) else { return Ok(()) };
    if !case.declaration()?.public() {
        let evidence = Evidence::new()
            .and("fault", Datum::Word("undeclared".to_owned()))
            .and("looked", Datum::Count(u64::from(sample.looked)))
            .and("count", Datum::Count(u64::from(sample.tokens)));
        sink.report(Place::Whole { part: Part::Records }, Because::new().and("tokens", true), evidence, None);
    }
    Ok(())
}

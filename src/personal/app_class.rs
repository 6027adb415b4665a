//! What an app holds, all its fields together, and what the law asks of so much of it.

use super::Class;
use super::labels::Classified;
use crate::text::Text;

/// More people than this make any leak one that is reported (法68条, 施行規則43条4号, for bodies of local government).
const REPORTED_ABOVE: u32 = 100;
/// From so many people on a file is entered in the register of personal information files (法74条・75条;
/// some cities register smaller ones by ordinance).
const REGISTERED_FROM: u32 = 1_000;

/// What a leak of the app would be, by the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Special-care information: one person is enough (規則43条1号).
    ReportAnyLeak,
    /// What can be misused for money: one person is enough (規則43条2号).
    ReportMoney,
    /// More than 100 people.
    ReportLarge,
    /// Not known how many people: above 100 it is reported.
    ReportIfLarge,
    /// 1,000 people or more.
    Register,
    /// Not known how many people: from 1,000 on it is registered.
    RegisterIfLarge,
}

impl Duty {
    /// The sentence on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::ReportAnyLeak => crate::text!(
                ja: "要配慮個人情報を含む可能性があります。含む場合は、1人分の漏えいでも個人情報保護委員会への報告が必要です(個人情報保護法68条、同施行規則43条1号)。",
                en: "It may hold special-care information; if so, a leak about a single person is reported to the commission (Act art. 68, Rules art. 43 item 1)."
            ),
            Self::ReportMoney => crate::text!(
                ja: "口座や暗証番号など、悪用されると財産の被害につながる情報を含みます。1人分の漏えいでも報告が必要になることがあります(個人情報保護法施行規則43条2号)。",
                en: "It holds what can be misused for money, such as accounts and passwords: a leak about a single person may have to be reported (Rules art. 43 item 2)."
            ),
            Self::ReportLarge => crate::text!(
                ja: "100人を超える個人情報です。漏えいしたときは報告が必要です(個人情報保護法施行規則43条4号)。",
                en: "It is about more than 100 people: a leak is reported (Rules art. 43 item 4)."
            ),
            Self::ReportIfLarge => crate::text!(
                ja: "100人を超える個人情報になると、漏えいしたときに報告が必要です(個人情報保護法施行規則43条4号)。人数はまだ届け出られていません。",
                en: "Above 100 people a leak is reported (Rules art. 43 item 4); how many there are has not been declared."
            ),
            Self::Register => crate::text!(
                ja: "1,000人以上の個人情報です。個人情報ファイル簿に載せる必要があるか、主管課に確かめてください(個人情報保護法75条)。",
                en: "It is about 1,000 people or more: ask the office whether it belongs in the register of personal information files (Act art. 75)."
            ),
            Self::RegisterIfLarge => crate::text!(
                ja: "1,000人以上になると、個人情報ファイル簿への記載が必要になることがあります(個人情報保護法75条)。",
                en: "From 1,000 people on it may belong in the register of personal information files (Act art. 75)."
            ),
        }
    }
}

/// The fields that count: those that the detectors are sure of.
fn sure(personal: &[Classified]) -> impl Iterator<Item = &Classified> {
    personal.iter().filter(|field| field.sure())
}

/// The gravest class that an app holds.
pub fn gravest(personal: &[Classified]) -> Option<Class> {
    sure(personal).map(|field| field.class).max()
}

/// What the law asks, given about how many people the app is, where that was declared.
pub fn duties(personal: &[Classified], people: Option<u32>) -> Vec<Duty> {
    if gravest(personal).is_none() {
        return Vec::new();
    }
    let special = sure(personal).any(|field| field.class == Class::SpecialCare);
    let money = sure(personal).any(|field| matches!(field.category, Some("FINANCE" | "CREDENTIAL")));
    let mut duties = Vec::new();
    duties.extend(special.then_some(Duty::ReportAnyLeak));
    duties.extend(money.then_some(Duty::ReportMoney));
    match people {
        None => duties.extend([Duty::ReportIfLarge, Duty::RegisterIfLarge]),
        Some(people) => {
            duties.extend((people > REPORTED_ABOVE).then_some(Duty::ReportLarge));
            duties.extend((people >= REGISTERED_FROM).then_some(Duty::Register));
        }
    }
    duties
}

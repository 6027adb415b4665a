//! 例外措置: a permitted finding, with who asked for it, why, and until when. Bound to the exact setting: another one is
//! not permitted by it.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use crate::finding::Severity;
use crate::policy::Policy;
use crate::text::Text;
use crate::text::json::{Keys, Shape};

/// A waiver as it is kept beside the declaration. None of it ever stands in the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The rule's id.
    pub rule: String,
    /// The key of the place: so that another setting at the same place is known as such.
    pub place: String,
    /// Names exactly the setting that is permitted.
    pub fingerprint: String,
    /// Why it cannot be otherwise.
    pub reason: String,
    /// The day on which it was asked for.
    #[serde(with = "crate::text::day")]
    pub on: Date,
    /// The login name of who asked.
    pub by: String,
    /// Its last day.
    #[serde(with = "crate::text::day")]
    pub until: Date,
    /// 承認番号, where the office gave one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approval: String,
}

impl Shape for Waiver {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            rule: keys.must("rule"),
            place: keys.must("place"),
            fingerprint: keys.must("fingerprint"),
            reason: keys.must("reason"),
            on: keys.must("on"),
            by: keys.must("by"),
            until: keys.must("until"),
            approval: keys.may("approval"),
        }
    }
}

/// Why the policy does not permit a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Denied {
    /// The rule is never waived.
    Never,
    /// It says no reason.
    Reason,
    /// The office must have approved it.
    Approval,
    /// It lasts longer than the policy permits.
    Long,
}

impl Denied {
    /// The words on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Never => {
                crate::text!(ja: "この点検項目には例外措置を認めていません", en: "this rule is never waived")
            }
            Self::Reason => crate::text!(ja: "理由が書かれていません", en: "it says no reason"),
            Self::Approval => crate::text!(ja: "主管課の承認番号が要ります", en: "the office must approve it"),
            Self::Long => {
                crate::text!(ja: "内規で認める期間より長くなっています", en: "it lasts longer than the policy permits")
            }
        }
    }
}

/// The most days that a waiver of a rule may last, approved or not.
///
/// # Errors
/// When the rule is never waived, or only with an approval.
pub fn most(policy: &Policy, rule: &str, severity: Severity, approved: bool) -> Result<u32, Denied> {
    let waivers = &policy.document().waivers;
    if waivers.never.iter().any(|id| id == rule) {
        return Err(Denied::Never);
    }
    if approved {
        return Ok(waivers.days);
    }
    let own = waivers.own.as_ref().filter(|own| severity >= own.gravest);
    own.map(|own| own.days).ok_or(Denied::Approval)
}

/// The last day that a waiver asked for on a day may have.
pub const fn latest(on: Date, days: u32) -> Date {
    on.saturating_add(Duration::days(days as i64))
}

impl Waiver {
    /// Whether the policy permits it for a finding of a severity. Whether the office knows its approval number, only
    /// the office can tell.
    ///
    /// # Errors
    /// When it does not, with the reason.
    pub fn permitted(&self, policy: &Policy, severity: Severity, today: Date) -> Result<(), Denied> {
        let days = most(policy, &self.rule, severity, !self.approval.trim().is_empty())?;
        if self.reason.trim().is_empty() {
            return Err(Denied::Reason);
        }
        // A day of asking that lies ahead must not lengthen it.
        if self.until > latest(self.on.min(today), days) { Err(Denied::Long) } else { Ok(()) }
    }
}

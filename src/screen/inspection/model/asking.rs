//! A waiver that is being asked for: what was typed, until it is one.

use serde::{Deserialize, Serialize};

use crate::text::json::{Keys, Shape};

/// A control of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// 理由.
    Reason,
    /// 期限.
    Until,
    /// 承認番号.
    Approval,
}

impl Line {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Reason, Self::Until, Self::Approval];

    /// The name of what is done to it.
    pub const fn act(self) -> &'static str {
        match self {
            Self::Reason => "waive-reason",
            Self::Until => "waive-until",
            Self::Approval => "waive-approval",
        }
    }

    /// From the name of what is done to it.
    pub fn of(act: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|line| line.act() == act)
    }
}

/// The form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// The rule's id.
    pub rule: String,
    /// The key of the place.
    pub place: String,
    /// The finding.
    pub fingerprint: String,
    /// The reason as typed.
    pub reason: String,
    /// The last day as typed.
    pub until: String,
    /// The approval number as typed.
    pub approval: String,
    /// Whether the person wanted to hand it in: only then it is said what is missing.
    #[serde(skip)]
    pub tried: bool,
}

impl Shape for Asking {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            rule: keys.must("rule"),
            place: keys.must("place"),
            fingerprint: keys.must("fingerprint"),
            reason: keys.must("reason"),
            until: keys.must("until"),
            approval: keys.must("approval"),
            tried: false,
        }
    }
}

impl Asking {
    /// Whether something was typed.
    pub fn begun(&self) -> bool {
        Line::ALL.into_iter().any(|line| !self.typed(line).is_empty())
    }

    /// What was typed into a control.
    pub fn typed(&self, line: Line) -> &str {
        match line {
            Line::Reason => &self.reason,
            Line::Until => &self.until,
            Line::Approval => &self.approval,
        }
    }
}

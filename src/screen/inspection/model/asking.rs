//! A waiver that is being asked for: what was typed, until it is one.

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The rule's id.
    pub rule: &'static str,
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
    pub tried: bool,
}

impl Asking {
    /// What was typed into a control.
    pub fn typed(&self, line: Line) -> &str {
        match line {
            Line::Reason => &self.reason,
            Line::Until => &self.until,
            Line::Approval => &self.approval,
        }
    }
}

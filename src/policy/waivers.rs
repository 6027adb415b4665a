//! What the policy says about 例外措置: who may grant one, for how long, and for what never.

use serde::{Deserialize, Serialize};

use crate::finding::Severity;
use crate::text::json::{Keys, Shape};

/// 例外措置の定め.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waivers {
    /// What a builder may grant himself; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Own>,
    /// So many days at most with an approval of the office.
    pub days: u32,
    /// IDs of rules that are never waived.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<String>,
}

/// Where a document says nothing, the office approves each, for a year at most.
impl Default for Waivers {
    fn default() -> Self {
        Self { own: None, days: 365, never: Vec::new() }
    }
}

impl Shape for Waivers {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { own: keys.may("own"), days: keys.must("days"), never: keys.may("never") };
        keys.no_more(&["own", "days", "never"]);
        read
    }
}

/// What a builder may grant himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// Findings of this severity and milder ones.
    pub gravest: Severity,
    /// So many days at most.
    pub days: u32,
}

impl Shape for Own {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { gravest: keys.must("gravest"), days: keys.must("days") };
        keys.no_more(&["gravest", "days"]);
        read
    }
}

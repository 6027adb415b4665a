//! Figures about records, where there are any.

use crate::case::Case;
use crate::kintone::refusal::{Reason, Unread};
use crate::kintone::sample::Sample;

/// The figures; none for an app that nobody has deployed yet, which has no records.
///
/// # Errors
/// When they could not be read.
pub fn records<'a>(case: &Case<'a>) -> Result<Option<&'a Sample>, Unread> {
    match case.app.sample() {
        Err(unread) if unread.reason == Reason::NeverDeployed => Ok(None),
        other => other.map(Some),
    }
}

//! How sure: tenths of log odds, as proposed in `personal-information.md` §5.

use super::context::Speech;
use crate::personal::Confidence;

/// Length and separators are those of the kind.
pub(super) const SHAPE: i32 = 10;
/// The check digit fits: ln 10.
pub(super) const CHECK: i32 = 23;
/// The check digit does not fit, where its rule is not known for sure.
pub(super) const MISFIT: i32 = -20;
/// A prefix that half of all numbers do not have: ln 2.
pub(super) const PREFIX: i32 = 7;
/// A prefix that three of four do not have: ln 4.
pub(super) const RARE_PREFIX: i32 = 14;
/// Groups as the kind is printed.
pub(super) const GROUPS: i32 = 15;
/// A form that hardly anything else has.
pub(super) const DISTINCT: i32 = 30;

/// A value is likely from here on; a person decides.
const MEDIUM: i32 = 30;
/// A value is sure enough to act on.
const HIGH: i32 = 50;

/// The confidence of a sum with what the words say. Nothing is `High` unless a word names
/// it: a shape is somebody else's, too.
pub(super) fn judge(evidence: i32, speech: Speech) -> Option<Confidence> {
    let (weight, most) = match speech {
        Speech::Named => (40, Confidence::High),
        Speech::Hinted => (20, Confidence::Medium),
        Speech::Silent => (0, Confidence::Medium),
        Speech::Denied | Speech::Office => (-40, Confidence::Low),
    };
    let confidence = match evidence + weight {
        HIGH.. => Confidence::High,
        MEDIUM.. => Confidence::Medium,
        SHAPE.. => Confidence::Low,
        _ => return None,
    };
    Some(confidence.min(most))
}

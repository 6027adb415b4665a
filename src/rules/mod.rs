//! The catalogue: one folder per group, one file per rule with its page beside it.
//!
//! A rule acts on settings, on records, or on both, through one `const ON`; each bundle links only its half.

use crate::case::{Case, Sink};
use crate::kintone::refusal::Unread;
use crate::rule::Rule;
use crate::rules::entry::{Entry, Notes};

pub mod entry;

/// A rule on the settings of an app.
pub type AppCheck = fn(&Case<'_>, &mut Sink) -> Result<(), Unread>;
/// A rule on what a person typed.
pub type RecordCheck = for<'a> fn(&Entry<'a>, &mut Notes<'a>);

/// What a rule acts on.
#[derive(Clone, Copy, Debug)]
pub struct On {
    /// Settings.
    pub app: Option<AppCheck>,
    /// Records.
    pub record: Option<RecordCheck>,
}

/// The settings half, with the rule itself.
const fn on_app(rule: &'static Rule, on: On) -> Option<(&'static Rule, AppCheck)> {
    match on.app {
        Some(check) => Some((rule, check)),
        None => None,
    }
}

/// The record half, with the id only: the rule's words would land in the guard.
const fn on_record(id: &'static str, on: On) -> Option<(&'static str, RecordCheck)> {
    match on.record {
        Some(check) => Some((id, check)),
        None => None,
    }
}

macro_rules! rules {
    ($($group:ident { $($rule:ident),+ $(,)? })+) => {
        $(
            #[doc = concat!("The group `", stringify!($group), "`.")]
            pub mod $group {
                $(pub mod $rule;)+
            }
        )+

        /// Every rule.
        pub static ALL: &[&Rule] = &[$($(&$group::$rule::RULE),+),+];

        /// Rules on settings.
        pub static ON_APP: &[Option<(&Rule, AppCheck)>] =
            &[$($(on_app(&$group::$rule::RULE, $group::$rule::ON)),+),+];

        /// Rules on records: all that the guard may name.
        pub const ON_RECORD: &[Option<(&str, RecordCheck)>] =
            &[$($(on_record($group::$rule::ID, $group::$rule::ON)),+),+];
    };
}

rules! {
    name { name_off_template }
    personal { seen_by_too_many, my_number_typed }
    public { public_form_unapproved }
    rights { everyone_can_manage }
}

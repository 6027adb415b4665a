//! The catalogue: one folder per group, one file per rule with its page beside it.
//!
//! A rule acts on settings, on records, or on both, through one `const ON`; each bundle links only its half.

use crate::case::{Case, Sink};
use crate::kintone::refusal::Unread;
use crate::rule::Rule;
use crate::rules::entry::{Entry, Notes};

pub mod approval;
pub mod closed;
pub mod elsewhere;
pub mod entry;
pub mod everyone;
pub mod fields;
pub mod keeper;
pub mod plugins;
pub mod remark;
pub mod sampled;
pub mod services;
pub mod telling;
pub mod without;
pub mod written;

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
    code { custom_view_runs_code, customisation_left_in_trial, plugin_not_approved, plugin_switched_off, plugins_overlap, script_from_outside, secret_in_settings, too_many_plugins, uploaded_file_not_approved }
    declaration { declaration_incomplete, declared_person_gone, description_missing, graver_than_declared, notes_copied_with_app, owner_maintains_alone, purpose_says_little, self_check_due, shared_unlike_declared, use_period_over }
    domain { changes_not_deployed, declaration_number_repeated, guard_removed, personal_list_scattered, same_fields, similar_name }
    life { app_not_used, bulk_deletion_on, settings_long_untouched }
    name { generic_name, name_has_odd_letters, name_off_template, names_its_maker, status_word_off, test_app_holds_personal, test_app_in_use }
    notice { notice_goes_to_everyone, notice_goes_to_many, notice_tells_personal }
    operation { outside_hours, phone_used }
    personal { action_copies_personal, calculation_reveals_closed_field, comments_on_with_personal, credentials_kept, handling_note_missing, identifier_typed, identity_papers_attached, list_editing_on_with_personal, lookup_brings_personal, many_people_held, my_number_field, my_number_typed, papers_named_in_file, related_records_show_personal, remark_holds_personal, remarks_hold_anything, seen_by_too_many, special_care_field_open, special_care_typed, title_is_personal, typed_beyond_class, unsuitable_remark, use_beyond_class }
    process { approved_still_editable, assignee_by_name, nobody_assigned, process_switched_off, self_approval_possible, step_before_cure }
    public { management_address_given, public_form_unapproved, public_page_with_personal, records_from_outside, viewer_api_open }
    rights { administrator_manages, creator_manages_alone, everyone_can_delete, everyone_can_export, everyone_can_import, everyone_can_manage, everyone_has_default_rights, field_left_open, guests_have_rights, many_can_delete, many_can_export, records_that_meet_no_row, rights_by_name, rights_of_nobody, row_without_effect, shared_account_has_rights, temporary_staff_have_strong_rights, too_few_managers }
    space { app_outside_spaces, comments_open_to_guests, guest_space_holds_personal, personal_outside_private_space }
}

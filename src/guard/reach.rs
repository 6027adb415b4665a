//! On which screens of kintone the guard acts, by which of its rules, and what it can do there (`kintone-js-api.md` §4).

use crate::rules::entry::Occasion;
use crate::rules::operation::{outside_hours, phone_used};
use crate::rules::personal::{
    handling_note_missing, identifier_typed, my_number_typed, papers_named_in_file, remark_holds_personal,
    seen_by_too_many, special_care_typed, typed_beyond_class, unsuitable_remark,
};
use crate::rules::process::step_before_cure;

/// What the guard can do about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// Show guidance.
    Tell,
    /// Refuse what the person is about to do, too.
    Refuse,
}

/// An event of kintone that the guard handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name on a PC; `change` stands for every `change.<code>` that kintone has.
    pub name: &'static str,
    /// Whether phones have it, as `mobile.` and the same name.
    pub mobile: bool,
    /// What the person is at the screen for; none where nothing is judged, and only the app's standing is told.
    pub occasion: Option<Occasion>,
    /// What can be done.
    pub power: Power,
}

const fn event(name: &'static str, mobile: bool, occasion: Option<Occasion>, power: Power) -> Event {
    Event { name, mobile, occasion, power }
}

/// Every event that the guard handles.
pub const EVENTS: [Event; 19] = [
    event("app.record.index.show", true, None, Power::Tell),
    event("app.record.detail.show", true, Some(Occasion::Opened), Power::Tell),
    event("app.record.print.show", false, None, Power::Tell),
    event("app.record.create.show", true, Some(Occasion::Opened), Power::Tell),
    event("app.record.edit.show", true, Some(Occasion::Opened), Power::Tell),
    event("app.record.index.edit.show", false, Some(Occasion::Opened), Power::Tell),
    event("app.record.create.change", true, Some(Occasion::Saving), Power::Tell),
    event("app.record.edit.change", true, Some(Occasion::Saving), Power::Tell),
    event("app.record.index.edit.change", false, Some(Occasion::Saving), Power::Tell),
    event("app.record.create.submit", true, Some(Occasion::Saving), Power::Refuse),
    event("app.record.edit.submit", true, Some(Occasion::Saving), Power::Refuse),
    event("app.record.index.edit.submit", false, Some(Occasion::Saving), Power::Refuse),
    event("app.record.create.submit.success", true, None, Power::Tell),
    event("app.record.edit.submit.success", true, None, Power::Tell),
    event("app.record.index.edit.submit.success", false, None, Power::Tell),
    event("app.record.index.edit.finish", false, None, Power::Tell),
    event("app.record.detail.delete.submit", true, Some(Occasion::Deleting), Power::Refuse),
    event("app.record.index.delete.submit", false, Some(Occasion::Deleting), Power::Refuse),
    event("app.record.detail.process.proceed", true, Some(Occasion::Proceeding), Power::Refuse),
];

/// On what occasions a record rule acts. The guard runs a rule on no other.
pub const ACTS: [(&str, &[Occasion]); 12] = [
    (handling_note_missing::ID, &[Occasion::Saving]),
    (identifier_typed::ID, &[Occasion::Opened, Occasion::Saving]),
    (my_number_typed::ID, &[Occasion::Opened, Occasion::Saving]),
    (outside_hours::ID, &[Occasion::Saving, Occasion::Deleting, Occasion::Proceeding]),
    (papers_named_in_file::ID, &[Occasion::Opened]),
    (phone_used::ID, &[Occasion::Opened, Occasion::Saving, Occasion::Deleting, Occasion::Proceeding]),
    (remark_holds_personal::ID, &[Occasion::Opened, Occasion::Saving]),
    (seen_by_too_many::ID, &[Occasion::Opened, Occasion::Saving]),
    (special_care_typed::ID, &[Occasion::Opened, Occasion::Saving]),
    (step_before_cure::ID, &[Occasion::Proceeding]),
    (typed_beyond_class::ID, &[Occasion::Opened, Occasion::Saving]),
    (unsuitable_remark::ID, &[Occasion::Opened, Occasion::Saving]),
];

/// Whether a rule acts on an occasion.
pub fn acts(rule: &str, occasion: Occasion) -> bool {
    ACTS.iter().any(|(id, occasions)| *id == rule && occasions.contains(&occasion))
}

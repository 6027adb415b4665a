//! Who may view a closed field, as marks: the seal carries no name and no row of rights, and yet a browser can tell whether
//! a person is one of them.

use super::mark_of;
use crate::kintone::right::{Accessibility, Entity, EntityKind, FieldRight};
use crate::rules::closed::keeps_out;

/// A mark for a person, group or department of one app: the same code has another mark in another app.
pub fn mark(domain: &str, app: &str, kind: &str, code: &str) -> String {
    mark_of(&[domain, "/", app].concat(), &[kind, ":", code].concat())
}

/// What kintone calls a kind that a browser can tell of a person; none for the others.
const fn told(kind: EntityKind) -> Option<&'static str> {
    match kind {
        EntityKind::User => Some("USER"),
        EntityKind::Group => Some("GROUP"),
        EntityKind::Organization => Some("ORGANIZATION"),
        _ => None,
    }
}

/// The marks of who may view a field; empty when its rights let Everyone in, or when a browser cannot tell: people chosen in a
/// field, and departments with those below, which kintone does not list for a person.
pub fn of(right: &FieldRight, domain: &str, app: &str) -> Vec<String> {
    if !keeps_out(right) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for row in right.entities.iter().filter(|row| row.accessibility != Accessibility::None) {
        let Entity { kind, code: Some(code) } = &row.entity else { return Vec::new() };
        match told(*kind) {
            Some(kind) if !row.include_subs => out.push(mark(domain, app, kind, code)),
            _ => return Vec::new(),
        }
    }
    out
}

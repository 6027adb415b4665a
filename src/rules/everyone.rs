//! What the row of Everyone lets everybody do.

use crate::case::{Case, Sink};
use crate::finding::{Address, Because, Evidence, Fix, Place};
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::kintone::right::AppRight;

/// Reports the row of Everyone where it has a right that nobody should have by it, with the edit that takes the right.
///
/// # Errors
/// When the permissions of the app were not read.
pub fn with(case: &Case<'_>, sink: &mut Sink, key: &str, has: fn(&AppRight) -> bool) -> Result<(), Unread> {
    for row in case.app.rights()?.rights.iter().filter(|row| row.entity.everyone() && has(row)) {
        let address = Address::AppRight { entity: row.entity.clone() };
        let fix = Fix::off(Part::AppRights, &address, &[key]);
        let place = Place::AppRight { entity: row.entity.clone() };
        sink.report(place, Because::new().and(key, true), Evidence::new(), Some(fix));
    }
    Ok(())
}

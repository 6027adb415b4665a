//! Fields that have rights of their own, and those whose rights keep Everyone out.

use crate::kintone::right::{Accessibility, FieldEntity, FieldRight};

/// The rights of a field, or of the table that it is a column of.
pub fn right<'a>(rights: &'a [FieldRight], code: &str, table: Option<&str>) -> Option<&'a FieldRight> {
    rights.iter().find(|right| right.code == code || Some(right.code.as_str()) == table)
}

/// Whether these rights keep Everyone out: without a row they may nothing (`governance-rules.md` §5).
pub fn keeps_out(right: &FieldRight) -> bool {
    let lets = |row: &FieldEntity| row.entity.everyone() && row.accessibility != Accessibility::None;
    !right.entities.iter().any(lets)
}

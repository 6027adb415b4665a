//! アプリの共通設定: what kintone system administrators forbid every app to grant to Everyone.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::form::{inside, is_true};
use crate::people::EVERYONE;
use crate::refusal::{Refusal, Text};

/// The two prohibitions (official help, 0401067).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SharedSettings {
    pub(crate) forbid_everyone_manage: bool,
    pub(crate) forbid_everyone_export: bool,
}

impl SharedSettings {
    /// Refuses rights that grant to Everyone what is forbidden; `at` names the rows in the error.
    pub(crate) fn admit(self, at: &str, rights: &[Value]) -> Result<(), Refusal> {
        let mut errors = Vec::new();
        for (index, row) in rights.iter().enumerate() {
            if inside(row, &["entity", "type"]) != "GROUP" || inside(row, &["entity", "code"]) != EVERYONE {
                continue;
            }
            for (forbidden, key) in
                [(self.forbid_everyone_manage, "appEditable"), (self.forbid_everyone_export, "recordExportable")]
            {
                if forbidden && is_true(&row[key]) {
                    errors.push((format!("{at}[{index}].{key}"), forbidden_by_settings()));
                }
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(Refusal::input(errors)) }
    }
}

fn forbidden_by_settings() -> Text {
    Text::new(
        "アプリの共通設定により、Everyoneに許可できません。",
        "The shared app settings do not allow granting this to Everyone.",
    )
}

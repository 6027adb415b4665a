//! What kind of value stands where in a request: what a resource reads further in than its own parameters.

use serde_json::{Map, Value};

use super::Call;
use crate::form::plain;
use crate::refusal::{Refusal, Text};

#[derive(Clone, Copy)]
enum Kind {
    /// A string, or a number or boolean that becomes one.
    Text,
    /// A string: a code, a name, one of a few words.
    Word,
    /// A boolean, also as a string.
    Flag,
    /// An integer, also as a string.
    Whole,
    List,
    Object,
}

use Kind::{Flag, List, Object, Text as Line, Whole, Word};

/// Resources and their places: `*` is every member of a list or map.
const TABLE: &[(&str, &[(&str, Kind)])] = &[
    (
        "app/settings",
        &[
            ("icon", Object),
            ("icon.type", Word),
            ("titleField", Object),
            ("titleField.code", Word),
            ("numberPrecision", Object),
            ("numberPrecision.digits", Whole),
            ("numberPrecision.decimalPlaces", Whole),
            ("firstMonthOfFiscalYear", Whole),
            ("enableThumbnails", Flag),
            ("enableBulkDeletion", Flag),
            ("enableComments", Flag),
            ("enableDuplicateRecord", Flag),
            ("enableInlineRecordEditing", Flag),
        ],
    ),
    (
        "app/form/fields",
        &[
            ("fields.*", Word),
            ("properties.*", Object),
            ("properties.*.type", Word),
            ("properties.*.code", Word),
            ("properties.*.label", Line),
            ("properties.*.noLabel", Flag),
            ("properties.*.required", Flag),
            ("properties.*.unique", Flag),
            ("properties.*.fields", Object),
            ("properties.*.fields.*", Object),
            ("properties.*.fields.*.type", Word),
            ("properties.*.fields.*.code", Word),
            ("properties.*.fields.*.label", Line),
        ],
    ),
    (
        "app/form/layout",
        &[
            ("layout.*", Object),
            ("layout.*.fields", List),
            ("layout.*.fields.*", Object),
            ("layout.*.fields.*.size", Object),
            ("layout.*.layout", List),
            ("layout.*.layout.*", Object),
            ("layout.*.layout.*.fields", List),
            ("layout.*.layout.*.fields.*", Object),
            ("layout.*.layout.*.fields.*.size", Object),
        ],
    ),
    (
        "app/views",
        &[
            ("views.*", Object),
            ("views.*.type", Word),
            ("views.*.name", Word),
            ("views.*.index", Whole),
            ("views.*.filterCond", Line),
            ("views.*.sort", Line),
            ("views.*.fields", List),
            ("views.*.fields.*", Word),
            ("views.*.date", Word),
            ("views.*.title", Word),
            ("views.*.html", Line),
            ("views.*.pager", Flag),
        ],
    ),
    (
        "app/status",
        &[("states.*", Object), ("states.*.index", Whole), ("states.*.assignee", Object), ("actions.*", Object)],
    ),
    ("app/reports", NAMED_REPORTS),
    ("app/actions", NAMED_ACTIONS),
    ("app/notifications/general", NOTIFICATIONS),
    ("app/notifications/perRecord", NOTIFICATIONS),
    ("app/notifications/reminder", NOTIFICATIONS),
    (
        "app/customize",
        &[
            ("desktop", Object),
            ("desktop.js", List),
            ("desktop.css", List),
            ("mobile", Object),
            ("mobile.js", List),
            ("mobile.css", List),
        ],
    ),
    (
        "app/acl",
        &[
            ("rights.*", Object),
            ("rights.*.entity", Object),
            ("rights.*.includeSubs", Flag),
            ("rights.*.appEditable", Flag),
            ("rights.*.recordViewable", Flag),
            ("rights.*.recordAddable", Flag),
            ("rights.*.recordEditable", Flag),
            ("rights.*.recordDeletable", Flag),
            ("rights.*.recordImportable", Flag),
            ("rights.*.recordExportable", Flag),
        ],
    ),
    (
        "record/acl",
        &[
            ("rights.*", Object),
            ("rights.*.filterCond", Line),
            ("rights.*.entities", List),
            ("rights.*.entities.*", Object),
            ("rights.*.entities.*.includeSubs", Flag),
            ("rights.*.entities.*.viewable", Flag),
            ("rights.*.entities.*.editable", Flag),
            ("rights.*.entities.*.deletable", Flag),
        ],
    ),
    (
        "field/acl",
        &[
            ("rights.*", Object),
            ("rights.*.code", Word),
            ("rights.*.entities", List),
            ("rights.*.entities.*", Object),
            ("rights.*.entities.*.includeSubs", Flag),
        ],
    ),
    ("records", &[("records.*", Object), ("records.*.record", Object)]),
    ("space", &[("permissions", Object)]),
    ("space/members", MEMBERS),
    ("template/space", MEMBERS),
];

const NAMED_REPORTS: &[(&str, Kind)] =
    &[("reports.*", Object), ("reports.*.index", Whole), ("reports.*.filterCond", Line)];
const NAMED_ACTIONS: &[(&str, Kind)] =
    &[("actions.*", Object), ("actions.*.index", Whole), ("actions.*.filterCond", Line)];
const NOTIFICATIONS: &[(&str, Kind)] = &[
    ("notifications.*", Object),
    ("notifications.*.filterCond", Line),
    ("notifications.*.title", Line),
    ("notifications.*.targets", List),
    ("notifications.*.targets.*", Object),
    ("notifications.*.includeSubs", Flag),
    ("notifications.*.recordAdded", Flag),
    ("notifications.*.recordEdited", Flag),
    ("notifications.*.commentAdded", Flag),
    ("notifications.*.statusChanged", Flag),
    ("notifications.*.fileImported", Flag),
];
const MEMBERS: &[(&str, Kind)] = &[("members.*", Object), ("members.*.isAdmin", Flag), ("members.*.includeSubs", Flag)];

impl Kind {
    fn fits(self, value: &Value) -> bool {
        match self {
            Line => !value.is_array() && !value.is_object(),
            Word => value.is_string(),
            Flag => value.is_boolean() || matches!(value.as_str(), Some("true" | "false")),
            Whole => plain(value).trim().parse::<i64>().is_ok(),
            List => value.is_array(),
            Object => value.is_object(),
        }
    }

    fn complaint(self) -> Text {
        match self {
            Line | Word => not_a_text(),
            Flag => Text::new("ブール値でなければなりません。", "must be boolean."),
            Whole => Text::new("整数で入力してください。", "Enter an integer value."),
            List => Text::new("配列でなければなりません。", "must be an array."),
            Object => Text::new("オブジェクトでなければなりません。", "must be an object."),
        }
    }
}

/// Where a text should be.
pub(super) fn not_a_text() -> Text {
    Text::new("文字列でなければなりません。", "must be a string.")
}

/// Refuses a request that has another kind of value at some place than the resource reads there.
pub(super) fn check(call: &Call) -> Result<(), Refusal> {
    let rows = TABLE.iter().filter(|(name, _)| *name == call.name).flat_map(|(_, rows)| rows.iter());
    let mut errors = Vec::new();
    for (place, kind) in rows {
        let steps: Vec<&str> = place.split('.').collect();
        member(&call.params, &steps, "", *kind, &mut errors);
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::input(errors)) }
}

/// A member that is absent or `null` was not given.
fn member(object: &Map<String, Value>, steps: &[&str], at: &str, kind: Kind, errors: &mut Vec<(String, Text)>) {
    let Some((name, rest)) = steps.split_first() else { return };
    if let Some(value) = object.get(*name).filter(|value| !value.is_null()) {
        let dot = if at.is_empty() { "" } else { "." };
        visit(value, rest, &format!("{at}{dot}{name}"), kind, errors);
    }
}

fn visit(value: &Value, steps: &[&str], at: &str, kind: Kind, errors: &mut Vec<(String, Text)>) {
    match (steps.split_first(), value) {
        (None, value) if !kind.fits(value) => errors.push((at.to_owned(), kind.complaint())),
        (Some((&"*", rest)), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, rest, &element(at, index), kind, errors);
            }
        }
        (Some((&"*", rest)), Value::Object(object)) => {
            for (key, item) in object {
                visit(item, rest, &element(at, key), kind, errors);
            }
        }
        (Some(_), Value::Object(object)) => member(object, steps, at, kind, errors),
        _ => {}
    }
}

fn element(at: &str, key: impl std::fmt::Display) -> String {
    format!("{at}[{key}]")
}

//! `app/form/fields.json`: フォーム.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::text::json::{self, Keys, Misread, Shape, Told, Trouble};
use crate::text::sorted::Sorted;

/// The kinds of fields, under kintone's own names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "kintone's own names")]
pub enum Kind {
    Calc,
    Category,
    CheckBox,
    CreatedTime,
    Creator,
    Date,
    Datetime,
    DropDown,
    File,
    Group,
    GroupSelect,
    Link,
    Modifier,
    MultiLineText,
    MultiSelect,
    Number,
    OrganizationSelect,
    RadioButton,
    RecordNumber,
    ReferenceTable,
    RichText,
    SingleLineText,
    Status,
    StatusAssignee,
    Subtable,
    Time,
    UpdatedTime,
    UserSelect,
    /// A kind kintone added after this was written.
    #[serde(other)]
    Unknown,
}

impl Told for Kind {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Unknown)
    }
}

impl Kind {
    /// Whether people type text into it, so that a typed identifier can stand in it.
    pub const fn typed(self) -> bool {
        matches!(self, Self::SingleLineText | Self::MultiLineText | Self::RichText | Self::Number | Self::Link)
    }

    /// Whether kintone fills it from the people who use the app: staff, not citizens.
    pub const fn staff(self) -> bool {
        matches!(
            self,
            Self::Creator
                | Self::Modifier
                | Self::UserSelect
                | Self::OrganizationSelect
                | Self::GroupSelect
                | Self::StatusAssignee
        )
    }

    /// Whether kintone counts and dates records by it.
    pub const fn kept_by_kintone(self) -> bool {
        matches!(self, Self::RecordNumber | Self::CreatedTime | Self::UpdatedTime)
    }

    /// Whether people give it a value of their own: not kintone, not the list of staff, not a frame around other fields.
    pub fn given(self) -> bool {
        !self.staff() && !self.kept_by_kintone() && !self.empty() && self != Self::Subtable
    }

    /// Whether it holds no value of a record.
    pub const fn empty(self) -> bool {
        matches!(self, Self::Group | Self::ReferenceTable | Self::Category | Self::Status)
    }
}

/// One field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The field code.
    pub code: String,
    /// The label people see.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
    /// The code of the table that it is a column of.
    pub table: Option<String>,
    /// The names of its choices, in kintone's order.
    pub options: Vec<String>,
    /// `WEB`, `CALL` or `MAIL`, of a link.
    pub protocol: Option<String>,
    /// The code of the field of another app that a lookup copies into it.
    pub copied_from: Option<String>,
    /// The codes of the fields that it is computed from, and words of its formula that are none.
    pub inputs: Vec<String>,
    /// What it takes from an app: of a lookup, and of 関連レコード一覧.
    pub elsewhere: Option<Elsewhere>,
}

impl Field {
    /// A line of text of which no more is known than its code.
    pub fn named(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            label: code.to_owned(),
            kind: Kind::SingleLineText,
            table: None,
            options: Vec::new(),
            protocol: None,
            copied_from: None,
            inputs: Vec::new(),
            elsewhere: None,
        }
    }
}

/// What a field takes from an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The app's ID; none where the reader may not see that app, or nothing is set up yet: kintone tells both alike.
    pub app: Option<String>,
    /// The codes of the fields here that a lookup fills, its own first; of the fields there that 関連レコード一覧 shows.
    pub codes: Vec<String>,
}

struct Property {
    kind: Kind,
    code: Option<String>,
    label: Option<String>,
}

impl Shape for Property {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { kind: keys.must("type"), code: keys.may("code"), label: keys.may("label") }
    }
}

/// The form, table columns included, in kintone's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form(pub Vec<Field>);

impl Told for Form {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        let mut out = Vec::new();
        let mut copies = Sorted::new();
        properties(trouble.entries(raw, "properties"), None, &mut out, &mut copies, trouble);
        for field in &mut out {
            field.copied_from = copies.remove(&field.code);
        }
        Self(out)
    }
}

/// Reads the form.
///
/// # Errors
/// When `properties` is absent, a field has no `type`, or a table no `fields`.
pub fn read(raw: &Value) -> Result<Vec<Field>, Misread> {
    json::understand::<Form>(raw).map(|form| form.0)
}

fn properties<'a>(
    entries: impl Iterator<Item = (&'a String, &'a Value)>,
    table: Option<&str>,
    out: &mut Vec<Field>,
    copies: &mut Sorted<String, String>,
    trouble: &mut Trouble,
) {
    for (key, raw) in entries {
        let property = Property::told(raw, trouble);
        let code = property.code.unwrap_or_else(|| key.clone());
        let label = property.label.unwrap_or_else(|| code.clone());
        let mut options: Vec<(u32, &String)> = Vec::new();
        for (name, option) in raw.get("options").and_then(Value::as_object).into_iter().flatten() {
            let index = option.get("index").and_then(Value::as_str).and_then(|index| index.parse().ok());
            let option = (index.unwrap_or(u32::MAX), name);
            options.insert(options.partition_point(|other| *other < option), option);
        }
        out.push(Field {
            code: code.clone(),
            label,
            kind: property.kind,
            table: table.map(str::to_owned),
            options: options.into_iter().map(|(_, name)| name.clone()).collect(),
            protocol: raw.get("protocol").and_then(Value::as_str).map(str::to_owned),
            copied_from: None,
            inputs: raw.get("expression").and_then(Value::as_str).map(inputs).unwrap_or_default(),
            elsewhere: elsewhere(&code, property.kind, raw),
        });
        if let Some(lookup) = raw.get("lookup") {
            copied(&code, lookup, copies);
        }
        // A table without its columns would hide fields. What a kind that we do not know keeps there is its own affair.
        if property.kind == Kind::Subtable {
            properties(trouble.entries(raw, "fields"), Some(&code), out, copies, trouble);
        }
    }
}

/// What a lookup fetches: its own key, and what it copies beside it. A lookup that is not set up yet is `null`.
fn copied(code: &str, lookup: &Value, copies: &mut Sorted<String, String>) {
    if let Some(key) = lookup.get("relatedKeyField").and_then(Value::as_str) {
        copies.insert(code.to_owned(), key.to_owned());
    }
    for mapping in lookup.get("fieldMappings").and_then(Value::as_array).into_iter().flatten() {
        let end = |key: &str| mapping.get(key).and_then(Value::as_str).map(str::to_owned);
        if let (Some(to), Some(from)) = (end("field"), end("relatedField")) {
            copies.insert(to, from);
        }
    }
}

/// Where a lookup or 関連レコード一覧 looks, and at what.
fn elsewhere(code: &str, kind: Kind, raw: &Value) -> Option<Elsewhere> {
    let shows = kind == Kind::ReferenceTable;
    let told = raw.get(if shows { "referenceTable" } else { "lookup" });
    let told = if shows { told.unwrap_or(&Value::Null) } else { told? };
    let mut codes = if shows { Vec::new() } else { vec![code.to_owned()] };
    let list = told.get(if shows { "displayFields" } else { "fieldMappings" }).and_then(Value::as_array);
    for one in list.into_iter().flatten() {
        codes.extend(one.get("field").unwrap_or(one).as_str().map(str::to_owned));
    }
    let app = told.get("relatedApp").and_then(|app| app.get("app")).and_then(Value::as_str).map(str::to_owned);
    Some(Elsewhere { app, codes })
}

/// The signs of formulas.
const SIGNS: [char; 13] = ['+', '-', '*', '/', '^', '&', '=', '<', '>', '!', '(', ')', ','];

/// The words of a formula that may be field codes: texts between `"` are none. Signs of formulas stand in no field code
/// (`_` is the only symbol of a code).
fn inputs(formula: &str) -> Vec<String> {
    let sign = |c: char| c.is_whitespace() || SIGNS.contains(&c);
    let code = formula.split('"').step_by(2).flat_map(|part| part.split(sign));
    code.filter(|word| !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned).collect()
}

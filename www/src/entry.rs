//! What somebody enters into a record: read, completed with defaults, and checked.
//!
//! Keys and sentences of errors: observed (`rest-observed.json`), but for those `FIDELITY.md` calls assumptions.

use serde_json::{Map, Value, json};

use crate::calc;
use crate::clock::{instant, minute, tokyo};
use crate::form::{self, Field};
use crate::lookup;
use crate::query;
use crate::record::{Record, empty};
use crate::refusal::{Refusal, Text};
use crate::rights::Eyes;

/// Errors gathered while a record is read.
pub(crate) type Errors = Vec<(String, Text)>;

/// A record as it is being entered.
pub(crate) struct Entry<'a> {
    pub(crate) eyes: Eyes<'a>,
    /// What stands before the field in error keys: `record`, `records[0]`.
    pub(crate) at: String,
    /// The record that is changed; `None` for a new one.
    pub(crate) before: Option<&'a Record>,
}

/// System fields that a manager may give on adding.
#[derive(Default)]
pub(crate) struct Stamps {
    pub(crate) creator: Option<String>,
    pub(crate) modifier: Option<String>,
    pub(crate) created: Option<time::OffsetDateTime>,
    pub(crate) updated: Option<time::OffsetDateTime>,
}

impl Entry<'_> {
    fn now_minute(&self) -> String {
        minute(self.eyes.now)
    }

    /// Reads the given fields into values; what is wrong goes to `errors` or refuses at once.
    pub(crate) fn read(
        &self,
        given: &Map<String, Value>,
        errors: &mut Errors,
    ) -> Result<(Map<String, Value>, Stamps), Refusal> {
        let properties = &self.eyes.side.properties;
        let mut values = match self.before {
            Some(before) => before.values.clone(),
            None => form::top(properties).map(|field| (field.code.to_owned(), self.default_of(&field))).collect(),
        };
        let copied = lookup::copied(properties);
        let mut stamps = Stamps::default();
        for (code, cell) in given {
            // Observed: unknown codes, calculations and the targets of lookups are silently ignored.
            let Some(field) = form::top(properties).find(|field| field.code == code) else { continue };
            if calc::is_calculated(&field) || field.kind == "REFERENCE_TABLE" || copied.contains(code) {
                continue;
            }
            let value = cell.get("value").cloned().unwrap_or_default();
            if self.stamp(&field, &value, &mut stamps)? {
                continue;
            }
            if !self.eyes.on_field(code, self.before).edit {
                let text = Text::new(
                    format!("フィールド「{code}」を編集する権限がありません。"),
                    format!("Edit permissions are required to edit field \"{code}\"."),
                );
                return Err(Refusal::new(403, "GAIA_FU01", text));
            }
            let read = if field.kind == "SUBTABLE" {
                self.rows(&field, &value, errors)?
            } else {
                self.cell(&field, &value, &format!("{}.{code}", self.at), errors)?
            };
            values.insert(code.clone(), read);
            if field.is_lookup() {
                lookup::take(self.eyes, &field, &mut values)?;
            }
        }
        calc::calculate(self.eyes.side, &self.stamped(&stamps), &mut values);
        Ok((values, stamps))
    }

    /// What formulas see of the system fields.
    fn stamped(&self, stamps: &Stamps) -> calc::Stamped {
        let name = |code: &str| {
            let person = self.eyes.city.people.person(code);
            person.map_or_else(|| code.to_owned(), |person| person.name.clone())
        };
        let own = &self.eyes.person.code;
        let creator = stamps.creator.as_ref().or(self.before.map(|before| &before.creator)).unwrap_or(own);
        let created = stamps.created.or(self.before.map(|before| before.created)).unwrap_or(self.eyes.now);
        let updated = stamps.updated.unwrap_or(if self.before.is_some() { self.eyes.now } else { created });
        calc::Stamped {
            creator: name(creator),
            modifier: name(stamps.modifier.as_ref().unwrap_or(own)),
            created: Some(created),
            updated: Some(updated),
        }
    }

    /// System fields: who may give them, and which nobody may.
    fn stamp(&self, field: &Field<'_>, value: &Value, stamps: &mut Stamps) -> Result<bool, Refusal> {
        let word = match field.kind {
            "CREATED_TIME" => "CREATED_AT",
            "UPDATED_TIME" => "MODIFIED_AT",
            "RECORD_NUMBER" | "STATUS" | "STATUS_ASSIGNEE" | "CREATOR" | "MODIFIER" | "GROUP" => field.kind,
            "CATEGORY" => {
                let text = Text::new(
                    "APIでは次の操作はできません：カテゴリーの値の編集",
                    "The API cannot edit the values of categories.",
                );
                return Err(Refusal::new(400, "GA_UO01", text));
            }
            _ => return Ok(false),
        };
        let settable = matches!(field.kind, "CREATOR" | "MODIFIER" | "CREATED_TIME" | "UPDATED_TIME");
        if self.before.is_some() || !settable {
            let text = Text::new(
                format!("フィールドタイプが{word}のフィールドは更新できません。"),
                format!("Cannot update field whose type is {word}."),
            );
            return Err(Refusal::new(400, "GAIA_UN10", text));
        }
        if !self.eyes.city.rights(self.eyes.app, self.eyes.person).manage {
            let text = Text::new(
                format!("「{}」フィールドの値を指定してレコードを追加するには、アプリ管理権限が必要です。", field.code),
                format!(
                    "App permissions are required to add records with specifying a value in the \"{}\" field.",
                    field.code
                ),
            );
            return Err(Refusal::new(403, "GAIA_BF02", text));
        }
        match field.kind {
            "CREATOR" | "MODIFIER" => {
                let code = value["code"].as_str().unwrap_or_default();
                if self.eyes.city.people.person(code).is_none() {
                    return Err(Refusal::person_not_found(code));
                }
                let slot = if field.kind == "CREATOR" { &mut stamps.creator } else { &mut stamps.modifier };
                *slot = Some(code.to_owned());
            }
            _ => {
                let time = value.as_str().and_then(instant);
                let time = time.ok_or_else(|| Refusal::at(format!("{}.{}.value", self.at, field.code), bad_date()))?;
                let slot = if field.kind == "CREATED_TIME" { &mut stamps.created } else { &mut stamps.updated };
                *slot = Some(time);
            }
        }
        Ok(true)
    }

    /// What a new record or row has in a field that is not given.
    fn default_of(&self, field: &Field<'_>) -> Value {
        let given = &field.property["defaultValue"];
        if field.is_on("defaultNowValue") || field.property["defaultExpression"] == "NOW" {
            let here = tokyo(self.eyes.now);
            return match field.kind {
                "DATE" => json!(here.date().to_string()),
                "TIME" => json!(format!("{:02}:{:02}", here.hour(), here.minute())),
                _ => json!(self.now_minute()),
            };
        }
        match field.kind {
            "USER_SELECT" | "ORGANIZATION_SELECT" | "GROUP_SELECT" => {
                let entities = given.as_array().into_iter().flatten();
                entities
                    .filter_map(|entity| match entity["code"].as_str()? {
                        "LOGINUSER()" => Some(self.eyes.person.code.clone()),
                        "PRIMARY_ORGANIZATION()" => self.eyes.person.organizations.first().cloned(),
                        code => Some(code.to_owned()),
                    })
                    .collect()
            }
            "CHECK_BOX" | "MULTI_SELECT" if given.is_array() => given.clone(),
            "FILE" | "SUBTABLE" | "CALC" => empty(field.kind),
            _ => match given.as_str() {
                Some(text) if !text.is_empty() => json!(text),
                _ => empty(field.kind),
            },
        }
    }

    /// Observed: the array replaces the table; a row with a known id is merged, any other is new.
    fn rows(&self, table: &Field<'_>, value: &Value, errors: &mut Errors) -> Result<Value, Refusal> {
        let held = self.before.and_then(|before| before.values.get(table.code)).and_then(Value::as_array);
        let inner = table.inner();
        let mut rows = Vec::new();
        for (index, row) in value.as_array().into_iter().flatten().enumerate() {
            let id = form::plain(&row["id"]);
            let old = held.into_iter().flatten().find(|old| !id.is_empty() && form::plain(&old["id"]) == id);
            let mut cells = Map::new();
            for field in &inner {
                let at = format!("{}.{}.value[{index}].value.{}", self.at, table.code, field.code);
                let given = row["value"].get(field.code).filter(|_| !calc::is_calculated(field));
                let kept = || old.and_then(|old| old["value"].get(field.code)).cloned();
                let cell = match given {
                    Some(cell) => {
                        if !self.eyes.on_field(field.code, self.before).edit {
                            let text = Text::new(
                                format!("フィールド「{}」を編集する権限がありません。", field.code),
                                format!("Edit permissions are required to edit field \"{}\".", field.code),
                            );
                            return Err(Refusal::new(403, "GAIA_FU01", text));
                        }
                        self.cell(field, &cell["value"], &at, errors)?
                    }
                    None => kept().unwrap_or_else(|| self.default_of(field)),
                };
                cells.insert(field.code.to_owned(), cell);
            }
            let id = old.map_or(Value::Null, |old| old["id"].clone());
            rows.push(json!({ "id": id, "value": cells }));
        }
        Ok(Value::Array(rows))
    }

    /// One value, as its kind wants it.
    fn cell(&self, field: &Field<'_>, value: &Value, at: &str, errors: &mut Errors) -> Result<Value, Refusal> {
        let text = form::plain(value);
        let mut bad = |text: Text| {
            errors.push((format!("{at}.value"), text));
            Value::Null
        };
        Ok(match field.kind {
            "DATE" | "TIME" | "DROP_DOWN" if text.is_empty() => Value::Null,
            "NUMBER" => match number(&text) {
                Some(number) => json!(number),
                // Observed: in a table no error, the cell is stored empty.
                None if field.table.is_some() => json!(""),
                None => {
                    let text = Text::new("数字でなければなりません。", "Only numbers are allowed.");
                    errors.push((format!("{}[{}].value", self.at, field.code), text));
                    Value::Null
                }
            },
            "DATE" => query::date(&text).map_or_else(|| bad(bad_date()), |date| json!(date.to_string())),
            "TIME" => query::minutes(&text)
                .map_or_else(|| bad(bad_date()), |at| json!(format!("{:02}:{:02}", at / 60, at % 60))),
            "DATETIME" if text.is_empty() => json!(""),
            "DATETIME" => instant(&text).map_or_else(|| bad(bad_date()), |at| json!(minute(at))),
            "RADIO_BUTTON" if text.is_empty() => field.property["defaultValue"].clone(),
            "RADIO_BUTTON" | "DROP_DOWN" if !field.has_option(&text) => bad(no_option(&text)),
            "CHECK_BOX" | "MULTI_SELECT" => {
                let options: Vec<String> = value.as_array().into_iter().flatten().map(form::plain).collect();
                for (index, option) in options.iter().enumerate().filter(|(_, option)| !field.has_option(option)) {
                    errors.push((format!("{at}.values[{index}].value"), no_option(option)));
                }
                json!(options)
            }
            "USER_SELECT" | "ORGANIZATION_SELECT" | "GROUP_SELECT" => self.codes(field, value)?,
            "FILE" => {
                let mut keys = Vec::new();
                for key in value.as_array().into_iter().flatten().map(|file| form::plain(&file["fileKey"])) {
                    if !self.eyes.city.files.contains_key(&key) {
                        return Err(Refusal::file_not_found(&key));
                    }
                    keys.push(key);
                }
                json!(keys)
            }
            _ => json!(text),
        })
    }

    fn codes(&self, field: &Field<'_>, value: &Value) -> Result<Value, Refusal> {
        let people = &self.eyes.city.people;
        let mut codes: Vec<String> = Vec::new();
        for entity in value.as_array().into_iter().flatten() {
            let code = entity["code"].as_str().unwrap_or_default().to_owned();
            let known = match field.kind {
                "USER_SELECT" => people.person(&code).is_some(),
                "ORGANIZATION_SELECT" => people.organization(&code).is_some(),
                _ => code == crate::people::EVERYONE || people.group(&code).is_some(),
            };
            if !known {
                return Err(Refusal::person_not_found(&code));
            }
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        Ok(json!(codes))
    }
}

/// A decimal number as it is kept: without blanks, exponents and needless zeros (observed); empty stays empty.
fn number(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() { Some(String::new()) } else { calc::Decimal::read(text).map(|number| number.to_string()) }
}

fn bad_date() -> Text {
    Text::new("日付または時刻の形式が正しくありません。", "The format of the date or time is not correct.")
}

fn no_option(option: &str) -> Text {
    Text::new(format!("\"{option}\"は選択肢にありません。"), format!("The value, \"{option}\", is not in options."))
}

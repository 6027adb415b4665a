//! What a form demands of a record: required, unique, lengths, bounds.
//!
//! Keys and sentences: observed (`rest-observed.json`).

use serde_json::{Map, Value};

use crate::calc::Decimal;
use crate::entry::{Entry, Errors};
use crate::form::{self, Field, inside};
use crate::record::empty;
use crate::refusal::Text;

impl Entry<'_> {
    /// Checks a completed record against the form: required, unique, lengths, bounds.
    pub(crate) fn check(&self, values: &Map<String, Value>, errors: &mut Errors) {
        for field in form::top(&self.eyes.side.properties) {
            let value = values.get(field.code).cloned().unwrap_or_else(|| empty(field.kind));
            if field.kind != "SUBTABLE" {
                self.check_cell(&field, &value, &format!("{}.{}", self.at, field.code), errors);
                continue;
            }
            for (index, row) in value.as_array().into_iter().flatten().enumerate() {
                for inner in field.inner() {
                    let at = format!("{}.{}.value[{index}].value.{}", self.at, field.code, inner.code);
                    self.check_cell(&inner, inside(row, &["value", inner.code]), &at, errors);
                }
            }
        }
    }

    fn check_cell(&self, field: &Field<'_>, value: &Value, at: &str, errors: &mut Errors) {
        let is_empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        // Observed: `required` never fires on calculations and radio buttons.
        if is_empty {
            if field.is_on("required") && !matches!(field.kind, "CALC" | "RADIO_BUTTON") {
                let suffix = match field.kind {
                    "CHECK_BOX" | "MULTI_SELECT" | "FILE" => "values",
                    "USER_SELECT" | "ORGANIZATION_SELECT" | "GROUP_SELECT" => "values.value",
                    _ => "value",
                };
                errors.push((format!("{at}.{suffix}"), Text::new("必須です。", "Required.")));
            }
            return;
        }
        let text = form::plain(value);
        let key = format!("{at}.value");
        let limit = |setting: &str| Decimal::read(&field.text(setting));
        if matches!(field.kind, "SINGLE_LINE_TEXT" | "MULTI_LINE_TEXT" | "LINK") {
            let length = text.chars().count();
            if let Some(most) = field.text("maxLength").parse().ok().filter(|most| length > *most) {
                let bound = most + 1;
                let text = Text::new(
                    format!("{bound}文字より短くなければなりません。"),
                    format!("Enter less than {bound} characters."),
                );
                errors.push((key.clone(), text));
            }
            if let Some(least) = field.text("minLength").parse().ok().filter(|least: &usize| length < *least) {
                let bound = least.saturating_sub(1);
                let text = Text::new(
                    format!("{bound}文字より長くなければなりません。"),
                    format!("Enter more than {bound} characters."),
                );
                errors.push((key.clone(), text));
            }
        }
        if field.kind == "NUMBER"
            && let Some(number) = Decimal::read(&text)
        {
            if let Some(most) = limit("maxValue").filter(|most| number.compared(*most).is_gt()) {
                let text = Text::new(
                    format!("{most}以下である必要があります。"),
                    format!("The value must be {most} or less."),
                );
                errors.push((key.clone(), text));
            }
            if let Some(least) = limit("minValue").filter(|least| number.compared(*least).is_lt()) {
                let text = Text::new(
                    format!("{least}以上である必要があります。"),
                    format!("The value must be {least} or more."),
                );
                errors.push((key.clone(), text));
            }
        }
        if field.is_on("unique") && field.table.is_none() {
            let own = self.before.map(|before| before.id);
            let mut others = self.eyes.app.records.values().filter(|record| Some(record.id) != own);
            if others.any(|record| record.values.get(field.code).map(form::plain).as_ref() == Some(&text)) {
                let text =
                    Text::new("値がほかのレコードと重複しています。", "This value already exists in another record.");
                errors.push((key, text));
            }
        }
    }
}

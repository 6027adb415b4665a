//! One value against one condition.

use serde_json::Value;
use time::OffsetDateTime;

use super::manner::Manner;
use super::{Operand, Operator, Scope, dates};
use crate::form;

impl Scope<'_> {
    /// Whether a bare value meets a condition.
    pub(super) fn test(&self, manner: Manner, operator: Operator, operands: &[Operand], bare: &Value) -> bool {
        match manner {
            Manner::Text | Manner::LongText | Manner::State => text_test(operator, operands, &form::plain(bare)),
            Manner::File => {
                let keys: Vec<&str> = bare.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let names = keys.iter().filter_map(|key| self.city.files.get(*key)).map(|file| file.name.as_str());
                text_test(operator, operands, &names.collect::<Vec<_>>().join("\n"))
            }
            Manner::Number => number_test(operator, operands, number(&form::plain(bare))),
            Manner::Choice | Manner::People => self.set_test(operator, operands, bare),
            Manner::Date | Manner::Moment | Manner::Time => {
                let held = form::plain(bare);
                // `in` stands for several `=` (in tables and related records).
                let operator = if operator == Operator::In { Operator::Equal } else { operator };
                operands.iter().any(|operand| self.order_test(manner, operator, operand, &held))
            }
        }
    }

    fn set_test(&self, operator: Operator, operands: &[Operand], bare: &Value) -> bool {
        let held: Vec<&str> = match bare {
            Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
            Value::String(text) if !text.is_empty() => vec![text],
            _ => Vec::new(),
        };
        let primary = self.person.organizations.first();
        let ignored = |operand: &&Operand| {
            matches!(operand, Operand::Function { name, .. } if name == "PRIMARY_ORGANIZATION") && primary.is_none()
        };
        // Official page: without a primary organisation the condition is ignored.
        if operands.iter().any(|operand| ignored(&operand)) {
            return true;
        }
        let found = operands.iter().any(|operand| match operand {
            Operand::Literal(text) if text.is_empty() => held.is_empty(),
            Operand::Literal(text) => held.contains(&text.as_str()),
            Operand::Function { name, .. } if name == "LOGINUSER" => held.contains(&self.person.code.as_str()),
            Operand::Function { .. } => primary.is_some_and(|code| held.contains(&code.as_str())),
        });
        found == (operator == Operator::In)
    }

    /// Compares on a line: days, seconds or minutes; an operand is the span from..to.
    fn order_test(&self, manner: Manner, operator: Operator, operand: &Operand, held: &str) -> bool {
        let held = match manner {
            Manner::Date => dates::date(held).map(|date| i64::from(date.to_julian_day())),
            Manner::Moment => crate::clock::instant(held).map(OffsetDateTime::unix_timestamp),
            _ => dates::minutes(held),
        };
        if matches!(operand, Operand::Literal(text) if text.is_empty()) {
            return match operator {
                Operator::Equal => held.is_none(),
                Operator::NotEqual => held.is_some(),
                _ => false,
            };
        }
        let span = match (manner, operand) {
            (Manner::Date, _) => dates::span(operand, self.now)
                .map(|span| (i64::from(span.from.to_julian_day()), i64::from(span.to.to_julian_day()))),
            (Manner::Moment, _) => match dates::moment(operand, self.now) {
                Some(moment) => Some((moment, moment + 60)),
                None => {
                    dates::span(operand, self.now).map(|span| (dates::midnight(span.from), dates::midnight(span.to)))
                }
            },
            (_, Operand::Literal(text)) => dates::minutes(text).map(|minutes| (minutes, minutes + 1)),
            _ => None,
        };
        let Some((from, to)) = span else { return false };
        let Some(held) = held else { return operator == Operator::NotEqual };
        match operator {
            Operator::Equal => from <= held && held < to,
            Operator::NotEqual => held < from || to <= held,
            Operator::Less => held < from,
            Operator::LessOrEqual => held < to,
            Operator::Greater => held >= to,
            Operator::GreaterOrEqual => held >= from,
            _ => false,
        }
    }
}

/// A number, also one behind an app code (`CASE-12`).
pub(super) fn number(text: &str) -> Option<f64> {
    let digits = match text.rfind('-') {
        Some(at) if at > 0 && !text.get(..at).unwrap_or_default().ends_with(['e', 'E']) => text.get(at + 1..)?,
        _ => text,
    };
    digits.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn text_test(operator: Operator, operands: &[Operand], held: &str) -> bool {
    let any = |test: &dyn Fn(&str) -> bool| {
        operands.iter().any(|operand| matches!(operand, Operand::Literal(text) if test(text)))
    };
    match operator {
        Operator::Equal | Operator::In => any(&|text| text == held),
        Operator::NotEqual | Operator::NotIn => !any(&|text| text == held),
        Operator::Like => any(&|text| lower(held).contains(&lower(text))),
        Operator::NotLike => !any(&|text| lower(held).contains(&lower(text))),
        Operator::IsEmpty => held.trim().is_empty(),
        Operator::IsNotEmpty => !held.trim().is_empty(),
        _ => false,
    }
}

fn number_test(operator: Operator, operands: &[Operand], held: Option<f64>) -> bool {
    let same = |operand: &Operand| match operand {
        Operand::Literal(text) if text.is_empty() => held.is_none(),
        Operand::Literal(text) => held.is_some() && held == number(text),
        Operand::Function { .. } => false,
    };
    let first = operands.first().and_then(|operand| match operand {
        Operand::Literal(text) => number(text),
        Operand::Function { .. } => None,
    });
    let ordered =
        |test: fn(&f64, &f64) -> bool| held.is_some_and(|held| first.is_some_and(|first| test(&held, &first)));
    match operator {
        Operator::Equal | Operator::In => operands.iter().any(same),
        Operator::NotEqual | Operator::NotIn => !operands.iter().any(same),
        Operator::Greater => ordered(f64::gt),
        Operator::GreaterOrEqual => ordered(f64::ge),
        Operator::Less => ordered(f64::lt),
        Operator::LessOrEqual => ordered(f64::le),
        _ => false,
    }
}

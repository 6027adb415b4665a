//! Which records a query finds, and in which order.

use std::cmp::Ordering;

use serde_json::Value;
use time::OffsetDateTime;

use super::manner::{Manner, admits, manner};
use super::parse::bad_query;
use super::{Condition, Operand, Operator, Query, dates};
use crate::app::{App, Settings};
use crate::city::City;
use crate::form::{self, Field, inside};
use crate::people::Person;
use crate::record::Record;
use crate::refusal::{Refusal, Text};

/// Where a query is asked, and by whom.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) city: &'a City,
    pub(crate) app: &'a App,
    pub(crate) side: &'a Settings,
    pub(crate) person: &'a Person,
    pub(crate) now: OffsetDateTime,
}

static ID: Value = Value::Null;

impl<'a> Scope<'a> {
    fn field(&self, code: &'a str) -> Option<Field<'a>> {
        if code == "$id" {
            return Some(Field { code: "$id", kind: "__ID__", property: &ID, table: None });
        }
        form::find(&self.side.properties, code)
    }

    /// Refuses what this app cannot answer, before any record is looked at.
    pub(crate) fn check(&self, query: &'a Query) -> Result<(), Refusal> {
        if let Some(condition) = &query.condition {
            self.check_condition(condition)?;
        }
        for (code, _) in &query.order {
            let field = self.field(code).ok_or_else(|| not_found(code))?;
            let sortable = manner(field.kind)
                .is_some_and(|manner| !matches!(manner, Manner::LongText | Manner::File) && field.table.is_none());
            let many = matches!(
                field.kind,
                "CHECK_BOX"
                    | "MULTI_SELECT"
                    | "USER_SELECT"
                    | "ORGANIZATION_SELECT"
                    | "GROUP_SELECT"
                    | "STATUS_ASSIGNEE"
            );
            if !sortable || many {
                return Err(not_allowed(&field, "order by"));
            }
        }
        Ok(())
    }

    fn check_condition(&self, condition: &'a Condition) -> Result<(), Refusal> {
        match condition {
            Condition::And(left, right) | Condition::Or(left, right) => {
                self.check_condition(left)?;
                self.check_condition(right)
            }
            Condition::Test { field: code, operator, operands } => {
                let field = self.field(code).ok_or_else(|| not_found(code))?;
                let Some(manner) = manner(field.kind).filter(|_| !form::holds_no_value(&field)) else {
                    return Err(not_allowed(&field, word(*operator)));
                };
                if field.table.is_some() {
                    match operator {
                        Operator::Equal | Operator::NotEqual => {
                            let text = Text::new(
                                format!(
                                    "{code}フィールドはテーブルの中にあるため、演算子{}を使用できません。",
                                    word(*operator)
                                ),
                                format!(
                                    "Operator {} cannot be used for field {code}, which is in a table.",
                                    word(*operator)
                                ),
                            );
                            return Err(Refusal::new(400, "GAIA_IQ07", text));
                        }
                        // What a negation means over several rows is not documented.
                        Operator::NotIn | Operator::NotLike | Operator::IsEmpty | Operator::IsNotEmpty => {
                            return Err(bad_query());
                        }
                        _ => {}
                    }
                }
                if !admits(manner, *operator) {
                    return Err(not_allowed(&field, word(*operator)));
                }
                let readable = operands.iter().all(|operand| self.is_readable(manner, &field, operand));
                if readable { Ok(()) } else { Err(bad_query()) }
            }
        }
    }

    fn is_readable(&self, manner: Manner, field: &Field<'_>, operand: &Operand) -> bool {
        if let Operand::Literal(text) = operand
            && text.is_empty()
        {
            return true;
        }
        let plain = matches!(operand, Operand::Literal(_));
        match manner {
            Manner::Text | Manner::LongText | Manner::File | Manner::Choice | Manner::State => plain,
            Manner::Number => matches!(operand, Operand::Literal(text) if number(text).is_some()),
            Manner::Date => dates::span(operand, self.now).is_some(),
            Manner::Moment => {
                dates::moment(operand, self.now).is_some() || (!plain && dates::span(operand, self.now).is_some())
            }
            Manner::Time => matches!(operand, Operand::Literal(text) if dates::minutes(text).is_some()),
            Manner::People => match operand {
                Operand::Literal(_) => true,
                Operand::Function { name, arguments } => {
                    let organization = field.kind == "ORGANIZATION_SELECT";
                    arguments.is_empty()
                        && match name.as_str() {
                            "LOGINUSER" => !organization && field.kind != "GROUP_SELECT",
                            "PRIMARY_ORGANIZATION" => organization,
                            _ => false,
                        }
                }
            },
        }
    }

    /// Whether a record meets the conditions.
    pub(crate) fn meets(&self, query: &Query, record: &Record) -> bool {
        query.condition.as_ref().is_none_or(|condition| self.meets_condition(condition, record))
    }

    fn meets_condition(&self, condition: &Condition, record: &Record) -> bool {
        match condition {
            Condition::And(left, right) => self.meets_condition(left, record) && self.meets_condition(right, record),
            Condition::Or(left, right) => self.meets_condition(left, record) || self.meets_condition(right, record),
            Condition::Test { field: code, operator, operands } => {
                let id = Field { code: "$id", kind: "__ID__", property: &ID, table: None };
                let field = if code == "$id" { Some(id) } else { form::find(&self.side.properties, code) };
                let Some(field) = field else { return false };
                let Some(manner) = manner(field.kind) else { return false };
                match field.table {
                    None => self.test(manner, *operator, operands, &record.bare(self.app, self.side, &field)),
                    Some(table) => {
                        let rows = record.values.get(table).and_then(Value::as_array).into_iter().flatten();
                        rows.filter_map(|row| row["value"].get(code))
                            .any(|cell| self.test(manner, *operator, operands, cell))
                    }
                }
            }
        }
    }

    fn test(&self, manner: Manner, operator: Operator, operands: &[Operand], bare: &Value) -> bool {
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
                let Some(operand) = operands.first() else { return false };
                self.order_test(manner, operator, operand, &form::plain(bare))
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

    /// Puts records in the order of the query: newest id first where nothing else is said (observed).
    pub(crate) fn sort(&self, query: &Query, records: &mut [&Record]) {
        let fields: Vec<(Field<'_>, bool)> = query
            .order
            .iter()
            .filter_map(|(code, ascending)| {
                let id = Field { code: "$id", kind: "__ID__", property: &ID, table: None };
                let field = if code == "$id" { Some(id) } else { form::find(&self.side.properties, code) };
                Some((field?, *ascending))
            })
            .collect();
        records.sort_by(|left, right| {
            for (field, ascending) in &fields {
                let of = |record: &Record| form::plain(&record.bare(self.app, self.side, field));
                let (left, right) = (of(left), of(right));
                let order = match manner(field.kind) {
                    Some(Manner::Number) => number(&left).partial_cmp(&number(&right)).unwrap_or(Ordering::Equal),
                    Some(Manner::Choice) => option_index(field, &left).cmp(&option_index(field, &right)),
                    _ => left.cmp(&right),
                };
                let order = if *ascending { order } else { order.reverse() };
                if order != Ordering::Equal {
                    return order;
                }
            }
            right.id.cmp(&left.id)
        });
    }
}

fn option_index(field: &Field<'_>, option: &str) -> u64 {
    form::plain(inside(field.property, &["options", option, "index"])).parse().unwrap_or(u64::MAX)
}

/// A number, also one behind an app code (`CASE-12`).
fn number(text: &str) -> Option<f64> {
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

fn word(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "=",
        Operator::NotEqual => "!=",
        Operator::Greater => ">",
        Operator::Less => "<",
        Operator::GreaterOrEqual => ">=",
        Operator::LessOrEqual => "<=",
        Operator::In => "in",
        Operator::NotIn => "not in",
        Operator::Like => "like",
        Operator::NotLike => "not like",
        Operator::IsEmpty => "is",
        Operator::IsNotEmpty => "is not",
    }
}

fn not_found(code: &str) -> Refusal {
    let text = Text::new(
        format!("指定されたフィールド（{code}）が見つかりません。"),
        format!("Specified field ({code}) not found."),
    );
    Refusal::new(400, "GAIA_IQ11", text)
}

fn not_allowed(field: &Field<'_>, operator: &str) -> Refusal {
    let text = Text::new(
        format!("{}フィールドのフィールドタイプには演算子{operator}を使用できません。", field.code),
        format!("Operator {operator} cannot be used for the field type of field {}.", field.code),
    );
    Refusal::new(400, "GAIA_IQ03", text)
}

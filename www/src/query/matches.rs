//! Which records a query finds, and in which order.

use std::cmp::Ordering;

use serde_json::Value;
use time::OffsetDateTime;

use super::compare::number;
use super::manner::{Manner, admits, admits_among_several, manner};
use super::refused::{bad_query, not_allowed, not_among_several, not_found, not_sortable};
use super::{Condition, Operand, Operator, Query, dates};
use crate::app::{App, Settings};
use crate::city::City;
use crate::form::{self, Field, inside};
use crate::people::Person;
use crate::record::Record;
use crate::refusal::Refusal;

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
                return Err(not_sortable(&field));
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
            Condition::Test { field: code, operator, operands } => match code.split_once('.') {
                None => self.check_test(code, *operator, operands, false),
                Some((list, inner)) => {
                    let related = self.related(list).ok_or_else(|| not_found(code))?;
                    related.scope.check_test(inner, *operator, operands, true)
                }
            },
        }
    }

    fn check_test(
        &self,
        code: &'a str,
        operator: Operator,
        operands: &[Operand],
        is_related: bool,
    ) -> Result<(), Refusal> {
        let field = self.field(code).ok_or_else(|| not_found(code))?;
        let Some(manner) = manner(field.kind).filter(|_| !form::holds_no_value(&field)) else {
            return Err(not_allowed(&field, operator));
        };
        let known = if field.table.is_some() || is_related {
            if matches!(operator, Operator::Equal | Operator::NotEqual) {
                return Err(not_among_several(code, operator));
            }
            // A negation that the page allows and does not explain is refused as a bad query.
            if admits(manner, operator) && !admits_among_several(manner, operator) {
                return Err(bad_query());
            }
            admits_among_several(manner, operator)
        } else {
            admits(manner, operator)
        };
        if !known {
            return Err(not_allowed(&field, operator));
        }
        for operand in operands {
            if let Operand::Function { name, arguments } = operand
                && let Some(refusal) = dates::misused(name, arguments)
            {
                return Err(refusal);
            }
            if !self.is_readable(manner, &field, operand) {
                return Err(bad_query());
            }
        }
        Ok(())
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
            Condition::Test { field: code, operator, operands } => match code.split_once('.') {
                None => self.meets_test(code, *operator, operands, record),
                Some((list, inner)) => self.related(list).is_some_and(|related| {
                    let mut found = related.of(self, record);
                    found.any(|record| related.scope.meets_test(inner, *operator, operands, record))
                }),
            },
        }
    }

    fn meets_test(&self, code: &str, operator: Operator, operands: &[Operand], record: &Record) -> bool {
        let id = Field { code: "$id", kind: "__ID__", property: &ID, table: None };
        let field = if code == "$id" { Some(id) } else { form::find(&self.side.properties, code) };
        let Some((field, manner)) = field.and_then(|field| Some((field, manner(field.kind)?))) else { return false };
        let Some(table) = field.table else {
            return self.test(manner, operator, operands, &record.bare(self.app, self.side, &field));
        };
        let rows = record.values.get(table).and_then(Value::as_array).into_iter().flatten();
        rows.filter_map(|row| row["value"].get(code)).any(|cell| self.test(manner, operator, operands, cell))
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

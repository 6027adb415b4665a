//! The query language: `conditions order by … limit … offset …`.
//!
//! Official page `overview/query`. What is not read here is refused as kintone refuses a bad query, so that a query
//! never quietly means something else.

mod compare;
mod dates;
mod lex;
mod manner;
mod matches;
mod parse;
mod refused;
mod related;

pub(crate) use dates::{date, minutes};
pub(crate) use matches::Scope;
pub(crate) use parse::parse;

/// A query as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    pub(crate) condition: Option<Condition>,
    /// Field code, and whether ascending.
    pub(crate) order: Vec<(String, bool)>,
    pub(crate) limit: Option<usize>,
    pub(crate) offset: Option<usize>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Test { field: String, operator: Operator, operands: Vec<Operand> },
}

/// What a field is compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    In,
    NotIn,
    Like,
    NotLike,
    IsEmpty,
    IsNotEmpty,
}

/// What a field is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    Literal(String),
    Function { name: String, arguments: Vec<String> },
}

//! Kinds of fields, as queries compare them.

use super::Operator;

/// How a kind of field is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Text,
    LongText,
    File,
    Number,
    Date,
    Moment,
    Time,
    Choice,
    People,
    State,
}

/// The manner of a kind; `None`: no query may name it.
pub(super) fn manner(kind: &str) -> Option<Manner> {
    Some(match kind {
        "SINGLE_LINE_TEXT" | "LINK" => Manner::Text,
        "MULTI_LINE_TEXT" | "RICH_TEXT" => Manner::LongText,
        "FILE" => Manner::File,
        "NUMBER" | "CALC" | "RECORD_NUMBER" | "__ID__" => Manner::Number,
        "DATE" => Manner::Date,
        "DATETIME" | "CREATED_TIME" | "UPDATED_TIME" => Manner::Moment,
        "TIME" => Manner::Time,
        "CHECK_BOX" | "MULTI_SELECT" | "RADIO_BUTTON" | "DROP_DOWN" => Manner::Choice,
        "CREATOR" | "MODIFIER" | "USER_SELECT" | "ORGANIZATION_SELECT" | "GROUP_SELECT" | "STATUS_ASSIGNEE" => {
            Manner::People
        }
        "STATUS" => Manner::State,
        _ => return None,
    })
}

/// Which operators a manner knows where a record may hold several values: in tables and related records `in` takes the
/// place of `=` (official page). What a negation means over several values is not documented: none is known.
pub(super) fn admits_among_several(manner: Manner, operator: Operator) -> bool {
    match operator {
        Operator::NotIn | Operator::NotLike | Operator::IsEmpty | Operator::IsNotEmpty => false,
        Operator::In => admits(manner, Operator::In) || admits(manner, Operator::Equal),
        operator => admits(manner, operator),
    }
}

/// Which operators a manner knows (official page `overview/query`).
pub(super) fn admits(manner: Manner, operator: Operator) -> bool {
    use super::Operator::{
        Equal, Greater, GreaterOrEqual, In, IsEmpty, IsNotEmpty, Less, LessOrEqual, Like, NotEqual, NotIn, NotLike,
    };
    match manner {
        Manner::Text => matches!(operator, Equal | NotEqual | In | NotIn | Like | NotLike),
        Manner::LongText | Manner::File => matches!(operator, Like | NotLike | IsEmpty | IsNotEmpty),
        Manner::Number => {
            matches!(operator, Equal | NotEqual | Greater | Less | GreaterOrEqual | LessOrEqual | In | NotIn)
        }
        Manner::Date | Manner::Moment | Manner::Time => {
            matches!(operator, Equal | NotEqual | Greater | Less | GreaterOrEqual | LessOrEqual)
        }
        Manner::Choice | Manner::People => matches!(operator, In | NotIn),
        Manner::State => matches!(operator, Equal | NotEqual | In | NotIn),
    }
}

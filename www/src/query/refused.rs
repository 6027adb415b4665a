//! What a query is refused with.
//!
//! Codes and Japanese sentences: observed.

use super::Operator;
use crate::form::Field;
use crate::refusal::{Refusal, Text};

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

/// A field that is not there.
pub(super) fn not_found(code: &str) -> Refusal {
    let text = Text::new(
        format!("指定されたフィールド（{code}）が見つかりません。"),
        format!("Specified field ({code}) not found."),
    );
    Refusal::new(400, "GAIA_IQ11", text)
}

/// An operator that the kind of field does not know.
pub(super) fn not_allowed(field: &Field<'_>, operator: Operator) -> Refusal {
    misfit(field, word(operator))
}

/// A field that no order goes by.
pub(super) fn not_sortable(field: &Field<'_>) -> Refusal {
    misfit(field, "order by")
}

fn misfit(field: &Field<'_>, operator: &str) -> Refusal {
    let text = Text::new(
        format!("{}フィールドのフィールドタイプには演算子{operator}を使用できません。", field.code),
        format!("Operator {operator} cannot be used for the field type of field {}.", field.code),
    );
    Refusal::new(400, "GAIA_IQ03", text)
}

/// `=` and `!=` on a field of a table or of related records.
pub(super) fn not_among_several(code: &str, operator: Operator) -> Refusal {
    let operator = word(operator);
    let text = Text::new(
        format!("{code}フィールドはテーブルの中にあるため、演算子{operator}を使用できません。"),
        format!("Operator {operator} cannot be used for field {code}, which is in a table."),
    );
    Refusal::new(400, "GAIA_IQ07", text)
}

/// 「クエリ記法が間違っています。」
pub(super) fn bad_query() -> Refusal {
    Refusal::at("query", Text::new("クエリ記法が間違っています。", "unsupported query format"))
}

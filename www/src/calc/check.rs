//! Whether a form's formulas can be computed: asked before a deploy.
//!
//! Reasons in Japanese: observed; in English: assumption.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::date_format;
use super::held::is_calculated;
use super::read::{Expression, FUNCTIONS, Function, read};
use crate::form::{self, Field};
use crate::refusal::{Refusal, Text};

/// What is wrong with a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Problem {
    Syntax,
    NoField(String),
    NoFunction(String),
    TooFew {
        function: &'static str,
        least: usize,
        exactly: bool,
    },
    TooMany {
        function: &'static str,
        most: usize,
    },
    Wide(char, char),
    /// A kind of field that no formula may name.
    Kind(String),
    Operator(&'static str),
    Argument(&'static str),
    /// Several values where one is wanted.
    Several,
    Circle,
    Zone(String),
}

impl Problem {
    fn reason(&self) -> (String, String) {
        match self {
            Self::Syntax => {
                ("計算式の文法が正しくありません。".into(), "The syntax of the formula is not correct.".into())
            }
            Self::NoField(code) => (
                format!("計算式に含まれるフィールドコード（{code}）が存在しません。"),
                format!("The field code ({code}) in the formula does not exist."),
            ),
            Self::NoFunction(name) => {
                (format!("{name}関数は使用できません。"), format!("The function {name} cannot be used."))
            }
            Self::TooFew { function, least, exactly: true } => (
                format!("{function}関数には{least}個の引数が必要です。"),
                format!("The function {function} requires {least} arguments."),
            ),
            Self::TooFew { function, least, exactly: false } => (
                format!("{function}関数には{least}個以上の引数が必要です。"),
                format!("The function {function} requires at least {least} arguments."),
            ),
            Self::TooMany { function, most } => (
                format!("{function}関数に指定できる引数は{most}個までです。"),
                format!("The function {function} takes up to {most} arguments."),
            ),
            Self::Wide(wide, narrow) => (
                format!("全角記号「{wide}」が入力されています。半角記号「{narrow}」を入力してください。"),
                format!("The full-width sign \"{wide}\" is used. Enter \"{narrow}\" instead."),
            ),
            Self::Kind(code) => (
                format!("計算式で利用できないフィールドタイプ({code})が指定されています。"),
                format!("The field ({code}) is of a type that formulas cannot use."),
            ),
            Self::Operator(sign) => (
                format!("演算子「{sign}」とデータ型の組み合わせが正しくありません。"),
                format!("The operator \"{sign}\" does not fit the data type."),
            ),
            Self::Argument(function) => (
                format!("{function}関数と引数のデータ型の組み合わせが正しくありません。"),
                format!("The function {function} does not fit the data type of its argument."),
            ),
            Self::Several => (
                "配列型の値に対して適切な関数が利用されていません。".into(),
                "No suitable function is used for a value that is a list.".into(),
            ),
            Self::Circle => {
                ("フィールドの参照が循環しています。".into(), "The references between fields are circular.".into())
            }
            Self::Zone(zone) => (
                format!("タイムゾーン「{zone}」は使用できません。"),
                format!("The time zone \"{zone}\" cannot be used."),
            ),
        }
    }
}

/// What a part of a formula comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    Text,
    Flag,
    /// Whichever branch of an `IF` is taken.
    Either,
    Numbers,
    Texts,
}

/// Refuses a form with a formula that cannot be computed.
pub(crate) fn check(properties: &Map<String, Value>) -> Result<(), Refusal> {
    let mut uses: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for field in form::all(properties).iter().filter(|field| is_calculated(field)) {
        let checked = read(&field.text("expression")).and_then(|expression| {
            let mut named = Vec::new();
            sort(properties, field, &expression, &mut named)?;
            Ok(named)
        });
        match checked {
            Ok(named) => uses.insert(field.code, named),
            Err(problem) => return Err(refusal(field, &problem)),
        };
    }
    // What rests only on settled fields is settled; what is left over at the end rests on itself.
    let mut settled = 1;
    while settled > 0 {
        let free: Vec<&str> = uses
            .iter()
            .filter(|(_, named)| named.iter().all(|name| !uses.contains_key(name.as_str())))
            .map(|(code, _)| *code)
            .collect();
        settled = free.len();
        uses.retain(|code, _| !free.contains(code));
    }
    let stuck = uses.keys().next().and_then(|code| form::find(properties, code));
    stuck.map_or(Ok(()), |field| Err(refusal(&field, &Problem::Circle)))
}

fn refusal(field: &Field<'_>, problem: &Problem) -> Refusal {
    let label = field.text("label");
    let (ja, en) = problem.reason();
    let text = Text::new(
        format!("フィールド「{label}」の計算式が正しくありません。(エラーの内容：{ja})"),
        format!("The formula of the field \"{label}\" is not correct. (Error: {en})"),
    );
    Refusal::new(400, "GAIA_IL01", text)
}

fn sort(
    properties: &Map<String, Value>,
    around: &Field<'_>,
    expression: &Expression,
    named: &mut Vec<String>,
) -> Result<Sort, Problem> {
    match expression {
        Expression::Number(_) => Ok(Sort::Number),
        Expression::Text(_) => Ok(Sort::Text),
        Expression::Field(code) => {
            let field = form::find(properties, code).ok_or_else(|| Problem::NoField(code.clone()))?;
            named.push(code.clone());
            let one = match field.kind {
                "NUMBER" | "CALC" | "DATE" | "TIME" | "DATETIME" | "CREATED_TIME" | "UPDATED_TIME" => Sort::Number,
                "SINGLE_LINE_TEXT" | "DROP_DOWN" | "RADIO_BUTTON" | "CREATOR" | "MODIFIER" => Sort::Text,
                "CHECK_BOX" | "MULTI_SELECT" => Sort::Texts,
                _ => return Err(Problem::Kind(code.clone())),
            };
            let is_column = field.table.is_some() && field.table != around.table;
            Ok(match one {
                Sort::Number if is_column => Sort::Numbers,
                Sort::Text if is_column => Sort::Texts,
                one => one,
            })
        }
        Expression::Negated(inner) => match sort(properties, around, inner, named)? {
            Sort::Number | Sort::Either => Ok(Sort::Number),
            Sort::Numbers | Sort::Texts => Err(Problem::Several),
            _ => Err(Problem::Operator("-")),
        },
        Expression::Two(sign, left, right) => {
            let both = [sort(properties, around, left, named)?, sort(properties, around, right, named)?];
            if both.iter().any(|one| matches!(one, Sort::Numbers | Sort::Texts)) {
                return Err(Problem::Several);
            }
            match *sign {
                "&" => Ok(Sort::Text),
                "=" | "!=" | "<>" => Ok(Sort::Flag),
                sign if both.iter().any(|one| !matches!(one, Sort::Number | Sort::Either)) => {
                    Err(Problem::Operator(sign))
                }
                "<" | ">" | "<=" | ">=" => Ok(Sort::Flag),
                _ => Ok(Sort::Number),
            }
        }
        Expression::Call(function, given) => {
            let sorts: Vec<Sort> =
                given.iter().map(|one| sort(properties, around, one, named)).collect::<Result<_, _>>()?;
            call_sort(*function, given, &sorts)
        }
    }
}

fn call_sort(function: Function, given: &[Expression], sorts: &[Sort]) -> Result<Sort, Problem> {
    let name = FUNCTIONS.iter().find(|(known, ..)| *known == function).map_or("", |(_, name, ..)| *name);
    let misfit = Err(Problem::Argument(name));
    let several = |one: &Sort| matches!(one, Sort::Numbers | Sort::Texts);
    if !matches!(function, Function::Sum | Function::Contains) && sorts.iter().any(several) {
        return Err(Problem::Several);
    }
    let number = |one: Option<&Sort>| one.is_none_or(|one| matches!(one, Sort::Number | Sort::Either));
    let text = |one: Option<&Sort>| one.is_none_or(|one| matches!(one, Sort::Text | Sort::Either));
    let flag = |one: Option<&Sort>| one.is_none_or(|one| matches!(one, Sort::Flag | Sort::Either));
    match function {
        Function::Sum if sorts.iter().all(|one| *one == Sort::Numbers || number(Some(one))) => Ok(Sort::Number),
        Function::Round | Function::RoundDown | Function::RoundUp if sorts.iter().all(|one| number(Some(one))) => {
            Ok(Sort::Number)
        }
        Function::Yen if sorts.iter().all(|one| number(Some(one))) => Ok(Sort::Text),
        Function::And | Function::Or | Function::Not if sorts.iter().all(|one| flag(Some(one))) => Ok(Sort::Flag),
        Function::If if flag(sorts.first()) => match (sorts.get(1), sorts.get(2)) {
            (Some(yes), Some(no)) if yes == no => Ok(*yes),
            _ => Ok(Sort::Either),
        },
        Function::Contains if sorts.first() == Some(&Sort::Texts) && text(sorts.get(1)) => Ok(Sort::Flag),
        Function::DateFormat if number(sorts.first()) && text(sorts.get(1)) && text(sorts.get(2)) => {
            match given.get(2) {
                Some(Expression::Text(zone)) if date_format::offset(zone).is_none() => Err(Problem::Zone(zone.clone())),
                _ => Ok(Sort::Text),
            }
        }
        _ => misfit,
    }
}

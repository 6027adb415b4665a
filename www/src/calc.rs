//! Calculated fields: numbers, `+ - * /`, parentheses, and `SUM` over a column of a table.
//!
//! Observed: a quotient is rounded to four decimals, and a division by zero leaves the field empty.

use serde_json::{Map, Value};

use crate::form;
use crate::refusal::{Refusal, Text};

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Name(String),
    Sign(char),
}

enum Expression {
    Number(f64),
    Field(String),
    Sum(String),
    Negated(Box<Expression>),
    Two(char, Box<Expression>, Box<Expression>),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        if char.is_whitespace() {
            continue;
        }
        if "+-*/(),".contains(char) {
            tokens.push(Token::Sign(char));
            continue;
        }
        let mut word = String::from(char);
        while let Some(char) = rest.next_if(|char| !char.is_whitespace() && !"+-*/(),&=<>!\"^".contains(*char)) {
            word.push(char);
        }
        if "&=<>!\"^".contains(char) {
            return None;
        }
        tokens.push(word.parse().map_or_else(|_| Token::Name(word.clone()), Token::Number));
    }
    Some(tokens)
}

struct Reader<'a> {
    rest: &'a [Token],
    depth: usize,
}

impl Reader<'_> {
    fn sign(&mut self, signs: &str) -> Option<char> {
        let (Token::Sign(sign), rest) = self.rest.split_first()? else { return None };
        if !signs.contains(*sign) {
            return None;
        }
        self.rest = rest;
        Some(*sign)
    }

    fn sum(&mut self) -> Option<Expression> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign("+-") {
            left = Expression::Two(sign, Box::new(left), Box::new(self.product()?));
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Expression> {
        let mut left = self.one()?;
        while let Some(sign) = self.sign("*/") {
            left = Expression::Two(sign, Box::new(left), Box::new(self.one()?));
        }
        Some(left)
    }

    fn one(&mut self) -> Option<Expression> {
        self.depth += 1;
        // A hostile expression must not exhaust the stack.
        if self.depth > 200 {
            return None;
        }
        if self.sign("-").is_some() {
            return Some(Expression::Negated(Box::new(self.one()?)));
        }
        if self.sign("(").is_some() {
            let inner = self.sum()?;
            return self.sign(")").map(|_| inner);
        }
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        match first {
            Token::Number(number) => Some(Expression::Number(*number)),
            Token::Name(name) if name == "SUM" && self.sign("(").is_some() => {
                let (Token::Name(column), rest) = self.rest.split_first()? else { return None };
                self.rest = rest;
                self.sign(")").map(|_| Expression::Sum(column.clone()))
            }
            Token::Name(name) => Some(Expression::Field(name.clone())),
            Token::Sign(_) => None,
        }
    }
}

fn read(text: &str) -> Option<Expression> {
    let tokens = tokens(text)?;
    let mut reader = Reader { rest: &tokens, depth: 0 };
    let expression = reader.sum()?;
    reader.rest.is_empty().then_some(expression)
}

fn names(expression: &Expression) -> Vec<&str> {
    match expression {
        Expression::Number(_) => Vec::new(),
        Expression::Field(name) | Expression::Sum(name) => vec![name],
        Expression::Negated(inner) => names(inner),
        Expression::Two(_, left, right) => [names(left), names(right)].concat(),
    }
}

/// Refuses an expression that names a field which is not there. One with functions that are not computed here passes:
/// its value stays empty.
pub(crate) fn check(properties: &Map<String, Value>, text: &str) -> Result<(), Refusal> {
    let Some(expression) = read(text) else { return Ok(()) };
    let missing = names(&expression).into_iter().find(|name| form::find(properties, name).is_none());
    let Some(name) = missing else { return Ok(()) };
    let text = Text::new(
        format!("計算式が正しくありません。（フィールド「{name}」が見つかりません。）"),
        format!("The formula is not correct. (The field \"{name}\" is not found.)"),
    );
    Err(Refusal::new(400, "GAIA_IL01", text))
}

/// What an expression comes to: `of` gives a field's number, `column` those of a table's column.
pub(crate) fn value(text: &str, of: &dyn Fn(&str) -> Option<f64>, column: &dyn Fn(&str) -> Vec<f64>) -> String {
    let number = read(text).and_then(|expression| compute(&expression, of, column));
    number.filter(|number| number.is_finite()).map(written).unwrap_or_default()
}

fn compute(
    expression: &Expression,
    of: &dyn Fn(&str) -> Option<f64>,
    column: &dyn Fn(&str) -> Vec<f64>,
) -> Option<f64> {
    Some(match expression {
        Expression::Number(number) => *number,
        // An empty field counts as zero.
        Expression::Field(name) => of(name).unwrap_or_default(),
        Expression::Sum(name) => column(name).iter().sum(),
        Expression::Negated(inner) => -compute(inner, of, column)?,
        Expression::Two(sign, left, right) => {
            let (left, right) = (compute(left, of, column)?, compute(right, of, column)?);
            match sign {
                '+' => left + right,
                '-' => left - right,
                '*' => left * right,
                _ if right == 0.0 => return None,
                _ => (left / right * 10_000.0).round() / 10_000.0,
            }
        }
    })
}

/// Decimal text without a trailing fraction of zeros.
fn written(number: f64) -> String {
    let text = format!("{number:.8}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

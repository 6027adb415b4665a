//! What a formula comes to.

use std::cmp::Ordering;

use super::date_format;
use super::decimal::{Decimal, Rounding};
use super::read::{Expression, Function};

/// Digits of numbers and quotients (`numberPrecision`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Precision {
    pub(super) digits: usize,
    pub(super) places: u32,
    pub(super) rounding: Rounding,
}

/// A value inside a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Known {
    /// An empty field: zero where a number is wanted, no text where a text is.
    Blank,
    Number(Decimal),
    Text(String),
    Flag(bool),
    Several(Vec<Known>),
}

impl Known {
    fn number(&self) -> Option<Decimal> {
        match self {
            Self::Blank => Some(Decimal::ZERO),
            Self::Number(number) => Some(*number),
            Self::Flag(flag) => Some(Decimal::whole(i64::from(*flag))),
            Self::Text(_) | Self::Several(_) => None,
        }
    }

    /// As `&` writes it.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Blank => Some(String::new()),
            Self::Text(text) => Some(text.clone()),
            Self::Several(_) => None,
            other => other.number().map(|number| number.to_string()),
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            other => other.number().map(|number| !number.is_zero()),
        }
    }

    /// Values of different kinds are never the same (official help); nothing is the same as no text.
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(left), Self::Text(right)) => left == right,
            (Self::Text(text), Self::Blank) | (Self::Blank, Self::Text(text)) => text.is_empty(),
            (Self::Text(_), _) | (_, Self::Text(_)) => false,
            (left, right) => match (left.number(), right.number()) {
                (Some(left), Some(right)) => left.compared(right) == Ordering::Equal,
                _ => false,
            },
        }
    }
}

/// The value of a formula; `None` where kintone shows an error instead (`#ERROR!`, `#VALUE!`, `#PRECISION!`).
pub(super) fn compute(expression: &Expression, precision: Precision, of: &dyn Fn(&str) -> Known) -> Option<Known> {
    let fits = |number: Decimal| (number.digits() <= precision.digits).then_some(Known::Number(number));
    match expression {
        Expression::Number(number) => Some(Known::Number(*number)),
        Expression::Text(text) => Some(Known::Text(text.clone())),
        Expression::Field(code) => Some(of(code)),
        Expression::Negated(inner) => Some(Known::Number(compute(inner, precision, of)?.number()?.negated())),
        Expression::Two(sign, left, right) => {
            let (left, right) = (compute(left, precision, of)?, compute(right, precision, of)?);
            match *sign {
                "&" => return Some(Known::Text(left.text()? + &right.text()?)),
                "=" => return Some(Known::Flag(left.same(&right))),
                "!=" | "<>" => return Some(Known::Flag(!left.same(&right))),
                _ => {}
            }
            let (left, right) = (left.number()?, right.number()?);
            let order = left.compared(right);
            match *sign {
                "+" => fits(left.plus(right)?),
                "-" => fits(left.plus(right.negated())?),
                "*" => fits(left.times(right)?),
                "/" => fits(left.over(right, precision.places, precision.rounding)?),
                "^" => fits(power(left, right, precision)?),
                "<" => Some(Known::Flag(order == Ordering::Less)),
                "<=" => Some(Known::Flag(order != Ordering::Greater)),
                ">" => Some(Known::Flag(order == Ordering::Greater)),
                ">=" => Some(Known::Flag(order != Ordering::Less)),
                _ => None,
            }
        }
        Expression::Call(function, given) => call(*function, given, precision, of),
    }
}

/// Observed: a fraction of the exponent is cut off; more than the hundredth power is an error.
fn power(base: Decimal, exponent: Decimal, precision: Precision) -> Option<Decimal> {
    let exponent = i32::try_from(exponent.rounded(0, Rounding::Down)?.floor()?).ok()?;
    (-100..=100).contains(&exponent).then(|| base.to_the(exponent, precision.places, precision.rounding))?
}

fn call(function: Function, given: &[Expression], precision: Precision, of: &dyn Fn(&str) -> Known) -> Option<Known> {
    let at = |index: usize| compute(given.get(index)?, precision, of);
    let all = || given.iter().map(|one| compute(one, precision, of)).collect::<Option<Vec<Known>>>();
    let places = || match given.len() {
        1 => Some(0),
        _ => i32::try_from(at(1)?.number()?.floor()?).ok(),
    };
    let rounded = |rounding| at(0)?.number()?.rounded(places()?, rounding).map(Known::Number);
    match function {
        Function::Sum => {
            let mut sum = Decimal::ZERO;
            for one in all()? {
                let several = if let Known::Several(list) = one { list } else { vec![one] };
                for one in several {
                    sum = sum.plus(one.number()?)?;
                }
            }
            (sum.digits() <= precision.digits).then_some(Known::Number(sum))
        }
        Function::If => at(if at(0)?.flag()? { 1 } else { 2 }),
        Function::And => {
            Some(Known::Flag(all()?.iter().map(Known::flag).collect::<Option<Vec<_>>>()?.iter().all(|flag| *flag)))
        }
        Function::Or => {
            Some(Known::Flag(all()?.iter().map(Known::flag).collect::<Option<Vec<_>>>()?.iter().any(|flag| *flag)))
        }
        Function::Not => Some(Known::Flag(!at(0)?.flag()?)),
        Function::Round => rounded(Rounding::HalfUp),
        Function::RoundDown => rounded(Rounding::Down),
        Function::RoundUp => rounded(Rounding::Up),
        Function::Yen => at(0)?
            .number()?
            .rounded(places()?, Rounding::HalfUp)
            .map(|n| Known::Text(yen(n, places().unwrap_or_default()))),
        Function::Contains => {
            let wanted = at(1)?;
            let Known::Several(list) = at(0)? else { return None };
            Some(Known::Flag(list.iter().any(|one| one.same(&wanted))))
        }
        Function::DateFormat => match at(0)? {
            // A date that was not entered has no form.
            Known::Blank => Some(Known::Text(String::new())),
            time => {
                let seconds = time.number()?.floor()?;
                date_format::written(seconds, &at(1)?.text()?, &at(2)?.text()?).map(Known::Text)
            }
        },
    }
}

/// `¥1,234.50`: digits in threes, as many places as asked for.
fn yen(number: Decimal, places: i32) -> String {
    let text = number.to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut threes = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            threes.push(',');
        }
        threes.push(digit);
    }
    let places = usize::try_from(places).unwrap_or_default();
    let point = if places > 0 { "." } else { "" };
    format!("{sign}¥{threes}{point}{fraction:0<places$}")
}

//! From the text of a formula to its tree.

use super::check::Problem;
use super::decimal::Decimal;

/// A formula.
#[derive(Debug)]
pub(super) enum Expression {
    Number(Decimal),
    Text(String),
    Field(String),
    Negated(Box<Expression>),
    Two(&'static str, Box<Expression>, Box<Expression>),
    Call(Function, Vec<Expression>),
}

/// The functions of kintone (official help), in the order of that page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Sum,
    Yen,
    DateFormat,
    If,
    And,
    Or,
    Not,
    Round,
    RoundDown,
    RoundUp,
    Contains,
}

/// Name, fewest and most arguments.
pub(super) const FUNCTIONS: [(Function, &str, usize, usize); 11] = [
    (Function::Sum, "SUM", 1, usize::MAX),
    (Function::Yen, "YEN", 2, 2),
    (Function::DateFormat, "DATE_FORMAT", 3, 3),
    (Function::If, "IF", 3, 3),
    (Function::And, "AND", 1, 32),
    (Function::Or, "OR", 1, 32),
    (Function::Not, "NOT", 1, 1),
    (Function::Round, "ROUND", 1, 2),
    (Function::RoundDown, "ROUNDDOWN", 1, 2),
    (Function::RoundUp, "ROUNDUP", 1, 2),
    (Function::Contains, "CONTAINS", 2, 2),
];

/// Longest first, so that `<=` is not read as `<`.
const SIGNS: [&str; 16] = ["<=", ">=", "!=", "<>", "+", "-", "*", "/", "^", "&", "=", "<", ">", "(", ")", ","];

/// From the loosest to the tightest (official help).
const LEVELS: [&[&str]; 5] = [&["=", "!=", "<>", "<", ">", "<=", ">="], &["&"], &["+", "-"], &["*", "/"], &["^"]];

/// Signs that look right and are not.
const WIDE: [(char, char); 14] = [
    ('＋', '+'),
    ('－', '-'),
    ('＊', '*'),
    ('／', '/'),
    ('＾', '^'),
    ('＆', '&'),
    ('＝', '='),
    ('＜', '<'),
    ('＞', '>'),
    ('（', '('),
    ('）', ')'),
    ('，', ','),
    ('”', '"'),
    ('！', '!'),
];

/// A hostile formula must not exhaust the stack.
const DEPTH: usize = 100;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(Decimal),
    Text(String),
    Name(String),
    Sign(&'static str),
}

/// Reads a formula.
pub(super) fn read(text: &str) -> Result<Expression, Problem> {
    let tokens = tokens(text)?;
    let mut reader = Reader { rest: &tokens, depth: 0 };
    let expression = reader.level(0)?;
    if reader.rest.is_empty() { Ok(expression) } else { Err(Problem::Syntax) }
}

fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if char.is_whitespace() {
            rest = rest.trim_start();
        } else if let Some(inner) = rest.strip_prefix('"') {
            let (text, after) = inner.split_once('"').ok_or(Problem::Syntax)?;
            tokens.push(Token::Text(text.to_owned()));
            rest = after;
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push(Token::Sign(sign));
            rest = rest.get(sign.len()..).unwrap_or_default();
        } else if let Some((wide, narrow)) = WIDE.iter().find(|(wide, _)| *wide == char) {
            return Err(Problem::Wide(*wide, *narrow));
        } else {
            let ends = |char: char| {
                char.is_whitespace() || "\"!<>=+-*/^&(),".contains(char) || WIDE.iter().any(|(wide, _)| *wide == char)
            };
            let (word, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
            if word.is_empty() {
                return Err(Problem::Syntax);
            }
            let number = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then(|| Decimal::read(word));
            tokens.push(match number {
                Some(number) => Token::Number(number.ok_or(Problem::Syntax)?),
                None => Token::Name(word.to_owned()),
            });
            rest = after;
        }
    }
    Ok(tokens)
}

struct Reader<'a> {
    rest: &'a [Token],
    depth: usize,
}

impl Reader<'_> {
    fn sign(&mut self, signs: &[&str]) -> Option<&'static str> {
        let (Token::Sign(sign), rest) = self.rest.split_first()? else { return None };
        if !signs.contains(sign) {
            return None;
        }
        self.rest = rest;
        Some(sign)
    }

    fn level(&mut self, level: usize) -> Result<Expression, Problem> {
        let Some(signs) = LEVELS.get(level) else { return self.one() };
        let mut left = self.level(level + 1)?;
        let mut terms = 0;
        while let Some(sign) = self.sign(signs) {
            terms += 1;
            // Each further term nests the tree one deeper.
            if terms > 1_000 {
                return Err(Problem::Syntax);
            }
            left = Expression::Two(sign, Box::new(left), Box::new(self.level(level + 1)?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Expression, Problem> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Problem::Syntax);
        }
        let read = self.inner();
        self.depth -= 1;
        read
    }

    fn inner(&mut self) -> Result<Expression, Problem> {
        match self.sign(&["+", "-", "("]) {
            Some("+") => return self.one(),
            Some("-") => return Ok(Expression::Negated(Box::new(self.one()?))),
            Some(_) => {
                let inner = self.level(0)?;
                return self.sign(&[")"]).map(|_| inner).ok_or(Problem::Syntax);
            }
            None => {}
        }
        let (first, rest) = self.rest.split_first().ok_or(Problem::Syntax)?;
        self.rest = rest;
        match first {
            Token::Number(number) => Ok(Expression::Number(*number)),
            Token::Text(text) => Ok(Expression::Text(text.clone())),
            Token::Name(name) if self.sign(&["("]).is_some() => self.call(name),
            Token::Name(name) => Ok(Expression::Field(name.clone())),
            Token::Sign(_) => Err(Problem::Syntax),
        }
    }

    fn call(&mut self, name: &str) -> Result<Expression, Problem> {
        let mut given = Vec::new();
        if self.sign(&[")"]).is_none() {
            loop {
                given.push(self.level(0)?);
                match self.sign(&[",", ")"]) {
                    Some(",") => {}
                    Some(_) => break,
                    None => return Err(Problem::Syntax),
                }
            }
        }
        // Official help: in either case.
        let known = FUNCTIONS.iter().find(|(_, known, ..)| name.eq_ignore_ascii_case(known));
        let (function, name, least, most) = known.ok_or_else(|| Problem::NoFunction(name.to_owned()))?;
        if given.len() < *least {
            return Err(Problem::TooFew { function: name, least: *least, exactly: least == most });
        }
        if given.len() > *most {
            return Err(Problem::TooMany { function: name, most: *most });
        }
        Ok(Expression::Call(*function, given))
    }
}

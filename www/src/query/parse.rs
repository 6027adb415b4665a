//! From tokens to a query.

use super::lex::{Token, tokens};
use super::refused::bad_query;
use super::{Condition, Operand, Operator, Query};
use crate::refusal::{Refusal, Text};

/// Reads a query.
pub(crate) fn parse(text: &str) -> Result<Query, Refusal> {
    let tokens = tokens(text).ok_or_else(bad_query)?;
    let mut reader = Reader { tokens: &tokens, depth: 0, tests: 0 };
    let query = reader.query().ok_or_else(bad_query)?;
    if query.limit.is_some_and(|limit| limit > 500) {
        let text = Text::new("limitには500以下の数値を指定してください。", "limit must be 500 or less.");
        return Err(Refusal::new(400, "GAIA_QU01", text));
    }
    if query.offset.is_some_and(|offset| offset > 10_000) {
        let text = Text::new("offsetには10,000以下の数値を指定してください。", "offset must be 10,000 or less.");
        return Err(Refusal::new(400, "GAIA_QU02", text));
    }
    Ok(query)
}

struct Reader<'a> {
    tokens: &'a [Token],
    depth: usize,
    tests: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.first(), Some(Token::Sign(found)) if *found == sign);
        if found {
            self.next();
        }
        found
    }

    /// A keyword, in either case.
    fn keyword(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.first(), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word));
        if found {
            self.next();
        }
        found
    }

    fn at_tail(&self) -> bool {
        match self.tokens.first() {
            None => true,
            Some(Token::Word(word)) => ["order", "limit", "offset"].iter().any(|key| word.eq_ignore_ascii_case(key)),
            _ => false,
        }
    }

    fn query(&mut self) -> Option<Query> {
        let mut query = Query::default();
        if !self.at_tail() {
            query.condition = Some(self.either()?);
        }
        if self.keyword("order") {
            if !self.keyword("by") {
                return None;
            }
            loop {
                let Token::Word(field) = self.next()? else { return None };
                let descends = self.keyword("desc");
                if !descends {
                    self.keyword("asc");
                }
                query.order.push((field.clone(), !descends));
                if !self.sign(",") {
                    break;
                }
            }
        }
        if self.keyword("limit") {
            query.limit = Some(self.number()?);
        }
        if self.keyword("offset") {
            query.offset = Some(self.number()?);
        }
        self.tokens.is_empty().then_some(query)
    }

    fn number(&mut self) -> Option<usize> {
        let Token::Word(word) = self.next()? else { return None };
        word.parse().ok()
    }

    fn either(&mut self) -> Option<Condition> {
        let mut left = self.both()?;
        while self.keyword("or") {
            left = Condition::Or(Box::new(left), Box::new(self.both()?));
        }
        Some(left)
    }

    fn both(&mut self) -> Option<Condition> {
        let mut left = self.one()?;
        while self.keyword("and") {
            left = Condition::And(Box::new(left), Box::new(self.one()?));
        }
        Some(left)
    }

    fn one(&mut self) -> Option<Condition> {
        if self.sign("(") {
            self.depth += 1;
            // A hostile query must not exhaust the stack.
            if self.depth > 100 {
                return None;
            }
            let inner = self.either()?;
            self.depth -= 1;
            return self.sign(")").then_some(inner);
        }
        self.tests += 1;
        // Each test nests the tree of conditions one deeper.
        if self.tests > 1_000 {
            return None;
        }
        let Token::Word(field) = self.next()? else { return None };
        let (operator, operands) = self.comparison()?;
        Some(Condition::Test { field: field.clone(), operator, operands })
    }

    fn comparison(&mut self) -> Option<(Operator, Vec<Operand>)> {
        let signs = [
            ("=", Operator::Equal),
            ("!=", Operator::NotEqual),
            (">=", Operator::GreaterOrEqual),
            ("<=", Operator::LessOrEqual),
            (">", Operator::Greater),
            ("<", Operator::Less),
        ];
        for (sign, operator) in signs {
            if self.sign(sign) {
                return Some((operator, vec![self.operand()?]));
            }
        }
        if self.keyword("is") {
            let not = self.keyword("not");
            return self
                .keyword("empty")
                .then_some((if not { Operator::IsNotEmpty } else { Operator::IsEmpty }, Vec::new()));
        }
        let not = self.keyword("not");
        if self.keyword("like") {
            return Some((if not { Operator::NotLike } else { Operator::Like }, vec![self.operand()?]));
        }
        if !self.keyword("in") || !self.sign("(") {
            return None;
        }
        let mut operands = vec![self.operand()?];
        while self.sign(",") {
            operands.push(self.operand()?);
        }
        self.sign(")").then_some((if not { Operator::NotIn } else { Operator::In }, operands))
    }

    fn operand(&mut self) -> Option<Operand> {
        match self.next()? {
            Token::Text(text) => Some(Operand::Literal(text.clone())),
            Token::Word(word) if self.sign("(") => {
                let mut arguments = Vec::new();
                while !self.sign(")") {
                    let (Token::Word(argument) | Token::Text(argument)) = self.next()? else { return None };
                    arguments.push(argument.clone());
                    self.sign(",");
                }
                Some(Operand::Function { name: word.clone(), arguments })
            }
            Token::Word(word) => Some(Operand::Literal(word.clone())),
            Token::Sign(_) => None,
        }
    }
}

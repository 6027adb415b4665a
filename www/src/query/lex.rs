//! Words, strings and signs of a query.

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A field code, a number, a keyword or the name of a function.
    Word(String),
    Text(String),
    Sign(&'static str),
}

/// Splits a query; `None` where a string does not end or a sign is unknown.
pub(super) fn tokens(query: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = query.chars().peekable();
    while let Some(char) = rest.next() {
        match char {
            char if char.is_whitespace() => {}
            '(' => tokens.push(Token::Sign("(")),
            ')' => tokens.push(Token::Sign(")")),
            ',' => tokens.push(Token::Sign(",")),
            '=' => tokens.push(Token::Sign("=")),
            '!' => tokens.push(rest.next_if_eq(&'=').map(|_| Token::Sign("!="))?),
            '>' => tokens.push(Token::Sign(if rest.next_if_eq(&'=').is_some() { ">=" } else { ">" })),
            '<' => tokens.push(Token::Sign(if rest.next_if_eq(&'=').is_some() { "<=" } else { "<" })),
            '"' => {
                let mut text = String::new();
                loop {
                    match rest.next()? {
                        '"' => break,
                        // Observed: these three besides `\"` and `\\`, and no control character as it is.
                        '\\' => text.push(match rest.next()? {
                            't' => '\t',
                            'n' => '\n',
                            'r' => '\r',
                            char => char,
                        }),
                        '\t' | '\n' | '\r' => return None,
                        char => text.push(char),
                    }
                }
                tokens.push(Token::Text(text));
            }
            char => {
                let mut word = String::from(char);
                while let Some(char) = rest.next_if(|char| !char.is_whitespace() && !"()\",=!<>".contains(*char)) {
                    word.push(char);
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    Some(tokens)
}

//! Who is asking: session cookie or `X-Cybozu-Authorization`, and the token against forged requests.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::Rng;

use crate::city::City;
use crate::people::{GUEST, Person};
use crate::refusal::Refusal;
use crate::token::Token;

/// The name of the session cookie.
pub(crate) const COOKIE_NAME: &str = "JSESSIONID";

/// A signed-in browser.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) person: String,
    /// `__REQUEST_TOKEN__`.
    pub(crate) token: String,
}

/// How a request proved who sent it.
pub(crate) enum Proof {
    /// The cookie; writes need the token.
    Session(Session),
    /// The password in the header of this very request.
    Password(String),
    /// API tokens of one or more apps.
    Tokens(Vec<Token>),
}

fn random_hex(bytes: usize) -> String {
    let mut random = rand::thread_rng();
    (0..2 * bytes).filter_map(|_| char::from_digit(random.gen_range(0..16), 16)).collect()
}

/// The value of the session cookie.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}

impl City {
    /// Signs a person in: the cookie's value.
    pub(crate) fn sign_in(&mut self, user: &str, password: &str) -> Option<String> {
        // A guest signs in with the mail address.
        let guest = format!("{GUEST}{user}");
        let person =
            self.check_password(user, password).or_else(|| self.check_password(&guest, password))?.code.clone();
        let key = random_hex(24);
        self.sessions.insert(key.clone(), Session { person, token: random_hex(16) });
        Some(key)
    }

    /// The person of that name and password; a stopped one is refused.
    pub(crate) fn check_password(&self, user: &str, password: &str) -> Option<&Person> {
        self.people.person(user).filter(|person| person.may_enter() && password == self.password)
    }

    /// The session of the cookie.
    pub(crate) fn session(&self, headers: &HeaderMap) -> Option<&Session> {
        self.sessions.get(cookie(headers)?)
    }

    /// Who sent a REST request. The password header wins over the cookie.
    pub(crate) fn proof(&self, headers: &HeaderMap) -> Result<Proof, Refusal> {
        if let Some(value) = headers.get("x-cybozu-authorization") {
            let person = value
                .to_str()
                .ok()
                .and_then(|text| STANDARD.decode(text.trim()).ok())
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .and_then(|pair| {
                    let (user, password) = pair.split_once(':')?;
                    self.check_password(user, password)
                });
            // Official page: guests use no REST API from outside.
            if person.is_some_and(Person::is_guest) {
                return Err(Refusal::no_right());
            }
            return person.map(|person| Proof::Password(person.code.clone())).ok_or_else(Refusal::bad_credentials);
        }
        if let Some(tokens) = headers.get("x-cybozu-api-token") {
            let tokens = self.tokens_of(tokens.to_str().unwrap_or_default())?;
            return if tokens.is_empty() { Err(Refusal::not_signed_in()) } else { Ok(Proof::Tokens(tokens)) };
        }
        let session = self.session(headers).ok_or_else(Refusal::not_signed_in)?;
        if headers.get("x-requested-with").is_none_or(axum::http::HeaderValue::is_empty) {
            return Err(Refusal::no_token());
        }
        Ok(Proof::Session(session.clone()))
    }
}

//! API tokens: made on a screen of the app, good for that app alone.

use rand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::city::City;
use crate::people::Person;
use crate::refusal::{Refusal, Text};
use crate::rest::{Call, Verb};
use crate::rights::AppRights;

/// Most tokens of an app (official help).
const OF_ONE_APP: usize = 20;
/// The one in whose name a token acts (official page).
pub(crate) const ADMINISTRATOR: &str = "Administrator";

/// What a token may do with its app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    pub(crate) app: u64,
    pub(crate) rights: AppRights,
}

/// Whoever holds these tokens, as a person.
pub(crate) fn bearer(tokens: Vec<Token>) -> Person {
    Person {
        code: ADMINISTRATOR.to_owned(),
        name: ADMINISTRATOR.to_owned(),
        lang: "ja".to_owned(),
        valid: true,
        tokens,
        ..Person::default()
    }
}

impl City {
    /// The tokens of an `X-Cybozu-API-Token` header, separated by commas. One that is none refuses.
    pub(crate) fn tokens_of(&self, header: &str) -> Result<Vec<Token>, Refusal> {
        let texts = header.split(',').map(str::trim).filter(|text| !text.is_empty());
        texts.map(|text| self.tokens.get(text).cloned().ok_or_else(not_of_app)).collect()
    }
}

/// `POST /local/token.json`: a new token, for managers of the app.
pub(crate) fn make(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let mut right = |key: &str| ask.flag(key).unwrap_or_default();
    let (manage, view, add) = (right("manage"), right("view"), right("add"));
    let (edit, delete) = (right("edit"), right("delete"));
    ask.done()?;
    city.managed(app, true, &call.person)?;
    if city.tokens.values().filter(|token| token.app == app).count() >= OF_ONE_APP {
        let text = Text::new("APIトークンは20個までです。", "An app can have up to 20 API tokens.");
        return Err(Refusal::at("app", text));
    }
    let text: String =
        rand::thread_rng().sample_iter(&rand::distributions::Alphanumeric).take(40).map(char::from).collect();
    let rights = AppRights { manage, view, add, edit, delete, import: false, export: false };
    city.tokens.insert(text.clone(), Token { app, rights });
    Ok(json!({ "token": text }))
}

/// Refuses what a token cannot do: whole APIs, and apps of other tokens.
pub(crate) fn admit(call: &Call) -> Result<(), Refusal> {
    if call.person.tokens.is_empty() {
        return Ok(());
    }
    let closed = call.user_api
        || call.verb == Verb::Post && call.name == "app"
        || call.name.split('/').next() == Some("space")
        || matches!(
            call.name.as_str(),
            "apps"
                | "app/customize"
                | "app/move"
                | "apps/statistics"
                | "spaces/statistics"
                | "plugin"
                | "plugins"
                | "plugins/required"
                | "plugin/apps"
                | "template/space"
                | "guests"
                | "records/acl/evaluate"
        );
    if closed {
        let text = Text::new(
            "このAPIトークンでは、指定したAPIを実行できません。",
            "Using this API token, you cannot run the specified API.",
        );
        return Err(Refusal::new(403, "GAIA_NO01", text));
    }
    let owns = |id: &u64| call.person.tokens.iter().any(|token| token.app == *id);
    if call.apps().iter().all(owns) { Ok(()) } else { Err(not_of_app()) }
}

fn not_of_app() -> Refusal {
    let text = Text::new(
        "指定したAPIトークンは、アプリのAPIトークンと一致しません。",
        "The specified API token does not match the API token generated via the app.",
    );
    Refusal::new(400, "GAIA_AP15", text)
}

//! kintone's own functions, by their documented names; what this kintone does not have yet is an absence, not an error.

use std::cell::Cell;
use std::time::Duration;

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::kintone::refusal::{ErrorBody, Reason};
use crate::kintone::transport::{Ask, Transport};
use crate::text::json;
use crate::text::sorted::Sorted;
use crate::text::syntax;

/// A value under `kintone`, such as `["app", "getId"]`, with the object that it belongs to.
fn find(path: &[&str]) -> Option<(JsValue, JsValue)> {
    let mut owner: JsValue = JsValue::UNDEFINED;
    let mut value: JsValue = js_sys::global().into();
    for name in ["kintone"].iter().chain(path) {
        owner = value;
        value = Reflect::get(&owner, &JsValue::from_str(name)).ok()?;
        if value.is_undefined() || value.is_null() {
            return None;
        }
    }
    Some((owner, value))
}

/// Calls a function of `kintone`; `None` where it does not exist or threw.
fn call(path: &[&str], arguments: &[JsValue]) -> Option<JsValue> {
    let (owner, function) = find(path)?;
    let list: Array = arguments.iter().collect();
    function.dyn_ref::<Function>()?.apply(&owner, &list).ok()
}

/// Whether `kintone` has a function, by its documented name: it is not called.
pub fn has(path: &[&str]) -> bool {
    find(path).is_some_and(|(_, value)| value.is_function())
}

/// Whether this browser decodes by itself what the boot script decodes; that asks the same.
pub fn decodes() -> bool {
    let array = Reflect::get(&js_sys::global(), &JsValue::from_str("Uint8Array"));
    let decoder = array.and_then(|array| Reflect::get(&array, &JsValue::from_str("fromBase64")));
    decoder.is_ok_and(|decoder| decoder.is_function())
}

/// A value of the page as text; `None` for what JSON cannot say.
fn written(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}

/// A value of ours for the page.
fn given(value: &impl Serialize) -> Option<JsValue> {
    JSON::parse(&serde_json::to_string(value).ok()?).ok()
}

/// Who is signed in: login name and language.
pub fn login_user() -> (String, String) {
    let user = call(&["getLoginUser"], &[]).unwrap_or_default();
    let text = |key: &str| Reflect::get(&user, &JsValue::from_str(key)).ok().and_then(|value| value.as_string());
    (text("code").unwrap_or_default(), text("language").unwrap_or_default())
}

/// The ID of the app whose settings are open.
pub fn app_id() -> Option<String> {
    let id = call(&["app", "getId"], &[])?;
    id.as_string().or_else(|| id.as_f64().and_then(|_| written(&id)))
}

/// What kintone says of the app whose settings are open: its space and who made it. It knows an app that was never
/// deployed, too; `None` where this kintone has no such function here.
pub async fn app() -> Option<Value> {
    let promise = call(&["app", "get"], &[])?.dyn_into::<Promise>().ok()?;
    let app = JsFuture::from(promise).await.ok()?;
    let app: Value = syntax::read(&written(&app)?).ok()?;
    let kept = |key| Some((key, app.get(key)?.clone()));
    Some(Value::from_iter([kept("spaceId")?, kept("creator")?]))
}

/// Our plugin's settings of this app; none when it was never configured.
pub fn config(plugin: &str) -> Sorted<String, String> {
    let config = call(&["plugin", "app", "getConfig"], &[JsValue::from_str(plugin)]);
    config.and_then(|config| json::read(&written(&config)?).ok()).unwrap_or_default()
}

/// Saves our plugin's settings. kintone then shows its list of plugins with its own message, which reminds of
/// [アプリを更新]; without a callback that is its documented behaviour. False when it could not be called.
pub fn set_config(config: &Sorted<String, String>) -> bool {
    let config = config.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok();
    config.and_then(|config| call(&["plugin", "app", "setConfig"], &[config])).is_some()
}

/// Shows one of kintone's own notices, where this kintone can.
pub fn notify(kind: &str, message: &str) {
    call(&["showNotification"], &[JsValue::from_str(kind), JsValue::from_str(message)]);
}

/// Asks in kintone's own dialog; `None` where this kintone has none.
pub async fn confirm(title: &str, body: &str, yes: &str, no: &str) -> Option<bool> {
    let config = Object::new();
    let texts = [("title", title), ("body", body), ("okButtonText", yes), ("cancelButtonText", no)];
    for (key, text) in texts {
        Reflect::set(&config, &JsValue::from_str(key), &JsValue::from_str(text)).ok()?;
    }
    Reflect::set(&config, &JsValue::from_str("showCancelButton"), &JsValue::TRUE).ok()?;
    let promise = call(&["showConfirmDialog"], &[config.into()])?.dyn_into::<Promise>().ok()?;
    Some(JsFuture::from(promise).await.ok()?.as_string().as_deref() == Some("OK"))
}

thread_local! {
    static REQUESTS: Cell<u32> = const { Cell::new(0) };
}

/// How many requests were made since the screen was opened.
pub fn requests() -> u32 {
    REQUESTS.get()
}

/// `kintone.api`: the session of the person at the screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Session;

impl Transport for Session {
    async fn send(&self, ask: Ask) -> Result<Value, Reason> {
        REQUESTS.set(REQUESTS.get().wrapping_add(1));
        let path = if ask.path.starts_with("/k/") { url(&ask.path) } else { ask.path };
        let params = given(&ask.params).ok_or(Reason::Network)?;
        let arguments = [JsValue::from_str(&path), JsValue::from_str(ask.method.name()), params];
        let promise = call(&["api"], &arguments).and_then(|promise| promise.dyn_into::<Promise>().ok());
        let Some(promise) = promise else { return Err(Reason::Network) };
        match JsFuture::from(promise).await {
            Ok(answer) => {
                let answer = written(&answer).and_then(|text| syntax::read(&text).ok());
                answer.ok_or_else(|| Reason::Malformed { detail: "JSON".to_owned() })
            }
            Err(error) => Err(reason(&error)),
        }
    }

    async fn rest(&self, time: Duration) {
        gloo::timers::future::sleep(time).await;
    }

    fn now(&self) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit 53 bits for 285,000 years")]
        let now = js_sys::Date::now() as i64;
        now
    }
}

/// A path of this app. Apps of a guest space have paths of their own: kintone knows whether this is one.
pub fn url(path: &str) -> String {
    let url = call(&["api", "url"], &[JsValue::from_str(path), JsValue::TRUE]);
    url.and_then(|url| url.as_string()).unwrap_or_else(|| path.to_owned())
}

/// What kintone wants with a change that does not go through its own function.
pub fn request_token() -> Option<String> {
    call(&["getRequestToken"], &[])?.as_string()
}

/// A rejected request: kintone's error body, or raw text when the answer was not JSON.
pub fn reason(error: &JsValue) -> Reason {
    if error.is_string() {
        return Reason::Network;
    }
    let body = written(error).and_then(|text| json::read::<ErrorBody>(&text).ok());
    body.map_or(Reason::Network, Reason::of)
}

//! The bundle of the record screens: a few calls for the boot script `plugin/guard.js`.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
use naiki::browser::watch;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Takes the texts, which stand beside the program.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn give(texts: String) {
    naiki::text::beside::give(texts);
}

/// Starts the guard while the boot script runs.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn start(setting: &str) -> Result<String, JsValue> {
    watch::start(setting)
}

/// Takes the labels of the form.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn form(fields: &str) -> Result<(), JsValue> {
    watch::form(fields)
}

/// A record was opened.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn opened(values: &str) -> Result<String, JsValue> {
    watch::opened(values)
}

/// A person typed, or is about to save.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn submit(values: &str) -> Result<String, JsValue> {
    watch::submit(values)
}

/// Rules that are only recorded and would refuse what was saved.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn counted(values: &str) -> Result<String, JsValue> {
    watch::counted(values)
}

/// Takes what time it is.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn now(moment: &str) -> Result<(), JsValue> {
    watch::now(moment)
}

/// A record is about to be deleted.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn deleting() -> Result<String, JsValue> {
    watch::deleting()
}

/// A step of process management is about to be taken.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn proceeding(step: &str, record: &str) -> Result<String, JsValue> {
    watch::proceeding(step, record)
}

/// The person goes on in spite of some findings.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn allow(marks: &str) -> Result<(), JsValue> {
    watch::allow(marks)
}

/// Takes the published record, as it stands in the app `app`.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn publish(text: &str, app: &str) -> Result<String, JsValue> {
    watch::publish(text, app)
}

/// Takes what the boot script found out after the page was drawn.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn learn(facts: &str) -> Result<(), JsValue> {
    watch::learn(facts)
}

/// What is said of the app on each of its screens.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn standing() -> Result<String, JsValue> {
    watch::standing()
}

/// Fields on the screen whose rights kept this person out when the app was inspected.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn astray() -> Result<String, JsValue> {
    watch::astray()
}

/// A reason that the person typed, as it may be kept.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn reason(typed: &str) -> Result<String, JsValue> {
    watch::reason(typed)
}

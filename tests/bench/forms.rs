//! The judge of forms as a wasm: whether it answers as it does natively. It does not ship; the console holds the same code.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
#[path = "../form.rs"]
mod form;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// What is held of the fields of a form: `app/form/fields.json` and the name of the app.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn judged(form: &str, app: &str) -> String {
    form::judged(form, app)
}

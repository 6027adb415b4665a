//! The bundle of the plugin's config screen.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// Opens the inspection screen for a plugin ID in the element of an id.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn start(plugin: &str, root: &str) -> Result<(), JsValue> {
    naiki::browser::inspect::start(plugin, root)
}

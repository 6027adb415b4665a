//! The bundle of the plugin's config screen.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// Takes what stands beside the program: texts, the lexicon, and the tables that labels are judged by.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn give(texts: String, lexicon: String, personal: Vec<u8>, special: Vec<u8>) {
    naiki::text::beside::give(texts);
    naiki::personal::words::give(lexicon);
    naiki::personal::scorer::give(personal, special);
}

/// Opens the inspection screen for a plugin ID in the element of an id, with the policies of the box.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn start(plugin: &str, root: &str, standard: String, strict: String) -> Result<(), JsValue> {
    naiki::browser::inspect::start(plugin, root, naiki::policy::built_in::Documents { standard, strict })
}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

//! The audit as a wasm: whether it answers as it does natively, and how long it takes. It does not ship; the console holds
//! the same code.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
#[path = "../audited.rs"]
mod audited;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// An app that was read.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub struct Read(audited::Audited);

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
impl Read {
    /// Reads a snapshot file and one of people.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &str, people: &str) -> Result<Read, String> {
        audited::Audited::read(file, people).map(Read).ok_or_else(|| "cannot be read".to_owned())
    }

    /// How many findings and unknowns one audit by all rules has.
    pub fn audit(&self) -> usize {
        let report = self.0.report();
        report.findings.len() + report.unknowns.len()
    }

    /// The report.
    pub fn report(&self) -> String {
        serde_json::to_string(&self.0.report()).unwrap_or_default()
    }
}

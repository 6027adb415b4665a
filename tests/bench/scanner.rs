//! The scanner as a wasm of its own: what it weighs, how fast it is in a page, and whether it answers as it does natively.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
use naiki::personal::identifiers::{Context, scan};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// How many identifiers there are in a text.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn count(text: &str) -> usize {
    scan(text, Context::NONE).len()
}

/// Every find in the field of a label, five numbers each: class, confidence, first byte, the byte after the last, and what
/// the mask sums up to, as `tests::values::numbers` has it.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn finds(text: &str, label: &str) -> Vec<u32> {
    let sum = |mask: &str| mask.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let found = scan(text, Context::of_label(label));
    let numbers = |find: &naiki::personal::identifiers::Find| {
        [find.class as u32, find.confidence as u32, find.start as u32, find.end as u32, sum(&find.mask)]
    };
    found.iter().flat_map(numbers).collect()
}

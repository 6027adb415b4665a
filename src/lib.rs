//! 内規ガード: a municipality's written rules for kintone, as checks that run where rules get broken.
//!
//! A room may name the rooms above it in this list, never those below; a test reads the order from these lines.

pub mod text;
pub mod kintone;
pub mod finding;
pub mod personal;
pub mod snapshot;
pub mod app;
pub mod fingerprint;
pub mod people;
pub mod rule;
pub mod policy;
pub mod declaration;
pub mod case;
pub mod rules;
pub mod seal;
pub mod guard;
pub mod audit;
pub mod repair;
pub mod document;
pub mod screen;
#[cfg(target_arch = "wasm32")]
pub mod browser;

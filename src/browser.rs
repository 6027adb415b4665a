//! The browser: wasm32 only.
